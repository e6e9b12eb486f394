/// Reads the dates that feeds write.
public enum DateText {
  /// What a date text says; nil when it is no date.
  ///
  /// - Parameters:
  ///   - utf8: the text; white space around it is skipped, and no more than 128 bytes are looked at.
  ///   - zone: applied to a text that names no zone; without it such a text is read as UTC.
  public static func read(_ utf8: UnsafeBufferPointer<UInt8>, zone: TimeZoneRules? = nil) -> DateReading? {
    guard let (milliseconds, _, _) = RFC3339Scan.dateTime(utf8) else { return nil }
    return DateReading(time: UnixTime(milliseconds: milliseconds), zone: .given, isDateOnly: false)
  }

  /// As `read(_:zone:)` for UTF-8.
  public static func read(_ text: String, zone: TimeZoneRules? = nil) -> DateReading? {
    var copy = text
    return copy.withUTF8 { read($0, zone: zone) }
  }
}
