/// Writes JSON (RFC 8259) to a byte array; takes care of commas, and of escaping.
///
/// Besides what JSON requires, DEL, C1 controls, U+2028 and U+2029 are written as `\u00xx`, so that a line
/// of output stays a line in every reader and moves no terminal's cursor.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public var bytes: [UInt8]
  private let isPretty: Bool
  private var needsComma = false
  private var depth = 0

  /// - Parameters:
  ///   - bytes: what to append to.
  ///   - isPretty: true for a member a line, indented by two spaces.
  public init(appendingTo bytes: [UInt8] = [], isPretty: Bool = false) {
    self.bytes = bytes
    self.isPretty = isPretty
  }

  public mutating func beginObject() {}
  public mutating func endObject() {}
  public mutating func beginArray() {}
  public mutating func endArray() {}

  /// A member's name that needs no escaping.
  public mutating func key(_ name: StaticString) {}

  /// A member's name.
  @_disfavoredOverload
  public mutating func key(_ name: String) {}

  public mutating func string(_ text: String) {}

  /// - Parameter utf8: valid UTF-8.
  public mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {}

  /// - Parameter utf8: valid UTF-8.
  public mutating func string(_ utf8: [UInt8]) {}

  public mutating func number(_ value: Int64) {}

  public mutating func number(_ value: Int) {}

  /// `null` for infinities and NaN, which JSON does not have.
  public mutating func number(_ value: Double) {}

  public mutating func bool(_ value: Bool) {}

  public mutating func null() {}

  /// A value that is JSON already.
  public mutating func raw(_ json: UnsafeBufferPointer<UInt8>) {}

  /// A value that is JSON already.
  public mutating func raw(_ json: [UInt8]) {}
}
