/// Step four of a title key: takes outlets and labels off a cleaned title, until nothing changes.
///
/// How it knows them stands in `TitleTrimmer+Outlets` and `TitleTrimmer+Labels`.
struct TitleTrimmer {
  /// The cleaned title; what is taken out of its middle is overwritten with spaces.
  let bytes: UnsafeMutablePointer<UInt8>
  var lower = 0
  var upper: Int
  /// Names of the version labels that came off, in order, with their numbers: `lead 2`.
  var versions: [String] = []
  var genres: [String] = []
  /// True when nothing in the title could be a label or an outlet.
  var isPlain = false
  /// The outlets that came off, for people.
  var outlets: [String] = []

  let rules: TitleRules
  let extraLabels: LabelTable?
  /// The source's own names, and the item's.
  let names: [UInt64]
  let isAggregator: Bool
  let suffix: DedupSettings.Suffix
  let stripsTags: Bool
  let phrase: FoldedWords.Memory
  let separators: SeparatorList
  /// The piece of the title whose separators were found last, and how many they are.
  var searched = (lower: -1, upper: -1, count: 0)
  /// Pieces of the title that were read as names.
  var named: NameMemory
  /// True when no bracket that is left is a label.
  var areBracketsRead = false
  /// False when there are no brackets to look into.
  let hasBrackets: Bool
  /// False when there is no punctuation that a label or an outlet could hang on.
  let isMarked: Bool

  init(
    _ workspace: TitleWorkspace, source: borrowing ItemSource, own: borrowing OutletNames,
    cleaner: TitleCleaner, settings: borrowing DedupSettings, rules: TitleRules
  ) {
    bytes = workspace.text.base
    upper = workspace.text.count
    phrase = workspace.phrase
    separators = workspace.separators
    named = workspace.names
    suffix = settings.suffix
    isAggregator = source.isAggregator || suffix == .always
    names = own.hashes.isEmpty ? source.names.hashes : source.names.hashes + own.hashes
    extraLabels = source.labels
    stripsTags = settings.stripsTags
    hasBrackets = cleaner.hasBrackets
    isMarked = cleaner.isMarked
    self.rules = rules
  }

  var usesOutletTable: Bool { suffix == .known || suffix == .always }

  /// The title as far as it was trimmed.
  var trimmed: UnsafeBufferPointer<UInt8> { slice(lower, upper) }

  @inline(__always)
  func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + start, count: max(0, end - start))
  }

  mutating func trim() {
    trimFlash()
    trimEdges()
    guard hasStructure() else {
      isPlain = true
      return
    }
    if isAggregator, suffix != .off { dropLastSegment() }
    for _ in 0..<6 {
      let before = (lower, upper, versions.count, genres.count)
      if suffix != .off { trimOutlet() }
      if stripsTags { trimLabels() }
      trimEdges()
      if before == (lower, upper, versions.count, genres.count) { break }
    }
  }

  /// Most titles have no punctuation that a label or an outlet could hang on.
  func hasStructure() -> Bool {
    if isMarked {
      for byte in trimmed {
        switch byte {
        case 0x2D, 0x3A, 0x7C, 0x5B, 0x28, 0x3C, 0x21, 0x2F, 0x2C, 0x2E, 0x23, 0x2B, 0x3B, 0x5F, 0x2A, 0x7B:
          return true
        default: break
        }
      }
    }
    return mayBeginBare() || TitleShape.endsInCapitals(trimmed) || hasVia()
  }

  /// True when ` via ` stands in the last words.
  func hasVia() -> Bool {
    var place = max(lower, upper - 48)
    while place + 5 < upper {
      if bytes[place] == 0x20, bytes[place + 1] == 0x76, bytes[place + 2] == 0x69, bytes[place + 3] == 0x61,
        bytes[place + 4] == 0x20
      {
        return true
      }
      place += 1
    }
    return false
  }

  /// Capitals, or a script without them, may begin with a bare label: `UPDATE Storm hits`.
  func mayBeginBare() -> Bool {
    guard upper - lower > 4 else { return false }
    let (first, second) = (bytes[lower], bytes[lower + 1])
    return first >= 0x80 || (first >= 0x41 && first <= 0x5A && second >= 0x41 && second <= 0x5A)
  }

  // MARK: Edges

  /// `+++ Storm hits coast +++` is how news agencies ring the bell.
  mutating func trimFlash() {
    guard stripsTags, upper - lower > 8, bytes[lower] == 0x2B, bytes[lower + 1] == 0x2B,
      bytes[upper - 1] == 0x2B, bytes[upper - 2] == 0x2B
    else { return }
    while lower < upper, bytes[lower] == 0x2B || bytes[lower] == 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x2B || bytes[upper - 1] == 0x20 { upper -= 1 }
    // `+++ Eilmeldung +++ Storm hits +++`
    versions.append("flash")
  }

  /// Punctuation that nothing hangs on, at both ends.
  mutating func trimEdges() {
    while lower < upper, isJunk(bytes[lower], next: lower + 1 < upper ? bytes[lower + 1] : 0) { lower += 1 }
    while upper > lower, Self.isTrailingJunk(bytes[upper - 1]) { upper -= 1 }
  }

  func isJunk(_ byte: UInt8, next: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2A, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x3E, 0x7C, 0x7E, 0x5F, 0x3D, 0x5D, 0x29, 0x21: true
    // A sign stays before its number, and a mark before its tag.
    case 0x2B, 0x2D: next < 0x30 || next > 0x39
    case 0x23: next == 0x20 || next == 0x23
    default: false
    }
  }

  static func isTrailingJunk(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2A, 0x2C, 0x2D, 0x2F, 0x3A, 0x3B, 0x3C, 0x7C, 0x7E, 0x5F, 0x3D, 0x5B, 0x28: true
    default: false
    }
  }
}
