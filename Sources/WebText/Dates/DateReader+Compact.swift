/// Dates and times in one number: ISO 8601's basic formats, and seconds since the epoch.
extension DateReader {
  /// ISO 8601 basic formats, and seconds or milliseconds since the epoch. Returns what follows.
  mutating func readCompact(_ index: Int) -> Int? {
    let token = tokens[index]
    let value = token.value
    func setDate(_ date: Int) {
      fields.year = date / 10_000
      fields.month = date / 100 % 100
      fields.day = date % 100
    }
    func setTime(_ time: Int) {
      fields.hour = time / 10_000
      fields.minute = time / 100 % 100
      fields.second = time % 100
    }
    switch token.digits {
    case 8 where fields.year == nil:
      setDate(value)
      return readCompactTime(index + 1)
    case 7 where fields.year == nil:
      guard setOrdinal(year: value / 1000, day: value % 1000) else { return nil }
      return readCompactTime(index + 1)
    // ISO 8601:1988 §5.2.1.3 and §5.2.2.2: the century left out. A year and a month without a dash are no
    // form of it (§5.2.1.2), but what else should 200312 be?
    case 6 where isAlone(index):
      setDate(value)
      fields.yearDigits = 2
      if fields.milliseconds == nil, (1900...2099).contains(value / 100) {
        (fields.year, fields.yearDigits) = (value / 100, 4)
        (fields.month, fields.day) = (value % 100, 1)
      }
      return readCompactTime(index + 1)
    case 5 where isAlone(index):
      fields.yearDigits = 2
      guard setOrdinal(year: Self.fullYear(ofTwoDigits: value / 1000), day: value % 1000) else { return nil }
      return readCompactTime(index + 1)
    case 12:
      setDate(value / 10_000)
      setTime(value % 10_000 * 100)
    case 14:
      setDate(value / 1_000_000)
      setTime(value % 1_000_000)
    // 4,102,444,800 is the first second of 2100.
    case 10 where tokens.count == 1 && value < 4_102_444_800:
      setEpoch(value * 1000)
    case 13 where tokens.count == 1 && value < 4_102_444_800_000:
      setEpoch(value)
    case 10 where tokens.count == 3 && value < 4_102_444_800 && sign(at: 1) == UInt8(ascii: "."):
      guard let fraction = number(at: 2), !fraction.followsSpace else { return nil }
      setEpoch(value * 1000 + Self.milliseconds(of: fraction))
      return 3
    default:
      return nil
    }
    expectsZone = true
    return index + 1
  }

  mutating func setEpoch(_ milliseconds: Int) {
    fields.year = 1970
    fields.additionalDays = milliseconds / 86_400_000
    let rest = milliseconds % 86_400_000
    fields.hour = rest / 3_600_000
    fields.minute = rest / 60_000 % 60
    fields.second = rest / 1000 % 60
    fields.millisecond = rest % 1000
    fields.offset = 0
  }

  /// `T101830`, `T1018`, `T10` after a date in basic format.
  mutating func readCompactTime(_ index: Int) -> Int {
    guard index < tokens.count, isDateTimeMark(index), let time = number(at: index + 1),
      sign(at: index + 2) != UInt8(ascii: ":")
    else { return index }
    switch time.digits {
    case 2: fields.hour = time.value
    case 4:
      fields.hour = time.value / 100
      fields.minute = time.value % 100
    case 6:
      fields.hour = time.value / 10_000
      fields.minute = time.value / 100 % 100
      fields.second = time.value % 100
    default: return index
    }
    expectsZone = true
    if let sign = sign(at: index + 2), sign == UInt8(ascii: ".") || sign == UInt8(ascii: ","),
      let fraction = number(at: index + 3), !fraction.followsSpace
    {
      // The fraction is of the last field that is there (ISO 8601 §5.3.1.4).
      let milliseconds = Self.milliseconds(of: fraction)
      switch time.digits {
      case 2: add(milliseconds: milliseconds * 3600)
      case 4: add(milliseconds: milliseconds * 60)
      default: fields.millisecond = milliseconds
      }
      return index + 4
    }
    return index + 2
  }

  /// True for a number that nothing but a time follows: shorter forms are too much like other numbers.
  private func isAlone(_ index: Int) -> Bool {
    index == 0 && (tokens.count == 1 || (index + 1 < tokens.count && isDateTimeMark(index + 1)))
  }

  private static func fullYear(ofTwoDigits year: Int) -> Int { year < 50 ? 2000 + year : 1900 + year }

  /// `-0312` and `-03-12`, year and month without a century (ISO 8601:1988 §5.2.1.3 c).
  func truncated() -> DateFields? {
    guard sign(at: 0) == UInt8(ascii: "-"), let first = number(at: 1) else { return nil }
    var fields = DateFields()
    fields.yearDigits = 2
    if tokens.count == 2, first.digits == 4 {
      (fields.year, fields.month) = (first.value / 100, first.value % 100)
      return fields
    }
    guard tokens.count == 4, first.digits == 2, sign(at: 2) == UInt8(ascii: "-"), let second = number(at: 3),
      second.digits == 2
    else { return nil }
    (fields.year, fields.month) = (first.value, second.value)
    return fields
  }

  func isDateTimeMark(_ index: Int) -> Bool {
    let token = tokens[index]
    return token.kind == .word && token.value == 1 && token.initial == UInt32(UInt8(ascii: "t"))
  }

  mutating func setOrdinal(year: Int, day: Int) -> Bool {
    guard (1...(Civil.isLeap(year) ? 366 : 365)).contains(day) else { return false }
    fields.year = year
    fields.yearDigits = 4
    fields.additionalDays = day - 1
    return true
  }
}
