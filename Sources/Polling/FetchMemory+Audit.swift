import FeedModel
import Fetching
import Storing
import WebText

/// Whether a source's 304s are true. Some servers answer 304 for ever once they were asked conditionally.
///
/// Now and then a source is asked for the whole document. When that has news, the old validators are tried once
/// more: a 304 to them is the proof, and a server that gives new content an old entity tag needs no trial.
extension FetchMemory {
  /// 304s between two audits: 20 to 50, at a place of its own for each source.
  private static let leastBetween = 20
  private static let spread: UInt64 = 31
  /// The longest time without a whole document.
  private static let longest: Int64 = 7 * 86_400
  /// How long validators that were found unreliable are left out.
  static let distrust: Int64 = 28 * 86_400
  /// 304s between two audits of a source that was caught once: it is not to hide much again.
  private static let leastBetweenAfterwards = 4

  /// True when the next poll is to ask for the whole document.
  func isAuditDue(_ source: String, now: UnixTime) -> Bool {
    if unreliableUntil != nil, unconfirmed >= Self.leastBetweenAfterwards { return true }
    let between = Self.leastBetween + Int(StableHash.hash64(source) % Self.spread)
    guard unconfirmed > 0 else { return false }
    return unconfirmed >= between || lastWhole.map { now.seconds - $0.seconds >= Self.longest } ?? false
  }

  func distrustsValidators(now: UnixTime) -> Bool { unreliableUntil.map { $0 > now } ?? false }

  /// Counts a sound answer.
  mutating func noteAnswer(_ response: FetchResponse, now: UnixTime) {
    guard case .body = response.outcome, !response.isDelta else {
      unconfirmed = min(unconfirmed, .max - 1) + 1
      // Of an earlier version: the week begins now.
      lastWhole = lastWhole ?? now
      return
    }
    unconfirmed = 0
    lastWhole = now
  }
}

extension Validators {
  /// True when a server gave another body under these validators too, which it must not (RFC 9110 §8.8.1).
  func areReused(in response: FetchResponse) -> Bool {
    guard let new = response.validators, new.belong(to: url) || new.url == response.url && belong(to: new.url)
    else { return false }
    if let etag { return new.etag == etag }
    return new.etag == nil && lastModified != nil && new.lastModified == lastModified
  }
}
