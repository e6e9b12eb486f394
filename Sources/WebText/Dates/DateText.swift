/// Reads the dates that feeds write.
///
/// RFC 822 and 2822, RFC 3339, ISO 8601, W3CDTF, asctime, and what publishers make of them: months and days
/// in a score of languages, East Asian forms, American and European orders, named zones.
public enum DateText {
  /// No date is longer; what follows is not looked at.
  private static let longest = 128

  /// What a date text says; nil when it is no date, or one outside the years 0000 to 9999.
  ///
  /// - Parameters:
  ///   - utf8: the text; white space around it is skipped, and no more than 128 bytes are looked at.
  ///   - zone: applied to a text that names no zone; without it such a text is read as UTC.
  public static func read(_ utf8: UnsafeBufferPointer<UInt8>, zone: TimeZoneRules? = nil) -> DateReading? {
    // An offset can lead out of the years that can be written.
    guard let reading = interpret(utf8, zone: zone), UnixTime.rfc3339Range.contains(reading.time.milliseconds)
    else { return nil }
    return reading
  }

  private static func interpret(_ utf8: UnsafeBufferPointer<UInt8>, zone: TimeZoneRules?) -> DateReading? {
    var start = 0
    var end = min(utf8.count, longest)
    while start < end, utf8[start] <= 0x20 { start &+= 1 }
    while end > start, utf8[end &- 1] <= 0x20 { end &-= 1 }
    let text = UnsafeBufferPointer(rebasing: utf8[start..<end])
    if let (milliseconds, length, hasOffset) = RFC3339Scan.dateTime(text, requiringOffset: false),
      length == text.count
    {
      return reading(milliseconds, hasOffset: hasOffset, zone: zone)
    }
    if let milliseconds = RFC822Scan.dateTime(text) {
      return reading(milliseconds, hasOffset: true, zone: zone)
    }
    if let (named, range) = ZoneName.find(in: text) {
      var bytes = Array(text)
      for index in range { bytes[index] = UInt8(ascii: " ") }
      return bytes.withUnsafeBufferPointer { text in
        guard var reading = slowReading(text, zone: named) else { return nil }
        if reading.zone == .configured { reading.zone = .given }
        return reading
      }
    }
    return slowReading(text, zone: zone)
  }

  private static func slowReading(
    _ text: UnsafeBufferPointer<UInt8>, zone: TimeZoneRules?
  ) -> DateReading? {
    let tokens = DateTokens(text)
    guard let fields = tokens.fields() else { return nil }
    return reading(of: fields, zone: zone)
  }

  /// As `read(_:zone:)` for UTF-8.
  public static func read(_ text: String, zone: TimeZoneRules? = nil) -> DateReading? {
    var copy = text
    return copy.withUTF8 { read($0, zone: zone) }
  }

  private static func reading(_ milliseconds: Int64, hasOffset: Bool, zone: TimeZoneRules?) -> DateReading {
    let time = UnixTime(milliseconds: milliseconds)
    if hasOffset { return DateReading(time: time, zone: .given, isDateOnly: false) }
    if let zone { return DateReading(time: zone.utc(fromLocal: time), zone: .configured, isDateOnly: false) }
    return DateReading(time: time, zone: .absent, isDateOnly: false)
  }

  private static func reading(of fields: DateFields, zone: TimeZoneRules?) -> DateReading? {
    guard let milliseconds = fields.milliseconds else { return nil }
    let local = UnixTime(milliseconds: milliseconds)
    let isDateOnly = fields.hour == nil
    if let offset = fields.offset {
      return DateReading(
        time: local.adding(seconds: -Int64(offset)), zone: fields.isZoneAmbiguous ? .ambiguous : .given,
        isDateOnly: isDateOnly)
    }
    if let zone {
      return DateReading(time: zone.utc(fromLocal: local), zone: .configured, isDateOnly: isDateOnly)
    }
    return DateReading(time: local, zone: .absent, isDateOnly: isDateOnly)
  }
}

/// The scanner of dates in the form that RFC 822 §5 and RFC 2822 §3.3 mean, which nearly all of RSS uses.
enum RFC822Scan {
  /// Milliseconds since the epoch of `[Www, ]D Mon YYYY HH:MM:SS zone`; nil for whatever deviates from it.
  static func dateTime(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let count = text.count
    guard count >= 22, let start = text.baseAddress else { return nil }
    let space = UInt8(ascii: " ")
    var index = 0
    if start[3] == UInt8(ascii: ","), start[4] == space, start[0] | 0x20 &- UInt8(ascii: "a") < 26 {
      index = 5
    }
    var day = Int(start[index] &- UInt8(ascii: "0"))
    guard day <= 9 else { return nil }
    index &+= 1
    if start[index] &- UInt8(ascii: "0") <= 9 {
      day = day &* 10 &+ Int(start[index] &- UInt8(ascii: "0"))
      index &+= 1
    }
    // The month, the year, the time and a zone of at least three.
    guard index &+ 21 <= count, start[index] == space,
      let month = Civil.month(start + index + 1), start[index &+ 4] == space,
      let century = RFC3339Scan.twoDigits(start + index + 5),
      let yearOfCentury = RFC3339Scan.twoDigits(start + index + 7), start[index &+ 9] == space,
      let hour = RFC3339Scan.twoDigits(start + index + 10), start[index &+ 12] == UInt8(ascii: ":"),
      let minute = RFC3339Scan.twoDigits(start + index + 13), start[index &+ 15] == UInt8(ascii: ":"),
      let second = RFC3339Scan.twoDigits(start + index + 16), start[index &+ 18] == space
    else { return nil }
    let year = century &* 100 &+ yearOfCentury
    guard day >= 1, day <= 28 || day <= Civil.daysInMonth(month, year: year), hour <= 23, minute <= 59,
      second <= 60
    else { return nil }
    index &+= 19
    var offset = 0
    switch count &- index {
    case 3:
      let zone = (start[index], start[index &+ 1], start[index &+ 2])
      guard zone == (UInt8(ascii: "G"), UInt8(ascii: "M"), UInt8(ascii: "T")) else { return nil }
    case 5:
      let sign = start[index]
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        let hours = RFC3339Scan.twoDigits(start + index + 1),
        let minutes = RFC3339Scan.twoDigits(start + index + 3), hours <= 23, minutes <= 59
      else { return nil }
      offset = (hours &* 60 &+ minutes) &* (sign == UInt8(ascii: "+") ? 60 : -60)
    default:
      return nil
    }
    let days = Civil.days(year: year, month: month, day: day)
    let seconds = days &* 86_400 &+ hour &* 3600 &+ minute &* 60 &+ second &- offset
    return Int64(seconds &* 1000)
  }
}
