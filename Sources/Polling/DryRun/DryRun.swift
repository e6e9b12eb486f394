public import Deduplicating
import FeedModel
import Fetching
public import Storing
public import WebText

/// What changed rules would make of the entries in a log: which stories they would merge, and which they would
/// split.
///
/// Takes the log's lines in order, identifies each entry anew and decides as the writer would. Compares with what the
/// log says; stores nothing. Remembers as much as the writer does: the entries of three days.
public final class DryRun {
  private let deduplicator: Deduplicator
  private let matching: StoryWriter.Matching
  private let sources: [String: Source]
  /// What was learned of a source, by its name.
  private let learned: [String: SourceLearning]
  private var open: [String: OpenSource] = [:]
  /// The stories of the last days within a scope; the scope is "" for all sources, else a group.
  private var windows: [String: RecentStories] = [:]
  /// The founding entry of each story of the last days, by the id that the changed rules give the story.
  private var founders: [String: Founder] = [:]
  /// The id that the changed rules give to a story of the log.
  private var newIDs: [String: String] = [:]
  private var nextExpiry: Int64 = .min

  private struct OpenSource {
    var items: ItemSource
    var feedTitle: String
    var entries = SourceEntries()
  }

  private struct Founder {
    var item: DryRunChange.Item
    /// The story in the log that it belongs to.
    var logged: String
    var firstSeen: Int64
  }

  /// Records older than this, in seconds, match nothing any more; the writer's measure.
  private let windowSeconds: Int64

  /// - Parameters:
  ///   - deduplicator: with the changed rules.
  ///   - sources: as the changed configuration has them; of others the defaults count.
  ///   - learned: what the index knows of the sources' habits now, by name. What was known when a line was written
  ///     stands nowhere.
  public init(
    deduplicator: Deduplicator, sources: [Source], matching: StoryWriter.Matching,
    learned: [String: SourceLearning] = [:], retention: IndexRetention = IndexRetention()
  ) {
    windowSeconds = retention.recent
    self.learned = learned
    self.deduplicator = deduplicator
    self.matching = matching
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What became of one line.
  public enum Outcome: Sendable, Equatable {
    /// Its story began before the first line that was taken, or it is an event.
    case notCompared
    case same
    case changed(DryRunChange)
  }

  /// Decides about the entry of a line anew.
  public func take(_ logged: LogLine) -> Outcome {
    let line = logged.line
    guard line.type != .event, let entry = line.entry else { return .notCompared }
    expire(now: line.firstSeen.seconds)
    var source = openSource(line)
    let identified = identify(entry, of: line, from: source.items)
    let story = line.story.isEmpty ? line.id : line.story
    let item = DryRunChange.Item(line, seq: logged.seq)
    guard line.type == .story || newIDs[story] != nil else {
      // All that can be said is that its source has it.
      source.entries.put(identified.record)
      open[line.source] = source
      return .notCompared
    }
    let scope = scope(of: line.source)
    let decision = deduplicator.decide(
      identified, in: &source.entries, recent: windows[scope ?? ""] ?? RecentStories(),
      isDeduplicated: scope != nil && source.items.settings.isDeduplicated)
    source.entries.put(decision.record)
    open[line.source] = source
    switch decision.verdict {
    case .new, .sighting:
      if let scope { windows[scope, default: RecentStories()].insert(decision.record) }
    case .unchanged, .revision: break
    }
    return compare(decision, story, item, line)
  }

  private func compare(_ decision: Decision, _ story: String, _ item: DryRunChange.Item, _ line: StoryLine)
    -> Outcome
  {
    let id = decision.record.storyID
    var change = DryRunChange(kind: .merge, item: item, other: item, why: "", was: line.match)
    if case .new(let nearest) = decision.verdict {
      founders[id] = Founder(item: item, logged: story, firstSeen: line.firstSeen.seconds)
      guard line.type != .story else {
        newIDs[story] = id
        return .same
      }
      guard let other = newIDs[story].flatMap({ founders[$0] }) else { return .notCompared }
      change.kind = .split
      change.other = other.item
      change.why = nearest?.sentence ?? "no rule comes near"
      return .changed(change)
    }
    guard let other = founders[id] else {
      if line.type == .story { newIDs[story] = id }
      return .notCompared
    }
    if line.type == .story {
      newIDs[story] = id
    } else if newIDs[story] == id || other.logged == story {
      return .same
    } else {
      change.kind = .move
    }
    change.other = other.item
    switch decision.verdict {
    case .sighting(_, let match):
      change.rule = match.rule.rawValue
      change.why = match.sentence
    case .unchanged(_, let rule), .revision(_, _, let rule):
      change.rule = rule.rawValue
      change.why = rule.sentence
    case .new: break
    }
    return .changed(change)
  }

  // MARK: - One entry

  /// Identifies an entry as it was when its line was written.
  private func identify(_ entry: Entry, of line: StoryLine, from source: ItemSource) -> IdentifiedEntry {
    var item = Item(entry, firstSeen: line.firstSeen, isBackfill: line.isBackfill)
    // Read anew: the line's instants may have been cut, and the zone may be configured otherwise.
    let zone = sources[line.source]?.zone
    item.published = entry.published.map {
      EntryDate(raw: $0.raw, reading: DateText.read($0.raw, zone: zone))
    }
    item.updated = entry.modified.map { EntryDate(raw: $0.raw, reading: DateText.read($0.raw, zone: zone)) }
    var identified = deduplicator.identify(item, from: source, as: line.id)
    // A copy's line leaves its text out, but not the hashes of it.
    if let fingerprint = line.fingerprint { identified.record.restore(fingerprint: fingerprint) }
    return identified
  }

  private func openSource(_ line: StoryLine) -> OpenSource {
    if let source = open[line.source], source.feedTitle == line.feedTitle { return source }
    var source =
      open[line.source]
      ?? OpenSource(
        items: ItemSource(
          name: line.source, number: UInt32(clamping: open.count + 1), feedTitle: "", url: nil,
          settings: SourceDedupSettings(), rules: deduplicator.rules), feedTitle: "")
    let configured = sources[line.source]
    source.items = ItemSource(
      name: line.source, number: source.items.number, feedTitle: line.feedTitle,
      url: configured?.request.url, settings: configured?.dedup ?? SourceDedupSettings(),
      rules: deduplicator.rules)
    if deduplicator.settings.learns, source.items.settings.learns, let learned = learned[line.source] {
      source.items.apply(learned.facts)
    }
    source.feedTitle = line.feedTitle
    open[line.source] = source
    return source
  }

  /// A key of `windows`; nil for a source whose stories are compared with no other's.
  private func scope(of source: String) -> String? {
    switch matching {
    case .global: ""
    case .group: sources[source]?.group
    case .source: nil
    }
  }

  /// Forgets what can match nothing any more, twice a day of the log.
  private func expire(now: Int64) {
    guard now >= nextExpiry else { return }
    nextExpiry = now + 12 * 3600
    let oldest = now - windowSeconds
    for scope in windows.keys { windows[scope]?.expire(before: oldest) }
    for name in open.keys {
      guard let records = open[name]?.entries.records else { continue }
      open[name]?.entries = SourceEntries(records.filter { max($0.lastSeen, $0.firstSeen) >= oldest })
    }
    founders = founders.filter { $0.value.firstSeen >= oldest }
    newIDs = newIDs.filter { founders[$0.value] != nil }
  }
}

/// A line of the log that changed rules would decide otherwise.
public struct DryRunChange: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// A story of its own would be part of another.
    case merge
    /// Part of a story would be one of its own.
    case split
    /// Part of a story would be part of another.
    case move
  }

  /// One line, for people and programs.
  public struct Item: Sendable, Equatable {
    public var seq: Int64
    public var id: String
    public var source: String
    public var title: String
    public var firstSeen: UnixTime

    init(_ line: StoryLine, seq: Int64) {
      self.seq = seq
      id = line.id
      source = line.source
      title = line.entry?.title ?? ""
      firstSeen = line.firstSeen
    }
  }

  public var kind: Kind
  public var item: Item
  /// The founding entry of the story that it would become part of, or would leave.
  public var other: Item
  /// The rule that would decide; nil when none does.
  public var rule: String?
  /// What the changed rules find, in words.
  public var why: String
  /// Why the log has it as part of a story; nil when the log has it as one of its own.
  public var was: StoryLine.Match?
}
