import FeedModel

/// Makes a damaged document well-formed, as far as sense goes, so that libxml2 can read all of it.
///
/// What is broken costs as little as can be told: an element that isn't closed ends with its entry, an end tag
/// without a start is dropped, what can't be markup is text, and whatever happened, reading is in step again at
/// the next entry's start. Linear in the document's size, and in pieces: `advance` fills `output` with the next
/// one, which the reader takes before it asks for more, so that the repaired document is never there as a whole.
struct XMLRepair {
  /// The piece that was made last. It ends between two tags or in text.
  var output: [UInt8] = []
  let warnings = RepairWarnings()
  let text: Bytes
  let limits: ParseLimits
  /// Entities of the internal subset, and whether there may be others that we don't know.
  let declarations: DocumentScan
  var index: Int
  var open: [OpenElement] = []
  /// Start tags that were left out because the stack is full, and whose end tags are awaited.
  var unlisted = 0
  /// What is left of a CDATA section that is being copied.
  var characterData = 0..<0
  var hasRoot = false
  /// Prefixes that some tag declared.
  var prefixes: Set<[UInt8]> = [Array("xml".utf8)]
  /// Which element is the document's entry: that of the first.
  var entryKind: ElementKind = []
  /// Fields that stood beside the entries, or before them.
  var containerFields: Set<UInt32> = []
  /// True for a field that the feed has already, after an entry: it is a broken one's, and left out.
  var isStray = false
  /// True once an entry was read to its end.
  var hasClosedEntry = false
  /// The document ended inside an entry.
  private(set) var endsInEntry = false
  /// Steps that looking back and ahead may still cost, so that the whole stays linear.
  var budget: Int
  /// Where what was looked for last is: the same far one, or none at all, is not looked for again and again.
  var nextCDATAEnd = Landmark("]]>")
  var nextCDATAStart = Landmark("<![CDATA[")
  var nextCommentEnd = Landmark("-->")
  var nextInstructionEnd = Landmark("?>")
  var nextTagStart = Landmark("<")
  var nextTagEnd = Landmark(">")
  var nextQuote = Landmark("\"")
  var nextApostrophe = Landmark("'")
  var nextEntryStart = [Landmark("<item"), Landmark("<entry")]
  var nextEntryEnd = [Landmark("</item"), Landmark("</entry")]
  static let pieceSize = 48 * 1024

  init(_ text: Bytes, _ scan: DocumentScan, limits: ParseLimits) {
    self.text = text
    self.limits = limits
    declarations = scan
    index = scan.start
    budget = max(text.count, 1 << 20) * 4
    output.reserveCapacity(Self.pieceSize * 2)
  }

  /// Makes the next piece; false when it is the last.
  mutating func advance() -> Bool {
    output.removeAll(keepingCapacity: true)
    // Nothing after the root's end belongs to the document.
    while index < text.count || !characterData.isEmpty, !(hasRoot && open.isEmpty) {
      if output.count >= Self.pieceSize { return true }
      if !characterData.isEmpty {
        appendCharacterData()
        continue
      }
      switch text[index] {
      case UInt8(ascii: "<"): readMarkup()
      case UInt8(ascii: "&"): readReference(end: text.count)
      default: readText()
      }
    }
    if let last = open.last {
      warn(.cutOff, "the document ends inside <\(name(open[0]).string)>", at: text.count)
      endsInEntry = last.entry >= 0
    }
    closeElements(downTo: 0)
    return false
  }

  func warn(_ repair: Repair, _ message: @autoclosure () -> String, at offset: Int, key: String? = nil) {
    warnings.add(repair, message(), at: offset, in: text, key: key)
  }

  // MARK: Text

  private mutating func readText() {
    let start = index
    let limit = characterStart(min(text.count, start + Self.pieceSize), after: start)
    while index < limit, text[index] != UInt8(ascii: "<"), text[index] != UInt8(ascii: "&") { index += 1 }
    // Outside the root there is only layout.
    if !open.isEmpty { append(start..<index, as: .text) }
  }

  /// The last place at or before `position` that is not inside a character: a piece ends at one.
  func characterStart(_ position: Int, after start: Int) -> Int {
    var position = position
    while position < text.count, position > start + 1, text[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  enum Place { case text, characterData, attribute }

  /// Appends without the characters that XML forbids (XML 1.0 §2.2), in runs.
  mutating func append(_ range: Range<Int>, as place: Place) {
    var run = range.lowerBound
    var position = run
    while position < range.upperBound {
      let byte = text[position]
      guard Self.isNotable[Int(byte)] else {
        position += 1
        continue
      }
      var skipped = 1
      var replacement: StaticString?
      switch byte {
      case UInt8(ascii: "<") where place == .attribute: replacement = "&lt;"
      case UInt8(ascii: "\"") where place == .attribute: replacement = "&quot;"
      case UInt8(ascii: ">") where endsInBracket(before: position, run) && place == .text:
        replacement = "&gt;"
      case UInt8(ascii: ">") where endsInBracket(before: position, run) && place == .characterData:
        replacement = "]]><![CDATA[>"
      case 0xEF:
        // U+FFFE and U+FFFF.
        guard position + 2 < range.upperBound, text[position + 1] == 0xBF, text[position + 2] >= 0xBE else {
          position += 1
          continue
        }
        skipped = 3
        replacement = ""
        noteForbidden(at: position)
      case 0..<0x20:
        replacement = ""
        noteForbidden(at: position)
      default: break
      }
      guard let replacement else {
        position += 1
        continue
      }
      output.append(contentsOf: text[from: run, to: position])
      output.append(replacement)
      position += skipped
      run = position
    }
    output.append(contentsOf: text[from: run, to: range.upperBound])
  }

  /// True when what was appended last is `]`: a `>` after two of them can't stand in text.
  private func endsInBracket(before position: Int, _ run: Int) -> Bool {
    (position > run ? text[position - 1] : output.last) == UInt8(ascii: "]")
  }

  /// The bytes that need a look when text is copied.
  private static let isNotable: [Bool] = (0..<256).map { byte in
    switch byte {
    case 9, 10, 13: false
    case 0..<0x20, 0xEF, 0x3C, 0x3E, 0x22: true
    default: false
    }
  }

  func noteForbidden(at offset: Int) {
    warn(.character, "a character that XML forbids is left out", at: offset)
  }

  // MARK: References

  /// A reference that can be one stays; any other ampersand is text.
  mutating func readReference(end: Int) {
    let start = index
    let mark = output.count
    var stop = start + 1
    let limit = min(end, start + 66)
    while stop < limit, XMLNames.isNameByte(text[stop]) || text[stop] == UInt8(ascii: "#") { stop += 1 }
    let name = text[from: start + 1, to: stop]
    guard stop < end, text[stop] == UInt8(ascii: ";"), let first = name.first else {
      appendLiteral(end: end)
      return
    }
    if first == UInt8(ascii: "#"), let scalar = CharacterReference.scalar(name) {
      if scalar == 0 {
        noteForbidden(at: start)
      } else if name[1] == UInt8(ascii: "X") {
        // HTML allows `&#X41;`, XML doesn't.
        output.append(contentsOf: "&#\(scalar);".utf8)
      } else {
        output.append(contentsOf: text[from: start, to: stop + 1])
      }
    } else if XMLNames.isName(name) {
      noteUndeclared(entity: name, at: start)
      output.append(contentsOf: text[from: start, to: stop + 1])
    } else {
      appendLiteral(end: end)
      return
    }
    index = stop + 1
    // Outside the root nothing is kept.
    if open.isEmpty { output.removeSubrange(mark...) }
  }

  private func noteUndeclared(entity name: Bytes, at offset: Int) {
    guard !declarations.hasExternalSubset, !EntityText.isPredefined(name) else { return }
    if !declarations.entities.isEmpty, declarations.entities[Array(name)] != nil { return }
    let name = name.string
    warn(.entity, "the entity \(name) is not declared", at: offset, key: name)
  }

  /// `&` or `<` that is text. A run of them goes into one CDATA section, or a document full of them would
  /// grow to five times its size.
  mutating func appendLiteral(end: Int) {
    let byte = text[index]
    let start = index
    let limit = min(end, start + Self.pieceSize)
    index += 1
    guard !open.isEmpty else { return }
    let isAmpersand = byte == UInt8(ascii: "&")
    let message = isAmpersand ? "an ampersand that begins no reference" : "a “<” that begins no tag"
    warn(.literal, message + " is read as text", at: start)
    while end == text.count, index < limit, text[index] == byte { index += 1 }
    // The last one may begin something.
    index -= 1
    if index - start > 3 {
      output.append("<![CDATA[")
      output.append(contentsOf: text[from: start, to: index])
      output.append("]]>")
    } else {
      index = start + 1
      output.append(isAmpersand ? "&amp;" : "&lt;")
    }
  }
}
