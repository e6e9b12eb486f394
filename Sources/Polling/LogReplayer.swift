import Deduplicating
import FeedModel
import Fetching
public import Storing
import WebText

/// Turns lines of the log back into what the index remembers: after a crash, and when the index was lost.
///
/// The log says what was decided; nothing is decided again. What cannot be read from it, the validators and
/// the schedule, is lost with the index, so that the next polls are unconditional.
public final class LogReplayer: LogReplaying {
  private let shared: SharedDeduplicator
  private var deduplicator: Deduplicator { shared.value }
  private let configured: [Source]
  /// Made when the first line asks for it: after a clean end there is none.
  private lazy var sources = Dictionary(
    configured.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  private var index: (any StoryIndex)?
  private var states: [String: SourceState] = [:]
  private var open: [String: OpenSource] = [:]
  private var changed: Set<String> = []
  private var recent: [EntryRecord] = []
  /// Founding intervals by story, for the sightings and revisions that follow within the window: the newest, and
  /// those before them.
  private var founders: [ItemID: Founder] = [:]
  private var olderFounders: [ItemID: Founder] = [:]

  private struct OpenSource {
    var state: SourceState
    var items: ItemSource
    var entries: SourceEntries
    /// Identities of entries that were among the departed ones.
    var returned: [UInt64] = []
  }

  private struct Founder {
    var earliest: Int64
    var latest: Int64
  }

  /// Founders that are remembered at least, when there are as many: two days of a very large installation.
  private static let mostFounders = 1 << 18

  /// Entries of one source that are kept as those of its feed, at most. The others of its feed are found among the
  /// departed ones. In a rebuild each line adds to them; else they are what the feed had.
  private var mostEntries = 500

  /// Entries of all sources that stay open from one transaction to the next.
  private static let mostOpenEntries = 1 << 17

  /// - Parameter sources: the configured ones: identity depends on some of their settings.
  public init(deduplicator: SharedDeduplicator, sources: [Source]) {
    shared = deduplicator
    configured = sources
  }

  public func begin(index: any StoryIndex, isRebuild: Bool) throws(StoreError) {
    self.index = index
    if isRebuild { mostEntries = 64 }
    for state in try index.sourceStates() { states[state.name] = state }
    try index.recentRecords { note($0) }
  }

  public func replay(_ line: LogLine) throws(StoreError) {
    let story = line.line
    guard story.type != .event, let entry = story.entry else { return }
    var source = try openSource(story.source, feedTitle: story.feedTitle)
    var item = Item(entry, firstSeen: story.firstSeen, isBackfill: story.isBackfill)
    // The line's instant may have been cut to when the entry was seen; its raw text was not.
    let zone = sources[story.source]?.zone
    item.published = entry.published.map {
      EntryDate(raw: $0.raw, reading: DateText.read($0.raw, zone: zone))
    }
    item.updated = entry.modified.map { EntryDate(raw: $0.raw, reading: DateText.read($0.raw, zone: zone)) }
    var record = deduplicator.identify(item, from: source.items, as: story.id).record
    switch story.type {
    case .story:
      source.state.stories += 1
      note(record)
      recent.append(record)
    case .sighting:
      source.state.sightings += 1
      join(&record, story.story)
      if let fingerprint = story.fingerprint { record.restore(fingerprint: fingerprint) }
      recent.append(record)
    case .revision:
      source.state.revisions += 1
      join(&record, story.story)
      record.revision = UInt8(clamping: story.revision)
      var known = source.entries.record(identity: record.identity)
      if known == nil {
        known = try index?.departed(source: source.state.number, identity: record.identity)
        if known != nil { source.returned.append(record.identity) }
      }
      if let known {
        record.firstSeen = known.firstSeen
        record.flags.formUnion(known.flags.intersection([.founder, .backfill]))
        if (known.storyHigh, known.storyLow) == (record.storyHigh, record.storyLow) {
          // Also when the story is older than those that are remembered.
          record.foundingEarliest = known.foundingEarliest
          record.foundingLatest = known.foundingLatest
        }
      }
    case .event: break
    }
    source.entries.put(record)
    source.state.firstPoll = source.state.firstPoll ?? story.firstSeen
    source.state.lastNewEntry = max(source.state.lastNewEntry ?? story.firstSeen, story.firstSeen)
    source.state.feedTitle = story.feedTitle
    // Not its first poll, whatever becomes of the rest: what is in the feed now is no backfill any more.
    source.state.finalURL = source.state.finalURL ?? source.state.url
    // The line may come from a body whose validators were never saved: ask for all of it again.
    source.state.etag = nil
    source.state.lastModified = nil
    source.state.bodyHash = 0
    open[story.source] = source
    changed.insert(story.source)
  }

  public func takeChanges() throws(StoreError) -> ReplayedChanges {
    var changes = ReplayedChanges()
    for name in changed.sorted() {
      guard var source = open[name] else { continue }
      var update = SourceUpdate(state: source.state, entries: source.entries.records)
      update.returned = source.returned
      source.returned = []
      if source.entries.records.count > mostEntries {
        // More than a feed shows at a time: the older ones have left it. One that has not is found all the same.
        update.departed = Array(source.entries.records.dropLast(mostEntries / 2))
        update.entries = Array(source.entries.records.suffix(mostEntries / 2))
        source.entries = SourceEntries(update.entries ?? [])
      }
      open[name] = source
      changes.sources.append(update)
      states[name] = source.state
    }
    changes.recent = recent
    changed = []
    recent = []
    // Most sources have news again soon; many large ones would fill the memory.
    if open.values.lazy.map(\.entries.records.count).reduce(0, +) > Self.mostOpenEntries { open = [:] }
    return changes
  }

  private func openSource(_ name: String, feedTitle: String) throws(StoreError) -> OpenSource {
    if let source = open[name] { return source }
    let number = try index?.number(ofSource: name) ?? 0
    var state = states[name] ?? SourceState(name: name)
    state.number = number
    if state.url.isEmpty { state.url = (sources[name]?.request.url).map(StoredURL.text) ?? "" }
    var items = ItemSource(
      name: name, number: number, feedTitle: feedTitle, url: sources[name]?.request.url,
      settings: sources[name]?.dedup ?? SourceDedupSettings(), rules: deduplicator.rules)
    // As they were when the lines were written that the index has not seen; after its loss nothing is learned yet.
    if let index, deduplicator.settings.learns, items.settings.learns {
      items.apply(SourceLearning(decoding: try index.learned(ofSource: number)).facts)
    }
    return OpenSource(
      state: state, items: items, entries: SourceEntries(try index?.entries(ofSource: number) ?? []))
  }

  private func note(_ record: EntryRecord) {
    if founders.count >= Self.mostFounders {
      olderFounders = founders
      founders = [:]
    }
    founders[ItemID(high: record.storyHigh, low: record.storyLow)] = Founder(
      earliest: record.foundingEarliest, latest: record.foundingLatest)
  }

  /// Makes an entry part of a story that another entry founded.
  private func join(_ record: inout EntryRecord, _ story: String) {
    guard let id = ItemID(story) else { return }
    record.storyHigh = id.high
    record.storyLow = id.low
    record.flags.remove(.founder)
    if let founder = founders[id] ?? olderFounders[id] {
      record.foundingEarliest = founder.earliest
      record.foundingLatest = founder.latest
    }
  }
}

extension ItemID {
  /// Reads what `description` writes.
  fileprivate init?(_ text: String) {
    guard let bytes = Base32.decode(text), bytes.count == 16 else { return nil }
    self.init(
      high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
      low: bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
  }
}
