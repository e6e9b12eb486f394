/// A document that a source served: what the channel says of itself, and its entries in document order.
public struct Feed: Sendable, Equatable {
  public var format: FeedFormat
  /// The character encoding that the document was decoded from, lower case: `utf-8`, `euc-kr` …
  public var encoding: String
  /// What had to be repaired or left out; empty for a sound document.
  public var warnings: [ParseWarning]
  /// Plain text, without markup; empty when the feed has none.
  public var title: String
  /// Plain text of RSS `description`, Atom `subtitle`, `itunes:summary`.
  public var description: String?
  public var homePageURL: String?
  /// The feed's own claim of its address (`link rel=self`).
  public var feedURL: String?
  /// The next page of a paged feed (RFC 5005 §3).
  public var nextURL: String?
  /// Atom `logo`, RSS `image/url`, `itunes:image`.
  public var icon: String?
  /// Atom `icon`.
  public var favicon: String?
  public var language: String?
  public var authors: [Person]
  public var hubs: [Hub]
  public var ttlMinutes: Int?
  /// Hours (0…23, UTC) in which the publisher asks not to be polled: RSS 2.0 `<skipHours>`.
  public var skipHours: [Int]
  /// Days, English names with a capital: RSS 2.0 `<skipDays>`.
  public var skipDays: [String]
  /// `hourly`, `daily`, `weekly`, `monthly` or `yearly`: RSS 1.0 Syndication module.
  public var updatePeriod: String?
  public var updateFrequency: Int?
  /// JSON Feed `expired`: true when the feed will never change again; nil when it doesn't say.
  public var expired: Bool?
  public var entries: [Entry]
  /// The document ended inside its last entry, of which something may be missing.
  public var isLastEntryCut = false
  /// What JSON Feed has no name for; nil unless the parser was asked for it.
  public var detail: FeedDetail? {
    get { boxedDetail?.value }
    set { boxedDetail = newValue.map(Boxed.init) }
  }
  private var boxedDetail: Boxed<FeedDetail>?

  public init(format: FeedFormat, encoding: String) {
    self.format = format
    self.encoding = encoding
    warnings = []
    title = ""
    authors = []
    hubs = []
    skipHours = []
    skipDays = []
    entries = []
  }
}

/// The format of a feed document, by its name in `tidings parse`.
public enum FeedFormat: String, Sendable {
  case rss090 = "rss-0.90"
  case rss091 = "rss-0.91"
  case rss092 = "rss-0.92"
  case rss093 = "rss-0.93"
  case rss094 = "rss-0.94"
  case rss10 = "rss-1.0"
  case rss11 = "rss-1.1"
  case rss20 = "rss-2.0"
  case rss
  case atom03 = "atom-0.3"
  case atom10 = "atom-1.0"
  case atom
  case jsonFeed10 = "json-feed-1.0"
  case jsonFeed11 = "json-feed-1.1"
  case rssInJSON = "rss-in-json"
  case cdf
}

/// A push hub that a feed announces.
public struct Hub: Sendable, Equatable {
  /// `WebSub` or `rssCloud`.
  public var type: String
  public var url: String

  public init(type: String, url: String) {
    self.type = type
    self.url = url
  }
}

/// Something in a document that was repaired, replaced or left out.
public struct ParseWarning: Sendable, Equatable {
  /// A code of `tidings parse`'s output, for example `xml-not-well-formed`.
  public var code: String
  public var message: String
  public var line: Int?
  public var column: Int?

  public init(code: String, message: String, line: Int? = nil, column: Int? = nil) {
    self.code = code
    self.message = message
    self.line = line
    self.column = column
  }
}
