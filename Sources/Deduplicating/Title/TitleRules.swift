/// What is known of headlines: labels, outlets, sections, house style, column names. Data, from `Tables/`.
///
/// A class, because every title is looked at with them: one reference to hand on instead of a dozen.
public final class TitleRules: Sendable {
  /// The built-in tables.
  public static let standard = TitleRules()

  let labels: LabelTable
  private let outlets: Set<UInt64>
  private let outletWords: Set<UInt64>
  private let outletEndings: [[UInt8]]
  private let sections: Set<UInt64>
  private let fillers: Set<UInt64>
  private let columns: Set<UInt64>
  private let aggregators: Set<UInt64>
  let houseStyle: HouseStyle
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
    var labels = LabelTable()
    var outlets: Set<UInt64> = []
    var outletWords: Set<UInt64> = []
    var outletEndings: [[UInt8]] = []
    var sections: Set<UInt64> = []
    var fillers: Set<UInt64> = []
    var columns: Set<UInt64> = []
    var aggregators: Set<UInt64> = []
    func insert(_ text: String, _ set: inout Set<UInt64>) {
      if let hash = WordFolding.whole(text) { set.insert(hash) }
    }
    labels.add(table: text(.media, TableTexts.media), .media)
    labels.add(table: text(.genre, TableTexts.genre), .genre)
    labels.add(table: text(.version, TableTexts.version), .version)
    houseStyle = HouseStyle(text(.houseStyle, TableTexts.houseStyle))
    for line in text(.sections, TableTexts.sections).variants { insert(line, &sections) }
    for line in TableText("\(TableTexts.fillers)").variants { insert(line, &fillers) }
    let outletLines = text(.outlets, TableTexts.outlets)
    for (name, variants) in outletLines.entries {
      switch name {
      case "word": for word in variants { insert(word, &outletWords) }
      case "ending": outletEndings += variants.map { Array(WordFolding.words($0, numbersAsOne: false).bytes) }
      case "aggregator": for word in variants { insert(word, &aggregators) }
      default:
        for variant in variants {
          let words = WordFolding.words(variant, numbersAsOne: false)
          if words.count > 0 { outlets.insert(Self.nameHash(words, without: fillers)) }
        }
      }
    }
    for line in text(.columns, TableTexts.columns).variants {
      // A column's vocabulary is compared word by word.
      let words = WordFolding.words(line, numbersAsOne: false)
      for word in 0..<words.count { columns.insert(words.hash(word, word)) }
    }
    self.labels = labels
    self.outlets = outlets
    self.outletWords = outletWords
    self.outletEndings = outletEndings
    self.sections = sections
    self.fillers = fillers
    self.columns = columns
    self.aggregators = aggregators
  }

  /// The hash of a name without a leading article and without `News`, `Online`, `.com` at its end.
  func nameHash(_ words: WordFolding.Words) -> UInt64 { Self.nameHash(words, without: fillers) }

  private static func nameHash(_ words: WordFolding.Words, without fillers: Set<UInt64>) -> UInt64 {
    guard words.count > 1 else { return words.hash(0, words.count - 1) }
    var first = 0
    var last = words.count - 1
    if words.hash(0, 0) == article { first = 1 }
    while last > first, fillers.contains(words.hash(last, last)) { last -= 1 }
    return words.hash(first, last)
  }

  private static let article = WordFolding.hash("the".utf8)

  func isOutlet(_ words: WordFolding.Words) -> Bool {
    words.count > 0 && words.count <= 8 && outlets.contains(nameHash(words))
  }

  /// True when one word alone, by its hash, names an outlet.
  func isOutlet(word: UInt64) -> Bool { outlets.contains(word) }

  /// True for a name that has the words of a news outlet and at least one of its own: `Cebu Morning Post`.
  func looksLikeOutlet(_ words: WordFolding.Words) -> Bool {
    guard words.count > 0, words.count <= 5, !isSection(words) else { return false }
    if words.count == 1 {
      let bytes = words.bytes
      return outletEndings.contains { bytes.count > $0.count && bytes.suffix($0.count) == $0[...] }
    }
    var hasOutletWord = false
    var hasOwnWord = false
    for word in 0..<words.count {
      let hash = words.hash(word, word)
      if outletWords.contains(hash) {
        hasOutletWord = true
      } else if !sections.contains(hash), !columns.contains(hash), words.range(word, word).count > 2 {
        hasOwnWord = true
      }
    }
    return hasOutletWord && hasOwnWord
  }

  /// True when every word belongs to section names (`World`, `Politik`, `US & Canada`).
  func isSection(_ words: WordFolding.Words) -> Bool {
    guard words.count > 0, words.count <= 4 else { return false }
    if sections.contains(words.hash(0, words.count - 1)) { return true }
    return (0..<words.count).allSatisfy { sections.contains(words.hash($0, $0)) }
  }

  func isColumnWord(_ hash: UInt64) -> Bool { columns.contains(hash) }

  func isAggregator(url: String, feedTitle: String) -> Bool {
    let host = (url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]).prefix {
      $0 != "/" && $0 != "?"
    }
    if let hash = WordFolding.whole(host), aggregators.contains(hash) { return true }
    let title = WordFolding.words(feedTitle, numbersAsOne: false)
    return title.count >= 2 && aggregators.contains(title.hash(0, 1))
  }
}
