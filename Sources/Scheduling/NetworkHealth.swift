/// Tells "all hosts fail" (our own network is down) from "this host fails".
public struct NetworkHealth: Hashable, Sendable {
  public init() {}

  /// Notes that `host` answered something, whatever it was.
  public mutating func answered(_ host: String) {}

  /// Notes that no connection to `host` could be made (`FetchError.mayBeOurNetwork`).
  public mutating func failed(_ host: String) {}

  /// True while the last attempts at several hosts, and at all that were tried since, failed.
  public var isDown: Bool { false }
}
