/// Step four of a title key: takes outlets and labels off a cleaned title, until nothing changes.
struct TitleTrimmer {
  private(set) var bytes: [UInt8]
  private(set) var lower = 0
  private(set) var upper: Int
  /// Names of the version labels that came off, in order, with their numbers: `lead 2`.
  private(set) var versions: [String] = []
  private(set) var genres: Set<String> = []
  /// True when nothing in the title could be a label or an outlet.
  private(set) var isPlain = false
  /// The outlets that came off, for people.
  private(set) var outlets: [String] = []

  private let rules: TitleRules
  private let isAggregator: Bool
  private let names: OutletNames
  private let extraLabels: LabelTable?
  private let own: OutletNames
  private let settings: DedupSettings

  init(_ cleaned: [UInt8], source: ItemSource, own: OutletNames, settings: DedupSettings, rules: TitleRules) {
    bytes = cleaned
    upper = cleaned.count
    isAggregator = source.isAggregator
    names = source.names
    extraLabels = source.labels
    self.own = own
    self.settings = settings
    self.rules = rules
  }

  mutating func trim() {
    trimFlash()
    trimEdges()
    guard hasStructure() else {
      isPlain = true
      return
    }
    if isAggregator || settings.suffix == .always, settings.suffix != .off { dropLastSegment() }
    for _ in 0..<6 {
      let before = (lower, upper, versions.count, genres.count)
      if settings.suffix != .off { trimOutlet() }
      if settings.stripsTags { trimLabels() }
      trimEdges()
      if before == (lower, upper, versions.count, genres.count) { break }
    }
  }

  /// Most titles have no punctuation that a label or an outlet could hang on.
  private func hasStructure() -> Bool {
    for byte in bytes[lower..<upper] {
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
    guard settings.stripsTags, upper - lower > 8, bytes[lower..<upper].starts(with: [0x2B, 0x2B]),
      bytes[lower..<upper].suffix(2).elementsEqual([0x2B, 0x2B])
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

  private struct Separator {
    /// Its bytes, with the spaces around it.
    var start: Int
    var end: Int
    var isVia = false
  }

  private func separators() -> [Separator] {
    var found: [Separator] = []
    var place = lower
    while place < upper, found.count < 24 {
      // Most of a title are letters, and spaces before letters.
      let byte = bytes[place]
      let mayBegin =
        switch byte {
        case 0x20: place + 1 < upper && (bytes[place + 1] == 0x76 || !Self.isLowerCase(bytes[place + 1]))
        case 0x7C, 0x3A, 0x5F, 0x2D: true
        default: false
        }
      if mayBegin, let end = separatorEnd(place) {
        found.append(
          Separator(start: place, end: end, isVia: bytes[place] == 0x20 && bytes[place + 1] == 0x76))
        place = end
      } else {
        place += 1
      }
    }
    return found
  }

  private static func isLowerCase(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  /// Behind the separator that begins at `place`: ` - `, `|`, `: `, ` / `, ` < `, ` via `, `_` …
  private func separatorEnd(_ place: Int) -> Int? {
    let byte = bytes[place]
    func at(_ offset: Int) -> UInt8 { place + offset < upper ? bytes[place + offset] : 0 }
    switch byte {
    case 0x20:
      var end = place + 1
      let sign = at(1)
      guard
        sign == 0x2D || sign == 0x7C || sign == 0x2F || sign == 0x3C || sign == 0x3A || sign == 0x7E
          || sign == 0x3E
      else {
        let isVia = sign == 0x76 && at(2) == 0x69 && at(3) == 0x61 && at(4) == 0x20
        return isVia ? place + 5 : nil
      }
      while end < upper, bytes[end] == sign { end += 1 }
      if end < upper, bytes[end] == 0x20 { return end + 1 }
      // Between scripts without spaces a dash may lack one of its own.
      return sign == 0x7C || (end < upper && bytes[end] >= 0xE0) ? end : nil
    case 0x7C:
      return at(1) == 0x20 ? place + 2 : place + 1
    case 0x3A:
      return at(1) == 0x20 ? place + 2 : (at(1) >= 0xE0 ? place + 1 : nil)
    case 0x5F, 0x2D:
      // `标题_报纸`, `标题-报纸`
      let isBetweenHan = (place > lower && bytes[place - 1] >= 0x80) || at(1) >= 0xE0
      guard isBetweenHan else { return nil }
      var end = place
      while end < upper, bytes[end] == byte || bytes[end] == 0x20 { end += 1 }
      return end
    default:
      return nil
    }
  }

  private func words(_ start: Int, _ end: Int) -> WordFolding.Words {
    guard start < end, end - start <= 96 else { return WordFolding.Words() }
    return bytes.withUnsafeBufferPointer {
      WordFolding.words(UnsafeBufferPointer(rebasing: $0[start..<end]), numbersAsOne: false)
    }
  }

  private func isOwn(_ words: WordFolding.Words) -> Bool {
    words.count > 0 && (names.contains(words, rules) || own.contains(words, rules))
  }

  /// An aggregator's titles end in ` - Outlet`, whatever the outlet.
  private mutating func dropLastSegment() {
    guard let last = separators().last(where: { bytes[$0.start] == 0x20 && bytes[$0.start + 1] == 0x2D })
    else { return }
    cut(from: last.start, name: last.end)
  }

  private mutating func cut(from start: Int, name: Int) {
    guard start > lower else { return }
    outlets.append(text(name, upper))
    upper = start
  }

  private mutating func trimOutlet() {
    trimBracketedOutlet()
    let separators = separators()
    guard let first = separators.first else { return }
    // A later segment with the source's own name goes with everything behind it.
    for (place, separator) in separators.enumerated() {
      let end = place + 1 < separators.count ? separators[place + 1].start : upper
      if isOwn(words(separator.end, end)) {
        cut(from: separator.start, name: separator.end)
        trimSections()
        return
      }
    }
    if isOwn(words(lower, first.start)) {
      outlets.append(text(lower, first.start))
      lower = first.end
      return
    }
    guard settings.usesOutletTable, let last = separators.last else { return }
    if bytes[last.start] != 0x3A, rules.isOutlet(words(last.end, upper)) {
      cut(from: last.start, name: last.end)
      trimSections()
    } else if rules.isOutlet(words(lower, first.start)), bytes[first.start] != 0x3A {
      outlets.append(text(lower, first.start))
      lower = first.end
    }
  }

  /// Where the last segment begins, if it looks like an outlet that no table knows.
  func unknownOutletStart() -> Int? {
    guard settings.usesOutletTable, let last = separators().last, bytes[last.start] != 0x3A else {
      return nil
    }
    return rules.looksLikeOutlet(words(last.end, upper)) ? last.start : nil
  }

  /// Section names that stood between the headline and an outlet that came off: ` - Business`.
  private mutating func trimSections() {
    for _ in 0..<2 {
      guard let last = separators().last, bytes[last.start] != 0x3A,
        rules.isSection(words(last.end, upper))
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
    let words = words(start, end)
    return isOwn(words) || (settings.usesOutletTable && rules.isOutlet(words))
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[max(0, start)..<max(start, end)], as: UTF8.self)
  }

  // MARK: Labels

  private mutating func trimLabels() {
    trimBracketedLabels()
    trimEdges()
    trimLeadingLabel()
    trimTrailingLabel()
  }

  private mutating func trimBracketedLabels() {
    var place = lower
    while place < upper {
      guard let close = Brackets.close(bytes, open: place, upper), take(place + 1, close, in: .brackets)
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
    // `UPDATE 1-Storm hits` before `UPDATE storm hits`: bare labels last.
    if !trimLeadingLabel(bare: false), mayBeginBare() { _ = trimLeadingLabel(bare: true) }
  }

  private mutating func trimLeadingLabel(bare: Bool) -> Bool {
    var place = lower
    var candidates = 0
    let reach = min(upper, lower + 80)
    while place < reach, candidates < 8 {
      defer { place += 1 }
      guard let (context, width) = delimiter(place), (context == .bare) == bare else { continue }
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

  private func delimiter(_ place: Int) -> (Context, Int)? {
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
    start < end && bytes[start..<end].contains { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
  }

  private mutating func trimTrailingLabel() {
    // The last word may be a tag of its own.
    if let hash = bytes[lower..<upper].lastIndex(of: 0x23), hash > lower, bytes[hash - 1] == 0x20,
      take(hash + 1, upper, in: .brackets)
    {
      upper = hash
      return
    }
    guard let last = separators().last, !last.isVia, bytes[last.start] != 0x3A, hasText(lower, last.start)
    else { return }
    if take(last.end, upper, in: .trailing) { upper = last.start }
  }

  /// Records the label between two places; false when it is none, or stands where it can't.
  private mutating func take(_ start: Int, _ end: Int, in context: Context) -> Bool {
    guard start < end, end - start <= 72 else { return false }
    let words = bytes.withUnsafeBufferPointer {
      WordFolding.words(UnsafeBufferPointer(rebasing: $0[start..<end]), numbersAsOne: true)
    }
    guard words.count > 0, words.count <= 7, let found = LabelReading(words, extraLabels, rules) else {
      return false
    }
    switch context {
    case .brackets, .strong, .trailing: break
    case .capitals:
      guard words.hasCapitalsOnly, hasLowerCase(end, upper) else { return false }
    case .sentence:
      guard found.labels.allSatisfy({ $0.kind == .version }) else { return false }
    case .bare:
      guard found.labels.allSatisfy({ $0.kind == .version && $0.standsBare }), words.hasCapitalsOnly,
        hasLowerCase(end, upper)
      else { return false }
    }
    var number: String? = LabelReading.number(bytes[start..<end])
    for label in found.labels {
      switch label.kind {
      case .media: break
      case .genre: genres.insert(label.name)
      case .version:
        versions.append(number.map { "\(label.name) \($0)" } ?? label.name)
        number = nil
      }
    }
    return true
  }

  /// True for text that is not all capitals: lower case, or a script without case.
  private func hasLowerCase(_ start: Int, _ end: Int) -> Bool {
    bytes[start..<end].contains { ($0 >= 0x61 && $0 <= 0x7A) || $0 >= 0xD0 }
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

  /// The bracket that closes the one at `open`, soon and without another inside.
  static func close(_ bytes: [UInt8], open: Int, _ upper: Int) -> Int? {
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
  static func open(_ bytes: [UInt8], close: Int, _ lower: Int) -> Int? {
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

  init?(_ words: WordFolding.Words, _ extra: LabelTable?, _ rules: TitleRules) {
    var first = 0
    while first < words.count {
      var last = min(words.count - 1, first + max(rules.labels.longest, extra?.longest ?? 1) - 1)
      var found: LabelTable.Label?
      while last >= first {
        let hash = words.hash(first, last)
        found = extra?.label(hash) ?? rules.labels.label(hash)
        if found != nil { break }
        last -= 1
      }
      if let found {
        labels.append(found)
        first = last + 1
        continue
      }
      // An agency may sign its label, and a label may be numbered: `AP NewsAlert`, `UPDATE (3)`.
      let rest = words.range(first, first)
      let isNumber = words.bytes[rest].elementsEqual([UInt8(ascii: "#")])
      guard isNumber && !labels.isEmpty || Self.isAgency(words, first, rules) else { return nil }
      first += 1
    }
    if labels.isEmpty { return nil }
  }

  private static func isAgency(_ words: WordFolding.Words, _ word: Int, _ rules: TitleRules) -> Bool {
    rules.isOutlet(word: words.hash(word, word))
  }

  /// The first number in a label.
  static func number(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let start = bytes.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return String(decoding: bytes[start...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(4), as: UTF8.self)
  }
}
