/// Spellings that differ from house to house and mean the same.
struct HouseStyle: Sendable {
  struct Rule: Sendable {
    /// Where the replacement stands; it is empty for a word that only begins a phrase.
    fileprivate(set) var start: Int
    fileprivate(set) var count: Int
    /// The number of words in the longest phrase that begins with this word.
    fileprivate(set) var reach: Int
  }

  private let rules: [Rule]
  private let replacements: [UInt8]
  /// Number of a rule + 1, of each word and phrase that has one, by hash.
  let numbers: [UInt64: UInt32]

  init(_ table: TableText) {
    var entries: [UInt64: Rule] = [:]
    var replacements: [UInt8] = []
    for (name, variants) in table.entries {
      let start = replacements.count
      replacements += name.utf8
      for variant in variants {
        let plain = FoldedWords.with(variant, numbersAsOne: false) { words in
          (0..<words.count).map { words.hash($0, $0) }
        }
        for words in Set([plain, Self.marked(variant)]) {
          guard let first = words.first else { continue }
          let phrase = words.dropFirst().reduce(first, Self.phrase)
          entries[phrase, default: Rule(start: 0, count: 0, reach: 1)].start = start
          entries[phrase]?.count = replacements.count - start
          if words.count > 1 {
            let reach = max(entries[first]?.reach ?? 1, words.count)
            entries[first, default: Rule(start: 0, count: 0, reach: 1)].reach = reach
          }
        }
      }
    }
    var rules: [Rule] = []
    var numbers: [UInt64: UInt32] = [:]
    for (hash, rule) in entries {
      rules.append(rule)
      numbers[hash] = UInt32(rules.count)
    }
    self.rules = rules
    self.numbers = numbers
    self.replacements = replacements
  }

  /// The hashes of words as titles have them that keep their marks: й and ї, and Vietnamese, whose tones stand
  /// behind the word.
  private static func marked(_ variant: String) -> [UInt64] {
    let table = CharacterTable.shared
    return variant.split(separator: " ").map { word in
      TitleCleaner.cleaned(String(word)).withUnsafeBufferPointer { text in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * 3 + 32) { memory in
          guard let base = memory.baseAddress else { return WordFolding.seed }
          var folded = ByteSink(base, capacity: memory.count)
          var tones: [UInt32] = []
          var place = 0
          while place < text.count {
            let scalar = UTF8Scalars.next(text, &place)
            switch WordFolding.kind(of: scalar, table) {
            case .space, .other, .ignorable: break
            case .diacritic where TitleSquasher.isTone(scalar): tones.append(scalar)
            case .diacritic: folded.append(scalar: scalar)
            default: WordFolding.fold(scalar, table, into: &folded)
            }
          }
          for tone in tones { folded.append(scalar: tone) }
          return WordFolding.hash(folded.bytes)
        }
      }
    }
  }

  /// The rule with a number above 0.
  func rule(_ number: UInt32) -> Rule { rules[Int(number) - 1] }

  func appendReplacement(of rule: Rule, _ append: (UnsafeBufferPointer<UInt8>) -> Void) {
    replacements.withUnsafeBufferPointer {
      append(UnsafeBufferPointer(rebasing: $0[rule.start..<rule.start + rule.count]))
    }
  }

  /// The hash of a phrase with one more word; of a single word it is the word's.
  @inline(__always)
  static func phrase(_ hash: UInt64, _ next: UInt64) -> UInt64 {
    (hash ^ next &* 0x9E37_79B9_7F4A_7C15) &* 0x100_0000_01B3
  }
}
