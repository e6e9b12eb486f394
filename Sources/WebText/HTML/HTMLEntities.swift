/// Character references of HTML (WHATWG HTML §13.5).
public enum HTMLEntities {
  /// The code points that a named reference stands for, `name` without `&` and `;`: `nbsp`, `NotEqualTilde`.
  ///
  /// The second is 0 when there is only one. Case counts.
  public static func lookup(_ name: UnsafeBufferPointer<UInt8>) -> (UInt32, UInt32)? {
    HTMLEntityIndex.shared.find(name).map { ($0.first, $0.second) }
  }

  /// As `lookup(_:)` for UTF-8.
  public static func lookup(_ name: String) -> (UInt32, UInt32)? {
    var copy = name
    return copy.withUTF8 { lookup($0) }
  }

  /// The text with its character references replaced, once.
  ///
  /// - Parameter inAttribute: true for an attribute's value, in which `&copy=` and `&copyx` stay as they are
  ///   (WHATWG HTML §13.2.5.73).
  public static func decode(_ text: String, inAttribute: Bool = false) -> String {
    var copy = text
    return copy.withUTF8 { utf8 -> String? in
      guard utf8.contains(UInt8(ascii: "&")) else { return nil }
      var output: [UInt8] = []
      output.reserveCapacity(utf8.count)
      decode(utf8, inAttribute: inAttribute, into: &output)
      return String(decoding: output, as: UTF8.self)
    } ?? text
  }

  /// As `decode(_:inAttribute:)`, appending UTF-8 to `output`.
  public static func decode(
    _ utf8: UnsafeBufferPointer<UInt8>, inAttribute: Bool = false, into output: inout [UInt8]
  ) {
    var index = 0
    while let ampersand = utf8.firstIndex(of: UInt8(ascii: "&"), from: index) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[index..<ampersand]))
      if let reference = reference(in: utf8, at: ampersand, inAttribute: inAttribute) {
        appendUTF8(reference.first, to: &output)
        if reference.second != 0 { appendUTF8(reference.second, to: &output) }
        index = ampersand + reference.length
      } else {
        output.append(UInt8(ascii: "&"))
        index = ampersand + 1
      }
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[index...]))
  }

  /// A character reference in a text: what it stands for, and how many bytes it takes.
  struct Reference {
    var first: UInt32
    var second: UInt32 = 0
    var length: Int
    var endsInSemicolon: Bool
  }

  /// The character reference that begins with the `&` at `index` (WHATWG HTML §13.2.5.72–80).
  static func reference(
    in utf8: UnsafeBufferPointer<UInt8>, at index: Int, inAttribute: Bool
  ) -> Reference? {
    let start = index + 1
    guard start < utf8.count else { return nil }
    if utf8[start] == UInt8(ascii: "#") { return numericReference(in: utf8, at: index) }
    let limit = min(utf8.count, start + HTMLEntityIndex.longestName)
    var end = start
    while end < limit, isAlphanumeric(utf8[end]) { end += 1 }
    guard end > start else { return nil }
    if end < utf8.count, utf8[end] == UInt8(ascii: ";"),
      let entry = HTMLEntityIndex.shared.find(UnsafeBufferPointer(rebasing: utf8[start..<end]))
    {
      return Reference(
        first: entry.first, second: entry.second, length: end + 1 - index, endsInSemicolon: true)
    }
    // The longest of the old names that need no semicolon.
    var length = min(end - start, HTMLEntityIndex.longestLegacyName)
    while length >= 2 {
      let name = UnsafeBufferPointer(rebasing: utf8[start..<(start + length)])
      if let entry = HTMLEntityIndex.shared.find(name), entry.isLegacy {
        let next = start + length < utf8.count ? utf8[start + length] : 0
        if inAttribute, next == UInt8(ascii: "=") || isAlphanumeric(next) { return nil }
        return Reference(
          first: entry.first, second: entry.second, length: length + 1, endsInSemicolon: false)
      }
      length -= 1
    }
    return nil
  }

  private static func numericReference(in utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Reference? {
    var position = index + 2
    var value: UInt32 = 0
    var digits = 0
    if position < utf8.count, utf8[position] | 0x20 == UInt8(ascii: "x") {
      position += 1
      while position < utf8.count, let digit = hexValue(utf8[position]) {
        value = min(value &* 16 &+ digit, 0x110000)
        digits += 1
        position += 1
      }
    } else {
      while position < utf8.count, utf8[position] &- UInt8(ascii: "0") < 10 {
        value = min(value &* 10 &+ UInt32(utf8[position] &- UInt8(ascii: "0")), 0x110000)
        digits += 1
        position += 1
      }
    }
    guard digits > 0 else { return nil }
    let endsInSemicolon = position < utf8.count && utf8[position] == UInt8(ascii: ";")
    if endsInSemicolon { position += 1 }
    return Reference(
      first: character(ofNumber: value), length: position - index, endsInSemicolon: endsInSemicolon)
  }

  /// What the number of a numeric reference stands for (WHATWG HTML §13.2.5.80): 128–159 are windows-1252,
  /// and what is no character is U+FFFD.
  public static func character(ofNumber number: UInt32) -> UInt32 {
    switch number {
    case 0, 0xD800...0xDFFF, 0x110000...: 0xFFFD
    case 0x80...0x9F: Windows1252.characters[Int(number - 0x80)]
    default: number
    }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    if byte &- UInt8(ascii: "0") < 10 { return UInt32(byte &- UInt8(ascii: "0")) }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// Appends a character as UTF-8; U+FFFD when the number is none.
  static func appendUTF8(_ number: UInt32, to output: inout [UInt8]) {
    let scalar = Unicode.Scalar(number) ?? "\u{FFFD}"
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}

/// The upper half of windows-1252 where it differs from ISO 8859-1 (WHATWG Encoding, index windows-1252).
enum Windows1252 {
  /// For bytes 0x80…0x9F; the five that are unassigned stand for themselves.
  static let characters: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
