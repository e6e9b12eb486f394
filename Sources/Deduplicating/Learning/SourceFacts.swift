/// What was learned of one source, as identification and matching use it. Empty for a source without peculiarities.
public struct SourceFacts: Sendable, Equatable {
  /// Hashes of the names and labels that come off its titles.
  var names: [UInt64] = []
  /// Its guids do not say which entry is which.
  public internal(set) var distrustsGuids = false
  /// Its dates move while the text stays.
  public internal(set) var hasVolatileDates = false
  /// Seconds east of UTC of its dates that name no zone; nil when not known.
  public internal(set) var zoneOffset: Int64?
  /// Title keys under which it publishes one thing after the other.
  var recurringTitles: [UInt64] = []
  /// First paragraphs that stand under several of its titles.
  var boilerplateLeads: [UInt64] = []

  public init() {}
}

/// One thing that was learned of a source, or is no longer held to be so; for people and for programs.
public struct LearnedFact: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Its titles end in these words.
    case suffix
    /// Its titles begin with these words.
    case label
    case guids = "guids-untrusted"
    case dates = "dates-volatile"
    case zone
    case recurringTitle = "recurring-title"
    case boilerplateLead = "boilerplate-lead"
  }

  public let kind: Kind
  /// A name, an offset from UTC, a title; for people.
  public let value: String
  /// What it was learned from: `18 of 20 titles`.
  public let evidence: String
  /// False when the evidence turned, and the fact is dropped.
  public var holds = true

  /// One sentence.
  public var sentence: String {
    let subject =
      switch kind {
      case .suffix: "titles of the source end in its own \(Self.quoted(value))"
      case .label: "titles of the source begin with its own \(Self.quoted(value))"
      case .guids: "the source's guids do not say which entry is which; its links do"
      case .dates: "the source moves its dates while the text stays; when entries were first seen counts"
      case .zone: "the source's dates without a zone are \(value)"
      case .recurringTitle: "the title \(Self.quoted(value)) recurs in the source"
      case .boilerplateLead: "a first paragraph stands under several titles of the source"
      }
    return holds ? subject : "no longer so: \(subject)"
  }

  private static func quoted(_ text: String) -> String { "\u{201C}\(text)\u{201D}" }
}
