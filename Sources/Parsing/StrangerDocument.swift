import WebText

/// Tells documents that are no feeds by their first bytes, for an error that helps.
enum StrangerDocument {
  /// What the document is; nil when it may be a feed.
  static func description(of text: Bytes, from start: Int) -> String? {
    guard start < text.count else {
      return text.trimmed.first == UInt8(ascii: "{") ? "a JSON document" : "no XML in it"
    }
    let root = rootElement(text, from: start)
    guard let root else { return nil }
    let name = text[from: root, to: min(root + 16, text.count)]
    if name.hasPrefix("html") || name.hasPrefix("head") || name.hasPrefix("body")
      || isHTMLDoctype(text, start)
    {
      let title = title(text)
      if looksLikeChallenge(text, title) {
        return "a challenge page" + (title.map { " titled “\($0)”" } ?? "")
      }
      return "an HTML page" + (title.map { " titled “\($0)”" } ?? " without a title")
    }
    for (prefix, kind) in strangers where name.hasPrefix(prefix) { return kind }
    return nil
  }

  private static let strangers: [(StaticString, String)] = [
    ("opml", "an OPML document"), ("kml", "a KML document"),
    ("opensearchdescription", "an OpenSearch description"),
    ("urlset", "a sitemap"), ("sitemapindex", "a sitemap index"),
  ]

  private static func isHTMLDoctype(_ text: Bytes, _ start: Int) -> Bool {
    guard text.hasPrefix("<!doctype", at: start) else { return false }
    var index = start + 9
    while index < text.count, text[index].isSpace { index += 1 }
    return text.hasPrefix("html", at: index)
  }

  /// Index of the root element's name.
  private static func rootElement(_ text: Bytes, from start: Int) -> Int? {
    var index = start
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index), open + 1 < text.count {
      if text[open + 1].isLetter { return open + 1 }
      if text.hasPrefix("<!--", at: open) {
        index = text.firstIndex(of: "-->", from: open) ?? text.count
      } else {
        index = open + 1
      }
    }
    return nil
  }

  /// What a page calls itself, at most 100 bytes of it.
  private static func title(_ text: Bytes) -> String? {
    var index = 0
    let head = text[from: 0, to: min(text.count, 64 * 1024)]
    while let open = head.firstIndex(of: UInt8(ascii: "<"), from: index) {
      if head.hasPrefix("<title", at: open), let close = head.firstIndex(of: UInt8(ascii: ">"), from: open) {
        let end = head.firstIndex(of: UInt8(ascii: "<"), from: close) ?? head.count
        let title = HTMLText.plainText(ofHTML: head[from: close + 1, to: end])
        return title.isEmpty ? nil : LogText.safe(title, limit: 100)
      }
      index = open + 1
    }
    return nil
  }

  /// Pages that bot walls answer with instead of the feed.
  private static func looksLikeChallenge(_ text: Bytes, _ title: String?) -> Bool {
    let head = text[from: 0, to: min(text.count, 64 * 1024)]
    let marks: [StaticString] = [
      "cf-chl", "challenge-platform", "cf_chl_opt", "_Incapsula_Resource", "captcha", "ddos-guard",
      "sgcaptcha",
      "px-captcha", "Enable JavaScript and cookies to continue",
    ]
    if marks.contains(where: { head.firstIndex(of: $0, from: 0) != nil }) { return true }
    guard let title = title?.lowercased() else { return false }
    return title.hasPrefix("just a moment") || title.hasPrefix("attention required")
  }
}
