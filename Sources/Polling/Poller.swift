public import FeedModel
public import Fetching
public import Logging
public import Scheduling
public import WebText

/// Polls many sources, each when it is due, within the limits of the whole and of each host.
///
/// Owns the sources' states in memory. `run` is the daemon's loop; `pollOnce` is one pass for `tidings poll`.
public actor Poller {
  /// What all polls share.
  public struct Settings: Sendable {
    public var budget: HostBudget.Limits
    /// Names of one address share a host's limits.
    public var groupsByAddress = false
    public var deduplicator: SharedDeduplicator

    public init(budget: HostBudget.Limits, deduplicator: SharedDeduplicator) {
      self.budget = budget
      self.deduplicator = deduplicator
    }
  }

  private struct Slot {
    var source: Boxed<Source>
    var state: Boxed<SourceState>
    var isRemoved = false
    var isRunning = false
    /// What the poll under way asks, where the source is to be asked otherwise since it began.
    var askedBefore: FetchRequest?
    /// The passes that wait for this source's next result.
    var passes: [Int] = []
  }

  /// A pass that somebody asked for, and waits for. A class: each of its polls changes it.
  private final class Pass {
    var remaining: Int
    var summary: PollSummary
    var continuation: CheckedContinuation<PollSummary, Never>?

    init(remaining: Int, summary: PollSummary) {
      self.remaining = remaining
      self.summary = summary
    }
  }

  private var slots: [Slot] = []
  private var numbers: [String: Int] = [:]
  /// What the index knows of sources that are not configured now: they may come back.
  private var dormant: [String: Boxed<SourceState>]
  private var budget: HostBudget
  private let groupsByAddress: Bool
  /// The address that a host was first found at, when names of one address share their limits.
  private var addresses: [String: String] = [:]
  private var ledger: PolitenessLedger
  /// Polls that run with a place of their own, to see whether they are slow.
  private var underWay: [Int: (began: UnixTime, progress: FetchProgress)] = [:]
  private var lastLookForSlow = UnixTime(milliseconds: .min)
  private let deduplicator: SharedDeduplicator
  private let health: NetworkWatch
  private let gate = ReadingGate()
  /// Sources that the program may die over: while there are any, documents go through the gate.
  private var suspects: Set<Int> = []
  private let fetcher: any DocumentFetching
  private let writer: StoryWriter
  private let log: Logger
  private let clock: @Sendable () -> UnixTime
  /// True for `tidings poll`: nothing is due but what a pass asks for.
  private let isSinglePass: Bool

  private var passes: [Int: Pass] = [:]
  /// Until when hosts asked to be left alone.
  private var holds: [String: UnixTime] = [:]
  private var lastPass = 0
  private var running = 0
  private var isStopping = false
  /// When the loop last turned.
  private var lastTurn = UnixTime(milliseconds: .min)
  /// When it last could start polls.
  private var lastAble = UnixTime(milliseconds: .min)
  private var wakeUp: UnsafeContinuation<Void, Never>?
  private var hasWork = false
  private var timer: (at: UnixTime, task: Task<Void, Never>)?
  /// Called once a turn of the loop: the watchdog's proof of life.
  private let beat: @Sendable () -> Void

  /// How long transfers may go on after `stop`.
  private static let grace = Duration.milliseconds(500)
  /// The loop turns at least this often, so that the watchdog sees it alive.
  private static let longestPause: Int64 = 10

  public init(
    settings: Settings, states: [SourceState], hosts: [HostLedger] = [], isSinglePass: Bool = false,
    fetcher: any DocumentFetching,
    writer: StoryWriter, log: Logger, clock: @escaping @Sendable () -> UnixTime = { UnixTime.now() },
    beat: @escaping @Sendable () -> Void = {}
  ) {
    budget = HostBudget(limits: settings.budget)
    groupsByAddress = settings.groupsByAddress
    deduplicator = settings.deduplicator
    ledger = PolitenessLedger(hosts, now: clock())
    self.isSinglePass = isSinglePass
    dormant = Dictionary(minimumCapacity: states.count)
    for state in states { dormant[state.name] = Boxed(state) }
    self.fetcher = fetcher
    self.writer = writer
    self.log = log
    health = NetworkWatch(log: log)
    self.clock = clock
    self.beat = beat
  }

  // MARK: - Sources

  /// `Retry-After` is followed for a day at most, also when it was given by a clock that was ahead.
  private static let longestHold: Int64 = 86_400

  /// Replaces the list of sources. Those that stay keep their state; a poll under way ends as it began.
  ///
  /// - Parameter sources: each with its number in the index (`StoryWriter.numbers`).
  public func configure(_ sources: [(source: Source, number: UInt32)]) {
    removeOthers(than: sources)
    let now = clock()
    slots.reserveCapacity(max(slots.count, sources.count))
    numbers.reserveCapacity(sources.count)
    for (source, indexNumber) in sources {
      if let number = numbers[source.name] {
        let old = slots[number].source.value
        slots[number].source = Boxed(source)
        let isAskedAlike = source.request.isAsked(like: old.request)
        guard old.limits != source.limits || !isAskedAlike else { continue }
        if !isAskedAlike {
          // A poll under way goes on as it began, and says nothing of the new way.
          if slots[number].isRunning { slots[number].askedBefore = slots[number].askedBefore ?? old.request }
          forget(old.request, of: number)
        }
        scheduleDue(number, now: now)
      } else {
        var state = dormant.removeValue(forKey: source.name) ?? Boxed(SourceState(name: source.name))
        if state.value.number != indexNumber {
          var numbered = state.value
          numbered.number = indexNumber
          state = Boxed(numbered)
        }
        slots.append(Slot(source: Boxed(source), state: state))
        numbers[source.name] = slots.count - 1
        scheduleDue(slots.count - 1, now: now)
      }
    }
    wake()
  }

  private func removeOthers(than sources: [(source: Source, number: UInt32)]) {
    guard !numbers.isEmpty else { return }
    let wanted = Set(sources.map(\.source.name))
    for (name, number) in numbers where !wanted.contains(name) {
      budget.remove(number)
      slots[number].isRemoved = true
      suspects.remove(number)
      dormant[name] = slots[number].state
      numbers[name] = nil
    }
  }

  /// What was noted of hosts, in no order.
  public var hostLedgers: [HostLedger] { ledger.all }

  /// The configured sources' states, in the order of their first configuration.
  public var states: [SourceState] {
    slots.filter { !$0.isRemoved }.map(\.state.value)
  }

  private func scheduleDue(_ number: Int, now: UnixTime) {
    forgetOtherAddress(number)
    if slots[number].state.value.isSuspect { suspects.insert(number) }
    let slot = slots[number]
    if !isSinglePass {
      schedule(number, at: PollSchedule(limits: slot.source.value.limits).due(slot.state.value, now: now))
    }
    // A host that asked to be left alone is left alone over a restart, too.
    if slot.source.value.holdsHost, let until = slot.state.value.hostHold, until > now {
      hold(group(of: number), until: min(until, now.adding(seconds: Self.longestHold)))
    }
  }

  /// Another configured address is another document: when the one before was to be polled next, and what
  /// another host asked for, say nothing of it. It is due at once.
  private func forgetOtherAddress(_ number: Int) {
    let old = slots[number].state
    guard !old.value.url.isEmpty,
      old.value.url != StoredURL.text(slots[number].source.value.request.url)
    else { return }
    var state = old.value
    state.nextPoll = nil
    state.quarantinedUntil = nil
    if HostAuthority.text(old.value.url) != slots[number].source.value.host { state.hostHold = nil }
    slots[number].state = Boxed(state)
  }

  /// Forgets what says nothing of a source that is asked in another way than by `old` from now on: what it gave to
  /// somebody else, and that it failed. The operator may just have mended it: it is tried at once.
  private func forget(_ old: FetchRequest, of number: Int) {
    var state = slots[number].state.value
    if !old.isFromTheSame(as: slots[number].source.value.request) {
      (state.etag, state.lastModified) = (nil, nil)
    }
    if state.consecutiveFailures > 0, state.hostHold == nil { state.nextPoll = nil }
    slots[number].state = Boxed(state)
  }

  /// A clock that was set back this far, in seconds, was set: it does not drift so.
  private static let smallestStep: Int64 = 60

  /// True when nothing could start for so long that many sources are overdue: the machine slept, the process was
  /// stopped, the disk was full, or the clock was set forward.
  private func isAfterPause(_ now: UnixTime) -> Bool {
    lastAble.milliseconds != .min && now > lastAble.adding(seconds: Self.smallestStep)
  }

  /// Schedules all sources anew after a pause, so that they do not come all at once, and when the clock was set
  /// back: their times are the old clock's, and until they come nothing would be polled.
  private func lookAtClock() {
    let now = clock()
    defer { lastTurn = now }
    if !writer.isStalled {
      if isAfterPause(now) { planAnew(now) }
      lastAble = now
    }
    guard now.adding(seconds: Self.smallestStep) < lastTurn else { return }
    log.warning(
      "the clock was set back: the next polls are planned anew",
      metadata: ["seconds": "\((lastTurn.milliseconds - now.milliseconds) / 1000)"])
    holds = [:]
    budget.forgetHolds()
    planAnew(now)
  }

  private func planAnew(_ now: UnixTime) {
    // What is under way is scheduled when it ends.
    for number in slots.indices where !slots[number].isRemoved && !slots[number].isRunning {
      // Also what somebody waits for.
      if slots[number].passes.isEmpty { scheduleDue(number, now: now) } else { schedule(number, at: now) }
    }
  }

  private func schedule(_ number: Int, at due: UnixTime) {
    budget.schedule(number, host: group(of: number), at: due)
  }

  private func host(of number: Int) -> String {
    let (source, state) = (slots[number].source, slots[number].state)
    // Without a copy of both, as a rule.
    guard state.value.fetching.adopted != nil else { return source.value.host }
    return source.value.host(state.value)
  }

  /// Whose limits hold for a source: its host's, or those of the host's address.
  private func group(of number: Int) -> String {
    let host = host(of: number)
    return addresses[host] ?? host
  }

  /// Notes where a source's host was found. The first address stays until the next start: names whose servers
  /// take turns would wander from group to group.
  private func note(_ address: IPAddress?, of number: Int) {
    guard groupsByAddress, let address else { return }
    let host = host(of: number)
    guard addresses[host] == nil else { return }
    let text = "\(address)"
    addresses[host] = text
    budget.share(text, with: host)
  }

  // MARK: - The loop

  /// Polls until `stop()`, then waits for the polls under way.
  public func run() async {
    await withDiscardingTaskGroup { group in
      while !isStopping {
        beat()
        lookAtClock()
        if !suspects.isEmpty, gate.giveUpIfStuck() {
          log.error("a suspect's document is stuck: the other sources are read beside it")
        }
        passSlowOnes()
        startDue(in: &group)
        if ledger.isDue(now: clock()) { storeLedger() }
        await pause()
      }
      timer?.task.cancel()
      if running > 0 {
        // The transfers get a moment; what has arrived is parsed and stored either way.
        group.addTask { [fetcher] in
          try? await Task.sleep(for: Self.grace)
          await fetcher.shutdown()
        }
      }
    }
    await fetcher.shutdown()
    storeLedger()
    for pass in passes.keys.sorted() { end(pass, isForced: true) }
  }

  /// Ends `run`: no poll starts any more.
  public func stop() {
    isStopping = true
    wake()
  }

  /// Polls the named sources once, due or not, all of them when `names` is empty; `run` need not run.
  ///
  /// Quarantined ones only if they are named.
  public func pollOnce(_ names: [String] = []) async -> PollSummary {
    let now = clock()
    var wanted = names.compactMap { numbers[$0] }
    var summary = PollSummary()
    if names.isEmpty {
      for number in slots.indices where !slots[number].isRemoved {
        let state = slots[number].state
        if state.value.quarantinedUntil != nil, state.value.isQuarantined(at: now) {
          summary.addQuarantined(state.value)
        } else {
          wanted.append(number)
        }
      }
    }
    for number in wanted { schedule(number, at: now) }
    wake()
    lastPass += 1
    let pass = lastPass
    passes[pass] = Pass(remaining: wanted.count, summary: summary)
    for number in wanted { slots[number].passes.append(pass) }
    return await withCheckedContinuation { continuation in
      passes[pass]?.continuation = continuation
      for number in wanted { dismissIfHeld(number, now: now) }
      end(pass, isForced: isStopping)
    }
  }

  /// Answers a pass if it is complete, or will never be.
  private func end(_ number: Int, isForced: Bool = false) {
    guard let pass = passes[number], isForced || pass.remaining == 0 else { return }
    for _ in 0..<pass.remaining { pass.summary.add(.interrupted) }
    passes[number] = nil
    // Who asked for the polls may ask what came of them.
    storeLedger()
    pass.continuation?.resume(returning: pass.summary)
  }

  /// The names that no source has.
  public func unknown(_ names: [String]) -> [String] {
    names.filter { numbers[$0] == nil }
  }

  // MARK: - Hosts that asked to be left alone

  /// Who waits for a poll waits so many seconds for a host, and is told else.
  private static let patience: Int64 = 10

  private func hold(_ host: String, until: UnixTime) {
    budget.hold(host, until: until)
    let now = clock()
    holds = holds.filter { $0.value > now }
    holds[host] = max(until, holds[host] ?? until)
    for number in slots.indices where !slots[number].passes.isEmpty { dismissIfHeld(number, now: now) }
  }

  /// Answers the passes that wait for a source whose host is held: a poll that somebody asked for does not hang
  /// for an hour, and does not disturb the host either.
  private func dismissIfHeld(_ number: Int, now: UnixTime) {
    guard !holds.isEmpty, !slots[number].isRunning, let until = holds[group(of: number)],
      until > now.adding(seconds: Self.patience)
    else { return }
    let waiting = slots[number].passes
    slots[number].passes = []
    for pass in waiting {
      passes[pass]?.summary.addHeld(slots[number].source.value.name, until)
      passes[pass]?.remaining -= 1
      end(pass)
    }
  }

  /// A poll gives up its place after so long without an answer, if this is all that has come of it.
  private static let slowness: Int64 = 2000
  private static let slowSize: Int64 = 256 * 1024

  /// Has slow polls give up their places when others wait for them: servers that trickle must not hold up those
  /// that don't (docs/decisions/0011-slow-servers.md).
  private func passSlowOnes() {
    let now = clock()
    guard now.milliseconds - Self.lookEvery >= lastLookForSlow.milliseconds || now < lastLookForSlow,
      budget.isFull(now: now)
    else { return }
    lastLookForSlow = now
    for (number, poll) in underWay
    where now.milliseconds - poll.began.milliseconds >= Self.slowness && !poll.progress.isDone
      && Int64(poll.progress.received) < Self.slowSize
    {
      guard budget.giveUpPlace(number) else { continue }
      underWay[number] = nil
    }
  }

  private static let lookEvery: Int64 = 250

  private func storeLedger() {
    let (polls, hosts) = ledger.take(now: clock())
    if !polls.isEmpty { writer.note(polls: polls, hosts: hosts) }
  }

  private func startDue(in group: inout DiscardingTaskGroup) {
    guard !writer.isStalled else { return }
    let now = clock()
    for number in budget.start(now: now) {
      let first = begin(number, now: now)
      group.addTask(executorPreference: fetcher.executor) {
        var next: StartedPoll? = first
        while let poll = next { next = await self.finish(poll.number, await poll.source.run()) }
      }
    }
  }

  private struct StartedPoll {
    var number: Int
    var source: PollSource
  }

  private func begin(_ number: Int, now: UnixTime) -> StartedPoll {
    running += 1
    slots[number].isRunning = true
    let progress = FetchProgress()
    underWay[number] = (now, progress)
    let poll = PollSource(
      source: slots[number].source, state: slots[number].state, deduplicator: deduplicator,
      fetcher: fetcher, writer: writer, health: health, gate: suspects.isEmpty ? nil : gate, log: log,
      clock: clock, progress: progress)
    return StartedPoll(number: number, source: poll)
  }

  /// The poll that takes the place of one that has ended, in the same task: the loop need not turn for it. The
  /// loop is left to look after what else there is to do; nil leaves it all to the loop.
  private func beginNext() -> StartedPoll? {
    let now = clock()
    guard !isStopping, !writer.isStalled, !isAfterPause(now), let number = budget.startOne(now: now) else {
      wake()
      return nil
    }
    let next = begin(number, now: now)
    let deadline = deadline(now: now)
    if deadline > now { arm(deadline, now: now) } else { wake() }
    return next
  }

  /// Notes how a poll ended.
  /// - Returns: the poll to go on with.
  private func finish(_ number: Int, _ end: PollSource.End) -> StartedPoll? {
    running -= 1
    let fetch = end.trace?.record
    budget.finished(
      number, wasSlow: fetch.map { $0.milliseconds >= Self.slowness && $0.bytes < Self.slowSize } ?? false)
    underWay[number] = nil
    // By the state that the poll began with: where it asked.
    note(end.address, of: number)
    if let trace = end.trace { ledger.note(trace) }
    slots[number].state = end.state
    if !suspects.isEmpty, !end.state.value.isSuspect { suspects.remove(number) }
    slots[number].isRunning = false
    if slots[number].isRemoved {
      dormant[end.state.value.name] = end.state
    } else if let request = slots[number].askedBefore {
      slots[number].askedBefore = nil
      forget(request, of: number)
      scheduleDue(number, now: clock())
    } else if !isSinglePass, let next = end.state.value.nextPoll {
      schedule(number, at: next)
    }
    let waiting = slots[number].passes
    slots[number].passes = []
    for pass in waiting {
      passes[pass]?.summary.add(end.result)
      passes[pass]?.remaining -= 1
      self.end(pass)
    }
    if let until = end.hostHold {
      hold(end.heldHost.map { addresses[$0] ?? $0 } ?? group(of: number), until: until)
    }
    return beginNext()
  }

  // MARK: - Waiting

  /// The store came back: start what is due.
  public func resume() { wake() }

  private func wake() {
    hasWork = true
    wakeUp?.resume()
    wakeUp = nil
  }

  /// Until when the loop may sleep.
  private func deadline(now: UnixTime) -> UnixTime {
    guard !writer.isStalled else { return now.adding(seconds: 1) }
    let latest = now.adding(seconds: Self.longestPause)
    // A poll may turn out slow meanwhile, and give up its place.
    if budget.isFull(now: now) { return UnixTime(milliseconds: now.milliseconds + Self.lookEvery) }
    return min(budget.nextEvent ?? latest, latest)
  }

  /// Waits for `wake()`, at most until there is something to do or for the longest pause.
  private func pause() async {
    if hasWork {
      hasWork = false
      return
    }
    let now = clock()
    let deadline = deadline(now: now)
    guard deadline > now else { return }
    arm(deadline, now: now)
    await withUnsafeContinuation { wakeUp = $0 }
    hasWork = false
  }

  /// Sees to it that `wake()` is called at `deadline`; one timer at a time.
  private func arm(_ deadline: UnixTime, now: UnixTime) {
    if let timer, timer.at <= deadline, timer.at > now { return }
    timer?.task.cancel()
    let delay = Duration.milliseconds(deadline.milliseconds - now.milliseconds)
    timer = (
      deadline,
      Task {
        guard (try? await Task.sleep(for: delay)) != nil else { return }
        self.ring()
      }
    )
  }

  /// The timer has run out. By the wall clock that may be a moment before its time: it must not be taken for one
  /// that is still to come, or nothing would ever wake the loop.
  private func ring() {
    timer = nil
    wake()
  }
}
