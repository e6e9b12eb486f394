import Glibc

/// What stands around the root element, and what libxml2 had better not see: found before it sees a byte.
///
/// The XML declaration and the DOCTYPE never reach libxml2. So it can't decode the text a second time, and
/// nothing in a DTD (attribute defaults, parameter entities, external identifiers) can do anything; the
/// entities that an internal subset declares are taken from here.
struct DocumentScan {
  /// The document in order, all but declaration, DOCTYPE and long comments.
  var pieces: [Piece] = []
  /// First byte that is not white space or junk.
  var start = 0
  var hasLeadingJunk = false
  /// First byte that is no white space.
  var junkStart = 0
  /// Entities of the internal subset: name and replacement text as written, without its quotes.
  var entities: [[UInt8]: Range<Int>] = [:]
  /// Where a DOCTYPE ends: what it declares may hold markup that is none of the document's.
  var doctypeEnd = 0
  /// True when a DOCTYPE names a DTD elsewhere, which could declare entities that we don't know.
  var hasExternalSubset = false
  /// True when the document is not well-formed, or has a tag that libxml2 would take too long over: a strict pass
  /// is in vain.
  var needsRepair = false
  /// Where a DOCTYPE says what is not followed, and what that is.
  var ignoredDeclarations: [(offset: Int, message: String)] = []

  /// A part of the document for libxml2; or the inside of a CDATA section, between a part that ends with
  /// `<![CDATA[` and one that begins with `]]>`.
  struct Piece {
    var range: Range<Int>
    var isCharacterData = false
  }

  /// Comments and processing instructions of fewer bytes are left to libxml2.
  private static let longestComment = 4 * 1024

  /// Scans a document; linear, with no allocation to speak of.
  init(_ text: Bytes, limits: ParseLimits) throws(ParseError) {
    pieces.reserveCapacity(min(text.count / 1024 + 4, 512))
    start = DocumentStart.index(in: text)
    while junkStart < start, text[junkStart].isSpace { junkStart += 1 }
    hasLeadingJunk = text[from: 0, to: start].trimmed.count > 0
    var position = start
    // A second one right behind it would be the first that libxml2 sees, and decode the text again.
    while DocumentStart.isDeclaration(text, at: position) {
      hasLeadingJunk = hasLeadingJunk || position > 0
      if let end = text.firstIndex(of: "?>", from: position) {
        position = end + 2
      } else {
        needsRepair = true
        break
      }
    }
    try scanMarkup(text, from: position, limits: limits)
  }

  private mutating func scanMarkup(_ text: Bytes, from position: Int, limits: ParseLimits) throws(ParseError)
  {
    var pieceStart = position
    var index = position
    var isInProlog = true
    var hasDoctype = false
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index) {
      guard open + 1 < text.count else { break }
      switch text[open + 1] {
      case UInt8(ascii: "!"):
        if text.hasPrefix("<![cdata[", at: open) {
          index = end(of: "]]>", in: text, from: open + 9)
          let inside = open + 9..<max(open + 9, index - 3)
          if inside.count >= Skeleton.shortestSection, index < text.count {
            pieces.append(Piece(range: pieceStart..<inside.lowerBound))
            pieces.append(Piece(range: inside, isCharacterData: true))
            pieceStart = inside.upperBound
          }
        } else if text.hasPrefix("<!--", at: open) {
          index = end(of: "-->", in: text, from: open + 4)
          leaveOut(open..<index, &pieceStart)
        } else if isInProlog, !hasDoctype, text.hasPrefix("<!doctype", at: open) {
          hasDoctype = true
          let end = try scanDoctype(text, from: open, limits: limits)
          pieces.append(Piece(range: pieceStart..<open))
          pieceStart = end
          index = end
          doctypeEnd = end
        } else {
          needsRepair = true
          index = open + 2
        }
      case UInt8(ascii: "?"):
        index = end(of: "?>", in: text, from: open + 2)
        leaveOut(open..<index, &pieceStart)
      default:
        isInProlog = false
        // ` a=""` is the shortest attribute: a tag can't hold too many where the next one is that near.
        if let next = text.firstIndex(of: UInt8(ascii: "<"), from: open + 1),
          next - open <= limits.attributesPerTag * 5
        {
          index = next
        } else {
          index = scanTag(text, from: open, limits: limits)
        }
      }
    }
    pieces.append(Piece(range: pieceStart..<text.count))
  }

  /// The index after a terminator. Without one the document is damaged.
  @inline(__always)
  private mutating func end(of terminator: StaticString, in text: Bytes, from index: Int) -> Int {
    if let found = text.firstIndex(of: terminator, from: index) {
      return found + terminator.utf8CodeUnitCount
    }
    needsRepair = true
    return text.count
  }

  /// Keeps what says nothing and is long from libxml2, which would hold all of it in memory.
  private mutating func leaveOut(_ range: Range<Int>, _ pieceStart: inout Int) {
    guard range.count > Self.longestComment else { return }
    pieces.append(Piece(range: pieceStart..<range.lowerBound))
    pieceStart = range.upperBound
  }

  /// The index after a tag. A `<` ends it too: attribute values can't hold one, libxml2 stops there.
  private mutating func scanTag(_ text: Bytes, from open: Int, limits: ParseLimits) -> Int {
    var quote: UInt8 = 0
    var attributes = 0
    var index = open + 1
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "<") { break }
      if quote == 0 {
        if byte == UInt8(ascii: ">") { break }
        if byte == UInt8(ascii: "=") { attributes += 1 }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      } else if byte == quote {
        quote = 0
      }
      index += 1
    }
    // The repair leaves out what is too much.
    if attributes > limits.attributesPerTag || index - open > limits.bytesPerTag { needsRepair = true }
    return index
  }
}
