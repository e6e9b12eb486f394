import SystemPackage

/// A segment open for reading, whether it is compressed or not: bytes by their place in the raw file.
///
/// Reading a compressed one throws `Errno.badMessage` where it is damaged, and any what the disk does not give
/// back (`Errno.isDamage`). One owner; closes the file.
final class SegmentFile {
  private let file: FileDescriptor
  private let compressed: Compressed?

  /// Of a compressed segment: its frames, and the one that was read last.
  private final class Compressed {
    let table: SeekTable
    let decoder: FrameDecoder
    var frame = -1
    var content: [UInt8] = []

    init(_ file: FileDescriptor) throws(Errno) {
      table = try SeekTable(readingFrom: file)
      decoder = try FrameDecoder()
    }
  }

  /// - Parameter file: handed over.
  init(raw file: FileDescriptor) {
    self.file = file
    compressed = nil
  }

  /// - Parameter file: handed over, also when this throws.
  init(compressed file: FileDescriptor) throws(Errno) {
    do throws(Errno) {
      compressed = try Compressed(file)
    } catch {
      file.closeQuietly()
      throw error
    }
    self.file = file
  }

  deinit { file.closeQuietly() }

  var isCompressed: Bool { compressed != nil }

  /// Mode and all: what closing it left to others.
  func sync() throws(Errno) { try file.sync() }

  /// Of the file itself.
  func status() throws(Errno) -> FileStatus { try file.status() }

  /// Bytes of the raw segment, as many as there are now.
  func size() throws(Errno) -> Int64 {
    if let compressed { return compressed.table.size }
    return try file.status().size
  }

  /// Fills `buffer[start..<start + count]` from `offset` on until the segment ends, or before damage in it;
  /// returns how much. The next call throws at the damage.
  func readAll(into buffer: inout [UInt8], from start: Int, count: Int, at offset: Int64) throws(Errno) -> Int
  {
    guard let compressed else {
      return try file.readAll(into: &buffer, from: start, count: count, at: offset)
    }
    var done = 0
    while done < count {
      let position = offset + Int64(done)
      let frame = compressed.table.frame(at: position)
      guard frame < compressed.table.frameCount else { break }
      do throws(Errno) {
        try load(frame, compressed)
      } catch {
        if done > 0 { break }
        throw error
      }
      let first = Int(position - compressed.table.offsets[frame])
      let some = min(count - done, compressed.content.count - first)
      buffer.withUnsafeMutableBytes { bytes in
        compressed.content.withUnsafeBytes { content in
          UnsafeMutableRawBufferPointer(rebasing: bytes[(start + done)..<(start + done + some)])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: content[first..<(first + some)]))
        }
      }
      done += some
    }
    return done
  }

  /// At most `count` bytes from `offset` on: fewer where the segment ends.
  func bytes(at offset: Int64, count: Int) throws(Errno) -> [UInt8] {
    guard let compressed else { return try file.bytes(at: offset, count: count) }
    let room = Int(max(0, min(Int64(count), compressed.table.size - offset)))
    var buffer = [UInt8](repeating: 0, count: room)
    var read = 0
    while read < room {
      read += try readAll(into: &buffer, from: read, count: room - read, at: offset + Int64(read))
    }
    return buffer
  }

  private func load(_ frame: Int, _ compressed: Compressed) throws(Errno) {
    guard compressed.frame != frame else { return }
    compressed.frame = -1
    let table = compressed.table
    compressed.content = try compressed.decoder.decode(
      try bytes(ofFrame: frame, table), size: Int(table.offsets[frame + 1] - table.offsets[frame]))
    compressed.frame = frame
  }

  private func bytes(ofFrame frame: Int, _ table: SeekTable, limit: Int = .max) throws(Errno) -> [UInt8] {
    let start = table.fileOffsets[frame]
    return try file.bytes(at: start, count: min(limit, Int(table.fileOffsets[frame + 1] - start)))
  }

  // MARK: - Frames

  /// How many parts of it can be read for themselves, each from a line's beginning; 0 when it is raw.
  var frameCount: Int { compressed?.table.frameCount ?? 0 }

  /// Where a frame begins in the raw segment.
  func offset(ofFrame frame: Int) -> Int64 { compressed?.table.offsets[frame] ?? 0 }

  /// Where the frame after the one that holds `offset` begins; nil when it is raw, or in the last frame.
  func nextFrame(after offset: Int64) -> Int64? {
    guard let table = compressed?.table else { return nil }
    let next = table.frame(at: offset) + 1
    return next < table.frameCount ? table.offsets[next] : nil
  }

  /// The first bytes of a frame, at a fraction of the cost of all of it.
  func beginning(ofFrame frame: Int, count: Int) throws(Errno) -> [UInt8] {
    guard let compressed else { return [] }
    // Far more than so few bytes take: their block is at most 128 KiB long, compressed or not.
    let some = try bytes(ofFrame: frame, compressed.table, limit: 160 << 10)
    return try compressed.decoder.decodeBeginning(of: some, count: count)
  }
}

/// Opens a segment, whichever of its two forms is there.
///
/// Compression gives the compressed one its name before it takes the raw one's away: so one of the two is
/// always found, in this order.
func openSegment(_ name: SegmentName, in directory: OutputDirectory) throws(StoreError) -> SegmentFile {
  let folder = directory.folder(name.stream)
  do throws(Errno) {
    return SegmentFile(raw: try folder.open(name.file, .reading))
  } catch {
    guard error == .noSuchFileOrDirectory else { throw StoreError("open", directory.path(name.path), error) }
  }
  return try storing("open", directory.path(name.compressedPath)) { () throws(Errno) in
    try SegmentFile(compressed: try folder.open(name.compressedFile, .reading))
  }
}
