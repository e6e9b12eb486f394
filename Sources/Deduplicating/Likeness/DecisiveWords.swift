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
  static func contains(_ word: some Collection<UInt8>) -> Bool {
    var hash = WordFolding.seed
    var isRoman = !word.isEmpty && word.count <= 5
    for byte in word {
      // `3`, `g20`, `|1`; also `$` and `%`, which make a number another's.
      if byte < 0x30 || byte <= 0x39 { return true }
      isRoman = isRoman && (byte == 0x69 || byte == 0x76 || byte == 0x78)
      hash = WordFolding.step(hash, byte)
    }
    // `World War II`; a single `i` or `x` is none.
    return isRoman && word.count > 1 || table.value(hash) != 0
  }
}
