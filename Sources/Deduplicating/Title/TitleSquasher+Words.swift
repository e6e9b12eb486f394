extension TitleSquasher {
  mutating func word(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, isGlued: Bool, keepsMarks: Bool, hasHangul: Bool
  ) {
    guard let source = text.baseAddress else { return }
    let alphabets = table.alphabets
    let start = folded.count
    var kind = TitleToken.Kind.word
    var information = 0.0
    var letters = 0
    // Not in `self`: what stands there is loaded and stored for each letter.
    var sink = folded
    var hash = WordFolding.seed
    // Vietnamese tones, up to four: `hoà` and `hòa` are spellings of one word, so they are written behind it.
    var tones: UInt64 = 0
    var from = place
    while from < text.count {
      // No letter becomes more than that; how much a ligature does, `ByteSink` looks after.
      guard sink.capacity &- sink.count >= 4 else {
        folded.markOverflow()
        return
      }
      let byte = source[from]
      if byte < 0x80 {
        if (byte | 0x20) &- 0x61 < 26 {
          // A Latin word in a Han or Hangul run is a word of its own.
          if kind == .run { break }
          let before = from
          _ = sink.appendLetters(text, &from, &hash)
          letters &+= from &- before
          continue
        }
        // Dots within an abbreviation: `N.K.`, `p.m.`
        if byte == 0x2E, letters == 1, Self.isAbbreviation(text, from) {
          from &+= 1
          letters = 0
          continue
        }
        // An apostrophe within a word, or between an abbreviation and its ending: `N.K.'s`.
        if byte == 0x27, from &+ 1 < text.count, Self.isWordByte(source[from &+ 1]), sink.count > start {
          from &+= 1
          continue
        }
        break
      }
      if byte < 0xE0, byte >= 0xC3, kind == .word, from &+ 1 < text.count, source[from &+ 1] & 0xC0 == 0x80 {
        let scalar = UInt32(byte & 0x1F) &<< 6 | UInt32(source[from &+ 1] & 0x3F)
        let folding = alphabets.folding(twoBytes: scalar)
        if keepsMarks, Self.isTone(scalar) {
          tones = tones &<< 16 | UInt64(scalar)
          hasMarks = true
          from &+= 2
          continue
        }
        if folding.count > 0, !(dropsMarks && folding.kind == .diacritic),
          !(keepsMarks && scalar | 1 == 0x111)
        {
          hash = sink.append(sure: UInt8(truncatingIfNeeded: folding.bytes), hash)
          if folding.count == 2 {
            hash = sink.append(sure: UInt8(truncatingIfNeeded: folding.bytes &>> 8), hash)
          }
          if folding.kind != .diacritic, folding.kind != .mark { letters &+= 1 } else { hasMarks = true }
          from &+= 2
          continue
        }
      }
      if byte >= 0xE0, byte < 0xF0, from &+ 2 < text.count {
        let (second, third) = (source[from &+ 1], source[from &+ 2])
        let scalar = UInt32(byte & 0xF) &<< 12 | UInt32(second & 0x3F) &<< 6 | UInt32(third & 0x3F)
        if second & 0xC0 == 0x80, third & 0xC0 == 0x80, let (letter, _) = table.unmapped(scalar),
          letter.isLike(kind)
        {
          hash = sink.append(sure: byte, hash)
          hash = sink.append(sure: second, hash)
          hash = sink.append(sure: third, hash)
          if kind == .run { information += letter.information } else if letter != .mark { letters &+= 1 }
          from &+= 3
          continue
        }
      }
      let before = from
      let mark = sink.count
      let scalar = UTF8Scalars.next(text, &from)
      // Most letters are written as they stand.
      let unmapped = table.unmapped(scalar)?.kind
      let property = unmapped ?? table.properties(scalar).kind
      switch property {
      case .letter, .upper, .plain:
        if kind == .run {
          from = before
          break
        }
        letters &+= 1
        if unmapped != nil {
          sink.append(letter: scalar)
        } else if keepsMarks && (scalar == 0x111 || scalar == 0x110) {
          sink.append(scalar: 0x111)
        } else {
          WordFolding.fold(scalar, table, into: &sink)
        }
      case .han, .kana, .hangul, .unspaced:
        if kind == .word, sink.count > start {
          from = before
          break
        }
        kind = .run
        information += property.information
        if property == .han {
          sink.append(letter: hasHangul ? Hanja.reading(scalar) : Hanzi.simplified(scalar))
        } else if unmapped != nil {
          sink.append(letter: scalar)
        } else {
          WordFolding.fold(scalar, table, into: &sink)
        }
      case .diacritic:
        if !dropsMarks {
          sink.append(letter: scalar)
          hasMarks = true
        }
      case .mark:
        sink.append(letter: scalar)
        if kind == .run { information += property.information }
      case .ignorable, .point:
        continue
      default:
        from = before
      }
      if from == before { break }
      for byte in mark..<sink.count { hash = WordFolding.step(hash, sink[byte]) }
    }
    while tones != 0, sink.count > start {
      let mark = sink.count
      sink.append(letter: UInt32(tones & 0xFFFF))
      for byte in mark..<sink.count { hash = WordFolding.step(hash, sink[byte]) }
      tones &>>= 16
    }
    folded = sink
    place = from
    guard sink.count > start else {
      // Nothing that could be folded: step over it.
      if place < text.count { _ = UTF8Scalars.next(text, &place) }
      return
    }
    add(kind, hash: hash, from: start, isGlued: isGlued)
    weight += kind == .word ? 1 : information
  }

  /// True when the dot at `place` is followed by one letter, and that by no other.
  static func isAbbreviation(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard place + 1 < text.count, isWordByte(text[place + 1]), text[place + 1] < 0x80 else { return false }
    return place + 2 >= text.count || !isWordByte(text[place + 2])
  }

  /// The marks of the five Vietnamese tones that have one.
  @inline(__always)
  static func isTone(_ scalar: UInt32) -> Bool {
    scalar == 0x300 || scalar == 0x301 || scalar == 0x303 || scalar == 0x309 || scalar == 0x323
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0xC3 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}

extension CharacterClass {
  /// What a letter of a script without visible word boundaries says, in words.
  @inline(__always)
  fileprivate var information: Double {
    switch self {
    case .han, .kana: 1 / 2.2
    case .hangul: 1 / 2.6
    case .unspaced: 1 / 6
    default: 1 / 12
    }
  }

  /// True for a letter or mark that goes on with a word or run, and is written as it stands.
  @inline(__always)
  fileprivate func isLike(_ kind: TitleToken.Kind) -> Bool {
    switch self {
    case .mark: true
    case .letter, .plain: kind == .word
    case .kana, .hangul, .unspaced: kind == .run
    default: false
    }
  }
}
