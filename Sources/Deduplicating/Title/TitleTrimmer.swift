/// Step four of a title key: takes outlets and labels off a cleaned title, until nothing changes.
struct TitleTrimmer {
  /// The cleaned title; what is taken out of its middle is overwritten with spaces.
  let bytes: UnsafeMutablePointer<UInt8>
  private(set) var lower = 0
  private(set) var upper: Int
  /// Names of the version labels that came off, in order, with their numbers: `lead 2`.
  private(set) var versions: [String] = []
  private(set) var genres: [String] = []
  /// True when nothing in the title could be a label or an outlet.
  private(set) var isPlain = false
  /// The outlets that came off, for people.
  private(set) var outlets: [String] = []

  private let rules: TitleRules
  private let isAggregator: Bool
  private let sourceNames: [UInt64]
  private let itemNames: [UInt64]
  private let extraLabels: LabelTable?
  private let suffix: DedupSettings.Suffix
  private let stripsTags: Bool
  private let phrase: FoldedWords.Memory
  private let separators: SeparatorList
  /// The piece of the title whose separators were found last, and how many they are.
  private var searched = (lower: -1, upper: -1, count: 0)
  /// The piece of the title that was read as a name last.
  private var named = (start: -1, end: -1, name: OutletName())
  /// False when there are no brackets to look into.
  let hasBrackets: Bool

  init(
    _ workspace: TitleWorkspace, source: borrowing ItemSource, own: borrowing OutletNames,
    hasBrackets: Bool, settings: borrowing DedupSettings, rules: borrowing TitleRules
  ) {
    bytes = workspace.text.base
    upper = workspace.text.count
    phrase = workspace.phrase
    separators = workspace.separators
    suffix = settings.suffix
    isAggregator = source.isAggregator || suffix == .always
    sourceNames = source.names.hashes
    itemNames = own.hashes
    extraLabels = source.labels
    stripsTags = settings.stripsTags
    self.hasBrackets = hasBrackets
    self.rules = copy rules
  }

  private var usesOutletTable: Bool { suffix == .known || suffix == .always }

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
  private func hasStructure() -> Bool {
    for byte in trimmed {
      switch byte {
      case 0x2D, 0x3A, 0x7C, 0x5B, 0x28, 0x3C, 0x21, 0x2F, 0x2C, 0x2E, 0x23, 0x2B, 0x5F, 0x2A, 0x7B:
        return true
      default: break
      }
    }
    return mayBeginBare() || hasVia()
  }

  /// True when ` via ` stands in the last words.
  private func hasVia() -> Bool {
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
  private func mayBeginBare() -> Bool {
    guard upper - lower > 4 else { return false }
    let (first, second) = (bytes[lower], bytes[lower + 1])
    return first >= 0x80 || (first >= 0x41 && first <= 0x5A && second >= 0x41 && second <= 0x5A)
  }

  // MARK: Edges

  /// `+++ Storm hits coast +++` is how news agencies ring the bell.
  private mutating func trimFlash() {
    guard stripsTags, upper - lower > 8, bytes[lower] == 0x2B, bytes[lower + 1] == 0x2B,
      bytes[upper - 1] == 0x2B, bytes[upper - 2] == 0x2B
    else { return }
    while lower < upper, bytes[lower] == 0x2B || bytes[lower] == 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x2B || bytes[upper - 1] == 0x20 { upper -= 1 }
    // `+++ Eilmeldung +++ Storm hits +++`
    versions.append("flash")
  }

  /// Punctuation that nothing hangs on, at both ends.
  private mutating func trimEdges() {
    while lower < upper, isJunk(bytes[lower], next: lower + 1 < upper ? bytes[lower + 1] : 0) { lower += 1 }
    while upper > lower, Self.isTrailingJunk(bytes[upper - 1]) { upper -= 1 }
  }

  private func isJunk(_ byte: UInt8, next: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2A, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x3E, 0x7C, 0x7E, 0x5F, 0x3D, 0x5D, 0x29, 0x21: true
    // A sign stays before its number, and a mark before its tag.
    case 0x2B, 0x2D: next < 0x30 || next > 0x39
    case 0x23: next == 0x20 || next == 0x23
    default: false
    }
  }

  private static func isTrailingJunk(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2A, 0x2C, 0x2D, 0x2F, 0x3A, 0x3B, 0x3C, 0x7C, 0x7E, 0x5F, 0x3D, 0x5B, 0x28: true
    default: false
    }
  }

  // MARK: Outlets

  /// The words between two places; none when they are too many for a name.
  private func words(_ start: Int, _ end: Int, most: Int = FoldedWords.Memory.most - 1) -> FoldedWords {
    guard start < end, end - start <= 96 else { return FoldedWords(phrase) }
    return FoldedWords(slice(start, end), numbersAsOne: false, most: most, in: phrase)
  }

  private func isOwn(_ name: UInt64) -> Bool {
    sourceNames.contains(name) || itemNames.contains(name)
  }

  private func isOwn(_ name: OutletName) -> Bool { name.words > 0 && isOwn(name.hash) }

  /// The text between two places as a name; it is kept, because the end of a title is asked for again.
  private mutating func name(_ start: Int, _ end: Int) -> OutletName {
    if named.start != start || named.end != end {
      named = (start, end, OutletName(words(start, end), rules))
    }
    return named.name
  }

  /// An aggregator's titles end in ` - Outlet`, whatever the outlet.
  private mutating func dropLastSegment() {
    for place in (0..<findSeparators()).reversed() {
      let last = separators[place]
      guard bytes[last.start] == 0x20, bytes[last.start + 1] == 0x2D else { continue }
      cut(from: last.start, name: last.end)
      return
    }
  }

  private mutating func cut(from start: Int, name: Int) {
    guard start > lower else { return }
    outlets.append(text(name, upper))
    upper = start
  }

  private mutating func trimOutlet() {
    trimBracketedOutlet()
    let count = findSeparators()
    guard count > 0 else { return }
    let first = separators[0]
    let last = separators[count - 1]
    // A later segment with the source's own name goes with everything behind it.
    for place in 0..<count {
      let separator = separators[place]
      let end = place + 1 < count ? separators[place + 1].start : upper
      if isOwn(name(separator.end, end)) {
        cut(from: separator.start, name: separator.end)
        trimSections()
        return
      }
    }
    let begin = OutletName(words(lower, first.start), rules)
    if isOwn(begin) {
      outlets.append(text(lower, first.start))
      lower = first.end
      return
    }
    guard usesOutletTable else { return }
    if bytes[last.start] != 0x3A, rules.isOutlet(name(last.end, upper)) {
      cut(from: last.start, name: last.end)
      trimSections()
    } else if bytes[first.start] != 0x3A, rules.isOutlet(begin) {
      outlets.append(text(lower, first.start))
      lower = first.end
    }
  }

  /// Finds the separators of what is left of the title; how many there are.
  private mutating func findSeparators() -> Int {
    if searched.lower != lower || searched.upper != upper {
      searched = (lower, upper, separators.find(bytes, lower, upper))
    }
    return searched.count
  }

  private mutating func lastSeparator() -> SeparatorList.Separator? {
    let count = findSeparators()
    return count > 0 ? separators[count - 1] : nil
  }

  /// Where the last segment begins, if it looks like an outlet that no table knows.
  mutating func unknownOutletStart() -> Int? {
    guard usesOutletTable, let last = lastSeparator(), bytes[last.start] != 0x3A else {
      return nil
    }
    return rules.looksLikeOutlet(words(last.end, upper, most: 5)) ? last.start : nil
  }

  /// Section names that stood between the headline and an outlet that came off: ` - Business`.
  private mutating func trimSections() {
    for _ in 0..<2 {
      guard let last = lastSeparator(), bytes[last.start] != 0x3A,
        rules.isSection(words(last.end, upper, most: 4))
      else { return }
      upper = last.start
    }
  }

  /// `(Yonhap) …`, `… (Reuters)`, `… [BBC News]`
  private mutating func trimBracketedOutlet() {
    if let close = Brackets.close(bytes, open: lower, upper), isOutlet(lower + 1, close) {
      outlets.append(text(lower + 1, close))
      lower = close + 1
    }
    guard let open = Brackets.open(bytes, close: upper - 1, lower), isOutlet(open + 1, upper - 1) else {
      return
    }
    outlets.append(text(open + 1, upper - 1))
    upper = open
  }

  private func isOutlet(_ start: Int, _ end: Int) -> Bool {
    let name = OutletName(words(start, end), rules)
    return isOwn(name) || (usesOutletTable && rules.isOutlet(name))
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: slice(start, end), as: UTF8.self)
  }

  // MARK: Labels

  private mutating func trimLabels() {
    trimBracketedLabels()
    trimEdges()
    trimLeadingLabel()
    trimTrailingLabel()
  }

  private mutating func trimBracketedLabels() {
    guard hasBrackets else { return }
    var place = lower
    while place < upper {
      guard Brackets.isOpening(bytes[place]), let close = Brackets.close(bytes, open: place, upper),
        take(place + 1, close, in: .brackets)
      else {
        place += 1
        continue
      }
      if place == lower {
        lower = close + 1
      } else if close + 1 == upper {
        upper = place
      } else {
        for inside in place...close { bytes[inside] = 0x20 }
        searched.lower = -1
        named.start = -1
      }
      place = close + 1
    }
  }

  /// A label before `: | ! - — / , .`, after `#`, or in capitals before a space.
  private mutating func trimLeadingLabel() {
    if lower < upper, bytes[lower] == 0x23 {
      var end = lower + 1
      while end < upper, bytes[end] != 0x20 { end += 1 }
      if take(lower + 1, end, in: .brackets) { lower = end }
      return
    }
    // No delimiter stands within a word: where the first word begins no label, the first words don't.
    guard mayBeginLabel(lower, min(upper, lower + 80)) else { return }
    // `UPDATE 1-Storm hits` before `UPDATE storm hits`: bare labels last.
    if !trimLeadingLabel(bare: false), mayBeginBare() { _ = trimLeadingLabel(bare: true) }
  }

  private mutating func trimLeadingLabel(bare: Bool) -> Bool {
    var place = lower
    var candidates = 0
    let reach = min(upper, lower + 80)
    while place < reach, candidates < 8 {
      defer { place += 1 }
      // Most bytes are letters.
      let byte = bytes[place]
      guard bare ? byte == 0x20 : byte < 0x40 && byte != 0x20 || byte == 0x7C,
        let (context, width) = Self.delimiter(bytes, place, lower, upper), (context == .bare) == bare
      else { continue }
      candidates += 1
      guard place > lower, hasText(place + width, upper), take(lower, place, in: context) else { continue }
      lower = place + width
      return true
    }
    return false
  }

  private enum Context {
    case brackets
    /// `: | !` or a dash between spaces.
    case strong
    /// A dash, slash or comma with no space before it: wire style, in capitals.
    case capitals
    /// A full stop: only versions.
    case sentence
    /// Only a space: only versions that may stand bare.
    case bare
    /// At the end, behind a dash or a bar.
    case trailing
  }

  @inline(__always)
  private static func delimiter(
    _ bytes: UnsafePointer<UInt8>, _ place: Int, _ lower: Int, _ upper: Int
  ) -> (Context, Int)? {
    let next: UInt8 = place + 1 < upper ? bytes[place + 1] : 0
    switch bytes[place] {
    case 0x3A, 0x7C, 0x21, 0x3E: return (.strong, 1)
    case 0x2D where place > lower && bytes[place - 1] == 0x20: return (.strong, 1)
    case 0x2B where next == 0x2B, 0x2A where next == 0x2A: return (.strong, 2)
    case 0x2F where place > lower && bytes[place - 1] == 0x20: return (.strong, 1)
    case 0x2D, 0x2F, 0x2C: return (.capitals, 1)
    case 0x2E where next == 0x20 || next >= 0x80: return (.sentence, 1)
    case 0x20 where next != 0x2D && next != 0x7C && next != 0x2F && next != 0x2B: return (.bare, 1)
    default: return nil
    }
  }

  private func hasText(_ start: Int, _ end: Int) -> Bool {
    slice(start, end).contains { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
  }

  private mutating func trimTrailingLabel() {
    // The last word may be a tag of its own.
    if let place = trimmed.lastIndex(of: 0x23), place > 0, case let hash = lower + place,
      bytes[hash - 1] == 0x20,
      take(hash + 1, upper, in: .brackets)
    {
      upper = hash
      return
    }
    guard let last = lastSeparator(), !separators.isVia(last, bytes), bytes[last.start] != 0x3A,
      hasText(lower, last.start)
    else { return }
    if take(last.end, upper, in: .trailing) { upper = last.start }
  }

  /// False for a text that begins with a word that begins no label: that is most.
  private func mayBeginLabel(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    return rules.mayBeginLabel(FoldedWords.firstHash(slice(start, end)), extraLabels)
  }

  /// Records the label between two places; false when it is none, or stands where it can't.
  private mutating func take(_ start: Int, _ end: Int, in context: Context) -> Bool {
    guard start < end, end - start <= 72 else { return false }
    guard mayBeginLabel(start, end) else { return false }
    let words = FoldedWords(slice(start, end), numbersAsOne: true, most: 7, in: phrase)
    guard words.count > 0, let found = LabelReading(words, extraLabels, rules) else { return false }
    switch context {
    case .brackets, .strong, .trailing: break
    case .capitals:
      guard words.hasCapitalsOnly, hasLowerCase(end, upper) || isNumbered(found, start, end) else {
        return false
      }
    case .sentence:
      guard found.labels.allSatisfy({ $0.kind == .version }) else { return false }
    case .bare:
      guard found.labels.allSatisfy({ $0.kind == .version && $0.standsBare }), words.hasCapitalsOnly,
        hasLowerCase(end, upper)
      else { return false }
    }
    var hasNumber = false
    for label in found.labels {
      switch label.kind {
      case .media: break
      case .genre: if !genres.contains(label.name) { genres.append(label.name) }
      case .version:
        // The number is that of the first.
        let number = hasNumber ? nil : LabelReading.number(slice(start, end))
        versions.append(number.map { label.name + " " + $0 } ?? label.name)
        hasNumber = true
      }
    }
    return true
  }

  /// `UPDATE 1-JUDGES WARN OF THIN ICE`: a numbered version needs no lower case behind it, but a letter.
  private func isNumbered(_ found: LabelReading, _ start: Int, _ end: Int) -> Bool {
    guard end + 1 < upper, bytes[end + 1] | 0x20 >= 0x61, bytes[end + 1] | 0x20 <= 0x7A else { return false }
    return found.labels.allSatisfy { $0.kind == .version } && LabelReading.number(slice(start, end)) != nil
  }

  /// True for text that is not all capitals: lower case, or a script without case.
  private func hasLowerCase(_ start: Int, _ end: Int) -> Bool {
    slice(start, end).contains { ($0 >= 0x61 && $0 <= 0x7A) || $0 >= 0xD0 }
  }
}

/// A text as the name of an outlet.
struct OutletName {
  private(set) var words = 0
  /// Without article and fillers: see `TitleRules.nameHash`.
  private(set) var hash: UInt64 = 0

  init() {}

  init(_ words: FoldedWords, _ rules: TitleRules) {
    guard words.count > 0 else { return }
    self.words = words.count
    hash = rules.nameHash(words)
  }
}

/// Pairs of brackets in a cleaned title.
enum Brackets {
  private static func partner(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x5B: 0x5D
    case 0x28: 0x29
    case 0x3C: 0x3E
    case 0x7B: 0x7D
    default: nil
    }
  }

  @inline(__always)
  static func isOpening(_ byte: UInt8) -> Bool {
    byte | 0x20 == 0x7B || byte == 0x28 || byte == 0x3C
  }

  /// The bracket that closes the one at `open`, soon and without another inside.
  static func close(_ bytes: UnsafePointer<UInt8>, open: Int, _ upper: Int) -> Int? {
    guard open < upper, let partner = partner(bytes[open]) else { return nil }
    var place = open + 1
    while place < upper, place - open <= 72 {
      if bytes[place] == partner { return place > open + 1 ? place : nil }
      if bytes[place] == bytes[open] { return nil }
      place += 1
    }
    return nil
  }

  /// The bracket that the one at `close` closes.
  static func open(_ bytes: UnsafePointer<UInt8>, close: Int, _ lower: Int) -> Int? {
    guard close > lower,
      bytes[close] == 0x29 || bytes[close] == 0x5D || bytes[close] == 0x3E || bytes[close] == 0x7D
    else { return nil }
    var place = close - 1
    while place > lower, close - place <= 72 {
      if partner(bytes[place]) == bytes[close] {
        return Brackets.close(bytes, open: place, close + 1) == close ? place : nil
      }
      place -= 1
    }
    return nil
  }
}

/// A text read as one or several labels, with nothing left over: `UPDATE 2`, `속보·단독`, `AP NewsAlert`.
struct LabelReading {
  private(set) var labels: [LabelTable.Label] = []

  init?(_ words: FoldedWords, _ extra: LabelTable?, _ rules: TitleRules) {
    let longest = max(rules.labels.longest, extra?.longest ?? 1)
    var first = 0
    while first < words.count {
      // The longest label counts.
      var found: (label: LabelTable.Label, end: Int)?
      var hash = WordFolding.seed
      for last in first..<min(words.count, first + longest) {
        hash = words.hash(hash, followedBy: last)
        if let label = extra?.label(hash) ?? rules.labels.label(hash) { found = (label, last + 1) }
      }
      if let found {
        labels.append(found.label)
        first = found.end
        continue
      }
      // An agency may sign its label, and a label may be numbered: `AP NewsAlert`, `UPDATE (3)`.
      guard words.isNumber(first) && !labels.isEmpty || rules.isOutlet(words.hash(first, first)) else {
        return nil
      }
      first += 1
    }
    if labels.isEmpty { return nil }
  }

  /// The first number in a label.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let start = bytes.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return String(decoding: bytes[start...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(4), as: UTF8.self)
  }
}
