import Glibc

/// What the first members of a line say, read without the rest: enough to pass over the lines that nobody wants.
///
/// The writer puts `seq`, `type`, `source` and `first_seen` before every text, in this order and with
/// `id`, `story` and `feed_title` between them.
struct LineHead {
  var type: LineType
  /// Bytes of the line between the quotes; as they stand there, with their escapes.
  var source: Range<Int>
  var firstSeen: Range<Int>

  /// nil for a line that does not begin as ours do; read all of it then.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    guard let start = line.baseAddress, line.count > 2, line[0] == UInt8(ascii: "{") else { return nil }
    var type: LineType?
    var source: Range<Int>?
    var place = 1
    // Eight members stand before the first text, at most.
    for _ in 0..<8 {
      guard let name = Self.string(line, at: place), name.upperBound + 2 < line.count,
        line[name.upperBound + 1] == UInt8(ascii: ":")
      else { return nil }
      place = name.upperBound + 2
      if line[place] != UInt8(ascii: "\"") {
        // A number: the seq.
        while place < line.count, line[place] &- 0x30 < 10 { place += 1 }
      } else {
        guard let value = Self.string(line, at: place) else { return nil }
        if Self.equal(start, name, "type") {
          type = LineType.allCases.first { Self.equal(start, value, $0.rawValue) }
        } else if Self.equal(start, name, "source") {
          source = value
        } else if Self.equal(start, name, "first_seen") {
          guard let type, let source else { return nil }
          self.type = type
          self.source = source
          firstSeen = value
          return
        }
        place = value.upperBound + 1
      }
      guard place < line.count, line[place] == UInt8(ascii: ",") else { return nil }
      place += 1
    }
    return nil
  }

  /// Of the string whose opening quote is at `place`, what is between the quotes.
  private static func string(_ line: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    guard place < line.count, line[place] == UInt8(ascii: "\"") else { return nil }
    var end = place + 1
    while end < line.count {
      if line[end] == UInt8(ascii: "\"") { return (place + 1)..<end }
      end += line[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private static func equal(_ start: UnsafePointer<UInt8>, _ range: Range<Int>, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, bytes.count == range.count else { return false }
      return memcmp(base, start + range.lowerBound, range.count) == 0
    }
  }
}
