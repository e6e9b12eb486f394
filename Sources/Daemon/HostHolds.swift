public import FeedModel
import Fetching
public import WebText

/// Which hosts asked to be left alone, as far as their sources' states say: why a source waits that was told nothing.
public struct HostHolds: Sendable {
  public struct Hold: Sendable, Equatable {
    public var until: UnixTime
    /// The source that was told.
    public var source: String
  }

  private var byHost: [String: Hold] = [:]

  public init(_ states: [SourceState], now: UnixTime) {
    for state in states {
      guard let until = state.hostHold, until > now else { continue }
      let host = Self.host(state)
      if let known = byHost[host], known.until >= until { continue }
      byHost[host] = Hold(until: until, source: state.name)
    }
  }

  /// What holds a source up; nil when nothing does longer than its own time.
  public func hold(of state: SourceState) -> Hold? {
    guard !byHost.isEmpty, let hold = byHost[Self.host(state)] else { return nil }
    if let nextPoll = state.nextPoll, nextPoll >= hold.until { return nil }
    return hold
  }

  private static func host(_ state: SourceState) -> String {
    HostAuthority.text(state.fetching.adopted?.url ?? state.url)
  }
}
