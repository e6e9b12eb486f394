import FeedModel

/// Rules 3 and 4: a story of another source with the same link, guid or title.
struct CrossSourceSearch {
  private let record: EntryRecord
  private let settings: DedupSettings
  /// Entries of the same source with the same title, of which the source itself says that they are others.
  private let others: [EntryRecord]
  private(set) var match: (record: EntryRecord, how: StoryMatch)?
  private(set) var nearest: NearMiss?
  /// Of the stories of the window with the same first paragraph, the one nearest in time.
  private(set) var similar: SimilarStory?

  init(_ record: EntryRecord, settings: DedupSettings, apartFrom others: [EntryRecord] = []) {
    self.record = record
    self.settings = settings
    self.others = others
  }

  /// Stops at the first rule that holds; of several stories the one nearest in time is taken.
  mutating func run(_ recent: RecentStories) {
    look(recent, record.link, .link, as: .crossLink) { _, _ in nil }
    if match != nil { return }
    if record.flags.contains(.globalIdentity) {
      look(recent, record.identity, .guid, as: .globalGuid) { _, _ in nil }
      if match != nil { return }
    }
    let settings = settings
    if !record.flags.isDisjoint(with: [.weak, .generic]) {
      // Very many may have such a title (posts without one have the same), but few the first paragraph that it needs.
      look(recent, record.lead, .lead, as: .title) { record, other in
        let isMatch =
          other.titleKey == record.titleKey && Self.windowMiss(record, other, settings) == nil
        return isMatch ? nil : .some(nil)
      }
      if match != nil { return }
    }
    look(recent, record.titleKey, .title, as: .title) { Self.titleMiss($0, $1, settings) }
    if match != nil { return }
    if settings.usesAlternateKeys {
      look(recent, record.alternateKey, .title, as: .alternateTitle) { Self.titleMiss($0, $1, settings) }
      if match != nil { return }
      look(recent, record.titleKey, .alternate, as: .alternateTitle) { Self.titleMiss($0, $1, settings) }
      if match != nil { return }
    }
    if settings.matchesTruncated {
      // One of the two must have been cut off.
      let kind: RecentStories.Kind = record.flags.contains(.truncated) ? .head : .cutHead
      look(recent, record.headKey, kind, as: .truncatedTitle) { record, other in
        guard Self.isBeginning(record, other) else { return .some(nil) }
        return Self.titleMiss(record, other, settings)
      }
      if match != nil { return }
    }
    guard settings.lead != .off else { return }
    let merges = settings.lead == .merge
    if !merges { findSimilar(recent) }
    look(recent, record.lead, .lead, as: .lead) { record, other in
      guard let miss = Self.windowMiss(record, other, settings) else {
        return merges ? nil : .some(.onlyLead)
      }
      return miss
    }
  }

  private mutating func findSimilar(_ recent: RecentStories) {
    let (record, settings) = (record, settings)
    var similar: SimilarStory?
    eachCandidate(recent, record.lead, .lead) { other, gap in
      guard Self.windowMiss(record, other, settings) == nil else { return }
      if let found = similar, found.gapMinutes <= gap { return }
      similar = SimilarStory(record: other, rule: .lead, gapMinutes: gap)
    }
    self.similar = similar
  }

  /// Calls `body` with the records of other sources that have this hash, and the minutes between.
  private func eachCandidate(
    _ recent: RecentStories, _ hash: UInt64, _ kind: RecentStories.Kind, _ body: (EntryRecord, Int64) -> Void
  ) {
    let (record, others) = (record, others)
    recent.candidates(hash, kind) { other in
      guard other.source != record.source else { return }
      // A copy of what this source founded with its other entry of that title.
      if others.contains(where: { $0.storyHigh == other.storyHigh && $0.storyLow == other.storyLow }) {
        return
      }
      body(other, PublicationInterval.gap(record.instants, other.foundingInstants) / 60)
    }
  }

  /// Looks at the records of other sources with this hash. `miss` gives nil for a match, else what is missing
  /// (`.some(nil)` when it is not even near).
  private mutating func look(
    _ recent: RecentStories, _ hash: UInt64, _ kind: RecentStories.Kind, as rule: MatchRule,
    _ miss: (EntryRecord, EntryRecord) -> NearMiss.Reason??
  ) {
    guard hash != 0 else { return }
    let record = record
    var match = match
    var nearest = nearest
    eachCandidate(recent, hash, kind) { other, gap in
      if let reason = miss(record, other) {
        if let reason, nearest == nil {
          nearest = NearMiss(record: other, rule: rule, gapMinutes: gap, reason: reason)
        }
        return
      }
      if let found = match, found.how.gapMinutes <= gap { return }
      let isWeak = !record.flags.isDisjoint(with: [.weak, .generic]) && rule == .title
      let isNarrowed = record.flags.contains(.zoneUnknown) || other.flags.contains(.zoneUnknown)
      match = (
        other,
        StoryMatch(
          rule: isWeak ? .titleAndLead : rule, gapMinutes: gap,
          note: Self.note(record, other, isNarrowed: isNarrowed))
      )
    }
    self.match = match
    self.nearest = nearest
  }

  private static func note(_ record: EntryRecord, _ other: EntryRecord, isNarrowed: Bool) -> String? {
    if isNarrowed { return "zone unknown, narrowed by first seen" }
    let isLearned = record.flags.contains(.zoneLearned) || other.flags.contains(.zoneLearned)
    return isLearned ? "zone learned from when earlier entries were seen" : nil
  }

  private static func windowMiss(
    _ record: EntryRecord, _ other: EntryRecord, _ settings: DedupSettings
  ) -> NearMiss.Reason? {
    let gap = PublicationInterval.gap(record.instants, other.foundingInstants)
    return gap > settings.window ? .window(minutes: settings.window / 60) : nil
  }

  /// Rule 4: within the window; a title that says little needs the same first paragraph.
  private static func titleMiss(
    _ record: EntryRecord, _ other: EntryRecord, _ settings: DedupSettings
  ) -> NearMiss.Reason?? {
    if let miss = windowMiss(record, other, settings) { return miss }
    let flags = record.flags.union(other.flags)
    guard flags.contains(.weak) || flags.contains(.generic) else { return nil }
    if record.lead != 0, record.lead == other.lead { return nil }
    return .some(flags.contains(.generic) ? .column : .weakTitle)
  }

  /// True when one title was cut off and the other goes on from there: equal as far as both are known.
  private static func isBeginning(_ first: EntryRecord, _ second: EntryRecord) -> Bool {
    guard first.flags.contains(.truncated) || second.flags.contains(.truncated) else { return false }
    for place in 0..<EntryRecord.headCount {
      let (left, right) = (first.heads[place], second.heads[place])
      if left == 0, !first.flags.contains(.truncated) { return right == 0 }
      if right == 0, !second.flags.contains(.truncated) { return left == 0 }
      if left == 0 || right == 0 { return true }
      if left != right { return false }
    }
    return true
  }
}
