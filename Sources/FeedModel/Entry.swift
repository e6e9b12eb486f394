public import WebText

/// One post in a feed, whatever the format calls it (`item`, `entry`).
public struct Entry: Sendable, Equatable {
  /// RSS `guid`, Atom `id`, `rdf:about`; else the link, else a hash of the entry. Never empty.
  public var id: String
  public var idSource: IDSource
  /// RSS 2.0 `<guid isPermaLink>`; nil when the entry has no `guid`.
  public var guidIsPermalink: Bool?
  public var url: String?
  public var externalURL: String?
  /// Plain text; nil when the entry has no title.
  public var title: String?
  /// The publisher's markup with absolute references: untrusted.
  public var contentHTML: String?
  public var contentText: String?
  /// Plain text of the short form, when there is one besides the body.
  public var summary: String?
  public var image: String?
  public var published: EntryDate?
  public var modified: EntryDate?
  public var authors: [Person]
  public var tags: [String]
  /// The entry's own language, when it differs from the feed's.
  public var language: String?
  public var attachments: [Attachment]
  /// Where an aggregator says that the entry came from: RSS `<source>`, Atom `source`.
  public var origin: Origin?
  /// What JSON Feed has no name for; nil unless the parser was asked for it.
  public var detail: EntryDetail? {
    get { boxedDetail?.value }
    set { boxedDetail = newValue.map(Boxed.init) }
  }
  /// Boxed, so that an entry without detail stays small.
  private var boxedDetail: Boxed<EntryDetail>?

  /// Where an entry's `id` came from.
  public enum IDSource: String, Sendable {
    case guid
    case atomID = "atom:id"
    case rdfAbout = "rdf:about"
    case json
    case link
    case hash
  }

  public init(id: String, idSource: IDSource) {
    self.id = id
    self.idSource = idSource
    authors = []
    tags = []
    attachments = []
  }
}

/// A date as the feed wrote it, and what it was read as.
public struct EntryDate: Sendable, Equatable {
  /// The text in the feed, at most 128 characters.
  public var raw: String
  /// nil when the text could not be read as a date.
  public var reading: DateReading?

  public init(raw: String, reading: DateReading?) {
    self.raw = raw
    self.reading = reading
  }
}

/// An author, contributor or publisher.
public struct Person: Sendable, Equatable {
  public var name: String?
  public var url: String?
  public var email: String?
  public var avatar: String?
  /// Filled in only if the detail is wanted.
  public var copied: [CopiedMember] = []

  public init(name: String? = nil, url: String? = nil, email: String? = nil, avatar: String? = nil) {
    self.name = name
    self.url = url
    self.email = email
    self.avatar = avatar
  }
}

/// A file that belongs to an entry: RSS `<enclosure>`, Atom `link rel=enclosure`, `media:content`.
public struct Attachment: Sendable, Equatable {
  public var url: String
  public var mimeType: String
  public var isMIMETypeGuessed: Bool
  public var title: String?
  /// Bytes.
  public var size: Int64?
  public var durationInSeconds: Double?
  /// `enclosure`, `link` or `media:content`; nil for an attachment of JSON Feed.
  public var origin: String?
  /// Filled in only if the detail is wanted.
  public var copied: [CopiedMember] = []

  public init(url: String, mimeType: String, isMIMETypeGuessed: Bool, origin: String?) {
    self.url = url
    self.mimeType = mimeType
    self.isMIMETypeGuessed = isMIMETypeGuessed
    self.origin = origin
  }
}

/// The feed that an aggregator took an entry from.
public struct Origin: Sendable, Equatable {
  public var title: String?
  public var url: String?

  public init(title: String? = nil, url: String? = nil) {
    self.title = title
    self.url = url
  }
}
