/// Which words of a headline begin with a capital, where that says something: not at its beginning, and not in
/// headlines that write most words so.
struct Capitals {
  private var words: [UInt64] = []
  private var lower = 0

  /// - Parameter text: cleaned.
  init(of text: UnsafeBufferPointer<UInt8>) {
    let table = CharacterTable.shared
    var place = 0
    var isFirst = true
    while place < text.count {
      let start = place
      let kind = WordFolding.kind(of: UTF8Scalars.next(text, &place), table)
      guard kind == .letter || kind == .upper else { continue }
      while place < text.count, text[place] >= 0x80 || text[place] | 0x20 >= 0x61 || text[place] == 0x27 {
        place += 1
      }
      defer { isFirst = false }
      if kind == .upper {
        if !isFirst {
          words.append(FoldedWords.firstHash(UnsafeBufferPointer(rebasing: text[start..<place])))
        }
      } else if place - start >= 4 {
        // `of`, `and` and `the` are in lower case anywhere.
        lower += 1
      }
    }
  }

  /// True for a word with a capital in a headline that has as many in lower case.
  func isName(_ hash: UInt64) -> Bool { words.count <= lower && words.contains(hash) }
}
