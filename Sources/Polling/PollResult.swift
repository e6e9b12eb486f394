import FeedModel
public import Storing
public import WebText

/// How one poll ended.
public enum PollResult: Sendable {
  /// A feed was read, and what was new in it is stored.
  case stored(StoredFeed)
  /// 304, or a body equal to the last one.
  case unchanged
  case failed(StageFailure)
  /// The daemon stops, or the store could not take it: nothing is known about the source.
  case interrupted
}

/// What storing one feed gave.
public struct StoredFeed: Sendable {
  public var entries = 0
  public var stories = 0
  public var sightings = 0
  public var revisions = 0
  /// Entries of before the log's beginning, which are only remembered (`LogFloor`).
  public var recorded = 0
  /// Stories from the source's archive, which count as no news.
  public var archived = 0
  /// What happened to the source, as the events stream has it.
  public var events: [StoryLine.Event] = []
  /// When the new entries were published, of those that say it exactly.
  public var published: [UnixTime] = []
  /// True when the feed was full, and none of the last feed's entries was in it.
  public var hasGap = false
  /// Repairs and oddities that the parser reported.
  public var warnings = 0
  /// True for the source's first poll: its stories are marked `backfill` and logged in one line.
  public var isBackfill = false
  /// What to announce, in the order of the feed; empty for a backfill.
  public var news: [StoredLine] = []

  public init() {}

  /// Entries that the source had not shown before, without its archive.
  public var newEntries: Int { stories + sightings - archived }
}

/// One line of the log that is worth a line for people.
public struct StoredLine: Sendable {
  public enum Kind: String, Sendable {
    case story
    case sighting
    case revision
  }

  public var kind: Kind
  public var id: String
  public var title: String
  public var url: String
  /// The story that a sighting or revision belongs to, and the rule that found it; empty for a story.
  public var story: String
  public var rule: String
}

/// A pass over many sources, summed up.
public struct PollSummary: Sendable {
  public var sources = 0
  public var unchanged = 0
  public var failed = 0
  public var interrupted = 0
  /// Sources that were left alone because the program died over their documents.
  public var quarantined = 0
  public var entries = 0
  public var stories = 0
  public var sightings = 0
  public var revisions = 0
  /// A line for each source that failed or is quarantined: `name: stage: reason`.
  public var failures: [String] = []

  public init() {}

  mutating func add(_ result: PollResult) {
    sources += 1
    switch result {
    case .stored(let feed):
      entries += feed.entries
      stories += feed.stories
      sightings += feed.sightings
      revisions += feed.revisions
    case .unchanged: unchanged += 1
    case .failed(let failure):
      failed += 1
      failures.append("\(failure.source): \(failure.stage.rawValue): \(failure.reason)")
    case .interrupted: interrupted += 1
    }
  }

  mutating func addHeld(_ source: String, _ until: UnixTime) {
    sources += 1
    interrupted += 1
    failures.append("\(source): not asked: its host wants to be left alone until \(until.rfc3339)")
  }

  mutating func addQuarantined(_ state: SourceState) {
    sources += 1
    quarantined += 1
    failures.append(
      "\(state.name): quarantined until \(state.quarantinedUntil?.rfc3339 ?? ""): \(state.lastError); "
        + "tidings poll \(state.name) tries it at once")
  }

  /// One line for people.
  public var text: String {
    var text =
      "\(sources) sources: \(stories) new stories, \(sightings) copies, \(revisions) revisions, "
      + "\(unchanged) unchanged, \(failed) failed"
    if quarantined > 0 { text += ", \(quarantined) quarantined" }
    if interrupted > 0 { text += ", \(interrupted) interrupted" }
    return text
  }
}
