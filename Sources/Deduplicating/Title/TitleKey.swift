import WebText

/// A headline reduced to what copies of a story have in common.
///
/// Case, marks, punctuation, spacing, outlet names and wire tags are gone; letters, numbers, polarity and genre are
/// not. Equal keys are the same headline, in whatever house style.
public struct TitleKey: Sendable {
  /// The squeezed text with the genres behind it: `nkoreaordersx#analysis`. UTF-8, for people and for ids.
  public private(set) var bytes: [UInt8] = []
  /// Hash of `bytes`; never 0.
  public private(set) var hash: UInt64 = 0
  /// The key without an unknown label or outlet; empty when there is none.
  public private(set) var alternate: [UInt8] = []
  /// 0 when there is none.
  public private(set) var alternateHash: UInt64 = 0
  /// Hash of the first 24 letters; 0 when there are fewer.
  public private(set) var headHash: UInt64 = 0
  /// Hashes of the first 32, 40, … 72 letters; 0 where there are fewer.
  public private(set) var heads: SIMD8<UInt16> = .zero
  /// Hashes of the first eight words.
  public private(set) var words: SIMD8<UInt16> = .zero
  /// Words' worth of information: words and numbers, Han and kana ÷ 2.2, Hangul ÷ 2.6, Thai ÷ 6.
  public private(set) var weight: Double = 0
  /// (Almost) all words belong to the names of columns.
  public private(set) var isGeneric = false
  public private(set) var isTruncated = false
  /// Hash of the version tags, 0 when there were none.
  public private(set) var versionTags: UInt32 = 0
  /// What was taken off, by its name in the output: `lead`, `update 2`, `analysis` …
  public private(set) var labels: [String] = []
  /// The outlets that were taken off.
  public private(set) var outlets: [String] = []
  /// The title as it was squeezed: cleaned, without outlets and labels.
  public var cleaned: String { String(decoding: cleanedBytes, as: UTF8.self) }
  private var cleanedBytes: ArraySlice<UInt8> = []

  public var text: String { String(decoding: bytes, as: UTF8.self) }
  public var alternateText: String { String(decoding: alternate, as: UTF8.self) }

  public init(
    _ title: String, from source: ItemSource, origin: String?, link: String?, settings: DedupSettings,
    rules: TitleRules
  ) {
    var title = title
    let cleaner = title.withUTF8 { TitleCleaner($0) }
    let own = OutletNames(origin: origin, link: nil, rules: rules)
    var trimmer = TitleTrimmer(cleaner.output, source: source, own: own, settings: settings, rules: rules)
    trimmer.trim()
    let range = Ellipsis.trimmed(trimmer.bytes, trimmer.lower, trimmer.upper)
    isTruncated = range != nil
    let end = range ?? trimmer.upper
    let squashed = trimmer.bytes.withUnsafeBufferPointer {
      TitleSquasher(
        UnsafeBufferPointer(rebasing: $0[trimmer.lower..<end]), keepsMarks: cleaner.isVietnamese,
        hasHangul: cleaner.hasHangul, style: settings.usesHouseStyle, rules: rules)
    }
    cleanedBytes = trimmer.bytes[trimmer.lower..<trimmer.upper]
    outlets = trimmer.outlets
    if !trimmer.versions.isEmpty || !trimmer.genres.isEmpty {
      labels = trimmer.versions + trimmer.genres.sorted()
    }
    if !trimmer.versions.isEmpty {
      let tags = trimmer.versions.sorted().joined(separator: ",")
      versionTags = max(1, UInt32(truncatingIfNeeded: StableHash.hash64(tags)))
    }
    bytes = squashed.output
    let genres = trimmer.genres.isEmpty ? [] : trimmer.genres.sorted().flatMap { Array("#\($0)".utf8) }
    if bytes.isEmpty {
      bytes = cleaner.output
    } else {
      weight = squashed.weight
      isGeneric = squashed.isGeneric
      words = squashed.words
      if isTruncated { dropTail(from: squashed.lastWordStart) }
      measureHeads()
    }
    bytes += genres
    hash = max(1, StableHash.hash64(bytes))
    if settings.usesAlternateKeys, weight >= 5, !isTruncated {
      setAlternate(trimmer, cleaner, genres, settings, rules)
    }
  }

  /// The last word of a truncated title may be half of one.
  private mutating func dropTail(from start: Int) {
    if start > 0, start * 3 > bytes.count { bytes.removeSubrange(start...) }
  }

  /// Letters are counted by what they say: one of Han, kana or Hangul as much as 2.67 of Latin.
  private mutating func measureHeads() {
    var letters = 0
    var next = 24 * 3
    var grid = 0
    var place = 0
    while place < bytes.count, grid <= 6 {
      let byte = bytes[place]
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      letters += byte >= 0xE2 ? 8 : 3
      place = min(place + length, bytes.count)
      guard letters >= next else { continue }
      let hash = bytes.withUnsafeBytes {
        StableHash.hash64(UnsafeRawBufferPointer(rebasing: $0[..<place]), seed: 24)
      }
      if grid == 0 { headHash = max(1, hash) } else { heads[grid - 1] = UInt16(truncatingIfNeeded: hash) | 1 }
      grid += 1
      next += 8 * 3
    }
  }

  /// Sets the alternate key: without an outlet by its looks, an unknown bracket, or a short unknown label.
  private mutating func setAlternate(
    _ trimmer: TitleTrimmer, _ cleaner: TitleCleaner, _ genres: [UInt8], _ settings: DedupSettings,
    _ rules: TitleRules
  ) {
    var keepsMarks = cleaner.isVietnamese
    let text: [UInt8]
    if let shorter = trimmer.withoutUnknown() {
      text = shorter
    } else if cleaner.isVietnamese {
      // Vietnamese is often written without its marks.
      text = cleaner.output.isEmpty ? [] : Array(trimmer.bytes[trimmer.lower..<trimmer.upper])
      keepsMarks = false
    } else {
      return
    }
    let squashed = text.withUnsafeBufferPointer {
      TitleSquasher(
        $0, keepsMarks: keepsMarks, hasHangul: cleaner.hasHangul, style: settings.usesHouseStyle,
        rules: rules,
        dropsMarks: cleaner.isVietnamese && !keepsMarks)
    }
    guard squashed.weight >= 5, !squashed.output.isEmpty, squashed.output + genres != bytes else { return }
    alternate = squashed.output + genres
    alternateHash = max(1, StableHash.hash64(alternate))
  }
}

/// An ellipsis at the end of a title: the rest was cut off.
enum Ellipsis {
  /// Where the title ends without it; nil when there is none.
  static func trimmed(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Int? {
    var end = upper
    var closers = 0
    while end > lower,
      bytes[end - 1] == 0x5D || bytes[end - 1] == 0x29 || bytes[end - 1] == 0x22 || bytes[end - 1] == 0x27
        || bytes[end - 1] == 0x20
    {
      if bytes[end - 1] == 0x5D || bytes[end - 1] == 0x29 { closers += 1 }
      end -= 1
    }
    var dots = 0
    while end > lower, bytes[end - 1] == 0x2E {
      end -= 1
      dots += 1
    }
    guard dots >= 3 else { return nil }
    if closers > 0 {
      while end > lower, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x5B || bytes[end - 1] == 0x28 {
        end -= 1
      }
    }
    while end > lower, bytes[end - 1] == 0x20 { end -= 1 }
    return end > lower ? end : nil
  }
}
