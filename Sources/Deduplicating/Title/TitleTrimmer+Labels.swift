extension TitleTrimmer {
  mutating func trimLabels() {
    trimBracketedLabels()
    trimEdges()
    trimLeadingLabel()
    trimTrailingLabel()
  }

  mutating func trimBracketedLabels() {
    guard hasBrackets, !areBracketsRead else { return }
    var isBlanked = false
    // What is no label now will be none when the title is shorter, unless its inside changes.
    defer { areBracketsRead = !isBlanked }
    var place = lower
    while place < upper {
      guard Brackets.isOpening(bytes[place]), let close = Brackets.close(bytes, open: place, upper),
        take(place + 1, close, in: .brackets)
      else {
        place += 1
        continue
      }
      if place == lower {
        lower = close + 1
      } else if close + 1 == upper {
        upper = place
      } else {
        for inside in place...close { bytes[inside] = 0x20 }
        searched.lower = -1
        named.removeAll()
        isBlanked = true
      }
      place = close + 1
    }
  }

  /// A label before `: | ! - — / , .`, after `#`, or in capitals before a space.
  mutating func trimLeadingLabel() {
    if let inside = bookTitle(), take(inside.lowerBound, inside.upperBound, in: .bookMarks) {
      lower = inside.upperBound + 3
      return
    }
    if lower < upper, bytes[lower] == 0x23 {
      var end = lower + 1
      while end < upper, bytes[end] != 0x20 { end += 1 }
      if take(lower + 1, end, in: .brackets) { lower = end }
      return
    }
    // No delimiter stands within a word: where the first word begins no label, the first words don't.
    guard beginsWithLabel() else { return }
    // `UPDATE 1-Storm hits` before `UPDATE storm hits`: bare labels last.
    if !trimMarkedLabel(), mayBeginBare() { _ = trimBareLabel() }
  }

  /// What stands between `《` and `》` at the beginning, when it is short.
  private func bookTitle() -> Range<Int>? {
    guard upper - lower > 9, bytes[lower] == 0xE3, bytes[lower + 1] == 0x80, bytes[lower + 2] == 0x8A else {
      return nil
    }
    for place in lower + 3..<min(upper - 2, lower + 24)
    where bytes[place] == 0xE3 && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x8B {
      return lower + 3..<place
    }
    return nil
  }

  /// False where the first word is neither a label nor an agency, and with the second begins no label: then nothing
  /// that ends at a delimiter can be read as labels.
  func beginsWithLabel() -> Bool {
    let reach = min(upper, lower + 80)
    guard mayBeginLabel(lower, reach) else { return false }
    let words = FoldedWords(slice(lower, reach), numbersAsOne: true, most: 2, stops: true, in: phrase)
    return words.count > 0 && LabelReading.mayBegin(words, extraLabels, rules)
  }

  /// Of the labels that end at a space the longest: `BREAKING NEWS Storm hits` is not `NEWS Storm hits`.
  private mutating func trimBareLabel() -> Bool {
    let reach = min(upper, lower + 80)
    var ends: SIMD4<Int32> = .zero
    var count = 0
    var place = lower + 1
    while place < reach, count < 4 {
      if bytes[place] == 0x20, let (context, _) = Self.delimiter(bytes, place, lower, upper), context == .bare
      {
        ends[count] = Int32(truncatingIfNeeded: place)
        count += 1
      }
      place += 1
    }
    while count > 0 {
      count -= 1
      let end = Int(ends[count])
      guard hasText(end + 1, upper), take(lower, end, in: .bare) else { continue }
      lower = end + 1
      return true
    }
    return false
  }

  /// A label before its punctuation.
  private mutating func trimMarkedLabel() -> Bool {
    var place = lower
    var candidates = 0
    let reach = min(upper, lower + 80)
    while place < reach, candidates < 8 {
      defer { place += 1 }
      // Most bytes are letters.
      let byte = bytes[place]
      guard byte < 0x40 && byte != 0x20 || byte == 0x7C,
        let (context, width) = Self.delimiter(bytes, place, lower, upper)
      else { continue }
      candidates += 1
      guard place > lower, hasText(place + width, upper), take(lower, place, in: context) else { continue }
      lower = place + width
      return true
    }
    return false
  }

  enum Context {
    case brackets
    /// `《》`, in which titles stand as well: only versions.
    case bookMarks
    /// `: | !` or a dash between spaces.
    case strong
    /// A dash, slash or comma with no space before it: wire style, in capitals.
    case capitals
    /// A full stop: versions, video and photos, and others in capitals.
    case sentence
    /// Only a space: versions and media that may stand bare, in capitals.
    case bare
    /// Only a space, at the end: versions and media that may stand bare, in capitals.
    case bareTrailing
    /// A colon, at the end: the same, and video and photos also in lower case.
    case colon
    /// ` + ` or a semicolon, at the end: media.
    case appended
    /// A comma, at the end: media of two words and more.
    case comma
    /// At the end, behind a dash or a bar.
    case trailing
  }

  @inline(__always)
  static func delimiter(
    _ bytes: UnsafePointer<UInt8>, _ place: Int, _ lower: Int, _ upper: Int
  ) -> (Context, Int)? {
    let next: UInt8 = place + 1 < upper ? bytes[place + 1] : 0
    switch bytes[place] {
    case 0x3A, 0x7C, 0x21, 0x3E: return (.strong, 1)
    case 0x2D where place > lower && bytes[place - 1] == 0x20: return (.strong, 1)
    case 0x2B where next == 0x2B, 0x2A where next == 0x2A: return (.strong, 2)
    case 0x2F where place > lower && bytes[place - 1] == 0x20: return (.strong, 1)
    case 0x2D, 0x2F, 0x2C: return (.capitals, 1)
    case 0x2E where next == 0x20 || next >= 0x80: return (.sentence, 1)
    case 0x20 where next != 0x2D && next != 0x7C && next != 0x2F && next != 0x2B: return (.bare, 1)
    default: return nil
    }
  }

  func hasText(_ start: Int, _ end: Int) -> Bool {
    slice(start, end).contains { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
  }

  mutating func trimTrailingLabel() {
    // The last word may be a tag of its own.
    if let place = trimmed.lastIndex(of: 0x23), place > 0, case let hash = lower + place,
      bytes[hash - 1] == 0x20,
      take(hash + 1, upper, in: .brackets)
    {
      upper = hash
      return
    }
    if let last = lastSeparator(), !separators.isVia(last, bytes), hasText(lower, last.start) {
      // Behind a colon stands more often what somebody said: `Verdict on the bridge: correct`.
      let context = bytes[last.start] == 0x3A ? Context.colon : .trailing
      if take(last.end, upper, in: context) {
        upper = last.start
        return
      }
    }
    trimBareTrailingLabel()
  }

  /// `Storm hits coast VIDEO`, `Storm hits coast. PHOTOS`, `Storm hits coast, see photos`, `Storm hits coast + video`
  private mutating func trimBareTrailingLabel() {
    let reach = max(lower, upper - 48)
    var place = upper - 1
    // The last word, or what stands behind the last comma.
    var isLastWord = true
    while place > reach {
      defer { place -= 1 }
      let byte = bytes[place]
      if byte == 0x20, isLastWord {
        isLastWord = false
        if take(place + 1, upper, in: .bareTrailing) {
          upper = place
          return
        }
      } else if byte == 0x3B || byte == 0x2B && bytes[place - 1] == 0x20 {
        if take(place + 1, upper, in: .appended) { upper = place }
        return
      } else if byte == 0x2C {
        if take(place + 1, upper, in: .comma) { upper = place }
        return
      }
    }
  }

  /// False for a text that begins with a word that begins no label: that is most.
  func mayBeginLabel(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    return rules.mayBeginLabel(slice(start, end), extraLabels)
  }

  /// Records the label between two places; false when it is none, or stands where it can't.
  mutating func take(_ start: Int, _ end: Int, in context: Context) -> Bool {
    guard start < end, end - start <= 72 else { return false }
    guard mayBeginLabel(start, end) else { return false }
    let words = FoldedWords(slice(start, end), numbersAsOne: true, most: 7, in: phrase)
    guard words.count > 0, let found = LabelReading(words, extraLabels, rules) else { return false }
    switch context {
    case .brackets, .strong, .trailing: break
    case .bookMarks:
      guard found.allSatisfy({ $0.kind == .version }) else { return false }
    case .capitals:
      guard words.hasCapitalsOnly, hasLowerCase(end, upper) || isNumbered(found, start, end) else {
        return false
      }
    case .sentence:
      guard words.hasCapitalsOnly || found.allSatisfy({ $0.kind == .version || $0.isBareMedia }) else {
        return false
      }
    case .bare:
      guard found.allSatisfy({ $0.kind != .genre && $0.standsBare }), words.hasCapitalsOnly,
        hasLowerCase(end, upper)
      else { return false }
      // `VIDEO GAMES lose appeal` is no video.
      if found.allSatisfy({ $0.kind == .media }), !nextWordHasLowerCase(end) { return false }
    case .bareTrailing, .colon:
      if context == .colon, found.allSatisfy(\.isBareMedia) { break }
      guard found.allSatisfy({ $0.kind != .genre && $0.standsBare }), words.hasCapitalsOnly,
        hasLowerCase(lower, start)
      else { return false }
    case .appended:
      guard found.allSatisfy({ $0.kind == .media }) else { return false }
    case .comma:
      guard words.count > 1, found.allSatisfy({ $0.kind == .media }) else { return false }
    }
    var hasNumber = false
    for number in 0..<found.count {
      let label = found[number]
      switch label.kind {
      case .media: break
      case .genre: if !genres.contains(label.name) { genres.append(label.name) }
      case .version:
        // The number is that of the first.
        let number = hasNumber ? nil : LabelReading.number(slice(start, end))
        versions.append(number.map { label.name + " " + $0 } ?? label.name)
        hasNumber = true
      }
    }
    return true
  }

  /// `UPDATE 1-JUDGES WARN OF THIN ICE`: a numbered version needs no lower case behind it, but a letter.
  func isNumbered(_ found: LabelReading, _ start: Int, _ end: Int) -> Bool {
    guard end + 1 < upper, bytes[end + 1] | 0x20 >= 0x61, bytes[end + 1] | 0x20 <= 0x7A else { return false }
    return found.allSatisfy { $0.kind == .version } && LabelReading.number(slice(start, end)) != nil
  }

  /// True when the word at `start`, or behind the space there, is not all capitals.
  func nextWordHasLowerCase(_ start: Int) -> Bool {
    var end = start
    while end < upper, bytes[end] == 0x20 { end += 1 }
    while end < upper, bytes[end] != 0x20 { end += 1 }
    let words = FoldedWords(slice(start, end), numbersAsOne: true, most: 3, stops: true, in: phrase)
    return !words.hasCapitalsOnly
  }

  /// True for text that is not all capitals: lower case, or a letter of Greek, Cyrillic or a script without case.
  func hasLowerCase(_ start: Int, _ end: Int) -> Bool {
    slice(start, end).contains { ($0 >= 0x61 && $0 <= 0x7A) || $0 >= 0xCE }
  }
}
