/// Letters as keys see them: folded, without marks, punctuation and spaces.
enum WordFolding {
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed
    for byte in bytes { hash = step(hash, byte) }
    return hash
  }

  static func hash(of word: StaticString) -> UInt64 {
    hash(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  @inline(__always)
  static func kind(of scalar: UInt32, _ table: CharacterTable) -> CharacterClass {
    scalar < 0x80 ? ASCIIClass.of(UInt8(truncatingIfNeeded: scalar)) : table.properties(scalar).kind
  }

  /// Appends the folded code point.
  @inline(__always)
  static func fold(_ scalar: UInt32, _ table: CharacterTable, into bytes: inout ByteSink) {
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar))
      return
    }
    let isFolded = table.fold(scalar) { bytes.append(scalar: $0) }
    if !isFolded { bytes.append(scalar: scalar) }
  }

  /// The whole text as one word.
  static func whole(_ text: some StringProtocol) -> UInt64? {
    FoldedWords.with(text, numbersAsOne: false) { $0.count > 0 ? $0.hash(0, $0.count - 1) : nil }
  }
}
