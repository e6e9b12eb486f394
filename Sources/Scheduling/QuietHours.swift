public import WebText

/// A part of each day, by some clock, in which a source is left alone; it may go over midnight.
public struct QuietHours: Hashable, Sendable {
  /// Minutes of the day, 0..<1440.
  public let from: Int
  public let to: Int
  public let zone: TimeZoneRules?

  /// nil when `from` and `to` are the same, or no minutes of a day.
  /// - Parameter zone: nil for UTC.
  public init?(from: Int, to: Int, zone: TimeZoneRules? = nil) {
    guard from != to, (0..<1440).contains(from), (0..<1440).contains(to) else { return nil }
    (self.from, self.to, self.zone) = (from, to, zone)
  }

  /// When the quiet hours that `time` lies in end; nil when it lies in none.
  public func end(at time: UnixTime) -> UnixTime? {
    let local = time.adding(seconds: zone?.offset(atUTC: time) ?? 0)
    let midnight = SourceRhythm.floor(local.seconds, 86_400)
    let minute = Int((local.seconds - midnight) / 60)
    let isQuiet = from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    guard isQuiet else { return nil }
    let day: Int64 = minute < to ? 0 : 86_400
    let end = UnixTime(seconds: midnight + day + Int64(to) * 60)
    let utc = zone?.utc(fromLocal: end) ?? end
    // Clocks that are put back must not give an end that has passed.
    return utc > time ? utc : time.adding(seconds: 3600)
  }
}
