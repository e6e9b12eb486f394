public import WebText

/// Decides which of the due sources may start now: so many in all, so many a host, so far apart.
///
/// Sources are numbers of the caller's choosing. O(log n) for each change.
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

  public var limits: Limits

  public init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Sets when `source` is due, and its host; replaces what was set before. A source that runs is started
  /// again only after `finished`.
  public mutating func schedule(_ source: Int, host: String, at due: UnixTime) {}

  /// Forgets a source. If it runs, its place stays taken until `finished`.
  public mutating func remove(_ source: Int) {}

  /// The sources to start now, each once, longest due first.
  public mutating func start(now: UnixTime) -> [Int] { [] }

  /// Gives the places of a source's poll back.
  public mutating func finished(_ source: Int) {}

  /// Starts nothing of `host` before `until`; keeps the later of two holds.
  public mutating func hold(_ host: String, until: UnixTime) {}

  /// When `start` may next give something, if nothing else happens; nil when only `finished` or `schedule`
  /// can change that. May be in the past.
  public var nextEvent: UnixTime? { nil }
}
