import Glibc

/// Takes a fragment of HTML apart: text, tags, and what is neither (WHATWG HTML §13.2.5, simplified).
///
/// liberal: what does not look like a tag is text (`1 < 2`, `</3`), and so is a tag that never ends. Linear in
/// the input: a search that failed once is not made again.
struct HTMLScanner {
  enum Token {
    /// Text with character references.
    case text(Range<Int>)
    /// Text without: the inside of a CDATA section, which feeds carry over from their XML.
    case literal(Range<Int>)
    /// `name` is `HTMLNames.hash` of the element's name; attributes are between the name and the `>`.
    case startTag(name: UInt64, attributes: Range<Int>)
    case endTag(name: UInt64)
    case comment
    /// A declaration, a processing instruction, or the content of `script` or `style`.
    case skipped
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// The element whose raw text follows (`script`, `style`): its name's range.
  private var rawTextElement: Range<Int>?
  /// True once a quoted value or a tag was found not to end: from there on every `>` ends a tag.
  private var ignoresQuotes = false
  /// True once no `>` was found: from there on there are no tags.
  private var hasNoMoreEnds = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func next() -> Token? {
    guard index < bytes.count else { return nil }
    if let element = rawTextElement {
      rawTextElement = nil
      let end = endOfRawText(element)
      if end > index {
        index = end
        return .skipped
      }
    }
    let start = index
    guard bytes[start] == UInt8(ascii: "<") else {
      index = bytes.firstIndex(of: UInt8(ascii: "<"), from: start) ?? bytes.count
      return .text(start..<index)
    }
    if let token = markup(at: start) { return token }
    // A `<` that begins nothing: text up to the next one.
    index = bytes.firstIndex(of: UInt8(ascii: "<"), from: start + 1) ?? bytes.count
    return .text(start..<index)
  }

  /// The tag, comment or declaration at a `<`; nil when it is text.
  private mutating func markup(at start: Int) -> Token? {
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    if Self.isLetter(next) { return tag(at: start, nameAt: start + 1) }
    switch next {
    case UInt8(ascii: "/"):
      guard start + 2 < bytes.count, Self.isLetter(bytes[start + 2]) else { return nil }
      return tag(at: start, nameAt: start + 2)
    case UInt8(ascii: "!"):
      return declaration(at: start)
    case UInt8(ascii: "?"):
      guard start + 2 < bytes.count, Self.isLetter(bytes[start + 2]) else { return nil }
      return skip(from: start)
    default:
      return nil
    }
  }

  private mutating func tag(at start: Int, nameAt nameStart: Int) -> Token? {
    var nameEnd = nameStart
    while nameEnd < bytes.count, !Self.endsName(bytes[nameEnd]) { nameEnd += 1 }
    guard let end = endOfTag(from: nameEnd) else { return nil }
    let range = nameStart..<nameEnd
    let name = HTMLNames.hash(bytes, range)
    index = end + 1
    if nameStart == start + 2 { return .endTag(name: name) }
    let isClosed = bytes[end - 1] == UInt8(ascii: "/")
    if HTMLNames.rawText.contains(name), !isClosed { rawTextElement = range }
    return .startTag(name: name, attributes: nameEnd..<end)
  }

  /// The `>` that ends a tag; one in a quoted value does not.
  private mutating func endOfTag(from start: Int) -> Int? {
    guard !hasNoMoreEnds else { return nil }
    if !ignoresQuotes {
      var position = start
      var isAfterEquals = false
      scan: while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: ">"):
          return position
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          if isAfterEquals {
            guard let close = bytes.firstIndex(of: byte, from: position + 1) else { break scan }
            position = close
          }
          isAfterEquals = false
        case UInt8(ascii: "="):
          isAfterEquals = true
        case 0...0x20:
          break
        default:
          isAfterEquals = false
        }
        position += 1
      }
      ignoresQuotes = true
    }
    let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: start)
    if end == nil { hasNoMoreEnds = true }
    return end
  }

  private mutating func declaration(at start: Int) -> Token? {
    let content = start + 2
    if hasPrefix("--", at: content) {
      // `<!-->` is a whole comment, so the end may use the dashes of the beginning.
      var position = content
      while let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: position) {
        if end >= content + 2, bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") {
          index = end + 1
          return .comment
        }
        position = end + 1
      }
      index = bytes.count
      return .comment
    }
    if hasPrefix("[CDATA[", at: content) {
      let inside = content + 7
      var position = inside
      while let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: position) {
        if end >= inside + 2, bytes[end - 1] == UInt8(ascii: "]"), bytes[end - 2] == UInt8(ascii: "]") {
          index = end + 1
          return .literal(inside..<(end - 2))
        }
        position = end + 1
      }
      index = bytes.count
      return .literal(inside..<bytes.count)
    }
    guard content < bytes.count, Self.isLetter(bytes[content]) else { return nil }
    return skip(from: start)
  }

  /// Steps over everything up to a `>`.
  private mutating func skip(from start: Int) -> Token? {
    guard !hasNoMoreEnds else { return nil }
    guard let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: start) else {
      hasNoMoreEnds = true
      return nil
    }
    index = end + 1
    return .skipped
  }

  /// Where the end tag of a raw text element begins; the end of the input when there is none.
  private func endOfRawText(_ name: Range<Int>) -> Int {
    var position = index
    while let start = bytes.firstIndex(of: UInt8(ascii: "<"), from: position) {
      let end = start + 2 + name.count
      if end <= bytes.count, bytes[start + 1] == UInt8(ascii: "/"),
        zip(bytes[(start + 2)..<end], bytes[name]).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        return start
      }
      position = start + 1
    }
    return bytes.count
  }

  private func hasPrefix(_ prefix: StaticString, at start: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard let base = bytes.baseAddress, start + count <= bytes.count else { return false }
    return memcmp(base + start, prefix.utf8Start, count) == 0
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<")
  }
}
