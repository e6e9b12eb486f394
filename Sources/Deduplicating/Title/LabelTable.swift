/// Labels that newsrooms put on headlines, by what they mean for sameness.
final class LabelTable: Sendable {
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

    /// `Video`, `Photos`, which are nothing else: not `Map`, `Text`, `See`.
    var isBareMedia: Bool { kind == .media && standsBare }
  }

  private let labels: [Label]
  /// Number of a label + 1.
  private let vocabulary: Vocabulary
  /// What labels begin with, letter by letter: `뉴스 속보` is `뉴스속보`, so the first word need not be the label's.
  private let beginnings: HashFilter
  /// The longest label, in words.
  let longest: Int
  /// The same, in bytes without spaces.
  let longestText: Int

  /// The labels of tables, in whose lines a variant may have `{n}` for a number, and a `~` behind it when it may
  /// stand bare. Where two tables have one label, the later table's counts; of two lines of a table the first.
  init(_ tables: [(Kind, [(name: String, variants: [String])])]) {
    var labels: [Label] = []
    var values: [UInt64: UInt32] = [:]
    var beginnings: [UInt64] = []
    var longest = 1
    var longestText = 0
    for (kind, lines) in tables {
      for (name, variants) in lines {
        for variant in variants {
          var text = variant
          let standsBare = text.hasSuffix("~")
          if standsBare { text.removeLast() }
          FoldedWords.with(text.replacing("{n}", with: "1"), numbersAsOne: true) { words in
            guard words.count > 0 else { return }
            longest = max(longest, words.count)
            longestText = max(longestText, words.bytes.count)
            // Many languages have a word in common: the first line that has it gives it its name.
            let hash = words.hash(0, words.count - 1)
            if let known = values[hash], labels[Int(known) - 1].kind == kind {
              if standsBare { labels[Int(known) - 1].standsBare = true }
              return
            }
            labels.append(Label(kind: kind, name: name, standsBare: standsBare))
            values[hash] = UInt32(labels.count)
            words.forEachBeginning { beginnings.append($0) }
          }
        }
      }
    }
    self.labels = labels
    self.longest = longest
    self.longestText = longestText
    vocabulary = Vocabulary(values)
    self.beginnings = HashFilter(beginnings)
  }

  convenience init(version: [String], media: [String] = [], genre: [String]) {
    self.init([
      (.version, version.map { ($0, [$0]) }), (.media, media.map { ($0, [$0]) }),
      (.genre, genre.map { ($0, [$0]) }),
    ])
  }

  /// The number of a label, from 1 on; 0 for what is none.
  func number(_ hash: UInt64) -> UInt32 { vocabulary.value(hash) }

  /// - Parameter number: one that `number(_:)` gave.
  func label(number: UInt32) -> Label { labels[Int(number) - 1] }

  /// False for a word with which no label begins.
  @inline(__always)
  func mayBegin(_ hash: UInt64) -> Bool { beginnings.mayContain(hash) }
}
