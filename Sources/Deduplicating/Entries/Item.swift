public import FeedModel
public import WebText

/// One entry as deduplication sees it, whoever read it.
public struct Item: Sendable, Equatable {
  /// As the feed had it: plain text or HTML, escaped or not; empty when there is none.
  public var title: String
  public var published: EntryDate?
  public var updated: EntryDate?
  /// nil when the format has none, or the parser had to make one up.
  public var guid: String?
  public var link: String? {
    didSet { canonicalLink = link.flatMap { CanonicalLink($0) } }
  }
  /// `link` without what does not say which page it is; made once, because several rules ask for it.
  private(set) var canonicalLink: CanonicalLink?
  /// Plain text or HTML.
  public var summary: String?
  /// Plain text or HTML.
  public var body: String?
  /// Where an aggregator says that the entry came from.
  public var origin: String?
  public var firstSeen: UnixTime
  /// True when the entry was in the feed at the source's first poll.
  public var isBackfill: Bool

  public init(title: String, firstSeen: UnixTime) {
    self.title = title
    self.firstSeen = firstSeen
    isBackfill = false
  }

  public init(_ entry: Entry, firstSeen: UnixTime, isBackfill: Bool = false) {
    title = entry.title ?? ""
    published = entry.published
    updated = entry.modified
    switch entry.idSource {
    case .guid, .atomID, .rdfAbout, .json: guid = entry.id
    case .link, .hash: guid = nil
    }
    link = entry.url ?? entry.externalURL
    canonicalLink = link.flatMap { CanonicalLink($0) }
    summary = entry.summary
    body = entry.contentHTML ?? entry.contentText
    origin = entry.origin?.title
    self.firstSeen = firstSeen
    self.isBackfill = isBackfill
  }
}
