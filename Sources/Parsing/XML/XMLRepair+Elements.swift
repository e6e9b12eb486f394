/// The stack of open elements: what closes what.
extension XMLRepair {
  /// Elements that are kept track of. Deeper ones are only counted.
  static let stackSize = 1_024

  func name(_ element: OpenElement) -> Bytes {
    text[from: Int(element.start), to: Int(element.start) + Int(element.length)]
  }

  func isSame(_ name: Bytes, _ other: Bytes) -> Bool {
    guard name.count == other.count else { return false }
    for offset in 0..<name.count where name[offset].lowercased != other[offset].lowercased { return false }
    return true
  }

  /// Index in the stack of the entry that is being read; nil outside entries.
  var currentEntry: Int? {
    guard let top = open.last, top.entry >= 0 else { return nil }
    return Int(top.entry)
  }

  // MARK: End tags

  mutating func readEndTag() {
    let tag = index
    let start = tag + 2
    var end = start
    while end < text.count, XMLNames.isNameByte(text[end]) { end += 1 }
    let close = nextTagEnd.next(in: text, from: end)
    let nextOpen = min(nextTagStart.next(in: text, from: end), text.count)
    index = close < nextOpen ? close + 1 : nextOpen
    if close >= nextOpen { warn(.endTag, "an end tag without “>”", at: tag) }
    let found = text[from: start, to: end]
    guard let depth = depth(of: found) else {
      if endsEntry(found), let top = open.last, top.container >= 0, open.count > Int(top.container) + 1 {
        // Its start tag was broken, and what stands for it is still open.
        warn(.endTag, "the end tag </\(found.string)> closes nothing", at: tag)
        closeElements(downTo: Int(top.container) + 1)
      } else if unlisted > 0 {
        unlisted -= 1
      } else {
        warn(.endTag, "the end tag </\(found.string)> closes nothing", at: tag)
      }
      return
    }
    if unlisted > 0, depth > currentEntry ?? 0 {
      unlisted -= 1
      return
    }
    let endsEntries = depth < currentEntry ?? 0
    if endsEntries || depth == 0, hasMoreEntries {
      // A container's end inside an entry, or the root's, and entries follow: it stands in the wrong place.
      warn(.endTag, "</\(found.string)> in the wrong place: there is more to come", at: tag)
      return
    }
    if depth < open.count - 1 {
      let unclosed = name(open[open.count - 1]).string
      warn(.unclosed, "<\(unclosed)> is not closed before </\(found.string)>", at: tag)
    }
    closeElements(downTo: depth)
  }

  private func endsEntry(_ name: Bytes) -> Bool {
    !RepairVocabulary.kind(of: name, hash: RepairVocabulary.hash(name)).isDisjoint(with: .entry)
  }

  /// Index in the stack of the innermost element of this name.
  private mutating func depth(of found: Bytes) -> Int? {
    guard let top = open.last else { return nil }
    if isSame(found, name(top)) { return open.count - 1 }
    let hash = RepairVocabulary.hash(found)
    // With nothing left to spend only the nearest are looked at.
    let last = budget > 0 ? 0 : max(0, open.count - 16)
    var depth = open.count - 1
    while depth > last {
      depth -= 1
      if open[depth].hash == hash, isSame(found, name(open[depth])) {
        budget -= open.count - depth
        return depth
      }
    }
    budget -= open.count
    return nil
  }

  private var hasMoreEntries: Bool {
    mutating get {
      nextEntryStart[0].next(in: text, from: index) < text.count
        || nextEntryStart[1].next(in: text, from: index) < text.count
    }
  }

  mutating func closeElements(downTo depth: Int) {
    if depth < open.count { unlisted = 0 }
    while open.count > depth {
      let element = open.removeLast()
      if element.isWritten {
        output.append("</")
        output.append(contentsOf: name(element))
        output.append(UInt8(ascii: ">"))
      }
      if Int(element.entry) == open.count { hasClosedEntry = true }
    }
  }

  // MARK: Start tags

  /// Ends what a new element shows to be over: an entry at the next entry, a field at the next field.
  mutating func closeBefore(_ new: Bytes, _ kind: ElementKind, _ hash: UInt32, at tag: Int) {
    guard let top = open.last, !kind.isEmpty else { return }
    if !kind.isDisjoint(with: .entry) {
      // Whatever is still open inside the container, one entry's or broken tags, is over.
      let level = Int(top.container) + 1
      guard level > 0, open.count > level else { return }
      warn(.unclosed, "<\(name(open[level]).string)> is not closed before the next entry", at: tag)
      closeElements(downTo: level)
      return
    }
    if kind.contains(.paragraph) {
      guard isSame(new, name(top)) else { return }
      warn(.unclosed, "<\(new.string)> is not closed before the next", at: tag)
      closeElements(downTo: open.count - 1)
      return
    }
    guard let entry = currentEntry else {
      if kind.contains(.field), Int(top.container) == open.count - 1 {
        let isRepeated = !containerFields.insert(hash).inserted
        if hasClosedEntry || isRepeated, !openLostEntry(at: tag) { isStray = hasClosedEntry && isRepeated }
      }
      return
    }
    guard open.count > entry + 1, open[entry + 1].kind.endsBefore(kind) else { return }
    warn(.unclosed, "<\(name(open[entry + 1]).string)> is not closed before <\(new.string)>", at: tag)
    closeElements(downTo: entry + 1)
  }

  /// A field between two entries, and the next tag of an entry is an end: the entry's start tag was lost.
  private mutating func openLostEntry(at tag: Int) -> Bool {
    for kind in 0...1 {
      let end = nextEntryEnd[kind].next(in: text, from: tag)
      guard end < nextEntryStart[kind].next(in: text, from: tag) else { continue }
      warn(.endTag, "an entry without its start tag", at: tag)
      // The name is the end tag's.
      push(name: end + 2..<end + (kind == 0 ? 6 : 7), kind == 0 ? .item : .atomEntry)
      output.append(kind == 0 ? "<item>" : "<entry>")
      return true
    }
    return false
  }

  mutating func push(name range: Range<Int>, _ kind: ElementKind, hash: UInt32? = nil, isWritten: Bool = true)
  {
    let entry = kind.isDisjoint(with: .entry) ? open.last?.entry ?? -1 : Int32(open.count)
    let container = kind.contains(.container) ? Int32(open.count) : open.last?.container ?? -1
    let hash = hash ?? RepairVocabulary.hash(text[from: range.lowerBound, to: range.upperBound])
    open.append(
      OpenElement(
        start: Int32(clamping: range.lowerBound), length: Int32(clamping: range.count), hash: hash,
        entry: entry, container: container, kind: kind, isWritten: isWritten))
  }
}
