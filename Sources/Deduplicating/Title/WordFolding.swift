/// Letters as keys see them: folded, without marks, punctuation and spaces.
enum WordFolding {
  /// A short text folded into words: where each begins in `bytes`.
  struct Words {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    /// True when all letters are upper case, or their script has no case.
    var hasCapitalsOnly = true

    var count: Int { starts.count }

    func range(_ first: Int, _ last: Int) -> Range<Int> {
      starts[first]..<(last + 1 < starts.count ? starts[last + 1] : bytes.count)
    }

    /// FNV-1a of the words from `first` to `last`, joined without spaces.
    func hash(_ first: Int, _ last: Int) -> UInt64 {
      var hash = WordFolding.seed
      for place in range(first, last) { hash = WordFolding.step(hash, bytes[place]) }
      return hash
    }
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(seed) { step($0, $1) }
  }

  /// - Parameter numbersAsOne: true to write each run of digits, with an ordinal's ending, as `#`.
  static func words(_ text: UnsafeBufferPointer<UInt8>, numbersAsOne: Bool) -> Words {
    let table = CharacterTable.shared
    var words = Words()
    words.bytes.reserveCapacity(text.count)
    words.starts.reserveCapacity(8)
    var place = 0
    var isInWord = false
    var isAfterNumber = false
    while place < text.count {
      let start = place
      let scalar = UTF8Scalars.next(text, &place)
      let kind = kind(of: scalar, table)
      switch kind {
      case .space, .other, .currency:
        // Apostrophes do not divide a word.
        if scalar != 0x27 { isInWord = false }
        if scalar != 0x27 { isAfterNumber = false }
      case .ignorable, .diacritic, .point:
        break
      case .digit:
        if numbersAsOne {
          if isInWord, words.bytes.last == UInt8(ascii: "#") { continue }
          begin(&words, &isInWord)
          words.bytes.append(UInt8(ascii: "#"))
          isAfterNumber = true
        } else {
          begin(&words, &isInWord)
          fold(scalar, table, into: &words.bytes)
        }
      default:
        if isAfterNumber, let end = ordinalEnd(text, start) {
          place = end
          isInWord = false
          isAfterNumber = false
          continue
        }
        isAfterNumber = false
        begin(&words, &isInWord)
        if kind == .letter { words.hasCapitalsOnly = false }
        fold(scalar, table, into: &words.bytes)
      }
    }
    return words
  }

  private static func begin(_ words: inout Words, _ isInWord: inout Bool) {
    guard !isInWord else { return }
    words.starts.append(words.bytes.count)
    isInWord = true
  }

  /// Behind `st`, `nd`, `rd` or `th`; nil when the text has none at `start`.
  private static func ordinalEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start + 1 < text.count else { return nil }
    let pair = (text[start] | 0x20, text[start + 1] | 0x20)
    let isOrdinal =
      pair == (0x73, 0x74) || pair == (0x6E, 0x64) || pair == (0x72, 0x64) || pair == (0x74, 0x68)
    return isOrdinal ? start + 2 : nil
  }

  @inline(__always)
  static func kind(of scalar: UInt32, _ table: CharacterTable) -> CharacterClass {
    if scalar >= 0x80 { return table.properties(scalar).kind }
    switch scalar {
    case 0x61...0x7A: return .letter
    case 0x41...0x5A: return .upper
    case 0x30...0x39: return .digit
    case 0x20: return .space
    case 0x24: return .currency
    default: return .other
    }
  }

  /// Appends the folded code point.
  @inline(__always)
  static func fold(_ scalar: UInt32, _ table: CharacterTable, into bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar))
      return
    }
    let isFolded = table.fold(scalar) { UTF8Scalars.append($0, to: &bytes) }
    if !isFolded { UTF8Scalars.append(scalar, to: &bytes) }
  }

  /// The words of a line of a table, cleaned as a title is.
  static func words(_ text: some StringProtocol, numbersAsOne: Bool) -> Words {
    var text = String(text)
    return text.withUTF8 { bytes in
      let cleaned = TitleCleaner(bytes).output
      return cleaned.withUnsafeBufferPointer { words($0, numbersAsOne: numbersAsOne) }
    }
  }

  /// The whole text as one word.
  static func whole(_ text: some StringProtocol) -> UInt64? {
    let words = words(text, numbersAsOne: false)
    return words.count > 0 ? words.hash(0, words.count - 1) : nil
  }
}
