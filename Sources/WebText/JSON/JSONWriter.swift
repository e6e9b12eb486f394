/// Writes JSON (RFC 8259) to a byte array; takes care of commas and of escaping.
///
/// Besides what JSON requires, DEL, C1 controls, U+2028 and U+2029 are written as `\u00xx`, so that a line
/// of output stays a line in every reader and moves no terminal's cursor. The caller keeps keys and values
/// in order: a member is a `key` and then one value.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public var bytes: [UInt8]
  private let isPretty: Bool
  /// True when another value at this place needs a comma before it.
  private var needsComma = false
  /// True after a key, whose value follows on the same line.
  private var isAfterKey = false
  private var depth = 0

  /// - Parameters:
  ///   - bytes: what to append to.
  ///   - isPretty: true for a member a line, indented by two spaces.
  public init(appendingTo bytes: [UInt8] = [], isPretty: Bool = false) {
    self.bytes = bytes
    self.isPretty = isPretty
  }

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }

  public mutating func endObject() { end(UInt8(ascii: "}")) }

  public mutating func beginArray() { begin(UInt8(ascii: "[")) }

  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// A member's name that needs no escaping.
  public mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    finishKey()
  }

  /// A member's name.
  @_disfavoredOverload
  public mutating func key(_ name: String) {
    separate()
    var copy = name
    copy.withUTF8 { JSONEscaping.appendQuoted($0, to: &bytes) }
    finishKey()
  }

  public mutating func string(_ text: String) {
    separate()
    var copy = text
    copy.withUTF8 { JSONEscaping.appendQuoted($0, to: &bytes) }
    needsComma = true
  }

  /// - Parameter utf8: valid UTF-8.
  public mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    JSONEscaping.appendQuoted(utf8, to: &bytes)
    needsComma = true
  }

  /// - Parameter utf8: valid UTF-8.
  public mutating func string(_ utf8: [UInt8]) {
    utf8.withUnsafeBufferPointer { string($0) }
  }

  public mutating func number(_ value: Int64) {
    separate()
    // 20 bytes hold the longest, -9223372036854775808.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var index = 20
      var rest = value.magnitude
      repeat {
        index -= 1
        digits[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        index -= 1
        digits[index] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: digits[index...])
    }
    needsComma = true
  }

  public mutating func number(_ value: Int) { number(Int64(value)) }

  /// The shortest decimal that reads back as `value`, without `.0`; `null` for infinities and NaN, which
  /// JSON does not have.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return number(whole) }
    separate()
    bytes.append(contentsOf: value.description.utf8)
    needsComma = true
  }

  public mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// A value that is JSON already.
  public mutating func raw(_ json: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// A value that is JSON already.
  public mutating func raw(_ json: [UInt8]) {
    json.withUnsafeBufferPointer { raw($0) }
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
    depth += 1
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if isPretty, needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func finishKey() {
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// What stands between the values before and the one that follows.
  @inline(__always)
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if isPretty, depth > 0 { breakLine() }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    // Deeper levels stay in line, or what is nested a hundred deep would become many times as long.
    for _ in 0..<min(max(depth, 0), 16) { bytes.append(contentsOf: "  ".utf8) }
  }
}
