/// Tells single-byte encodings apart by the language that the text is in under each.
enum LanguageDetection {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Which languages write in which encoding. Among equals the first wins: windows-1252, then each language's
  /// most usual one.
  private static let candidates: [(encoding: String, languages: [String])] = [
    ("windows-1252", ["french", "german", "spanish", "portuguese", "italian", "nordic"]),
    ("windows-1251", ["russian", "ukrainian", "bulgarian", "serbian"]),
    ("koi8-r", ["russian"]), ("koi8-u", ["ukrainian"]),
    ("iso-8859-5", ["russian", "ukrainian", "bulgarian", "serbian"]),
    ("ibm866", ["russian"]), ("x-mac-cyrillic", ["russian", "ukrainian"]),
    ("windows-1250", ["polish", "czech", "slovak", "hungarian", "romanian", "croatian"]),
    ("iso-8859-2", ["polish", "czech", "slovak", "hungarian", "romanian", "croatian"]),
    ("windows-1253", ["greek"]), ("iso-8859-7", ["greek"]), ("windows-1254", ["turkish"]),
    ("windows-1255", ["hebrew"]), ("windows-1256", ["arabic", "persian"]), ("iso-8859-6", ["arabic"]),
    ("windows-1257", ["baltic"]), ("windows-874", ["thai"]),
  ]

  /// Characters beyond ASCII that are looked at.
  private static let longest = 1000
  /// What a guess must have a character, of 3 at most, and how much more than windows-1252.
  private static let (least, lead) = (1.2, 0.35)

  /// The encoding under which the text is most like one of its languages, and how like, 3 at most; nil when
  /// none stands out.
  static func encoding(of bytes: Bytes) -> (label: EncodingLabel, score: Double)? {
    guard let sample = sample(of: bytes) else { return nil }
    var best: (name: String, score: Double) = ("windows-1252", 0)
    var usual = 0.0
    for (name, languages, characters) in tables {
      let text = Decoded(sample, characters)
      let score = languages.map { text.score($0) }.max() ?? 0
      if name == "windows-1252" { usual = score }
      if score > best.score + 0.0001 { best = (name, score) }
    }
    guard best.score >= least, best.score >= usual + lead else { return nil }
    return EncodingLabel(best.name).map { ($0, best.score) }
  }

  /// The candidates with what they need, made once.
  private static let tables = candidates.compactMap {
    (name, languages) -> (name: String, languages: [Language], characters: [Decoded.Character])? in
    guard let upperHalf = SingleByteTables.upperHalf(of: name) else { return nil }
    let ascii = (0..<0x80).map { Unicode.Scalar(UInt8($0)) }
    return (
      name, languages.compactMap { Language.all[$0] },
      (ascii + upperHalf.unicodeScalars).map(Decoded.character)
    )
  }

  /// The bytes beyond ASCII with what stands around them, all other ASCII left out as a space.
  private static func sample(of bytes: Bytes) -> [UInt8]? {
    var sample: [UInt8] = [0x20]
    var high = 0
    var last = -2
    var index = UTF8Validation.firstNonASCII(bytes)
    while index < bytes.count, high < longest {
      if bytes[index] >= 0x80 {
        if index > last &+ 1 { sample.append(0x20) }
        if index > last &+ 1, index > 0 { sample.append(bytes[index &- 1]) }
        sample.append(bytes[index])
        if index &+ 1 < bytes.count, bytes[index &+ 1] < 0x80 {
          sample.append(bytes[index &+ 1])
          last = index &+ 1
        } else {
          last = index
        }
        high &+= 1
      }
      index &+= 1
    }
    sample.append(0x20)
    return high >= 3 ? sample : nil
  }

  /// A sample under one encoding.
  private struct Decoded {
    enum Kind {
      case letter
      /// Quotes, dashes and the like, which stand between words.
      case mark
      /// What text hardly has: controls, box drawing, mathematics, unassigned bytes.
      case odd
    }

    struct Character {
      /// In lower case; 0x20 for all that is no letter.
      var folded: UInt32
      var kind: Kind
      var isCapital: Bool
      var isASCII: Bool

      var isASCIILetter: Bool { isASCII && kind == .letter }
    }

    private var characters: [Character] = []

    /// - Parameter table: the characters of all 256 bytes.
    init(_ sample: [UInt8], _ table: [Character]) {
      characters = sample.map { table[Int($0)] }
    }

    static func character(_ scalar: Unicode.Scalar) -> Character {
      let isASCII = scalar.isASCII
      if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        return Character(
          folded: lower.value, kind: .letter, isCapital: lower != scalar, isASCII: isASCII)
      }
      let isMark = isASCII || " «»“”„‘’‚‹›–—…·§©®°€™№¡¿´`¨•£¹²³½¼¾ªº".unicodeScalars.contains(scalar)
      // Soft hyphen and no-break space are as usual as a space.
      let isSpace = scalar.value == 0xA0 || scalar.value == 0xAD
      return Character(
        folded: 0x20, kind: isMark || isSpace ? .mark : .odd, isCapital: false, isASCII: isASCII)
    }

    /// How much a character is at home in a language, on average: a letter of it counts 1 and each usual
    /// neighbor 1 more; foreign letters, signs within words and capitals after small letters count against it.
    func score(_ language: Language) -> Double {
      var total = 0.0
      var count = 0.0
      for index in characters.indices.dropFirst().dropLast() {
        let here = characters[index]
        guard !here.isASCII else { continue }
        let (before, after) = (characters[index - 1], characters[index + 1])
        switch here.kind {
        case .letter:
          count += 1
          guard language.letters.contains(here.folded) else {
            total -= 1.5
            continue
          }
          // Other scripts than Latin do not share words with ASCII letters.
          if !language.isLatin, before.isASCIILetter || after.isASCIILetter {
            total -= 1.5
            continue
          }
          total += 1
          if language.pairs.contains(Language.pair(before.folded, here.folded)) { total += 1 }
          if language.pairs.contains(Language.pair(here.folded, after.folded)) { total += 1 }
          if here.isCapital, before.kind == .letter, !before.isCapital { total -= 2 }
        case .mark:
          // A quote or a dash says nothing; a sign amid letters does, but for the apostrophe.
          guard before.kind == .letter, after.kind == .letter else { continue }
          count += 0.5
        case .odd:
          count += 1
          total -= 2
        }
      }
      // A Latin text has few letters beyond ASCII, another script has no other.
      return count < (language.isLatin ? 3 : 8) ? 0 : total / count
    }
  }

  /// What is known of a language.
  private struct Language: Sendable {
    var letters: Set<UInt32>
    var pairs: Set<UInt64>
    var isLatin: Bool

    static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

    static let all: [String: Language] = {
      var all: [String: Language] = [:]
      // By bytes: a space and a combining mark are one `Character`.
      let text = LanguageTables.text.withUTF8Buffer { Array($0) }
      for line in text.split(separator: UInt8(ascii: "\n")) {
        let parts = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self).unicodeScalars }
        guard parts.count == 3 else { continue }
        let points = parts[2].map { $0 == "_" ? 0x20 : $0.value }
        let pairs = stride(from: 0, to: points.count - 1, by: 2).map { pair(points[$0], points[$0 + 1]) }
        let letters = Set(parts[1].map(\.value))
        all[String(parts[0])] = Language(
          letters: letters, pairs: Set(pairs), isLatin: letters.allSatisfy { $0 < 0x250 })
      }
      return all
    }()
  }
}
