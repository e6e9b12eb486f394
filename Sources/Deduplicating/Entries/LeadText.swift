import WebText

/// The first letters of an entry's first paragraph, which copies of a story keep when headlines are rewritten.
enum LeadText {
  /// Bytes of letters: 64 of Latin, a third of that many of Han or Hangul, which say as much.
  private static let length = 64
  /// Shorter first paragraphs are captions and boilerplate.
  private static let minimum = 40

  /// Hash of the first letters after the dateline; 0 when there are too few.
  static func hash(of text: String?) -> UInt64 {
    guard var text, !text.isEmpty else { return 0 }
    return text.withUTF8 { bytes in
      var letters = VisibleLetters(UnsafeBufferPointer(rebasing: bytes[dateline(bytes)...]))
      return withUnsafeTemporaryAllocation(byteCount: length + VisibleLetters.slack, alignment: 8) { lead in
        let count = min(length, letters.fill(lead))
        guard count >= minimum else { return 0 }
        return max(1, StableHash.hash64(UnsafeRawBufferPointer(rebasing: lead[..<count]), seed: 7))
      }
    }
  }

  /// Where the text behind `SEOUL, April 1 (Yonhap) --`, `(서울=연합뉴스) 홍길동 기자 =`, `【朝霧】`, `（新华社）` begins.
  static func dateline(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let reach = min(bytes.count, 120)
    var end = endOfDateline(bytes, reach)
    if end == 0, let close = leadingBracket(bytes, reach) { end = close }
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    return end
  }

  /// Behind the dash that ends a dateline; 0 when there is none.
  ///
  /// An em or en dash, ` -- `, ` - ` or ` = ` ends a dateline of capitals, or one with an agency in brackets.
  private static func endOfDateline(_ bytes: UnsafeBufferPointer<UInt8>, _ reach: Int) -> Int {
    // Most texts have no such dash.
    guard hasDash(bytes, reach) else { return 0 }
    var upperCase = 0
    var hasBracket = false
    for place in 0..<reach {
      let byte = bytes[place]
      if byte == 0x28 || byte == 0x5B { hasBracket = true }
      if byte >= 0x41, byte <= 0x5A { upperCase += 1 }
      let isDash = isDashAt(bytes, place)
      if isDash > 0, hasBracket || (upperCase >= 3 && upperCase * 2 > place - upperCase) {
        return place + isDash
      }
      if byte == 0x2E, place > 40, !hasBracket { break }
    }
    return 0
  }

  private static func hasDash(_ bytes: UnsafeBufferPointer<UInt8>, _ reach: Int) -> Bool {
    var start = 0
    while start < reach {
      var end = reach
      if start &+ 16 <= reach {
        end = start &+ 16
        let block = UnsafeRawBufferPointer(bytes)
          .loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
        if !LetterBlock.contains(block, 0x2D, 0x3D, 0xE2) { start = end }
      }
      while start < end {
        if isDashAt(bytes, start) > 0 { return true }
        start &+= 1
      }
    }
    return false
  }

  /// Length of the dash between spaces at `place`; 0 when there is none.
  private static func isDashAt(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    let byte = bytes[place]
    if byte == 0xE2, place + 2 < bytes.count, bytes[place + 1] == 0x80 {
      let last = bytes[place + 2]
      return last == 0x93 || last == 0x94 || last == 0x95 ? 3 : 0
    }
    guard byte == 0x2D || byte == 0x3D, place > 0, bytes[place - 1] == 0x20 else { return 0 }
    var end = place
    while end < bytes.count, bytes[end] == byte { end += 1 }
    return end < bytes.count && bytes[end] == 0x20 ? end - place : 0
  }

  /// Behind a bracket that opens the text and closes soon: an agency or a place.
  private static func leadingBracket(_ bytes: UnsafeBufferPointer<UInt8>, _ reach: Int) -> Int? {
    // Most texts begin with a letter; the two wide brackets begin with E3 and EF.
    guard let first = bytes.first, first == 0x28 || first == 0x5B || first >= 0xE3 else { return nil }
    let pairs: [(open: [UInt8], close: [UInt8])] = [
      ([0x28], [0x29]), ([0x5B], [0x5D]), (Array("【".utf8), Array("】".utf8)),
      (Array("（".utf8), Array("）".utf8)),
    ]
    for pair in pairs where bytes.starts(with: pair.open) {
      var place = pair.open.count
      while place + pair.close.count <= min(reach, 60) {
        if bytes[place...].starts(with: pair.close) { return place + pair.close.count }
        place += 1
      }
    }
    return nil
  }
}
