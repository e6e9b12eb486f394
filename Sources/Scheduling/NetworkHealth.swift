/// Tells "all hosts fail" (our own network is down) from "this host fails". Pure; the order of calls is all
/// that counts.
public struct NetworkHealth: Hashable, Sendable {
  /// Hosts that failed since one answered.
  private var failing: Set<String> = []

  /// So many different hosts must fail, and none answer, before it is taken for our network.
  public static let threshold = 3

  public init() {}

  /// Notes that `host` answered something, whatever it was.
  public mutating func answered(_ host: String) {
    if !failing.isEmpty { failing.removeAll(keepingCapacity: true) }
  }

  /// Notes that no connection to `host` could be made (`FetchError.mayBeOurNetwork`).
  public mutating func failed(_ host: String) {
    // Beyond the threshold nothing is learnt: bounded memory with any number of hosts.
    if failing.count < Self.threshold { failing.insert(host) }
  }

  /// True while the last attempts at several hosts failed, and none that was tried since answered.
  public var isDown: Bool { failing.count >= Self.threshold }
}
