public import FeedModel
import WebText

/// Says of each entry whether it is known, changed, a copy of a story, or a story. Pure: no I/O, no clock.
public struct Deduplicator: Sendable {
  public let settings: DedupSettings
  public let rules: TitleRules

  public init(settings: DedupSettings = DedupSettings(), rules: TitleRules = .standard) {
    self.settings = settings
    self.rules = rules
  }

  /// The cheap half of an identification, enough to know an unchanged entry by: no title key is made.
  public func fingerprint(_ item: Item, from source: ItemSource) -> Fingerprint {
    Fingerprint(item, from: source)
  }

  /// The entry's record as the index would keep it, and what the output says of its title and date.
  ///
  /// The record's story is the entry's own, as if it founded one: `decide` corrects that.
  public func identify(_ item: Item, from source: ItemSource) -> IdentifiedEntry {
    IdentifiedEntry(item, from: source, settings: settings, rules: rules)
  }

  /// What an identified entry is, compared with its source's entries and the stories of the window.
  public func decide(
    _ entry: IdentifiedEntry, in entries: inout SourceEntries, recent: RecentStories,
    isDeduplicated: Bool = true
  ) -> Decision {
    StoryMatcher(settings: settings, rules: rules).decide(
      entry, in: &entries, recent: recent, isDeduplicated: isDeduplicated)
  }

  /// Both steps, and the short cut for an entry whose text did not change.
  public func decide(
    _ item: Item, from source: ItemSource, in entries: inout SourceEntries, recent: RecentStories
  ) -> Decision {
    if let known = unchanged(item, from: source, in: entries) { return known }
    let entry = identify(item, from: source)
    return decide(entry, in: &entries, recent: recent, isDeduplicated: source.settings.isDeduplicated)
  }

  /// The decision for an entry that is stored and has the same text, byte for byte; nil for all others.
  public func unchanged(_ item: Item, from source: ItemSource, in entries: SourceEntries) -> Decision? {
    let print: Fingerprint
    if source.usesGuids, let guid = item.guid, !guid.isEmpty {
      // Most entries are known by their guid; what it is worth was found out when it was stored.
      let identity = EntryIdentity.hash(ofGuid: guid)
      if let known = entries.record(identity: identity) {
        guard !known.flags.contains(.weakIdentity), !source.sharedIdentities.contains(identity) else {
          return nil
        }
        print = Fingerprint(identity: identity, contentHash: Fingerprint.contentHash(item))
      } else if guid.utf8.count < 16 {
        print = fingerprint(item, from: source)
      } else {
        return nil
      }
    } else {
      print = fingerprint(item, from: source)
    }
    guard print.isStrong, let known = entries.record(identity: print.identity),
      known.contentHash == print.contentHash
    else { return nil }
    var record = known
    record.lastSeen = max(known.lastSeen, item.firstSeen.seconds)
    return Decision(verdict: .unchanged(of: known, rule: print.rule), record: record, entry: nil)
  }
}

/// A verdict and the record to keep.
public struct Decision: Sendable {
  public var verdict: Verdict
  /// What the index should hold of the entry from now on. For `unchanged` only `lastSeen` differs.
  public var record: EntryRecord
  /// What was made of the entry; nil when it was known at first sight.
  public var entry: IdentifiedEntry?
  /// True when its title came again under another id: it says as little as a column's name.
  var recurs = false
  /// The story that a new one resembles; it is noted, and the two stay apart.
  public var similar: SimilarStory?

  init(verdict: Verdict, record: EntryRecord, entry: IdentifiedEntry?) {
    self.verdict = verdict
    self.record = record
    self.entry = entry
  }
}
