/// Text that needs no parsing.
enum CharacterData {
  /// True for text that XML allows (XML 1.0 §2.2), given that it is UTF-8. Eight bytes at a time.
  static func isSound(_ bytes: Bytes) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let raw = UnsafeRawPointer(base)
    var suspects: UInt64 = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let controls = ~((word | highBits) &- ones &* 0x20) & ~word & highBits
      if controls != 0 {
        let spaces = matches(word, 0x09) | matches(word, 0x0A) | matches(word, 0x0D)
        if controls != spaces { return false }
      }
      if word & highBits != 0 { suspects |= matches(word, 0xEF) }
      index &+= 8
    }
    for byte in bytes[from: index, to: bytes.count] {
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
      if byte == 0xEF { suspects = 1 }
    }
    return suspects == 0 || !holdsNoncharacter(bytes)
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The high bit of each byte that equals `byte`.
  @inline(__always)
  private static func matches(_ word: UInt64, _ byte: UInt64) -> UInt64 {
    let difference = word ^ (ones &* byte)
    return ~(((difference & ~highBits) &+ ~highBits) | difference) & highBits
  }

  /// U+FFFE and U+FFFF.
  private static func holdsNoncharacter(_ bytes: Bytes) -> Bool {
    var index = 0
    while let found = bytes.firstIndex(of: 0xEF, from: index) {
      if found + 2 < bytes.count, bytes[found + 1] == 0xBF, bytes[found + 2] >= 0xBE { return true }
      index = found + 1
    }
    return false
  }
}
