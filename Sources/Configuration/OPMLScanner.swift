/// Finds the feeds of an OPML 1.0 or 2.0 document.
///
/// A subscription list is a small, flat kind of XML, and mistakes need lines and columns; so this is a scanner
/// of its own and not the feed parser. It reads tags and attributes, nothing else. It expands no entities but
/// the five of XML and numbers, so a DTD can do no harm.
///
/// liberal: a bare `&` in an address is taken literally, because many readers export it so.
struct OPMLScanner {
  /// One feed in the list (OPML 2.0, "Subscription lists").
  struct Outline {
    /// `xmlUrl`.
    var url: String
    /// `title`, else `text`; nil when both are missing or empty.
    var title: String?
    /// The title of the outline around it.
    var folder: String?
    var place: Place
  }

  /// Why a document is no OPML.
  struct Failure: Error {
    var place: Place
    var message: String
  }

  private struct Element {
    var name: String
    var title: String?
  }

  private let bytes: [UInt8]
  private let file: String
  private var offset = 0

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func outlines() throws(Failure) -> [Outline] {
    var found: [Outline] = []
    var open: [Element] = []
    var hasRoot = false
    while let start = find([UInt8(ascii: "<")], from: offset) {
      offset = start + 1
      if try skipNonElement(start) { continue }
      if byte(offset) == UInt8(ascii: "/") {
        try closeElement(&open, at: start)
        continue
      }
      let tag = try readTag(at: start)
      if !hasRoot, tag.name != "opml" {
        throw failure(start, "the file is not OPML: its outermost element is \(quoted(tag.name))")
      }
      hasRoot = true
      let title = nonEmpty(tag.attributes["title"]) ?? nonEmpty(tag.attributes["text"])
      if tag.name == "outline", let url = nonEmpty(tag.attributes["xmlurl"]) {
        let folder = open.last { $0.title != nil }?.title
        let place = Place(file: file, bytes: bytes, offset: start)
        found.append(Outline(url: url, title: title, folder: folder, place: place))
      } else if tag.name == "outline", tag.attributes["type"]?.lowercased() == "rss" {
        throw failure(start, "this outline of type rss has no xmlUrl")
      }
      if !tag.isEmpty { open.append(Element(name: tag.name, title: tag.name == "outline" ? title : nil)) }
    }
    guard hasRoot else { throw failure(0, "the file is not OPML: it has no element opml") }
    if let element = open.last {
      throw failure(bytes.count, "the element \(quoted(element.name)) is not closed")
    }
    return found
  }

  /// Comments, CDATA sections, processing instructions and the document type; true when there was one.
  private mutating func skipNonElement(_ start: Int) throws(Failure) -> Bool {
    let kinds: [(begin: String, end: String)] = [
      ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"),
    ]
    for kind in kinds where bytes[start...].starts(with: kind.begin.utf8) {
      guard let end = find(Array(kind.end.utf8), from: start + kind.begin.utf8.count) else {
        throw failure(start, "\(kind.begin) has no \(kind.end)")
      }
      offset = end + kind.end.utf8.count
      return true
    }
    return false
  }

  private mutating func closeElement(_ open: inout [Element], at start: Int) throws(Failure) {
    offset += 1
    let name = word().lowercased()
    guard let end = find([UInt8(ascii: ">")], from: offset) else { throw failure(start, "a tag has no >") }
    guard open.last?.name == name else {
      let expected = open.last.map { "</\($0.name)> is expected" } ?? "nothing is open"
      throw failure(start, "</\(name)> closes nothing: \(expected)")
    }
    open.removeLast()
    offset = end + 1
  }

  private mutating func readTag(
    at start: Int
  ) throws(Failure) -> (name: String, attributes: [String: String], isEmpty: Bool) {
    let name = word().lowercased()
    guard !name.isEmpty else { throw failure(start, "a < begins no tag; as text it is written &lt;") }
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      guard let next = byte(offset) else { throw failure(start, "the tag \(quoted(name)) has no >") }
      if next == UInt8(ascii: ">") {
        offset += 1
        return (name, attributes, false)
      }
      if next == UInt8(ascii: "/"), byte(offset + 1) == UInt8(ascii: ">") {
        offset += 2
        return (name, attributes, true)
      }
      let place = offset
      let key = word()
      skipSpace()
      guard !key.isEmpty, byte(offset) == UInt8(ascii: "=") else {
        throw failure(place, "the tag \(quoted(name)) has an attribute without a value")
      }
      offset += 1
      skipSpace()
      guard let quote = byte(offset), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = find([quote], from: offset + 1)
      else { throw failure(place, "the value of \(quoted(key)) is not in quotes") }
      attributes[key.lowercased()] = decodedText(bytes[(offset + 1)..<end])
      offset = end + 1
    }
  }

  /// A name: everything up to white space, `=`, `/`, `<`, `>` or a quote.
  private mutating func word() -> String {
    let start = offset
    while let next = byte(offset), next > 0x20, !"=/<>\"'".utf8.contains(next) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while let next = byte(offset), next <= 0x20 { offset += 1 }
  }

  private func byte(_ index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count else { return nil }
    var index = start
    while index + pattern.count <= bytes.count {
      guard let first = bytes[index...].firstIndex(of: pattern[0]) else { return nil }
      if bytes[first...].starts(with: pattern) { return first }
      index = first + 1
    }
    return nil
  }

  private func failure(_ offset: Int, _ message: String) -> Failure {
    Failure(place: Place(file: file, bytes: bytes, offset: offset), message: message)
  }

  /// Entities resolved, white space at the ends removed.
  private func decodedText(_ raw: ArraySlice<UInt8>) -> String {
    let text = String(decoding: raw, as: UTF8.self)
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      let tail = rest[rest.index(after: ampersand)...]
      if let semicolon = tail.prefix(12).firstIndex(of: ";"), let character = entity(tail[..<semicolon]) {
        result.unicodeScalars.append(character)
        rest = tail[tail.index(after: semicolon)...]
      } else {
        result += "&"
        rest = tail
      }
    }
    result += rest
    return String(result.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed)
  }

  private func entity(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let number = name.dropFirst()
    let isHex = number.hasPrefix("x") || number.hasPrefix("X")
    return (isHex ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)).flatMap(Unicode.Scalar.init)
  }

  private func nonEmpty(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The document in UTF-8: other readers also export Latin-1, which says so in the XML declaration.
func opmlTextAsUTF8(_ bytes: [UInt8]) -> [UInt8] {
  let head = String(decoding: bytes.prefix(100), as: UTF8.self).lowercased()
  guard head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") else { return bytes }
  let declaration = head[..<end]
  guard declaration.contains("iso-8859-1") || declaration.contains("windows-1252") else { return bytes }
  return Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: Substring {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? endIndex
    return start < end ? self[start..<end] : ""
  }
}
