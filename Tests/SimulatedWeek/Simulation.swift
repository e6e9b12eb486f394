import Scheduling

/// Sources with rhythms, and what a policy finds of their stories.
public struct Simulation: Sendable {
  /// What one policy did in the measured time.
  public struct Outcome: Sendable {
    public var requests = 0
    public var found = 0
    /// Stories that rolled off their feeds before a poll saw them.
    public var lost = 0
    /// Seconds from publication to the poll that found it, ascending.
    public var delays: [Int64] = []
    /// By kind of source: requests, stories found and lost, the sum of delays.
    public var kinds: [String: (requests: Int, found: Int, lost: Int, delay: Int64)] = [:]

    /// The delay that `share` of all stories did not exceed; a lost story is never found.
    public func delay(_ share: Double) -> Int64 {
      let place = Int(share * Double(delays.count + lost))
      return place < delays.count ? delays[place] : .max
    }

    public var mean: Double { Double(delays.reduce(0, +)) / Double(max(1, delays.count)) }
    public var requestsPerStory: Double { Double(requests) / Double(max(1, found)) }
  }

  private let publishers: [Publisher]
  /// Offsets of the first polls, and seeds for policies that throw dice.
  private let starts: [Int64]
  private let seed: UInt64

  /// What `PollLimits` has.
  public static let usualPatience = PollLimits.usualPatience

  /// Monday 2026-06-01 00:00 UTC: the first poll.
  static let begin: Int64 = 1_780_272_000
  static let history: Int64 = 90 * 86_400
  /// The latest story is looked for until then.
  static let rest: Int64 = 3 * 86_400

  /// - Parameter days: how long the simulation can run.
  public init(sources: Int, days: Int, seed: UInt64) {
    var dice = Dice(seed: seed)
    let range = Self.begin - Self.history..<Self.begin + Int64(days) * 86_400
    var publishers: [Publisher] = []
    var starts: [Int64] = []
    let kinds = Publisher.Kind.allCases.flatMap { Array(repeating: $0, count: $0.share) }
    for number in 0..<sources {
      publishers.append(
        Publisher(kinds[number * kinds.count / sources], range: range, dice: &dice))
      starts.append(Self.begin + Int64(dice.between(0, 3600)))
    }
    (self.publishers, self.starts, self.seed) = (publishers, starts, seed)
  }

  /// Polls from the first day on, and counts what belongs to `days`.
  public func run(_ policy: Policy, days: Range<Int>) -> Outcome {
    let measured = Self.begin + Int64(days.lowerBound) * 86_400..<Self.begin + Int64(days.upperBound) * 86_400
    var outcome = Outcome()
    for number in publishers.indices { poll(number, policy, measured, &outcome) }
    outcome.delays.sort()
    return outcome
  }

  private func poll(_ number: Int, _ policy: Policy, _ measured: Range<Int64>, _ outcome: inout Outcome) {
    let publisher = publishers[number]
    let stories = publisher.stories
    var pace = policy.pace(name: "source-\(seed)-\(number)", seed: seed &+ UInt64(number))
    var time = starts[number]
    // Stories before this place were published before the last poll.
    var seen = 0
    var isFirst = true
    var kind = outcome.kinds[publisher.kind.rawValue] ?? (0, 0, 0, 0)
    while time < measured.upperBound + Self.rest {
      if measured.contains(time) {
        outcome.requests += 1
        kind.requests += 1
      }
      var published = seen
      while published < stories.count, stories[published] <= time { published += 1 }
      let first = max(0, published - publisher.window)
      let new = Array(stories[max(seen, first)..<published])
      if !isFirst {
        for story in stories[seen..<published] where measured.contains(story) {
          if story < (new.first ?? .max) {
            outcome.lost += 1
            kind.lost += 1
          } else {
            outcome.found += 1
            kind.found += 1
            kind.delay += time - story
            outcome.delays.append(time - story)
          }
        }
      }
      let hasGap = !isFirst && first >= seen && published > first && seen > 0
      let next = pace.next(
        after: Glimpse(
          now: time, isFirst: isFirst, new: new, isDated: publisher.isDated, shown: published - first,
          hasGap: hasGap))
      seen = published
      isFirst = false
      time = max(time + 1, next)
    }
    outcome.kinds[publisher.kind.rawValue] = kind
  }
}
