import FeedModel
import Scheduling
import Testing
import WebText

@Suite struct PollScheduleTests {
  /// Friday 2022-04-01 01:18:00 UTC.
  let now = UnixTime(seconds: 1_648_775_880)

  func state(_ name: String = "harbour", _ change: (inout SourceState) -> Void = { _ in }) -> SourceState {
    var state = SourceState(name: name)
    state.firstPoll = now.adding(seconds: -30 * 86_400)
    state.lastPoll = now.adding(seconds: -1800)
    state.lastNewEntry = now.adding(seconds: -3600)
    state.nextPoll = now
    state.polls = 100
    state.entryInterval = 3600
    change(&state)
    return state
  }

  func report(_ result: PollReport.Result, _ change: (inout PollReport) -> Void = { _ in }) -> PollReport {
    var report = PollReport(now: now, result: result)
    change(&report)
    return report
  }

  func wait(_ decision: PollDecision) -> Int64 { decision.nextPoll.seconds - now.seconds }

  let names = (0..<200).map { "source-\($0)" }

  @Test func `a source that was never polled is due at once`() {
    #expect(PollSchedule().due(SourceState(name: "new"), now: now) == now)
  }

  @Test func `after a restart, a source whose time has not come keeps it`() {
    let next = now.adding(seconds: 400)
    #expect(PollSchedule().due(state { $0.nextPoll = next }, now: now) == next)
  }

  @Test func `a clock that was set back silences no source`() {
    let far = state { $0.nextPoll = now.adding(seconds: 10 * 365 * 86_400) }
    #expect(PollSchedule().due(far, now: now) <= now.adding(seconds: 7 * 86_400))
  }

  @Test func `after a clock that was ahead, a source waits as long as it would have, and no longer`() {
    let ahead = now.adding(seconds: 3 * 86_400)
    let early = state {
      $0.lastPoll = ahead
      $0.nextPoll = ahead.adding(seconds: 900)
    }
    #expect(PollSchedule().due(early, now: now) <= now.adding(seconds: 900))
  }

  @Test func `after a long pause, sources come spread over one interval, each at its place`() {
    let dues = names.map { name in
      PollSchedule().due(
        state(name) {
          $0.lastPoll = now.adding(seconds: -86_400)
          $0.nextPoll = now.adding(seconds: -86_400 + 900)
        }, now: now)
    }
    let waits = dues.map { $0.seconds - now.seconds }
    #expect(waits.allSatisfy { $0 >= 0 && $0 < 900 })
    for quarter in 0..<4 {
      let count = waits.filter { $0 / 225 == Int64(quarter) }.count
      #expect(count > 25 && count < 80, "\(count) of 200 in quarter \(quarter)")
    }
  }

  @Test func `after a short pause, a source comes within as long as it is overdue`() {
    let late = state { $0.nextPoll = now.adding(seconds: -5) }
    let due = PollSchedule().due(late, now: now)
    #expect(due >= now && due < now.adding(seconds: 5))
  }

  @Test func `a fixed interval is kept, whatever the feed and its rhythm say`() {
    let schedule = PollSchedule(limits: PollLimits(fixed: 900))
    var hints = PublisherHints()
    hints.ttlMinutes = 600
    for name in names {
      let decision = schedule.next(
        after: report(.feed(newEntries: 3)) {
          $0.hints = hints
          $0.freshFor = 7200
        }, of: state(name))
      #expect(wait(decision) >= 450 && wait(decision) <= 1350)
      #expect(decision.reason == "interval 15m")
    }
  }

  @Test func `a fixed interval is steady once the source is at its place`() {
    let schedule = PollSchedule(limits: PollLimits(fixed: 900))
    for name in names.prefix(20) {
      var state = state(name)
      var times: [Int64] = [now.seconds]
      for _ in 0..<10 {
        let decision = schedule.next(
          after: PollReport(now: UnixTime(seconds: times.last!), result: .unchanged), of: state)
        decision.apply(to: &state)
        state.polls += 1
        times.append(decision.nextPoll.seconds)
      }
      for (earlier, later) in zip(times.dropFirst(), times.dropFirst(2)) {
        #expect(abs(later - earlier - 900) <= 18)
      }
    }
  }

  @Test func `sources that are first polled together drift apart at the second poll`() {
    for limits in [PollLimits(fixed: 900), PollLimits(min: 300, max: 86_400)] {
      let waits = names.map { name -> Int64 in
        wait(
          PollSchedule(limits: limits).next(after: report(.feed(newEntries: 20)), of: SourceState(name: name))
        )
      }
      let interval: Int64 = limits.fixed ?? 1800
      #expect(Set(waits.map { $0 * 10 / interval }).count >= 9)
      #expect(waits.allSatisfy { $0 >= interval / 2 && $0 <= interval * 3 / 2 + 60 })
    }
  }

  /// A state of a source that was polled for three weeks, and whose entries came `every` so many seconds.
  func rhythmic(_ name: String = "harbour", every interval: Int64, shown: Int = 500) -> SourceState {
    var first = report(.feed(newEntries: 0))
    first.now = now.adding(seconds: -60)
    first.published = stride(from: interval / 2, to: 21 * 86_400, by: Int(interval)).map {
      now.adding(seconds: -60 - $0)
    }
    first.shown = shown
    var state = state(name)
    state.rhythm = []
    PollSchedule().next(after: first, of: state).apply(to: &state)
    return state
  }

  @Test(
    arguments: [
      (60, 300, 330), (1200, 1000, 1500), (7200, 2400, 3600), (6 * 3600, 4000, 10_000),
      (7 * 86_400, 18_000, 30_000),
    ] as [(Int64, Int64, Int64)])
  func `the interval follows how often something is new, by the root`(
    _ every: Int64, _ least: Int64, _ most: Int64
  ) {
    let decision = PollSchedule().next(after: report(.unchanged), of: rhythmic(every: every))
    #expect(wait(decision) >= least && wait(decision) <= most, "\(wait(decision))")
    #expect(decision.reason.hasPrefix("a new entry about every"))
  }

  @Test func `backfill without dates is no rhythm`() {
    let decision = PollSchedule().next(after: report(.feed(newEntries: 500)), of: SourceState(name: "new"))
    #expect(decision.entryInterval == 0)
    #expect(decision.reason == "no rhythm yet")
    #expect(wait(decision) >= 900)
  }

  @Test(
    arguments: [
      (60, nil, nil, nil, 3600), (nil, "hourly", 1, nil, 3600), (nil, "hourly", 4, nil, 900),
      (nil, "daily", nil, nil, 86_400),
      (nil, nil, 12, nil, 7200), (nil, "weekly", 1, nil, 86_400), (nil, nil, nil, 5400, 5400),
      (30, "hourly", 1, 900, 3600),
      (.max, nil, nil, nil, 86_400), (1, nil, nil, nil, 300), (-5, nil, nil, nil, 300),
      (nil, "yearly", -3, nil, 86_400),
      (nil, "fortnightly", 1, nil, 300), (nil, nil, nil, Int64.max, 86_400),
    ] as [(Int?, String?, Int?, Int64?, Int64)])
  func `the publisher's hints are a lower bound between minimum and maximum`(
    _ ttl: Int?, _ period: String?, _ frequency: Int?, _ fresh: Int64?, _ least: Int64
  ) {
    var hints = PublisherHints()
    (hints.ttlMinutes, hints.updatePeriod, hints.updateFrequency) = (ttl, period, frequency)
    for name in names.prefix(50) {
      let decision = PollSchedule().next(
        after: report(.feed(newEntries: 1)) {
          $0.hints = hints
          $0.freshFor = fresh
        }, of: rhythmic(name, every: 60))
      #expect(wait(decision) >= least)
      #expect(wait(decision) <= max(least + least / 10, 460))
    }
  }

  @Test func `hints hold through a 304, and the reason says so`() {
    var asked = rhythmic(every: 60)
    asked.publisherInterval = 7200
    let decision = PollSchedule().next(after: report(.unchanged), of: asked)
    #expect(wait(decision) >= 7200)
    #expect(decision.publisherInterval == 7200)
    #expect(decision.reason == "the feed asks for 2h")
  }

  @Test func `skipped hours and days are waited for, up to the maximum`() {
    var hints = PublisherHints()
    hints.skipHours = Array(1...6)
    var decision = PollSchedule().next(after: report(.feed(newEntries: 1)) { $0.hints = hints }, of: state())
    // 01:18 plus at least a quarter of an hour lies in the skipped hours: 07:00 it is.
    #expect(decision.nextPoll == UnixTime(seconds: 1_648_796_400))
    #expect(decision.skipHours == 0b111_1110)
    #expect(decision.reason.contains("skipHours"))
    hints.skipHours = Array(0...24)
    decision = PollSchedule().next(after: report(.feed(newEntries: 1)) { $0.hints = hints }, of: state())
    #expect(wait(decision) == 86_400)
    hints.skipHours = [-1, 25, 99]
    hints.skipDays = ["Friday", "saturday", "Caturday"]
    decision = PollSchedule(limits: PollLimits(max: 5 * 86_400)).next(
      after: report(.feed(newEntries: 1)) { $0.hints = hints }, of: state())
    // Sunday 2022-04-03, 00:00 UTC.
    #expect(decision.nextPoll == UnixTime(seconds: 1_648_944_000))
    #expect(decision.skipHours == 0)
    #expect(decision.skipDays == 0b011_0000)
  }

  @Test func `failures back off up to the maximum, and never become never`() {
    var state = state()
    var waits: [Int64] = []
    for _ in 0..<40 {
      let decision = PollSchedule().next(after: report(.failed(.transient)), of: state)
      decision.apply(to: &state)
      waits.append(wait(decision))
    }
    #expect(state.consecutiveFailures == 40)
    #expect(waits[0] >= 300 && waits[0] <= 330)
    #expect(waits[1] >= 600 && waits[1] <= 660)
    #expect(waits[3] >= 2400)
    #expect(waits.allSatisfy { $0 <= 95_040 })
    #expect(waits.suffix(20).allSatisfy { $0 >= 86_400 })
    state.consecutiveFailures = .max
    #expect(wait(PollSchedule().next(after: report(.failed(.transient)), of: state)) <= 95_040)
    #expect(PollSchedule().next(after: report(.unchanged), of: state).consecutiveFailures == 0)
  }

  @Test func `a lasting failure is not tried sooner than a success, a 429 later`() {
    let lasting = PollSchedule(limits: PollLimits(fixed: 7200)).next(
      after: report(.failed(.lasting)), of: state())
    #expect(wait(lasting) >= 7200)
    let asked = PollSchedule(limits: PollLimits(fixed: 7200)).next(
      after: report(.failed(.askedToWait)), of: state())
    #expect(wait(asked) >= 14_400)
  }

  @Test func `a failure of our own network is not the source's`() {
    let decision = PollSchedule().next(
      after: report(.failed(.ourNetwork)), of: state { $0.consecutiveFailures = 2 })
    #expect(decision.consecutiveFailures == 2)
    #expect(wait(decision) <= 66)
  }

  @Test(
    arguments: [(600, 600), (0, 0), (88 * 3600, 86_400), (Int64.max, 86_400), (-5, 0)] as [(Int64, Int64)])
  func `Retry-After holds the host, up to a day`(_ asked: Int64, _ held: Int64) {
    let decision = PollSchedule().next(
      after: report(.failed(.askedToWait)) { $0.retryAfter = asked }, of: state())
    #expect(decision.hostHold == (held > 0 ? now.adding(seconds: held) : nil))
    #expect(wait(decision) >= held)
  }

  @Test(arguments: [PollReport.Failure.transient, .lasting])
  func `with another error a Retry-After is the source's own`(_ failure: PollReport.Failure) {
    let decision = PollSchedule().next(
      after: report(.failed(failure)) { $0.retryAfter = 40_000 }, of: state())
    #expect(decision.hostHold == nil)
    #expect(wait(decision) == 40_000)
    #expect(decision.reason == "Retry-After 11h")
  }

  @Test func `a Retry-After of days says that it was cut`() {
    let decision = PollSchedule().next(
      after: report(.failed(.askedToWait)) { $0.retryAfter = 88 * 3600 }, of: state())
    #expect(decision.reason == "Retry-After 3d, cut to 24h")
  }

  @Test func `a 429 that does not say how long holds the host too, for an hour at most`() {
    let soon = PollSchedule().next(after: report(.failed(.askedToWait)), of: rhythmic(every: 60))
    #expect(soon.hostHold == soon.nextPoll)
    let late = PollSchedule().next(
      after: report(.failed(.askedToWait)),
      of: state { $0.consecutiveFailures = 20 })
    #expect(late.hostHold == now.adding(seconds: 3600))
    #expect(wait(late) >= 86_400)
    #expect(PollSchedule().next(after: report(.failed(.transient)), of: state()).hostHold == nil)
    #expect(PollSchedule().next(after: report(.unchanged), of: state()).hostHold == nil)
  }

  @Test func `where no connection can be made, a source is tried hourly at least: it may be our own network`()
  {
    for failures in [3, 30, Int.max] {
      let decision = PollSchedule().next(
        after: report(.failed(.unreachable)), of: rhythmic(every: 600).after(failures: failures))
      #expect(wait(decision) >= 1200 && wait(decision) <= 3960, "\(wait(decision))")
      #expect(decision.consecutiveFailures > 3)
    }
    // Not more often than when it is well.
    let slow = PollSchedule(limits: PollLimits(fixed: 7200)).next(
      after: report(.failed(.unreachable)), of: state { $0.consecutiveFailures = 30 })
    #expect(wait(slow) >= 7200)
  }

  @Test func `after a gap the next poll comes in half the time, and says why`() {
    let known = rhythmic(every: 6 * 3600, shown: 10)
    var report = report(.feed(newEntries: 10))
    report.shown = 10
    let usual = PollSchedule().next(after: self.report(.unchanged), of: known)
    report.hasGap = true
    let hasty = PollSchedule().next(after: report, of: known)
    #expect(wait(usual) > 2000)
    #expect(wait(hasty) < 1000, "\(wait(hasty))")
    #expect(hasty.reason == "entries may have rolled off unseen")
    #expect(
      PollSchedule(limits: PollLimits(fixed: 7200)).next(after: report, of: known).reason == "interval 2h")
  }

  @Test func `a document that turns over decides before the rhythm does`() {
    let decision = PollSchedule().next(after: report(.unchanged), of: rhythmic(every: 1200, shown: 2))
    #expect(wait(decision) <= 1100, "\(wait(decision))")
    #expect(decision.reason == "so that none of its 2 entries rolls off unseen")
  }

  @Test func `an archive that is dumped makes no busy source`() {
    var dump = report(.feed(newEntries: 300))
    dump.published = (0..<300).map { now.adding(seconds: Int64(-86_400 * (3 + $0))) }
    dump.shown = 300
    let quiet = rhythmic(every: 86_400)
    let decision = PollSchedule().next(after: dump, of: quiet)
    #expect(abs(decision.entryInterval - quiet.entryInterval) < quiet.entryInterval / 10)
  }

  @Test func `ten thousand sources after a day's pause: never more than 30 begin in one second`() {
    var limits = HostBudget.Limits()
    limits.maxTransfers = 64
    var budget = HostBudget(limits: limits)
    let pause: Int64 = 86_400
    for number in 0..<10_000 {
      // Each was to be polled some time in the first half hour of the pause, and is polled half-hourly.
      let overdue = pause - Int64(number % 1800)
      let due = PollSchedule().due(
        state("source-\(number)") {
          $0.nextPoll = now.adding(seconds: -overdue)
          $0.lastPoll = now.adding(seconds: -overdue - 1800)
        }, now: now)
      budget.schedule(number, host: "host\(number % 4000)", at: due)
    }
    var begun: [Int64: Int] = [:]
    var total = 0
    while let event = budget.nextEvent {
      let second = event.seconds
      for source in budget.start(now: event) {
        begun[second, default: 0] += 1
        total += 1
        budget.finished(source)
      }
    }
    #expect(total == 10_000)
    #expect(begun.values.max() ?? 0 <= 30)
    #expect(begun.keys.max() ?? 0 < now.seconds + 1900)
  }

  @Test func `a source that is gone is asked again weekly, and comes back`() {
    var state = state()
    let decision = PollSchedule().next(after: report(.gone), of: state)
    #expect(decision.isGone)
    #expect(wait(decision) >= 7 * 86_400)
    decision.apply(to: &state)
    #expect(state.isGone)
    #expect(!PollSchedule().next(after: report(.feed(newEntries: 1)), of: state).isGone)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, Int64.max]) func `no time and no number traps`(_ milliseconds: Int64)
  {
    let extremes: [Int64] = [.min, -1, 0, 1, .max]
    for value in extremes {
      let odd = state {
        $0.lastNewEntry = UnixTime(milliseconds: value)
        $0.lastPoll = UnixTime(milliseconds: value)
        $0.nextPoll = UnixTime(milliseconds: milliseconds)
        $0.entryInterval = max(0, value)
        $0.publisherInterval = value
        $0.polls = value
        $0.consecutiveFailures = Int(value)
      }
      for result in [
        .feed(newEntries: 1), .feed(newEntries: .max), .unchanged, .gone, .failed(.transient),
        .failed(.lasting), .failed(.askedToWait), .failed(.unreachable), .failed(.ourNetwork),
      ] as [PollReport.Result] {
        var report = PollReport(now: UnixTime(milliseconds: milliseconds), result: result)
        report.freshFor = value
        report.retryAfter = value
        report.published = [UnixTime(milliseconds: value), UnixTime(milliseconds: milliseconds)]
        report.shown = value > 0 ? .max : -1
        var learned = odd
        learned.rhythm =
          PollSchedule().next(
            after: PollReport(now: UnixTime(milliseconds: value), result: .feed(newEntries: 3)), of: odd
          ).rhythm
        for odd in [odd, learned] { check(report, odd, value) }
      }
    }
  }

  private func check(_ report: PollReport, _ odd: SourceState, _ value: Int64) {
    for var limits in [PollLimits(), PollLimits(min: value, max: value, fixed: value)] {
      limits.quiet = QuietHours(from: 60, to: 30)
      let decision = PollSchedule(limits: limits).next(after: report, of: odd)
      #expect(decision.nextPoll >= report.now)
      _ = PollSchedule(limits: limits).due(odd, now: report.now)
    }
  }
}

extension SourceState {
  fileprivate func after(failures: Int) -> SourceState {
    var state = self
    state.consecutiveFailures = failures
    return state
  }
}

@Suite struct BackoffTests {
  @Test(
    arguments: [
      (0, 300, 300), (1, 300, 300), (2, 300, 600), (3, 300, 1200), (10, 300, 86_400), (.max, 300, 86_400),
      (-3, 300, 300),
      (1, 100_000, 86_400), (5, 0, 16), (64, .max, 86_400),
    ] as [(Int, Int64, Int64)]) func `waits double up to the limit`(
      _ failures: Int, _ first: Int64, _ delay: Int64
    )
  {
    #expect(Backoff.delay(failures: failures, first: first, limit: 86_400) == delay)
  }
}

@Suite struct NetworkHealthTests {
  @Test func `several hosts that fail without an answer in between are our network`() {
    var health = NetworkHealth()
    health.failed("a")
    health.failed("b")
    health.failed("a")
    #expect(!health.isDown)
    health.failed("c")
    #expect(health.isDown)
    health.answered("d")
    #expect(!health.isDown)
    health.failed("a")
    #expect(!health.isDown)
  }

  @Test func `one host that fails is never taken for our network, however often it does`() {
    var health = NetworkHealth()
    for _ in 0..<1000 { health.failed("only") }
    #expect(!health.isDown)
  }
}
