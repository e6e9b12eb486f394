/// A text as the name of an outlet.
struct OutletName {
  private(set) var words = 0
  /// Without article and fillers: see `TitleRules.nameHash`.
  private(set) var hash: UInt64 = 0

  init(words: Int, hash: UInt64) {
    self.words = words
    self.hash = hash
  }

  init(_ words: FoldedWords, _ rules: TitleRules) {
    guard words.count > 0 else { return }
    self.words = words.count
    hash = rules.nameHash(words)
  }
}
