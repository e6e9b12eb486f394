import WebText

/// What entity references stand for: those of a document's internal subset, and HTML's.
///
/// Entities are text here, also where their replacement holds markup: it is written as text and reads as the
/// same HTML. Expansion is ours: each entity is expanded once, so that nested ones cost neither exponential
/// time nor more than `room`.
struct EntityText {
  private var declared: [[UInt8]: [UInt8]] = [:]
  /// Replacement texts of declared entities, with those in them expanded.
  private var expanded: [[UInt8]: [UInt8]] = [:]
  /// Bytes that `expanded` may still take.
  private var room = 1024 * 1024
  /// Bytes of one replacement text; longer ones are cut.
  private static let maximum = 64 * 1024
  private static let maximumDepth = 64
  /// Bytes from the ampersand to the semicolon; HTML's longest name has 32.
  private static let longestReference = 66

  init() {}

  init(_ scan: DocumentScan, _ text: Bytes) {
    for (name, range) in scan.entities {
      declared[name] = Array(text[from: range.lowerBound, to: range.upperBound])
    }
  }

  /// The text of `&name;`; nil when neither the document nor HTML declares it.
  mutating func expansion(of name: Bytes) -> [UInt8]? {
    if !declared.isEmpty {
      let name = Array(name)
      if declared[name] != nil { return replacement(of: name, depth: 0) }
    }
    guard let (first, second) = HTMLEntities.lookup(name) else { return nil }
    var output: [UInt8] = []
    output.append(scalar: first)
    if second != 0 { output.append(scalar: second) }
    return output
  }

  func isDeclared(_ name: Bytes) -> Bool {
    !declared.isEmpty && declared[Array(name)] != nil
  }

  /// XML 1.0 §4.6.
  static func isPredefined(_ name: Bytes) -> Bool {
    let names: [StaticString] = ["amp", "lt", "gt", "quot", "apos"]
    // Case counts: `&AMP;` is HTML's.
    return names.contains { name.equals($0) } && name.allSatisfy { $0 >= UInt8(ascii: "a") }
  }

  private mutating func replacement(of name: [UInt8], depth: Int) -> [UInt8] {
    if let known = expanded[name] { return known }
    guard depth < Self.maximumDepth, let value = declared[name] else { return [] }
    // An entity in itself (XML 1.0 §4.1, "No Recursion") is nothing.
    expanded[name] = []
    var output: [UInt8] = []
    let limit = min(Self.maximum, room)
    value.withUnsafeBufferPointer { append($0, to: &output, limit: limit, depth: depth) }
    room -= min(output.count, room)
    expanded[name] = output
    return output
  }

  /// Appends text with its references expanded, until there are `limit` bytes or more.
  mutating func append(_ text: Bytes, to output: inout [UInt8], limit: Int, depth: Int = 0) {
    var index = 0
    while index < text.count, output.count < limit {
      guard text[index] == UInt8(ascii: "&"), let end = Self.referenceEnd(in: text, from: index) else {
        output.append(text[index])
        index += 1
        continue
      }
      let name = text[from: index + 1, to: end]
      if let scalar = CharacterReference.scalar(name) {
        output.append(scalar: scalar)
      } else if isDeclared(name) {
        output.append(contentsOf: replacement(of: Array(name), depth: depth + 1))
      } else if let expansion = expansion(of: name) {
        output.append(contentsOf: expansion)
      } else {
        output.append(contentsOf: text[from: index, to: end + 1])
      }
      index = end + 1
    }
  }

  /// Index of the semicolon of the reference that begins here.
  private static func referenceEnd(in text: Bytes, from index: Int) -> Int? {
    text[from: index, to: min(text.count, index + longestReference + 1)].firstIndex(
      of: UInt8(ascii: ";"), from: 0
    )
    .map { index + $0 }
  }
}

/// Numeric character references: `#38`, `#x26`.
enum CharacterReference {
  /// The code point that the text between `&` and `;` stands for; nil when it is no such reference.
  ///
  /// Characters that XML forbids (XML 1.0 §2.2) are 0.
  static func scalar(_ text: Bytes) -> UInt32? {
    guard text.count >= 2, text[0] == UInt8(ascii: "#") else { return nil }
    let isHex = text[1] | 0x20 == UInt8(ascii: "x")
    var value: UInt32 = 0
    var index = isHex ? 2 : 1
    guard index < text.count else { return nil }
    while index < text.count {
      let byte = text[index]
      let digit: UInt32
      if byte.isDigit {
        digit = UInt32(byte &- 0x30)
      } else if isHex, (byte | 0x20) &- 0x61 < 6 {
        digit = UInt32((byte | 0x20) &- 0x61 &+ 10)
      } else {
        return nil
      }
      value = min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
      index += 1
    }
    return isXMLCharacter(value) ? value : 0
  }

  /// XML 1.0 §2.2, production 2.
  static func isXMLCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension [UInt8] {
  /// Appends a code point as UTF-8; nothing for one that is none.
  mutating func append(scalar value: UInt32) {
    guard value != 0, let scalar = Unicode.Scalar(value) else { return }
    UTF8.encode(scalar).map { append(contentsOf: $0) } ?? ()
  }
}
