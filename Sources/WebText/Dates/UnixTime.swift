/// An instant, in milliseconds since 1970-01-01T00:00:00Z without leap seconds (POSIX time).
public struct UnixTime: Hashable, Comparable, Sendable {
  /// Milliseconds since the epoch; negative before 1970.
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// - Parameter seconds: seconds since the epoch; saturates instead of overflowing.
  public init(seconds: Int64) {
    let (value, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    self.milliseconds = overflow ? (seconds < 0 ? .min : .max) : value
  }

  /// Whole seconds since the epoch, rounded down.
  public var seconds: Int64 {
    milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
  }

  public static func < (left: UnixTime, right: UnixTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant `seconds` later (earlier if negative); saturates.
  public func adding(seconds: Int64) -> UnixTime {
    let (delta, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return UnixTime(milliseconds: seconds < 0 ? .min : .max) }
    let (sum, carried) = milliseconds.addingReportingOverflow(delta)
    return UnixTime(milliseconds: carried ? (delta < 0 ? .min : .max) : sum)
  }
}
