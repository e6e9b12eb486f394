import WebText

/// The key of a title that is nothing but words, in one pass: most English headlines are.
///
/// Letters, digits, single spaces, quotes, commas and hyphens within the title, `?` and `%`. What needs more
/// than that (punctuation that a label or an outlet may hang on, decimal points, phrases of house style) goes
/// the long way, through `TitleCleaner`, `TitleTrimmer` and `TitleSquasher`, to the very same key.
struct PlainTitle {
  /// The key, the title, and `endsCount` bytes that say where the key's words end, two for each.
  private(set) var storage: [UInt8] = []
  private(set) var keyEnd = 0
  private(set) var endsCount = 0
  private(set) var weight: Double = 0
  private(set) var words: SIMD8<UInt16> = .zero
  private(set) var isGeneric = false
  /// False when house style brought in letters that are not.
  private(set) var isASCII = true

  /// Longer titles go the long way, too.
  private static let limit = 320
  /// What the stack gives without being asked, and what of it is for the ends of words.
  private static let memory = 1024
  private static let endsSize = 2 * Pass.mostWords

  /// nil for a title that is not plain.
  static func read(
    _ title: String, from source: ItemSource, _ settings: DedupSettings, _ rules: TitleRules
  ) -> PlainTitle? {
    let style = settings.usesHouseStyle
    // Read in place; a string that is not UTF-8 inside (a literal's, say) is copied.
    if let plain = title.utf8.withContiguousStorageIfAvailable({
      PlainTitle($0, style: style, labels: source.labels, rules: rules)
    }) {
      return plain
    }
    var copy = title
    return copy.withUTF8 { PlainTitle($0, style: style, labels: source.labels, rules: rules) }
  }

  private init?(
    _ title: UnsafeBufferPointer<UInt8>, style: Bool, labels: borrowing LabelTable?,
    rules: borrowing TitleRules
  ) {
    guard title.count <= Self.limit, let base = title.baseAddress, let last = title.last,
      Self.mayBegin(title[0]), Self.mayBegin(last) || last == 0x25,
      !rules.mayBeginLabel(title, labels), last &- 0x41 >= 26 || !Self.mayEndInLabel(title, labels, rules)
    else { return nil }
    var pass = Pass(title: base, count: title.count, style: style)
    storage = withUnsafeTemporaryAllocation(byteCount: Self.memory, alignment: 2) { memory in
      guard let memory = memory.baseAddress else { return [] }
      let target = memory.assumingMemoryBound(to: UInt8.self)
      let size = Self.memory - Self.endsSize
      let ends = (memory + size).assumingMemoryBound(to: UInt16.self)
      // House style may make a title longer; a title that it makes much longer goes the long way.
      guard pass.run(target, size - title.count, ends: ends, rules) else { return [] }
      let titleEnd = pass.length + title.count
      let endsCount = 2 * pass.wordCount
      (target + pass.length).update(from: base, count: title.count)
      (memory + titleEnd).copyMemory(from: ends, byteCount: endsCount)
      return Array(UnsafeBufferPointer(start: target, count: titleEnd + endsCount))
    }
    guard !storage.isEmpty, pass.length > 0 else { return nil }
    keyEnd = pass.length
    endsCount = 2 * pass.wordCount
    weight = Double(pass.information)
    words = pass.words
    isASCII = pass.all < 0x80
    isGeneric = pass.counted > 0 && pass.known >= pass.counted - (pass.counted >= 6 ? 1 : 0)
  }

  /// A letter, digit, quote or `?`.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x22 || byte == 0x27 || byte == 0x3F
  }

  /// True for `… VIDEO`.
  @inline(never)
  private static func mayEndInLabel(
    _ title: UnsafeBufferPointer<UInt8>, _ labels: LabelTable?, _ rules: TitleRules
  ) -> Bool {
    guard TitleShape.endsInCapitals(title), let space = title.lastIndex(of: 0x20) else { return false }
    return rules.mayBeginLabel(UnsafeBufferPointer(rebasing: title[(space + 1)...]), labels)
  }

  // MARK: The pass

  private struct Pass {
    let title: UnsafePointer<UInt8>
    let count: Int
    let style: Bool
    var length = 0
    var information = 0
    var words: SIMD8<UInt16> = .zero
    var counted = 0
    var known = 0
    /// All bytes that were replaced, in one.
    var all: UInt8 = 0
    /// Words, numbers and signs that were written.
    var wordCount = 0
    static let mostWords = 64

    init(title: UnsafePointer<UInt8>, count: Int, style: Bool) {
      self.title = title
      self.count = count
      self.style = style
    }

    /// Writes the key; false when the title is not plain after all.
    @inline(__always)
    mutating func run(
      _ output: UnsafeMutablePointer<UInt8>, _ capacity: Int, ends: UnsafeMutablePointer<UInt16>,
      _ rules: TitleRules
    ) -> Bool {
      var place = 0
      var end = 0
      while place < count {
        let byte = title[place]
        if isLetter(byte) {
          guard word(output, capacity, &place, rules) else { return false }
        } else if byte == 0x20 {
          place &+= 1
          // The last byte is none.
          guard title[place] > 0x20 else { return false }
        } else if byte >= 0x30, byte <= 0x39 {
          guard number(output, capacity, &place) else { return false }
        } else {
          guard sign(byte, output, capacity, &place) else { return false }
        }
        guard length > end else { continue }
        guard wordCount < Self.mostWords else { return false }
        end = length
        ends[wordCount] = UInt16(truncatingIfNeeded: end)
        wordCount &+= 1
      }
      return true
    }

    @inline(__always)
    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    @inline(__always)
    private func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || byte &- 0x30 < 10 }

    /// Writes the next eight bytes in lower case; how many letters they begin with.
    @inline(__always)
    private func fold(_ from: Int, to output: UnsafeMutablePointer<UInt8>) -> Int {
      let eight = UnsafeRawPointer(title).loadUnaligned(fromByteOffset: from, as: UInt64.self)
      let lower = UInt64(littleEndian: eight) | 0x2020_2020_2020_2020
      UnsafeMutableRawPointer(output).storeBytes(of: lower.littleEndian, as: UInt64.self)
      // The highest bit of each byte: at least `a`, beyond `z`.
      let low = lower & 0x7F7F_7F7F_7F7F_7F7F
      let isLow = ~(low &+ 0x1F1F_1F1F_1F1F_1F1F)
      let isHigh = low &+ 0x0505_0505_0505_0505
      return ((isLow | isHigh | lower) & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
    }

    @inline(__always)
    private mutating func add(_ hash: UInt64) {
      if counted < 8 { words[counted] = UInt16(truncatingIfNeeded: hash &>> 7) | 1 }
      counted &+= 1
    }

    @inline(__always)
    private mutating func word(
      _ output: UnsafeMutablePointer<UInt8>, _ capacity: Int, _ place: inout Int, _ rules: TitleRules
    ) -> Bool {
      var from = place
      var to = length
      guard count &- from &+ 8 <= capacity &- to else { return false }
      while true {
        while from &+ 8 <= count {
          let letters = fold(from, to: output + to)
          to &+= letters
          from &+= letters
          if letters < 8 { break }
        }
        while from < count, isLetter(title[from]) {
          output[to] = title[from] | 0x20
          to &+= 1
          from &+= 1
        }
        // An apostrophe within a word does not count.
        guard from &+ 1 < count, title[from] == 0x27, isLetter(title[from &+ 1]) else { break }
        from &+= 1
      }
      place = from
      let start = length
      length = to
      let hash = WordFolding.hash(UnsafeBufferPointer(start: output + start, count: to &- start))
      add(hash)
      information &+= 1
      // ` via ` divides titles, and `re-` is a prefix that may count.
      if to &- start == 3, output[start] == 0x76, output[start &+ 1] == 0x69, output[start &+ 2] == 0x61 {
        return false
      }
      if to &- start == 2, from < count, title[from] == 0x2D, output[start] == 0x72 { return false }
      let word = rules.word(hash)
      if word.isColumnWord { known &+= 1 }
      guard style else { return true }
      if word.style != 0 { return replace(from: start, output, capacity, word.style, rules) }
      if let spelling = AmericanSpelling(output, start, to) { respell(spelling, start, output) }
      return true
    }

    private mutating func replace(
      from start: Int, _ output: UnsafeMutablePointer<UInt8>, _ capacity: Int, _ style: UInt32,
      _ rules: TitleRules
    ) -> Bool {
      let rule = rules.houseStyle.rule(style)
      guard rule.reach == 1, rule.count + 1 <= capacity - start else { return false }
      length = start
      rules.houseStyle.appendReplacement(of: rule) { replacement in
        if let first = replacement.first, first &- 0x30 < 10 { separate(output) }
        for byte in replacement {
          output[length] = byte
          all |= byte
          length &+= 1
        }
      }
      return true
    }

    private mutating func respell(
      _ spelling: AmericanSpelling, _ start: Int, _ output: UnsafeMutablePointer<UInt8>
    ) {
      let place = start + spelling.place
      if spelling.becomesZ {
        output[place] = UInt8(ascii: "z")
      } else {
        for later in place..<length - 1 { output[later] = output[later + 1] }
        length -= 1
      }
    }

    /// Two numbers must not touch.
    @inline(__always)
    private mutating func separate(_ output: UnsafeMutablePointer<UInt8>) {
      guard length > 0, output[length &- 1] &- 0x30 < 10 else { return }
      output[length] = 0x7C
      length &+= 1
    }

    @inline(__always)
    private mutating func number(
      _ output: UnsafeMutablePointer<UInt8>, _ capacity: Int, _ place: inout Int
    ) -> Bool {
      let start = place
      guard count &- start &+ 1 <= capacity &- length else { return false }
      separate(output)
      var hash = WordFolding.seed
      while place < count, title[place] &- 0x30 < 10 {
        output[length] = title[place]
        hash = WordFolding.step(hash, title[place])
        length &+= 1
        place &+= 1
      }
      // What follows may belong to the number: `1 000`, `1,000`, `3.2`, `1'000`.
      if place &+ 1 < count, title[place &+ 1] &- 0x30 < 10 {
        let byte = title[place]
        if byte == 0x20 || byte == 0x2C || byte == 0x27 { return false }
      }
      add(hash)
      known &+= 1
      let digits = place &- start
      let isYear =
        digits == 4
        && (title[start] == 0x31 && title[start + 1] == 0x39
          || title[start] == 0x32 && title[start + 1] == 0x30)
      information &+= digits >= 4 && !isYear ? 2 : 1
      return true
    }

    @inline(__always)
    private mutating func sign(
      _ byte: UInt8, _ output: UnsafeMutablePointer<UInt8>, _ capacity: Int, _ place: inout Int
    ) -> Bool {
      place &+= 1
      switch byte {
      case 0x22, 0x27, 0x3F: return true
      case 0x25:
        guard length < capacity else { return false }
        output[length] = byte
        length &+= 1
        return true
      // Not at the end, as `mayEnd` says, and neither at the beginning.
      case 0x2C: return title[place] == 0x20 || isLetter(title[place])
      case 0x2D: return isLetterOrDigit(title[place]) && isLetterOrDigit(title[place &- 2])
      default: return false
      }
    }
  }
}
