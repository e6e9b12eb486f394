import Glibc

extension UnixTime {
  /// The instant at which it is called, by the system's real-time clock.
  public static func now() -> UnixTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixTime(milliseconds: Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000)
  }

  /// The instant of a UTC date and time in the proleptic Gregorian calendar.
  ///
  /// Fields outside their range carry over (month 13 is January of the next year), and an instant that does
  /// not fit saturates, so that no input traps.
  public init(
    year: Int64, month: Int64, day: Int64, hour: Int64 = 0, minute: Int64 = 0, second: Int64 = 0
  ) {
    func limited(_ value: Int64, _ limit: Int64) -> Int64 { min(max(value, -limit), limit) }
    // Far beyond what an Int64 of milliseconds can hold, and small enough that nothing below overflows.
    let months = limited(month, 1_000_000_000_000) - 1
    let carry = months >= 0 ? months / 12 : (months - 11) / 12
    let years = limited(limited(year, 1_000_000_000) + carry, 1_000_000_000)
    let days =
      Int64(Civil.days(year: Int(years), month: Int(months - carry * 12) + 1, day: 1))
      + limited(day, 1_000_000_000_000) - 1
    let time =
      limited(hour, 10_000_000_000_000) * 3600 + limited(minute, 10_000_000_000_000) * 60
      + limited(second, 1_000_000_000_000_000)
    let (seconds, overflow) = days.multipliedReportingOverflow(by: 86_400)
    guard !overflow else {
      self.init(milliseconds: days < 0 ? .min : .max)
      return
    }
    let (sum, carried) = seconds.addingReportingOverflow(time)
    self.init(seconds: carried ? (time < 0 ? .min : .max) : sum)
  }

  /// RFC 3339 in UTC with `Z`; a fraction of three digits or fewer, and only when it is not zero.
  ///
  /// RFC 3339 §1 has only the years 0000 to 9999: an instant outside is written as the nearest in it.
  public var rfc3339: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    appendRFC3339(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The UTC date, `2026-11-23`; years as in `rfc3339`.
  public var utcDay: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    let (day, _) = dayAndMilliseconds
    Self.appendDate(ofDay: day, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `rfc3339` as ASCII.
  public func appendRFC3339(to bytes: inout [UInt8]) {
    let (day, milliseconds) = dayAndMilliseconds
    Self.appendDate(ofDay: day, to: &bytes)
    let seconds = milliseconds / 1000
    bytes.append(UInt8(ascii: "T"))
    Self.appendTwoDigits(seconds / 3600, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.appendTwoDigits(seconds / 60 % 60, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.appendTwoDigits(seconds % 60, to: &bytes)
    var fraction = milliseconds % 1000
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      var unit = 100
      while fraction > 0 {
        bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: fraction / unit))
        fraction %= unit
        unit /= 10
      }
    }
    bytes.append(UInt8(ascii: "Z"))
  }

  /// 0000-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z, in milliseconds: what RFC 3339 can write.
  static let rfc3339Range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

  /// Day since the epoch and milliseconds in it, limited to the years that RFC 3339 can write.
  private var dayAndMilliseconds: (day: Int, milliseconds: Int) {
    let limited = Int(min(max(milliseconds, Self.rfc3339Range.lowerBound), Self.rfc3339Range.upperBound))
    let day = limited / 86_400_000 - (limited % 86_400_000 < 0 ? 1 : 0)
    return (day, limited - day * 86_400_000)
  }

  private static func appendDate(ofDay day: Int, to bytes: inout [UInt8]) {
    let date = Civil.date(ofDay: day)
    appendTwoDigits(date.year / 100, to: &bytes)
    appendTwoDigits(date.year % 100, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendTwoDigits(date.month, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendTwoDigits(date.day, to: &bytes)
  }

  @inline(__always)
  private static func appendTwoDigits(_ value: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10))
    bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10))
  }
}

extension UnixTime {
  /// Reads an RFC 3339 §5.6 `date-time`, whole: `2022-04-01T10:18:00.5+09:00`.
  ///
  /// As the RFC's notes allow, `T` and `Z` may be lower case, and a space may stand for `T`. A leap second
  /// (`:60`) is the second after `:59`; digits of a fraction beyond the third are dropped.
  public init?(rfc3339 text: some StringProtocol) {
    var copy = String(text)
    guard let time = copy.withUTF8({ UnixTime(rfc3339: $0) }) else { return nil }
    self = time
  }

  /// As `init?(rfc3339:)` for text, of UTF-8.
  public init?(rfc3339 utf8: UnsafeBufferPointer<UInt8>) {
    guard let (milliseconds, length, _) = RFC3339Scan.dateTime(utf8), length == utf8.count,
      Self.rfc3339Range.contains(milliseconds)
    else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

/// The scanner of RFC 3339 date-times, which `DateText` tries first.
enum RFC3339Scan {
  /// Milliseconds since the epoch, the bytes that it took, and whether the offset is there.
  ///
  /// nil when the text does not begin with a complete date-time; without an offset the time is read as UTC,
  /// and `hasOffset` is nil-like false only if `requiringOffset` is false.
  @inline(__always)
  static func dateTime(
    _ text: UnsafeBufferPointer<UInt8>, requiringOffset: Bool = true
  ) -> (milliseconds: Int64, length: Int, hasOffset: Bool)? {
    let count = text.count
    guard count >= 19, let start = text.baseAddress else { return nil }
    guard start[4] == UInt8(ascii: "-"), start[7] == UInt8(ascii: "-"),
      start[13] == UInt8(ascii: ":"), start[16] == UInt8(ascii: ":"),
      start[10] | 0x20 == UInt8(ascii: "t") || start[10] == UInt8(ascii: " "),
      let century = twoDigits(start), let yearOfCentury = twoDigits(start + 2),
      let month = twoDigits(start + 5), let day = twoDigits(start + 8),
      let hour = twoDigits(start + 11), let minute = twoDigits(start + 14),
      let second = twoDigits(start + 17)
    else { return nil }
    let year = century &* 100 &+ yearOfCentury
    guard (1...12).contains(month), day >= 1, day <= 28 || day <= Civil.daysInMonth(month, year: year),
      hour <= 23, minute <= 59, second <= 60
    else { return nil }
    var index = 19
    var milliseconds = 0
    if index < count, start[index] == UInt8(ascii: ".") || start[index] == UInt8(ascii: ",") {
      index &+= 1
      var unit = 100
      let first = index
      while index < count, start[index] &- UInt8(ascii: "0") <= 9 {
        milliseconds &+= Int(start[index] &- UInt8(ascii: "0")) &* unit
        unit /= 10
        index &+= 1
      }
      guard index > first else { return nil }
    }
    var seconds = Civil.days(year: year, month: month, day: day) &* 86_400
    seconds &+= hour &* 3600 &+ minute &* 60 &+ second
    var hasOffset = false
    if index < count, start[index] | 0x20 == UInt8(ascii: "z") {
      index &+= 1
      hasOffset = true
    } else if index &+ 6 <= count, start[index] == UInt8(ascii: "+") || start[index] == UInt8(ascii: "-"),
      start[index &+ 3] == UInt8(ascii: ":"),
      let hours = twoDigits(start + index + 1), let minutes = twoDigits(start + index + 4),
      hours <= 23, minutes <= 59
    {
      let offset = hours &* 3600 &+ minutes &* 60
      seconds &-= start[index] == UInt8(ascii: "+") ? offset : -offset
      index &+= 6
      hasOffset = true
    }
    guard hasOffset || !requiringOffset else { return nil }
    return (Int64(seconds &* 1000 &+ milliseconds), index, hasOffset)
  }

  /// The number that two ASCII digits write.
  @inline(__always)
  static func twoDigits(_ start: UnsafePointer<UInt8>) -> Int? {
    let tens = start[0] &- UInt8(ascii: "0")
    let ones = start[1] &- UInt8(ascii: "0")
    guard tens <= 9, ones <= 9 else { return nil }
    return Int(tens) &* 10 &+ Int(ones)
  }
}
