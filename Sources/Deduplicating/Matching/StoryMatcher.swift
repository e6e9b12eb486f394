import FeedModel

/// The precedence of rules: identity within a source, then title and text within it, then other sources.
struct StoryMatcher {
  let settings: DedupSettings

  func decide(
    _ entry: IdentifiedEntry, in entries: inout SourceEntries, recent: RecentStories, isDeduplicated: Bool
  ) -> Decision {
    var record = entry.record
    if let verdict = sameEntry(&record, entry, in: &entries) ?? sameTitle(record, in: &entries) {
      return decision(verdict, record, entry)
    }
    guard isDeduplicated else { return decision(.new(nearest: nil), record, entry) }
    var search = CrossSourceSearch(record, settings: settings)
    search.run(recent)
    if let match = search.match {
      return decision(.sighting(of: match.record, match: match.how), record, entry)
    }
    return decision(.new(nearest: search.nearest ?? nearestWithin(record, &entries)), record, entry)
  }

  /// The record to keep for a verdict.
  private func decision(_ verdict: Verdict, _ record: EntryRecord, _ entry: IdentifiedEntry) -> Decision {
    var kept = record
    switch verdict {
    case .unchanged(let known, _):
      kept = inherit(record, from: known)
      kept.revision = known.revision
    case .revision(let known, _, _):
      kept = inherit(record, from: known)
      kept.revision = known.revision == .max ? .max : known.revision + 1
    case .sighting(let story, _):
      kept.storyHigh = story.storyHigh
      kept.storyLow = story.storyLow
      kept.foundingEarliest = story.foundingEarliest
      kept.foundingLatest = story.foundingLatest
      kept.flags.remove(.founder)
    case .new:
      break
    }
    return Decision(verdict: verdict, record: kept, entry: entry)
  }

  /// A later version keeps its entry's identity, story, first instant and founding.
  private func inherit(_ record: EntryRecord, from known: EntryRecord) -> EntryRecord {
    var kept = record
    kept.identity = known.identity
    kept.storyHigh = known.storyHigh
    kept.storyLow = known.storyLow
    kept.foundingEarliest = known.foundingEarliest
    kept.foundingLatest = known.foundingLatest
    kept.earliest = known.earliest
    kept.latest = known.latest
    kept.firstSeen = known.firstSeen
    kept.lastSeen = max(known.lastSeen, record.lastSeen)
    let inherited: EntryRecord.Flags = [.founder, .backfill, .weakIdentity, .globalIdentity]
    kept.flags.subtract(inherited)
    kept.flags.formUnion(known.flags.intersection(inherited))
    return kept
  }

  // MARK: Same source

  /// Rule 1: the same guid, or the same link.
  private func sameEntry(
    _ record: inout EntryRecord, _ entry: IdentifiedEntry, in entries: inout SourceEntries
  ) -> Verdict? {
    if let known = entries.record(identity: record.identity) {
      if !record.flags.contains(.weakIdentity) { return compare(record, known, rule: .guid) }
      let isSameInstant = hasSameInstant(record, known)
      if isSameInstant || sharedWords(record, known) >= 0.5 { return compare(record, known, rule: .weakGuid) }
      // Somebody else's guid: only title and minute say which entry this is.
      record.identity = entry.fallback.hash
      record.flags.remove(.weakIdentity)
      record.flags.insert(.sharedGuid)
      if let known = entries.record(identity: record.identity) { return compare(record, known, rule: .guid) }
    }
    guard record.link != 0, let known = entries.records(link: record.link).last else { return nil }
    return compare(record, known, rule: .link)
  }

  private func compare(_ record: EntryRecord, _ known: EntryRecord, rule: MatchRule) -> Verdict {
    let changed = changes(record, known)
    return changed.isEmpty
      ? .unchanged(of: known, rule: rule) : .revision(of: known, changed: changed, rule: rule)
  }

  /// What a reader would see change. A text that only one of them has is no change: feeds leave parts out at times.
  private func changes(_ record: EntryRecord, _ known: EntryRecord) -> [ChangedField] {
    if record.contentHash == known.contentHash { return [] }
    var changed: [ChangedField] = []
    if record.titleHash != known.titleHash { changed.append(.title) }
    if differs(record.summaryHash, known.summaryHash) { changed.append(.summary) }
    if differs(record.textHash, known.textHash) { changed.append(.content) }
    return changed
  }

  private func differs(_ first: UInt32, _ second: UInt32) -> Bool {
    first != 0 && second != 0 && first != second
  }

  private func hasSameInstant(_ record: EntryRecord, _ known: EntryRecord) -> Bool {
    record.flags.contains(.dated) && known.flags.contains(.dated) && record.earliest == known.earliest
      && record.latest == known.latest
  }

  /// The share of the shorter title's words that the other has too.
  private func sharedWords(_ first: EntryRecord, _ second: EntryRecord) -> Double {
    var shared = 0
    var counts = (0, 0)
    for place in 0..<8 where second.words[place] != 0 { counts.1 += 1 }
    for place in 0..<8 where first.words[place] != 0 {
      counts.0 += 1
      for other in 0..<8 where second.words[other] == first.words[place] {
        shared += 1
        break
      }
    }
    let least = min(counts.0, counts.1)
    return least == 0 ? 0 : Double(shared) / Double(max(counts.0, counts.1))
  }

  /// Rule 2: other ids, the same title.
  private func sameTitle(_ record: EntryRecord, in entries: inout SourceEntries) -> Verdict? {
    for known in entries.records(titleKey: record.titleKey).reversed() where known.identity != record.identity
    {
      let hasSameText =
        !differs(record.summaryHash, known.summaryHash) && !differs(record.textHash, known.textHash)
        && record.versionTags == known.versionTags
      // A column's name alone does not make two entries of one instant the same: stock exchanges do that.
      let saysLittle = !record.flags.isDisjoint(with: [.weak, .generic])
      let hasText = record.summaryHash != 0 || record.textHash != 0
      if hasSameInstant(record, known), hasSameText, hasText || !saysLittle {
        return .unchanged(of: known, rule: .reissued)
      }
      if record.lead != 0, record.lead == known.lead, record.summaryHash == known.summaryHash,
        record.versionTags == known.versionTags
      {
        return .unchanged(of: known, rule: .sameText)
      }
      if saysLittle { continue }
      let gap = PublicationInterval.gap(record.instants, known.instants)
      if record.versionTags != known.versionTags, gap <= settings.revisionWindow {
        return .revision(of: known, changed: [.title], rule: .versionTag)
      }
      if gap <= settings.sameSourceWindow, record.weight >= 24 {
        return compare(record, known, rule: .sameTitle)
      }
    }
    return nil
  }

  private func nearestWithin(_ record: EntryRecord, _ entries: inout SourceEntries) -> NearMiss? {
    guard let known = entries.records(titleKey: record.titleKey).last else { return nil }
    let gap = PublicationInterval.gap(record.instants, known.instants) / 60
    return NearMiss(record: known, rule: .sameTitle, gapMinutes: gap, reason: .twoEntries)
  }
}

extension EntryRecord {
  /// The publication interval.
  var instants: ClosedRange<Int64> { earliest...max(earliest, latest) }
  var foundingInstants: ClosedRange<Int64> { foundingEarliest...max(foundingEarliest, foundingLatest) }
}
