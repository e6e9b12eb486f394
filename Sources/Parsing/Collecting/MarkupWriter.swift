import WebText

/// Writes elements inside a text construct back as markup: the inside of an Atom `xhtml` div, or HTML that
/// a feed forgot to escape.
struct MarkupWriter {
  /// Where the attributes of the element that is being opened begin in the field.
  var pendingAttributes = 0
  private(set) var escapesText = false
  /// True when the text is HTML whatever stands in it.
  private var isHTML = false
  private(set) var hasElements = false
  private var open: [(name: XMLName, scope: Int)] = []
  private var rootScope = 0
  /// The start tag that ends at this position of the text is still without its `>`.
  private var openTagEnd = -1
  private var topLevelElements = 0
  private var hasTextOutside = false
  private var isDiv = false
  private var divInner: Range<Int> = 0..<0

  /// HTML's void elements (WHATWG HTML §13.1.2): the others need an end tag.
  private static let voidElements: Set<String> = [
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "isindex", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
  ]

  @inline(__always)
  mutating func begin(escapesText: Bool, isHTML: Bool, scope: Int) {
    self.isHTML = isHTML
    self.escapesText = escapesText
    hasElements = false
    rootScope = scope
    openTagEnd = -1
    if !open.isEmpty { open.removeAll(keepingCapacity: true) }
    topLevelElements = 0
    hasTextOutside = false
    isDiv = false
  }

  @inline(__always)
  mutating func text(_ bytes: Bytes, isLasting: Bool, into field: Field) {
    guard hasElements || escapesText else {
      if isLasting { field.text.append(lasting: bytes) } else { field.text.append(bytes) }
      return
    }
    if open.isEmpty, !bytes.trimmed.isEmpty { hasTextOutside = true }
    finishTag(field)
    if escapesText { field.text.append(escaping: bytes) } else { field.text.append(bytes) }
  }

  mutating func open(_ name: XMLName, _ field: Field, _ reading: ReadingContext) {
    if !hasElements {
      hasElements = true
      let before = field.text.view
      if !before.trimmed.isEmpty { hasTextOutside = true }
      if !escapesText, !isHTML, !before.contains(byte: UInt8(ascii: "<")) {
        // Text so far was no markup: from here on it is.
        let text = Array(before)
        field.text.removeAll()
        text.withUnsafeBufferPointer { field.text.append(escaping: $0) }
        escapesText = true
      }
    }
    finishTag(field)
    if open.isEmpty {
      topLevelElements += 1
      isDiv = topLevelElements == 1 && !hasTextOutside && name.name == .div
    }
    let scope = writeTag(name, field, reading)
    open.append((name, scope))
    openTagEnd = field.text.count
    if isDiv, open.count == 1 {
      finishTag(field)
      divInner = field.text.count..<field.text.count
    }
  }

  /// Writes `<name a="b"`; the scope inside the element.
  private func writeTag(_ name: XMLName, _ field: Field, _ reading: ReadingContext) -> Int {
    var scope = open.last?.scope ?? rootScope
    let attributes = (pendingAttributes..<field.attributes.count).map { field.attributes[$0] }
    let outerScope = scope
    for attribute in attributes where attribute.name.family == .xml && attribute.name.name == .base {
      scope = reading.scopes.add(base: field.value(attribute), language: nil, in: outerScope)
    }
    field.text.append(UInt8(ascii: "<"))
    field.text.append(Self.local(name))
    for attribute in attributes where !(attribute.name.family == .xml && attribute.name.name == .base) {
      field.text.append(UInt8(ascii: " "))
      if attribute.name.prefix != nil {
        let written = attribute.name.written
        var copy = written
        copy.withUTF8 { field.text.append($0) }
      } else {
        field.text.append(Self.local(attribute.name))
      }
      field.text.append("=\"")
      let value = field.value(attribute)
      if scope != rootScope, Self.isReference(attribute.name), let base = reading.scopes[scope].base,
        !value.trimmed.isEmpty, value.trimmed.first != UInt8(ascii: "#")
      {
        var resolved = URLReference.resolve(value.string, base: base)
        resolved.withUTF8 { field.text.append(escaping: $0, inAttribute: true) }
      } else {
        field.text.append(escaping: value, inAttribute: true)
      }
      field.text.append(UInt8(ascii: "\""))
    }
    return scope
  }

  private static func isReference(_ name: XMLName) -> Bool {
    switch String(cString: name.local) {
    case "href", "src", "cite", "action", "background", "longdesc", "poster", "data", "usemap", "codebase",
      "classid", "profile":
      true
    default: false
    }
  }

  private static func local(_ name: XMLName) -> Bytes {
    var length = 0
    while name.local[length] != 0 { length += 1 }
    return Bytes(start: name.local, count: length)
  }

  /// Writes the `>` of a start tag that something follows.
  @inline(__always)
  private mutating func finishTag(_ field: Field) {
    guard openTagEnd >= 0 else { return }
    openTagEnd = -1
    field.text.append(UInt8(ascii: ">"))
  }

  /// False when the element that ended is the text construct itself.
  mutating func closeElement(into field: Field) -> Bool {
    guard let (name, _) = open.popLast() else { return false }
    if isDiv, open.isEmpty {
      divInner = divInner.lowerBound..<field.text.count
    }
    if openTagEnd >= 0 {
      openTagEnd = -1
      if Self.voidElements.contains(String(cString: name.local).lowercased()) {
        field.text.append("/>")
        return true
      }
      field.text.append(UInt8(ascii: ">"))
    }
    field.text.append("</")
    field.text.append(Self.local(name))
    field.text.append(UInt8(ascii: ">"))
    return true
  }

  /// Takes an enclosing `div` off (RFC 4287 §3.1.1.3: the div itself is not part of the content).
  mutating func finish(_ field: Field) {
    field.hasMarkup = hasElements
    guard isDiv, topLevelElements == 1, !hasTextOutside else { return }
    let inner = Array(field.text.view(divInner))
    field.text.replace(with: inner)
  }
}
