import WebText

/// A headline reduced to what copies of a story have in common.
///
/// Case, marks, punctuation, spacing, outlet names and wire tags are gone; letters, numbers, polarity and genre are
/// not. Equal keys are the same headline, in whatever house style.
public struct TitleKey: Sendable {
  /// Hash of `bytes`; never 0.
  public private(set) var hash: UInt64 = 0
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

  /// The key, the alternate key, the cleaned title and, of a plain one, where words end, one behind the other.
  private var storage: [UInt8] = []
  private var keyEnd = 0
  private var alternateEnd = 0
  private var endsCount = 0

  /// The squeezed text with the genres behind it: `nkoreaordersx#analysis`. UTF-8, for people and for ids.
  public var bytes: [UInt8] { Array(storage[..<keyEnd]) }
  public var text: String { String(decoding: storage[..<keyEnd], as: UTF8.self) }
  /// The key without an unknown label or outlet; empty when there is none.
  public var alternate: [UInt8] { Array(storage[keyEnd..<alternateEnd]) }
  public var alternateText: String { String(decoding: storage[keyEnd..<alternateEnd], as: UTF8.self) }
  /// The title as it was squeezed: cleaned, without outlets and labels.
  public var cleaned: String {
    String(decoding: storage[alternateEnd..<(storage.count - endsCount)], as: UTF8.self)
  }

  /// Calls `body` with a plain title's words and signs in house style, one after the other, and `whole` with the key;
  /// false for a title that is not plain.
  @inline(__always)
  func forEachPlainWord(
    _ body: (UnsafeBufferPointer<UInt8>) -> Void, whole: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    guard endsCount > 0 else { return false }
    storage.withUnsafeBytes { storage in
      let key = storage.bindMemory(to: UInt8.self)
      var start = 0
      for place in stride(from: storage.count &- endsCount, to: storage.count, by: 2) {
        let end = Int(storage.loadUnaligned(fromByteOffset: place, as: UInt16.self))
        body(UnsafeBufferPointer(rebasing: key[start..<end]))
        start = end
      }
      whole(UnsafeBufferPointer(rebasing: key[..<keyEnd]))
    }
    return true
  }

  // Borrowing, because what an initializer takes it otherwise owns: a copy of the source for each title.
  public init(
    _ title: borrowing String, from source: borrowing ItemSource, origin: borrowing String?, link: String?,
    settings: borrowing DedupSettings, rules: borrowing TitleRules
  ) {
    if let plain = PlainTitle.read(title, from: source, settings, rules) {
      self.init(plain)
    } else {
      self = Self.withStructure(title, from: source, origin: origin, settings: settings, rules: rules)
    }
  }

  private init(_ plain: consuming PlainTitle) {
    storage = plain.storage
    keyEnd = plain.keyEnd
    alternateEnd = keyEnd
    endsCount = plain.endsCount
    weight = plain.weight
    words = plain.words
    isGeneric = plain.isGeneric
    let isASCII = plain.isASCII
    storage.withUnsafeBufferPointer {
      let key = UnsafeBufferPointer(rebasing: $0[..<keyEnd])
      hash = max(1, StableHash.hash64(UnsafeRawBufferPointer(key)))
      measureHeads(key, isASCII: isASCII)
    }
  }

  @inline(never)
  private static func withStructure(
    _ title: String, from source: ItemSource, origin: String?, settings: DedupSettings, rules: TitleRules
  ) -> TitleKey {
    var title = title
    let own = OutletNames(origin: origin, link: nil, rules: rules)
    let key = title.withUTF8 { bytes in
      TitleWorkspace.use { TitleKey(bytes, &$0, source, own, settings, rules) }
    }
    // Only a title that no memory is enough for has no key of its own.
    return key ?? TitleKey()
  }

  private init() { hash = 1 }

  /// nil when the workspace is too small.
  private init?(
    _ title: UnsafeBufferPointer<UInt8>, _ workspace: inout TitleWorkspace, _ source: borrowing ItemSource,
    _ own: borrowing OutletNames, _ settings: borrowing DedupSettings, _ rules: TitleRules
  ) {
    let cleaner = TitleCleaner(title, &workspace)
    guard cleaner.isComplete else { return nil }
    let whole = workspace.text.bytes
    let isPlain =
      !cleaner.hasStructure
      && (cleaner.isASCII || !rules.mayBeginLabel(whole, source.labels))
    if isPlain {
      let squashed = TitleSquasher(
        whole, workspace, keepsMarks: false, hasHangul: cleaner.hasHangul, style: settings.usesHouseStyle,
        rules: rules)
      guard !squashed.hasOverflowed else { return nil }
      set(squashed, genres: [], cleaned: whole, whole: whole)
      hash = max(1, hashOfKey())
      return
    }
    var trimmer = TitleTrimmer(
      workspace, source: source, own: own, cleaner: cleaner, settings: settings, rules: rules)
    trimmer.trim()
    let end = Ellipsis.trimmed(trimmer.bytes, trimmer.lower, trimmer.upper)
    isTruncated = end != nil
    var squashed = TitleSquasher(
      trimmer.slice(trimmer.lower, end ?? trimmer.upper), workspace, keepsMarks: cleaner.isVietnamese,
      hasHangul: cleaner.hasHangul, style: settings.usesHouseStyle, rules: rules)
    guard !squashed.hasOverflowed else { return nil }
    outlets = trimmer.outlets
    var genres: [UInt8] = []
    if !trimmer.versions.isEmpty || !trimmer.genres.isEmpty {
      let sorted = trimmer.genres.count > 1 ? trimmer.genres.sorted() : trimmer.genres
      labels = sorted.isEmpty ? trimmer.versions : trimmer.versions + sorted
      for genre in sorted {
        genres.append(UInt8(ascii: "#"))
        genres.append(contentsOf: genre.utf8)
      }
    }
    if let first = trimmer.versions.first {
      let tags = trimmer.versions.count == 1 ? first : trimmer.versions.sorted().joined(separator: ",")
      versionTags = max(1, UInt32(truncatingIfNeeded: StableHash.hash64(tags)))
    }
    set(squashed, genres: genres, cleaned: trimmer.trimmed, whole: workspace.text.bytes)
    hash = max(1, hashOfKey())
    guard settings.usesAlternateKeys, weight >= 5, !isTruncated else { return }
    setAlternate(&trimmer, &squashed, cleaner, workspace, genres, settings, rules)
  }

  private mutating func set(
    _ squashed: TitleSquasher, genres: [UInt8], cleaned: UnsafeBufferPointer<UInt8>,
    whole: UnsafeBufferPointer<UInt8>
  ) {
    var key = squashed.output
    if key.isEmpty {
      // Nothing but punctuation: it is its own key.
      key = whole
    } else {
      weight = squashed.weight
      isGeneric = squashed.isGeneric
      words = squashed.words
      if isTruncated { key = Self.withoutTail(key, from: squashed.lastWordStart) }
      measureHeads(key, isASCII: !key.contains { $0 >= 0x80 })
    }
    keyEnd = key.count + genres.count
    alternateEnd = keyEnd
    storage.reserveCapacity(keyEnd + cleaned.count)
    storage.append(contentsOf: key)
    storage.append(contentsOf: genres)
    storage.append(contentsOf: cleaned)
  }

  private func hashOfKey() -> UInt64 {
    storage.withUnsafeBytes { StableHash.hash64(UnsafeRawBufferPointer(rebasing: $0[..<keyEnd])) }
  }

  /// The last word of a truncated title may be half of one.
  private static func withoutTail(
    _ key: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> UnsafeBufferPointer<UInt8> {
    start > 0 && start * 3 > key.count ? UnsafeBufferPointer(rebasing: key[..<start]) : key
  }

  /// Letters are counted by what they say: one of Han, kana or Hangul as much as 2.67 of Latin.
  private mutating func measureHeads(_ key: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    if isASCII {
      setHeads(StableHash.beginnings64(UnsafeRawBufferPointer(key), seed: 24))
      return
    }
    var letters = 0
    var next = 24 * 3
    var grid = 0
    var place = 0
    var ends = SIMD8<Int>.zero
    while place < key.count, grid <= 6 {
      let byte = key[place]
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      letters &+= byte >= 0xE2 ? 8 : 3
      place = min(place &+ length, key.count)
      guard letters >= next else { continue }
      ends[grid] = place
      grid &+= 1
      next &+= 8 * 3
    }
    guard grid > 0 else { return }
    setHeads(StableHash.beginnings64(UnsafeRawBufferPointer(key), ends: ends, seed: 24))
  }

  @inline(__always)
  private mutating func setHeads(_ hashes: SIMD8<UInt64>) {
    headHash = hashes[0]
    for grid in 1...6 where hashes[grid] != 0 {
      heads[grid - 1] = UInt16(truncatingIfNeeded: hashes[grid]) | 1
    }
  }

  /// Sets the alternate key: without an outlet by its looks, an unknown bracket, or a short unknown label.
  private mutating func setAlternate(
    _ trimmer: inout TitleTrimmer, _ squashed: inout TitleSquasher, _ cleaner: TitleCleaner,
    _ workspace: TitleWorkspace, _ genres: [UInt8],
    _ settings: DedupSettings, _ rules: TitleRules
  ) {
    if let shorter = trimmer.withoutUnknown() {
      shorter.withUnsafeBufferPointer {
        setAlternate(
          TitleSquasher(
            $0, workspace, keepsMarks: cleaner.isVietnamese, hasHangul: cleaner.hasHangul,
            style: settings.usesHouseStyle, rules: rules), genres)
      }
    } else if cleaner.isVietnamese {
      // Vietnamese is often written without its marks.
      if squashed.dropMarks(rules, style: settings.usesHouseStyle) {
        setAlternate(squashed, genres)
        return
      }
      setAlternate(
        TitleSquasher(
          trimmer.trimmed, workspace, keepsMarks: false, hasHangul: cleaner.hasHangul,
          style: settings.usesHouseStyle, rules: rules, dropsMarks: true), genres)
    }
  }

  private mutating func setAlternate(_ squashed: TitleSquasher, _ genres: [UInt8]) {
    guard squashed.weight >= 5, !squashed.output.isEmpty, !squashed.hasOverflowed else { return }
    let alternate = squashed.output
    // Both have the same genres.
    let length = keyEnd - genres.count
    guard alternate.count != length || !storage[..<length].elementsEqual(alternate) else { return }
    storage.insert(contentsOf: alternate, at: keyEnd)
    alternateEnd = keyEnd + alternate.count
    if !genres.isEmpty {
      storage.insert(contentsOf: genres, at: alternateEnd)
      alternateEnd += genres.count
    }
    alternateHash = storage.withUnsafeBytes {
      max(1, StableHash.hash64(UnsafeRawBufferPointer(rebasing: $0[keyEnd..<alternateEnd])))
    }
  }
}

/// An ellipsis at the end of a title: the rest was cut off.
enum Ellipsis {
  /// Where the title ends without it; nil when there is none.
  static func trimmed(_ bytes: UnsafePointer<UInt8>, _ lower: Int, _ upper: Int) -> Int? {
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
