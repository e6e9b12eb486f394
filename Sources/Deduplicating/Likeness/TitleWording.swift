import WebText

/// A headline word by word and letter by letter: what it takes to see that another differs in one place only.
///
/// The words are those of the title key, folded and in house style; Han, kana, Thai and other scripts without spaces
/// have their letters for words. Only the hashes are kept in records (`SequenceHash`): the title at hand is compared
/// with them.
struct TitleWording: Sendable {
  /// A hash for each word, with `decisive` set in those that decide what the headline says.
  private(set) var words: [UInt32] = []
  /// Places of words that are names: capitals tell, in titles that have others in lower case.
  private(set) var names: Set<Int> = []
  /// The words' letters with a space between two words.
  private(set) var letters: [UInt32] = []
  /// Hash of the last letters; 0 when the title is too short to be compared.
  private(set) var tail: UInt64 = 0
  /// Hashes of `words` and `letters`; 0 for too few.
  private(set) var wordsHash: UInt64 = 0
  private(set) var lettersHash: UInt64 = 0

  /// So many words make a headline that two newsrooms do not write by chance: with nine of ten in the same order, it
  /// is the same one. Shorter ones with a word replaced are mostly forms that are filled in: who won, what burns, what
  /// rises.
  static let leastWords = 10
  /// So many letters, when only one was added: a plural, a slip.
  static let leastLetters = 30
  /// As long as this an end is looked up by; in letters.
  private static let tailLetters = 16

  private static let decisive: UInt32 = 1 << 31

  /// nil when the title is too short to be compared so.
  init?(of key: TitleKey, style: Bool, rules: TitleRules) {
    guard key.headHash != 0 else { return nil }
    var title = key.cleaned
    let collected: TitleWording? = title.withUTF8 { bytes in
      TitleWorkspace.use { workspace in
        let cleaner = TitleCleaner(bytes, &workspace)
        guard cleaner.isComplete else { return nil }
        var squasher = TitleSquasher(
          workspace.text.bytes, workspace, keepsMarks: cleaner.isVietnamese, hasHangul: cleaner.hasHangul,
          style: style, rules: rules)
        var wording = TitleWording()
        wording.words.reserveCapacity(16)
        wording.letters.reserveCapacity(bytes.count + 8)
        let capitals = Capitals(of: workspace.text.bytes)
        squasher.forEachWord(rules, style: style) { word, kind, hash in
          if kind == .word, capitals.isName(hash) { wording.names.insert(wording.words.count) }
          wording.add(word, kind)
        }
        return squasher.hasOverflowed ? nil : wording
      }
    }
    guard let collected else { return nil }
    self = collected
    let bytes = key.labels.isEmpty ? [] : key.bytes
    finish(genres: bytes[(bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex)...])
    if tail == 0 { return nil }
  }

  private init() {}

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ kind: TitleToken.Kind) {
    if !letters.isEmpty { letters.append(Self.space) }
    var isUnspaced = kind == .run
    var place = 0
    while place < word.count {
      let scalar = UTF8Scalars.next(word, &place)
      if scalar == 0x7C { continue }
      if Self.isHangul(scalar) { isUnspaced = false }
      letters.append(scalar)
    }
    guard isUnspaced else {
      words.append(Self.code(word, isDecisive: kind == .sign || DecisiveWords.contains(word)))
      return
    }
    place = 0
    while place < word.count {
      let first = place
      _ = UTF8Scalars.next(word, &place)
      // With its marks: the voiced kana are decomposed.
      var next = place
      while next < word.count, Self.isMark(UTF8Scalars.next(word, &next)) { place = next }
      let letter = UnsafeBufferPointer(rebasing: word[first..<place])
      words.append(Self.code(letter, isDecisive: DecisiveWords.contains(letter)))
    }
  }

  private static func code(_ word: UnsafeBufferPointer<UInt8>, isDecisive: Bool) -> UInt32 {
    let hash = WordFolding.hash(word)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32) & ~decisive | 1 | (isDecisive ? decisive : 0)
  }

  private mutating func finish(genres: ArraySlice<UInt8>) {
    var worth = 0
    var wordsWorth = 0
    for letter in letters where letter != Self.space {
      // As in `TitleKey`: one of Han, kana or Hangul says as much as 2.67 of Latin.
      worth += letter >= 0x2000 ? 8 : 3
      if Self.isUnspaced(letter) { wordsWorth += 1 }
    }
    guard worth >= Self.leastLetters * 3 else { return }
    // An unspaced letter is less than half a word.
    let full = words.count - wordsWorth + wordsWorth * 5 / 11
    setTail()
    if !genres.isEmpty {
      // Two pieces of different genres are never alike.
      let hash = genres.reduce(WordFolding.seed) { WordFolding.step($0, $1) }
      let code = UInt32(truncatingIfNeeded: hash) | Self.decisive
      words.append(code)
      letters.append(code)
    }
    if full >= Self.leastWords { wordsHash = SequenceHash(words).rawValue }
    lettersHash = SequenceHash(letters).rawValue
  }

  private mutating func setTail() {
    var worth = 0
    var hash = WordFolding.seed
    for letter in letters.reversed() where letter != Self.space {
      hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3
      worth += letter >= 0x2000 ? 8 : 3
      if worth >= Self.tailLetters * 3 { break }
    }
    tail = max(1, hash)
  }

  private static let space: UInt32 = 0x20

  private static func isHangul(_ scalar: UInt32) -> Bool {
    scalar >= 0xAC00 && scalar <= 0xD7FF || scalar >= 0x1100 && scalar <= 0x11FF
      || scalar >= 0x3130 && scalar <= 0x318F
  }

  private static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar < 0x0E00 ? .other : CharacterTable.shared.properties(scalar).kind {
    case .han, .kana, .unspaced: true
    default: false
    }
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x300 else { return false }
    let kind = CharacterTable.shared.properties(scalar).kind
    return kind == .mark || kind == .diacritic
  }

  // MARK: Comparing

  /// True when a title with these hashes differs in one word, or has one letter more or less, and says the same.
  func isNear(wordsHash other: UInt64, lettersHash otherLetters: UInt64) -> Bool {
    if wordsHash != 0, other != 0 {
      // With one letter more a word is another one, too.
      guard let edit = SequenceHash(rawValue: other).edit(of: words, limit: 1 << 32), !isDecisive(edit) else {
        return false
      }
      if !isOtherName(edit) { return true }
    }
    guard lettersHash != 0, otherLetters != 0,
      let edit = SequenceHash(rawValue: otherLetters).edit(of: letters, limit: 0x11_0000)
    else { return false }
    switch edit {
    // Another letter makes another name: Valencia, Palencia; Iran, Iraq.
    case .replaced: return false
    case .inserted(let place, let letter):
      return letter != Self.space && mayDiffer(letters, with: letter, before: place)
    case .removed(let place):
      guard letters[place] < 0x11_0000, letters[place] != Self.space else { return false }
      var shorter = letters
      return mayDiffer(shorter, with: shorter.remove(at: place), before: place)
    }
  }

  private func isDecisive(_ edit: SequenceHash.Edit) -> Bool {
    switch edit {
    case .replaced(let place, let word): (words[place] | word) & Self.decisive != 0
    case .inserted(_, let word): word & Self.decisive != 0
    case .removed(let place): words[place] & Self.decisive != 0
    }
  }

  /// Somebody or somewhere else, unless it is a form of the same name.
  private func isOtherName(_ edit: SequenceHash.Edit) -> Bool {
    if case .replaced(let place, _) = edit { return names.contains(place) }
    return false
  }

  /// True when a letter that only one of the titles has makes no other word: not at a word's beginning (`able`,
  /// `unable`; `rise`, `arise`), in no number and no word that decides, no mark, and not one of Han, which is a word
  /// itself.
  private func mayDiffer(_ shorter: [UInt32], with letter: UInt32, before place: Int) -> Bool {
    let start = shorter[..<place].lastIndex(of: Self.space).map { $0 + 1 } ?? 0
    let end = shorter[place...].firstIndex { $0 == Self.space || $0 >= 0x11_0000 } ?? shorter.count
    guard start < place, CharacterTable.shared.properties(letter).kind != .han, !Self.isMark(letter) else {
      return false
    }
    let word = Array(shorter[start..<end])
    let longer = Array(shorter[start..<place]) + [letter] + shorter[place..<end]
    return !DecisiveWords.contains(Self.bytes(word)) && !DecisiveWords.contains(Self.bytes(longer))
  }

  private static func bytes(_ letters: [UInt32]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for letter in letters { if let scalar = Unicode.Scalar(letter) { text.append(scalar) } }
    return Array(String(text).utf8)
  }
}
