import FeedModel
import WebText

extension JSONDocument {
  private enum ItemMember: String {
    case id, url, title, summary, image, author, authors, tags, language, attachments
    case externalURL = "external_url"
    case contentHTML = "content_html"
    case contentText = "content_text"
    case bannerImage = "banner_image"
    case datePublished = "date_published"
    case dateModified = "date_modified"
  }

  /// What an item says, besides what `Subject` has a place for.
  private struct Item {
    var html: String?
    var text: String?
    var summary: String?
    var bannerImage: String?
    var authors = Authors()
    var copied: [CopiedMember] = []
  }

  /// The item at the reader's place.
  mutating func entry() throws(JSONStop) -> Entry {
    var subject = Subject(kind: .entry)
    var item = Item()
    json.enter()
    var isFirst = true
    while let key = try json.nextKey() {
      if isFirst {
        firstKey.removeAll(keepingCapacity: true)
        if key.count <= 64 { firstKey.append(contentsOf: key) }
        isFirst = false
      }
      let name = key[from: 0, to: min(key.count, 256)].string
      if let member = ItemMember(rawValue: name) {
        try read(member, into: &subject, &item)
      } else {
        try readUnknown(named: name, into: &item.copied)
      }
    }
    return made(subject, item)
  }

  private mutating func read(
    _ member: ItemMember, into subject: inout Subject, _ item: inout Item
  ) throws(JSONStop) {
    switch member {
    case .id:
      subject.id = Ranked()
      subject.id.offer(try identifier(), rank: 0)
      subject.idSource.offer(.json, rank: 0)
    case .url:
      subject.link = Ranked()
      subject.link.offer(try url("url"), rank: 0)
    case .externalURL:
      subject.externalURL = try url("external_url")
      hasFeedMembers = true
    case .title:
      subject.title = Ranked()
      subject.title.offer(try text("title").map { TextElement(kind: .plain, value: $0) }, rank: 0)
    case .contentHTML:
      item.html = try html("content_html")
      hasFeedMembers = true
    case .contentText:
      item.text = try text("content_text")
      hasFeedMembers = true
    case .summary: item.summary = try text("summary")
    case .image:
      subject.image = Ranked()
      subject.image.offer(try url("image"), rank: 0)
    case .bannerImage: item.bannerImage = try url("banner_image")
    case .datePublished:
      subject.published = Ranked()
      subject.published.offer(try date("date_published"), rank: 0)
      hasFeedMembers = true
    case .dateModified:
      subject.modified = Ranked()
      subject.modified.offer(try date("date_modified"), rank: 0)
    case .author: item.authors.one = try people("author")
    case .authors: item.authors.many = try people("authors")
    case .tags: subject.tags = try tags()
    case .language:
      subject.language = Ranked()
      subject.language.offer(try language(), rank: 0)
    case .attachments: subject.attachments = try attachments()
    }
  }

  private func made(_ subject: Subject, _ item: Item) -> Entry {
    var subject = subject
    subject.authors = item.authors.people
    // For the hash that is an item's id when it has neither id nor link.
    if let text = item.html ?? item.text ?? item.summary {
      subject.contents = [TextElement(kind: item.html == nil ? .plain : .html, value: text)]
    }
    var entry = subject.makeEntry(reading: reading)
    // JSON Feed has both bodies, and a summary of its own beside them.
    entry.contentHTML = item.html
    entry.contentText = item.text
    entry.summary = item.summary
    guard reading.wantsDetail else { return entry }
    var detail = EntryDetail()
    let language = entry.language
    detail.common.title = construct(entry.title, language)
    detail.common.categories = entry.tags.map { Category(term: $0) }
    detail.common.copied = item.copied
    detail.summary = construct(item.summary, language)
    detail.content = [
      construct(item.html, language, type: "text/html"), construct(item.text, language),
    ].compactMap { $0 }
    detail.bannerImage = item.bannerImage
    entry.detail = detail
    return entry
  }

  /// Atom's term for a text that JSON Feed says the type of.
  func construct(_ text: String?, _ language: String? = nil, type: String = "text/plain") -> TextConstruct? {
    guard let text, !text.isEmpty else { return nil }
    return TextConstruct(type: type, value: text, language: language, base: reading.scopes[0].base)
  }
}
