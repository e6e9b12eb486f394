extension TitleSquasher {
  /// Signs that make a difference: `% & $`, a sign before a number, `C++`, `C#`.
  mutating func sign(_ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, at place: Int, isGlued: Bool)
    -> Bool
  {
    let next: UInt8 = place + 1 < text.count ? text[place + 1] : 0
    // `C++` and `C#` are one letter, `re-` is two: without their marks others may be.
    if byte == 0x23 || byte == 0x2B || byte == 0x2D && isGlued && mayBecomePrefix() { canDropMarks = false }
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
      if isGlued, isRating(text, place) {
        add(.sign, isGlued: true) { $0.append(byte) }
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

  /// `AA+` and `AA-` are not the same mark: capital A, B or C, up to three of one, and nothing glued behind.
  func isRating(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    var start = place
    while start > 0, text[start - 1] == text[place - 1], place - start < 4 { start -= 1 }
    guard text[place - 1] >= 0x41, text[place - 1] <= 0x43, place - start <= 3,
      start == 0 || !Self.isWordByte(text[start - 1])
    else { return false }
    guard place + 1 < text.count else { return true }
    let next = text[place + 1]
    if next == 0x20 { return text[place] == 0x2B || place - start > 1 }
    return next < 0x80 && !Self.isWordByte(next) && (next < 0x30 || next > 0x39) && next != text[place]
  }

  func mayBecomePrefix() -> Bool {
    guard let last else { return false }
    return last.count > 2 && folded[last.start] == 0x72
  }

  func isOneLetter() -> Bool {
    guard let last, last.kind == .word else { return false }
    return last.end - last.start == 1
  }

  /// `re-sign` is not `resign`: the hyphen after `re` stays before a word that means something else without it.
  func isPrefixWithHyphen(_ text: UnsafeBufferPointer<UInt8>, _ next: Int) -> Bool {
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
}
