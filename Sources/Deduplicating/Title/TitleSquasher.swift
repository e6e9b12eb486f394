import WebText

/// Steps five and six of a title key: folds a trimmed title, applies house style, and squeezes out all but letters,
/// digits and the signs that make a difference.
struct TitleSquasher {
  /// Words' worth of information: see `TitleKey.weight`.
  private(set) var weight: Double = 0
  private(set) var words: SIMD8<UInt16> = .zero
  private(set) var isGeneric = false
  /// Where the last word begins in `output`: a truncated title's may be half a word.
  private(set) var lastWordStart = 0
  /// The squeezed text, in the workspace's memory.
  var output: UnsafeBufferPointer<UInt8> { written.bytes }
  var hasOverflowed: Bool { lacksTokens || folded.hasOverflowed || written.hasOverflowed }

  private var folded: ByteSink
  var written: ByteSink
  let tokens: UnsafeMutableBufferPointer<TitleToken>
  private(set) var count = 0
  private var lacksTokens = false
  /// The first token that is not written as it was folded.
  private var firstChange = Int.max
  private let dropsMarks: Bool
  private let table = CharacterTable.shared

  /// - Parameters:
  ///   - text: cleaned and trimmed.
  ///   - keepsMarks: true for Vietnamese, where they matter.
  ///   - dropsMarks: true to drop those that the cleaner kept.
  init(
    _ text: UnsafeBufferPointer<UInt8>, _ workspace: TitleWorkspace, keepsMarks: Bool, hasHangul: Bool,
    style: Bool, rules: borrowing TitleRules, dropsMarks: Bool = false
  ) {
    self.dropsMarks = dropsMarks
    folded = workspace.folded
    written = workspace.output
    tokens = workspace.tokens
    scan(text, keepsMarks: keepsMarks, hasHangul: hasHangul)
    measure(rules, style: style)
    write(rules, style: style)
  }

  // MARK: Tokens

  private mutating func scan(_ text: UnsafeBufferPointer<UInt8>, keepsMarks: Bool, hasHangul: Bool) {
    var place = 0
    var isGlued = false
    while place < text.count {
      let start = place
      let byte = text[place]
      if byte < 0x80 {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A:
          word(text, &place, isGlued: isGlued, keepsMarks: keepsMarks, hasHangul: hasHangul)
          isGlued = true
        case 0x30...0x39:
          number(text, &place, isGlued: isGlued)
          isGlued = true
        default:
          place += 1
          isGlued = sign(byte, text, at: start, isGlued: isGlued)
        }
        continue
      }
      let scalar = UTF8Scalars.next(text, &place)
      switch table.properties(scalar).kind {
      case .digit:
        place = start
        number(text, &place, isGlued: isGlued)
        isGlued = true
      case .currency:
        add(.sign, isGlued: isGlued) { $0.append(scalar: scalar) }
        isGlued = true
      case .space, .other, .ignorable:
        // Permille and degree signs aside, other punctuation says nothing.
        isGlued = false
      case .diacritic, .point:
        break
      case .mark:
        if count > 0 { extendLast(scalar) }
      default:
        place = start
        word(text, &place, isGlued: isGlued, keepsMarks: keepsMarks, hasHangul: hasHangul)
        isGlued = true
      }
    }
  }

  @inline(__always)
  private mutating func add(_ kind: TitleToken.Kind, hash: UInt64, from start: Int, isGlued: Bool) {
    guard count < tokens.count else {
      lacksTokens = true
      return
    }
    tokens[count] = TitleToken(kind, hash: hash, start: start, end: folded.count, isGlued: isGlued)
    count &+= 1
  }

  private mutating func add(_ kind: TitleToken.Kind, isGlued: Bool, _ write: (inout ByteSink) -> Void) {
    let start = folded.count
    write(&folded)
    add(kind, hash: hash(from: start), from: start, isGlued: isGlued)
  }

  private func hash(from start: Int) -> UInt64 {
    WordFolding.hash(UnsafeBufferPointer(rebasing: folded.bytes[start...]))
  }

  private var last: TitleToken? { count > 0 ? tokens[count &- 1] : nil }

  private mutating func extendLast(_ scalar: UInt32) {
    folded.append(scalar: scalar)
    tokens[count &- 1].end = folded.count
  }

  /// Signs that make a difference: `% & $`, a sign before a number, `C++`, `C#`.
  private mutating func sign(_ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, at place: Int, isGlued: Bool)
    -> Bool
  {
    let next: UInt8 = place + 1 < text.count ? text[place + 1] : 0
    switch byte {
    case 0x25, 0x24:
      // `US$` is `$`.
      if byte == 0x24, isGlued, last?.kind != .sign { firstChange = min(firstChange, count &- 1) }
      add(.sign, isGlued: isGlued) { $0.append(byte) }
      return true
    case 0x26:
      add(.word, isGlued: false) {
        $0.append(0x61)
        $0.append(0x6E)
        $0.append(0x64)
      }
      return false
    case 0x2B, 0x2D:
      if byte == 0x2B, next == 0x2B, isOneLetter() {
        add(.sign, isGlued: true) {
          $0.append(byte)
          $0.append(byte)
        }
        return false
      }
      let isBefore = next >= 0x30 && next <= 0x39
      let isFree = place == 0 || text[place - 1] == 0x20 || text[place - 1] == 0x28
      if isBefore, isFree {
        add(.sign, isGlued: false) { $0.append(byte) }
        return true
      }
      if byte == 0x2D, let last, last.kind == .word, isGlued,
        isPrefixWithHyphen(text, place + 1)
      {
        add(.sign, isGlued: true) { $0.append(0x2D) }
      }
      return false
    case 0x23 where isOneLetter() && isGlued:
      add(.sign, isGlued: true) { $0.append(byte) }
      return false
    // An apostrophe glues: `gov't`.
    case 0x27:
      return isGlued
    default:
      return false
    }
  }

  private func isOneLetter() -> Bool {
    guard let last, last.kind == .word else { return false }
    return last.end - last.start == 1
  }

  /// `re-sign` is not `resign`: the hyphen after `re` stays before a word that means something else without it.
  private func isPrefixWithHyphen(_ text: UnsafeBufferPointer<UInt8>, _ next: Int) -> Bool {
    guard let last, last.count == 2, folded[last.start] == 0x72,
      folded[last.start + 1] == 0x65
    else { return false }
    for word: StaticString in ["sign", "cover", "form", "sent", "serve", "press", "lease", "sort", "treat"] {
      let length = word.utf8CodeUnitCount
      guard next + length <= text.count else { continue }
      if (0..<length).allSatisfy({ text[next + $0] | 0x20 == word.utf8Start[$0] }) { return true }
    }
    return false
  }

  private mutating func word(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, isGlued: Bool, keepsMarks: Bool, hasHangul: Bool
  ) {
    let start = folded.count
    var kind = TitleToken.Kind.word
    var hash = WordFolding.seed
    var information = 0.0
    var letters = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        let lower = byte | 0x20
        if lower >= 0x61 && lower <= 0x7A {
          // A Latin word in a Han or Hangul run is a word of its own.
          if kind == .run { break }
          letters &+= folded.appendLetters(text, &place, &hash)
          if folded.hasOverflowed { return }
          continue
        }
        // Dots within an abbreviation: `N.K.`, `p.m.`
        if byte == 0x2E, letters == 1, Self.isAbbreviation(text, place) {
          place += 1
          letters = 0
          continue
        }
        // An apostrophe within a word, or between an abbreviation and its ending: `N.K.'s`.
        if byte == 0x27, place + 1 < text.count, Self.isWordByte(text[place + 1]), folded.count > start {
          place += 1
          continue
        }
        break
      }
      let before = place
      let mark = folded.count
      let scalar = UTF8Scalars.next(text, &place)
      // Most letters are written as they stand.
      let unmapped = table.unmapped(scalar)?.kind
      if kind == .word, let unmapped {
        let isLetter = unmapped == .letter || unmapped == .plain
        if isLetter || unmapped == .mark || unmapped == .diacritic && !dropsMarks {
          if isLetter { letters &+= 1 }
          for byte in before..<place {
            folded.append(text[byte])
            hash = WordFolding.step(hash, text[byte])
          }
          continue
        }
      }
      let property = unmapped ?? table.properties(scalar).kind
      switch property {
      case .letter, .upper, .plain:
        if kind == .run {
          place = before
          break
        }
        letters += 1
        if keepsMarks && (scalar == 0x111 || scalar == 0x110) {
          folded.append(scalar: 0x111)
        } else {
          WordFolding.fold(scalar, table, into: &folded)
        }
      case .han, .kana, .hangul, .unspaced:
        if kind == .word, folded.count > start {
          place = before
          break
        }
        kind = .run
        appendRun(scalar, property, hasHangul: hasHangul, &information)
      case .diacritic:
        if !dropsMarks { folded.append(scalar: scalar) }
      case .mark:
        folded.append(scalar: scalar)
        if kind == .run { information += 1 / 12 }
      case .ignorable, .point:
        continue
      default:
        place = before
      }
      if place == before { break }
      for byte in mark..<folded.count { hash = WordFolding.step(hash, folded[byte]) }
    }
    guard folded.count > start else {
      // Nothing that could be folded: step over it.
      if place < text.count { _ = UTF8Scalars.next(text, &place) }
      return
    }
    add(kind, hash: hash, from: start, isGlued: isGlued)
    weight += kind == .word ? 1 : information
  }

  /// Appends a letter of a script without word boundaries that can be seen, and adds what it says.
  private mutating func appendRun(
    _ scalar: UInt32, _ kind: CharacterClass, hasHangul: Bool, _ information: inout Double
  ) {
    switch kind {
    case .han:
      information += 1 / 2.2
      folded.append(scalar: hasHangul ? Hanja.reading(scalar) : Hanzi.simplified(scalar))
    case .kana:
      information += 1 / 2.2
      folded.append(scalar: scalar)
    case .hangul:
      information += 1 / 2.6
      folded.append(scalar: scalar)
    default:
      information += 1 / 6
      WordFolding.fold(scalar, table, into: &folded)
    }
  }

  /// True when the dot at `place` is followed by one letter, and that by no other.
  private static func isAbbreviation(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard place + 1 < text.count, isWordByte(text[place + 1]), text[place + 1] < 0x80 else { return false }
    return place + 2 >= text.count || !isWordByte(text[place + 2])
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0xC3 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  // MARK: Numbers

  /// A number with its thousands joined and its decimal point a dot: `1,000` = `1 000`, `3,2` = `3.2`.
  private mutating func number(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, isGlued: Bool) {
    let start = folded.count
    let first = digits(text, &place)
    var groups = 0
    while place + 1 < text.count {
      let separator = text[place]
      guard separator == 0x2C || separator == 0x2E || separator == 0x20 || separator == 0x27 else { break }
      var next = place + 1
      let mark = folded.count
      let length = digits(text, &next)
      let isThousands = length == 3 && first <= 3 && (folded[start] != 0x30)
      if isThousands {
        groups += 1
        place = next
        continue
      }
      folded.cut(to: mark)
      let isDecimal = (separator == 0x2C || separator == 0x2E) && length > 0
      // 12.05.2024 is a date.
      let goesOn =
        next + 1 < text.count && (text[next] == separator) && text[next + 1] >= 0x30 && text[next + 1] <= 0x39
      guard isDecimal, !goesOn else { break }
      folded.append(0x2E)
      next = place + 1
      _ = digits(text, &next)
      place = next
      break
    }
    let isLong = first + groups * 3 >= 4
    let isYear =
      groups == 0 && first == 4
      && (folded[start] == 0x31 && folded[start + 1] == 0x39
        || folded[start] == 0x32 && folded[start + 1] == 0x30)
    weight += isLong && !isYear ? 2 : 1
    // A unit may follow a sign and a number, and two numbers must not touch.
    if let last, last.kind != .word { firstChange = min(firstChange, count) }
    add(.number, hash: hash(from: start), from: start, isGlued: isGlued)
  }

  /// Appends a run of digits as ASCII; how many there were.
  private mutating func digits(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int {
    var count = 0
    while place < text.count {
      let byte = text[place]
      if byte >= 0x30, byte <= 0x39 {
        folded.append(byte)
        place += 1
      } else if byte >= 0x80 {
        var next = place
        let scalar = UTF8Scalars.next(text, &next)
        guard table.properties(scalar).kind == .digit else { break }
        WordFolding.fold(scalar, table, into: &folded)
        place = next
      } else {
        break
      }
      count += 1
    }
    return count
  }

  // MARK: Measures

  private mutating func measure(_ rules: TitleRules, style: Bool) {
    var places = 0
    var known = 0
    var counted = 0
    for place in 0..<count {
      let token = tokens[place]
      guard token.kind != .sign else { continue }
      if token.kind == .run, token.count > 6 {
        // Pairs of letters stand in for words.
        var pair = token.start
        while pair + 6 <= token.end, places < 8 {
          let hash = WordFolding.hash(UnsafeBufferPointer(rebasing: folded.bytes[pair..<pair + 6]))
          words[places] = UInt16(truncatingIfNeeded: hash >> 7) | 1
          places += 1
          pair += 3
        }
      } else if places < 8 {
        words[places] = UInt16(truncatingIfNeeded: token.hash &>> 7) | 1
        places &+= 1
      }
      counted &+= 1
      let word = rules.word(token.hash)
      if token.kind == .number || word.isColumnWord { known &+= 1 }
      guard style, place < firstChange else { continue }
      let isRespelled =
        token.kind == .word && AmericanSpelling(folded.base, token.start, token.end) != nil
      if word.style != 0 || isRespelled { firstChange = place }
    }
    isGeneric = counted > 0 && known >= counted - (counted >= 6 ? 1 : 0)
  }

  @inline(__always)
  private func text(_ token: TitleToken) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: folded.base + token.start, count: token.count)
  }

  // MARK: Output

  private mutating func write(_ rules: TitleRules, style: Bool) {
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
  private func longestPhrase(
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
  private mutating func unit(after place: Int) -> Int {
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
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    separate(text)
    written.append(text)
  }

  /// Two numbers must not touch: `2-1` is not `21`.
  @inline(__always)
  private mutating func separate(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, first >= 0x30, first <= 0x39, let last = written.last else { return }
    if last >= 0x30, last <= 0x39 { written.append(0x7C) }
  }
}
