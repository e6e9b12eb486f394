import WebText

/// Tells documents that are no feeds by their first bytes, for an error that helps.
enum StrangerDocument {
  /// What the document is; nil when it may be a feed.
  ///
  /// - Parameter url: where it came from: the base of a feed's address in an HTML page.
  static func description(of text: Bytes, _ scan: DocumentScan, url: String?) -> String? {
    let start = scan.start
    guard start < text.count else { return plainText(text) }
    guard let root = rootElement(text, from: max(start, scan.doctypeEnd)) else {
      return isMostlyText(text, start) ? plainText(text) : nil
    }
    let name = self.name(text, at: root)
    if name.equals("html") || name.equals("head") || name.equals("body") || isHTMLDoctype(text, start)
      || isPartOfPage(name)
    {
      return HTMLPage(text, url: url).description
    }
    let local =
      name.firstIndex(of: UInt8(ascii: ":"), from: 0).map { name[from: $0 + 1, to: name.count] } ?? name
    for (stranger, kind) in strangers where local.equals(stranger) { return kind }
    for (stranger, kind) in answers where local.equals(stranger) { return kind + says(text, from: root) }
    return nil
  }

  /// Documents that are sound, and something else.
  private static let strangers: [(StaticString, String)] = [
    ("opml", "an OPML document"), ("kml", "a KML document"), ("gpx", "a GPX document"),
    ("opensearchdescription", "an OpenSearch description"), ("urlset", "a sitemap"),
    ("sitemapindex", "a sitemap index"), ("svg", "an SVG image"), ("stylesheet", "an XSLT style sheet"),
    ("html", "an HTML page"), ("wml", "a WML page"), ("plist", "a property list"),
    ("listbucketresult", "a listing of a storage bucket"), ("multistatus", "a WebDAV answer"),
    ("assetmap", "a media description"), ("mpd", "a media description"), ("playlist", "a playlist"),
    ("tt", "subtitles"), ("manifest", "a manifest"), ("service", "an Atom service document"),
    ("categories", "an Atom category document"), ("definitions", "a WSDL document"),
    ("schema", "an XML schema"), ("entitydescriptor", "SAML metadata"),
    ("browserconfig", "a browser configuration"),
  ]

  /// What programs answer with when they have no feed.
  private static let answers: [(StaticString, String)] = [
    ("error", "an error in XML"), ("errors", "an error in XML"), ("errorresponse", "an error in XML"),
    ("fault", "an error in XML"), ("exception", "an error in XML"), ("problem", "an error in XML"),
    ("apierror", "an error in XML"), ("envelope", "a SOAP message"), ("response", "an answer in XML"),
    ("result", "an answer in XML"), ("methodresponse", "an XML-RPC answer"), ("rsp", "an answer in XML"),
  ]

  /// The first code and message in an error: “AccessDenied: Access Denied”.
  private static func says(_ text: Bytes, from start: Int) -> String {
    let head = text[from: 0, to: min(text.count, start + 16 * 1024)]
    var found: [String] = []
    for element: StaticString in [
      "code>", "faultcode>", "faultstring>", "message>", "title>", "detail>", "description>", "reason>",
      "err ",
    ] {
      guard found.count < 2, let value = content(of: element, in: head, from: start), !found.contains(value)
      else {
        continue
      }
      found.append(value)
    }
    return found.isEmpty ? "" : " that says “\(LogText.safe(found.joined(separator: ": "), limit: 120))”"
  }

  private static func content(of element: StaticString, in text: Bytes, from start: Int) -> String? {
    var index = start
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index) {
      index = open + 1
      if text.hasPrefix(element, at: open + 1) {
        let begin = open + 1 + element.utf8CodeUnitCount
        let end = text.firstIndex(of: UInt8(ascii: "<"), from: begin) ?? text.count
        let value = HTMLText.plainText(ofHTML: text[from: begin, to: end])
        if !value.isEmpty { return value }
      }
    }
    return nil
  }

  // MARK: Text

  private static func plainText(_ text: Bytes) -> String {
    let words = text[from: 0, to: min(text.count, 400)].trimmed
    if words.isEmpty { return "nothing but white space" }
    if words.contains(byte: 0) { return "a binary file" }
    return "no XML in it, but the text “\(LogText.safe(words.string, limit: 60))”"
  }

  /// Markup that begins nothing after a good deal of text.
  private static func isMostlyText(_ text: Bytes, _ start: Int) -> Bool {
    start > 0 && text[from: 0, to: start].trimmed.count > 0
  }

  // MARK: Roots

  private static func isHTMLDoctype(_ text: Bytes, _ start: Int) -> Bool {
    guard text.hasPrefix("<!doctype", at: start) else { return false }
    var index = start + 9
    while index < text.count, text[index].isSpace { index += 1 }
    return text.hasPrefix("html", at: index)
  }

  /// A page without `html`, as error pages and bits of scripts are.
  private static func isPartOfPage(_ name: Bytes) -> Bool {
    let names: [StaticString] = [
      "script", "title", "meta", "center", "h1", "h2", "h3", "div", "p", "pre", "br", "b", "font", "span",
      "form",
      "iframe", "noscript", "style", "table", "a", "img", "ul", "main", "frameset",
    ]
    return names.contains { name.equals($0) }
  }

  private static func name(_ text: Bytes, at start: Int) -> Bytes {
    var end = start
    while end < text.count, end - start < 64, XMLNames.isNameByte(text[end]) { end += 1 }
    return text[from: start, to: end]
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
}

/// Files that aren't text, by the bytes that they begin with.
enum FileKind {
  static func name(of bytes: Bytes) -> String? {
    for (magic, name) in kinds where bytes.starts(with: magic) { return name }
    if bytes.count > 11, bytes[from: 4, to: 8].elementsEqual("ftyp".utf8) { return "a video file" }
    if bytes.count > 262, bytes[from: 257, to: 262].elementsEqual("ustar".utf8) { return "a tar archive" }
    return nil
  }

  private static let kinds: [([UInt8], String)] = [
    ([0x1F, 0x8B], "a gzip file: the document is compressed twice"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file: the document is compressed twice"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file"), (Array("BZh".utf8), "a bzip2 file"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive"), ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
    (Array("%PDF-".utf8), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"), (Array("GIF8".utf8), "a GIF image"),
    (Array("RIFF".utf8), "a RIFF file"),
    ([0, 0, 1, 0], "an icon"), (Array("ID3".utf8), "an MP3 file"), (Array("OggS".utf8), "an Ogg file"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("MZ\u{90}".utf8), "a program"),
    (Array("#EXTM3U".utf8), "a playlist"), (Array("BEGIN:VCALENDAR".utf8), "a calendar"),
    (Array("BEGIN:VCARD".utf8), "a vCard"), (Array("HTTP/1.".utf8), "an HTTP answer with its header"),
    (Array("WEBVTT".utf8), "subtitles"), (Array("{\\rtf".utf8), "an RTF document"),
    (Array("bplist".utf8), "a property list"), (Array("wOF".utf8), "a font"),
    (Array("SQLite format".utf8), "a database"),
  ]
}
