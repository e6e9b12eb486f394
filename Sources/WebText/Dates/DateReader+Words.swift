/// Words: months, days of the week, halves of the day, names of zones.
extension DateReader {
  mutating func readWord(_ index: Int) -> Int? {
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
    if (0xE01...0xE4E).contains(token.initial) { isThai = true }
    switch token.meaning {
    case .month(let value): return setMonth(value, isWeak: false) ? index + 1 : nil
    case .monthOr(let value, let other):
      otherMonth = other
      return setMonth(value, isWeak: false) ? index + 1 : nil
    case .monthOrWeekday(let value, let day):
      if month == nil { noteWeekday(day) }
      return setMonth(value, isWeak: true) ? index + 1 : nil
    case .weekday(let day):
      noteWeekday(day)
      return index + 1
    case .filler, .hour: return index + 1
    case .monthPrefix:
      guard month == nil, let number = number(at: index + 1), number.digits <= 2 else { return nil }
      month = number.value
      return index + 2
    case .second:
      // كانون الثاني and تشرين الثاني are the months that follow كانون الأول and تشرين الأول.
      if month == 10 { month = 11 }
      if month == 12 { month = 1 }
      return index + 1
    case .era(let year):
      era = year
      return index + 1
    case .eraYear(let year):
      fields.year = year
      hasUnits = true
      return index + 1
    case .region, .european, .australian, .summer:
      if let meaning = token.meaning, fields.hour != nil { region.add(meaning) }
      return index + 1
    case .am: return setMeridiem(index, isPM: false) ? index + 1 : nil
    case .pm: return setMeridiem(index, isPM: true) ? index + 1 : nil
    case .zone(let offset, let isAmbiguous):
      return setZone(offset, isAmbiguous: isAmbiguous) ? index + 1 : nil
    case .letter(let offset):
      if fields.hour != nil, expectsZone { return setZone(offset, isAmbiguous: true) ? index + 1 : nil }
      // A day's name in Hungarian or Latvian: `P, 1 ápr. 2022`.
      if index == 0, sign(at: 1) == UInt8(ascii: ",") || sign(at: 1) == UInt8(ascii: ".") { return 1 }
      // `a las`, `d'abril`, `2022 m. gegužės 1 d.`, `u 10:18`, `v 10:18`, `1 de abril e`.
      let isFiller = "adegmuvy".utf8.contains { UInt32($0) == token.initial }
      return isFiller && (!numbers.isEmpty || fields.year != nil) ? index + 1 : nil
    case nil: return acceptsUnknownWord ? index + 1 : nil
    }
  }

  mutating func setMonth(_ value: Int, isWeak: Bool) -> Bool {
    expectsZone = false
    if month != nil {
      // `mar. 1 avr. 2022`: the first was Tuesday. `mar 1 mar` keeps the same month.
      guard isMonthWeak else { return isWeak }
    }
    month = value
    isMonthWeak = isWeak
    return true
  }

  mutating func setMeridiem(_ index: Int, isPM: Bool) -> Bool {
    // `am 1. April` is German.
    if tokens[index].isASCII, !expectsZone, !isHalfOfNextTime(index) { return fields.hour == nil }
    guard self.isPM == nil else { return false }
    self.isPM = isPM
    return true
  }

  mutating func setZone(_ offset: Int, isAmbiguous: Bool) -> Bool {
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
  var acceptsUnknownWord: Bool {
    mutating get {
      unknownWords += 1
      let isBeforeAll = numbers.isEmpty && fields.year == nil && fields.hour == nil && !hasUnits
      if isBeforeAll { return unknownWords <= 2 }
      return fields.hour != nil && unknownWords <= 3
    }
  }

  func isMeridiem(at index: Int) -> Bool {
    guard index < tokens.count else { return false }
    return tokens[index].meaning == .am || tokens[index].meaning == .pm
  }

  /// ISO 8601 §5.2.3: `2022-W13-5`, `2022W135`, `2022-W13`. Returns what follows.
  mutating func readWeek(_ index: Int) -> Int? {
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
}
