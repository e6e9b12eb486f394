public import FeedModel
public import WebText

/// A line of the log before it is written: an entry, and what is known about it.
///
/// The line's `seq` is given out when its batch is committed. docs/tidings-story.5 defines each field.
public struct StoryLine: Sendable {
  public var type: LineType
  /// The item's id; for an event, empty.
  public var id: String = ""
  /// The source's configured name.
  public var source: String
  public var feedTitle: String = ""
  public var firstSeen: UnixTime
  /// nil for an event.
  public var entry: Entry?
  /// The publication instant as it was read; nil when the entry has none.
  public var datePublished: UnixTime?
  public var dateModified: UnixTime?
  public var publishedBasis: PublishedBasis = .missing
  /// True when the entry was in the feed at the source's first poll.
  public var isBackfill: Bool = false
  /// Version tags that were taken off the title for matching (`lead`, `update 1`).
  public var labels: [String] = []
  /// The story that a revision or sighting belongs to.
  public var story: String = ""
  /// A revision's number: 1 for the first.
  public var revision: Int = 0
  /// The fields in which a revision differs: `title`, `summary`, `content_html` …
  public var changed: [String] = []
  /// Why a sighting is the same story.
  public var match: Match?
  /// The story that a new one resembles, and the rule that found it.
  public var similar: Similar?
  /// Hashes of a sighting's text, which the line leaves out: a rebuilt index knows by them whether it changed.
  public var fingerprint: String?
  public var event: Event?

  /// How `date_published` was found.
  public enum PublishedBasis: String, CaseIterable, Sendable {
    case given
    case zoneConfigured = "zone-configured"
    case zoneAssumed = "zone-assumed"
    case dateOnly = "date-only"
    case future
    case missing
  }

  /// The rule that made an entry a sighting.
  public struct Match: Sendable, Equatable {
    /// `link`, `guid`, `title`, `alternate`, `truncated` …
    public var rule: String
    /// Distance of the two publication intervals, 0 if they overlap.
    public var gapMinutes: Int64
    public var note: String?

    public init(rule: String, gapMinutes: Int64, note: String? = nil) {
      self.rule = rule
      self.gapMinutes = gapMinutes
      self.note = note
    }
  }

  /// A story with the same first paragraph under another headline.
  public struct Similar: Sendable, Equatable {
    /// Its id.
    public var story: String
    /// `lead`.
    public var rule: String
    /// Distance of the two publication intervals, 0 if they overlap.
    public var gapMinutes: Int64

    public init(story: String, rule: String, gapMinutes: Int64) {
      self.story = story
      self.rule = rule
      self.gapMinutes = gapMinutes
    }
  }

  /// What happened to a source.
  public struct Event: Sendable, Equatable {
    /// `blocked`, `moved`, `gone`, `gap`, `flood`, `recovered` …
    public var name: String
    /// One sentence for people.
    public var message: String
    /// Facts for programs, in this order.
    public var details: [Detail]

    public struct Detail: Sendable, Equatable {
      public var key: String
      public var value: String
      public init(key: String, value: String) {
        self.key = key
        self.value = value
      }
    }

    public init(name: String, message: String, details: [Detail] = []) {
      self.name = name
      self.message = message
      self.details = details
    }
  }

  /// A story, revision or sighting.
  public init(type: LineType, id: String, source: String, entry: Entry, firstSeen: UnixTime) {
    self.type = type
    self.id = id
    self.source = source
    self.entry = entry
    self.firstSeen = firstSeen
  }

  /// Something that happened to a source at `time`.
  public init(event: Event, source: String, time: UnixTime) {
    type = .event
    self.source = source
    self.event = event
    firstSeen = time
  }
}
