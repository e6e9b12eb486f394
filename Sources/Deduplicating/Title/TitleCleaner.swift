import WebText

/// Step one of a title key: the text as a reader sees it, in one spelling of Unicode.
///
/// The result is UTF-8, decomposed (NFKD), without markup, ignorable characters and needless white space. What
/// gives a headline its structure is ASCII afterwards: `-` for all dashes, `|` for bars and bullets between
/// spaces, `[` for lenticular brackets, `'` and `"` for quotes. Case is kept: it tells `UPDATE` from `Update`.
struct TitleCleaner {
  /// Longer titles are cut: no headline is, and the work must not depend on a hostile feed.
  static let limit = 2048

  private(set) var output: [UInt8] = []
  /// True when the text has marks that Vietnamese uses and others do not: then marks matter.
  private(set) var isVietnamese = false
  private(set) var hasHangul = false
  private(set) var isASCII = true

  init(_ title: UnsafeBufferPointer<UInt8>) {
    let title = UnsafeBufferPointer(rebasing: title.prefix(Self.limit))
    var all: UInt8 = 0
    var hasMarkup = false
    for byte in title {
      all |= byte
      hasMarkup = hasMarkup || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
    }
    if all < 0x80, !hasMarkup {
      collapseASCII(title)
      return
    }
    guard hasMarkup else {
      normalize(title)
      return
    }
    let text = Self.readable(title)
    text.withUnsafeBufferPointer { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) { collapseASCII(bytes) } else { normalize(bytes) }
    }
  }

  private mutating func collapseASCII(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Never longer than `bytes`: each space written stands for at least one byte that was left out.
    output = [UInt8](unsafeUninitializedCapacity: bytes.count + 8) { text, count in
      var wantsSpace = false
      for byte in bytes {
        guard byte > 0x20, byte != 0x7F else {
          wantsSpace = count > 0
          continue
        }
        if wantsSpace {
          text[count] = 0x20
          count &+= 1
          wantsSpace = false
        }
        text[count] = byte == UInt8(ascii: "`") ? UInt8(ascii: "'") : byte
        count &+= 1
      }
    }
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

  private mutating func normalize(_ title: UnsafeBufferPointer<UInt8>) {
    isASCII = false
    output.reserveCapacity(title.count + 8)
    let repaired = Mojibake.repaired(title)
    var scalars: [UInt32] = []
    scalars.reserveCapacity(title.count)
    if let repaired {
      repaired.withUnsafeBufferPointer { decompose($0, into: &scalars) }
    } else {
      decompose(title, into: &scalars)
    }
    write(scalars)
  }

  private mutating func decompose(_ bytes: UnsafeBufferPointer<UInt8>, into scalars: inout [UInt32]) {
    let table = CharacterTable.shared
    var place = 0
    while place < bytes.count {
      let scalar = UTF8Scalars.next(bytes, &place)
      if scalar < 0x80 {
        scalars.append(scalar)
        continue
      }
      // Marks of trade and copyright are decoration, and would decompose to letters.
      if scalar == 0x2122 || scalar == 0x2120 || scalar == 0xAE || scalar == 0xA9 { continue }
      // The Swiss and the French write thin spaces and dots that decompose well; these do not.
      let isDecomposed = table.decompose(scalar) { Self.append($0, to: &scalars, table) }
      if !isDecomposed { Self.append(scalar, to: &scalars, table) }
    }
  }

  /// Appends in canonical order: marks sorted by combining class (The Unicode Standard D109), Hangul composed.
  @inline(__always)
  private static func append(_ scalar: UInt32, to scalars: inout [UInt32], _ table: CharacterTable) {
    let rank = table.properties(scalar).rank
    if rank > 0 {
      var place = scalars.count
      while place > 0 {
        let before = table.properties(scalars[place - 1]).rank
        guard before > rank else { break }
        place -= 1
      }
      scalars.insert(scalar, at: place)
    } else if scalar >= 0x1161, scalar < 0x11C3, let last = scalars.last,
      let syllable = Hangul.compose(last, scalar)
    {
      scalars[scalars.count - 1] = syllable
    } else {
      scalars.append(scalar)
    }
  }

  private mutating func write(_ scalars: [UInt32]) {
    let table = CharacterTable.shared
    isVietnamese = Self.isVietnamese(scalars)
    var base: UInt32 = 0
    var baseKind = CharacterClass.other
    var wantsSpace = false
    var openGuillemets = 0
    for (place, scalar) in scalars.enumerated() {
      let (kind, _) = table.properties(scalar)
      var shown = scalar
      switch kind {
      case .ignorable:
        continue
      case .space:
        shown = 0x20
      case .diacritic:
        if baseKind == .letter || baseKind == .upper {
          let isKept = isVietnamese || Self.isLetterOfItsOwn(base, scalar)
          if !isKept { continue }
        } else if baseKind == .other || baseKind == .digit || baseKind == .space {
          continue
        }
      case .point:
        continue
      case .other:
        let isBetweenSpaces =
          (place == 0 || scalars[place - 1] == 0x20)
          && (place + 1 == scalars.count || scalars[place + 1] == 0x20)
        if scalar == 0xAB { openGuillemets += 1 }
        shown = Self.structure(scalar, isBetweenSpaces: isBetweenSpaces && openGuillemets == 0)
        if scalar == 0xBB, openGuillemets > 0 { openGuillemets -= 1 }
        baseKind = .other
      case .hangul:
        hasHangul = true
        baseKind = .hangul
      default:
        break
      }
      if shown == 0x20 {
        wantsSpace = !output.isEmpty
        baseKind = .space
        continue
      }
      if kind != .diacritic, kind != .mark {
        base = scalar
        baseKind = kind
      }
      if wantsSpace {
        output.append(0x20)
        wantsSpace = false
      }
      UTF8Scalars.append(shown, to: &output)
      // An em dash separates even where nobody put spaces around it.
      if scalar == 0x2014 || scalar == 0x2015 { wantsSpace = true }
    }
  }

  /// Russian and Ukrainian letters that only look like a letter with a mark: й, ї, ў.
  private static func isLetterOfItsOwn(_ base: UInt32, _ mark: UInt32) -> Bool {
    switch (base, mark) {
    case (0x438, 0x306), (0x418, 0x306), (0x456, 0x308), (0x406, 0x308), (0x443, 0x306), (0x423, 0x306): true
    default: false
    }
  }

  /// Horn, hook above, or a dot below another mark's letter: Vietnamese writes them in nearly every headline.
  private static func isVietnamese(_ scalars: [UInt32]) -> Bool {
    for (place, scalar) in scalars.enumerated() where place > 0 {
      if scalar == 0x31B || scalar == 0x309 { return true }
      guard scalar == 0x323, place + 1 < scalars.count else { continue }
      if scalars[place + 1] == 0x302 || scalars[place + 1] == 0x306 { return true }
    }
    return false
  }

  /// Punctuation by what it does in a headline.
  @inline(__always)
  private static func structure(_ scalar: UInt32, isBetweenSpaces: Bool) -> UInt32 {
    guard scalar >= 0x80 || scalar == 0x60 else { return scalar <= 0x20 || scalar == 0x7F ? 0x20 : scalar }
    switch scalar {
    case 0x2010...0x2015, 0x2212, 0x2E3A, 0x2E3B, 0x2500, 0x2501: return 0x2D
    case 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x3008, 0x27E8, 0x2985, 0x2045: return 0x5B
    case 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x3009, 0x27E9, 0x2986, 0x2046: return 0x5D
    case 0x60, 0x2018...0x201B, 0x2032, 0x2035, 0x5F3, 0x2BC: return 0x27
    case 0x201C...0x201F, 0x2033, 0x2036, 0x5F4, 0x301D...0x301F: return 0x22
    case 0x2502, 0x2503, 0x2223, 0xA6, 0x2758: return 0x7C
    case 0xB7, 0x2022, 0x2027, 0x2219, 0x30FB, 0x25CF, 0x25A0, 0x25AA, 0x2B24:
      return isBetweenSpaces ? 0x7C : scalar >= 0x2500 ? 0x20 : 0x2E31
    case 0xBB, 0x203A, 0x276F: return isBetweenSpaces ? 0x7C : 0x22
    case 0xAB, 0x2039: return 0x22
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
