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
  /// One bit for each label, at a part of its hash: most of what is looked up is no label.
  private var filter = [UInt64](repeating: 0, count: 1024)
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
    let hash = words.hash(0, words.count - 1)
    labels[hash] = Label(kind: kind, name: name, standsBare: standsBare)
    filter[Self.slot(hash)] |= Self.bit(hash)
  }

  mutating func merge(_ other: LabelTable) {
    labels.merge(other.labels) { $1 }
    longest = max(longest, other.longest)
    for slot in filter.indices { filter[slot] |= other.filter[slot] }
  }

  func label(_ hash: UInt64) -> Label? {
    filter[Self.slot(hash)] & Self.bit(hash) == 0 ? nil : labels[hash]
  }

  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 22) & 1023 }
  private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash >> 32 & 63) }
}
