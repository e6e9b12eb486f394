import WebText

/// Takes up the words and letters of a headline.
///
/// The words are those of the title key, folded and in house style; Han, kana, Thai and other scripts without spaces
/// have their letters for words.
protocol WordingParts {
  var isEmpty: Bool { get }
  mutating func append(word: UInt32)
  mutating func append(letter: UInt32)
}

extension WordingParts {
  @inline(__always)
  mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ kind: TitleToken.Kind) {
    if !isEmpty { append(letter: WordingReading.space) }
    var isUnspaced = kind == .run
    var place = 0
    while place < word.count {
      let byte = word[place]
      if byte < 0x80 {
        place &+= 1
        // What keeps two numbers apart.
        if byte != 0x7C { append(letter: UInt32(byte)) }
        continue
      }
      let scalar = UTF8Scalars.next(word, &place)
      if WordingReading.isHangul(scalar) { isUnspaced = false }
      append(letter: scalar)
    }
    guard isUnspaced else {
      append(word: WordingReading.code(word, isSign: kind == .sign))
      return
    }
    place = 0
    while place < word.count {
      let first = place
      _ = UTF8Scalars.next(word, &place)
      // With its marks: the voiced kana are decomposed.
      var next = place
      while next < word.count, WordingReading.isMark(UTF8Scalars.next(word, &next)) { place = next }
      append(word: WordingReading.code(UnsafeBufferPointer(rebasing: word[first..<place]), isSign: false))
    }
  }

  /// Two pieces of different genres are never alike.
  mutating func addGenres(of key: TitleKey) {
    guard !key.labels.isEmpty else { return }
    let bytes = key.bytes
    guard let start = bytes.firstIndex(of: UInt8(ascii: "#")) else { return }
    let hash = bytes[start...].reduce(WordFolding.seed) { WordFolding.step($0, $1) }
    let code = UInt32(truncatingIfNeeded: hash) | WordingReading.decisive
    append(word: code)
    append(letter: code)
  }
}

enum WordingReading {
  /// Set in the code of a word that decides what the headline says.
  static let decisive: UInt32 = 1 << 31
  static let space: UInt32 = 0x20

  /// Calls `body` with the words and signs of a cleaned title, and `whole` with all of them without spaces; false when
  /// the workspace is too small.
  static func forEachWord(
    _ cleaner: TitleCleaner, _ workspace: TitleWorkspace, style: Bool, _ rules: TitleRules,
    _ body: (UnsafeBufferPointer<UInt8>, TitleToken.Kind, UInt64) -> Void,
    whole: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  ) -> Bool {
    var squasher = TitleSquasher(
      workspace.text.bytes, workspace, keepsMarks: cleaner.isVietnamese, hasHangul: cleaner.hasHangul,
      style: style, rules: rules)
    squasher.forEachWord(rules, style: style, body)
    whole(squasher.output)
    return !squasher.hasOverflowed
  }

  @inline(__always)
  static func code(_ word: UnsafeBufferPointer<UInt8>, isSign: Bool) -> UInt32 {
    let (hash, isDecisive) = DecisiveWords.reading(word)
    return UInt32(truncatingIfNeeded: hash ^ hash &>> 32) & ~decisive | 1
      | (isSign || isDecisive ? decisive : 0)
  }

  static func isHangul(_ scalar: UInt32) -> Bool {
    scalar >= 0xAC00 && scalar <= 0xD7FF || scalar >= 0x1100 && scalar <= 0x11FF
      || scalar >= 0x3130 && scalar <= 0x318F
  }

  static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar < 0x0E00 ? .other : CharacterTable.shared.properties(scalar).kind {
    case .han, .kana, .unspaced: true
    default: false
    }
  }

  static func isMark(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x300 else { return false }
    let kind = CharacterTable.shared.properties(scalar).kind
    return kind == .mark || kind == .diacritic
  }
}
