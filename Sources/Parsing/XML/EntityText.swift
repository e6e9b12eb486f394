import WebText

/// What entity references stand for: those of a document's internal subset, and HTML's.
///
/// Entities are text here, also where their replacement holds markup: it is written as text and reads as the
/// same HTML. Expansion is ours, so that nested entities can't grow beyond `maximum`.
struct EntityText {
  private var declared: [[UInt8]: [UInt8]] = [:]
  private let maximum = 64 * 1024
  private let maximumDepth = 8

  init() {}

  init(_ scan: DocumentScan, _ text: Bytes) {
    for (name, range) in scan.entities {
      declared[name] = Array(text[from: range.lowerBound, to: range.upperBound])
    }
  }

  /// The text of `&name;`; nil when neither the document nor HTML declares it.
  func expansion(of name: Bytes) -> [UInt8]? {
    if !declared.isEmpty, declared[Array(name)] != nil {
      var output: [UInt8] = []
      expand(Array(name), into: &output, depth: 0)
      return output
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

  private func expand(_ name: [UInt8], into output: inout [UInt8], depth: Int) {
    guard depth < maximumDepth, let value = declared[name] else { return }
    value.withUnsafeBufferPointer { value in
      var index = 0
      while index < value.count, output.count < maximum {
        guard value[index] == UInt8(ascii: "&"),
          let end = value.firstIndex(of: UInt8(ascii: ";"), from: index), end - index <= 66
        else {
          output.append(value[index])
          index += 1
          continue
        }
        let inner = value[from: index + 1, to: end]
        if let scalar = CharacterReference.scalar(inner) {
          output.append(scalar: scalar)
        } else if declared[Array(inner)] != nil {
          expand(Array(inner), into: &output, depth: depth + 1)
        } else if let (first, second) = HTMLEntities.lookup(inner) {
          output.append(scalar: first)
          if second != 0 { output.append(scalar: second) }
        } else {
          output.append(contentsOf: value[from: index, to: end + 1])
        }
        index = end + 1
      }
    }
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
