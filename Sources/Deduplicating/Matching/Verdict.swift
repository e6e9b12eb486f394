public import FeedModel

/// What an entry is, compared with what is known.
public enum Verdict: Sendable, Equatable {
  /// The entry is stored already and says the same.
  case unchanged(of: EntryRecord, rule: MatchRule)
  /// A later version of an entry of the same source.
  case revision(of: EntryRecord, changed: [ChangedField], rule: MatchRule)
  /// Another source's copy of a story, or a further copy in the same source.
  case sighting(of: EntryRecord, match: StoryMatch)
  /// A new story.
  case new(nearest: NearMiss?)
}

/// A part of an entry that readers see.
public enum ChangedField: String, Sendable, CaseIterable {
  case title
  case summary
  case content
}

/// Why an entry was taken for a copy of a story.
public struct StoryMatch: Sendable, Equatable {
  public var rule: MatchRule
  /// Minutes between the entry's publication and the story's, 0 when their intervals overlap.
  public var gapMinutes: Int64
  /// For people; nil when the rule says everything.
  public var note: String?
}

/// A story with the same first paragraph under another headline, or with nearly the same headline: probably the same
/// news, told anew.
public struct SimilarStory: Sendable, Equatable {
  public var record: EntryRecord
  public var rule: MatchRule
  /// Minutes between the two publications, 0 when their intervals overlap.
  public var gapMinutes: Int64
}

/// The rule that came nearest to a match, for `tidings why`.
public struct NearMiss: Sendable, Equatable {
  public var record: EntryRecord
  public var rule: MatchRule
  public var gapMinutes: Int64
  public var reason: Reason

  /// What was missing.
  public enum Reason: Sendable, Equatable {
    /// Too far apart, with the window in minutes.
    case window(minutes: Int64)
    /// The title says too little, and the first paragraphs do not agree.
    case weakTitle
    /// The title is a column's name, and the first paragraphs do not agree.
    case column
    /// The publisher has two entries with this title.
    case twoEntries
    /// The guid says little, and the titles have too few words in common.
    case weakGuid
    /// The headlines differ; the first paragraphs are the same.
    case onlyLead
  }
}

/// The rule that decided, by its name in the output.
public enum MatchRule: String, Sendable, CaseIterable {
  /// Same source, same guid.
  case guid
  /// Same source, same guid that says little, with words in common or the same instant.
  case weakGuid = "weak-guid"
  /// Same source, same link.
  case link
  /// Same source, same title and minute; neither guid nor link says which entry it is.
  case titleAndTime = "title-and-time"
  /// Same source, same title; there is neither guid nor link nor date.
  case onlyTitle = "only-title"
  /// Same source, other ids, but instant, title and text are the same.
  case reissued
  /// Same source, other ids, same title and same summary.
  case sameText = "same-text"
  /// Same source, other ids, same title with another version tag.
  case versionTag = "version-tag"
  /// Same source, other ids, same long title within a short time.
  case sameTitle = "same-title"
  /// Another source, same link.
  case crossLink = "cross-link"
  /// Another source, same guid, which is a URL or tag URI.
  case globalGuid = "global-guid"
  /// Another source, same title.
  case title
  /// Another source, same title once an unknown label or outlet is left out.
  case alternateTitle = "alternate-title"
  /// Another source, one title is the other's beginning.
  case truncatedTitle = "truncated-title"
  /// Another source, short title and the same first paragraph.
  case titleAndLead = "title-and-lead"
  /// Another source, same first paragraph.
  case lead
  /// Another source, a title that differs in one word or has one letter more or less; never more than a note.
  case nearTitle = "near-title"
}
