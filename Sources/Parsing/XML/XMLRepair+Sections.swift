/// Comments, CDATA sections, processing instructions and declarations.
extension XMLRepair {
  mutating func readMarkup() {
    guard index + 1 < text.count else {
      warn(.cutOff, "the document ends in a tag", at: index)
      index = text.count
      return
    }
    switch text[index + 1] {
    case UInt8(ascii: "!"): readDeclaration()
    case UInt8(ascii: "?"): readInstruction()
    case UInt8(ascii: "/"): readEndTag()
    default:
      if XMLNames.isNameStart(text[index + 1]) { readStartTag() } else { appendLiteral(end: text.count) }
    }
  }

  private mutating func readInstruction() {
    let end = nextInstructionEnd.next(in: text, from: index)
    if end < text.count, !swallowsEntryEnd(index..<end) {
      index = end + 2
      return
    }
    warn(.section, "a processing instruction without its end is left out", at: index)
    let tagEnd = nextTagEnd.next(in: text, from: index)
    let nextTag = min(nextTagStart.next(in: text, from: index + 1), text.count)
    index = min(tagEnd < text.count ? tagEnd + 1 : text.count, nextTag)
  }

  private mutating func readDeclaration() {
    if text.hasPrefix("<!--", at: index) {
      readComment()
    } else if text.hasPrefix("<![cdata[", at: index) {
      readCDATA()
    } else if open.isEmpty, text.hasPrefix("<!doctype", at: index) {
      skipDoctype()
    } else {
      appendLiteral(end: text.count)
    }
  }

  private mutating func readComment() {
    let end = nextCommentEnd.next(in: text, from: index + 4)
    if end < text.count, !swallowsEntryEnd(index..<end) {
      index = end + 3
      return
    }
    warn(.section, "a comment without its end", at: index)
    index = endOfElement(from: index + 4)
  }

  /// True when a section that begins in an entry goes on past that entry's end: then what looks like the
  /// section's end is another's. (A whole entry inside a section is no such sign.)
  private mutating func swallowsEntryEnd(_ range: Range<Int>) -> Bool {
    guard let top = open.last, top.entry >= 0 else { return false }
    let kind = entryKind == .item ? 0 : 1
    let end = nextEntryEnd[kind].next(in: text, from: range.lowerBound)
    return end < range.upperBound && end < nextEntryStart[kind].next(in: text, from: range.lowerBound)
  }

  /// Where an element ends that something unclosed stands in: at the next end tag of its name, but not beyond
  /// the entry, or the next one's start.
  private mutating func endOfElement(from start: Int) -> Int {
    guard let element = open.last, budget > 0 else { return text.count }
    var limit = text.count
    if !entryKind.isEmpty {
      let kind = entryKind == .item ? 0 : 1
      limit = min(limit, nextEntryStart[kind].next(in: text, from: start))
      if element.entry >= 0 { limit = min(limit, nextEntryEnd[kind].next(in: text, from: start)) }
    }
    var position = start
    while let slash = text.firstIndex(of: "</", from: position), slash < limit {
      position = slash + 2
      let end = min(position + Int(element.length), text.count)
      if isSame(text[from: position, to: end], name(element)) {
        budget -= slash - start
        return slash
      }
    }
    budget -= limit - start
    return limit
  }

  private mutating func readCDATA() {
    let start = index + 9
    let found = nextCDATAEnd.next(in: text, from: start)
    var isClosed = found < text.count
    if isClosed, swallowsEntryEnd(start..<found) { isClosed = false }
    if isClosed, budget > 0 {
      // Another section's start before the end, and the element's end before that: this one was never closed.
      let next = nextCDATAStart.next(in: text, from: start)
      if next < found, endOfElement(from: start) < next { isClosed = false }
    }
    var stop = found
    if !isClosed {
      warn(.section, "a CDATA section without its end", at: index)
      stop = endOfElement(from: start)
    }
    if !open.isEmpty { characterData = start..<stop }
    index = isClosed ? stop + 3 : stop
  }

  /// In sections of limited size, so that each is whole in what libxml2 gets at once.
  mutating func appendCharacterData() {
    let start = characterData.lowerBound
    let end = characterStart(min(characterData.upperBound, start + Self.pieceSize), after: start)
    output.append("<![CDATA[")
    append(start..<end, as: .characterData)
    output.append("]]>")
    characterData = end..<characterData.upperBound
  }

  /// The DOCTYPE's entities are known already; libxml2 doesn't need it.
  private mutating func skipDoctype() {
    var depth = 0
    let limit = min(text.count, index + limits.internalSubset + 4_096)
    while index < limit {
      let byte = text[index]
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      index += 1
      if byte == UInt8(ascii: ">"), depth <= 0 { break }
    }
  }
}
