extension TitleTrimmer {
  /// The words between two places; none when they are too many for a name.
  func words(_ start: Int, _ end: Int, most: Int = FoldedWords.Memory.most - 1) -> FoldedWords {
    guard start < end, end - start <= 96 else { return FoldedWords(phrase) }
    return FoldedWords(slice(start, end), numbersAsOne: false, most: most, in: phrase)
  }

  func isOwn(_ name: UInt64) -> Bool {
    names.contains(name)
  }

  func isOwn(_ name: OutletName) -> Bool { name.words > 0 && isOwn(name.hash) }

  /// The text between two places as a name; it is kept, because most pieces are asked for in every round.
  mutating func name(_ start: Int, _ end: Int) -> OutletName {
    if let name = named.name(start, end) { return name }
    let name = OutletName(words(start, end), rules)
    named.insert(name, start, end)
    return name
  }

  /// An aggregator's titles end in ` - Outlet`, whatever the outlet.
  mutating func dropLastSegment() {
    for place in (0..<findSeparators()).reversed() {
      let last = separators[place]
      guard bytes[last.start] == 0x20, bytes[last.start + 1] == 0x2D else { continue }
      cut(from: last.start, name: last.end)
      return
    }
  }

  mutating func cut(from start: Int, name: Int) {
    guard start > lower else { return }
    outlets.append(text(name, upper))
    upper = start
  }

  mutating func trimOutlet() {
    trimBracketedOutlet()
    let count = findSeparators()
    guard count > 0 else { return }
    let first = separators[0]
    let last = separators[count - 1]
    // A later segment with the source's own name goes with everything behind it.
    for place in 0..<count {
      let separator = separators[place]
      let end = place + 1 < count ? separators[place + 1].start : upper
      if isOwn(name(separator.end, end)) {
        cut(from: separator.start, name: separator.end)
        trimSections()
        return
      }
    }
    let begin = name(lower, first.start)
    if isOwn(begin) {
      outlets.append(text(lower, first.start))
      lower = first.end
      return
    }
    guard usesOutletTable else { return }
    // `…：朝日新聞`; elsewhere a colon stands before the one who says it.
    let maySign = bytes[last.start] != 0x3A || last.end < upper && bytes[last.end] >= 0xE3
    if maySign, rules.isOutlet(name(last.end, upper)) {
      cut(from: last.start, name: last.end)
      trimSections()
    } else if bytes[first.start] != 0x3A, rules.isOutlet(begin) {
      outlets.append(text(lower, first.start))
      lower = first.end
    }
  }

  /// Finds the separators of what is left of the title; how many there are.
  mutating func findSeparators() -> Int {
    if searched.lower != lower || searched.upper != upper {
      searched = (lower, upper, separators.find(bytes, lower, upper))
    }
    return searched.count
  }

  mutating func lastSeparator() -> SeparatorList.Separator? {
    let count = findSeparators()
    return count > 0 ? separators[count - 1] : nil
  }

  /// Where the last segment begins, if it looks like an outlet that no table knows.
  mutating func unknownOutletStart() -> Int? {
    guard usesOutletTable, let last = lastSeparator(), bytes[last.start] != 0x3A else {
      return nil
    }
    return rules.looksLikeOutlet(words(last.end, upper, most: 5)) ? last.start : nil
  }

  /// Section names that stood between the headline and an outlet that came off: ` - Business`.
  mutating func trimSections() {
    for _ in 0..<2 {
      guard let last = lastSeparator(), bytes[last.start] != 0x3A,
        rules.isSection(words(last.end, upper, most: 4))
      else { return }
      upper = last.start
    }
  }

  /// `(Yonhap) …`, `… (Reuters)`, `… [BBC News]`
  mutating func trimBracketedOutlet() {
    if let close = Brackets.close(bytes, open: lower, upper), isOutlet(lower + 1, close) {
      outlets.append(text(lower + 1, close))
      lower = close + 1
    }
    guard let open = Brackets.open(bytes, close: upper - 1, lower), isOutlet(open + 1, upper - 1) else {
      return
    }
    outlets.append(text(open + 1, upper - 1))
    upper = open
  }

  mutating func isOutlet(_ start: Int, _ end: Int) -> Bool {
    let name = name(start, end)
    return isOwn(name) || (usesOutletTable && rules.isOutlet(name))
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: slice(start, end), as: UTF8.self)
  }
}
