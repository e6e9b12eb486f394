public import WebText

/// The three date formats of HTTP: RFC 9110 §5.6.7.
public enum HTTPDate {
  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` and the two obsolete forms `Sunday, 06-Nov-94 08:49:37 GMT` and
  /// `Sun Nov  6 08:49:37 1994`. nil for anything else, `0` and `-1` included.
  public static func parse(_ text: String) -> UnixTime? {
    var text = text
    return text.withUTF8 { parse($0) }
  }

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> UnixTime? {
    // Longer than any of the forms can be: not a date, and not worth reading.
    guard bytes.count <= 64 else { return nil }
    let words = bytes.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C || $0 == 0x2D }
    // asctime: day month date time year; the others: day date month year time zone.
    if words.count == 5, let month = month(words[1]) {
      return instant(year: number(words[4], 4), month: month, day: number(words[2], 2), time: words[3])
    }
    guard words.count == 6, let month = month(words[2]), isGMT(words[5]) else { return nil }
    var year = number(words[3], 4)
    if words[3].count == 2, let short = year {
      // Two digits: RFC 9110 asks for "not more than 50 years in the future"; 1970…2069 is that for decades.
      year = short + (short < 70 ? 2000 : 1900)
    }
    return instant(year: year, month: month, day: number(words[1], 2), time: words[4])
  }

  /// `later - earlier` in whole seconds; saturates.
  static func secondsBetween(_ earlier: UnixTime, _ later: UnixTime) -> Int64 {
    let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
    guard !overflow else { return later < earlier ? .min / 1000 : .max / 1000 }
    return UnixTime(milliseconds: difference).seconds
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ most: Int) -> Int64? {
    guard !digits.isEmpty, digits.count <= most else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value
  }

  private static func month(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    guard name.count == 3, let start = name.base.baseAddress else { return nil }
    return Civil.month(start + name.startIndex).map(Int64.init)
  }

  /// liberal: `UTC` and `UT` for `GMT`.
  private static func isGMT(_ zone: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = zone.map { $0 & 0xDF }
    return text == Array("GMT".utf8) || text == Array("UTC".utf8) || text == Array("UT".utf8)
  }

  private static func instant(
    year: Int64?, month: Int64, day: Int64?, time: Slice<UnsafeBufferPointer<UInt8>>
  ) -> UnixTime? {
    let parts = time.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard let year, year >= 1, let day, day >= 1,
      day <= Int64(Civil.daysInMonth(Int(month), year: Int(year))), parts.count == 3,
      let hour = number(parts[0], 2), hour < 24, let minute = number(parts[1], 2), minute < 60,
      let second = number(parts[2], 2), second <= 60
    else { return nil }
    return UnixTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}

/// Numbers in header fields, which a server may make as long as it likes.
enum SaturatingNumber {
  /// The value of a text of ASCII digits, `Int64.max` when it is larger; nil for an empty text or any other byte.
  static func parse(_ bytes: some Collection<UInt8>) -> Int64? {
    guard !bytes.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(Int64(byte - 0x30))
      if overflow || carried { value = .max } else { value = sum }
    }
    return value
  }
}
