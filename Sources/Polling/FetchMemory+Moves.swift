import FeedModel
import Fetching
import WebText

/// Permanent redirects (301, 308: RFC 9110 §15.4.2, §15.4.9) that are believed after a while.
///
/// Only the state learns of it, never the operator's file; the source stays the same source, by its name.
extension FetchMemory {
  /// Polls and seconds that a chain of permanent redirects must hold.
  private static let leastPolls = 3
  private static let leastTime: Int64 = 86_400
  /// Polls and seconds that the new address must fail before the configured one is asked again.
  private static let mostFailures = 3
  private static let longestFailure: Int64 = 2 * 86_400

  /// The URL to ask: the adopted one if there is one for this configured URL.
  func url(for configured: String) -> String {
    guard let adopted, adopted.configured == StoredURL.text(configured) else { return configured }
    guard adopted.url.hasSuffix(Self.sameQuery) else { return adopted.url }
    return adopted.url.dropLast(Self.sameQuery.count) + (Self.query(of: configured) ?? "")
  }

  /// Follows where sound answers come from. True when a new address was adopted now.
  mutating func noteMove(_ response: FetchResponse, for request: FetchRequest, now: UnixTime) -> Bool {
    if adopted == nil, candidate == nil, !response.isMovedPermanently { return false }
    let configured = StoredURL.text(request.url)
    if adopted?.configured != configured { adopted = nil }
    adopted?.failures = 0
    adopted?.failingSince = nil
    guard response.isMovedPermanently, let target = Self.storable(response.url, for: request.url),
      Self.mayBeKept(response, request)
    else {
      candidate = nil
      return false
    }
    guard var move = candidate, move.url == target, move.configured == configured else {
      candidate = Move(url: target, configured: configured, since: now)
      return false
    }
    move.count = min(move.count, .max - 1) + 1
    candidate = move
    guard move.count >= Self.leastPolls, now.seconds - move.since.seconds >= Self.leastTime else {
      return false
    }
    move.since = now
    adopted = move
    candidate = nil
    return true
  }

  /// Counts a failure of the source. True when the adopted address is given up now.
  mutating func noteFailure(_ request: FetchRequest, isGone: Bool, now: UnixTime) -> Bool {
    candidate = nil
    guard var move = adopted else { return false }
    guard move.configured == StoredURL.text(request.url) else {
      adopted = nil
      return false
    }
    move.failures = min(move.failures, .max - 1) + 1
    move.failingSince = move.failingSince ?? now
    adopted = move
    let length = now.seconds - (move.failingSince ?? now).seconds
    guard isGone || move.failures >= Self.mostFailures && length >= Self.longestFailure else { return false }
    adopted = nil
    return true
  }

  /// Ends a URL whose query is the configured one's.
  private static let sameQuery = "?…"

  /// The form in which the index may keep a new address: an operator's query may be a secret, so that it is kept
  /// only by saying that it is the same. nil when that cannot be said.
  static func storable(_ target: String, for configured: String) -> String? {
    guard let query = query(of: configured) else { return target }
    guard let own = self.query(of: target) else { return target }
    return own == query ? target.dropLast(own.count) + sameQuery : nil
  }

  /// From the question mark to the end or the fragment; nil when there is none.
  private static func query(of url: String) -> String? {
    let text = url.prefix { $0 != "#" }
    return text.firstIndex(of: "?").map { String(text[$0...]) }
  }

  /// False for an address that is not public and not allowed either. Each connection is checked as well; this
  /// keeps it out of the state.
  private static func mayBeKept(_ response: FetchResponse, _ request: FetchRequest) -> Bool {
    let sight = AddressGuard(allowed: request.allowedNetworks)
    if let address = response.address { return sight.permits(address) }
    // A proxy connected: what the host's name says is all there is to see.
    return sight.permits(hostOf: response.url)
  }
}
