/// Cuts a date text into numbers, words and signs.
struct DateTokens {
  enum Kind: Hashable {
    case number
    /// `hash` is `DateWords`'s; its meaning, if it has one, is `meaning`.
    case word
    /// An ASCII sign: `value` is the byte.
    case sign
    /// An East Asian unit after a number: `value` is a `Unit`.
    case unit
  }

  enum Unit: Int {
    case year
    case month
    case day
    case hour
    case minute
    case second
  }

  struct Token {
    var kind: Kind
    /// A number's value, a sign's byte, a unit, a word's length in characters.
    var value = 0
    /// How many digits a number has.
    var digits = 0
    var meaning: DateWords.Meaning?
    /// True for a word of ASCII letters.
    var isASCII = true
    /// The first letter of a word, folded.
    var initial: UInt32 = 0
    /// True when white space stands before it.
    var followsSpace = false

    func isSign(_ byte: UInt8) -> Bool { kind == .sign && value == Int(byte) }
  }

  private(set) var tokens: [Token] = []
  /// A zone that only a comment names: `10:18 (KST)`.
  private(set) var zoneInComment: DateWords.Meaning?
  /// 1 for Monday … 7; 0 when no comment names a day.
  private(set) var weekdayInComment = 0

  /// The sign behind the UTC in a comment, and whether hours have followed it.
  private var offsetInComment: (sign: Int, hasHours: Bool)?

  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// - Parameter text: at most 128 bytes.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    tokens.reserveCapacity(24)
    var followsSpace = false
    var depth = 0
    while let (character, length) = characterAt(index) {
      let count = tokens.count
      switch character {
      case 0...0x20, 0xA0, 0x3000, 0x2009, 0x202F, 0x200E, 0x200F:
        index += length
        followsSpace = true
        continue
      // RFC 9557 §3.1 puts a zone's name in brackets.
      case UInt32(UInt8(ascii: "(")), UInt32(UInt8(ascii: "[")), 0xFF08:
        depth += 1
        index += length
        followsSpace = true
        continue
      case UInt32(UInt8(ascii: ")")), UInt32(UInt8(ascii: "]")), 0xFF09:
        depth = max(depth - 1, 0)
        index += length
        followsSpace = true
        continue
      case let digit where Self.digit(digit) != nil: appendNumber()
      case let letter where Self.isLetter(letter): appendWord()
      default:
        index += length
        tokens.append(Token(kind: .sign, value: Int(Self.plainSign(character))))
      }
      if depth > 0 {
        // RFC 822 §3.4.3: a comment says nothing; but some zones are only named there.
        for token in tokens[count...] { noteInComment(token) }
        tokens.removeSubrange(count...)
      } else if tokens.count > count {
        tokens[count].followsSpace = followsSpace
      }
      followsSpace = false
    }
  }

  private mutating func noteInComment(_ token: Token) {
    if case .weekday(let day) = token.meaning, day > 0 { weekdayInComment = day }
    if case .zone = token.meaning {
      zoneInComment = token.meaning
      return
    }
    guard case .zone(let offset, _) = zoneInComment else { return }
    switch (token.kind, offsetInComment) {
    // `(GMT+7)`, `(UTC+09:00)`.
    case (.sign, nil)
    where offset == 0 && (token.isSign(UInt8(ascii: "+")) || token.isSign(UInt8(ascii: "-"))):
      offsetInComment = (token.isSign(UInt8(ascii: "+")) ? 1 : -1, false)
    case (.sign, (_, true)?) where token.isSign(UInt8(ascii: ":")): break
    case (.number, (let sign, false)?) where token.digits <= 4:
      let minutes = token.digits <= 2 ? token.value * 60 : token.value / 100 * 60 + token.value % 100
      zoneInComment = .zone(sign * min(minutes, 1439) * 60, isAmbiguous: false)
      offsetInComment = (sign, true)
    case (.number, (let sign, true)?) where token.digits == 2:
      zoneInComment = .zone(offset + sign * min(token.value, 59) * 60, isAmbiguous: false)
      offsetInComment = (sign, false)
    default: break
    }
  }

  private mutating func appendNumber() {
    var token = Token(kind: .number)
    while let (character, length) = characterAt(index) {
      guard let digit = Self.digit(character) else {
        tokens.append(token)
        return
      }
      // 14 digits are the most that mean something; 17 fit whatever they are.
      if token.digits < 17 { token.value = token.value * 10 + Int(digit) }
      token.digits += 1
      index += length
    }
    tokens.append(token)
  }

  private mutating func appendWord() {
    if let last = tokens.last, last.kind == .number, let (character, length) = characterAt(index),
      let unit = Self.unit(character)
    {
      index += length
      tokens.append(Token(kind: .unit, value: unit.rawValue))
      return
    }
    var token = Token(kind: .word)
    var hash = DateWords.emptyHash
    // The last two characters, since East Asian text runs words together: 금요일오후.
    var tail: (UInt32, UInt32) = (0, 0)
    while let (character, length) = characterAt(index) {
      if character == UInt32(UInt8(ascii: ".")), isInThaiAbbreviation(after: tail.1) {
        index += 1
        continue
      }
      guard Self.isLetter(character) else { break }
      let folded = DateWords.folded(character)
      if token.value == 0 { token.initial = folded }
      hash = DateWords.hash(hash, folded)
      if folded >= 0x80 { token.isASCII = false }
      tail = (tail.1, folded)
      token.value += 1
      index += length
    }
    token.meaning = DateWords.shared.meaning(ofHash: hash)
    if token.meaning == nil, token.value > 2, tail.0 >= 0x3000 {
      let pair = DateWords.hash(DateWords.hash(DateWords.emptyHash, tail.0), tail.1)
      token.meaning = DateWords.shared.meaning(ofHash: pair)
    }
    // Other East Asian words are names of days: 金曜日, 星期五, 금요일.
    if token.meaning == nil, tail.1 >= 0x3000 { token.meaning = .weekday(0) }
    appendMeridiem(&token)
    tokens.append(token)
  }

  /// True for the point in ม.ค., which is one word.
  private func isInThaiAbbreviation(after letter: UInt32) -> Bool {
    guard (0xE01...0xE4E).contains(letter), let (next, _) = characterAt(index + 1) else { return false }
    return (0xE01...0xE4E).contains(next)
  }

  /// Reads on when `a` or `p` is the beginning of `a.m.` or `p. m.`.
  private mutating func appendMeridiem(_ token: inout Token) {
    // Greek too: π.μ. and μ.μ.
    let isGreek = token.initial == 0x3C0 || token.initial == 0x3BC
    guard token.value == 1, token.initial == 0x61 || token.initial == 0x70 || isGreek else { return }
    var position = index
    var dots = 0
    while let (character, length) = characterAt(position), character == 0x2E || character == 0x20 {
      if character == 0x2E { dots += 1 }
      position += length
    }
    guard dots == 1, let (character, length) = characterAt(position),
      DateWords.folded(character) == (isGreek ? 0x3BC : 0x6D)
    else { return }
    position += length
    if let (next, length) = characterAt(position) {
      if Self.isLetter(next) { return }
      if next == 0x2E { position += length }
    }
    token.meaning = token.initial == 0x61 || token.initial == 0x3C0 ? .am : .pm
    token.value = 2
    index = position
  }

  /// The character at a byte, and its length; what is not valid UTF-8 is U+FFFD.
  private func characterAt(_ index: Int) -> (character: UInt32, length: Int)? {
    guard index < text.count else { return nil }
    let first = text[index]
    func next(_ distance: Int) -> UInt32? {
      guard index + distance < text.count, text[index + distance] & 0xC0 == 0x80 else { return nil }
      return UInt32(text[index + distance] & 0x3F)
    }
    switch first {
    case 0..<0x80: return (UInt32(first), 1)
    case 0xC2...0xDF:
      guard let second = next(1) else { break }
      return (UInt32(first & 0x1F) << 6 | second, 2)
    case 0xE0...0xEF:
      guard let second = next(1), let third = next(2) else { break }
      return (UInt32(first & 0x0F) << 12 | second << 6 | third, 3)
    default: break
    }
    return (0xFFFD, 1)
  }

  /// The value of a digit: ASCII, full-width, Arabic, Persian, Devanagari, Bengali.
  private static func digit(_ character: UInt32) -> UInt32? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0xFF10...0xFF19: character - 0xFF10
    case 0x660...0x669: character - 0x660
    case 0x6F0...0x6F9: character - 0x6F0
    case 0x966...0x96F: character - 0x966
    case 0x9E6...0x9EF: character - 0x9E6
    default: nil
    }
  }

  private static func isLetter(_ character: UInt32) -> Bool {
    switch character {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x24F, 0x370...0x52F, 0x3041...0x9FFF, 0xAC00...0xD7A3:
      return true
    // Hebrew, Arabic, Thai, and the letters of Vietnamese.
    case 0x5D0...0x5EA, 0x620...0x652, 0x671...0x6D3, 0xE01...0xE4E, 0x1E00...0x1EFF: return true
    // Devanagari, Bengali and Tamil, with their vowel signs.
    case 0x900...0x963, 0x970...0x9E3, 0xB82...0xBCD: return true
    // Combining accents, which belong to the letter before.
    case 0x300...0x36F: return true
    default: return false
    }
  }

  /// The ASCII sign that a character stands for; 0 for others.
  private static func plainSign(_ character: UInt32) -> UInt8 {
    switch character {
    case 0x2010...0x2015, 0x2212, 0xFF0D: UInt8(ascii: "-")
    case 0xFF1A: UInt8(ascii: ":")
    case 0xFF0F: UInt8(ascii: "/")
    case 0xFF0E: UInt8(ascii: ".")
    // Of East Asia and Arabic; points that separate; Italy's first of a month, 1°.
    case 0xFF0C, 0x3001, 0x60C, 0xB7, 0x2022, 0xB0: UInt8(ascii: ",")
    case 0x2019, 0x2BC: UInt8(ascii: "'")
    case 0x21...0x7E: UInt8(character)
    default: 0
    }
  }

  private static func unit(_ character: UInt32) -> Unit? {
    switch character {
    case 0x5E74, 0xB144: .year  // 年 년
    case 0x6708, 0xC6D4: .month  // 月 월
    case 0x65E5, 0x53F7, 0x865F, 0xC77C: .day  // 日 号 號 일
    case 0x6642, 0x65F6, 0x9EDE, 0x70B9, 0xC2DC: .hour  // 時 时 點 点 시
    case 0x5206, 0xBD84: .minute  // 分 분
    case 0x79D2, 0xCD08: .second  // 秒 초
    default: nil
    }
  }
}
