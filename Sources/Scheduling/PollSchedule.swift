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
  /// A 429 without `Retry-After` holds the other sources of its host for at most so long.
  public static let longestUnaskedHold: Int64 = 3600
  /// Where no connection can be made, the wait does not double beyond this, or the usual interval.
  public static let longestUnreachable: Int64 = 3600
  /// While our own network is down, one source is as good as another to find out whether it is back.
  public static let networkProbe: Int64 = 60
  /// What share of a document may be new at the next poll, by expectation: entries come in clusters, and none
  /// should have rolled off.
  static let turnover = 0.3

  public init(limits: PollLimits = PollLimits()) {
    self.limits = limits
  }

  /// Not all at the same moment that the quiet hours end.
  private func afterQuiet(_ end: UnixTime, _ state: SourceState) -> UnixTime {
    end.adding(seconds: Phase.part(Phase.fraction(state.name), of: min(900, limits.fixed ?? limits.max)))
  }

  /// When a source from the index is due, at start or after a pause: at once if it was never polled, but in no
  /// quiet hour.
  ///
  /// One whose time has passed comes within as long as it is overdue, but within an interval, each source at
  /// its own place: a pause of seconds delays by seconds, one of days brings no herd.
  public func due(_ state: SourceState, now: UnixTime) -> UnixTime {
    let due = dueAtAnyHour(state, now: now)
    return limits.quiet?.end(at: due).map { afterQuiet($0, state) } ?? due
  }

  private func dueAtAnyHour(_ state: SourceState, now: UnixTime) -> UnixTime {
    if let until = state.quarantinedUntil, until > now {
      return min(until, now.adding(seconds: Quarantine.length))
    }
    // Soon known to be innocent, or guilty.
    if state.isSuspect { return now }
    guard let lastPoll = state.lastPoll, let next = state.nextPoll else { return now }
    // A clock that was set back must not silence a source: no later than it would have waited, or its longest wait
    // from now.
    var wait = max(limits.max, limits.fixed ?? 0, Self.goneInterval)
    if lastPoll > now { wait = min(wait, max(0, seconds(from: lastPoll, to: next))) }
    guard next < now else { return min(next, now.adding(seconds: wait)) }
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
    let rhythm = learn(report, state, &decision)
    switch report.result {
    case .gone:
      decision.isGone = true
      decision.consecutiveFailures = 0
      wait(Self.goneInterval, "gone (410): asked again weekly", state, report, &decision)
    case .failed(.ourNetwork):
      wait(min(limits.min, Self.networkProbe), "our network seems down", state, report, &decision)
    case .failed(let failure):
      decision.consecutiveFailures = max(0, min(state.consecutiveFailures, .max - 1)) + 1
      backOff(failure, rhythm, state, report, &decision)
    case .feed, .unchanged:
      decision.consecutiveFailures = 0
      decision.isGone = false
      follow(rhythm, state, report, &decision)
    }
    hold(report, &decision)
    if let quiet = limits.quiet, let end = quiet.end(at: decision.nextPoll) {
      decision.nextPoll = afterQuiet(end, state)
      decision.reason += ", then quiet_hours"
    }
    return decision
  }

  // MARK: - After an answer

  /// Takes what the poll told of the source's rhythm; a failure tells nothing.
  private func learn(
    _ report: PollReport, _ state: SourceState, _ decision: inout PollDecision
  ) -> SourceRhythm {
    var rhythm = SourceRhythm(decoding: state.rhythm)
    switch report.result {
    case .gone, .failed: return rhythm
    case .unchanged: rhythm.observe(now: report.now, published: [], undated: 0, shown: report.shown)
    case .feed(let new):
      rhythm.observe(
        now: report.now, published: report.published, undated: max(0, new) - report.published.count,
        shown: report.shown, hasGap: report.hasGap)
    }
    decision.rhythm = rhythm.encoded
    decision.entryInterval = rhythm.entryInterval
    return rhythm
  }

  /// Seconds until a sound source should be polled for its own sake, with the rule that gave it.
  private func interval(_ rhythm: SourceRhythm, now: UnixTime) -> (seconds: Int64, reason: String) {
    if let fixed = limits.fixed { return (fixed, "interval \(DurationText.short(fixed))") }
    let most = rhythm.shown > 0 ? Double(rhythm.shown) * Self.turnover * Double(rhythm.trust) : .infinity
    let (wait, isTurnover) = rhythm.rates(now: now).wait(
      patience: limits.patience, most: most, limit: Double(min(limits.max, 90 * 86_400)))
    let seconds = clamp(Int64(wait))
    if isTurnover { return (seconds, "so that none of its \(rhythm.shown) entries rolls off unseen") }
    guard rhythm.entryInterval > 0 else { return (seconds, "no rhythm yet") }
    return (seconds, "a new entry about every \(DurationText.short(rhythm.entryInterval))")
  }

  /// The publisher's hint, when it asks for more than `seconds`: a lower bound, clamped into [min, max].
  private func hint(
    over seconds: Int64, asked publisher: Int64, _ freshFor: Int64?
  ) -> (seconds: Int64, reason: String)? {
    guard limits.fixed == nil else { return nil }
    let hint = clamp(max(publisher, freshFor ?? 0))
    guard hint > seconds else { return nil }
    let isFeed = publisher >= freshFor ?? 0
    let asked = isFeed ? publisher : freshFor ?? 0
    return (
      hint, "\(isFeed ? "the feed asks for" : "the answer stays fresh for") \(DurationText.short(asked))"
    )
  }

  private func follow(
    _ rhythm: SourceRhythm, _ state: SourceState, _ report: PollReport, _ decision: inout PollDecision
  ) {
    var (interval, reason) = interval(rhythm, now: report.now)
    if report.hasGap, limits.fixed == nil, let last = state.lastPoll {
      let half = clamp(seconds(from: last, to: report.now) / 2)
      if half < interval { (interval, reason) = (half, "entries may have rolled off unseen") }
    }
    let own = Phase.fraction(state.name)
    let varied = Phase.fraction(state.name, salt: state.polls &+ 1)
    var next: UnixTime
    if limits.fixed != nil {
      next = gridPoint(after: report.now, interval, own)
        .adding(seconds: Phase.part(varied, of: min(60, interval / 50)))
    } else if let hint = hint(over: interval, asked: decision.publisherInterval, report.freshFor) {
      // Not before the publisher's time; after it, a little apart from the others, widely so the first time.
      (interval, reason) = hint
      let slack = state.polls == 0 ? own / 2 : varied / 10
      next = report.now.adding(seconds: interval).adding(seconds: Phase.part(slack, of: interval))
    } else {
      // What is polled together the first time drifts apart at once; later a twentieth is enough.
      let part = state.polls == 0 ? 0.5 + own : 0.95 + varied / 10
      next = report.now.adding(seconds: max(limits.min, Phase.part(part, of: interval)))
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
    _ failure: PollReport.Failure, _ rhythm: SourceRhythm, _ state: SourceState, _ report: PollReport,
    _ decision: inout PollDecision
  ) {
    let own = interval(rhythm, now: report.now).seconds
    let usual = hint(over: own, asked: decision.publisherInterval, nil)?.seconds ?? own
    let first: Int64
    switch failure {
    case .transient, .ourNetwork, .unreachable: first = min(limits.min, usual)
    case .lasting: first = usual
    case .askedToWait: first = min(usual, .max / 2) * 2
    }
    let count = decision.consecutiveFailures
    var limit = max(limits.max, limits.fixed ?? 0)
    if failure == .unreachable { limit = min(limit, max(usual, Self.longestUnreachable)) }
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

  /// RFC 9110 §10.2.3: the host is left alone for as long as it asked, within reason; a 429 that does not say
  /// how long holds it for as long as the source waits, up to an hour. With another error (a 500, a 403) the wish
  /// is the source's own.
  private func hold(_ report: PollReport, _ decision: inout PollDecision) {
    let isForHost = report.result == .failed(.askedToWait)
    guard let asked = report.retryAfter else {
      guard isForHost else { return }
      decision.hostHold = min(decision.nextPoll, report.now.adding(seconds: Self.longestUnaskedHold))
      return
    }
    guard asked > 0 else { return }
    let until = report.now.adding(seconds: min(asked, Self.longestRetryAfter))
    if isForHost { decision.hostHold = until }
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
