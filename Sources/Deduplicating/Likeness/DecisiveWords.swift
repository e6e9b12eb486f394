/// Words that decide what a headline says: with another in their place, or without them, it is other news.
///
/// Numbers in all their forms, days and months, and words that turn a sentence into its contrary.
enum DecisiveWords {
  private static let table = Vocabulary(
    Dictionary(
      TableText("\(TableTexts.decisive)").variants.compactMap { word in
        WordFolding.whole(word).map { ($0, 1) }
      }, uniquingKeysWith: { first, _ in first }))

  /// - Parameter word: folded, in house style.
  static func contains(_ word: some Collection<UInt8>) -> Bool { reading(word).isDecisive }

  /// The same, and the word's FNV-1a hash.
  @inline(__always)
  static func reading(_ word: some Collection<UInt8>) -> (hash: UInt64, isDecisive: Bool) {
    var hash = WordFolding.seed
    var hasSign = false
    var isRoman = true
    var length = 0
    for byte in word {
      // `3`, `g20`, `|1`; also `$` and `%`, which make a number another's.
      hasSign = hasSign || byte <= 0x39
      isRoman = isRoman && (byte == 0x69 || byte == 0x76 || byte == 0x78)
      hash = WordFolding.step(hash, byte)
      length &+= 1
    }
    // `World War II`; a single `i` or `x` is none.
    let isDecisive = hasSign || isRoman && length >= 2 && length <= 5 || table.value(hash) != 0
    return (hash, isDecisive)
  }
}
