import FeedModel

/// Makes a damaged document well-formed, as far as sense goes, so that libxml2 can read all of it.
///
/// What is broken costs as little as can be told: an element that isn't closed ends with its entry, an end tag
/// without a start is dropped, what can't be markup is text. Linear in the document's size.
struct XMLRepair {
  private(set) var output: [UInt8] = []
  private(set) var warnings: [ParseWarning] = []
  private(set) var isTruncated = false
  private let text: Bytes
  private let limits: ParseLimits
  private var index: Int
  private var open: [Range<Int>] = []
  private var hasRoot = false
  private var lookahead = 16
  private var hasForbidden = false
  /// Bytes that looking for an element's end may still cost, so that the whole stays linear.
  private var scanBudget: Int
  private var nextCDATAEnd = -1
  private var nextCommentEnd = -1
  private var nextInstructionEnd = -1
  private var nextTagEnd = -1

  init(_ text: Bytes, from start: Int, limits: ParseLimits) {
    self.text = text
    self.limits = limits
    index = start
    scanBudget = text.count * 4
    output.reserveCapacity(text.count + text.count / 16)
  }

  mutating func run() {
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "<"): readMarkup()
      case UInt8(ascii: "&"): readReference(end: text.count)
      default: readText()
      }
      // Nothing after the root's end belongs to the document.
      if hasRoot, open.isEmpty { break }
    }
    if !open.isEmpty { isTruncated = true }
    closeElements(downTo: 0)
  }

  /// The next occurrence, remembered: the same far one, or none at all, is not looked for again and again.
  private static func find(_ mark: StaticString, _ text: Bytes, from start: Int, _ known: inout Int) -> Int? {
    if known < start { known = text.firstIndex(of: mark, from: start) ?? .max }
    return known == .max ? nil : known
  }

  // MARK: Text

  private mutating func readText() {
    let start = index
    while index < text.count, text[index] != UInt8(ascii: "<"), text[index] != UInt8(ascii: "&") {
      index += 1
    }
    // Outside the root there is only layout.
    guard !open.isEmpty else { return }
    append(text[from: start, to: index], escapesCDATAEnd: true)
  }

  /// Appends without the characters that XML forbids (XML 1.0 §2.2).
  private mutating func append(_ bytes: Bytes, escapesCDATAEnd: Bool = false) {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20, !byte.isSpace || byte == 0x0B || byte == 0x0C {
        noteForbidden()
      } else if byte == 0xEF, position + 2 < bytes.count, bytes[position + 1] == 0xBF,
        bytes[position + 2] >= 0xBE
      {
        // U+FFFE and U+FFFF.
        noteForbidden()
        position += 2
      } else if escapesCDATAEnd, byte == UInt8(ascii: ">"), output.last == UInt8(ascii: "]") {
        output.append("&gt;")
      } else {
        output.append(byte)
      }
      position += 1
    }
  }

  private mutating func noteForbidden() {
    guard !hasForbidden else { return }
    hasForbidden = true
    warnings.append(
      ParseWarning(code: "xml-invalid-character", message: "characters that XML forbids are left out"))
  }

  /// A reference that can be one stays; any other ampersand is text.
  private mutating func readReference(end: Int) {
    var stop = index + 1
    while stop < end, stop - index <= 34,
      text[stop].isLetter || text[stop].isDigit || text[stop] == UInt8(ascii: "#")
    {
      stop += 1
    }
    let name = text[from: index + 1, to: stop]
    guard stop < end, text[stop] == UInt8(ascii: ";"), let first = name.first else {
      if !open.isEmpty { output.append("&amp;") }
      index += 1
      return
    }
    if first == UInt8(ascii: "#") {
      if let scalar = CharacterReference.scalar(name) {
        if scalar == 0 { noteForbidden() }
        if !open.isEmpty, scalar != 0 { output.append(contentsOf: Array("&#\(scalar);".utf8)) }
      } else if !open.isEmpty {
        output.append("&amp;")
        output.append(contentsOf: name)
        output.append(UInt8(ascii: ";"))
      }
    } else if !open.isEmpty {
      output.append(first.isLetter ? "&" : "&amp;")
      output.append(contentsOf: name)
      output.append(UInt8(ascii: ";"))
    }
    index = stop + 1
  }

  // MARK: Markup

  private mutating func readMarkup() {
    guard index + 1 < text.count else {
      index = text.count
      isTruncated = true
      return
    }
    switch text[index + 1] {
    case UInt8(ascii: "!"): readDeclaration()
    case UInt8(ascii: "?"):
      let end = Self.find("?>", text, from: index, &nextInstructionEnd).map { $0 + 2 }
      let next = end ?? Self.find(">", text, from: index, &nextTagEnd).map { $0 + 1 } ?? text.count
      index = next
    case UInt8(ascii: "/"): readEndTag()
    default:
      if Self.isNameStart(text[index + 1]) { readStartTag() } else { appendLess() }
    }
  }

  private mutating func appendLess() {
    if !open.isEmpty { output.append("&lt;") }
    index += 1
  }

  private mutating func readDeclaration() {
    if text.hasPrefix("<!--", at: index) {
      index =
        Self.find("-->", text, from: index + 4, &nextCommentEnd).map { $0 + 3 }
        ?? endOfElement(from: index + 4)
    } else if text.hasPrefix("<![cdata[", at: index) {
      readCDATA()
    } else if open.isEmpty, text.hasPrefix("<!doctype", at: index) {
      copyDoctype()
    } else {
      appendLess()
    }
  }

  /// Where an element ends that something unclosed stands in: at the next end tag of its name.
  private mutating func endOfElement(from start: Int) -> Int {
    guard let name = open.last, scanBudget > 0 else { return text.count }
    var position = start
    defer { scanBudget -= position - start }
    while let slash = text.firstIndex(of: "</", from: position) {
      position = slash + 2
      if isSame(text[from: slash + 2, to: min(slash + 2 + name.count, text.count)], name) { return slash }
    }
    position = text.count
    return text.count
  }

  private mutating func readCDATA() {
    let start = index + 9
    var end = Self.find("]]>", text, from: start, &nextCDATAEnd)
    if let found = end, lookahead > 0 {
      // Another section's start before the end: this one was never closed.
      if let next = text.firstIndex(of: "<![CDATA[", from: start), next < found {
        lookahead -= 1
        let close = endOfElement(from: start)
        if close < next { end = nil }
      }
    }
    let stop = end ?? endOfElement(from: start)
    if end == nil, stop == text.count { isTruncated = true }
    if !open.isEmpty {
      output.append("<![CDATA[")
      append(text[from: start, to: stop])
      output.append("]]>")
    }
    index = end.map { $0 + 3 } ?? stop
  }

  private mutating func copyDoctype() {
    let start = index
    var depth = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "[") { depth += 1 }
      if text[index] == UInt8(ascii: "]") { depth -= 1 }
      index += 1
      if text[index - 1] == UInt8(ascii: ">"), depth <= 0 { break }
    }
    output.append(contentsOf: text[from: start, to: index])
  }

  private mutating func readEndTag() {
    let start = index + 2
    var end = start
    while end < text.count, Self.isNameByte(text[end]) { end += 1 }
    let close = Self.find(">", text, from: end, &nextTagEnd)
    let nextOpen = text.firstIndex(of: UInt8(ascii: "<"), from: end) ?? text.count
    index = close.map { $0 < nextOpen ? $0 + 1 : nextOpen } ?? nextOpen
    let name = text[from: start, to: end]
    guard let depth = open.lastIndex(where: { isSame(name, $0) }) else { return }
    if depth < open.count - 1, depth < itemDepth ?? 0, hasMoreItems() {
      // A container's end inside an entry, and entries follow: it stands in the wrong place.
      return
    }
    closeElements(downTo: depth)
  }

  /// Index in `open` of the entry that is being read.
  private var itemDepth: Int? {
    open.lastIndex { Self.isItem(text[from: $0.lowerBound, to: $0.upperBound]) }
  }

  private static func isItem(_ name: Bytes) -> Bool { name.equals("item") || name.equals("entry") }

  private mutating func hasMoreItems() -> Bool {
    guard lookahead > 0 else { return false }
    lookahead -= 1
    return text.firstIndex(of: "<item", from: index) != nil
      || text.firstIndex(of: "<entry", from: index) != nil
  }

  private func isSame(_ name: Bytes, _ range: Range<Int>) -> Bool {
    guard name.count == range.count else { return false }
    for offset in 0..<name.count where name[offset].lowercased != text[range.lowerBound + offset].lowercased {
      return false
    }
    return true
  }

  private mutating func closeElements(downTo depth: Int) {
    while open.count > depth {
      let name = open.removeLast()
      output.append("</")
      output.append(contentsOf: text[from: name.lowerBound, to: name.upperBound])
      output.append(UInt8(ascii: ">"))
    }
  }

  // MARK: Start tags

  private mutating func readStartTag() {
    let start = index + 1
    var end = start
    while end < text.count, Self.isNameByte(text[end]) { end += 1 }
    guard end < text.count else {
      index = text.count
      isTruncated = true
      return
    }
    let next = text[end]
    guard next.isSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next == UInt8(ascii: "<")
    else {
      // `<ann@example.org>` is no tag.
      appendLess()
      return
    }
    let name = text[from: start, to: end]
    closeBefore(name)
    let mark = output.count
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: name)
    index = end
    let ending = readAttributes()
    if ending == .cutOff {
      // A tag that the document ends in says nothing that can be relied on.
      output.removeSubrange(mark...)
      isTruncated = true
      return
    }
    // Deeper than any document that makes sense: unclosed elements piled up.
    if open.count > limits.depth - 30 {
      output.removeSubrange(mark...)
      return
    }
    hasRoot = true
    if ending == .empty || Self.isVoid(name) {
      output.append("/>")
    } else {
      output.append(UInt8(ascii: ">"))
      open.append(start..<end)
    }
  }

  /// Ends what a new element shows to be over: an entry at the next entry, a field at the next field.
  private mutating func closeBefore(_ name: Bytes) {
    guard let top = open.last else { return }
    if Self.isItem(name), let depth = open.lastIndex(where: { isSame(name, $0) }) {
      closeElements(downTo: depth)
      return
    }
    if name.equals("p") || name.equals("li"), isSame(name, top) {
      closeElements(downTo: open.count - 1)
    } else if let depth = itemDepth, open.count > depth + 1, Self.isField(name) {
      let field = open[depth + 1]
      if Self.isField(text[from: field.lowerBound, to: field.upperBound]) { closeElements(downTo: depth + 1) }
    }
  }

  /// Elements of entries that never hold one another, and are no HTML that stands in a body.
  private static func isField(_ name: Bytes) -> Bool {
    let names: [StaticString] = [
      "title", "link", "description", "guid", "pubdate", "category", "comments", "enclosure", "dc:creator",
      "dc:date", "content:encoded", "published", "updated", "id",
    ]
    return names.contains { name.equals($0) }
  }

  private static func isVoid(_ name: Bytes) -> Bool {
    let names: [StaticString] = ["br", "hr", "img", "input", "wbr", "meta", "col", "area", "embed", "param"]
    return names.contains { name.equals($0) }
  }

  private enum TagEnding { case open, empty, cutOff }

  private mutating func readAttributes() -> TagEnding {
    var names: Set<[UInt8]> = []
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        return .open
      }
      if byte == UInt8(ascii: "<") { return .open }
      if byte == UInt8(ascii: "/"), index + 1 < text.count, text[index + 1] == UInt8(ascii: ">") {
        index += 2
        return .empty
      }
      guard Self.isNameStart(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, Self.isNameByte(text[index]) { index += 1 }
      let name = Array(text[from: start, to: index])
      let value = readValue()
      guard names.count < 200, names.insert(name).inserted else { continue }
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: name)
      output.append("=\"")
      appendValue(value)
      output.append(UInt8(ascii: "\""))
    }
    return .cutOff
  }

  /// Range of an attribute's value: quoted, bare, or missing.
  private mutating func readValue() -> Range<Int> {
    var position = index
    while position < text.count, text[position].isSpace { position += 1 }
    guard position < text.count, text[position] == UInt8(ascii: "=") else { return index..<index }
    position += 1
    while position < text.count, text[position].isSpace { position += 1 }
    guard position < text.count else {
      index = text.count
      return position..<position
    }
    let quote = text[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let limit = min(text.count, position + limits.bytesPerTag)
      let window = text[from: 0, to: limit]
      let close = window.firstIndex(of: quote, from: position + 1)
      let end = window.firstIndex(of: UInt8(ascii: ">"), from: position + 1)
      // Markup before the closing quote: the quote is another's.
      if let end, close.map({ $0 > end && text[from: end, to: $0].contains(byte: UInt8(ascii: "<")) }) ?? true
      {
        index = end
        return position + 1..<end
      }
      let stop = close ?? limit
      index = min(stop + 1, text.count)
      return position + 1..<stop
    }
    let start = position
    while position < text.count, !text[position].isSpace, text[position] != UInt8(ascii: ">"),
      text[position] != UInt8(ascii: "<")
    {
      position += 1
    }
    index = position
    return start..<position
  }

  private mutating func appendValue(_ range: Range<Int>) {
    let resume = index
    index = range.lowerBound
    // References in the value of a root's attribute count, too.
    let wasEmpty = open.isEmpty
    if wasEmpty { open.append(range) }
    while index < range.upperBound {
      switch text[index] {
      case UInt8(ascii: "&"): readReference(end: range.upperBound)
      case UInt8(ascii: "<"):
        output.append("&lt;")
        index += 1
      case UInt8(ascii: "\""):
        output.append("&quot;")
        index += 1
      default:
        append(text[from: index, to: index + 1])
        index += 1
      }
    }
    if wasEmpty { open.removeLast() }
    index = resume
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":")
  }
}
