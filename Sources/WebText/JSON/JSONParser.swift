import Glibc

/// A strict parser of RFC 8259, over bytes that it only lends.
struct JSONParser {
  private static let deepest = 128
  private let start: UnsafePointer<UInt8>
  private let count: Int
  private var index = 0
  private var depth = 0

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      throw JSONError(kind: .unexpectedEnd, offset: 0)
    }
    if let invalid = UTF8Validation.firstInvalid(bytes) {
      throw JSONError(kind: .invalidUTF8, offset: invalid)
    }
    var parser = JSONParser(start: start, count: bytes.count)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.index == parser.count else {
      throw JSONError(kind: .trailingBytes, offset: parser.index)
    }
    return value
  }

  private init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard index < count else { throw error(.unexpectedEnd) }
    switch start[index] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try enter()
    var object = JSONObject()
    skipSpace()
    if skip(UInt8(ascii: "}")) {
      depth -= 1
      return .object(object)
    }
    while true {
      skipSpace()
      guard index < count else { throw error(.unexpectedEnd) }
      guard start[index] == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let name = try string()
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { throw error(index < count ? .unexpectedByte : .unexpectedEnd) }
      object.append(name, try value())
      skipSpace()
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "}")) else { throw error(index < count ? .unexpectedByte : .unexpectedEnd) }
      depth -= 1
      object.removeDuplicates()
      return .object(object)
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    var values: [JSONValue] = []
    skipSpace()
    if skip(UInt8(ascii: "]")) {
      depth -= 1
      return .array(values)
    }
    while true {
      values.append(try value())
      skipSpace()
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "]")) else { throw error(index < count ? .unexpectedByte : .unexpectedEnd) }
      depth -= 1
      return .array(values)
    }
  }

  private mutating func enter() throws(JSONError) {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { throw error(.tooDeep) }
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    let first = index
    var unescaped: [UInt8]?
    var runStart = first
    while true {
      guard index < count else { throw error(.unexpectedEnd) }
      let byte = start[index]
      if byte == UInt8(ascii: "\"") { break }
      guard byte >= 0x20 else { throw error(.unexpectedByte) }
      if byte == UInt8(ascii: "\\") {
        var output = unescaped ?? []
        unescaped = nil
        output.append(contentsOf: UnsafeBufferPointer(start: start + runStart, count: index - runStart))
        try appendEscaped(to: &output)
        unescaped = output
        runStart = index
      } else {
        index += 1
      }
    }
    let run = UnsafeBufferPointer(start: start + runStart, count: index - runStart)
    index += 1
    guard var unescaped else { return String(decoding: run, as: UTF8.self) }
    unescaped.append(contentsOf: run)
    return String(decoding: unescaped, as: UTF8.self)
  }

  private mutating func appendEscaped(to output: inout [UInt8]) throws(JSONError) {
    let escape = index
    guard index + 1 < count else { throw JSONError(kind: .unexpectedEnd, offset: count) }
    let byte = start[index + 1]
    index += 2
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"):
      guard var character = hexadecimal() else { throw JSONError(kind: .invalidEscape, offset: escape) }
      if (0xD800...0xDBFF).contains(character) {
        guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")), let low = hexadecimal(),
          (0xDC00...0xDFFF).contains(low)
        else { throw JSONError(kind: .invalidEscape, offset: escape) }
        character = 0x10000 + (character - 0xD800) << 10 + (low - 0xDC00)
      }
      guard !(0xDC00...0xDFFF).contains(character) else {
        throw JSONError(kind: .invalidEscape, offset: escape)
      }
      HTMLEntities.appendUTF8(character, to: &output)
    default: throw JSONError(kind: .invalidEscape, offset: escape)
    }
  }

  /// Four hexadecimal digits.
  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= count else { return nil }
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = start[index]
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      if byte &- UInt8(ascii: "0") < 10 {
        value = value << 4 | UInt32(byte &- UInt8(ascii: "0"))
      } else if letter < 6 {
        value = value << 4 | UInt32(letter + 10)
      } else {
        return nil
      }
      index += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let first = index
    _ = skip(UInt8(ascii: "-"))
    let integer = index
    skipDigits()
    let digits = index - integer
    guard digits > 0, digits == 1 || start[integer] != UInt8(ascii: "0") else {
      throw JSONError(kind: .invalidNumber, offset: first)
    }
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      let fraction = index
      skipDigits()
      guard index > fraction else { throw JSONError(kind: .invalidNumber, offset: first) }
    }
    if index < count, start[index] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
      let exponent = index
      skipDigits()
      guard index > exponent else { throw JSONError(kind: .invalidNumber, offset: first) }
    }
    let text = UnsafeBufferPointer(start: start + first, count: index - first)
    if isWhole, let value = Self.integer(text) { return .integer(value) }
    let string = String(decoding: text, as: UTF8.self)
    return .double(Double(string) ?? (text[0] == UInt8(ascii: "-") ? -.infinity : .infinity), text: string)
  }

  private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let isNegative = text[0] == UInt8(ascii: "-")
    // `-0` is a Double's.
    if isNegative, text.count == 2, text[1] == UInt8(ascii: "0") { return nil }
    var value: Int64 = 0
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte &- UInt8(ascii: "0"))
      let (sum, carried) = product.addingReportingOverflow(isNegative ? -digit : digit)
      guard !overflow, !carried else { return nil }
      value = sum
    }
    return value
  }

  private mutating func skipDigits() {
    while index < count, start[index] &- UInt8(ascii: "0") < 10 { index += 1 }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let length = text.utf8CodeUnitCount
    guard index + length <= count else { throw JSONError(kind: .unexpectedEnd, offset: count) }
    guard memcmp(start + index, text.utf8Start, length) == 0 else { throw error(.unexpectedByte) }
    index += length
    return value
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard index < count, start[index] == byte else { return false }
    index += 1
    return true
  }

  @inline(__always)
  private mutating func skipSpace() {
    while index < count {
      switch start[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private func error(_ kind: JSONError.Kind) -> JSONError { JSONError(kind: kind, offset: index) }
}
