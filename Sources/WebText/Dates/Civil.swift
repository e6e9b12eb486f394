/// Arithmetic of the proleptic Gregorian calendar (ISO 8601 §4.2.1), in days since 1970-01-01.
public enum Civil {
  /// Days since the epoch of a date whose year is within ±10⁹ and whose month is 1…12; any day.
  ///
  /// Counts in years that begin in March, so that the leap day is the last of its year.
  @inline(__always)
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted &- era &* 400
    let monthFromMarch = month > 2 ? month &- 3 : month &+ 9
    let dayOfYear = (153 &* monthFromMarch &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }

  /// The date of a day; the day must be within ±10¹² of the epoch.
  static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let monthFromMarch = (5 &* dayOfYear &+ 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch &+ 3 : monthFromMarch &- 9
    let year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear &- (153 &* monthFromMarch &+ 2) / 5 &+ 1)
  }

  @inline(__always)
  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  @inline(__always)
  public static func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// 0 for Monday … 6 for Sunday (ISO 8601 counts from 1).
  @inline(__always)
  static func weekday(ofDay day: Int) -> Int {
    // Day 0, 1970-01-01, was a Thursday.
    let weekday = (day &+ 3) % 7
    return weekday < 0 ? weekday &+ 7 : weekday
  }

  /// The month of the three letters at `start`, in any case: `Jan` … `Dec`.
  @inline(__always)
  public static func month(_ start: UnsafePointer<UInt8>) -> Int? {
    let word =
      UInt32(start[0] | 0x20) << 16 | UInt32(start[1] | 0x20) << 8 | UInt32(start[2] | 0x20)
    switch word {
    case 0x6A_616E: return 1
    case 0x66_6562: return 2
    case 0x6D_6172: return 3
    case 0x61_7072: return 4
    case 0x6D_6179: return 5
    case 0x6A_756E: return 6
    case 0x6A_756C: return 7
    case 0x61_7567: return 8
    case 0x73_6570: return 9
    case 0x6F_6374: return 10
    case 0x6E_6F76: return 11
    case 0x64_6563: return 12
    default: return nil
    }
  }
}
