/// The date that the numbers and words make together.
extension DateReader {
  /// Gives the numbers that are left their places.
  mutating func assignDate() -> Bool {
    if hasUnits, let unitMonth, unitDay == nil, fields.year == nil, month == nil, numbers.count == 2 {
      // RFC 2822's order, with a name of the month: `周五, 01 4月 2022`.
      fields.month = unitMonth
      return assignWithMonth()
    }
    if hasUnits {
      if let unitMonth { fields.month = unitMonth }
      if let unitDay { fields.day = unitDay }
      // 2022년 4월 without a day is a date; 4월 1일 is none.
      return fields.year != nil && unitMonth != nil && numbers.isEmpty && month == nil
    }
    if let month {
      guard fields.year == nil else { return false }
      fields.month = month
      return assignWithMonth()
    }
    if fields.year != nil { return numbers.isEmpty }
    switch numbers.count {
    case 3: return assignThree()
    case 2:
      if numbers[0].digits == 2, numbers[1].digits == 3, separator == UInt8(ascii: "-") {
        let year = numbers[0].value
        return setOrdinal(year: year < 50 ? 2000 + year : 1900 + year, day: numbers[1].value)
      }
      guard numbers[0].digits == 4 else { return false }
      if numbers[1].digits == 3 { return setOrdinal(year: numbers[0].value, day: numbers[1].value) }
      guard fields.hour == nil else { return false }
      setYear(numbers[0])
      fields.month = numbers[1].value
      return true
    case 1:
      guard numbers[0].digits == 4, fields.hour == nil, (1000...2999).contains(numbers[0].value) else {
        return false
      }
      setYear(numbers[0])
      return true
    default: return false
    }
  }

  /// `1 April 2022`, `April 1, 2022`, `2022 April 1`, `April 2022`.
  mutating func assignWithMonth() -> Bool {
    switch numbers.count {
    case 2:
      let isYearFirst = numbers[0].digits >= 3 || (numbers[0].value > 31 && numbers[1].value <= 31)
      setYear(numbers[isYearFirst ? 0 : 1])
      fields.day = numbers[isYearFirst ? 1 : 0].value
      return numbers[isYearFirst ? 1 : 0].digits <= 2
    case 1:
      guard numbers[0].digits == 4, fields.hour == nil else { return false }
      setYear(numbers[0])
      return true
    default:
      return false
    }
  }

  mutating func assignThree() -> Bool {
    let (first, second, third) = (numbers[0], numbers[1], numbers[2])
    func set(_ year: DateTokens.Token, _ month: DateTokens.Token, _ day: DateTokens.Token) -> Bool {
      setYear(year)
      fields.month = month.value
      fields.day = day.value
      return true
    }
    // liberal: a month of three digits, as in 2003-012-31.
    if first.digits >= 4 { return set(first, second, third) }
    guard first.digits <= 2, second.digits <= 2 else { return false }
    let isYearLast = third.digits >= 4
    // Two digits each, with dashes: the short form of ISO 8601:1988.
    if !isYearLast, separator == UInt8(ascii: "-") { return set(first, second, third) }
    // Slashes are America's month first, unless that cannot be; the others put the day first.
    let isMonthFirst = separator == UInt8(ascii: "/") ? first.value <= 12 : second.value > 12
    return isMonthFirst ? set(third, first, second) : set(third, second, first)
  }

  mutating func setYear(_ token: DateTokens.Token) {
    fields.year = token.value
    fields.yearDigits = token.digits
  }

  /// Where a month's name or an order of numbers has two readings, takes the one that the day of the week
  /// agrees with, or that is a date at all.
  mutating func settleDispute() {
    var other = fields
    if let otherMonth, fields.month == month {
      other.month = otherMonth
    } else if separator == UInt8(ascii: "/"), month == nil, numbers.count == 3, numbers[0].digits <= 2,
      fields.day <= 12
    {
      (other.month, other.day) = (fields.day, fields.month)
    } else {
      return
    }
    guard let theirs = Self.weekday(of: other) else { return }
    guard let ours = Self.weekday(of: fields) else {
      fields = other
      return
    }
    if weekday > 0, theirs == weekday, ours != weekday { fields = other }
  }

  /// 1 for Monday … 7; nil for what is no date.
  private static func weekday(of fields: DateFields) -> Int? {
    guard let milliseconds = fields.milliseconds else { return nil }
    let day = milliseconds / 86_400_000 - (milliseconds % 86_400_000 < 0 ? 1 : 0)
    return Civil.weekday(ofDay: Int(day)) + 1
  }
}
