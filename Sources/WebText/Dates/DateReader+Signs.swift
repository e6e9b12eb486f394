/// Signs, and the offsets that begin with one.
extension DateReader {
  mutating func readSign(_ index: Int) -> Int? {
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
      if fields.hour != nil, isAdjacent, token.followsSpace, isDateComplete,
        number(at: index + 1)?.digits == 4
      {
        return readLateOffset(index)
      }
      // `30 Nov -0001`: PHP's word for no date at all, which WordPress prints.
      if minus, isAdjacent, index == 0 || token.followsSpace, let year = number(at: index + 1),
        year.digits == 4, year.value < 100, !isDateComplete
      {
        return nil
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

  /// The offset behind a date that follows its time, `10:18 01.04.2022 +0900`; or one that is there already: Go
  /// writes a zone without a name as `+0900 +0900`.
  private mutating func readLateOffset(_ index: Int) -> Int? {
    let known = (fields.offset, fields.isZoneAmbiguous)
    let end = readOffset(index)
    if known.0 != nil { (fields.offset, fields.isZoneAmbiguous) = known }
    return end
  }

  /// `+0900`, `+09:00`, `+09`, `+9`. Returns what follows.
  mutating func readOffset(_ index: Int) -> Int? {
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
    let isWest = tokens[index].isSign(UInt8(ascii: "-"))
    return setOffset(hours: hours, minutes: minutes, isWest: isWest) ? end : nil
  }

  mutating func setOffset(hours: Int, minutes: Int, isWest: Bool) -> Bool {
    guard hours <= 23, minutes <= 59 else { return false }
    let offset = (hours * 60 + minutes) * 60
    fields.offset = isWest ? -offset : offset
    fields.isZoneAmbiguous = false
    // `+0900 (KST)` and `+0900 KST` say it twice.
    expectsZone = false
    return true
  }
}
