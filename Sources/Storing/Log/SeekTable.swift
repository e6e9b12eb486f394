import SystemPackage

/// Where the frames of a compressed segment begin: so that a line in its middle is reached without what
/// stands before it.
///
/// Zstandard Seekable Format 0.1.0: a skippable frame at the file's end, which every decompressor passes over.
struct SeekTable: Equatable {
  /// Bytes in the file, and bytes that they decompress to, up to each frame's beginning; one more at the end.
  private(set) var fileOffsets: [Int64] = [0]
  private(set) var offsets: [Int64] = [0]

  private static let skippableMagic: UInt32 = 0x184D_2A5E
  private static let seekableMagic: UInt32 = 0x8F92_EAB1
  private static let footerSize = 9
  /// A table for 16 GiB, the largest segment, in frames of 64 KiB.
  private static let mostFrames = 1 << 18
  /// Bytes of a frame, compressed or not: sixteen times ours.
  private static let largestFrame: UInt32 = 16 << 20

  init() {}

  var frameCount: Int { offsets.count - 1 }
  /// Bytes of the frames.
  var fileSize: Int64 { fileOffsets[frameCount] }
  /// Bytes of the segment before it was compressed.
  var size: Int64 { offsets[frameCount] }

  mutating func append(compressed: Int, size: Int) {
    fileOffsets.append(fileOffsets[frameCount] + Int64(compressed))
    offsets.append(offsets[frameCount] + Int64(size))
  }

  /// The frame that holds the byte at `offset` of the raw segment; `frameCount` when none does.
  func frame(at offset: Int64) -> Int {
    var low = 0
    var high = frameCount
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle + 1] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian32: Self.skippableMagic)
    bytes.append(littleEndian32: UInt32(frameCount * 8 + Self.footerSize))
    for frame in 0..<frameCount {
      bytes.append(littleEndian32: UInt32(clamping: fileOffsets[frame + 1] - fileOffsets[frame]))
      bytes.append(littleEndian32: UInt32(clamping: offsets[frame + 1] - offsets[frame]))
    }
    bytes.append(littleEndian32: UInt32(frameCount))
    bytes.append(0)
    bytes.append(littleEndian32: Self.seekableMagic)
    return bytes
  }

  /// - Throws: `Errno.badMessage` when the file does not end in a table that is right about it.
  init(readingFrom file: FileDescriptor) throws(Errno) {
    let size = try file.status().size
    let footer = try file.bytes(at: max(0, size - Int64(Self.footerSize)), count: Self.footerSize)
    guard footer.count == Self.footerSize, footer.littleEndian32(at: 5) == Self.seekableMagic,
      let count = Int(exactly: footer.littleEndian32(at: 0)), count <= Self.mostFrames
    else { throw .badMessage }
    // Bit 7: each entry has a checksum, which ours do not; frames have their own.
    let entrySize = footer[4] & 0x80 == 0 ? 8 : 12
    let tableSize = 8 + count * entrySize + Self.footerSize
    guard Int64(tableSize) <= size else { throw .badMessage }
    let table = try file.bytes(at: size - Int64(tableSize), count: tableSize)
    guard table.count == tableSize, table.littleEndian32(at: 0) == Self.skippableMagic,
      table.littleEndian32(at: 4) == UInt32(tableSize - 8)
    else { throw .badMessage }
    for frame in 0..<count {
      let compressed = table.littleEndian32(at: 8 + frame * entrySize)
      let raw = table.littleEndian32(at: 12 + frame * entrySize)
      guard compressed <= Self.largestFrame, raw <= Self.largestFrame else { throw .badMessage }
      append(compressed: Int(compressed), size: Int(raw))
    }
    guard fileOffsets[count] == size - Int64(tableSize) else { throw .badMessage }
  }
}

extension [UInt8] {
  mutating func append(littleEndian32 value: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  func littleEndian32(at offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for place in 0..<4 { value |= UInt32(self[offset + place]) << UInt32(place * 8) }
    return value
  }
}
