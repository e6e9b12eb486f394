import FeedModel
import Scheduling
import WebText

/// What one poll of the simulation shows a policy.
struct Glimpse {
  /// Seconds since the epoch.
  var now: Int64
  var isFirst: Bool
  /// When the entries were published that were not seen before; at the first poll, all that the feed shows.
  var new: [Int64]
  var isDated: Bool
  var shown: Int
  /// True when nothing of the last document is in this one.
  var hasGap: Bool
}

/// When to poll next: one source's.
protocol Pace {
  /// Seconds since the epoch, after `glimpse.now`.
  mutating func next(after glimpse: Glimpse) -> Int64
}

/// The rules that the simulation compares.
public enum Policy: Hashable, Sendable {
  case tidings(patience: Double)
  /// Seconds, at the source's own phase.
  case fixed(Int64)
  /// miniflux, `POLLING_SCHEDULER=entry_frequency`: a week over the number of entries that it has of the last
  /// seven days (times a factor, 1), within 5 minutes and 24 hours; 24 hours when there are none. Its default,
  /// `round_robin`, is an interval of 60 minutes. Here each feed is polled when it is due; really it waits for
  /// the next tick and its place in a batch. (Manual page miniflux(1), of 2025.)
  case miniflux(factor: Double)
  /// lemon24/reader, `update_feeds(scheduled=True)`: periods that begin at multiples of the interval (an hour),
  /// each feed at its period's begin plus a random part, up to `jitter`, of the interval. Called all the time
  /// here; really by a cron job. (Its issue 332 and user guide.)
  case reader(interval: Int64, jitter: Double)

  func pace(name: String, seed: UInt64) -> any Pace {
    switch self {
    case .tidings(let patience): TidingsPace(name: name, patience: patience)
    case .fixed(let interval): FixedPace(interval: interval)
    case .miniflux(let factor): MinifluxPace(factor: factor)
    case .reader(let interval, let jitter):
      ReaderPace(interval: interval, jitter: jitter, dice: Dice(seed: seed))
    }
  }

  public var label: String {
    switch self {
    case .tidings(let patience): "tidings, patience \(Int(patience.rounded()))"
    case .fixed(let interval): "each \(interval / 60) minutes"
    case .miniflux(let factor):
      factor == 1 ? "miniflux entry_frequency" : "miniflux entry_frequency × \(Int(factor))"
    case .reader: "reader, hourly"
    }
  }
}

/// The real `PollSchedule`, told what `PollSource` tells it.
struct TidingsPace: Pace {
  var schedule: PollSchedule
  var state: SourceState

  init(name: String, patience: Double) {
    var limits = PollLimits()
    limits.patience = patience
    schedule = PollSchedule(limits: limits)
    state = SourceState(name: name)
  }

  mutating func next(after glimpse: Glimpse) -> Int64 {
    let now = UnixTime(seconds: glimpse.now)
    let isFeed = glimpse.isFirst || !glimpse.new.isEmpty
    var report = PollReport(
      now: now, result: isFeed ? .feed(newEntries: glimpse.isFirst ? 0 : glimpse.new.count) : .unchanged)
    if glimpse.isDated { report.published = glimpse.new.map { UnixTime(seconds: $0) } }
    report.shown = isFeed ? glimpse.shown : nil
    report.hasGap = glimpse.hasGap
    let decision = schedule.next(after: report, of: state)
    decision.apply(to: &state)
    state.firstPoll = state.firstPoll ?? now
    state.lastPoll = now
    state.lastSuccess = now
    state.polls += 1
    if !glimpse.new.isEmpty { state.lastNewEntry = now }
    return decision.nextPoll.seconds
  }
}

struct FixedPace: Pace {
  var interval: Int64

  mutating func next(after glimpse: Glimpse) -> Int64 { glimpse.now + interval }
}

struct MinifluxPace: Pace {
  var factor: Double
  private var known: [Int64] = []

  init(factor: Double) { self.factor = factor }

  mutating func next(after glimpse: Glimpse) -> Int64 {
    known += glimpse.isDated ? glimpse.new : glimpse.new.map { _ in glimpse.now }
    known.removeAll { $0 <= glimpse.now - 7 * 86_400 }
    let interval = known.isEmpty ? 86_400 : 7 * 86_400 / (Double(known.count) * factor)
    return glimpse.now + Int64(min(86_400, max(300, interval)))
  }
}

struct ReaderPace: Pace {
  var interval: Int64
  var jitter: Double
  var dice: Dice

  mutating func next(after glimpse: Glimpse) -> Int64 {
    let period = glimpse.now / interval + 1
    return max(glimpse.now + 1, period * interval + Int64(dice.fraction() * jitter * Double(interval)))
  }
}
