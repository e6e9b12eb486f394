/// Labels that newsrooms put on headlines, by what they mean for sameness.
struct LabelTable: Sendable {
  enum Kind: Sendable {
    /// A version of the same story: `(LEAD)`, `UPDATE 1`, `[속보]`. Recorded.
    case version
    /// The same story with pictures: `[Video]`. Dropped.
    case media
    /// Another piece about the story: `Analysis:`. Part of the key.
    case genre
  }

  struct Label: Sendable {
    var kind: Kind
    /// What the output calls it.
    var name: String
    /// True for a label that may stand before a headline without punctuation: `UPDATE Storm hits`.
    var standsBare: Bool
  }

  private var labels: [UInt64: Label] = [:]
  /// The longest label, in words.
  private(set) var longest = 1

  init() {}

  init(version: [String], genre: [String]) {
    for label in version { add(label, name: label, .version) }
    for label in genre { add(label, name: label, .genre) }
  }

  /// Adds the lines of a table: `name: variant, variant, …`. A variant may have `{n}` for a number, and a `~`
  /// behind it when it may stand bare.
  mutating func add(table: TableText, _ kind: Kind) {
    for (name, variants) in table.entries {
      for variant in variants { add(variant, name: name, kind) }
    }
  }

  mutating func add(_ variant: String, name: String, _ kind: Kind) {
    var text = variant
    let standsBare = text.hasSuffix("~")
    if standsBare { text.removeLast() }
    let words = WordFolding.words(text.replacing("{n}", with: "1"), numbersAsOne: true)
    guard words.count > 0 else { return }
    longest = max(longest, words.count)
    labels[words.hash(0, words.count - 1)] = Label(kind: kind, name: name, standsBare: standsBare)
  }

  mutating func merge(_ other: LabelTable) {
    labels.merge(other.labels) { $1 }
    longest = max(longest, other.longest)
  }

  func label(_ hash: UInt64) -> Label? { labels[hash] }
}
