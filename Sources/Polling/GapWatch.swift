import Deduplicating
import FeedModel
import WebText

/// Sees whether a feed has anything in common with the one before it, and when its new entries were published.
///
/// A feed that was full, and shares no entry with the last one, turned over between two polls: what came and
/// went in between was never seen.
struct GapWatch: Sendable {
  private let isFirstPoll: Bool
  /// Entries of the last feed, and the newest of them.
  private let before: Int
  private let last: EntryRecord?
  private var isShared = false
  private var new = 0
  private var first: EntryRecord?
  /// When the new entries were published, of those that say it exactly.
  private(set) var published: [UnixTime] = []

  /// - Parameter records: what the last feed held.
  init(_ records: [EntryRecord], isFirstPoll: Bool) {
    self.isFirstPoll = isFirstPoll
    before = records.count
    last = records.max { $0.instant < $1.instant }
  }

  mutating func saw(_ decision: Decision) {
    switch decision.verdict {
    case .unchanged, .revision:
      isShared = true
    case .new, .sighting:
      new += 1
      let record = decision.record
      if first.map({ record.instant < $0.instant }) ?? true { first = record }
      if record.flags.contains(.dated), record.earliest == record.latest {
        published.append(UnixTime(seconds: record.earliest))
      }
    }
  }

  /// The details of a `gap` event; nil when there is no gap.
  ///
  /// Not with a single entry, where one takes the other's place each time; nor with fewer entries than before,
  /// where the feed was not full: it may hold today's only.
  var gap: [(key: String, value: String)]? {
    guard !isFirstPoll, !isShared, before > 1, new >= before, let last, let first else { return nil }
    return [
      ("last_known", last.storyID), ("last_known_time", UnixTime(seconds: last.instant).rfc3339),
      ("first_new", first.storyID), ("first_new_time", UnixTime(seconds: first.instant).rfc3339),
      ("entries", "\(new)"),
    ]
  }
}

extension EntryRecord {
  /// When it was published, as far as that is known; else when it was first seen.
  fileprivate var instant: Int64 { flags.contains(.dated) ? latest : firstSeen }
}
