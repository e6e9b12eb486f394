public import FeedModel
public import WebText

/// Decides when a source is polled next. Pure: the clock's time comes in.
///
/// The order of what decides: a server that said to wait; failures; an interval that the operator fixed; the
/// publisher's hints as a lower bound, clamped into [min, max]; how often the source has something new.
public struct PollSchedule: Sendable {
  public var limits: PollLimits

  /// A `Retry-After` is believed up to this: a real server asked for 88 hours.
  public static let longestRetryAfter: Int64 = 24 * 3600
  /// A source that said it is gone is asked again this often: a 410 may be a mistake, and never is for ever.
  public static let goneInterval: Int64 = 7 * 86_400
  /// While our own network is down, one source is as good as another to find out whether it is back.
  public static let networkProbe: Int64 = 60
  /// Before a source has shown its rhythm.
  public static let firstInterval: Int64 = 1800

  public init(limits: PollLimits = PollLimits()) {
    self.limits = limits
  }

  /// When a source from the index is due, at start or after a pause: at once if it was never polled.
  ///
  /// One whose time has passed comes within as long as it is overdue, but within an interval, each source at
  /// its own place: a pause of seconds delays by seconds, one of days brings no herd.
  public func due(_ state: SourceState, now: UnixTime) -> UnixTime {
    if let until = state.quarantinedUntil, until > now {
      return min(until, now.adding(seconds: Quarantine.length))
    }
    // Soon known to be innocent, or guilty.
    if state.isSuspect { return now }
    guard let lastPoll = state.lastPoll, let next = state.nextPoll else { return now }
    // A clock that was set back must not silence a source: never later than its longest wait from now.
    let latest = now.adding(seconds: max(limits.max, limits.fixed ?? 0, Self.goneInterval))
    guard next < now else { return min(next, latest) }
    let spread = min(seconds(from: next, to: now), max(1, seconds(from: lastPoll, to: next)))
    return now.adding(seconds: Phase.part(Phase.fraction(state.name), of: spread))
  }

  /// The next poll, from the state *before* this poll and what this poll gave.
  public func next(after report: PollReport, of state: SourceState) -> PollDecision {
    var decision = PollDecision(keeping: state, now: report.now)
    if let hints = report.hints {
      let skip = SkipTimes(hints)
      decision.publisherInterval = PublisherInterval.seconds(hints)
      (decision.skipHours, decision.skipDays) = (skip.hours, skip.days)
    }
    decision.entryInterval = EntryRhythm.interval(after: report, of: state)
    switch report.result {
    case .gone:
      decision.isGone = true
      decision.consecutiveFailures = 0
      wait(Self.goneInterval, "gone (410): asked again weekly", state, report, &decision)
    case .failed(.ourNetwork):
      wait(min(limits.min, Self.networkProbe), "our network seems down", state, report, &decision)
    case .failed(let failure):
      decision.consecutiveFailures = max(0, min(state.consecutiveFailures, .max - 1)) + 1
      backOff(failure, state, report, &decision)
    case .feed, .unchanged:
      decision.consecutiveFailures = 0
      decision.isGone = false
      follow(state, report, &decision)
    }
    hold(report, &decision)
    return decision
  }

  // MARK: - After an answer

  /// The interval that a sound source is polled at, with the rule that gave it.
  ///
  /// - Parameter rhythm: seconds between entries, 0 when unknown.
  private func interval(
    _ rhythm: Int64, asked publisher: Int64, _ freshFor: Int64?
  ) -> (seconds: Int64, reason: String, isHint: Bool) {
    if let fixed = limits.fixed { return (fixed, "interval \(DurationText.short(fixed))", false) }
    var seconds = clamp(Self.firstInterval)
    var reason = "no rhythm yet"
    if rhythm > 0 {
      // Half the time between entries: an entry waits a quarter of that on average.
      seconds = clamp(rhythm / 2)
      reason = "a new entry about every \(DurationText.short(rhythm))"
    }
    let hint = clamp(max(publisher, freshFor ?? 0))
    guard hint > seconds else { return (seconds, reason, false) }
    let isFeed = publisher >= freshFor ?? 0
    let asked = isFeed ? publisher : freshFor ?? 0
    let rule = isFeed ? "the feed asks for" : "the answer stays fresh for"
    return (hint, "\(rule) \(DurationText.short(asked))", true)
  }

  private func follow(_ state: SourceState, _ report: PollReport, _ decision: inout PollDecision) {
    let (interval, reason, isHint) = interval(
      EntryRhythm.current(decision.entryInterval, report, state), asked: decision.publisherInterval,
      report.freshFor)
    let own = Phase.fraction(state.name)
    let varied = Phase.fraction(state.name, salt: state.polls &+ 1)
    var next: UnixTime
    if isHint {
      // Not before the publisher's time; after it, a little apart from the others, widely so the first time.
      let slack = state.polls == 0 ? own / 2 : varied / 10
      next = report.now.adding(seconds: interval).adding(seconds: Phase.part(slack, of: interval))
    } else {
      next = gridPoint(after: report.now, interval, own)
        .adding(seconds: Phase.part(varied, of: min(60, interval / 50)))
    }
    decision.reason = reason
    let bound = limits.fixed ?? limits.max
    let limit = report.now.adding(seconds: bound).adding(seconds: bound / 2)
    if limits.fixed == nil {
      let skip = SkipTimes(hours: decision.skipHours, days: decision.skipDays)
      let allowed = skip.firstAllowed(next, limit: max(next, report.now.adding(seconds: limits.max)))
      if allowed != next { decision.reason = reason + ", then skipHours or skipDays" }
      next = allowed
    }
    decision.nextPoll = min(next, limit)
  }

  /// The first of the source's own instants (each `interval`, shifted by its phase) that is at least half an
  /// interval away: steady once it is there, and sources that were polled together drift apart at once.
  private func gridPoint(after now: UnixTime, _ interval: Int64, _ phase: Double) -> UnixTime {
    let earliest = now.adding(seconds: interval / 2 + max(1, interval % 2))
    let offset = Phase.part(phase, of: interval)
    let rest = (earliest.seconds &- offset) % interval
    let ahead = rest == 0 ? 0 : rest < 0 ? -rest : interval - rest
    return max(earliest.adding(seconds: ahead), now.adding(seconds: limits.fixed == nil ? limits.min : 1))
  }

  // MARK: - After a failure

  private func backOff(
    _ failure: PollReport.Failure, _ state: SourceState, _ report: PollReport, _ decision: inout PollDecision
  ) {
    let usual = interval(decision.entryInterval, asked: decision.publisherInterval, nil).seconds
    let first: Int64
    switch failure {
    case .transient, .ourNetwork: first = min(limits.min, usual)
    case .lasting: first = usual
    case .askedToWait: first = min(usual, .max / 2) * 2
    }
    let count = decision.consecutiveFailures
    let limit = max(limits.max, limits.fixed ?? 0)
    let delay = Backoff.delay(failures: count, first: first, limit: limit)
    let reason = count == 1 ? "trying again after a failure" : "backing off after \(count) failures"
    wait(delay, reason, state, report, &decision)
  }

  /// `delay` and up to a tenth more, so that what failed together is not tried together.
  private func wait(
    _ delay: Int64, _ reason: String, _ state: SourceState, _ report: PollReport,
    _ decision: inout PollDecision
  ) {
    let varied = Phase.fraction(state.name, salt: state.polls &+ 1) / 10
    decision.nextPoll = report.now.adding(seconds: delay).adding(seconds: Phase.part(varied, of: delay))
    decision.reason = reason
  }

  /// RFC 9110 §10.2.3: the host is left alone for as long as it asked, within reason.
  private func hold(_ report: PollReport, _ decision: inout PollDecision) {
    guard let asked = report.retryAfter, asked > 0 else { return }
    let until = report.now.adding(seconds: min(asked, Self.longestRetryAfter))
    decision.hostHold = until
    if until > decision.nextPoll {
      decision.nextPoll = until
      decision.reason = "Retry-After \(DurationText.short(asked))"
      if asked > Self.longestRetryAfter {
        decision.reason += ", cut to \(DurationText.short(Self.longestRetryAfter))"
      }
    }
  }

  private func clamp(_ seconds: Int64) -> Int64 { min(max(seconds, limits.min), limits.max) }

  private func seconds(from earlier: UnixTime, to later: UnixTime) -> Int64 {
    later.seconds.subtractingReportingOverflow(earlier.seconds).partialValue
  }
}
