/// What feeds and entries both have beyond JSON Feed's names: `_tidings` in `tidings parse`.
public struct CommonDetail: Sendable, Equatable {
  public var title: TextConstruct?
  public var rights: TextConstruct?
  public var links: [Link] = []
  public var categories: [Category] = []
  public var contributors: [Person] = []
  public var publisher: Person?
  /// URLs of licenses, in document order.
  public var licenses: [String] = []
  public var created: EntryDate?
  public var geometry: Geometry?
  public var inReplyTo: [ReplyTarget] = []
  public var media: MediaMetadata?
  public var itunes: ITunesMetadata?
  public var podcast: PodcastMetadata?
  public var extensions: [ExtensionElement] = []
  public var copied: [CopiedMember] = []

  public init() {}
}

/// What an entry has beyond JSON Feed's names.
public struct EntryDetail: Sendable, Equatable {
  public var common = CommonDetail()
  public var summary: TextConstruct?
  public var content: [TextConstruct] = []
  public var expires: EntryDate?
  /// The feed that an aggregator took the entry from, without entries.
  public var source: Boxed<Feed>?
  public var commentsURL: String?
  public var commentsPostURL: String?
  public var commentsFeedURL: String?
  public var commentsCount: Int?
  public var chapters: Chapters?
  public var markdown: String?
  /// JSON Feed `banner_image`.
  public var bannerImage: String?

  public init() {}
}

/// What a feed has beyond JSON Feed's names.
public struct FeedDetail: Sendable, Equatable {
  public var common = CommonDetail()
  public var baseURL: String?
  public var id: String?
  public var subtitle: TextConstruct?
  public var published: EntryDate?
  public var modified: EntryDate?
  public var generator: Generator?
  public var image: FeedImage?
  public var textInput: TextInput?
  public var cloud: Cloud?
  public var docs: String?
  public var rating: String?
  public var newLocation: String?
  public var updateBase: EntryDate?
  /// JSON Feed `user_comment`: what the feed is, for people who look at it in a browser.
  public var userComment: String?

  public init() {}
}

/// A member of a JSON Feed that no version of it defines: those whose names begin with `_` are handed on.
public struct CopiedMember: Sendable, Equatable {
  public var name: String
  /// The value as compact JSON.
  public var json: [UInt8]

  public init(name: String, json: [UInt8]) {
    self.name = name
    self.json = json
  }
}

/// Text with its type, as Atom has it (RFC 4287 §3.1).
public struct TextConstruct: Sendable, Equatable {
  /// A MIME type: `text/plain`, `text/html`, `application/xhtml+xml`, or for content any other.
  public var type: String
  /// The text, one level of escaping removed; empty for an element that is there but empty.
  public var value: String
  public var language: String?
  public var base: String?
  /// Address of content that is not in the document.
  public var src: String?

  public init(type: String, value: String, language: String? = nil, base: String? = nil, src: String? = nil) {
    self.type = type
    self.value = value
    self.language = language
    self.base = base
    self.src = src
  }
}

public struct Link: Sendable, Equatable {
  public var rel: String
  public var href: String
  public var type: String?
  public var hreflang: String?
  public var title: String?
  /// Bytes.
  public var length: Int64?

  public init(rel: String, href: String) {
    self.rel = rel
    self.href = href
  }
}

public struct Category: Sendable, Equatable {
  public var term: String?
  public var scheme: String?
  public var label: String?

  public init(term: String?, scheme: String? = nil, label: String? = nil) {
    self.term = term
    self.scheme = scheme
    self.label = label
  }
}

/// An element that found no other place, with all that is in it.
public struct ExtensionElement: Sendable, Equatable {
  /// As written: `prefix:local`.
  public var name: String
  public var namespace: String?
  public var value: String?
  public var attributes: [Attribute]
  public var children: [ExtensionElement]

  public struct Attribute: Sendable, Equatable {
    /// As written.
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(name: String, namespace: String?) {
    self.name = name
    self.namespace = namespace
    attributes = []
    children = []
  }
}
