import FeedModel
import WebText

/// What was read so far of a feed, an entry, or an entry's `source`.
struct Subject {
  enum Kind { case feed, entry, source }

  var kind: Kind
  var scope = 0
  /// `rdf:about`.
  var about: String?
  var id = Ranked<String>()
  var idSource = Ranked<Entry.IDSource>()
  var guidIsPermalink: Bool?
  var guid: String?

  var title = Ranked<TextElement>()
  /// The body: several are alternatives.
  var contents: [TextElement] = []
  /// The short form, or a feed's description.
  var summary = Ranked<TextElement>()
  /// What stands in for a body when there is neither.
  var fallbackBody = Ranked<TextElement>()

  var link = Ranked<String>()
  var externalURL: String?
  var selfURL: String?
  var nextURL: String?
  var image = Ranked<String>()
  var icon = Ranked<String>()
  var favicon: String?
  var published = Ranked<EntryDate>()
  var modified = Ranked<EntryDate>()
  /// `dc:date`: published or modified, depending on what else there is.
  var date: EntryDate?
  var authors: [Person] = []
  var tags: [String] = []
  var language = Ranked<String>()
  var attachments: [Attachment] = []
  var mediaAttachments: [Attachment] = []
  var durationInSeconds: Double?
  var origin: Origin?
  /// Width of the widest thumbnail in `image`.
  var imageArea = -1
  /// How many `media:group`s there were.
  var mediaGroups = 0
  var latitude: Double?
  var longitude: Double?

  var hubs: [Hub] = []
  var ttlMinutes: Int?
  var skipHours: [Int] = []
  var skipDays: [String] = []
  var updatePeriod: String?
  var updateFrequency: Int?

  /// Filled in only if the detail is wanted, and kept apart: it is many times the size of the rest, which is
  /// copied for each entry.
  private var detail: SubjectDetail?

  var common: CommonDetail {
    get { detail?.common ?? CommonDetail() }
    _modify {
      let detail = detail ?? addDetail()
      yield &detail.common
    }
  }

  var feedDetail: FeedDetail {
    get { detail?.feed ?? FeedDetail() }
    _modify {
      let detail = detail ?? addDetail()
      yield &detail.feed
    }
  }

  var entryDetail: EntryDetail {
    get { detail?.entry ?? EntryDetail() }
    _modify {
      let detail = detail ?? addDetail()
      yield &detail.entry
    }
  }

  private mutating func addDetail() -> SubjectDetail {
    let added = SubjectDetail()
    detail = added
    return added
  }

  init(kind: Kind) {
    self.kind = kind
  }

  /// As new, but with the memory that it has.
  mutating func reset() {
    var contents: [TextElement] = []
    swap(&contents, &self.contents)
    contents.removeAll(keepingCapacity: true)
    self = Subject(kind: kind)
    self.contents = contents
  }

  /// True when there is anything that makes an entry of it.
  var hasContent: Bool {
    title.value != nil || link.value != nil || id.value != nil || !contents.isEmpty || summary.value != nil
  }

  /// The same person is kept once; `itunes:author` and `dc:creator` often repeat `author`.
  mutating func add(author: Person?) {
    guard let author, author.name != nil || author.email != nil || author.url != nil else { return }
    if !authors.contains(author) { authors.append(author) }
  }

  mutating func add(authors: [Person]) {
    for author in authors { add(author: author) }
  }

  mutating func add(tag: String?) {
    guard let tag, !tag.isEmpty, !tags.contains(tag) else { return }
    tags.append(tag)
  }

  mutating func take(date new: EntryDate?) {
    guard let new, new.reading != nil || date?.reading == nil else { return }
    date = new
  }

  mutating func add(category: Category, _ reading: ReadingContext) {
    guard let tag = category.label ?? category.term else { return }
    add(tag: reading.isAtom ? tag : Self.withoutReferences(tag))
    if reading.wantsDetail, !common.categories.contains(category) { common.categories.append(category) }
  }

  /// liberal: `<![CDATA[Arts &amp; Culture]]>`. RFC 4287 §4.2.2.3 says that it is no markup; RSS doesn't.
  private static func withoutReferences(_ tag: String) -> String {
    var copy = tag
    return copy.withUTF8 { bytes in
      guard bytes.contains(byte: UInt8(ascii: "&")), !bytes.contains(byte: UInt8(ascii: "<")),
        HTMLText.looksLikeHTML(bytes)
      else { return tag }
      return HTMLText.plainText(ofHTML: bytes)
    }
  }

  mutating func offer(image url: String?, rank: Int8, area: Int = 0) {
    guard let url else { return }
    if rank == ImageRank.thumbnail {
      guard area > imageArea else { return }
      imageArea = area
    } else if rank < ImageRank.thumbnail, image.value != nil {
      // The first image counts, not the last.
      return
    }
    image.offer(url, rank: rank)
  }

  mutating func take(source feed: Feed) {
    entryDetail.source = Boxed(feed)
    origin = Origin(title: feed.title.isEmpty ? nil : feed.title, url: feed.feedURL ?? feed.homePageURL)
  }
}

/// What only `tidings parse` prints of a subject.
private final class SubjectDetail {
  var common = CommonDetail()
  var feed = FeedDetail()
  var entry = EntryDetail()
}

/// Which of an entry's images counts.
enum ImageRank {
  static let itunes: Int8 = 3
  static let thumbnail: Int8 = 2
  static let media: Int8 = 1
  static let other: Int8 = 0
}
