import WebText

/// Steps five and six of a title key: folds a trimmed title, applies house style, and squeezes out all but letters,
/// digits and the signs that make a difference.
struct TitleSquasher {
  private(set) var output: [UInt8] = []
  /// Words' worth of information: see `TitleKey.weight`.
  private(set) var weight: Double = 0
  private(set) var words: SIMD8<UInt16> = .zero
  private(set) var isGeneric = false
  /// Where the last word begins in `output`: a truncated title's may be half a word.
  private(set) var lastWordStart = 0

  private struct Token {
    enum Kind {
      case word
      /// Han, kana, Hangul, Thai: a run of letters without known word boundaries.
      case run
      case number
      case sign
    }
    var kind: Kind
    var start: Int
    var end: Int
    var hash: UInt64
    /// True when nothing stands between it and the token before.
    var isGlued: Bool
  }

  private var folded: [UInt8] = []
  private var tokens: [Token] = []
  private let dropsMarks: Bool
  private let table = CharacterTable.shared

  /// - Parameters:
  ///   - text: cleaned and trimmed.
  ///   - keepsMarks: true for Vietnamese, where they matter.
  ///   - dropsMarks: true to drop those that the cleaner kept.
  init(
    _ text: UnsafeBufferPointer<UInt8>, keepsMarks: Bool, hasHangul: Bool, style: Bool, rules: TitleRules,
    dropsMarks: Bool = false
  ) {
    self.dropsMarks = dropsMarks
    folded.reserveCapacity(text.count + 8)
    tokens.reserveCapacity(24)
    output.reserveCapacity(text.count + 8)
    scan(text, keepsMarks: keepsMarks, hasHangul: hasHangul)
    measure(rules)
    write(style ? rules.houseStyle : nil)
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
        add(.sign, isGlued: isGlued) { UTF8Scalars.append(scalar, to: &$0) }
        isGlued = true
      case .space, .other, .ignorable:
        // Permille and degree signs aside, other punctuation says nothing.
        isGlued = false
      case .diacritic, .point:
        break
      case .mark:
        if !tokens.isEmpty { extendLast(scalar) }
      default:
        place = start
        word(text, &place, isGlued: isGlued, keepsMarks: keepsMarks, hasHangul: hasHangul)
        isGlued = true
      }
    }
  }

  private mutating func add(_ kind: Token.Kind, isGlued: Bool, _ write: (inout [UInt8]) -> Void) {
    let start = folded.count
    write(&folded)
    var hash = WordFolding.seed
    for place in start..<folded.count { hash = WordFolding.step(hash, folded[place]) }
    tokens.append(Token(kind: kind, start: start, end: folded.count, hash: hash, isGlued: isGlued))
  }

  private mutating func extendLast(_ scalar: UInt32) {
    UTF8Scalars.append(scalar, to: &folded)
    tokens[tokens.count - 1].end = folded.count
  }

  /// Signs that make a difference: `% & $`, a sign before a number, `C++`, `C#`.
  private mutating func sign(_ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, at place: Int, isGlued: Bool)
    -> Bool
  {
    let next: UInt8 = place + 1 < text.count ? text[place + 1] : 0
    switch byte {
    case 0x25, 0x24:
      add(.sign, isGlued: isGlued) { $0.append(byte) }
      return true
    case 0x26:
      add(.word, isGlued: false) { $0.append(contentsOf: [0x61, 0x6E, 0x64]) }
      return false
    case 0x2B, 0x2D:
      if byte == 0x2B, next == 0x2B, isOneLetter() {
        add(.sign, isGlued: true) { $0.append(contentsOf: [0x2B, 0x2B]) }
        return false
      }
      let isBefore = next >= 0x30 && next <= 0x39
      let isFree = place == 0 || text[place - 1] == 0x20 || text[place - 1] == 0x28
      if isBefore, isFree {
        add(.sign, isGlued: false) { $0.append(byte) }
        return true
      }
      if byte == 0x2D, let last = tokens.last, last.kind == .word, isGlued,
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
    guard let last = tokens.last, last.kind == .word else { return false }
    return last.end - last.start == 1
  }

  /// `re-sign` is not `resign`: the hyphen after `re` stays before a word that means something else without it.
  private func isPrefixWithHyphen(_ text: UnsafeBufferPointer<UInt8>, _ next: Int) -> Bool {
    guard let last = tokens.last, last.end - last.start == 2, folded[last.start] == 0x72,
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
    var kind = Token.Kind.word
    var hash = WordFolding.seed
    var information = 0.0
    var letters = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        if byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A {
          // A Latin word in a Han or Hangul run is a word of its own.
          if kind == .run { break }
          folded.append(byte | 0x20)
          letters += 1
          place += 1
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
      let scalar = UTF8Scalars.next(text, &place)
      let property = table.properties(scalar).kind
      switch property {
      case .letter, .upper, .plain:
        if kind == .run {
          place = before
          break
        }
        letters += 1
        if keepsMarks && (scalar == 0x111 || scalar == 0x110) {
          UTF8Scalars.append(0x111, to: &folded)
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
        if !dropsMarks { UTF8Scalars.append(scalar, to: &folded) }
      case .mark:
        UTF8Scalars.append(scalar, to: &folded)
        if kind == .run { information += 1 / 12 }
      case .ignorable, .point:
        continue
      default:
        place = before
      }
      if place == before { break }
    }
    guard folded.count > start else {
      // Nothing that could be folded: step over it.
      if place < text.count { _ = UTF8Scalars.next(text, &place) }
      return
    }
    for byte in start..<folded.count { hash = WordFolding.step(hash, folded[byte]) }
    tokens.append(Token(kind: kind, start: start, end: folded.count, hash: hash, isGlued: isGlued))
    weight += kind == .word ? 1 : information
  }

  /// Appends a letter of a script without word boundaries that can be seen, and adds what it says.
  private mutating func appendRun(
    _ scalar: UInt32, _ kind: CharacterClass, hasHangul: Bool, _ information: inout Double
  ) {
    switch kind {
    case .han:
      information += 1 / 2.2
      UTF8Scalars.append(hasHangul ? Hanja.reading(scalar) : Hanzi.simplified(scalar), to: &folded)
    case .kana:
      information += 1 / 2.2
      UTF8Scalars.append(scalar, to: &folded)
    case .hangul:
      information += 1 / 2.6
      UTF8Scalars.append(scalar, to: &folded)
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
      folded.removeSubrange(mark...)
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
    var hash = WordFolding.seed
    for byte in start..<folded.count { hash = WordFolding.step(hash, folded[byte]) }
    tokens.append(Token(kind: .number, start: start, end: folded.count, hash: hash, isGlued: isGlued))
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

  private mutating func measure(_ rules: TitleRules) {
    var places = 0
    var known = 0
    var counted = 0
    for token in tokens where token.kind != .sign {
      if token.kind == .run, token.end - token.start > 6 {
        // Pairs of letters stand in for words.
        var place = token.start
        while place + 6 <= token.end, places < 8 {
          words[places] = UInt16(truncatingIfNeeded: WordFolding.hash(folded[place..<place + 6]) >> 7) | 1
          places += 1
          place += 3
        }
      } else if places < 8 {
        words[places] = UInt16(truncatingIfNeeded: token.hash >> 7) | 1
        places += 1
      }
      counted += 1
      if token.kind == .number || rules.isColumnWord(token.hash) { known += 1 }
    }
    isGeneric = counted > 0 && known >= counted - (counted >= 6 ? 1 : 0)
  }

  // MARK: Output

  private mutating func write(_ style: HouseStyle?) {
    folded.withUnsafeBufferPointer { folded in
      var place = 0
      while place < tokens.count {
        lastWordStart = output.count
        place += writeToken(place, style, folded)
      }
    }
  }

  /// Appends the token at `place`, or the phrase that begins there; how many tokens that were.
  private mutating func writeToken(
    _ place: Int, _ style: HouseStyle?, _ folded: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let token = tokens[place]
    let text = UnsafeBufferPointer(rebasing: folded[token.start..<token.end])
    guard let style, token.kind != .sign else {
      append(text)
      return 1
    }
    if token.kind == .number {
      append(text)
      return 1 + unit(after: place, folded)
    }
    // `US$` is `$`.
    if place + 1 < tokens.count, text.elementsEqual([0x75, 0x73]), tokens[place + 1].isGlued,
      tokens[place + 1].end - tokens[place + 1].start == 1, folded[tokens[place + 1].start] == 0x24
    {
      return 1
    }
    if let rule = style.rule(token.hash) {
      if rule.reach > 1 {
        var hashes = [token.hash]
        var best: (count: Int, replacement: [UInt8])?
        for step in 1..<min(rule.reach, tokens.count - place) {
          guard tokens[place + step].kind != .sign else { break }
          hashes.append(tokens[place + step].hash)
          if let phrase = style.rule(HouseStyle.phrase(hashes)), !phrase.replacement.isEmpty {
            best = (step + 1, phrase.replacement)
          }
        }
        if let best {
          best.replacement.withUnsafeBufferPointer { append($0) }
          return best.count
        }
      }
      if !rule.replacement.isEmpty {
        rule.replacement.withUnsafeBufferPointer { append($0) }
        return 1
      }
    }
    if token.kind == .word, text.count >= 6 {
      let mark = output.count
      separate(text)
      if HouseStyle.appendAmerican(text, to: &output) { return 1 }
      output.removeSubrange(mark...)
    }
    append(text)
    return 1
  }

  /// `$5m` is five million dollars, `5bn` five billion of anything. Appends the unit; how many tokens it was.
  private mutating func unit(after place: Int, _ folded: UnsafeBufferPointer<UInt8>) -> Int {
    guard place + 1 < tokens.count, tokens[place + 1].isGlued, tokens[place + 1].kind == .word else {
      return 0
    }
    let next = tokens[place + 1]
    guard next.end - next.start == 1, place > 0, tokens[place - 1].kind == .sign, tokens[place].isGlued else {
      return 0
    }
    let before = folded[tokens[place - 1].start]
    guard before == 0x24 || before >= 0x80 else { return 0 }
    switch folded[next.start] {
    case 0x6D: output.append(contentsOf: Array("million".utf8))
    case 0x62: output.append(contentsOf: Array("billion".utf8))
    case 0x74: output.append(contentsOf: Array("trillion".utf8))
    default: return 0
    }
    return 1
  }

  @inline(__always)
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    separate(text)
    output.append(contentsOf: text)
  }

  /// Two numbers must not touch: `2-1` is not `21`.
  @inline(__always)
  private mutating func separate(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, first >= 0x30, first <= 0x39, let last = output.last else { return }
    if last >= 0x30, last <= 0x39 { output.append(0x7C) }
  }
}
