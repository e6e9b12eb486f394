import WebText

/// A headline word by word and letter by letter: what it takes to see that another differs in one place only.
///
/// Only hashes are kept in records (`WordingHashes`): the title at hand is compared with them.
struct TitleWording: WordingParts {
  /// A hash for each word, with `decisive` set in those that decide what the headline says.
  private(set) var words: [UInt32] = []
  /// Places of words that are names: capitals tell, in titles that have others in lower case.
  private(set) var names: Set<Int> = []
  /// The words' letters with a space between two words.
  private(set) var letters: [UInt32] = []

  /// nil when the title has too many words for any memory; whether it is long enough to be compared, `WordingHashes`
  /// says.
  init?(of key: TitleKey, style: Bool, rules: TitleRules) {
    var title = key.cleaned
    let collected: TitleWording? = title.withUTF8 { bytes in
      TitleWorkspace.use { workspace in
        let cleaner = TitleCleaner(bytes, &workspace)
        guard cleaner.isComplete else { return nil }
        let capitals = Capitals(of: workspace.text.bytes)
        var wording = TitleWording()
        wording.words.reserveCapacity(16)
        wording.letters.reserveCapacity(bytes.count + 8)
        let isComplete = WordingReading.forEachWord(cleaner, workspace, style: style, rules) {
          word, kind, hash in
          if kind == .word, capitals.isName(hash) { wording.names.insert(wording.words.count) }
          wording.add(word, kind)
        }
        return isComplete ? wording : nil
      }
    }
    guard let collected else { return nil }
    self = collected
    addGenres(of: key)
  }

  private init() {}

  var isEmpty: Bool { letters.isEmpty }
  mutating func append(word: UInt32) { words.append(word) }
  mutating func append(letter: UInt32) { letters.append(letter) }

  // MARK: Comparing

  /// True when a title with other hashes differs in one word, or has one letter more or less, and says the same.
  ///
  /// - Parameter own: the hashes of this one.
  func isNear(_ other: WordingHashes, own: WordingHashes) -> Bool {
    if own.words != 0, other.words != 0 {
      // With one letter more a word is another one, too.
      let hash = SequenceHash(rawValue: other.words)
      guard let edit = hash.edit(of: words, hash: SequenceHash(rawValue: own.words), limit: 1 << 32),
        !isDecisive(edit)
      else { return false }
      if !isOtherName(edit) { return true }
    }
    let hash = SequenceHash(rawValue: other.letters)
    guard own.letters != 0, other.letters != 0,
      let edit = hash.edit(of: letters, hash: SequenceHash(rawValue: own.letters), limit: 0x11_0000)
    else { return false }
    switch edit {
    // Another letter makes another name: Valencia, Palencia; Iran, Iraq.
    case .replaced: return false
    case .inserted(let place, let letter):
      return letter != WordingReading.space && mayDiffer(letters, with: letter, before: place)
    case .removed(let place):
      guard letters[place] < 0x11_0000, letters[place] != WordingReading.space else { return false }
      var shorter = letters
      return mayDiffer(shorter, with: shorter.remove(at: place), before: place)
    }
  }

  private func isDecisive(_ edit: SequenceHash.Edit) -> Bool {
    switch edit {
    case .replaced(let place, let word): (words[place] | word) & WordingReading.decisive != 0
    case .inserted(_, let word): word & WordingReading.decisive != 0
    case .removed(let place): words[place] & WordingReading.decisive != 0
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
    let start = shorter[..<place].lastIndex(of: WordingReading.space).map { $0 + 1 } ?? 0
    let end = shorter[place...].firstIndex { $0 == WordingReading.space || $0 >= 0x11_0000 } ?? shorter.count
    guard start < place, CharacterTable.shared.properties(letter).kind != .han, !WordingReading.isMark(letter)
    else {
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
