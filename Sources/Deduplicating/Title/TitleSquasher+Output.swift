extension TitleSquasher {
  mutating func write(_ rules: TitleRules, style: Bool) {
    // What nothing changes is written as it was folded.
    var place = min(firstChange, count)
    guard place < count else {
      written = folded
      lastWordStart = last?.start ?? 0
      return
    }
    written.append(UnsafeBufferPointer(start: folded.base, count: tokens[place].start))
    while place < count {
      lastWordStart = written.count
      place += writeToken(place, rules, style: style)
    }
  }

  /// Appends the token at `place`, or the phrase that begins there; how many tokens that were.
  mutating func writeToken(_ place: Int, _ rules: TitleRules, style: Bool) -> Int {
    let token = tokens[place]
    let text = text(token)
    guard style, token.kind != .sign else {
      append(text)
      return 1
    }
    if token.kind == .number {
      append(text)
      return 1 + unit(after: place)
    }
    // `US$` is `$`.
    if place + 1 < count, token.count == 2, text[0] == 0x75, text[1] == 0x73, tokens[place + 1].isGlued,
      tokens[place + 1].count == 1, folded[tokens[place + 1].start] == 0x24
    {
      return 1
    }
    let number = rules.word(token.hash).style
    if number != 0 {
      let rule = rules.houseStyle.rule(number)
      if let phrase = longestPhrase(from: place, rule.reach, rules) {
        rules.houseStyle.appendReplacement(of: phrase.rule) { append($0) }
        return phrase.count
      }
      if rule.count > 0 {
        rules.houseStyle.appendReplacement(of: rule) { append($0) }
        return 1
      }
    }
    if token.kind == .run, hasHangul, let end = KoreanCountry.end(text) {
      append(UnsafeBufferPointer(rebasing: text[..<3]))
      append(UnsafeBufferPointer(rebasing: text[end...]))
      return 1
    }
    guard token.kind == .word, let spelling = AmericanSpelling(folded.base, token.start, token.end) else {
      append(text)
      return 1
    }
    append(UnsafeBufferPointer(rebasing: text[..<spelling.place]))
    if spelling.becomesZ { written.append(UInt8(ascii: "z")) }
    append(UnsafeBufferPointer(rebasing: text[(spelling.place + 1)...]))
    return 1
  }

  /// The longest phrase in house style that begins with the token at `place` and at least one more.
  func longestPhrase(
    from place: Int, _ reach: Int, _ rules: TitleRules
  ) -> (count: Int, rule: HouseStyle.Rule)? {
    var best: (count: Int, rule: HouseStyle.Rule)?
    var hash = tokens[place].hash
    for step in 1..<max(1, min(reach, count - place)) {
      let next = tokens[place + step]
      guard next.kind != .sign else { break }
      hash = HouseStyle.phrase(hash, next.hash)
      let number = rules.word(hash).style
      guard number != 0 else { continue }
      let rule = rules.houseStyle.rule(number)
      if rule.count > 0 { best = (step + 1, rule) }
    }
    return best
  }

  /// `$5m` is five million dollars, `5bn` five billion of anything. Appends the unit; how many tokens it was.
  mutating func unit(after place: Int) -> Int {
    guard place > 0, place + 1 < count else { return 0 }
    let (before, next) = (tokens[place - 1], tokens[place + 1])
    guard next.isGlued, next.kind == .word, next.count == 1, before.kind == .sign, tokens[place].isGlued
    else {
      return 0
    }
    let sign = folded[before.start]
    guard sign == 0x24 || sign >= 0x80 else { return 0 }
    let unit: StaticString
    switch folded[next.start] {
    case 0x6D: unit = "million"
    case 0x62: unit = "billion"
    case 0x74: unit = "trillion"
    default: return 0
    }
    written.append(UnsafeBufferPointer(start: unit.utf8Start, count: unit.utf8CodeUnitCount))
    return 1
  }

  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    separate(text)
    written.append(text)
  }

  /// Two numbers must not touch: `2-1` is not `21`.
  @inline(__always)
  mutating func separate(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, first >= 0x30, first <= 0x39, let last = written.last else { return }
    if last >= 0x30, last <= 0x39 { written.append(0x7C) }
  }
}
