/// The fields of a date, as they were read; not checked before `milliseconds`.
struct DateFields {
  var year: Int?
  /// How many digits the year was written with.
  var yearDigits = 4
  var month = 1
  var day = 1
  /// nil for a date without a time.
  var hour: Int?
  var minute = 0
  var second = 0
  var millisecond = 0
  /// Seconds east of UTC; nil when no zone is named.
  var offset: Int?
  var isZoneAmbiguous = false
  /// Days after the date that the fields name: for ordinal and week dates.
  var additionalDays = 0

  /// Milliseconds since the epoch, the offset left aside; nil when a field is out of its range.
  var milliseconds: Int64? {
    guard let year = fullYear, (0...9999).contains(year), (1...12).contains(month),
      (1...Civil.daysInMonth(month, year: year)).contains(day), (0...59).contains(minute),
      (0...60).contains(second), (0...999).contains(millisecond)
    else { return nil }
    let hour = hour ?? 0
    // ISO 8601: 24:00 is the midnight that ends the day.
    guard (0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0) else { return nil }
    let days = Civil.days(year: year, month: month, day: day) + additionalDays
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return Int64(seconds * 1000 + millisecond)
  }

  /// RFC 2822 §4.3: two digits are 1950…2049, three count from 1900.
  private var fullYear: Int? {
    guard let year else { return nil }
    switch yearDigits {
    case 1, 2: return year < 50 ? 2000 + year : 1900 + year
    case 3: return 1900 + year
    default: return year
    }
  }
}
