import Deduplicating
import FeedModel
import Storing
import WebText

/// One feed while the writer goes through its entries: what is known, what was seen, what to store.
struct FeedInProgress {
  let submission: Submission
  /// The source with what was learned of it.
  let source: ItemSource
  private var study: FeedStudy
  /// The source's entries: those of the last feed, and those of this one so far.
  var known: SourceEntries
  private(set) var stored = StoredFeed()
  /// Identities that are in the feed now.
  private var present: Set<UInt64> = []
  /// Identities of entries that had left the feed and are back.
  private var returned: [UInt64] = []
  /// Identities that the source has given up for others.
  private var replaced: Set<UInt64> = []
  /// What was found out about entries before their turn, by their places.
  private var identified: [Int: IdentifiedEntry] = [:]
  private var reissued: [Int: Decision] = [:]
  private var archived: Set<Int> = []
  private var gaps: GapWatch
  /// Entries that were published before this, in seconds, are only remembered (`LogFloor`).
  private let floor: Int64?

  /// - Parameter learned: what the index keeps of the source's `SourceLearning`; empty when there is nothing.
  init(
    _ submission: Submission, known records: [EntryRecord], learned: [UInt8], floor: LogFloor?,
    with deduplicator: Deduplicator
  ) {
    self.submission = submission
    var source = submission.source
    study = FeedStudy(
      SourceLearning(decoding: learned), source: &source, now: submission.now,
      lastSuccess: submission.isFirstPoll ? nil : submission.stateBefore.lastSuccess, with: deduplicator)
    self.source = source
    self.floor = floor?.seconds(for: Self.stateBefore(submission))
    known = SourceEntries(records)
    stored.entries = submission.entries.count
    stored.warnings = submission.warnings
    stored.isBackfill = submission.isFirstPoll
    present.reserveCapacity(submission.entries.count)
    gaps = GapWatch(records, isFirstPoll: submission.isFirstPoll)
  }

  /// The state to keep while only a part of the feed is stored: without the new validators.
  var stateBefore: SourceState { Self.stateBefore(submission) }

  private static func stateBefore(_ submission: Submission) -> SourceState {
    var state = submission.stateBefore
    state.number = submission.source.number
    return state
  }

  /// Takes an entry that had left the feed back among the known ones.
  mutating func recall(_ record: EntryRecord) {
    known.put(record)
    returned.append(record.identity)
  }

  /// Counts an entry that is stored and says the same.
  mutating func takeUnchanged(_ decision: Decision, _ item: Item) {
    if case .unchanged(let known, _) = decision.verdict { study.sawUnchanged(item, as: known) }
    keep(decision)
  }

  private mutating func keep(_ decision: Decision) {
    gaps.saw(decision)
    known.put(decision.record)
    present.insert(decision.record.identity)
  }

  /// The entry at a place as deduplication sees it.
  func item(_ place: Int) -> Item {
    guard archived.contains(place) else { return submission.items[place] }
    var item = submission.items[place]
    item.isBackfill = true
    return item
  }

  /// The decision that was made about an entry together with others; nil for most.
  func reissued(_ place: Int) -> Decision? { reissued[place] }

  /// What identifies the entry; made when it was not.
  func identify(_ place: Int, with deduplicator: Deduplicator) -> IdentifiedEntry {
    var entry =
      submission.identified?[place] ?? identified[place] ?? deduplicator.identify(item(place), from: source)
    study.prepare(&entry)
    return entry
  }

  /// True when it is worth asking for entries that had left the feed and had this title.
  func asksForTitle(_ titleKey: UInt64) -> Bool { !study.isRecurring(titleKey) }

  /// Counts a decision; returns the line that it gives, if any.
  mutating func take(
    _ decision: inout Decision, _ entry: Entry, _ item: Item, writesSightings: Bool
  ) -> StoryLine? {
    study.saw(&decision, of: item)
    keep(decision)
    guard let identified = decision.entry else { return nil }
    if isBeforeFloor(decision) {
      stored.recorded += 1
      return nil
    }
    var line = StoryLine(
      type: .story, id: identified.id.description, source: submission.source.name, entry: entry,
      firstSeen: submission.now)
    line.describe(identified, item: item, feedTitle: submission.feedTitle)
    switch decision.verdict {
    case .unchanged:
      return nil
    case .new:
      stored.stories += 1
      if let similar = decision.similar {
        line.similar = StoryLine.Similar(
          story: similar.record.storyID, rule: similar.rule.rawValue, gapMinutes: similar.gapMinutes)
      }
      if item.isBackfill, !stored.isBackfill { stored.archived += 1 }
      announce(.story, entry, line)
      return line
    case .sighting(_, let match):
      stored.sightings += 1
      line.type = .sighting
      line.fingerprint = decision.record.fingerprint
      line.story = decision.record.storyID
      line.match = StoryLine.Match(rule: match.rule.rawValue, gapMinutes: match.gapMinutes, note: match.note)
      announce(.sighting, entry, line)
      return writesSightings ? line : nil
    case .revision(_, let changed, let rule):
      if decision.record.revision > Self.mostRevisions {
        if decision.record.revision == Self.mostRevisions + 1 { noteFlapping(entry, decision.record) }
        return nil
      }
      stored.revisions += 1
      // Also when the source has given it another guid meanwhile.
      if decision.record.flags.contains(.founder) { line.id = decision.record.storyID }
      line.type = .revision
      line.story = decision.record.storyID
      line.revision = Int(decision.record.revision)
      line.changed = changed.map(\.rawValue)
      line.match = StoryLine.Match(rule: rule.rawValue, gapMinutes: 0)
      announce(.revision, entry, line)
      return line
    }
  }

  /// True for an entry that says itself that it is of the time whose lines are gone. One without a date may be
  /// new: better twice than not at all.
  private func isBeforeFloor(_ decision: Decision) -> Bool {
    guard let floor, isRecent(decision) else { return false }
    return decision.record.flags.contains(.dated) && decision.record.latest < floor
  }

  private mutating func announce(_ kind: StoredLine.Kind, _ entry: Entry, _ line: StoryLine) {
    guard !stored.isBackfill, !line.isBackfill else { return }
    stored.news.append(
      StoredLine(
        kind: kind, id: line.id, title: entry.title ?? "", url: entry.url ?? "", story: line.story,
        rule: line.match?.rule ?? ""))
  }

  /// True when later entries of other sources are to be compared with this one.
  func isRecent(_ decision: Decision) -> Bool {
    switch decision.verdict {
    case .new, .sighting: true
    case .unchanged, .revision: false
    }
  }

  func isFlood(_ newEntries: Int) -> Bool { study.isFlood(of: newEntries) }

  /// Marks entries as the source's archive: stories that are no news.
  mutating func setArchived(_ places: [Int]) {
    archived = Set(places)
    for place in places { identified[place] = nil }
  }

  /// Sees whether the source gave its entries other ids.
  /// - Parameter entries: those under unknown ids, by place.
  mutating func findReissue(_ entries: [Int: IdentifiedEntry], with deduplicator: Deduplicator) {
    identified = entries
    guard
      let reissue = Reissue(
        entries, items: submission.items, in: &known, hosts: study.learning.hosts)
    else { return }
    reissued = reissue.decisions(for: entries, in: &known, with: deduplicator)
    replaced = Set(reissue.known.values.map(\.identity))
    if study.noteReissue() { noteReissue(reissue.known.count) }
  }

  /// The whole feed was seen: what it has shown of its source.
  mutating func finish() {
    noteArchive()
    stored.published = gaps.published
    if !submission.isDelta, let gap = gaps.gap {
      stored.hasGap = true
      let message = "no entry of the last poll is in the feed: some may have come and gone between the two"
      note("gap", message, gap.map { .init(key: $0.key, value: $0.value) })
    }
    for fact in study.finish() { note(fact) }
  }

  mutating func note(_ name: String, _ message: String, _ details: [StoryLine.Event.Detail]) {
    stored.events.append(
      StoryLine.Event(name: name, message: message, details: details.filter { !$0.value.isEmpty }))
  }

  /// What the index is to remember once the whole feed is stored.
  func update(_ state: SourceState) -> SourceUpdate {
    var update = SourceUpdate(state: state)
    var inFeed: [EntryRecord] = []
    inFeed.reserveCapacity(present.count)
    let recalled = Set(returned)
    for record in known.records {
      if present.contains(record.identity) || submission.isDelta {
        inFeed.append(record)
      } else if !recalled.contains(record.identity) {
        update.departed.append(record)
      }
    }
    update.entries = inFeed
    update.returned = returned.filter { present.contains($0) || replaced.contains($0) }
    update.learned = study.encoded
    return update
  }
}

extension EntryRecord {
  /// The hashes of what a sighting's line leaves out, in hexadecimal: content, summary, body, lead.
  var fingerprint: String {
    func digits(_ value: some BinaryInteger, _ width: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: width - text.utf8.count) + text
    }
    return digits(contentHash, 8) + digits(summaryHash, 8) + digits(textHash, 8) + digits(lead, 16)
  }

  /// Takes the hashes from a sighting's line; what is no fingerprint changes nothing.
  mutating func restore(fingerprint: String) {
    guard fingerprint.utf8.count == 40 else { return }
    var rest = Substring(fingerprint)
    func next(_ width: Int) -> UInt64? {
      defer { rest = rest.dropFirst(width) }
      return UInt64(rest.prefix(width), radix: 16)
    }
    guard let content = next(8), let summary = next(8), let body = next(8), let lead = next(16) else {
      return
    }
    contentHash = UInt32(truncatingIfNeeded: content)
    summaryHash = UInt32(truncatingIfNeeded: summary)
    textHash = UInt32(truncatingIfNeeded: body)
    self.lead = lead
  }

  /// The id of the story that the entry founded or belongs to.
  var storyID: String { ItemID(high: storyHigh, low: storyLow).description }
}

extension StoryLine {
  /// Fills in what identification found.
  mutating func describe(_ identified: IdentifiedEntry, item: Item, feedTitle: String) {
    self.feedTitle = feedTitle
    isBackfill = item.isBackfill
    labels = identified.labels
    publishedBasis = PublishedBasis(rawValue: identified.interval.basis.rawValue) ?? .missing
    let reading = item.published?.reading ?? item.updated?.reading
    dateModified = item.updated?.reading?.time
    if identified.interval.isZoneLearned {
      datePublished = UnixTime(seconds: identified.interval.earliest)
      return
    }
    switch publishedBasis {
    case .given, .zoneConfigured: datePublished = reading?.time
    // Without a zone, or ahead of its time: not later than when it was first seen.
    case .zoneAssumed, .dateOnly, .future: datePublished = reading.map { min($0.time, item.firstSeen) }
    case .missing: datePublished = nil
    }
  }
}
