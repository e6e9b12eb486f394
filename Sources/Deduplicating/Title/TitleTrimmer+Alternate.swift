extension TitleTrimmer {
  /// The trimmed title without what may be an outlet or a label of which no table knows; nil when there is none.
  ///
  /// Guessing by shape is not safe for a key: `Road works - Harbor District` says something. It is good enough for
  /// an alternate key, which matches only a title that stands somewhere in just these words.
  mutating func withoutUnknown() -> [UInt8]? {
    if isPlain { return nil }
    if let end = unknownOutletStart() { return Array(slice(lower, end)) }
    return withoutBrackets() ?? withoutLabel()
  }

  private func withoutBrackets() -> [UInt8]? {
    guard hasBrackets else { return nil }
    var text: [UInt8] = []
    var place = lower
    // Behind the last bracket that goes.
    var kept = lower
    while place < upper {
      guard Brackets.isOpening(bytes[place]), let close = Brackets.close(bytes, open: place, upper),
        !numbersSomething(place + 1, close)
      else {
        place += 1
        continue
      }
      if kept == lower { text.reserveCapacity(upper - lower) }
      text.append(contentsOf: slice(kept, place))
      text.append(0x20)
      place = close + 1
      kept = place
    }
    guard kept > lower else { return nil }
    text.append(contentsOf: slice(kept, upper))
    return text
  }

  /// At most three words before `:`, `|` or `!`.
  private func withoutLabel() -> [UInt8]? {
    var spaces = 0
    for place in lower..<min(upper, lower + 60) {
      switch bytes[place] {
      case 0x20:
        spaces += 1
        if spaces > 3 { return nil }
      case 0x3A, 0x7C, 0x21:
        guard place > lower, place + 1 < upper, !numbersSomething(lower, place) else { return nil }
        // 10:30 is no label.
        if bytes[place] == 0x3A, bytes[place + 1] >= 0x30, bytes[place + 1] <= 0x39 { return nil }
        return Array(slice(place + 1, upper))
      default:
        break
      }
    }
    return nil
  }

  /// `Part 2`, `Type 1`, `2nd leg`: what has a number besides its words tells pieces apart.
  private func numbersSomething(_ start: Int, _ end: Int) -> Bool {
    var hasDigit = false
    var hasLetter = false
    for byte in slice(start, end) {
      if byte >= 0x30, byte <= 0x39 { hasDigit = true } else if byte > 0x40 { hasLetter = true }
    }
    return hasDigit && hasLetter
  }
}
