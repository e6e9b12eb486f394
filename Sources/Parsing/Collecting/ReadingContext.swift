import FeedModel
import WebText

/// What holds for a whole document while it is read: who asked, how, and what was noticed.
final class ReadingContext {
  @exclusivity(unchecked) var limits = ParseLimits()
  @exclusivity(unchecked) var zone: TimeZoneRules?
  @exclusivity(unchecked) var wantsDetail = false
  @exclusivity(unchecked) var isAtom = false
  @exclusivity(unchecked) var scopes = Scopes()
  @exclusivity(unchecked) private(set) var warnings: [ParseWarning] = []
  @exclusivity(unchecked) private var noted: Set<String> = []

  func begin(limits: ParseLimits, url: String?, zone: TimeZoneRules?) {
    self.limits = limits
    self.zone = zone
    wantsDetail = limits.detail == .full
    isAtom = false
    scopes.begin(url: url)
    warnings = []
    noted = []
  }

  /// - Parameter key: a second warning of the same code and key is left out.
  func warn(_ code: String, _ message: String, line: Int? = nil, column: Int? = nil, key: String? = nil) {
    guard warnings.count < limits.warnings else { return }
    if let key, !noted.insert(code + " " + key).inserted { return }
    // Names and texts of the document stand in messages.
    let safe = LogText.safe(message, limit: 400)
    warnings.append(ParseWarning(code: code, message: safe, line: line, column: column))
  }

  /// The date that an element holds.
  ///
  /// liberal: HTML's `<time datetime="…">` in it, which Drupal's Views write.
  func date(_ field: Field) -> EntryDate? {
    guard field.hasChildren, field.text.view.trimmed.isEmpty else { return date(field.text.view) }
    return date(field.attribute(.datetime, of: 1) ?? field.text(of: 1))
  }

  /// A date with the text it was read from; nil when there is no text.
  func date(_ text: Bytes) -> EntryDate? {
    var text = text.trimmed
    guard !text.isEmpty else { return nil }
    var reading = DateText.read(text, zone: zone)
    if reading == nil, let inner = Self.dateInMarkup(text) {
      reading = DateText.read(inner, zone: zone)
      if reading != nil { text = inner }
    }
    var raw = text
    if raw.count > 128 {
      // Cut at a character, not in one.
      var end = 128
      while end > 0, raw[end] & 0xC0 == 0x80 { end -= 1 }
      raw = raw[from: 0, to: end]
    }
    if reading == nil {
      warn("date-invalid", "not a date: \(LogText.safe(raw.string))", key: raw.string)
    }
    return EntryDate(raw: raw.string, reading: reading)
  }

  /// The `datetime` of the element that a text consists of, else the text in it; nil when it is no markup.
  private static func dateInMarkup(_ text: Bytes) -> Bytes? {
    guard text.first == UInt8(ascii: "<"), let end = text.firstIndex(of: UInt8(ascii: ">"), from: 0) else {
      return nil
    }
    let name: StaticString = "datetime=\""
    let tag = text[from: 0, to: end]
    if let start = tag.firstIndex(of: name, from: 0).map({ $0 + name.utf8CodeUnitCount }),
      let close = tag.firstIndex(of: UInt8(ascii: "\""), from: start)
    {
      return tag[from: start, to: close]
    }
    guard let close = text.firstIndex(of: UInt8(ascii: "<"), from: end) else { return nil }
    return text[from: end + 1, to: close]
  }

  /// An absolute URL from a reference, where a base is known; nil for an empty one.
  func url(_ text: Bytes?, scope: Int) -> String? {
    guard let text = text?.trimmed, !text.isEmpty else { return nil }
    guard text.count <= limits.identifier else {
      warn("limit-exceeded", "a URL of \(text.count) bytes is left out", key: "url")
      return nil
    }
    if Self.isPlainHTTP(text) { return text.string }
    let reference = text.string
    if Self.isScript(text) {
      warn("url-invalid", "a link that is a script or local file is left out", key: "script")
      return nil
    }
    var base = scopes[scope].base ?? ""
    var url = URLReference.resolve(reference, base: base)
    // Resolving drops newlines, which may have hidden a scheme, and adds what the base has.
    if url.withUTF8(Self.isScript), !base.withUTF8(Self.isScript) {
      warn("url-invalid", "a link that is a script or local file is left out", key: "script")
      return nil
    }
    guard url.utf8.count <= limits.identifier else {
      warn("limit-exceeded", "a URL of \(url.utf8.count) bytes is left out", key: "url")
      return nil
    }
    // `.` without a base says nothing.
    return url.isEmpty ? nil : url
  }

  /// `javascript:` and its like are no links (threats.md); nor are `data:` and `file:`.
  static func isScript(_ text: Bytes) -> Bool {
    text.hasPrefix("javascript:") || text.hasPrefix("vbscript:") || text.hasPrefix("data:")
      || text.hasPrefix("file:")
  }

  /// An absolute http or https URL that resolution would not change: by far the most.
  @inline(__always)
  private static func isPlainHTTP(_ text: Bytes) -> Bool {
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return false }
    var previous: UInt8 = 0
    for byte in text {
      if byte <= 0x20 || byte == 0x5C { return false }
      if previous == UInt8(ascii: "/"), byte == UInt8(ascii: ".") { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "/") || text.count > 8
  }
}
