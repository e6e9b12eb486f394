public import WebText

/// Decides which of the due sources may start now: so many in all, so many a host, so far apart.
///
/// Sources are numbers of the caller's choosing. O(log n) for each change. Changes leave old entries in the
/// queues, which are passed over when they come up.
public struct HostBudget: Sendable {
  public struct Limits: Hashable, Sendable {
    /// Polls at a time.
    public var maxTransfers = 64
    /// Polls of one host at a time.
    public var connections = 2
    /// Milliseconds from one start to the next of the same host.
    public var spacing: Int64 = 1000

    public init() {}
  }

  public let limits: Limits

  private struct Slot {
    var host: Int
    /// nil while it is not scheduled.
    var due: UnixTime?
    /// Which of its entries in the host's queue counts.
    var version: UInt64
    /// The host whose place it has; nil when it does not run.
    var runningAt: Int?
    var isRemoved = false
  }

  private struct Waiting {
    var source: Int
    var version: UInt64
  }

  private struct Host {
    var queue = EventQueue<Waiting>()
    var running = 0
    /// Nothing starts before: spacing and holds.
    var notBefore = UnixTime(milliseconds: .min)
    /// Which of its entries in the hosts' queue counts.
    var version: UInt64 = 0
    /// That entry's key; nil when there is none.
    var readyAt: Int64?
  }

  private var slots: [Int: Slot] = [:]
  private var hosts: [Host] = []
  private var hostNumbers: [String: Int] = [:]
  /// Hosts by the instant at which they may start something.
  private var ready = EventQueue<(host: Int, version: UInt64)>()
  private var running = 0
  private var versions: UInt64 = 0

  public init(limits: Limits = Limits()) {
    var limits = limits
    limits.maxTransfers = max(1, limits.maxTransfers)
    limits.connections = max(1, limits.connections)
    limits.spacing = max(0, limits.spacing)
    self.limits = limits
  }

  /// Sets when `source` is due, and its host; replaces what was set before. A source that runs is started
  /// again only after `finished`.
  public mutating func schedule(_ source: Int, host: String, at due: UnixTime) {
    let number = self.number(of: host)
    versions += 1
    let runningAt = slots[source]?.runningAt
    slots[source] = Slot(host: number, due: due, version: versions, runningAt: runningAt)
    if runningAt == nil { enqueue(source, number, due) }
  }

  /// Forgets a source. If it runs, its place stays taken until `finished`.
  public mutating func remove(_ source: Int) {
    guard var slot = slots[source] else { return }
    guard slot.runningAt != nil else {
      slots[source] = nil
      refresh(slot.host)
      return
    }
    slot.due = nil
    slot.isRemoved = true
    slots[source] = slot
  }

  /// The sources to start now, each once, longest due first.
  public mutating func start(now: UnixTime) -> [Int] {
    var started: [Int] = []
    while running < limits.maxTransfers, let next = nextReady(), next.key <= now.milliseconds {
      ready.removeFirst()
      let number = next.value
      guard let source = hosts[number].queue.removeFirst()?.source else { continue }
      hosts[number].readyAt = nil
      slots[source]?.due = nil
      slots[source]?.runningAt = number
      hosts[number].running += 1
      let spaced = now.milliseconds.addingReportingOverflow(limits.spacing)
      let notBefore = UnixTime(milliseconds: spaced.overflow ? .max : spaced.partialValue)
      hosts[number].notBefore = max(hosts[number].notBefore, notBefore)
      running += 1
      started.append(source)
      refresh(number)
    }
    return started
  }

  /// Gives the places of a source's poll back. A source that does not run is left alone.
  public mutating func finished(_ source: Int) {
    guard var slot = slots[source], let number = slot.runningAt else { return }
    slot.runningAt = nil
    slots[source] = slot.isRemoved ? nil : slot
    running -= 1
    hosts[number].running -= 1
    if let due = slot.due, !slot.isRemoved { enqueue(source, slot.host, due) }
    refresh(number)
  }

  /// Starts nothing of `host` before `until`; keeps the later of two holds.
  public mutating func hold(_ host: String, until: UnixTime) {
    let number = self.number(of: host)
    guard until > hosts[number].notBefore else { return }
    hosts[number].notBefore = until
    refresh(number)
  }

  /// When `start` may next give something, if nothing else happens; nil when only `finished` or `schedule`
  /// can change that. May be in the past.
  public var nextEvent: UnixTime? {
    mutating get {
      guard running < limits.maxTransfers, let next = nextReady() else { return nil }
      return UnixTime(milliseconds: next.key)
    }
  }

  /// How many polls run now.
  public var runningCount: Int { running }

  // MARK: - Queues

  private mutating func number(of host: String) -> Int {
    if let number = hostNumbers[host] { return number }
    hosts.append(Host())
    hostNumbers[host] = hosts.count - 1
    return hosts.count - 1
  }

  private mutating func enqueue(_ source: Int, _ number: Int, _ due: UnixTime) {
    guard let version = slots[source]?.version else { return }
    hosts[number].queue.insert(Waiting(source: source, version: version), key: due.milliseconds)
    refresh(number)
  }

  /// Puts the host into the hosts' queue at the instant at which it may start its next source.
  private mutating func refresh(_ number: Int) {
    let readyAt = readyTime(number)
    guard readyAt != hosts[number].readyAt else { return }
    versions += 1
    hosts[number].version = versions
    hosts[number].readyAt = readyAt
    if let readyAt { ready.insert((number, versions), key: readyAt) }
  }

  /// When the host may start its next source; nil when it has none, or no place for one.
  private mutating func readyTime(_ number: Int) -> Int64? {
    guard hosts[number].running < limits.connections else { return nil }
    // Old entries of sources that were scheduled anew, started or removed.
    while let head = hosts[number].queue.first, !counts(head.value, at: number) {
      hosts[number].queue.removeFirst()
    }
    return hosts[number].queue.first.map { max($0.key, hosts[number].notBefore.milliseconds) }
  }

  private func counts(_ waiting: Waiting, at number: Int) -> Bool {
    guard let slot = slots[waiting.source] else { return false }
    return slot.version == waiting.version && slot.host == number && slot.runningAt == nil && slot.due != nil
  }

  /// The first entry of the hosts' queue that counts. A host whose head was replaced since is put in again.
  private mutating func nextReady() -> (key: Int64, value: Int)? {
    while let entry = ready.first {
      let (host, version) = entry.value
      if hosts[host].version == version {
        if let head = hosts[host].queue.first, counts(head.value, at: host) { return (entry.key, host) }
        ready.removeFirst()
        hosts[host].readyAt = nil
        refresh(host)
      } else {
        ready.removeFirst()
      }
    }
    return nil
  }
}
