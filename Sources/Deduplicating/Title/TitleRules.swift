/// What is known of headlines: labels, outlets, sections, house style, column names. Data, from `Tables/`.
///
/// A class, because every title is looked at with them: one reference to hand on instead of a dozen.
public final class TitleRules: Sendable {
  /// The built-in tables.
  public static let standard = TitleRules()

  let labels: LabelTable
  private let outletEndings: [[UInt8]]
  private let aggregators: Set<UInt64>
  /// What outlets, sections and their words are called: `Names`.
  private let names: Vocabulary
  /// The words of columns, and the numbers of house style's rules.
  private let words: Vocabulary
  let houseStyle: HouseStyle
  /// The longest label or outlet, in bytes without spaces.
  private let longestText: Int

  /// A table that an operator can extend, by its name in the configuration.
  public enum Table: String, Sendable, CaseIterable {
    case version
    case media
    case genre
    case outlets
    case sections
    case houseStyle = "house_style"
    case columns
  }

  /// - Parameters:
  ///   - extensions: further lines, in the form of the files in `Tables/`.
  ///   - without: tables to leave empty, for measuring what rests on them.
  public init(extensions: [Table: String] = [:], without: Set<Table> = []) {
    func text(_ table: Table, _ standard: StaticString) -> TableText {
      TableText((without.contains(table) ? "" : "\(standard)\n") + (extensions[table] ?? ""))
    }
    labels = LabelTable([
      (.media, text(.media, TableTexts.media).entries), (.genre, text(.genre, TableTexts.genre).entries),
      (.version, text(.version, TableTexts.version).entries),
    ])
    var names: [UInt64: UInt32] = [:]
    var outletEndings: [[UInt8]] = []
    var aggregators: Set<UInt64> = []
    var longestText = labels.longestText
    func insert(_ text: String, _ kind: UInt32) {
      if let hash = WordFolding.whole(text) { names[hash, default: 0] |= kind }
    }
    for line in text(.sections, TableTexts.sections).variants { insert(line, Names.section) }
    for line in TableText("\(TableTexts.fillers)").variants { insert(line, Names.filler) }
    let fillers = Vocabulary(names)
    for (name, variants) in text(.outlets, TableTexts.outlets).entries {
      switch name {
      case "word": for word in variants { insert(word, Names.outletWord) }
      case "ending":
        outletEndings += variants.map { FoldedWords.with($0, numbersAsOne: false) { Array($0.bytes) } }
      case "aggregator": aggregators.formUnion(variants.compactMap { WordFolding.whole($0) })
      default:
        for variant in variants {
          FoldedWords.with(variant, numbersAsOne: false) { words in
            guard words.count > 0 else { return }
            names[Self.nameHash(words, fillers), default: 0] |= Names.outlet
            longestText = max(longestText, words.bytes.count)
          }
        }
      }
    }
    houseStyle = HouseStyle(text(.houseStyle, TableTexts.houseStyle))
    var words = houseStyle.numbers
    for line in text(.columns, TableTexts.columns).variants {
      // A column's vocabulary is compared word by word.
      FoldedWords.with(line, numbersAsOne: false) { line in
        for word in 0..<line.count { words[line.hash(word, word), default: 0] |= Self.columnWord }
      }
    }
    self.longestText = longestText
    self.names = Vocabulary(names)
    self.words = Vocabulary(words)
    self.outletEndings = outletEndings
    self.aggregators = aggregators
  }

  /// Kinds of words in names, as bits.
  private enum Names {
    static let outlet: UInt32 = 1
    static let outletWord: UInt32 = 2
    static let section: UInt32 = 4
    static let filler: UInt32 = 8
  }

  private static let columnWord: UInt32 = 1 << 31

  /// The hash of a name without a leading article and without `News`, `Online`, `.com` at its end.
  func nameHash(_ words: FoldedWords) -> UInt64 { Self.nameHash(words, names) }

  private static func nameHash(_ words: FoldedWords, _ names: Vocabulary) -> UInt64 {
    guard words.count > 1 else { return words.hash(0, words.count - 1) }
    var first = 0
    var last = words.count - 1
    if words.hash(0, 0) == article { first = 1 }
    while last > first, names.value(words.hash(last, last)) & Names.filler != 0 { last -= 1 }
    return words.hash(first, last)
  }

  private static let article = WordFolding.hash(of: "the")

  /// False for a text that begins with a word with which no label begins, and which is no agency that may sign one.
  @inline(__always)
  func mayBeginLabel(_ text: UnsafeBufferPointer<UInt8>, _ extra: LabelTable?) -> Bool {
    let word = FoldedWords.firstHash(text, most: max(longestText, extra?.longestText ?? 0))
    return labels.mayBegin(word) || isOutlet(word) || extra?.mayBegin(word) == true
  }

  /// True for the hash of a name, or of a single word, that an outlet has.
  func isOutlet(_ name: UInt64) -> Bool { names.value(name) & Names.outlet != 0 }

  /// True for the name of an outlet, without its fillers.
  func isOutlet(_ words: FoldedWords) -> Bool { isOutlet(OutletName(words, self)) }

  func isOutlet(_ name: OutletName) -> Bool { name.words > 0 && name.words <= 8 && isOutlet(name.hash) }

  /// True for a name that has the words of a news outlet and at least one of its own: `Cebu Morning Post`.
  func looksLikeOutlet(_ words: FoldedWords) -> Bool {
    guard words.count > 0, words.count <= 5, !isSection(words) else { return false }
    if words.count == 1 {
      let bytes = words.bytes
      return outletEndings.contains { bytes.count > $0.count && bytes.suffix($0.count).elementsEqual($0) }
    }
    var hasOutletWord = false
    var hasOwnWord = false
    for word in 0..<words.count {
      let hash = words.hash(word, word)
      let kinds = names.value(hash)
      if kinds & Names.outletWord != 0 {
        hasOutletWord = true
      } else if kinds & Names.section == 0, !isColumnWord(hash), words.text(word, word).count > 2 {
        hasOwnWord = true
      }
    }
    return hasOutletWord && hasOwnWord
  }

  /// True when every word belongs to section names (`World`, `Politik`, `US & Canada`).
  func isSection(_ words: FoldedWords) -> Bool {
    guard words.count > 0, words.count <= 4 else { return false }
    if names.value(words.hash(0, words.count - 1)) & Names.section != 0 { return true }
    return (0..<words.count).allSatisfy { names.value(words.hash($0, $0)) & Names.section != 0 }
  }

  private func isColumnWord(_ hash: UInt64) -> Bool { words.value(hash) & Self.columnWord != 0 }

  /// Whether a word belongs to the names of columns, and the number of its rule in house style, 0 for none.
  @inline(__always)
  func word(_ hash: UInt64) -> (isColumnWord: Bool, style: UInt32) {
    let value = words.value(hash)
    return (value & Self.columnWord != 0, value & ~Self.columnWord)
  }

  func isAggregator(url: String, feedTitle: String) -> Bool {
    let host = (url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]).prefix {
      $0 != "/" && $0 != "?"
    }
    if let hash = WordFolding.whole(host), aggregators.contains(hash) { return true }
    return FoldedWords.with(feedTitle, numbersAsOne: false) {
      $0.count >= 2 && aggregators.contains($0.hash(0, 1))
    }
  }
}
