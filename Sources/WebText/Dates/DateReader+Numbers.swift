/// Numbers: the time of day, and those of the date that have no place yet.
extension DateReader {
  mutating func readNumber(_ index: Int) -> Int? {
    let token = tokens[index]
    if let unit = self.unit(at: index + 1) {
      return assign(token, unit: unit) ? index + 2 : nil
    }
    if fields.hour == nil {
      if let end = readTime(index) {
        expectsZone = true
        return end
      }
      if isMeridiem(at: index + 1), token.digits <= 2, !isHalfOfNextTime(index + 1) {
        fields.hour = token.value
        expectsZone = true
        return index + 1
      }
    }
    // liberal: `10:18:30 0900`, whose plus was taken for a space on the way.
    if expectsZone, fields.offset == nil, token.digits == 4, token.followsSpace, isDateComplete,
      token.value / 100 <= 14, token.value % 100 <= 59
    {
      return setOffset(hours: token.value / 100, minutes: token.value % 100, isWest: false) ? index + 1 : nil
    }
    expectsZone = false
    if numbers.isEmpty, month == nil, !hasUnits, let end = readCompact(index) { return end }
    guard numbers.count < 3 else { return nil }
    if numbers.isEmpty, let sign = sign(at: index + 1) { separator = sign }
    numbers.append(token)
    return index + 1
  }

  /// East Asian words stand before the time, and so do English ones in Korea: in `2022-04-01 오후 3:04` and in
  /// `2022-04-01 PM 3:04` the 01 is no hour.
  func isHalfOfNextTime(_ index: Int) -> Bool {
    number(at: index + 1) != nil && (!tokens[index].isASCII || sign(at: index + 2) == UInt8(ascii: ":"))
  }

  func unit(at index: Int) -> DateTokens.Unit? {
    guard index < tokens.count, tokens[index].kind == .unit else { return nil }
    return DateTokens.Unit(rawValue: tokens[index].value)
  }

  mutating func assign(_ token: DateTokens.Token, unit: DateTokens.Unit) -> Bool {
    if unit == .year || unit == .month || unit == .day { hasUnits = true }
    switch unit {
    case .year:
      guard fields.year == nil else { return false }
      if let era {
        guard token.digits <= 3 else { return false }
        fields.year = era + token.value
      } else {
        fields.year = token.value
        fields.yearDigits = token.digits
      }
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

  /// `10:18`, `10:18:30.5`, `10h18`, and `10.18`, `10.18.30` after a whole date. Returns what follows.
  mutating func readTime(_ index: Int) -> Int? {
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
      guard sign(at: index + 3) == dot, let second = number(at: index + 4), second.digits == 2,
        !second.followsSpace
      else { return index + 3 }
      fields.second = second.value
      return index + 5
    }
    guard tokens[index + 1].isSign(colon) else { return nil }
    fields.hour = hour.value
    fields.minute = minute.value
    var end = index + 3
    guard sign(at: end) == colon, let second = number(at: end + 1), second.digits <= 2 else {
      return readFractionOfMinute(end)
    }
    fields.second = second.value
    end += 2
    // liberal: `10:18:30:500`.
    if sign(at: end) == colon, let fraction = number(at: end + 1), fraction.digits == 3,
      !fraction.followsSpace
    {
      fields.millisecond = fraction.value
      return end + 2
    }
    // ISO 8601 §5.3.1.3: a fraction after a comma or a point.
    if let sign = sign(at: end), sign == dot || sign == UInt8(ascii: ","), let fraction = number(at: end + 1),
      !fraction.followsSpace, !tokens[end].followsSpace
    {
      fields.millisecond = Self.milliseconds(of: fraction)
      end += 2
    }
    return end
  }

  /// ISO 8601 §5.3.1.4: `10:18,5` is half a minute more. Returns what follows.
  mutating func readFractionOfMinute(_ index: Int) -> Int {
    guard let sign = sign(at: index), let fraction = number(at: index + 1), !fraction.followsSpace,
      !tokens[index].followsSpace
    else { return index }
    if sign == UInt8(ascii: "."), fraction.digits == 2 {
      // liberal: `10:18.30` has seconds behind a point, not three tenths of a minute.
      fields.second = fraction.value
      return index + 2
    }
    guard sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",") else { return index }
    add(milliseconds: Self.milliseconds(of: fraction) * 60)
    return index + 2
  }

  /// Adds less than an hour to a time of whole minutes or hours.
  mutating func add(milliseconds: Int) {
    fields.minute += milliseconds / 60_000
    fields.second += milliseconds / 1000 % 60
    fields.millisecond = milliseconds % 1000
  }

  var isDateComplete: Bool {
    month != nil ? numbers.count == 2 : (numbers.count == 3 || unitDay != nil)
  }

  static func milliseconds(of fraction: DateTokens.Token) -> Int {
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
}
