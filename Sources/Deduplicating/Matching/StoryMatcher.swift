import FeedModel

/// The precedence of rules: identity within a source, then title and text within it, then other sources.
struct StoryMatcher {
  let settings: DedupSettings
  let rules: TitleRules

  func decide(
    _ entry: IdentifiedEntry, in entries: inout SourceEntries, recent: RecentStories, isDeduplicated: Bool
  ) -> Decision {
    var entry = entry
    if let verdict = sameEntry(&entry, in: &entries) ?? sameTitle(entry.record, in: &entries) {
      return decision(verdict, entry.record, entry)
    }
    var record = entry.record
    let others = entries.records(titleKey: record.titleKey).filter { $0.identity != record.identity }
    let recurs = recurs(record, others)
    if recurs { record.flags.insert(.generic) }
    var verdict = Verdict.new(nearest: nil)
    var similar: SimilarStory?
    if isDeduplicated {
      let founders = others.filter { $0.flags.contains(.founder) }
      var search = CrossSourceSearch(record, settings: settings, apartFrom: founders)
      search.run(recent)
      if let match = search.match {
        verdict = .sighting(of: match.record, match: match.how)
      } else {
        verdict = .new(nearest: search.nearest ?? nearest(record, others))
        similar =
          search.similar
          ?? NearTitleSearch(
            record: record, key: entry.key, settings: settings, rules: rules, others: founders
          ).run(recent)
      }
    }
    var decision = decision(verdict, record, entry)
    decision.recurs = recurs
    decision.similar = similar
    return decision
  }

  /// The record to keep for a verdict.
  func decision(_ verdict: Verdict, _ record: EntryRecord, _ entry: IdentifiedEntry) -> Decision {
    var kept = record
    switch verdict {
    case .unchanged(let known, _):
      kept = inherit(record, from: known)
      kept.revision = known.revision
    case .revision(let known, _, let rule):
      // By its title it is an entry of its own: the feed may show both for days, each with its own text.
      let isOther = rule == .versionTag || rule == .sameTitle
      kept = isOther ? join(record, storyOf: known) : inherit(record, from: known)
      kept.revision = known.revision == .max ? .max : known.revision + 1
    case .sighting(let story, _):
      kept = join(record, storyOf: story)
    case .new:
      break
    }
    return Decision(verdict: verdict, record: kept, entry: entry)
  }

  /// Makes an entry part of a story that another one founded.
  private func join(_ record: EntryRecord, storyOf other: EntryRecord) -> EntryRecord {
    var kept = record
    kept.storyHigh = other.storyHigh
    kept.storyLow = other.storyLow
    kept.foundingEarliest = other.foundingEarliest
    kept.foundingLatest = other.foundingLatest
    kept.flags.remove(.founder)
    return kept
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
    let inherited: EntryRecord.Flags = [
      .founder, .backfill, .weakIdentity, .globalIdentity, .sharedGuid, .titleIdentity,
      // Of the interval.
      .dated, .zoneUnknown, .zoneLearned,
    ]
    kept.flags.subtract(inherited)
    kept.flags.formUnion(known.flags.intersection(inherited))
    return kept
  }

  // MARK: Same source

  /// Rule 1: the same guid, or the same link; without either, the same title and minute.
  private func sameEntry(_ entry: inout IdentifiedEntry, in entries: inout SourceEntries) -> Verdict? {
    if let known = entries.record(identity: entry.record.identity) {
      let record = entry.record
      if !record.flags.contains(.weakIdentity) { return compare(record, known, rule: identityRule(record)) }
      let isSameInstant = hasSameInstant(record, known)
      if isSameInstant || sharedWords(record, known) >= 0.5 { return compare(record, known, rule: .weakGuid) }
      // Somebody else's guid: only title and minute say which entry this is.
      entry.useFallback()
      if let known = entries.record(identity: entry.record.identity) {
        return compare(entry.record, known, rule: .titleAndTime)
      }
    }
    let record = entry.record
    if record.link != 0, let known = entries.records(link: record.link).last {
      return compare(record, known, rule: .link)
    }
    return formerIdentity(entry, in: &entries) ?? onlyTitle(record, in: &entries)
  }

  private func identityRule(_ record: EntryRecord) -> MatchRule {
    if record.flags.contains(.titleIdentity) { return .titleAndTime }
    return record.identity == record.link ? .link : .guid
  }

  /// An entry that was stored when its guid still counted, or did not count yet.
  private func formerIdentity(_ entry: IdentifiedEntry, in entries: inout SourceEntries) -> Verdict? {
    let record = entry.record
    if entry.otherGuid != 0, let known = entries.record(identity: entry.otherGuid) {
      let isSameTitle = known.titleKey == record.titleKey || known.titleHash == record.titleHash
      let isOtherPage = known.link != 0 && record.link != 0 && known.link != record.link
      if isSameTitle || (!isOtherPage && sharedWords(record, known) >= 0.5) {
        return compare(record, known, rule: .weakGuid)
      }
    }
    guard !record.flags.contains(.titleIdentity), record.flags.isDisjoint(with: [.weak, .generic]),
      let known = entries.record(identity: entry.fallback.hash), known.flags.contains(.titleIdentity)
    else { return nil }
    return compare(record, known, rule: .titleAndTime)
  }

  /// Neither guid nor link nor date: while the source shows it, the title alone says which entry it is. The minute in
  /// the identity is that of the poll.
  private func onlyTitle(_ record: EntryRecord, in entries: inout SourceEntries) -> Verdict? {
    guard record.flags.contains(.titleIdentity), !record.flags.contains(.dated),
      let known = entries.records(titleKey: record.titleKey).last(where: {
        $0.flags.contains(.titleIdentity)
          && (!$0.flags.contains(.dated) || !record.flags.contains(.generic))
      })
    else { return nil }
    return compare(record, known, rule: .onlyTitle)
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

  /// The share of the longer title's words, of the first eight, that the other has too.
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
      let isBoilerplate = !record.flags.union(known.flags).isDisjoint(with: .boilerplate)
      let hasText = (record.summaryHash != 0 && !isBoilerplate) || record.textHash != 0
      if hasSameInstant(record, known), hasSameText, hasText || !saysLittle {
        return .unchanged(of: known, rule: .reissued)
      }
      let gap = PublicationInterval.gap(record.instants, known.instants)
      // The same words a day later are what a column has that says the same each time.
      let isRecurrence =
        gap >= Self.recurrence && record.flags.contains(.dated) && known.flags.contains(.dated)
      if !isRecurrence, hasSameSummary(record, known), record.versionTags == known.versionTags {
        return .unchanged(of: known, rule: .sameText)
      }
      if saysLittle { continue }
      if record.versionTags != known.versionTags, gap <= settings.revisionWindow {
        return .revision(of: known, changed: [.title], rule: .versionTag)
      }
      if gap <= settings.sameSourceWindow, record.weight >= 24 {
        return compare(record, known, rule: .sameTitle)
      }
    }
    return nil
  }

  /// The same summary, or without one the same body, of some length.
  private func hasSameSummary(_ record: EntryRecord, _ known: EntryRecord) -> Bool {
    guard record.lead != 0, record.lead == known.lead, record.summaryHash == known.summaryHash else {
      return false
    }
    return record.summaryHash != 0 || (record.textHash != 0 && record.textHash == known.textHash)
  }

  /// Seconds between two entries with one title that make it a column's.
  static let recurrence: Int64 = 20 * 3600
  private static let longestRecurrence: Int64 = 40 * 86_400

  /// A title under which the source publishes one thing after the other: in the same document, a day later, or often.
  private func recurs(_ record: EntryRecord, _ others: [EntryRecord]) -> Bool {
    var within = 0
    for other in others {
      if other.lastSeen >= record.lastSeen { return true }
      let gap = PublicationInterval.gap(record.instants, other.instants)
      if gap >= Self.recurrence, gap <= Self.longestRecurrence { return true }
      if gap <= settings.window { within += 1 }
    }
    return within >= 3
  }

  private func nearest(_ record: EntryRecord, _ others: [EntryRecord]) -> NearMiss? {
    guard let known = others.last else { return nil }
    let gap = PublicationInterval.gap(record.instants, known.instants) / 60
    return NearMiss(record: known, rule: .sameTitle, gapMinutes: gap, reason: .twoEntries)
  }
}

extension EntryRecord {
  /// The publication interval.
  var instants: ClosedRange<Int64> { earliest...max(earliest, latest) }
  var foundingInstants: ClosedRange<Int64> { foundingEarliest...max(foundingEarliest, foundingLatest) }
}
