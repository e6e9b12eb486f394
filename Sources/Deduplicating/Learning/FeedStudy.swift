public import FeedModel
public import WebText

/// One document as learning sees it: what its entries were, and what follows for the source.
///
/// Unchanged entries cost a comparison of dates. Facts are those of the beginning of the document, but for titles and
/// first paragraphs that come twice in it.
public struct FeedStudy: Sendable {
  public private(set) var learning: SourceLearning
  private let source: ItemSource
  private let settings: DedupSettings
  private let rules: TitleRules
  private let learns: Bool
  private let now: Int64
  /// When the source's document was last read, in seconds; nil at the first poll.
  private let lastSuccess: Int64?
  private let day: UInt16
  /// Entries that were known and unchanged and have an exact date, and those whose date has moved.
  private var dated = 0
  private var moved = 0
  private var news = 0
  private var changes: [LearnedFact] = []

  /// - Parameters:
  ///   - source: with its document examined; the facts are put in force in `source`.
  ///   - lastSuccess: when the source's document was last read; nil at its first poll.
  public init(
    _ learning: SourceLearning, source: inout ItemSource, now: UnixTime, lastSuccess: UnixTime?,
    with deduplicator: Deduplicator
  ) {
    settings = deduplicator.settings
    rules = deduplicator.rules
    learns = settings.learns && source.settings.learns
    self.learning = learns ? learning : SourceLearning()
    if learns { source.apply(learning.facts) }
    self.source = source
    self.now = now.seconds
    self.lastSuccess = lastSuccess?.seconds
    day = UInt16(clamping: now.seconds / 86_400)
  }

  // MARK: Entries

  /// Takes an entry that is stored and says the same.
  public mutating func sawUnchanged(_ item: Item, as known: EntryRecord) {
    guard learns, let lastSuccess, let reading = (item.published ?? item.updated)?.reading else { return }
    guard reading.zone == .given || reading.zone == .configured, !reading.isDateOnly,
      known.flags.contains(.dated) || learning.dates.holds, known.lastSeen <= lastSuccess
    else { return }
    dated += 1
    // We had it, and it says that it was published since.
    if reading.time.seconds > max(lastSuccess, known.firstSeen + 600) { moved += 1 }
  }

  /// Leaves a first paragraph that stands under another title out of what the entry is recognized by.
  public func prepare(_ entry: inout IdentifiedEntry) {
    guard learns, entry.record.lead != 0,
      learning.isBoilerplate(entry.record.lead, title: entry.record.titleKey)
    else { return }
    entry.record.lead = 0
    entry.record.flags.insert(.boilerplate)
  }

  /// Takes a decision about an entry that `prepare` has seen, and that was identified for it.
  public mutating func saw(_ decision: inout Decision, of item: Item) {
    guard learns, let entry = decision.entry else { return }
    switch decision.verdict {
    case .unchanged(let known, _):
      restoreLead(&decision, entry)
      sawUnchanged(item, as: known)
    case .revision:
      restoreLead(&decision, entry)
    case .new, .sighting:
      news += 1
      sawTitle(of: item)
      if let host = item.canonicalLink?.host { learning.note(host: host) }
      if learning.noteLead(entry.lead, title: entry.record.titleKey, day: day), learning.mayReport(day: day) {
        changes.append(LearnedFact(kind: .boilerplateLead, value: "", evidence: "under two titles"))
      }
      if decision.recurs, learning.noteRecurring(entry.record.titleKey, day: day),
        learning.mayReport(day: day)
      {
        changes.append(
          LearnedFact(kind: .recurringTitle, value: entry.key.cleaned, evidence: "two entries of the source"))
      }
      sawZone(of: item)
    }
  }

  /// An edited headline over the same paragraph is no boilerplate.
  private func restoreLead(_ decision: inout Decision, _ entry: IdentifiedEntry) {
    guard decision.record.flags.contains(.boilerplate), !source.facts.boilerplateLeads.contains(entry.lead)
    else { return }
    decision.record.lead = entry.lead
    decision.record.flags.remove(.boilerplate)
  }

  private mutating func sawTitle(of item: Item) {
    guard !item.title.isEmpty, !source.isAggregator, settings.suffix != .off else { return }
    learning.names.countTitle()
    TitleEdges.visit(item.title, of: source, rules: rules) { words, text, isSuffix in
      if isSuffix, settings.usesOutletTable, rules.isOutlet(words) { return }
      learning.names.count(rules.nameHash(words), isSuffix: isSuffix) {
        var text = text.prefix(NameEvidence.longestText)
        while let last = text.last, last & 0xC0 == 0x80 { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
      }
    }
  }

  private mutating func sawZone(of item: Item) {
    guard let lastSuccess, !item.isBackfill, now - lastSuccess <= ZoneEvidence.longestGap,
      let reading = item.published?.reading, reading.zone == .absent, !reading.isDateOnly
    else { return }
    let (ahead, overflow) = reading.time.seconds.subtractingReportingOverflow(now)
    if !overflow { learning.zone.add(ahead: ahead) }
  }

  // MARK: The document

  /// What the index is to keep of it; nil when nothing is learned.
  public var encoded: [UInt8]? { learns ? learning.encoded : nil }

  /// True when it is known that a title recurs: earlier entries that had it prove nothing.
  public func isRecurring(_ titleKey: UInt64) -> Bool { source.facts.recurringTitles.contains(titleKey) }

  /// True when the document has far more new entries than the source's usually have.
  public func isFlood(of newEntries: Int) -> Bool {
    learning.documents >= 5 && newEntries * 16 > 10 * max(16, Int(learning.usualNews))
  }

  /// Notes that the source was re-issued; true at the first time in a day.
  public mutating func noteReissue() -> Bool {
    defer { learning.reissueDay = day }
    return learning.reissueDay != day
  }

  /// Weighs what was counted; returns what was learned or dropped, each once.
  public mutating func finish() -> [LearnedFact] {
    guard learns else { return [] }
    reviewGuids()
    reviewDates()
    changes += learning.names.review() + learning.zone.review()
    if learning.documents > 0, day > SourceLearning.memoryDays {
      let forgotten = learning.forget(before: day - SourceLearning.memoryDays)
      let evidence = "not seen for \(SourceLearning.memoryDays) days"
      if forgotten.titles > 0, learning.mayReport(day: day) {
        changes.append(
          LearnedFact(
            kind: .recurringTitle, value: "\(forgotten.titles)", evidence: evidence, holds: false))
      }
      if forgotten.leads > 0, learning.mayReport(day: day) {
        changes.append(
          LearnedFact(
            kind: .boilerplateLead, value: "\(forgotten.leads)", evidence: evidence, holds: false))
      }
    }
    if lastSuccess != nil {
      let sample = Int(learning.usualNews) - Int(learning.usualNews) / 8 + min(news, 2000) * 2
      learning.usualNews = UInt16(clamping: sample)
      learning.documents = learning.documents == .max ? .max : learning.documents + 1
    }
    return changes
  }

  /// More than a twentieth of the guids blank or shared, or most entries under another guid than last time.
  private mutating func reviewGuids() {
    let census = source.census
    let samples = learning.guidSamples
    if source.settings.guid != .auto { return }
    var kept = 0
    var replaced = 0
    for sample in census.samples {
      guard let known = samples.first(where: { $0.link == sample.link }) else { continue }
      if known.guid == sample.guid { kept += 1 } else { replaced += 1 }
    }
    learning.guidSamples = census.samples
    let faulty = census.blank + census.shared
    let hasLinks = census.linked * 10 >= census.entries * 9
    let isFaulty = census.entries >= 4 && census.blank < census.entries && faulty * 20 > census.entries
    let isChurned = replaced >= 3 && replaced * 10 >= (kept + replaced) * 6
    let saysNothing = census.entries < 4 || (kept + replaced < 3 && !isFaulty && !learning.guids.holds)
    guard !saysNothing, hasLinks || learning.guids.holds else { return }
    // Without links there is nothing better to fall back to.
    let isFor = hasLinks && (isFaulty || isChurned)
    guard learning.guids.take(isFor, learnedAt: 3) else { return }
    let evidence =
      isChurned
      ? "\(replaced) of \(kept + replaced) entries under another guid than at the last poll"
      : "\(faulty) of \(census.entries) guids blank or shared"
    changes.append(learning.guidFact(evidence: evidence))
  }

  private mutating func reviewDates() {
    guard source.settings.dates == .auto, dated >= 3 else { return }
    let isFor = moved >= 3 && moved * 2 >= dated
    // One or two were edited without a change that can be seen: says nothing.
    guard isFor || moved == 0, learning.dates.take(isFor, learnedAt: 2) else { return }
    changes.append(learning.dateFact(evidence: "\(moved) of \(dated) unchanged entries have a newer date"))
  }
}
