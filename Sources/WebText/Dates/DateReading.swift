/// What a date text says, and how exactly.
public struct DateReading: Hashable, Sendable {
  /// Where the zone came from.
  public enum Zone: Hashable, Sendable {
    /// A numeric offset, `Z`, or an unambiguous name such as `GMT` or `EST` (RFC 822 §5).
    case given
    /// No zone, and none was configured: `time` reads the text as UTC.
    case absent
    /// A name that several zones share (`IST`, `BST`, `CST`, `AST`): `time` uses the usual meaning.
    case ambiguous
    /// No zone in the text; the source's configured zone was applied.
    case configured
  }

  /// The instant; for a zone-less text read as UTC, for a date without a time the midnight that begins it.
  public var time: UnixTime
  public var zone: Zone
  /// True when the text has a date and no time of day.
  public var isDateOnly: Bool

  public init(time: UnixTime, zone: Zone, isDateOnly: Bool) {
    self.time = time
    self.zone = zone
    self.isDateOnly = isDateOnly
  }
}
