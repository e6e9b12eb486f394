import FeedModel
import WebText

/// What the text of a field is (RFC 4287 §3.1; RSS doesn't say).
struct TextElement {
  enum Kind: Equatable {
    case plain
    case html
    case xhtml
    /// Another MIME type.
    case other(String)
  }

  var kind: Kind
  /// Trimmed, one level of escaping removed, references made absolute if it is HTML.
  var value: String

  var isMarkup: Bool { kind == .html || kind == .xhtml }

  var mimeType: String {
    switch kind {
    case .plain: "text/plain"
    case .html: "text/html"
    case .xhtml: "application/xhtml+xml"
    case .other(let type): type
    }
  }

  var plainText: String? {
    let text = isMarkup ? HTMLText.plainText(ofHTML: value) : value
    return text.isEmpty ? nil : text
  }

  /// Elements whose children are markup, and part of their text.
  static func holdsMarkup(_ name: XMLName, in isFeed: Bool, reading: ReadingContext) -> Bool {
    switch (name.family, name.name) {
    case (.rss, .title), (.rss, .description), (.rss, .summary), (.rss, .content), (.rss, .body),
      (.rss, .fullitem), (.rss, .tagline), (.rss, .subtitle), (.rss, .rights), (.rss, .copyright),
      (.rss, .info), (.rss, .encoded),
      (.atom, .title), (.atom, .summary), (.atom, .content), (.atom, .subtitle), (.atom, .tagline),
      (.atom, .rights), (.atom, .copyright), (.atom, .info), (.content, .encoded), (.xhtml, .body),
      (.xhtml, .div), (.dc, .title), (.dc, .description), (.dc, .rights), (.itunes, .summary),
      (.itunes, .subtitle), (.media, .description), (.media, .title):
      true
    default: false
    }
  }

  /// True for text that is the text of XML markup: `&lt;` in it stays a `&lt;`.
  static func escapesText(_ field: Field, _ reading: ReadingContext) -> Bool {
    if field.family == .xhtml { return true }
    guard let type = field.attribute(.type)?.trimmed else { return false }
    if type.equals("xhtml") { return true }
    if let mode = field.attribute(.mode)?.trimmed, !mode.equals("xml") { return false }
    // Atom 0.3's default mode is xml: markup stands there as elements.
    return isXML(type) || field.attribute(.mode) != nil && type.equals("text/html")
  }

  /// True for text that is HTML by its own word.
  static func isHTML(_ field: Field) -> Bool {
    if field.family == .content { return true }
    guard let type = field.attribute(.type).map(essence) else { return false }
    return type.equals("html") || type.equals("text/html")
  }

  /// A MIME type without its parameters (RFC 2045 §5.1).
  private static func essence(_ type: Bytes) -> Bytes {
    let end = type.firstIndex(of: UInt8(ascii: ";"), from: 0) ?? type.count
    return type[from: 0, to: end].trimmed
  }

  /// True for `…/xml` and `…+xml`, whatever parameters follow.
  private static func isXML(_ type: Bytes) -> Bool {
    let name = essence(type)
    return name.hasPrefix("/xml", at: name.count - 4) || name.hasPrefix("+xml", at: name.count - 4)
  }

  init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Reads a field.
  init(_ field: Field, _ reading: ReadingContext) {
    self.init(field, node: 0, reading)
  }

  init(_ field: Field, node: Int, _ reading: ReadingContext) {
    var text = Self.unwrapped(field.text(of: node).trimmed)
    let isCore =
      field.nodes[node].name.family == .atom || (reading.isAtom && field.nodes[node].name.family == .rss)
    let type = isCore || field.nodes[node].name.family == .media ? field.attribute(.type, of: node) : nil
    let isFixedHTML = field.nodes[node].name.family == .content
    var decoded: [UInt8] = []
    var kind = Self.kind(of: type, isFixedHTML: isFixedHTML, isAtom: isCore, text: text, reading)
    if field.hasMarkup, node == 0 {
      if kind == .plain { kind = isCore ? .xhtml : .html }
    } else if isCore, Self.isBase64(field, kind), let bytes = Base64.decode(text),
      String(validating: bytes, as: UTF8.self) != nil
    {
      decoded = bytes
      text = Bytes(start: nil, count: 0)
    }
    self.kind = field.nodes[node].name.family == .xhtml ? .xhtml : kind
    value = ""
    if decoded.isEmpty {
      value = Self.resolved(text, self.isMarkup, scope: field.nodes[node].scope, reading)
    } else {
      decoded.withUnsafeBufferPointer {
        value = Self.resolved($0.trimmed, self.isMarkup, scope: field.nodes[node].scope, reading)
      }
    }
  }

  /// liberal: what stands in a CDATA section whose brackets were escaped, or put into another section.
  @inline(__always)
  private static func unwrapped(_ text: Bytes) -> Bytes {
    guard text.count >= 12, text[1] == UInt8(ascii: "!"), text.hasPrefix("<![cdata["),
      text.firstIndex(of: "]]>", from: 9) == text.count - 3
    else { return text }
    return text[from: 9, to: text.count - 3].trimmed
  }

  /// The text with absolute references, if it is markup, and without the C1 controls that nobody means.
  static func resolved(_ text: Bytes, _ isMarkup: Bool, scope: Int, _ reading: ReadingContext)
    -> String
  {
    if let repaired = WindowsQuotes.repaired(text) {
      return repaired.withUnsafeBufferPointer { resolved($0, isMarkup, scope: scope, reading) }
    }
    if isMarkup, let base = reading.scopes.referenceBase(of: scope),
      let bytes = HTMLText.resolvingReferences(inHTML: text, base: base)
    {
      return String(decoding: bytes, as: UTF8.self)
    }
    return text.string
  }

  private static func kind(
    of type: Bytes?, isFixedHTML: Bool, isAtom: Bool, text: Bytes, _ reading: ReadingContext
  ) -> Kind {
    if isFixedHTML { return .html }
    guard let type = type.map(essence), !type.isEmpty else {
      // RFC 4287 §3.1.1: without a type it is text. RSS doesn't say.
      return isAtom ? .plain : HTMLText.looksLikeHTML(text) ? .html : .plain
    }
    if type.equals("text") || type.equals("text/plain") || type.equals("plain") { return .plain }
    if type.equals("html") || type.equals("text/html") { return .html }
    if type.equals("xhtml") || type.equals("application/xhtml+xml") { return .xhtml }
    if isMIMEType(type) { return .other(type.string) }
    reading.warn("value-invalid", "not a type of text: \(LogText.safe(type.string))", key: "type")
    return .plain
  }

  private static func isMIMEType(_ text: Bytes) -> Bool {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/"), from: 0), slash > 0, slash + 1 < text.count
    else { return false }
    return !text.contains { $0.isSpace } && text.firstIndex(of: UInt8(ascii: "/"), from: slash + 1) == nil
  }

  /// Atom 0.3 `mode="base64"`; RFC 4287 §4.1.3.3: a type that is neither text nor XML.
  private static func isBase64(_ field: Field, _ kind: Kind) -> Bool {
    if let mode = field.attribute(.mode)?.trimmed { return mode.equals("base64") }
    guard case .other(let type) = kind else { return false }
    let lower = type.lowercased()
    return !lower.hasPrefix("text/") && !lower.hasSuffix("/xml") && !lower.hasSuffix("+xml")
  }

  /// As Atom's term has it, with what is in scope.
  func construct(_ field: Field, node: Int = 0, _ reading: ReadingContext) -> TextConstruct {
    let scope = reading.scopes[field.nodes[node].scope]
    return TextConstruct(
      type: mimeType, value: value, language: scope.language, base: scope.base,
      src: field.family == .media
        ? nil : reading.url(field.attribute(.src, of: node), scope: field.nodes[node].scope))
  }
}
