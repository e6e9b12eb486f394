import Glibc
import Logging
import SystemPackage

/// What recovery does to the end of a stream's newest segment. storage.md, "Recovery".
struct TailRepair {
  let directory: OutputDirectory
  let log: Logger

  /// Appends what a process that died had still to append, byte for byte: the file only grows.
  ///
  /// Only where the file holds a beginning of the recorded bytes at their place; anything else there is a
  /// power cut's doing, or a batch of long ago.
  func complete(_ part: RedoRecord.Part, newest: SegmentName?) throws(StoreError) {
    guard part.segment == newest else { return }
    let path = directory.path(part.segment.path)
    let folder = directory.folder(part.segment.stream)
    let file = try openRegular(part.segment.file, .reading, in: folder, path: path, links: 3)
    defer { file.closeQuietly() }
    let missing = try storing("read", path) { () throws(Errno) -> Int in
      let size = try file.status().size
      let end = part.offset + Int64(part.bytes.count)
      guard part.offset >= 0, size >= part.offset, size < end else { return 0 }
      let there = try file.bytes(at: part.offset, count: Int(size - part.offset))
      return part.bytes.starts(with: there) ? Int(end - size) : 0
    }
    guard missing > 0 else { return }
    let writer = try openRegular(part.segment.file, .appending, in: folder, path: path, links: 3)
    defer { writer.closeQuietly() }
    try storing("write", path) { () throws(Errno) in
      var written = part.bytes.count - missing
      while written < part.bytes.count {
        let count = try writer.writeSome(part.bytes, from: written)
        guard count > 0 else { throw .noSpace }
        written += count
      }
      try writer.syncData()
    }
    log.notice(
      "completed a batch that was cut off",
      metadata: ["segment": "\(part.segment.path)", "bytes": "\(missing)"])
  }

  /// Cuts the segment back to its last valid line at or after `position`, and has what is kept on the disk: the
  /// process may have died between writing and syncing it, and the index is about to learn of it.
  ///
  /// After a power cut the end may be torn, zeros or nothing. What stands behind the first line that is not
  /// whole was never durable, never in the index, and nobody on this machine is still reading it.
  ///
  /// - Returns: false when `position` is no line's end: somebody else changed the file, and what is behind a line
  ///   that is not whole may be ours. It stays as it is.
  func cutBack(_ segment: SegmentName, from position: Int64) throws(StoreError) -> Bool {
    let path = directory.path(segment.path)
    let folder = directory.folder(segment.stream)
    let file = try openRegular(segment.file, .reading, in: folder, path: path, links: 3)
    let size = try storing("stat", path) { () throws(Errno) in try file.status().size }
    // It closes the file.
    let segmentFile = SegmentFile(raw: file)
    let last = try storing("read", path) { () throws(Errno) in
      position > 0 ? try segmentFile.bytes(at: position - 1, count: 1) : [0x0A]
    }
    guard last == [0x0A] else { return false }
    let scanner = LineScanner(file: segmentFile, from: max(0, position))
    var end = max(0, position)
    while try storing("read", path, { () throws(Errno) in try scanner.next() }) {
      guard scanner.withLine({ line in (try? LogLine(json: line)) != nil }) else { break }
      end = scanner.nextOffset
    }
    guard end < size || position < size else { return true }
    // A closed segment cannot be written to, and fsync(2) needs no right to write.
    guard end < size else {
      // The scanner's: it closes it.
      try storing("sync", path) { () throws(Errno) in
        try withExtendedLifetime(scanner) { () throws(Errno) in try file.syncData() }
      }
      return true
    }
    let writer = try openRegular(segment.file, .updating, in: folder, path: path, links: 3)
    defer { writer.closeQuietly() }
    try storing("truncate", path) { () throws(Errno) in
      try writer.truncate(to: end)
      try writer.sync()
    }
    log.warning(
      "cut back a torn end", metadata: ["segment": "\(segment.path)", "bytes": "\(size - end)"])
    return true
  }
}
