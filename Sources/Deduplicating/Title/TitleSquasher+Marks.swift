extension TitleSquasher {
  /// Makes of the title what it were with `dropsMarks`, from the words that it has; false when that takes another
  /// start.
  mutating func dropMarks(_ rules: TitleRules, style: Bool) -> Bool {
    guard canDropMarks, !hasOverflowed else { return false }
    let old = folded
    folded.cut(to: 0)
    for place in 0..<count {
      let token = tokens[place]
      let start = folded.count
      let isWord = token.kind == .word || token.kind == .run
      let hash = isWord ? appendWithoutMarks(old, token) : token.hash
      if !isWord { folded.append(UnsafeBufferPointer(start: old.base + token.start, count: token.count)) }
      tokens[place] = TitleToken(
        token.kind, hash: hash, start: start, end: folded.count, isGlued: token.isGlued)
    }
    written = unwritten
    words = .zero
    firstChange = firstSignChange
    measure(rules, style: style)
    write(rules, style: style)
    return true
  }

  /// Appends a word from further on in the same memory; its hash.
  mutating func appendWithoutMarks(_ old: ByteSink, _ token: TitleToken) -> UInt64 {
    var sink = folded
    var hash = WordFolding.seed
    var place = token.start
    while place < token.end {
      let byte = old.base[place]
      if byte < 0x80 {
        hash = sink.append(sure: byte, hash)
        place &+= 1
        continue
      }
      let start = place
      let scalar = UTF8Scalars.next(UnsafeBufferPointer(start: old.base, count: token.end), &place)
      if table.properties(scalar).kind == .diacritic { continue }
      if scalar == 0x111 {
        hash = sink.append(sure: UInt8(ascii: "d"), hash)
        continue
      }
      for byte in start..<place { hash = sink.append(sure: old.base[byte], hash) }
    }
    folded = sink
    return hash
  }
}
