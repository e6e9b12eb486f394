import SystemPackage
import WebText

/// The work on closed segments that takes long: reading all of one, compressing it, removing it.
///
/// Touches neither the index nor open segments, so that it can be done beside the writer. Each returns the
/// segment's new row, or nil when it was interrupted.
struct SegmentWork {
  let directory: OutputDirectory
  let frameSize: Int
  /// Asked every few milliseconds.
  var isCancelled: () -> Bool = { false }

  /// Bytes that are hashed at once.
  private static let blockSize = 1 << 20

  func perform(_ task: SegmentTask) throws(StoreError) -> SegmentRow? {
    guard let name = SegmentName(path: task.row.name, stream: task.row.stream) else { return nil }
    return switch task {
    case .hash(let row): try hash(name, row)
    case .compress(let row): try compress(name, row)
    case .remove(let row): try remove(name, row)
    }
  }

  private func hash(_ name: SegmentName, _ row: SegmentRow) throws(StoreError) -> SegmentRow? {
    let file = try openSegment(name, in: directory)
    return try storing("read", directory.path(name.path)) { () throws(Errno) -> SegmentRow? in
      try file.sync()
      guard let digest = try Self.digest(of: file, size: row.size, isCancelled) else { return nil }
      var row = row
      row.sha256 = digest
      return row
    }
  }

  /// The SHA-256 in hex; nil when it was interrupted.
  ///
  /// - Throws: `Errno.badMessage` when the segment is not `size` bytes long.
  static func digest(of file: SegmentFile, size: Int64, _ isCancelled: () -> Bool) throws(Errno) -> String? {
    var digest = SHA256()
    var position: Int64 = 0
    while true {
      if isCancelled() { return nil }
      let bytes = try file.bytes(at: position, count: blockSize)
      if bytes.isEmpty { break }
      digest.update(bytes)
      position += Int64(bytes.count)
    }
    guard position == size else { throw .badMessage }
    return Hexadecimal.encode(digest.finalize())
  }
}
