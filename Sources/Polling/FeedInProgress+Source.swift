import Deduplicating
import FeedModel
import Storing
import WebText

/// What is seen only when a document's entries are looked at together: another scheme of ids, an archive.
extension FeedInProgress {
  /// Revisions of one entry that are written; later changes are only remembered.
  static let mostRevisions: UInt8 = 24
  /// New entries that make an archive, and seconds by which they are older than what was known.
  private static let leastArchived = 5
  private static let archiveAge: Int64 = 86_400
  /// Seconds without a new entry after which a source counts as dormant.
  private static let dormancy: Int64 = 7 * 86_400

  /// Looks for a re-issue and for an archive, before the entries are gone through one by one.
  ///
  /// - Parameter recall: brings entries that had left the feed back among the known ones.
  mutating func lookAhead(
    with deduplicator: Deduplicator,
    recall: (IdentifiedEntry, inout FeedInProgress) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard !submission.isFirstPoll else { return }
    let unknown = Reissue.unknown(submission.items, from: source, in: &known)
    if Reissue.isPossible(unknown: unknown.count, of: submission.items.count) {
      var entries: [Int: IdentifiedEntry] = [:]
      for place in unknown {
        let entry = identify(place, with: deduplicator)
        try recall(entry, &self)
        entries[place] = entry
      }
      findReissue(entries, with: deduplicator)
    }
    findArchive(unknown)
  }

  /// Seconds since the epoch of the newest entry that was known before; when it was seen, if none has a date.
  private var newestKnown: Int64? {
    known.records.lazy.filter { $0.flags.contains(.dated) }.map(\.earliest).max()
      ?? submission.stateBefore.lastNewEntry?.seconds
  }

  private mutating func findArchive(_ unknown: [Int]) {
    guard unknown.count >= Self.leastArchived, let newest = newestKnown else { return }
    let state = submission.stateBefore
    let lastNew = state.lastNewEntry ?? state.firstPoll
    let silence = lastNew.map { submission.now.seconds - $0.seconds } ?? 0
    guard silence > Self.dormancy || isFlood(unknown.count) else { return }
    let old = unknown.filter { place in
      guard reissued(place) == nil, let reading = submission.items[place].published?.reading else {
        return false
      }
      return reading.time.seconds < newest - Self.archiveAge
    }
    if old.count >= Self.leastArchived { setArchived(old) }
  }

  // MARK: Events

  mutating func noteFlapping(_ entry: Entry, _ record: EntryRecord) {
    note(
      "flapping", "an entry was revised \(Self.mostRevisions) times; later changes of it are not written",
      [
        .init(key: "story", value: record.storyID), .init(key: "url", value: entry.url ?? ""),
        .init(key: "title", value: entry.title ?? ""),
      ])
  }

  /// What the document as a whole has shown, once all its entries were seen.
  mutating func noteArchive() {
    guard stored.archived > 0 else { return }
    note(
      "flood",
      "the source shows \(stored.archived) entries that are older than what was known of it: its archive, no news",
      [.init(key: "stories", value: "\(stored.archived)")])
  }

  mutating func noteReissue(_ count: Int) {
    note(
      "reissued",
      "the source gave \(count) of \(submission.items.count) known entries other ids: nothing is new",
      [
        .init(key: "entries", value: "\(count)"), .init(key: "of", value: "\(submission.items.count)"),
      ])
  }

  mutating func note(_ fact: LearnedFact) {
    var details: [StoryLine.Event.Detail] = [.init(key: "fact", value: fact.kind.rawValue)]
    if !fact.value.isEmpty { details.append(.init(key: "value", value: fact.value)) }
    details.append(.init(key: "evidence", value: fact.evidence))
    note(fact.holds ? "learned" : "unlearned", fact.sentence, details)
  }
}
