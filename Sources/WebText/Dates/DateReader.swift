extension DateTokens {
  /// What the tokens say together; nil when they are no date.
  func fields() -> DateFields? {
    var reader = DateReader(tokens, zoneInComment: zoneInComment)
    reader.noteWeekday(weekdayInComment)
    return reader.read()
  }
}

/// Finds the time, the zone and the date among tokens, from left to right.
struct DateReader {
  let tokens: [DateTokens.Token]
  let zoneInComment: DateWords.Meaning?
  var fields = DateFields()
  /// Numbers of the date whose place is not known yet, at most three, and the sign after the first.
  var numbers: [DateTokens.Token] = []
  var separator: UInt8 = 0
  var month: Int?
  /// The month that the same name has in another language.
  var otherMonth: Int?
  /// True when `month` may be a day of the week, and so gives way to another name.
  var isMonthWeak = false
  var hasUnits = false
  var unitMonth: Int?
  var unitDay: Int?
  var isPM: Bool?
  /// 1 for Monday … 7; 0 when no day is named, or two.
  var weekday = 0
  var weekdays = 0
  /// The year before the first of the era that is named.
  var era: Int?
  var isThai = false
  /// What the words of a zone's full name have said so far.
  var region = ZoneRegion()
  /// True while a zone's offset may follow: right after a time, or a zone's name.
  var expectsZone = false
  var unknownWords = 0

  init(_ tokens: [DateTokens.Token], zoneInComment: DateWords.Meaning?) {
    self.tokens = tokens
    self.zoneInComment = zoneInComment
  }

  mutating func read() -> DateFields? {
    if let fields = truncated() { return fields }
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
    settleDispute()
    // Buddhist years, which Thai dates count; the last two digits of one too.
    if isThai, let year = fields.year {
      if (2400...2700).contains(year) { fields.year = year - 543 }
      if fields.yearDigits <= 2, (51...99).contains(year) {
        (fields.year, fields.yearDigits) = (2500 + year - 543, 4)
      }
    }
    if let isPM, let hour = fields.hour, hour <= 12 {
      fields.hour = hour % 12 + (isPM ? 12 : 0)
    }
    if fields.offset == nil, case .zone(let offset, let isAmbiguous) = zoneInComment {
      fields.offset = offset
      fields.isZoneAmbiguous = isAmbiguous
    }
    if fields.offset == nil, fields.hour != nil { fields.offset = region.offset }
    return fields
  }

  func number(at index: Int) -> DateTokens.Token? {
    guard index < tokens.count, tokens[index].kind == .number else { return nil }
    return tokens[index]
  }

  func sign(at index: Int) -> UInt8? {
    guard index < tokens.count, tokens[index].kind == .sign else { return nil }
    return UInt8(truncatingIfNeeded: tokens[index].value)
  }

  mutating func noteWeekday(_ day: Int) {
    guard day > 0 else { return }
    if weekdays > 0, day != weekday { weekday = 0 } else if weekdays == 0 { weekday = day }
    weekdays += 1
  }
}
