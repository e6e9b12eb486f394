/// The vocabulary that a namespace URI stands for.
enum Family: UInt8 {
  /// No namespace, or one of those that RSS was given at some time.
  case rss
  case rdf, atom, content, dc, dcterms, media, itunes, podcast, georss, gml, geo, thr, slash, wfw
  case cc, psc, source, xhtml, sy, admin, xml, xlink
  case unknown

  /// The vocabulary of a namespace that is declared.
  ///
  /// liberal: a scheme, a `www.` or a sign at the end that are not the published URI's (`https://purl.org/dc/…`,
  /// `…/2005/Atom/`) make no difference; behind a URI that nobody knows, a prefix that only one vocabulary uses
  /// means that one.
  ///
  /// - Parameters:
  ///   - uri: in lower case, without white space around it.
  ///   - prefix: in lower case.
  static func declared(uri: String, prefix: String?) -> Family {
    if let published = byURI[uri] ?? byBareURI[bare(uri)] { return published }
    guard let family = prefix.flatMap({ byPrefix[$0] }) else { return .unknown }
    return family.hasTellingPrefix ? family : .unknown
  }

  /// False for words that other vocabularies are as likely to choose.
  private var hasTellingPrefix: Bool {
    switch self {
    case .atom, .content, .dc, .dcterms, .media, .itunes, .podcast, .georss, .thr, .slash, .wfw, .sy, .psc:
      true
    default: false
    }
  }

  private static let byBareURI = Dictionary(
    byURI.map { (bare($0.key), $0.value) }.filter { !$0.0.isEmpty }, uniquingKeysWith: { first, _ in first })

  private static func bare(_ uri: String) -> String {
    var text = Substring(uri)
    for start in ["http://", "https://", "www."] where text.hasPrefix(start) {
      text = text.dropFirst(start.utf8.count)
    }
    while let last = text.utf8.last, last == UInt8(ascii: "/") || last == UInt8(ascii: "#") {
      text.removeLast()
    }
    return String(text)
  }

  /// Namespace URIs in lower case, as published and as feeds misspell them.
  private static let byURI: [String: Family] = [
    "": .rss,
    "http://backend.userland.com/rss": .rss,
    "http://blogs.law.harvard.edu/tech/rss": .rss,
    "http://cyber.law.harvard.edu/rss": .rss,
    "http://cyber.law.harvard.edu/rss/rss.html": .rss,
    "http://purl.org/rss/1.0/": .rss,
    "http://purl.org/net/rss1.1#": .rss,
    "http://my.netscape.com/rdf/simple/0.9/": .rss,
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": .rss,
    "http://channel.netscape.com/rdf/simple/0.9/": .rss,
    "http://example.com/newformat#": .rss,
    "http://example.com/necho": .atom,
    "http://purl.org/echo/": .atom,
    "uri/of/echo/namespace#": .atom,
    "http://purl.org/pie/": .atom,
    "http://purl.org/atom/ns#": .atom,
    "http://www.w3.org/2005/atom": .atom,
    "http://purl.org/atom-blog/ns#": .atom,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
    "http://purl.org/rss/1.0/modules/content/": .content,
    "http://purl.org/dc/elements/1.1/": .dc,
    "http://purl.org/dc/elements/1.0/": .dc,
    "http://purl.org/dc/terms/": .dcterms,
    "http://search.yahoo.com/mrss/": .media,
    "http://search.yahoo.com/rss/": .media,
    "http://www.rssboard.org/media-rss": .media,
    "http://tools.search.yahoo.com/mrss/": .media,
    "http://video.search.yahoo.com/mrss/": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
    "http://example.com/dtds/podcast-1.0.dtd": .itunes,
    "https://podcastindex.org/namespace/1.0": .podcast,
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": .podcast,
    "http://www.georss.org/georss": .georss,
    "http://www.georss.org/georss/10": .georss,
    "http://www.opengis.net/gml": .gml,
    "http://www.opengis.net/gml/3.2": .gml,
    "http://www.w3.org/2003/01/geo/wgs84_pos#": .geo,
    "http://purl.org/syndication/thread/1.0": .thr,
    "http://purl.org/rss/1.0/modules/slash/": .slash,
    "http://wellformedweb.org/commentapi/": .wfw,
    "http://web.resource.org/cc/": .cc,
    "http://creativecommons.org/ns#": .cc,
    "http://backend.userland.com/creativecommonsrssmodule": .cc,
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": .cc,
    "http://podlove.org/simple-chapters": .psc,
    "http://source.scripting.com/": .source,
    "http://www.w3.org/1999/xhtml": .xhtml,
    "http://purl.org/rss/1.0/modules/syndication/": .sy,
    "http://webns.net/mvcb/": .admin,
    "http://www.w3.org/xml/1998/namespace": .xml,
    "http://www.w3.org/1999/xlink": .xlink,
  ]

  /// The namespace that a prefix usually stands for, for documents that never declare it.
  static let byPrefix: [String: Family] = [
    "rss": .rss, "rdf": .rdf, "atom": .atom, "atom10": .atom, "a10": .atom, "content": .content, "dc": .dc,
    "dcterms": .dcterms, "dcterm": .dcterms, "media": .media, "itunes": .itunes, "podcast": .podcast,
    "georss": .georss, "gml": .gml, "geo": .geo, "thr": .thr, "slash": .slash, "wfw": .wfw, "cc": .cc,
    "creativecommons": .cc, "psc": .psc, "source": .source, "xhtml": .xhtml, "html": .xhtml, "sy": .sy,
    "admin": .admin, "xml": .xml, "xlink": .xlink,
  ]

  /// The published namespace URI behind a prefix that a document never declared.
  static func usualURI(ofPrefix prefix: String) -> String? {
    guard let family = byPrefix[prefix] else { return nil }
    return switch family {
    case .rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    case .atom: "http://www.w3.org/2005/Atom"
    case .content: "http://purl.org/rss/1.0/modules/content/"
    case .dc: "http://purl.org/dc/elements/1.1/"
    case .dcterms: "http://purl.org/dc/terms/"
    case .media: "http://search.yahoo.com/mrss/"
    case .itunes: "http://www.itunes.com/dtds/podcast-1.0.dtd"
    case .podcast: "https://podcastindex.org/namespace/1.0"
    case .georss: "http://www.georss.org/georss"
    case .gml: "http://www.opengis.net/gml"
    case .geo: "http://www.w3.org/2003/01/geo/wgs84_pos#"
    case .thr: "http://purl.org/syndication/thread/1.0"
    case .slash: "http://purl.org/rss/1.0/modules/slash/"
    case .wfw: "http://wellformedweb.org/CommentAPI/"
    case .cc: "http://creativecommons.org/ns#"
    case .psc: "http://podlove.org/simple-chapters"
    case .source: "http://source.scripting.com/"
    case .xhtml: "http://www.w3.org/1999/xhtml"
    case .sy: "http://purl.org/rss/1.0/modules/syndication/"
    case .admin: "http://webns.net/mvcb/"
    case .xlink: "http://www.w3.org/1999/xlink"
    case .rss, .xml, .unknown: nil
    }
  }
}
