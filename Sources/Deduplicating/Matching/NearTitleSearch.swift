import FeedModel

/// Stories of other sources whose title is nearly the same: one word is another, or one letter more or less.
///
/// They are noted, never merged: what a word means no hash knows.
struct NearTitleSearch {
  let record: EntryRecord
  let key: TitleKey
  let settings: DedupSettings
  let rules: TitleRules
  /// Entries of the same source with the same title, of which the source itself says that they are others.
  let others: [EntryRecord]

  /// Titles that begin or end alike and are looked at, at most: a lookup's cost must not depend on the news.
  private static let mostCandidates = 256

  /// Of the stories of the window that are like this one, the one nearest in time; nil also when they are a form that
  /// is filled in anew each time: one source has two of them with different words, so the words matter.
  func run(_ recent: RecentStories) -> SimilarStory? {
    // Its title may have been seen to recur just now.
    guard record.tailKey != 0, record.flags.isDisjoint(with: [.weak, .generic, .truncated]) else {
      return nil
    }
    // Word by word the title is only taken apart when there is one to compare it with.
    var wording: TitleWording?
    var nearest: SimilarStory?
    var found: [EntryRecord] = []
    var isForm = false
    // Only one place differs: the titles begin alike, or they end alike.
    for (hash, kind) in [(record.headKey, RecentStories.Kind.head), (record.tailKey, .tail)] {
      recent.candidates(hash, kind, atMost: Self.mostCandidates) { other in
        guard !isForm, let gap = gap(to: other, &wording) else { return }
        if other.source == record.source || found.contains(where: { isOtherOfSameSource(other, $0) }) {
          isForm = true
          return
        }
        found.append(other)
        if let nearest, nearest.gapMinutes <= gap { return }
        nearest = SimilarStory(record: other, rule: .nearTitle, gapMinutes: gap)
      }
    }
    return isForm ? nil : nearest
  }

  /// Minutes between this entry and one that is like it; nil for one that is not.
  private func gap(to other: EntryRecord, _ wording: inout TitleWording?) -> Int64? {
    guard other.titleKey != record.titleKey, other.lettersHash != 0,
      other.flags.isDisjoint(with: [.weak, .generic, .truncated])
    else { return nil }
    let gap = PublicationInterval.gap(record.instants, other.foundingInstants)
    guard gap <= settings.window, !others.contains(where: { $0.isOfStory(of: other) }) else { return nil }
    if wording == nil { wording = TitleWording(of: key, style: settings.usesHouseStyle, rules: rules) }
    guard let wording, wording.isNear(WordingHashes(other), own: WordingHashes(record)) else { return nil }
    return gap / 60
  }

  private func isOtherOfSameSource(_ first: EntryRecord, _ second: EntryRecord) -> Bool {
    first.source == second.source && first.titleKey != second.titleKey
  }
}

extension EntryRecord {
  /// True when both belong to the same story.
  func isOfStory(of other: EntryRecord) -> Bool {
    storyHigh == other.storyHigh && storyLow == other.storyLow
  }
}
