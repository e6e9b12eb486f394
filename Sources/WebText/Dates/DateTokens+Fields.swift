extension DateTokens {
  /// What the tokens say together; nil when they are no date.
  func fields() -> DateFields? {
    var reader = DateReader(tokens, zoneInComment: zoneInComment)
    return reader.read()
  }
}

/// Finds the time, the zone and the date among tokens, from left to right.
private struct DateReader {
  private let tokens: [DateTokens.Token]
  private let zoneInComment: DateWords.Meaning?
  private var fields = DateFields()
  /// Numbers of the date whose place is not known yet, at most three, and the sign after the first.
  private var numbers: [DateTokens.Token] = []
  private var separator: UInt8 = 0
  private var month: Int?
  /// True when `month` may be a day of the week, and so gives way to another name.
  private var isMonthWeak = false
  private var hasUnits = false
  private var unitMonth: Int?
  private var unitDay: Int?
  private var isPM: Bool?
  /// True while a zone's offset may follow: right after a time, or a zone's name.
  private var expectsZone = false
  private var unknownWords = 0

  init(_ tokens: [DateTokens.Token], zoneInComment: DateWords.Meaning?) {
    self.tokens = tokens
    self.zoneInComment = zoneInComment
  }

  mutating func read() -> DateFields? {
    var index = 0
    while index < tokens.count {
      let next: Int?
      switch tokens[index].kind {
      case .number: next = readNumber(index)
      case .word: next = readWord(index)
      case .sign: next = readSign(index)
      case .unit: next = nil
      }
      guard let next else { return nil }
      index = next
    }
    guard assignDate() else { return nil }
    if let isPM, let hour = fields.hour, hour <= 12 {
      fields.hour = hour % 12 + (isPM ? 12 : 0)
    }
    if fields.offset == nil, case .zone(let offset, let isAmbiguous) = zoneInComment {
      fields.offset = offset
      fields.isZoneAmbiguous = isAmbiguous
    }
    return fields
  }

  // MARK: numbers

  private mutating func readNumber(_ index: Int) -> Int? {
    let token = tokens[index]
    if let unit = self.unit(at: index + 1) {
      return assign(token, unit: unit) ? index + 2 : nil
    }
    if fields.hour == nil {
      if let end = readTime(index) {
        expectsZone = true
        return end
      }
      if isMeridiem(at: index + 1), token.digits <= 2 {
        fields.hour = token.value
        expectsZone = true
        return index + 1
      }
    }
    expectsZone = false
    if numbers.isEmpty, month == nil, !hasUnits, let end = readCompact(index) { return end }
    guard numbers.count < 3 else { return nil }
    if numbers.isEmpty, let sign = sign(at: index + 1) { separator = sign }
    numbers.append(token)
    return index + 1
  }

  private func unit(at index: Int) -> DateTokens.Unit? {
    guard index < tokens.count, tokens[index].kind == .unit else { return nil }
    return DateTokens.Unit(rawValue: tokens[index].value)
  }

  private mutating func assign(_ token: DateTokens.Token, unit: DateTokens.Unit) -> Bool {
    hasUnits = true
    switch unit {
    case .year:
      guard fields.year == nil else { return false }
      fields.year = token.value
      fields.yearDigits = token.digits
    case .month: unitMonth = token.value
    case .day: unitDay = token.value
    case .hour:
      guard fields.hour == nil else { return false }
      fields.hour = token.value
      expectsZone = true
    case .minute: fields.minute = token.value
    case .second: fields.second = token.value
    }
    return true
  }

  /// `10:18`, `10:18:30.5`, `10h18`, and `10.18` after a whole date. Returns what follows.
  private mutating func readTime(_ index: Int) -> Int? {
    let hour = tokens[index]
    guard hour.digits <= 2, index + 1 < tokens.count else { return nil }
    let colon = UInt8(ascii: ":")
    let dot = UInt8(ascii: ".")
    if tokens[index + 1].meaning == .hour, tokens[index + 1].kind == .word {
      fields.hour = hour.value
      guard let minute = number(at: index + 2), minute.digits == 2 else { return index + 2 }
      fields.minute = minute.value
      return index + 3
    }
    guard let minute = number(at: index + 2), minute.digits <= 2 else { return nil }
    if tokens[index + 1].isSign(dot) {
      guard isDateComplete, minute.digits == 2, !minute.followsSpace else { return nil }
      fields.hour = hour.value
      fields.minute = minute.value
      return index + 3
    }
    guard tokens[index + 1].isSign(colon) else { return nil }
    fields.hour = hour.value
    fields.minute = minute.value
    var end = index + 3
    guard sign(at: end) == colon, let second = number(at: end + 1), second.digits <= 2 else { return end }
    fields.second = second.value
    end += 2
    // ISO 8601 §5.3.1.3: a fraction after a comma or a point.
    if let sign = sign(at: end), sign == dot || sign == UInt8(ascii: ","), let fraction = number(at: end + 1),
      !fraction.followsSpace, !tokens[end].followsSpace
    {
      fields.millisecond = Self.milliseconds(of: fraction)
      end += 2
    }
    return end
  }

  private var isDateComplete: Bool {
    month != nil ? numbers.count == 2 : (numbers.count == 3 || unitDay != nil)
  }

  private static func milliseconds(of fraction: DateTokens.Token) -> Int {
    var value = fraction.value
    var digits = min(fraction.digits, 17)
    while digits > 3 {
      value /= 10
      digits -= 1
    }
    while digits < 3 {
      value *= 10
      digits += 1
    }
    return value
  }

  /// ISO 8601 basic formats, and seconds or milliseconds since the epoch. Returns what follows.
  private mutating func readCompact(_ index: Int) -> Int? {
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
    case 12:
      setDate(value / 10_000)
      setTime(value % 10_000 * 100)
    case 14:
      setDate(value / 1_000_000)
      setTime(value % 1_000_000)
    case 10 where tokens.count == 1 && value < 2_000_000_000:
      setEpoch(value * 1000)
    case 13 where tokens.count == 1 && value < 2_000_000_000_000:
      setEpoch(value)
    default:
      return nil
    }
    expectsZone = true
    return index + 1
  }

  private mutating func setEpoch(_ milliseconds: Int) {
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
  private mutating func readCompactTime(_ index: Int) -> Int {
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
      fields.millisecond = Self.milliseconds(of: fraction)
      return index + 4
    }
    return index + 2
  }

  private func isDateTimeMark(_ index: Int) -> Bool {
    let token = tokens[index]
    return token.kind == .word && token.value == 1 && token.initial == UInt32(UInt8(ascii: "t"))
  }

  private mutating func setOrdinal(year: Int, day: Int) -> Bool {
    guard (1...(Civil.isLeap(year) ? 366 : 365)).contains(day) else { return false }
    fields.year = year
    fields.additionalDays = day - 1
    return true
  }

  // MARK: words

  private mutating func readWord(_ index: Int) -> Int? {
    let token = tokens[index]
    if isDateTimeMark(index), !numbers.isEmpty || fields.year != nil, number(at: index + 1) != nil {
      guard fields.hour == nil else { return nil }
      // A time without colons after a date with dashes: 2022-04-01T101800.
      if sign(at: index + 2) != UInt8(ascii: ":"), isDateComplete || numbers.count == 2 {
        let end = readCompactTime(index)
        return end > index ? end : nil
      }
      return index + 1
    }
    if token.value == 1, token.initial == UInt32(UInt8(ascii: "w")), let end = readWeek(index) { return end }
    switch token.meaning {
    case .month(let value): return setMonth(value, isWeak: false) ? index + 1 : nil
    case .monthOrWeekday(let value): return setMonth(value, isWeak: true) ? index + 1 : nil
    case .weekday, .filler: return index + 1
    case .hour: return index + 1
    case .am: return setMeridiem(token, isPM: false) ? index + 1 : nil
    case .pm: return setMeridiem(token, isPM: true) ? index + 1 : nil
    case .zone(let offset, let isAmbiguous):
      return setZone(offset, isAmbiguous: isAmbiguous) ? index + 1 : nil
    case .letter(let offset):
      if fields.hour != nil, expectsZone { return setZone(offset, isAmbiguous: true) ? index + 1 : nil }
      // `à`, `a las`.
      return token.initial == UInt32(UInt8(ascii: "a")) && !numbers.isEmpty ? index + 1 : nil
    case nil: return acceptsUnknownWord ? index + 1 : nil
    }
  }

  private mutating func setMonth(_ value: Int, isWeak: Bool) -> Bool {
    expectsZone = false
    if month != nil {
      // `mar. 1 avr. 2022`: the first was Tuesday. `mar 1 mar` keeps the same month.
      guard isMonthWeak else { return isWeak }
    }
    month = value
    isMonthWeak = isWeak
    return true
  }

  private mutating func setMeridiem(_ token: DateTokens.Token, isPM: Bool) -> Bool {
    // `am 1. April` is German; only East Asian words stand before the time.
    if token.isASCII, !expectsZone { return fields.hour == nil }
    guard self.isPM == nil else { return false }
    self.isPM = isPM
    return true
  }

  private mutating func setZone(_ offset: Int, isAmbiguous: Bool) -> Bool {
    let hasDate = !numbers.isEmpty || fields.year != nil
    // `Pt, 1 kwi` is Friday; `1 April 2022 at 10:18` is no Atlantic time.
    guard hasDate || fields.hour != nil else { return true }
    guard fields.hour != nil || isDateComplete else { return false }
    if fields.hour == nil, offset != 0 { return true }
    guard fields.offset == nil else { return true }
    fields.offset = offset
    fields.isZoneAmbiguous = isAmbiguous
    expectsZone = true
    return true
  }

  /// A day's name in a language that the tables lack, before the numbers; a zone's name after the time.
  private var acceptsUnknownWord: Bool {
    mutating get {
      unknownWords += 1
      let isBeforeAll = numbers.isEmpty && fields.year == nil && fields.hour == nil && !hasUnits
      if isBeforeAll { return unknownWords <= 2 }
      return fields.hour != nil && unknownWords <= 3
    }
  }

  private func isMeridiem(at index: Int) -> Bool {
    guard index < tokens.count else { return false }
    return tokens[index].meaning == .am || tokens[index].meaning == .pm
  }

  /// ISO 8601 §5.2.3: `2022-W13-5`, `2022W135`, `2022-W13`. Returns what follows.
  private mutating func readWeek(_ index: Int) -> Int? {
    guard numbers.count == 1, numbers[0].digits == 4, let week = number(at: index + 1), !week.followsSpace
    else { return nil }
    var end = index + 2
    var number = week.value
    var weekday = 1
    if week.digits == 3 {
      (number, weekday) = (week.value / 10, week.value % 10)
    } else {
      guard week.digits == 2 else { return nil }
      if sign(at: end) == UInt8(ascii: "-"), let day = self.number(at: end + 1), day.digits == 1 {
        weekday = day.value
        end += 2
      }
    }
    guard (1...53).contains(number), (1...7).contains(weekday) else { return nil }
    // Week 1 is the one that holds January 4.
    let year = numbers[0].value
    let fourth = Civil.weekday(ofDay: Civil.days(year: year, month: 1, day: 4))
    fields.year = year
    fields.additionalDays = 3 - fourth + (number - 1) * 7 + weekday - 1
    numbers.removeAll()
    return end
  }

  // MARK: signs

  private mutating func readSign(_ index: Int) -> Int? {
    let token = tokens[index]
    let plus = token.isSign(UInt8(ascii: "+"))
    let minus = token.isSign(UInt8(ascii: "-"))
    if plus || minus {
      let isAdjacent = number(at: index + 1).map { !$0.followsSpace } ?? false
      if fields.hour != nil, expectsZone, isAdjacent { return readOffset(index) }
      // XML Schema's dates have zones: 2022-04-01+09:00.
      if fields.hour == nil, isAdjacent, isDateComplete, plus || (!token.followsSpace && numbers.count == 3),
        sign(at: index + 2) == UInt8(ascii: ":") || plus
      {
        return readOffset(index)
      }
      return minus && !(fields.hour != nil && expectsZone && !token.followsSpace) ? index + 1 : nil
    }
    switch UInt8(truncatingIfNeeded: token.value) {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "'"):
      return index + 1
    // `Published: …`, but never after a number.
    case UInt8(ascii: ":") where numbers.isEmpty && fields.hour == nil && fields.year == nil && month == nil:
      return index + 1
    default:
      return nil
    }
  }

  /// `+0900`, `+09:00`, `+09`, `+9`. Returns what follows.
  private mutating func readOffset(_ index: Int) -> Int? {
    guard let number = number(at: index + 1) else { return nil }
    var hours = number.value
    var minutes = 0
    var end = index + 2
    switch number.digits {
    case 1, 2:
      if sign(at: end) == UInt8(ascii: ":") {
        guard let digits = self.number(at: end + 1), digits.digits == 2 else { return nil }
        minutes = digits.value
        end += 2
      }
    case 3, 4: (hours, minutes) = (number.value / 100, number.value % 100)
    default: return nil
    }
    guard hours <= 23, minutes <= 59 else { return nil }
    let offset = (hours * 60 + minutes) * 60
    fields.offset = tokens[index].isSign(UInt8(ascii: "-")) ? -offset : offset
    fields.isZoneAmbiguous = false
    // `+0900 (KST)` and `+0900 KST` say it twice.
    expectsZone = false
    return end
  }

  // MARK: the date

  /// Gives the numbers that are left their places.
  private mutating func assignDate() -> Bool {
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
  private mutating func assignWithMonth() -> Bool {
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

  private mutating func assignThree() -> Bool {
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

  private mutating func setYear(_ token: DateTokens.Token) {
    fields.year = token.value
    fields.yearDigits = token.digits
  }

  // MARK: looking ahead

  private func number(at index: Int) -> DateTokens.Token? {
    guard index < tokens.count, tokens[index].kind == .number else { return nil }
    return tokens[index]
  }

  private func sign(at index: Int) -> UInt8? {
    guard index < tokens.count, tokens[index].kind == .sign else { return nil }
    return UInt8(truncatingIfNeeded: tokens[index].value)
  }
}
