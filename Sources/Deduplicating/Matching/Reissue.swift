public import FeedModel

/// A source that gives its entries other ids: a new scheme of guids, another domain, another content system.
///
/// One entry under a new id may be a new entry. When most of a document are new by their guids and known by title and
/// instant, or by the path of their links, it is the source that changed.
public struct Reissue: Sendable {
  /// The stored record of each entry that is known, by the entry's place in the document.
  public private(set) var known: [Int: EntryRecord] = [:]

  private static let least = 4
  private static let leastShare = 0.6

  /// Places of the entries whose guid or link the source's entries do not have.
  public static func unknown(_ items: [Item], from source: ItemSource, in entries: inout SourceEntries)
    -> [Int]
  {
    items.indices.filter { place in
      let (guid, link) = EntryIdentity.candidates(of: items[place])
      if guid != 0, source.usesGuids, !source.sharedIdentities.contains(guid) {
        return entries.record(identity: guid) == nil
      }
      return link == 0 || entries.records(link: link).isEmpty
    }
  }

  /// True when so many entries are unknown that it is worth identifying them for this.
  public static func isPossible(unknown: Int, of count: Int) -> Bool {
    unknown >= least && Double(unknown) >= leastShare * Double(count)
  }

  /// nil when too few of the unknown entries are known otherwise.
  /// - Parameters:
  ///   - entries: the unknown ones by place, identified.
  ///   - hosts: where the source's links led so far.
  public init?(
    _ entries: [Int: IdentifiedEntry], items: [Item], in stored: inout SourceEntries, hosts: [String]
  ) {
    var taken: Set<UInt64> = []
    for item in items {
      // Those that are in the document under their own ids are not up for another.
      let (guid, link) = EntryIdentity.candidates(of: item)
      for identity in [guid, link] where identity != 0 && stored.record(identity: identity) != nil {
        taken.insert(identity)
      }
    }
    for (place, entry) in entries.sorted(by: { $0.key < $1.key }) {
      guard let record = Self.find(entry.record, items[place], in: &stored, hosts, taken) else { continue }
      taken.insert(record.identity)
      known[place] = record
    }
    guard Self.isPossible(unknown: known.count, of: items.count) else { return nil }
  }

  private static func find(
    _ record: EntryRecord, _ item: Item, in stored: inout SourceEntries, _ hosts: [String],
    _ taken: Set<UInt64>
  ) -> EntryRecord? {
    func isFree(_ other: EntryRecord) -> Bool { !taken.contains(other.identity) }
    if record.link != 0 {
      // Under another guid; not one that was stored by its link.
      let known = stored.records(link: record.link).last {
        isFree($0) && $0.identity != $0.link && !$0.flags.contains(.titleIdentity)
      }
      if let known { return known }
    }
    if let link = item.canonicalLink {
      for host in hosts where host != link.host {
        if let known = stored.records(link: link.hash(onHost: host)).last(where: isFree) { return known }
      }
    }
    let isDated = record.flags.contains(.dated)
    let hasNoID = record.flags.contains(.titleIdentity)
    return stored.records(titleKey: record.titleKey).last { other in
      guard isFree(other), isDated == other.flags.contains(.dated) else { return false }
      // Entries that never had an id of their own were given no other.
      if hasNoID, other.flags.contains(.titleIdentity) { return false }
      if isDated { return record.earliest == other.earliest && record.latest == other.latest }
      return record.flags.isDisjoint(with: [.weak, .generic])
    }
  }

  /// What becomes of the entries: unchanged under their new ids, or revisions where the headline is another one too.
  public func decisions(
    for entries: [Int: IdentifiedEntry], in stored: inout SourceEntries, with deduplicator: Deduplicator
  ) -> [Int: Decision] {
    let matcher = StoryMatcher(settings: deduplicator.settings, rules: deduplicator.rules)
    var decisions: [Int: Decision] = [:]
    var records: [(old: UInt64, new: EntryRecord)] = []
    for (place, known) in known {
      guard let entry = entries[place] else { continue }
      let decision = matcher.reissued(entry, known)
      records.append((known.identity, decision.record))
      decisions[place] = decision
    }
    stored.rekey(records)
    return decisions
  }
}

extension StoryMatcher {
  /// A stored entry under its new id. Its new text is taken over without a revision: another content system sets texts
  /// differently.
  fileprivate func reissued(_ entry: IdentifiedEntry, _ known: EntryRecord) -> Decision {
    let isRetitled = entry.record.titleHash != known.titleHash
    var decision = decision(
      isRetitled
        ? .revision(of: known, changed: [.title], rule: .reissued) : .unchanged(of: known, rule: .reissued),
      entry.record, entry)
    decision.record.identity = entry.record.identity
    let ofIdentity: EntryRecord.Flags = [.weakIdentity, .globalIdentity, .titleIdentity, .sharedGuid]
    decision.record.flags.subtract(ofIdentity)
    decision.record.flags.formUnion(entry.record.flags.intersection(ofIdentity))
    return decision
  }
}
