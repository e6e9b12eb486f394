extension TitleSquasher {
  /// Calls `body` with the words and signs of the title in house style, one after the other. What was written before
  /// is lost. The hash is that of the first of the title's own words in it.
  mutating func forEachWord(
    _ rules: TitleRules, style: Bool, _ body: (UnsafeBufferPointer<UInt8>, TitleToken.Kind, UInt64) -> Void
  ) {
    written.cut(to: 0)
    var place = 0
    while place < count {
      let start = written.count
      let first = tokens[place]
      let tokenCount = writeToken(place, rules, style: style)
      place += tokenCount
      let word = UnsafeBufferPointer(rebasing: written.bytes[start...])
      if !word.isEmpty { body(word, tokenCount == 1 ? first.kind : .word, first.hash) }
    }
  }
}
