import WebText

/// Step one of a title key: the text as a reader sees it, in one spelling of Unicode.
///
/// The result is UTF-8, decomposed (NFKD), without markup, ignorable characters and needless white space. What
/// gives a headline its structure is ASCII afterwards: `-` for all dashes, `|` for bars and bullets between
/// spaces, `[` for lenticular brackets, `'` and `"` for quotes. Case is kept: it tells `UPDATE` from `Update`.
struct TitleCleaner {
  /// Longer titles are cut: no headline is, and the work must not depend on a hostile feed.
  static let limit = 2048

  /// True when the text has marks that Vietnamese uses and others do not: then marks matter.
  private(set) var isVietnamese = false
  private(set) var hasHangul = false
  private(set) var isASCII = true
  /// False when all is letters, digits, quotes and spaces: nothing that a label or an outlet could hang on.
  private(set) var hasStructure = true
  private(set) var hasBrackets = true
  /// True for one of the bytes of `TitleShape.bit`.
  private(set) var isMarked = true
  /// False when there was not enough memory.
  private(set) var isComplete = true

  init(_ title: UnsafeBufferPointer<UInt8>, _ workspace: inout TitleWorkspace) {
    let title = UnsafeBufferPointer(rebasing: title.prefix(Self.limit))
    var all: UInt8 = 0
    var signs: UInt8 = 0
    for byte in title {
      all |= byte
      signs |= (byte == UInt8(ascii: "&") ? 1 : 0) | (byte == UInt8(ascii: "<") ? 1 : 0)
    }
    let hasMarkup = signs != 0 && Self.hasMarkup(title)
    if all < 0x80, !hasMarkup {
      collapseASCII(title, &workspace.text)
      return
    }
    guard hasMarkup else {
      normalize(title, &workspace)
      return
    }
    let text = Self.readable(title)
    text.withUnsafeBufferPointer { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) {
        collapseASCII(bytes, &workspace.text)
      } else {
        normalize(bytes, &workspace)
      }
    }
  }

  /// A text cleaned as a title is, for the lines of a table.
  static func cleaned(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { cleaned($0) }
  }

  static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    TitleWorkspace.use { workspace in
      let cleaner = TitleCleaner(bytes, &workspace)
      return cleaner.isComplete ? Array(workspace.text.bytes) : nil
    } ?? []
  }

  private mutating func collapseASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ text: inout ByteSink) {
    // Never longer than `bytes`: each space written stands for at least one byte that was left out.
    guard bytes.count <= text.capacity else {
      isComplete = false
      return
    }
    let output = text.base
    var count = 0
    var wantsSpace = false
    // Which bytes there are: a bit for each below 64, and for each above.
    var low: UInt64 = 0
    var high: UInt64 = 0
    for byte in bytes {
      guard byte > 0x20, byte != 0x7F else {
        wantsSpace = count > 0
        continue
      }
      if wantsSpace {
        output[count] = 0x20
        count &+= 1
        wantsSpace = false
      }
      let bit = 1 &<< UInt64(byte & 0x3F)
      let isHigh = 0 &- UInt64(byte &>> 6)
      low |= bit & ~isHigh
      high |= bit & isHigh
      output[count] = byte == UInt8(ascii: "`") ? UInt8(ascii: "'") : byte
      count &+= 1
    }
    text.setCount(count)
    isMarked = TitleShape.isMarked(low, high)
    hasStructure = isMarked || TitleShape.beginsOrEndsLikeLabel(text.bytes)
    hasBrackets = TitleShape.isBracketed(low, high)
  }

  /// False for a text whose `&` begin no character reference: all names have two letters and more. `Q&A`, `R&B`
  private static func hasMarkup(_ title: UnsafeBufferPointer<UInt8>) -> Bool {
    func isAlphanumeric(_ place: Int) -> Bool {
      guard place < title.count else { return false }
      let byte = title[place]
      return (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
    }
    for place in 0..<title.count {
      let byte = title[place]
      if byte == UInt8(ascii: "<") { return true }
      guard byte == UInt8(ascii: "&"), place + 1 < title.count else { continue }
      if title[place + 1] == UInt8(ascii: "#") || (isAlphanumeric(place + 1) && isAlphanumeric(place + 2)) {
        return true
      }
    }
    return false
  }

  /// Tags taken off and character references decoded, until nothing changes; at most three rounds.
  private static func readable(_ title: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text = Array(title)
    for _ in 0..<3 {
      var next: [UInt8] = []
      next.reserveCapacity(text.count)
      InlineMarkup.strip(text, into: &next)
      var decoded: [UInt8] = []
      decoded.reserveCapacity(next.count)
      next.withUnsafeBufferPointer { HTMLEntities.decode($0, into: &decoded) }
      if decoded == text { break }
      text = decoded
    }
    var final: [UInt8] = []
    InlineMarkup.strip(text, into: &final)
    return final
  }

  // MARK: Unicode

  private mutating func normalize(_ title: UnsafeBufferPointer<UInt8>, _ workspace: inout TitleWorkspace) {
    isASCII = false
    var scalars = ClassifiedScalars(workspace.scalars)
    if let repaired = Mojibake.repaired(title) {
      repaired.withUnsafeBufferPointer { scalars.decompose($0) }
    } else {
      scalars.decompose(title)
    }
    guard !scalars.hasOverflowed else {
      isComplete = false
      return
    }
    write(scalars, &workspace.text)
    isComplete = !workspace.text.hasOverflowed
    // Vietnamese has an alternate key, which the long way makes.
    hasStructure = isVietnamese || isMarked || TitleShape.beginsOrEndsLikeLabel(workspace.text.bytes)
  }

  private mutating func write(_ scalars: ClassifiedScalars, _ text: inout ByteSink) {
    isVietnamese = scalars.areVietnamese
    let keepsMarks = isVietnamese
    // Not in `self` or behind a reference: what stands there is loaded and stored for each code point.
    var output = text
    var base: UInt32 = 0
    var baseKind = CharacterClass.other
    var wantsSpace = false
    var openGuillemets = 0
    var openTitles = 0
    var marks: UInt64 = 0
    var opensBracket = false
    for place in 0..<scalars.count {
      let (scalar, kind) = scalars[place]
      var shown = scalar
      switch kind {
      case .letter, .upper, .plain:
        base = scalar
        baseKind = kind
        if wantsSpace {
          output.append(0x20)
          wantsSpace = false
        }
        output.append(letter: scalar)
        continue
      case .ignorable:
        continue
      case .space:
        wantsSpace = output.count > 0
        baseKind = .space
        continue
      case .diacritic:
        if baseKind == .letter || baseKind == .upper {
          let isKept = keepsMarks || Self.isLetterOfItsOwn(base, scalar)
          if !isKept { continue }
        } else if baseKind == .other || baseKind == .digit || baseKind == .space {
          continue
        }
      case .point:
        continue
      case .other:
        let isBetweenSpaces =
          (place == 0 || scalars[place - 1].scalar == 0x20)
          && (place + 1 == scalars.count || scalars[place + 1].scalar == 0x20)
        if scalar == 0xAB { openGuillemets += 1 }
        shown = Self.structure(scalar, isBetweenSpaces: isBetweenSpaces && openGuillemets == 0)
        if scalar == 0xBB, openGuillemets > 0 { openGuillemets -= 1 }
        // `獨家》…` is a label with a bar, `《…》` a title.
        if scalar == 0x300A { openTitles += 1 }
        if scalar == 0x300B {
          if openTitles == 0 { shown = 0x7C } else { openTitles -= 1 }
        }
        if shown == 0x20, let arrow = Self.arrow(scalars, place) {
          // At the beginning it is an ornament.
          if scalar == arrow || output.count > 0 { shown = arrow }
        }
        baseKind = .other
        if shown == 0x20 {
          wantsSpace = output.count > 0
          baseKind = .space
          continue
        }
        if shown < 0x80 {
          marks |= TitleShape.bit(UInt8(truncatingIfNeeded: shown))
          opensBracket = opensBracket || Brackets.isOpening(UInt8(truncatingIfNeeded: shown))
        }
      case .hangul:
        hasHangul = true
        // A letter that is typed for a bar.
        if scalar == 0x3163, place > 0, scalars[place - 1].scalar == 0x20 {
          shown = 0x7C
          marks |= TitleShape.bit(0x7C)
        }
      default:
        break
      }
      if kind != .diacritic, kind != .mark {
        base = scalar
        baseKind = kind
      }
      if wantsSpace {
        output.append(0x20)
        wantsSpace = false
      }
      output.append(letter: shown)
      // An em dash separates even where nobody put spaces around it.
      if scalar == 0x2014 || scalar == 0x2015 { wantsSpace = true }
    }
    text = output
    isMarked = marks != 0
    hasBrackets = opensBracket
  }

  /// Russian and Ukrainian letters that only look like a letter with a mark: й, ї, ў.
  private static func isLetterOfItsOwn(_ base: UInt32, _ mark: UInt32) -> Bool {
    switch (base, mark) {
    case (0x438, 0x306), (0x418, 0x306), (0x456, 0x308), (0x406, 0x308), (0x443, 0x306), (0x423, 0x306): true
    default: false
    }
  }

  /// The arrow that a sign stands for, U+2191 or U+2193: one of these, or a triangle beside a number (`매출 ▲3%`).
  private static func arrow(_ scalars: ClassifiedScalars, _ place: Int) -> UInt32? {
    let arrow: UInt32
    switch scalars[place].scalar {
    case 0x2191: return 0x2191
    case 0x2193: return 0x2193
    case 0x25B2, 0x25B3, 0x2B06, 0x1F53A, 0x1F4C8: arrow = 0x2191
    case 0x25BC, 0x25BD, 0x2B07, 0x1F53B, 0x1F4C9: arrow = 0x2193
    default: return nil
    }
    if place > 0 {
      let before = scalars[place - 1]
      if before.kind == .digit || before.scalar == 0x25 { return arrow }
    }
    var next = place + 1
    while next < scalars.count, scalars[next].kind == .space || scalars[next].kind == .ignorable { next += 1 }
    guard next < scalars.count else { return nil }
    return scalars[next].kind == .digit || scalars[next].kind == .currency ? arrow : nil
  }

  /// Punctuation by what it does in a headline.
  @inline(__always)
  private static func structure(_ scalar: UInt32, isBetweenSpaces: Bool) -> UInt32 {
    guard scalar >= 0x80 || scalar == 0x60 else { return scalar <= 0x20 || scalar == 0x7F ? 0x20 : scalar }
    switch scalar {
    case 0x2010...0x2015, 0x2212, 0x2E3A, 0x2E3B, 0x2500, 0x2501: return 0x2D
    case 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x3008, 0x27E8, 0x2985, 0x2045: return 0x5B
    case 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x3009, 0x27E9, 0x2986, 0x2046: return 0x5D
    case 0x60, 0x2018...0x201B, 0x2032, 0x2035, 0x5F3, 0x2B9...0x2BF: return 0x27
    case 0x201C...0x201F, 0x2033, 0x2036, 0x5F4, 0x301D...0x301F: return 0x22
    case 0x2502, 0x2503, 0x2223, 0xA6, 0x2758, 0x4E28: return 0x7C
    case 0xB7, 0x2022, 0x2027, 0x2219, 0x30FB, 0x25CF, 0x25A0, 0x25AA, 0x2B24:
      return isBetweenSpaces ? 0x7C : scalar >= 0x2500 ? 0x20 : 0x2E31
    case 0xBB, 0x203A, 0x276F: return isBetweenSpaces ? 0x7C : 0x22
    case 0xAB, 0x2039: return 0x22
    case 0x66A: return 0x25
    case 0x66B: return 0x2E
    case 0x66C, 0x60C: return 0x2C
    case 0x61B: return 0x3B
    case 0x3001: return 0x2C
    case 0x3002: return 0x2E
    case 0x2190...0x2BFF, 0xFFFD, 0x1F000...0x1FAFF: return 0x20
    default: return scalar
    }
  }
}
