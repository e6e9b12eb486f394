import WebText

/// `JSONWriter` and `JSONValue`: what is written is read back the same, and no raw control leaves.
enum JSONCheck {
  /// The input taken for a JSON text, and taken for what to make a value of.
  static func run(_ input: [UInt8]) throws(Violation) {
    if let value = try? JSONValue.parse(input) { try checkWriting(value) }
    var source = ByteSource(input)
    try checkWriting(value(from: &source, depth: 0))
  }

  private static func checkWriting(_ value: JSONValue) throws(Violation) {
    for isPretty in [false, true] {
      var json = JSONWriter(isPretty: isPretty)
      write(value, to: &json)
      try checkCharacters(json.bytes, areLinesAllowed: isPretty)
      let again: JSONValue
      do throws(JSONError) {
        again = try JSONValue.parse(json.bytes)
      } catch {
        throw Violation("what was written is no JSON: \(error)")
      }
      try require(isSame(value, again), "what was written is read as another value")
    }
  }

  /// RFC 8259 §7, and the controls that move a terminal's cursor.
  static func checkCharacters(_ json: [UInt8], areLinesAllowed: Bool = false) throws(Violation) {
    guard let text = String(validating: json, as: UTF8.self) else { throw Violation("invalid UTF-8") }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where areLinesAllowed: continue
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
        throw Violation("a raw U+\(String(scalar.value, radix: 16))")
      default: continue
      }
    }
  }

  private static func write(_ value: JSONValue, to json: inout JSONWriter) {
    switch value {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .integer(let value): json.number(value)
    case .double(let value, _): json.number(value)
    case .string(let text): json.string(text)
    case .array(let values):
      json.beginArray()
      for value in values { write(value, to: &json) }
      json.endArray()
    case .object(let object):
      json.beginObject()
      for (name, value) in object {
        json.key(name)
        write(value, to: &json)
      }
      json.endObject()
    }
  }

  /// Equal as the writer promises: byte for byte in texts, by value in numbers, infinity as null.
  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.double(let value, _), .null): return !value.isFinite
    case (.double, .integer), (.double, .double): return left.double == right.double
    case (.string(let one), .string(let other)): return one.isIdentical(to: other)
    case (.array(let one), .array(let other)):
      return one.count == other.count && zip(one, other).allSatisfy { isSame($0, $1) }
    case (.object(let one), .object(let other)):
      return one.count == other.count
        && zip(one, other).allSatisfy { $0.name.isIdentical(to: $1.name) && isSame($0.value, $1.value) }
    default: return left == right
    }
  }

  private static func value(from source: inout ByteSource, depth: Int) -> JSONValue {
    switch source.number(below: depth < 100 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(source.bool())
    case 2: return .integer(source.integer())
    case 3: return .double(source.double(), text: "")
    case 4, 5: return .string(source.text())
    case 6:
      var values: [JSONValue] = []
      for _ in 0..<source.number(below: 6) where !source.isEmpty {
        values.append(value(from: &source, depth: depth + 1))
      }
      return .array(values)
    default:
      var members: [(name: String, value: JSONValue)] = []
      for number in 0..<source.number(below: 6) where !source.isEmpty {
        // Names differ: of equal ones the last counts.
        members.append(("\(number) \(source.text())", value(from: &source, depth: depth + 1)))
      }
      return .object(JSONObject(members))
    }
  }
}
