/// The words at both ends of a headline that may be a source's own name or label: behind the last dash or bar, before
/// the first colon, bar or dash, in a bracket at either end.
enum TitleEdges {
  /// Calls `body` with each, folded, and whether it stands at the end.
  ///
  /// Nothing with a digit: `Part 2` and `12 May` tell pieces apart. Nothing that a table knows as a label, because
  /// `Analysis:` says what kind of piece it is.
  static func visit(
    _ title: String, of source: ItemSource, rules: TitleRules,
    _ body: (_ words: FoldedWords, _ text: UnsafeBufferPointer<UInt8>, _ isSuffix: Bool) -> Void
  ) {
    var title = title
    title.withUTF8 { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes.prefix(longestTitle))
      switch shape(bytes) {
      case .plain: return
      case .separated: visit(bytes, source, rules, body)
      case .foreign: TitleCleaner.cleaned(bytes).withUnsafeBufferPointer { visit($0, source, rules, body) }
      }
    }
  }

  private static let longestTitle = 512
  private static let longestEdge = 48
  private static let mostWords = 6

  private enum Shape {
    /// No separator and no bracket: most titles.
    case plain
    case separated
    /// Has to be cleaned before its separators can be seen.
    case foreign
  }

  private static func shape(_ bytes: UnsafeBufferPointer<UInt8>) -> Shape {
    var isSeparated = false
    var isForeign = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place &+= 1
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "("): isSeparated = true
      case UInt8(ascii: "-"): isSeparated = isSeparated || (place < bytes.count && bytes[place] == 0x20)
      // Markup, and the lead bytes of typographic dashes, bars, quotes and wide brackets.
      case UInt8(ascii: "&"), UInt8(ascii: "<"), 0xC2, 0xE2, 0xE3, 0xEF: isForeign = true
      case 0x80...: isForeign = isForeign || isSeparated
      default: break
      }
    }
    if isForeign { return .foreign }
    guard isSeparated else { return .plain }
    return bytes.contains { $0 >= 0x80 } ? .foreign : .separated
  }

  private static func visit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ source: ItemSource, _ rules: TitleRules,
    _ body: (FoldedWords, UnsafeBufferPointer<UInt8>, Bool) -> Void
  ) {
    func offer(_ range: Range<Int>, _ isSuffix: Bool) {
      // Something has to be left of the title.
      guard !range.isEmpty, range.count <= longestEdge, bytes.count - range.count >= 8 else { return }
      let text = UnsafeBufferPointer(rebasing: bytes[range])
      guard !text.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return }
      FoldedWords.with(text, numbersAsOne: false) { words in
        guard words.count > 0, words.count <= mostWords, words.bytes.count >= 2,
          !source.ownNames.contains(words, rules), LabelReading(words, source.labels, rules) == nil
        else { return }
        body(words, text, isSuffix)
      }
    }
    if let end = suffix(bytes) { offer(end, true) }
    if let start = label(bytes) { offer(start, false) }
  }

  /// Behind the last ` - ` or `|`, or in the bracket at the end.
  private static func suffix(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let end = bytes.count - (bytes.last == 0x20 ? 1 : 0)
    var place = end - 1
    if place > 0, bytes[place] == UInt8(ascii: ")") || bytes[place] == UInt8(ascii: "]") {
      let open = bytes[place] == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
      return bytes[..<place].lastIndex(of: open).map { $0 + 1..<place }
    }
    while place >= 0, end - place <= longestEdge + 4 {
      if bytes[place] == UInt8(ascii: "|") { return trimmed(bytes, place + 1..<end) }
      if bytes[place] == UInt8(ascii: "-"), place > 0, bytes[place - 1] == 0x20, place + 1 < end,
        bytes[place + 1] == 0x20
      {
        return trimmed(bytes, place + 1..<end)
      }
      place -= 1
    }
    return nil
  }

  /// Before the first `: `, `|` or ` - `, or in the bracket at the beginning.
  private static func label(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let first = bytes.first else { return nil }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "(") {
      let partner = first == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
      return bytes.prefix(longestEdge + 2).firstIndex(of: partner).map { 1..<$0 }
    }
    for place in 1..<max(1, min(bytes.count - 1, longestEdge + 2)) {
      switch bytes[place] {
      case UInt8(ascii: "|"): return trimmed(bytes, 0..<place)
      case UInt8(ascii: ":") where bytes[place + 1] == 0x20: return trimmed(bytes, 0..<place)
      case UInt8(ascii: "-") where bytes[place - 1] == 0x20 && bytes[place + 1] == 0x20:
        return trimmed(bytes, 0..<place)
      default: break
      }
    }
    return nil
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] == 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x20 { upper -= 1 }
    return lower..<upper
  }
}
