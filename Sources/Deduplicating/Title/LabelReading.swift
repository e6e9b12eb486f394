/// A text read as one or several labels, with nothing left over: `UPDATE 2`, `속보·단독`, `AP NewsAlert`.
struct LabelReading {
  private(set) var count = 0
  private var numbers: SIMD8<UInt32> = .zero
  private let extra: LabelTable?
  private let standard: LabelTable
  /// Set in the number of a label of the source's own.
  private static let isExtra: UInt32 = 1 << 31

  init?(_ words: FoldedWords, _ extra: LabelTable?, _ rules: TitleRules) {
    self.extra = extra
    standard = rules.labels
    let longest = max(standard.longest, extra?.longest ?? 1)
    var first = 0
    while first < words.count {
      // The longest label counts.
      var found: (number: UInt32, end: Int)?
      var hash = WordFolding.seed
      for last in first..<min(words.count, first + longest) {
        hash = words.hash(hash, followedBy: last)
        if let extra, case let number = extra.number(hash), number > 0 {
          found = (number | Self.isExtra, last + 1)
        } else if case let number = standard.number(hash), number > 0 {
          found = (number, last + 1)
        }
      }
      if let found {
        guard count < 8 else { return nil }
        numbers[count] = found.number
        count += 1
        first = found.end
        continue
      }
      // An agency may sign its label, and a label may be numbered: `AP NewsAlert`, `UPDATE (3)`.
      if words.isNumber(first) && count > 0 {
        first += 1
      } else if let end = Self.outletEnd(words, first, rules) {
        first = end
      } else {
        return nil
      }
    }
    if count == 0 { return nil }
  }

  /// Behind the outlet of up to three words that begins at a word: `INFO LE FIGARO`.
  private static func outletEnd(_ words: FoldedWords, _ first: Int, _ rules: TitleRules) -> Int? {
    var hash = WordFolding.seed
    for last in first..<min(words.count, first + 3) {
      hash = words.hash(hash, followedBy: last)
      if rules.isOutlet(hash) { return last + 1 }
    }
    return nil
  }

  /// False for words with which no reading begins; not looked at are those behind the second.
  static func mayBegin(_ words: FoldedWords, _ extra: LabelTable?, _ rules: TitleRules) -> Bool {
    let first = words.hash(0, 0)
    if rules.isOutlet(first) || rules.labels.number(first) > 0 || (extra?.number(first) ?? 0) > 0 {
      return true
    }
    guard words.count > 1 else { return false }
    let both = words.hash(0, 1)
    return rules.labels.mayBegin(both) || extra?.mayBegin(both) == true
  }

  subscript(_ place: Int) -> LabelTable.Label {
    let number = numbers[place]
    let table = number & Self.isExtra != 0 ? extra ?? standard : standard
    return table.label(number: number & ~Self.isExtra)
  }

  func allSatisfy(_ condition: (LabelTable.Label) -> Bool) -> Bool {
    (0..<count).allSatisfy { condition(self[$0]) }
  }

  /// The first number in a label.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let start = bytes.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return String(decoding: bytes[start...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(4), as: UTF8.self)
  }
}
