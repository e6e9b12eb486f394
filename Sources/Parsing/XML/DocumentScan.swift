import Glibc

/// What stands around the root element, and whether a tag is too large: found before libxml2 sees a byte.
///
/// The XML declaration and the DOCTYPE never reach libxml2. So it can't decode the text a second time, and
/// nothing in a DTD (attribute defaults, parameter entities, external identifiers) can do anything; the
/// entities that an internal subset declares are taken from here.
struct DocumentScan {
  /// The document in order, all but declaration and DOCTYPE.
  var pieces: [Piece] = []
  /// First byte that is not white space or junk.
  var start = 0
  var hasLeadingJunk = false
  /// Entities of the internal subset: name and replacement text as written, without its quotes.
  var entities: [[UInt8]: Range<Int>] = [:]
  /// True when a DOCTYPE names a DTD elsewhere, which could declare entities that we don't know.
  var hasExternalSubset = false
  /// True when the scan found that the document is not well-formed, so that a strict pass is in vain.
  var isBroken = false

  /// A part of the document for libxml2; or the inside of a CDATA section, between a part that ends with
  /// `<![CDATA[` and one that begins with `]]>`.
  struct Piece {
    var range: Range<Int>
    var isCharacterData = false
  }

  /// Scans a document; linear, with no allocation to speak of.
  init(_ text: Bytes, limits: ParseLimits) throws(ParseError) {
    pieces.reserveCapacity(min(text.count / 1024 + 4, 512))
    start = Self.documentStart(text)
    hasLeadingJunk = text[from: 0, to: start].trimmed.count > 0
    var position = start
    if text.hasPrefix("<?xml", at: position), position + 5 < text.count, text[position + 5].isSpace {
      hasLeadingJunk = hasLeadingJunk || start > 0
      position = text.firstIndex(of: "?>", from: position).map { $0 + 2 } ?? text.count
    }
    try scanMarkup(text, from: position, limits: limits)
  }

  /// Where the document begins: at the first `<` that can begin one.
  ///
  /// liberal: some servers write warnings, white space or a second BOM in front.
  private static func documentStart(_ text: Bytes) -> Int {
    var index = 0
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index) {
      guard open + 1 < text.count else { break }
      let next = text[open + 1]
      if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || next.isLetter { return open }
      index = open + 1
    }
    return text.count
  }

  private mutating func scanMarkup(_ text: Bytes, from position: Int, limits: ParseLimits) throws(ParseError)
  {
    var pieceStart = position
    var index = position
    var isInProlog = true
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index) {
      guard open + 1 < text.count else { break }
      switch text[open + 1] {
      case UInt8(ascii: "!"):
        if text.hasPrefix("<![cdata[", at: open) {
          index = Self.end(of: "]]>", in: text, from: open + 9)
          let inside = open + 9..<max(open + 9, index - 3)
          if inside.count >= Skeleton.shortestSection, index < text.count {
            pieces.append(Piece(range: pieceStart..<inside.lowerBound))
            pieces.append(Piece(range: inside, isCharacterData: true))
            pieceStart = inside.upperBound
          }
        } else if text.hasPrefix("<!--", at: open) {
          index = Self.end(of: "-->", in: text, from: open + 4)
        } else if isInProlog, text.hasPrefix("<!doctype", at: open) {
          let end = try scanDoctype(text, from: open, limits: limits)
          pieces.append(Piece(range: pieceStart..<open))
          pieceStart = end
          index = end
        } else {
          isBroken = true
          index = open + 2
        }
      case UInt8(ascii: "?"):
        index = Self.end(of: "?>", in: text, from: open + 2)
      default:
        isInProlog = false
        // ` a=""` is the shortest attribute: a tag can't hold too many where the next one is that near.
        if let next = text.firstIndex(of: UInt8(ascii: "<"), from: open + 1),
          next - open <= limits.attributesPerTag * 5
        {
          index = next
        } else {
          index = try Self.scanTag(text, from: open, limits: limits)
        }
      }
    }
    pieces.append(Piece(range: pieceStart..<text.count))
  }

  @inline(__always)
  private static func end(of terminator: StaticString, in text: Bytes, from index: Int) -> Int {
    text.firstIndex(of: terminator, from: index).map { $0 + terminator.utf8CodeUnitCount } ?? text.count
  }

  /// The index after a tag. A `<` ends it too: attribute values can't hold one, libxml2 stops there.
  @inline(__always)
  private static func scanTag(_ text: Bytes, from open: Int, limits: ParseLimits) throws(ParseError) -> Int {
    var quote: UInt8 = 0
    var index = open + 1
    scan: while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "<") { break }
      if quote == 0 {
        if byte == UInt8(ascii: ">") { break scan }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      } else if byte == quote {
        quote = 0
      }
      index += 1
    }
    if index - open > limits.attributesPerTag * 5 {
      try checkTag(text[from: open, to: index], limits: limits)
    }
    return index
  }

  private static func checkTag(_ tag: Bytes, limits: ParseLimits) throws(ParseError) {
    if tag.count > limits.bytesPerTag {
      throw .limit(code: "xml-tag", message: "a tag of more than \(limits.bytesPerTag) bytes")
    }
    var attributes = 0
    var quote: UInt8 = 0
    for byte in tag {
      if quote == 0 {
        if byte == UInt8(ascii: "=") { attributes += 1 }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      } else if byte == quote {
        quote = 0
      }
    }
    if attributes > limits.attributesPerTag {
      throw .limit(code: "xml-tag", message: "a tag with more than \(limits.attributesPerTag) attributes")
    }
  }

  /// The index after a DOCTYPE.
  private mutating func scanDoctype(
    _ text: Bytes, from open: Int, limits: ParseLimits
  ) throws(ParseError) -> Int {
    var index = open + 9
    var quote: UInt8 = 0
    while index < text.count {
      let byte = text[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        hasExternalSubset = true
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "[") {
        index = try scanSubset(text, from: index + 1, limits: limits)
        continue
      } else if byte == UInt8(ascii: "<") {
        isBroken = true
        return index
      }
      index += 1
    }
    return text.count
  }

  /// The index after the `]` of an internal subset; takes the general entities out of it.
  private mutating func scanSubset(
    _ text: Bytes, from start: Int, limits: ParseLimits
  ) throws(ParseError) -> Int {
    var index = start
    while index < text.count, text[index] != UInt8(ascii: "]") {
      if index - start > limits.internalSubset {
        throw .limit(
          code: "xml-dtd",
          message: "a DOCTYPE with an internal subset of more than \(limits.internalSubset) bytes")
      }
      if text.hasPrefix("<!--", at: index) {
        index = Self.end(of: "-->", in: text, from: index + 4)
      } else if text.hasPrefix("<!entity", at: index) {
        index = scanEntity(text, from: index + 8)
      } else if text[index] == UInt8(ascii: "\"") || text[index] == UInt8(ascii: "'") {
        index = text.firstIndex(of: text[index], from: index + 1).map { $0 + 1 } ?? text.count
      } else {
        index += 1
      }
    }
    if min(index, text.count) - start > limits.internalSubset {
      throw .limit(
        code: "xml-dtd",
        message: "a DOCTYPE with an internal subset of more than \(limits.internalSubset) bytes")
    }
    return min(index + 1, text.count)
  }

  /// `<!ENTITY name "value">`; the index after the value. External and parameter entities are left out.
  private mutating func scanEntity(_ text: Bytes, from start: Int) -> Int {
    var index = start
    func skipSpace() { while index < text.count, text[index].isSpace { index += 1 } }
    skipSpace()
    let nameStart = index
    while index < text.count, !text[index].isSpace, text[index] != UInt8(ascii: ">") { index += 1 }
    let name = text[from: nameStart, to: index]
    skipSpace()
    guard index < text.count, name.count > 0, name.count <= 64 else { return index }
    let quote = text[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = text.firstIndex(of: quote, from: index + 1)
    else { return index }
    // XML 1.0 §4.2: of two declarations the first is binding.
    if entities[Array(name)] == nil { entities[Array(name)] = index + 1..<end }
    return end + 1
  }
}
