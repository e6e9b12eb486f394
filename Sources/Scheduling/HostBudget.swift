public import WebText

/// Decides which of the due sources may start now: so many in all, so many a host, so far apart.
///
/// Sources are numbers of the caller's choosing; a host is any name that sources share: a URL's host and port, or
/// an address. A poll that turns out slow can give up its place, and runs on beside the others
/// (docs/decisions/0011-slow-servers.md). O(log n) for each change. Changes leave old entries in the
/// queues, which are passed over when they come up.
public struct HostBudget: Sendable {
  public struct Limits: Hashable, Sendable {
    /// Polls at a time.
    public var maxTransfers = 64
    /// Polls that may give up their place because they are slow; they run besides.
    public var maxSlow = 192
    /// Polls of one host at a time.
    public var connections = 2
    /// Milliseconds from one start to the next of the same host.
    public var spacing: Int64 = 1000
    /// Hosts with limits of their own, by name, with its port or without.
    public var overrides: [String: Pace] = [:]

    public init() {}

    /// What holds for a host.
    public func pace(of host: String) -> Pace {
      if overrides.isEmpty { return Pace(connections: connections, spacing: spacing) }
      if let own = overrides[host] { return own }
      if let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) {
        if let own = overrides[String(host[..<colon])] { return own }
      } else if let own = overrides[host + ":443"] ?? overrides[host + ":80"] {
        // A host's name leaves out the port that its scheme has anyway.
        return own
      }
      return Pace(connections: connections, spacing: spacing)
    }
  }

  /// How fast one host may be polled.
  public struct Pace: Hashable, Sendable {
    public var connections: Int
    /// Milliseconds.
    public var spacing: Int64

    public init(connections: Int, spacing: Int64) {
      self.connections = max(1, connections)
      self.spacing = max(0, spacing)
    }

    /// What satisfies both.
    public func stricter(_ other: Pace) -> Pace {
      Pace(connections: min(connections, other.connections), spacing: max(spacing, other.spacing))
    }
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
    /// It runs without a place of the whole's.
    var isSlow = false
    /// It was slow the last time: it starts without one.
    var startsSlow = false
    var isRemoved = false
  }

  private struct Waiting {
    var source: Int
    var version: UInt64
  }

  private struct Host {
    var queue = EventQueue<Waiting>()
    var pace: Pace
    /// Several hosts' limits were put together in `pace`.
    var isShared = false
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
  /// Polls that have a place, and those that gave it up.
  private var running = 0
  private var slow = 0
  private var versions: UInt64 = 0

  public init(limits: Limits = Limits()) {
    var limits = limits
    limits.maxTransfers = max(1, limits.maxTransfers)
    limits.connections = max(1, limits.connections)
    limits.spacing = max(0, limits.spacing)
    limits.maxSlow = max(0, limits.maxSlow)
    self.limits = limits
  }

  /// Sets when `source` is due, and its host; replaces what was set before. A source that runs is started
  /// again only after `finished`.
  public mutating func schedule(_ source: Int, host: String, at due: UnixTime) {
    let number = self.number(of: host)
    versions += 1
    let old = slots[source]
    let runningAt = old?.runningAt
    slots[source] = Slot(
      host: number, due: due, version: versions, runningAt: runningAt, isSlow: old?.isSlow ?? false,
      startsSlow: old?.startsSlow ?? false)
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
    while let source = startOne(now: now) { started.append(source) }
    return started
  }

  /// The source to start first now; nil when there is none.
  public mutating func startOne(now: UnixTime) -> Int? {
    while running < limits.maxTransfers, let next = nextReady(), next.key <= now.milliseconds {
      ready.removeFirst()
      let number = next.value
      guard let source = hosts[number].queue.removeFirst()?.source, var slot = slots[source] else { continue }
      hosts[number].readyAt = nil
      slot.due = nil
      slot.runningAt = number
      hosts[number].running += 1
      let spaced = now.milliseconds.addingReportingOverflow(hosts[number].pace.spacing)
      let notBefore = UnixTime(milliseconds: spaced.overflow ? .max : spaced.partialValue)
      hosts[number].notBefore = max(hosts[number].notBefore, notBefore)
      if slot.startsSlow, slow < limits.maxSlow {
        slot.isSlow = true
        slow += 1
      } else {
        running += 1
      }
      slots[source] = slot
      refresh(number)
      return source
    }
    return nil
  }

  /// Gives the places of a source's poll back. A source that does not run is left alone.
  ///
  /// - Parameter wasSlow: true has its next poll start without a place of its own, if not too many are slow.
  public mutating func finished(_ source: Int, wasSlow: Bool = false) {
    guard var slot = slots[source], let number = slot.runningAt else { return }
    slot.runningAt = nil
    if slot.isSlow { slow -= 1 } else { running -= 1 }
    slot.isSlow = false
    slot.startsSlow = wasSlow
    slots[source] = slot.isRemoved ? nil : slot
    hosts[number].running -= 1
    if let due = slot.due, !slot.isRemoved { enqueue(source, slot.host, due) }
    refresh(number)
  }

  /// Takes the place from a poll that is slow, so that another may start; its host's place stays taken. False
  /// when it does not run, has none, or too many are slow already.
  @discardableResult
  public mutating func giveUpPlace(_ source: Int) -> Bool {
    guard let slot = slots[source], slot.runningAt != nil, !slot.isSlow, slow < limits.maxSlow else {
      return false
    }
    slots[source]?.isSlow = true
    running -= 1
    slow += 1
    return true
  }

  /// True when something due waits for nothing but a place.
  public mutating func isFull(now: UnixTime) -> Bool {
    guard running >= limits.maxTransfers, let next = nextReady() else { return false }
    return next.key <= now.milliseconds
  }

  /// Has `group`, which stands for several hosts (those of one address), satisfy the limits of `host` too.
  public mutating func share(_ group: String, with host: String) {
    let number = self.number(of: group)
    let pace = limits.pace(of: host)
    hosts[number].pace = hosts[number].isShared ? hosts[number].pace.stricter(pace) : pace
    hosts[number].isShared = true
    refresh(number)
  }

  /// Starts nothing of `host` before `until`; keeps the later of two holds.
  public mutating func hold(_ host: String, until: UnixTime) {
    let number = self.number(of: host)
    guard until > hosts[number].notBefore else { return }
    hosts[number].notBefore = until
    refresh(number)
  }

  /// Forgets when hosts may be asked again: the clock by which that was said was wrong.
  public mutating func forgetHolds() {
    for number in hosts.indices {
      hosts[number].notBefore = UnixTime(milliseconds: .min)
      refresh(number)
    }
  }

  /// When `start` may next give something, if nothing else happens; nil when only `finished` or `schedule`
  /// can change that. May be in the past.
  public var nextEvent: UnixTime? {
    mutating get {
      guard running < limits.maxTransfers, let next = nextReady() else { return nil }
      return UnixTime(milliseconds: next.key)
    }
  }

  /// How many polls run now, slow ones among them.
  public var runningCount: Int { running + slow }
  public var slowCount: Int { slow }

  // MARK: - Queues

  private mutating func number(of host: String) -> Int {
    if let number = hostNumbers[host] { return number }
    hosts.append(Host(pace: limits.pace(of: host)))
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
    guard hosts[number].running < hosts[number].pace.connections else { return nil }
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
