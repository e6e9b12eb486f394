import Glibc
import SystemPackage

/// Whole lines of a file, one after the other, from an offset on.
///
/// Bytes after the last newline are not a line yet: `next` returns nil there, and may find more when it is
/// called again after the file grew. One owner.
final class LineScanner {
  let file: SegmentFile
  /// Offset of the first byte after the line that `next` found last.
  private(set) var nextOffset: Int64
  /// Offset of the line that `next` found last.
  private(set) var lineOffset: Int64
  private let end: Int64
  private var buffer: [UInt8]
  /// Of `buffer`: what was read and not yet given out. Its first byte is at `nextOffset` in the file.
  private var filled: Range<Int> = 0..<0
  private var line: Range<Int> = 0..<0

  /// - Parameters:
  ///   - end: where to stop, when the file is longer.
  init(file: SegmentFile, from offset: Int64, to end: Int64 = .max, bufferSize: Int = 1 << 18) {
    self.file = file
    nextOffset = offset
    lineOffset = offset
    self.end = end
    buffer = [UInt8](repeating: 0, count: bufferSize)
  }

  /// Moves to the next line; false when there is none yet.
  func next() throws(Errno) -> Bool {
    var searched = filled.lowerBound
    while true {
      let length = buffer.withUnsafeBytes { bytes -> Int? in
        guard let base = bytes.baseAddress, searched < filled.upperBound else { return nil }
        let start = base + searched
        guard let newline = memchr(start, 0x0A, filled.upperBound - searched) else { return nil }
        return UnsafeRawPointer(newline) - base
      }
      if let newline = length {
        line = filled.lowerBound..<newline
        lineOffset = nextOffset
        nextOffset += Int64(newline + 1 - filled.lowerBound)
        filled = (newline + 1)..<filled.upperBound
        return true
      }
      let unsearched = filled.count
      guard try fill() else { return false }
      searched = filled.lowerBound + unsearched
    }
  }

  /// Lends the bytes of the line without its newline, which stands behind them.
  func withLine<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withUnsafeBufferPointer { bytes throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: bytes[line]))
    }
  }

  /// The line with its newline.
  var lineBytes: [UInt8] { Array(buffer[line.lowerBound...line.upperBound]) }

  /// How far the file was read: further than `nextOffset`, when a line's end is still to come.
  var readOffset: Int64 { nextOffset + Int64(filled.count) }

  /// Reads on; false at the end of the file.
  private func fill() throws(Errno) -> Bool {
    let position = readOffset
    guard position < end else { return false }
    if filled.lowerBound > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + filled.lowerBound, filled.count)
      }
      filled = 0..<filled.count
    }
    if filled.count == buffer.count { buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count)) }
    let room = min(Int64(buffer.count - filled.count), end - position)
    let start = filled.upperBound
    let count = try file.readAll(into: &buffer, from: start, count: Int(room), at: position)
    filled = filled.lowerBound..<(start + count)
    return count > 0
  }
}
