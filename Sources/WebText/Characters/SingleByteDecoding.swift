/// Decodes the encodings that give each byte a character (WHATWG Encoding §9.1).
enum SingleByteDecoding {
  /// The text as UTF-8, and how many bytes have no character and became U+FFFD; nil for an unknown table.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, table name: String
  ) -> (utf8: [UInt8], replacements: Int)? {
    guard let table = Table(name) else { return nil }
    var (length, replacements) = (0, 0)
    for byte in bytes {
      guard byte >= 0x80 else {
        length &+= 1
        continue
      }
      let character = table.characters[Int(byte & 0x7F)]
      length &+= Int(character.length)
      if character.isReplacement { replacements &+= 1 }
    }
    let output = [UInt8](unsafeUninitializedCapacity: length) { target, count in
      for byte in bytes {
        if byte < 0x80 {
          target[count] = byte
          count &+= 1
          continue
        }
        let character = table.characters[Int(byte & 0x7F)]
        target[count] = character.bytes.0
        target[count &+ 1] = character.bytes.1
        if character.length == 3 { target[count &+ 2] = character.bytes.2 }
        count &+= Int(character.length)
      }
    }
    return (output, replacements)
  }

  /// The characters of a table's upper half in UTF-8: two bytes or three each.
  private struct Table {
    struct Character {
      var bytes: (UInt8, UInt8, UInt8)
      var length: UInt8
      var isReplacement: Bool
    }

    var characters: [Character] = []

    init?(_ name: String) {
      guard let upperHalf = SingleByteTables.upperHalf(of: name) else { return nil }
      characters.reserveCapacity(128)
      for scalar in upperHalf.unicodeScalars {
        let utf8 = Array(String(scalar).utf8)
        guard (2...3).contains(utf8.count) else { return nil }
        characters.append(
          Character(
            bytes: (utf8[0], utf8[1], utf8.count == 3 ? utf8[2] : 0), length: UInt8(utf8.count),
            isReplacement: scalar == "\u{FFFD}"))
      }
      guard characters.count == 128 else { return nil }
    }
  }
}
