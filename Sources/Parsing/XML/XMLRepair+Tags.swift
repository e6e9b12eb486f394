/// Start tags and their attributes.
extension XMLRepair {
  mutating func readStartTag() {
    let tag = index
    let start = tag + 1
    var end = start
    while end < text.count, XMLNames.isNameByte(text[end]) { end += 1 }
    guard end < text.count else {
      warn(.cutOff, "the document ends in a tag", at: tag)
      index = text.count
      return
    }
    let next = text[end]
    let name = text[from: start, to: end]
    guard
      next.isSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next == UInt8(ascii: "<"),
      XMLNames.isName(name)
    else {
      // `<ann@example.org>` is no tag.
      appendLiteral(end: text.count)
      return
    }
    let hash = RepairVocabulary.hash(name)
    let knownKind = RepairVocabulary.kind(of: name, hash: hash)
    if next == UInt8(ascii: "<"), knownKind.isEmpty, open.count > 2 {
      // Nor is `x<y</title>`.
      appendLiteral(end: text.count)
      return
    }
    let kind = ownKind(knownKind)
    if isSecondRoot(name, hash) {
      // Two documents in one: the second goes on where the first stopped.
      warn(.endTag, "<\(name.string)> again inside <\(name.string)>", at: tag)
      var attributes = AttributeReading(tag: tag, isWritten: false)
      index = end
      _ = readAttributes(&attributes)
      return
    }
    isStray = false
    closeBefore(name, kind, hash, at: tag)
    let isWritten = open.count < limits.depth && !isStray
    if !isWritten, !isStray {
      warn(
        .limit, "elements nested more than \(limits.depth) deep are left out (\(ParseLimits.Key.depth))",
        at: tag,
        key: "depth")
    }
    let mark = output.count
    if isWritten {
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: name)
    }
    index = end
    var attributes = AttributeReading(tag: tag, isWritten: isWritten)
    let ending = readAttributes(&attributes)
    if ending == .cutOff {
      // A tag that the document ends in says nothing that can be relied on.
      output.removeSubrange(mark...)
      warn(.cutOff, "the document ends in a tag", at: tag)
      return
    }
    if isWritten { noteUndeclaredPrefix(of: name, at: tag) }
    hasRoot = true
    if ending == .empty || kind.contains(.void) {
      if ending != .empty {
        warn(.unclosed, "<\(name.string)> has no end tag", at: tag)
      }
      if isWritten { output.append("/>") }
      if !kind.isDisjoint(with: .entry) { hasClosedEntry = true }
      return
    }
    if isWritten { output.append(UInt8(ascii: ">")) }
    if open.count < Self.stackSize {
      push(name: start..<end, kind, hash: hash, isWritten: isWritten)
    } else {
      unlisted += 1
    }
  }

  /// The kind of an element in this document: the entries of another format are none here.
  private mutating func ownKind(_ kind: ElementKind) -> ElementKind {
    guard !kind.isDisjoint(with: .entry) else { return kind }
    if entryKind.isEmpty { entryKind = kind }
    return kind == entryKind ? kind : []
  }

  private func isSecondRoot(_ name: Bytes, _ hash: UInt32) -> Bool {
    guard hasRoot, let root = open.first, currentEntry == nil, root.hash == hash else { return false }
    return isSame(name, self.name(root))
  }

  private func noteUndeclaredPrefix(of name: Bytes, at offset: Int) {
    guard let colon = name.firstIndex(of: UInt8(ascii: ":"), from: 0), colon > 0 else { return }
    let prefix = Array(name[from: 0, to: colon])
    guard !prefixes.contains(prefix) else { return }
    let text = String(decoding: prefix, as: UTF8.self)
    warn(.prefix, "the prefix \(text) is not declared", at: offset, key: text)
  }

  // MARK: Attributes

  enum TagEnding { case open, empty, cutOff }

  /// One tag's attributes while they are read.
  struct AttributeReading {
    var tag: Int
    /// False when the attributes are only passed over.
    var isWritten: Bool
    var count = 0
    var bytes = 0
    var names: [(hash: UInt32, range: Range<Int>)] = []
  }

  private mutating func readAttributes(_ attributes: inout AttributeReading) -> TagEnding {
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        return .open
      }
      if byte == UInt8(ascii: "<") {
        warn(.attribute, "a tag without “>”", at: attributes.tag)
        return .open
      }
      if byte == UInt8(ascii: "/"), index + 1 < text.count, text[index + 1] == UInt8(ascii: ">") {
        index += 2
        return .empty
      }
      if XMLNames.isNameStart(byte) {
        readAttribute(&attributes)
      } else {
        if !byte.isSpace { warn(.attribute, "a tag with what is no attribute in it", at: attributes.tag) }
        index += 1
      }
    }
    return .cutOff
  }

  private mutating func readAttribute(_ attributes: inout AttributeReading) {
    let start = index
    while index < text.count, XMLNames.isNameByte(text[index]) { index += 1 }
    let range = start..<index
    let name = text[from: start, to: index]
    let value = readValue()
    guard attributes.isWritten else { return }
    attributes.count += 1
    guard attributes.count <= limits.attributesPerTag, attributes.bytes + value.count < limits.bytesPerTag
    else {
      noteOmitted(at: attributes.tag)
      return
    }
    guard XMLNames.isName(name) else { return }
    let hash = RepairVocabulary.hash(name)
    let isRepeated = attributes.names.contains {
      $0.hash == hash && text[from: $0.range.lowerBound, to: $0.range.upperBound].elementsEqual(name)
    }
    guard !isRepeated else {
      warn(.attribute, "the attribute \(name.string) twice", at: start)
      return
    }
    attributes.names.append((hash, range))
    attributes.bytes += value.count + name.count
    noteDeclaration(name)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: name)
    output.append("=\"")
    appendValue(value)
    output.append(UInt8(ascii: "\""))
  }

  private func noteOmitted(at tag: Int) {
    let count = limits.attributesPerTag
    let size = limits.bytesPerTag
    warn(
      .limit,
      "attributes beyond \(count) (\(ParseLimits.Key.attributesPerTag)) or \(size) bytes"
        + " (\(ParseLimits.Key.bytesPerTag)) in one tag are left out", at: tag, key: "attributes")
  }

  private mutating func noteDeclaration(_ name: Bytes) {
    guard name.count > 6, name.hasPrefix("xmlns:"), prefixes.count < 1_000 else { return }
    prefixes.insert(Array(name[from: 6, to: name.count]))
  }

  /// Range of an attribute's value: quoted, bare, or missing.
  private mutating func readValue() -> Range<Int> {
    let start = index
    var position = index
    while position < text.count, text[position].isSpace { position += 1 }
    guard position < text.count, text[position] == UInt8(ascii: "=") else {
      warn(.attribute, "an attribute without a value", at: start)
      return index..<index
    }
    position += 1
    while position < text.count, text[position].isSpace { position += 1 }
    guard position < text.count else {
      index = text.count
      return position..<position
    }
    let quote = text[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { return readQuoted(quote, at: position) }
    warn(.attribute, "an attribute's value without quotes", at: position)
    let value = position
    while position < text.count, !text[position].isSpace, text[position] != UInt8(ascii: ">"),
      text[position] != UInt8(ascii: "<")
    {
      position += 1
    }
    index = position
    return value..<position
  }

  private mutating func readQuoted(_ quote: UInt8, at position: Int) -> Range<Int> {
    let close =
      quote == UInt8(ascii: "'")
      ? nextApostrophe.next(in: text, from: position + 1) : nextQuote.next(in: text, from: position + 1)
    let end = nextTagEnd.next(in: text, from: position + 1)
    // Markup before the closing quote: the quote is another's.
    if end < close, end < text.count {
      let stop = min(close, text.count)
      let nextTag = nextTagStart.next(in: text, from: end)
      if close == .max || nextTag < stop {
        warn(.attribute, "an attribute's value without its closing quote", at: position)
        index = end
        return position + 1..<end
      }
    }
    let stop = min(close, text.count)
    index = min(stop + 1, text.count)
    return position + 1..<stop
  }

  private mutating func appendValue(_ range: Range<Int>) {
    let resume = index
    index = range.lowerBound
    // References in the value of a root's attribute count, too.
    let isAtRoot = open.isEmpty
    if isAtRoot { push(name: range.lowerBound..<range.lowerBound, []) }
    while index < range.upperBound {
      let ampersand = text[from: 0, to: range.upperBound].firstIndex(of: UInt8(ascii: "&"), from: index)
      append(index..<(ampersand ?? range.upperBound), as: .attribute)
      index = ampersand ?? range.upperBound
      if ampersand != nil { readReference(end: range.upperBound) }
    }
    if isAtRoot { open.removeLast() }
    index = resume
  }
}
