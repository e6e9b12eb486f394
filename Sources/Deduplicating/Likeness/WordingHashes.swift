import FeedModel
import WebText

/// What a record has of a headline's words and letters, for finding headlines that are nearly the same.
struct WordingHashes: Equatable {
  /// Hashes of words and letters, from which one place can be taken out (`SequenceHash`); 0 for too few.
  var words: UInt64 = 0
  var letters: UInt64 = 0
  /// Hash of the last letters; 0 when the title is too short to be compared.
  var tail: UInt64 = 0

  /// So many words make a headline that two newsrooms do not write by chance: with nine of ten in the same order, it
  /// is the same one. Shorter ones with a word replaced are mostly forms that are filled in: who won, what burns, what
  /// rises.
  static let leastWords = 10
  /// So many letters, when only one was added: a plural, a slip.
  static let leastLetters = 30
  /// As long as this an end is looked up by; in letters.
  private static let tailLetters = 16

  init(_ record: EntryRecord) {
    words = record.wordsHash
    letters = record.lettersHash
    tail = record.tailKey
  }

  /// nil when the title is too short to be compared so.
  init?(of key: TitleKey, style: Bool, rules: TitleRules) {
    guard key.headHash != 0 else { return nil }
    var parts = Parts()
    let isPlain = key.forEachPlainWord { word in
      parts.add(word, .word)
    } whole: {
      tail = Self.tail(of: $0)
    }
    if !isPlain {
      var title = key.cleaned
      let read: Parts? = title.withUTF8 { bytes in
        TitleWorkspace.use { workspace in
          let cleaner = TitleCleaner(bytes, &workspace)
          guard cleaner.isComplete else { return nil }
          var parts = Parts()
          let isComplete = WordingReading.forEachWord(cleaner, workspace, style: style, rules) {
            word, kind, _ in
            parts.add(word, kind)
          } whole: {
            tail = Self.tail(of: $0)
          }
          return isComplete ? parts : nil
        }
      }
      guard let read else { return nil }
      parts = read
    }
    guard parts.worth >= Self.leastLetters * 3 else { return nil }
    // An unspaced letter is less than half a word.
    let full = parts.words.count - parts.unspaced + parts.unspaced * 5 / 11
    parts.addGenres(of: key)
    if full >= Self.leastWords { words = parts.words.hash.rawValue }
    letters = parts.letters.hash.rawValue
  }

  /// Words and letters as they come, and what they are worth.
  private struct Parts: WordingParts {
    var words = SequenceHash.Sum()
    var letters = SequenceHash.Sum()
    /// Letters by what they say, as in `TitleKey`: one of Han, kana or Hangul says as much as 2.67 of Latin, which
    /// counts three.
    var worth = 0
    /// Letters of scripts without spaces.
    var unspaced = 0

    var isEmpty: Bool { letters.count == 0 }

    @inline(__always)
    mutating func append(word: UInt32) { words.append(word) }

    @inline(__always)
    mutating func append(letter: UInt32) {
      letters.append(letter)
      // A genre is no letter.
      guard letter != WordingReading.space, letter < 0x11_0000 else { return }
      worth &+= letter >= 0x2000 ? 8 : 3
      if letter >= 0x0E00, WordingReading.isUnspaced(letter) { unspaced &+= 1 }
    }
  }

  /// - Parameter text: all words without spaces.
  private static func tail(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var worth = 0
    var hash = WordFolding.seed
    var end = text.count
    while end > 0, worth < tailLetters * 3 {
      var start = end - 1
      while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
      end = start
      let letter = UTF8Scalars.next(text, &start)
      // What keeps two numbers apart.
      if letter == 0x7C { continue }
      hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3
      worth += letter >= 0x2000 ? 8 : 3
    }
    return max(1, hash)
  }
}
