import WebText

/// Steps five and six of a title key: folds a trimmed title, applies house style, and squeezes out all but letters,
/// digits and the signs that make a difference.
///
/// First the text becomes tokens, folded (words, numbers and signs have files of their own); then these are measured,
/// and written in house style.
struct TitleSquasher {
  /// Words' worth of information: see `TitleKey.weight`.
  var weight: Double = 0
  var words: SIMD8<UInt16> = .zero
  var isGeneric = false
  /// Where the last word begins in `output`: a truncated title's may be half a word.
  var lastWordStart = 0
  /// The squeezed text, in the workspace's memory.
  var output: UnsafeBufferPointer<UInt8> { written.bytes }
  var hasOverflowed: Bool { lacksTokens || folded.hasOverflowed || written.hasOverflowed }

  var folded: ByteSink
  var written: ByteSink
  let tokens: UnsafeMutableBufferPointer<TitleToken>
  var count = 0
  var lacksTokens = false
  /// The first token that is not written as it was folded.
  var firstChange = Int.max
  /// The same, as far as it is known before the words are looked up.
  var firstSignChange = Int.max
  /// False when marks make more of a difference than that they are there.
  var canDropMarks = true
  let unwritten: ByteSink
  let dropsMarks: Bool
  /// True when a mark was kept: Vietnamese, й, ї.
  var hasMarks = false
  let hasHangul: Bool
  let table = CharacterTable.shared

  /// - Parameters:
  ///   - text: cleaned and trimmed.
  ///   - keepsMarks: true for Vietnamese, where they matter.
  ///   - dropsMarks: true to drop those that the cleaner kept.
  init(
    _ text: UnsafeBufferPointer<UInt8>, _ workspace: TitleWorkspace, keepsMarks: Bool, hasHangul: Bool,
    style: Bool, rules: borrowing TitleRules, dropsMarks: Bool = false
  ) {
    self.dropsMarks = dropsMarks
    self.hasHangul = hasHangul
    folded = workspace.folded
    written = workspace.output
    unwritten = written
    tokens = workspace.tokens
    scan(text, keepsMarks: keepsMarks, hasHangul: hasHangul)
    firstSignChange = firstChange
    measure(rules, style: style)
    write(rules, style: style)
  }

  // MARK: Tokens

  mutating func scan(_ text: UnsafeBufferPointer<UInt8>, keepsMarks: Bool, hasHangul: Bool) {
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
      case .other where scalar == 0x2191 || scalar == 0x2193:
        add(.sign, isGlued: isGlued) { $0.append(scalar: scalar) }
        isGlued = false
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
  mutating func add(_ kind: TitleToken.Kind, hash: UInt64, from start: Int, isGlued: Bool) {
    guard count < tokens.count else {
      lacksTokens = true
      return
    }
    tokens[count] = TitleToken(kind, hash: hash, start: start, end: folded.count, isGlued: isGlued)
    count &+= 1
  }

  mutating func add(_ kind: TitleToken.Kind, isGlued: Bool, _ write: (inout ByteSink) -> Void) {
    let start = folded.count
    write(&folded)
    add(kind, hash: hash(from: start), from: start, isGlued: isGlued)
  }

  func hash(from start: Int) -> UInt64 {
    WordFolding.hash(UnsafeBufferPointer(rebasing: folded.bytes[start...]))
  }

  var last: TitleToken? { count > 0 ? tokens[count &- 1] : nil }

  mutating func extendLast(_ scalar: UInt32) {
    folded.append(scalar: scalar)
    tokens[count &- 1].end = folded.count
    canDropMarks = false
  }

  // MARK: Measures

  mutating func measure(_ rules: TitleRules, style: Bool) {
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
      // One unknown word may be enough to say that it is no column.
      if token.kind == .number || word.isColumnWord
        || hasMarks && known &+ 2 >= counted && isColumnWord(token, rules)
      {
        known &+= 1
      }
      guard style, place < firstChange else { continue }
      let isRespelled =
        token.kind == .word
        ? AmericanSpelling(folded.base, token.start, token.end) != nil
        : hasHangul && KoreanCountry.end(text(token)) != nil
      if word.style != 0 || isRespelled { firstChange = place }
    }
    isGeneric = counted > 0 && known >= counted - (counted >= 6 ? 1 : 0)
  }

  /// The names of columns stand in the table without marks.
  private mutating func isColumnWord(_ token: TitleToken, _ rules: TitleRules) -> Bool {
    guard token.kind == .word else { return false }
    let end = folded.count
    let hash = appendWithoutMarks(folded, token)
    folded.cut(to: end)
    return rules.word(hash).isColumnWord
  }

  @inline(__always)
  func text(_ token: TitleToken) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: folded.base + token.start, count: token.count)
  }
}
