import WebText

/// Reads JSON (RFC 8259) a value at a time, from bytes that it only lends, without a tree of the document.
///
/// What is not JSON is read as far as sense goes, and noted in `faults`: stray commas, raw control characters
/// in strings, quotes that were not escaped. Damage that leaves no sense is thrown.
struct JSONReader: ~Copyable {
  /// Valid UTF-8.
  let bytes: Bytes
  private let start: UnsafePointer<UInt8>
  let count: Int
  private(set) var index: Int
  /// True after a value, when a comma or a closing bracket is due.
  private var expectsComma = false
  /// Text of a string that had escapes.
  private var unescaped = ByteBuffer()
  private(set) var faults: [Fault] = []

  enum Kind { case string, number, object, array, bool, null, other }

  /// Something that was repaired: the first of its kind.
  struct Fault {
    var kind: JSONFault
    var offset: Int
  }

  init(_ bytes: Bytes, from index: Int) {
    self.bytes = bytes
    // An empty document has no base; nothing is read from it then.
    start = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
    self.index = index
  }

  // MARK: Structure

  /// What stands at the place where a value is due.
  mutating func kind() throws(JSONStop) -> Kind {
    skipSpace()
    guard index < count else { throw damage(.truncated) }
    switch start[index] {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    // JSON has neither: `number` notes it.
    case UInt8(ascii: "+"), UInt8(ascii: "."): return .number
    default: return .other
    }
  }

  /// Steps over the bracket that `kind` found.
  mutating func enter() {
    index += 1
    expectsComma = false
  }

  /// The next member's name, with its value due; nil at the end of the object.
  ///
  /// The bytes are good until the next string is read.
  mutating func nextKey() throws(JSONStop) -> Bytes? {
    guard try nextPlace(closing: UInt8(ascii: "}")) else { return nil }
    guard start[index] == UInt8(ascii: "\"") else { throw damage(.unexpected) }
    let key = try string()
    skipSpace()
    guard index < count else { throw damage(.truncated) }
    guard start[index] == UInt8(ascii: ":") else { throw damage(.unexpected) }
    index += 1
    expectsComma = false
    return key
  }

  /// As `nextKey`; what is over 256 bytes of the name is cut off.
  mutating func nextName() throws(JSONStop) -> String? {
    try nextKey().map { $0[from: 0, to: min($0.count, 256)].string }
  }

  /// True when another element of an array is due; false at its end.
  mutating func nextElement() throws(JSONStop) -> Bool {
    try nextPlace(closing: UInt8(ascii: "]"))
  }

  private mutating func nextPlace(closing bracket: UInt8) throws(JSONStop) -> Bool {
    skipSpace()
    var hasComma = !expectsComma
    var isAfterComma = false
    while index < count, start[index] == UInt8(ascii: ",") {
      if hasComma { note(.strayComma) }
      hasComma = true
      isAfterComma = true
      index += 1
      skipSpace()
    }
    guard index < count else { throw damage(.truncated) }
    if start[index] == bracket {
      if isAfterComma { note(.strayComma) }
      index += 1
      expectsComma = true
      return false
    }
    if start[index] == UInt8(ascii: "}") || start[index] == UInt8(ascii: "]") { throw damage(.unexpected) }
    if !hasComma { note(.missingComma) }
    expectsComma = false
    return true
  }

  /// Steps over a value. Not recursive: depth costs a bit a level.
  mutating func skip() throws(JSONStop) {
    // True for each array that is open, false for each object.
    var open: [Bool] = []
    repeat {
      switch try kind() {
      case .object:
        enter()
        open.append(false)
      case .array:
        enter()
        open.append(true)
      case .string: _ = try string()
      case .number: _ = try number()
      case .bool, .null, .other: try skipWord()
      }
      while let isArray = open.last {
        let hasMore = isArray ? try nextElement() : try nextKey() != nil
        if hasMore { break }
        open.removeLast()
      }
    } while !open.isEmpty
  }

  // MARK: Values

  /// The text of a number, as written.
  mutating func number() throws(JSONStop) -> Bytes {
    let first = index
    while index < count, Self.isNumberByte(start[index]) { index += 1 }
    expectsComma = true
    let text = bytes[from: first, to: index]
    if !Self.isNumber(text) { note(.badValue, at: first) }
    return text
  }

  /// `true` and `false`; nil for a word that JSON doesn't have.
  mutating func bool() throws(JSONStop) -> Bool? {
    let first = index
    try skipWord()
    let word = bytes[from: first, to: index]
    return word.equals("true") ? true : word.equals("false") ? false : nil
  }

  /// Steps over `null`, and over words that other notations have: `NaN`, `undefined`, `None`.
  mutating func skipWord() throws(JSONStop) {
    let first = index
    while index < count, start[index].isLetter { index += 1 }
    guard index > first else { throw damage(.unexpected) }
    expectsComma = true
    let word = bytes[from: first, to: index]
    for known in ["true", "false", "null"] as [StaticString] where word.equals(known) {
      if word[0] & 0x20 == 0 { break }
      return
    }
    note(.badValue, at: first)
  }

  /// The text of a string; the bytes are good until the next one is read.
  ///
  /// C0 controls other than white space are dropped, as from XML: no feed means them.
  mutating func string() throws(JSONStop) -> Bytes {
    index += 1
    expectsComma = true
    let first = index
    index = JSONRuns.endOfPlain(start, from: index, to: count)
    if index < count, start[index] == UInt8(ascii: "\""), endsString(at: index) {
      index += 1
      return bytes[from: first, to: index - 1]
    }
    unescaped.removeAll()
    var runStart = first
    while true {
      unescaped.append(bytes[from: runStart, to: index])
      guard index < count else { throw damage(.truncated) }
      switch start[index] {
      case UInt8(ascii: "\""):
        if endsString(at: index) {
          index += 1
          return unescaped.view
        }
        note(.unescapedQuote)
        unescaped.append(UInt8(ascii: "\""))
        index += 1
      case UInt8(ascii: "\\"):
        try appendEscaped()
      case let control:
        note(.controlCharacter)
        appendControl(control)
        index += 1
      }
      runStart = index
      index = JSONRuns.endOfPlain(start, from: index, to: count)
    }
  }

  /// liberal: a quote ends a string only where a comma, a colon or a bracket follows, or a new line with
  /// another string. Publishers who write JSON by hand forget to escape quotes.
  @inline(__always)
  private func endsString(at quote: Int) -> Bool {
    let next = quote + 1
    if next < count, start[next] == UInt8(ascii: ",") || start[next] == UInt8(ascii: ":") { return true }
    return endsStringBeforeSpace(next)
  }

  private func endsStringBeforeSpace(_ first: Int) -> Bool {
    var next = first
    var hasNewline = false
    while next < count, start[next].isSpace {
      if start[next] == 0x0A || start[next] == 0x0D { hasNewline = true }
      next += 1
    }
    guard next < count else { return true }
    switch start[next] {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    case UInt8(ascii: "\""): return hasNewline
    default: return false
    }
  }

  private mutating func appendControl(_ byte: UInt8) {
    if byte == 0x09 || byte == 0x0A || byte == 0x0D { unescaped.append(byte) }
  }

  private mutating func appendEscaped() throws(JSONStop) {
    guard index + 1 < count else {
      index = count
      throw damage(.truncated)
    }
    let byte = start[index + 1]
    index += 2
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): break
    case UInt8(ascii: "u"): appendCodeUnit()
    default:
      // The backslash was meant, or nothing by it: what follows stays.
      note(.badEscape, at: index - 2)
      index -= 1
      if byte < 0x20 { return }
      if byte != UInt8(ascii: "'") { unescaped.append(UInt8(ascii: "\\")) }
    }
  }

  /// After `\u`. RFC 8259 §8.2: what a lone surrogate means is not defined; U+FFFD is as good as any.
  private mutating func appendCodeUnit() {
    guard let unit = hexadecimal(at: index) else {
      note(.badEscape, at: index - 2)
      return
    }
    index += 4
    var scalar = unit
    if unit & 0xFC00 == 0xD800, index + 1 < count, start[index] == UInt8(ascii: "\\"),
      start[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 2), low & 0xFC00 == 0xDC00
    {
      scalar = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
      index += 6
    }
    if scalar < 0x20 {
      appendControl(UInt8(scalar))
    } else {
      unescaped.append(scalar: scalar & 0xF800 == 0xD800 && scalar < 0x10000 ? 0xFFFD : scalar)
    }
  }

  private func hexadecimal(at first: Int) -> UInt32? {
    guard count - first >= 4 else { return nil }
    var value: UInt32 = 0
    for index in first..<first + 4 {
      let byte = start[index]
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      guard byte.isDigit || letter < 6 else { return nil }
      value = value << 4 | UInt32(byte.isDigit ? byte &- UInt8(ascii: "0") : letter + 10)
    }
    return value
  }

  // MARK: Places

  mutating func skipSpace() {
    while index < count, start[index].isSpace { index &+= 1 }
  }

  /// Goes back, or on, to a place where a value is due.
  mutating func move(to place: Int) {
    index = place
    expectsComma = false
  }

  mutating func note(_ kind: JSONFault, at offset: Int? = nil) {
    guard !faults.contains(where: { $0.kind == kind }) else { return }
    faults.append(Fault(kind: kind, offset: offset ?? index))
  }

  private func damage(_ kind: JSONFault) -> JSONStop { .damage(kind, offset: index) }

  // MARK: Numbers

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  /// RFC 8259 §6.
  static func isNumber(_ text: Bytes) -> Bool {
    var index = 0
    func digits() -> Bool {
      let first = index
      while index < text.count, text[index].isDigit { index += 1 }
      return index > first
    }
    if text.first == UInt8(ascii: "-") { index = 1 }
    let whole = index
    guard digits(), index == whole + 1 || text[whole] != UInt8(ascii: "0") else { return false }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return false }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
        index += 1
      }
      guard digits() else { return false }
    }
    return index == text.count
  }
}

/// What can be wrong with a JSON text.
enum JSONFault: String {
  case strayComma = "a comma with nothing after it"
  case missingComma = "a comma is missing"
  case controlCharacter = "a control character in a string"
  case unescapedQuote = "a quote in a string that is not escaped"
  case badEscape = "an escape that JSON does not have"
  case badValue = "a word or number that JSON does not have"
  case trailing = "text after the end"
  case truncated = "the document ends in the middle"
  case unexpected = "something else stands where a value, a comma or a bracket is due"
}

/// Why reading ends before the document does.
enum JSONStop: Error {
  /// The reader doesn't know any more where it is.
  case damage(JSONFault, offset: Int)
  case limit(ParseError)
}

extension ByteBuffer {
  fileprivate mutating func append(scalar value: UInt32) {
    guard value != 0, let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return }
    for byte in encoded { append(byte) }
  }
}
