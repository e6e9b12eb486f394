public import WebText

/// When a server asks to be left alone until: RFC 9110 §10.2.3.
public enum RetryAfter: Hashable, Sendable {
  /// Seconds from the answer on; never negative.
  case seconds(Int64)
  /// An HTTP-date.
  case date(UnixTime)

  /// Reads both forms: digits, or a date. nil for anything else.
  ///
  /// - Parameter text: the field's value. A number too large for `Int64` is `Int64.max`.
  public init?(_ text: String) {
    var text = text
    let value = text.withUTF8 { bytes -> RetryAfter? in
      if let seconds = SaturatingNumber.parse(bytes) { return .seconds(seconds) }
      return HTTPDate.parse(bytes).map(RetryAfter.date)
    }
    guard let value else { return nil }
    self = value
  }

  /// Seconds to wait from `now`; 0 for a date that has passed.
  ///
  /// - Parameter serverDate: the answer's `Date`, if it could be read: a date is then relative to the
  ///   server's clock, so that a wrong clock on either side does no harm.
  public func seconds(from now: UnixTime, serverDate: UnixTime? = nil) -> Int64 {
    switch self {
    case .seconds(let seconds): seconds
    case .date(let date): HTTPDate.secondsBetween(serverDate ?? now, date).clamped(0)
    }
  }
}

extension Int64 {
  fileprivate func clamped(_ least: Int64) -> Int64 { Swift.max(self, least) }
}
