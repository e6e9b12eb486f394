/// How often titles of a source end or begin with the same words.
///
/// Few places, and the least counted one gives way: what stands in most titles cannot be pushed out by what varies.
struct NameEvidence: Sendable, Equatable {
  struct Candidate: Sendable, Equatable {
    var hash: UInt64
    /// True for words at the end.
    var isSuffix: Bool
    var count: UInt16
    var isLearned = false
    /// At most `longestText` bytes of UTF-8.
    var text: String
  }

  private(set) var candidates: [Candidate] = []
  /// Titles that were looked at; halved with the counts, so that a source can change its habits.
  private(set) var titles: UInt16 = 0

  static let capacity = 8
  static let longestText = 40
  private static let halvedAt: UInt16 = 240
  /// Fewer titles prove nothing.
  private static let leastTitles = 4
  private static let learnedShare = 0.6
  /// Below it a learned name is dropped.
  private static let keptShare = 0.4

  init() {}

  init(candidates: [Candidate], titles: UInt16) {
    self.titles = min(titles, Self.halvedAt - 1)
    self.candidates = candidates
    for place in candidates.indices {
      self.candidates[place].count = min(candidates[place].count, self.titles)
    }
  }

  /// Hashes of the names that come off titles.
  var learned: [UInt64] { candidates.filter(\.isLearned).map(\.hash) }

  mutating func countTitle() {
    titles += 1
    guard titles >= Self.halvedAt else { return }
    titles /= 2
    for place in candidates.indices { candidates[place].count /= 2 }
  }

  /// Counts a title's last words or first words. `text` is asked for when they are new.
  mutating func count(_ hash: UInt64, isSuffix: Bool, text: () -> String) {
    if let place = candidates.firstIndex(where: { $0.hash == hash && $0.isSuffix == isSuffix }) {
      candidates[place].count += 1
      return
    }
    let new = Candidate(hash: hash, isSuffix: isSuffix, count: 1, text: text())
    guard candidates.count >= Self.capacity else {
      candidates.append(new)
      return
    }
    guard
      let least = candidates.indices.filter({ !candidates[$0].isLearned })
        .min(by: { candidates[$0].count < candidates[$1].count })
    else { return }
    // One that has come often gives way slowly, so that passing ones cannot take turns against it.
    if candidates[least].count > 1 {
      candidates[least].count -= 1
    } else {
      candidates[least] = new
    }
  }

  /// Learns and drops names by what was counted.
  mutating func review() -> [LearnedFact] {
    var changes: [LearnedFact] = []
    for place in candidates.indices {
      let candidate = candidates[place]
      let share = Double(candidate.count) / Double(max(1, titles))
      let holds: Bool
      if candidate.isLearned {
        holds = share >= Self.keptShare
      } else {
        holds = candidate.count >= Self.leastTitles && share >= Self.learnedShare
      }
      guard holds != candidate.isLearned else { continue }
      candidates[place].isLearned = holds
      changes.append(fact(candidate, holds: holds))
    }
    return changes
  }

  /// The names that hold.
  var facts: [LearnedFact] { candidates.filter(\.isLearned).map { fact($0, holds: true) } }

  private func fact(_ candidate: Candidate, holds: Bool) -> LearnedFact {
    LearnedFact(
      kind: candidate.isSuffix ? .suffix : .label, value: candidate.text,
      evidence: "\(candidate.count) of \(titles) titles", holds: holds)
  }
}
