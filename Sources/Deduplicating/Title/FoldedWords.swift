/// A short text folded into words: where each begins, and the hash of any run of them.
///
/// It lies in memory that the next text takes over; a text of very many words has no words at all, because
/// no label and no name is so long.
struct FoldedWords {
  /// Memory for one text.
  struct Memory {
    static let most = 32
    static let startsSize = (most + 1) * MemoryLayout<UInt16>.stride
    let bytes: UnsafeMutablePointer<UInt8>
    let capacity: Int
    let starts: UnsafeMutablePointer<UInt16>
  }

  private let starts: UnsafeMutablePointer<UInt16>
  private var folded: ByteSink
  private(set) var count = 0
  /// The hash of all words, joined without spaces.
  private(set) var whole = WordFolding.seed
  /// True when all letters are upper case, or their script has no case.
  private(set) var hasCapitalsOnly = true

  var bytes: UnsafeBufferPointer<UInt8> { folded.bytes }

  init(_ memory: Memory) {
    starts = memory.starts
    folded = ByteSink(memory.bytes, capacity: memory.capacity)
  }

  /// - Parameters:
  ///   - numbersAsOne: true to write each run of digits, with an ordinal's ending, as `#`.
  ///   - most: texts of more words than this are no concern of the caller's; they have none.
  ///   - stops: true to have the first words of such a text instead.
  init(
    _ text: UnsafeBufferPointer<UInt8>, numbersAsOne: Bool, most: Int = Memory.most - 1, stops: Bool = false,
    in memory: Memory
  ) {
    self.init(memory)
    // Not in `self`: what stands there is loaded and stored for each letter.
    var sink = folded
    var hash = WordFolding.seed
    var hasLower = false
    let table = CharacterTable.shared
    var place = 0
    var isInWord = false
    var isAfterNumber = false
    scan: while place < text.count {
      let start = place
      let byte = text[place]
      if (byte | 0x20) &- 0x61 < 26, !isAfterNumber {
        if !isInWord {
          guard count < most else {
            if stops { break scan }
            count = 0
            return
          }
          begin(&isInWord, sink.count)
        }
        hasLower = sink.appendLetters(text, &place, &hash) || hasLower
        if place == start { break }
        continue
      }
      // All else in ASCII divides words, but for apostrophes.
      if byte < 0x80, byte &- 0x30 >= 10, (byte | 0x20) &- 0x61 >= 26 {
        if byte != 0x27 {
          isInWord = false
          isAfterNumber = false
        }
        place &+= 1
        continue
      }
      let scalar = UTF8Scalars.next(text, &place)
      // Most letters beyond ASCII are written as they stand.
      if scalar >= 0x80, let (kind, _) = table.unmapped(scalar), kind == .letter || kind == .plain {
        if !isInWord {
          guard count < most else {
            if stops { break scan }
            count = 0
            return
          }
          begin(&isInWord, sink.count)
        }
        if kind == .letter { hasLower = true }
        isAfterNumber = false
        for byte in start..<place {
          sink.append(text[byte])
          hash = WordFolding.step(hash, text[byte])
        }
        continue
      }
      let mark = sink.count
      let kind = WordFolding.kind(of: scalar, table)
      switch kind {
      case .space, .other, .currency:
        // Apostrophes do not divide a word.
        if scalar != 0x27 {
          isInWord = false
          isAfterNumber = false
        }
      case .ignorable, .diacritic, .point:
        break
      case .digit:
        if numbersAsOne {
          if isInWord, sink.last == UInt8(ascii: "#") { continue }
          if !isInWord {
            if stops, count == most { break scan }
            begin(&isInWord, sink.count)
          }
          sink.append(UInt8(ascii: "#"))
          isAfterNumber = true
        } else {
          if !isInWord { begin(&isInWord, sink.count) }
          WordFolding.fold(scalar, table, into: &sink)
        }
      default:
        if isAfterNumber, let end = Self.ordinalEnd(text, start) {
          place = end
          isInWord = false
          isAfterNumber = false
          continue
        }
        isAfterNumber = false
        if !isInWord {
          if stops, count == most { break scan }
          begin(&isInWord, sink.count)
          if count > most { break }
        }
        if kind == .letter { hasLower = true }
        WordFolding.fold(scalar, table, into: &sink)
      }
      if count > most {
        count = 0
        return
      }
      for byte in mark..<sink.count { hash = WordFolding.step(hash, sink[byte]) }
    }
    folded = sink
    whole = hash
    hasCapitalsOnly = !hasLower
    if folded.hasOverflowed { count = 0 }
    starts[count] = UInt16(truncatingIfNeeded: folded.count)
  }

  @inline(__always)
  private mutating func begin(_ isInWord: inout Bool, _ place: Int) {
    starts[count] = UInt16(truncatingIfNeeded: place)
    count &+= 1
    isInWord = true
  }

  /// The bytes of the words from `first` to `last`.
  func text(_ first: Int, _ last: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: folded.bytes[Int(starts[first])..<Int(starts[last &+ 1])])
  }

  /// FNV-1a of the words from `first` to `last`, joined without spaces.
  func hash(_ first: Int, _ last: Int) -> UInt64 {
    guard count > 0 else { return WordFolding.seed }
    if first == 0, last == count &- 1 { return whole }
    var hash = WordFolding.seed
    for place in Int(starts[first])..<Int(starts[last &+ 1]) { hash = WordFolding.step(hash, folded[place]) }
    return hash
  }

  /// The hash of some words with one more behind them.
  func hash(_ hash: UInt64, followedBy next: Int) -> UInt64 {
    var hash = hash
    for place in Int(starts[next])..<Int(starts[next &+ 1]) { hash = WordFolding.step(hash, folded[place]) }
    return hash
  }

  /// True for a word that is a number, written as `#`.
  func isNumber(_ word: Int) -> Bool {
    let start = Int(starts[word])
    return Int(starts[word &+ 1]) == start + 1 && folded[start] == UInt8(ascii: "#")
  }

  /// The hash of a text's first word, its digits written as `#`; that of nothing where it has none, or where it is
  /// longer than `most` bytes, as a script without spaces has them (not told for ASCII).
  static func firstHash(_ text: UnsafeBufferPointer<UInt8>, most: Int = .max) -> UInt64 {
    var hash = WordFolding.seed
    var place = 0
    var isInWord = false
    var isAfterDigit = false
    while place < text.count {
      let byte = text[place]
      let lower = byte | 0x20
      if lower >= 0x61, lower <= 0x7A {
        if isAfterDigit, ordinalEnd(text, place) != nil { return hash }
        hash = WordFolding.step(hash, lower)
        isInWord = true
        isAfterDigit = false
        place &+= 1
        continue
      }
      if byte == 0x20 || byte == 0x3A || byte == 0x2D {
        if isInWord { return hash }
        place &+= 1
        continue
      }
      return firstHash(ofRest: text, place, most, hash, isInWord, isAfterDigit)
    }
    return hash
  }

  /// The same from any place on, for all of Unicode.
  private static func firstHash(
    ofRest text: UnsafeBufferPointer<UInt8>, _ start: Int, _ most: Int, _ hash: UInt64, _ isInWord: Bool,
    _ isAfterDigit: Bool
  ) -> UInt64 {
    let table = CharacterTable.shared
    var (place, hash, isInWord, isAfterDigit) = (start, hash, isInWord, isAfterDigit)
    var endsInNumber = isAfterDigit
    // What is written as it stands; the rest adds to it.
    var length = 0
    while place < text.count {
      let start = place
      let scalar = UTF8Scalars.next(text, &place)
      if scalar >= 0x80, let (kind, _) = table.unmapped(scalar), kind.isWrittenAsIs {
        isInWord = true
        isAfterDigit = false
        endsInNumber = false
        length &+= place &- start
        guard length <= most else { return WordFolding.seed }
        for byte in start..<place { hash = WordFolding.step(hash, text[byte]) }
        continue
      }
      switch WordFolding.kind(of: scalar, table) {
      case .space, .other, .currency:
        if scalar != 0x27, isInWord { return hash }
      case .ignorable, .diacritic, .point:
        break
      case .digit:
        if !endsInNumber { hash = WordFolding.step(hash, UInt8(ascii: "#")) }
        isInWord = true
        isAfterDigit = true
        endsInNumber = true
      default:
        if isAfterDigit, ordinalEnd(text, start) != nil { return hash }
        isInWord = true
        isAfterDigit = false
        endsInNumber = false
        hash = stepFolded(hash, scalar, table)
      }
    }
    return hash
  }

  private static func stepFolded(_ hash: UInt64, _ scalar: UInt32, _ table: CharacterTable) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { memory in
      guard let base = memory.baseAddress else { return hash }
      var folded = ByteSink(base, capacity: 32)
      WordFolding.fold(scalar, table, into: &folded)
      return folded.bytes.reduce(hash) { WordFolding.step($0, $1) }
    }
  }

  /// The hash of all beginnings that end with a letter.
  func forEachBeginning(_ body: (UInt64) -> Void) {
    var hash = WordFolding.seed
    for place in 0..<folded.count {
      hash = WordFolding.step(hash, folded[place])
      let isEnd = place + 1 == folded.count || folded[place + 1] & 0xC0 != 0x80
      if isEnd { body(hash) }
    }
  }

  /// Behind `st`, `nd`, `rd` or `th`; nil when the text has none at `start`.
  private static func ordinalEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start + 1 < text.count else { return nil }
    let pair = (text[start] | 0x20, text[start + 1] | 0x20)
    let isOrdinal =
      pair == (0x73, 0x74) || pair == (0x6E, 0x64) || pair == (0x72, 0x64) || pair == (0x74, 0x68)
    return isOrdinal ? start + 2 : nil
  }

  /// Calls `body` with the words of a text, cleaned as a title is.
  static func with<Result>(
    _ text: some StringProtocol, numbersAsOne: Bool, _ body: (FoldedWords) -> Result
  ) -> Result {
    TitleCleaner.cleaned(String(text)).withUnsafeBufferPointer {
      with($0, numbersAsOne: numbersAsOne, body)
    }
  }

  /// Calls `body` with the words of a cleaned text, which last as long as the call.
  static func with<Result>(
    _ text: UnsafeBufferPointer<UInt8>, numbersAsOne: Bool, _ body: (FoldedWords) -> Result
  ) -> Result {
    let size = text.count * 3 + 64
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { bytes in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Memory.most + 1) { starts in
        // Both have a size above zero, and with that an address.
        guard let bytes = bytes.baseAddress, let starts = starts.baseAddress else {
          preconditionFailure("no memory for a few words")
        }
        let memory = Memory(bytes: bytes, capacity: size, starts: starts)
        return body(FoldedWords(text, numbersAsOne: numbersAsOne, in: memory))
      }
    }
  }
}
