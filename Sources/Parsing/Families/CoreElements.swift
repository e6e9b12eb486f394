import FeedModel
import WebText

/// RSS's own elements and Atom's, which feeds mix freely.
enum CoreElements {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    let isAtom = field.family == .atom || reading.isAtom
    switch field.name {
    case .title:
      let text = TextElement(field, reading)
      subject.title.offer(text: text, rank: field.family == .atom && !reading.isAtom ? 2 : 3)
      if reading.wantsDetail, subject.title.value?.value == text.value {
        subject.common.title = text.construct(field, reading)
      }
    case .link:
      readLink(field, &subject, reading)
    case .description, .summary, .subtitle, .tagline:
      readSummary(field, &subject, reading)
    case .content, .encoded, .body, .fullitem:
      guard subject.kind == .entry else { return false }
      readContent(field, &subject, reading)
    case .guid:
      readGUID(field, &subject, reading)
    case .id:
      guard let id = identifier(field.text.view, reading) else { break }
      subject.id.offer(id, rank: 2)
      subject.idSource.offer(.atomID, rank: 2)
    case .pubdate, .published, .issued:
      subject.published.offer(date: reading.date(field), rank: 3)
    case .lastbuilddate, .updated, .modified:
      subject.modified.offer(date: reading.date(field), rank: 3)
    case .created:
      guard reading.wantsDetail else { break }
      subject.common.created = reading.date(field)
    case .date:
      subject.take(date: reading.date(field))
    case .expirationdate:
      guard reading.wantsDetail else { break }
      subject.entryDetail.expires = reading.date(field)
    case .author, .managingeditor, .managingEditorTypo, .creator:
      subject.add(authors: PersonElement.readAll(field, reading))
    case .contributor:
      guard reading.wantsDetail, let person = PersonElement.read(field, reading) else { break }
      subject.common.contributors.append(person)
    case .webmaster, .publisher:
      guard reading.wantsDetail else { break }
      subject.common.publisher = PersonElement.read(field, reading)
    case .category:
      readCategory(field, &subject, isAtom: isAtom, reading)
    case .language:
      subject.language.offer(Scopes.languageTag(field.text.view), rank: 3)
    case .rights, .copyright:
      guard reading.wantsDetail else { break }
      subject.common.rights = TextElement(field, reading).construct(field, reading)
    case .enclosure:
      readEnclosure(field, &subject, reading)
    case .source where subject.kind == .entry:
      readSource(field, &subject, reading)
    case .comments where subject.kind == .entry:
      guard reading.wantsDetail else { break }
      subject.entryDetail.commentsURL = reading.url(field.text.view, scope: field.nodes[0].scope)
    case .image:
      FeedElements.readImage(field, &subject, reading)
    case .license:
      CreativeCommons.add(field, &subject, reading)
    case .icon, .logo:
      let url = reading.url(field.text.view, scope: field.nodes[0].scope)
      if field.name == .icon {
        subject.favicon = url ?? subject.favicon
      } else {
        subject.icon.offer(url, rank: 3)
      }
    case .redirect where subject.kind == .feed:
      // RSS redirection: the new address in a document of its own.
      guard reading.wantsDetail, let node = field.child(.newlocation) else { break }
      subject.feedDetail.newLocation = reading.url(field.text(of: node), scope: field.nodes[node].scope)
    default:
      return subject.kind != .entry && FeedElements.read(field, &subject, reading)
    }
    return true
  }

  /// An identifier is kept as it stands; one that is too long is cut.
  static func identifier(_ text: Bytes, _ reading: ReadingContext) -> String? {
    let text = text.trimmed
    guard !text.isEmpty else { return nil }
    guard text.count > reading.limits.identifier else { return text.string }
    reading.warn("limit-exceeded", "an id of \(text.count) bytes is cut", key: "id")
    // The hash of all of it keeps two ids apart that begin alike.
    let hash = String(StableHash.hash64(UnsafeRawBufferPointer(text)), radix: 16)
    var end = 256
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return text[from: 0, to: end].string + "#" + hash
  }

  private static func readGUID(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    guard let guid = identifier(field.text.view, reading) else { return }
    subject.id.offer(guid, rank: 3)
    subject.idSource.offer(.guid, rank: 3)
    subject.guid = guid
    // RSS 2.0 <guid>: it is a permalink unless it says otherwise.
    subject.guidIsPermalink = field.attribute(.ispermalink).map { !$0.trimmed.equals("false") } ?? true
  }

  private static func readSummary(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let text = TextElement(field, reading)
    let isShort = field.name == .summary || field.name == .description
    guard subject.kind != .entry || isShort else { return }
    subject.summary.offer(text: text, rank: field.family == .atom && !reading.isAtom ? 2 : 3)
    guard reading.wantsDetail, subject.summary.value?.value == text.value else { return }
    let construct = text.construct(field, reading)
    if subject.kind == .entry {
      subject.entryDetail.summary = construct
    } else {
      subject.feedDetail.subtitle = construct
    }
  }

  static func readContent(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let text = TextElement(field, reading)
    if reading.wantsDetail { subject.entryDetail.content.append(text.construct(field, reading)) }
    if subject.contents.count < 8 { subject.contents.append(text) }
  }

  private static func readEnclosure(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let scope = field.nodes[0].scope
    guard
      let url = reading.url(field.attribute(.url) ?? field.attribute(.href) ?? field.text.view, scope: scope)
    else { return }
    let type = field.string(.type)
    var link = Link(rel: "enclosure", href: url)
    link.type = type
    link.length = length(field.attribute(.length))
    if reading.wantsDetail { subject.common.links.append(link) }
    subject.attach(link, origin: "enclosure")
  }

  /// A length of 0 or less is unknown, and so is one that is rounded: `12.5 MB`.
  static func length(_ text: Bytes?) -> Int64? {
    guard let text, let length = text.integer, length > 0 else { return nil }
    let isRounded = text.contains { "kmg".utf8.contains($0 | 0x20) }
    return isRounded ? nil : length
  }

  private static func readSource(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let title = TextElement(field, reading).plainText
    let url = reading.url(field.attribute(.url) ?? field.attribute(.href), scope: field.nodes[0].scope)
    guard title != nil || url != nil else { return }
    subject.origin = Origin(title: title, url: url)
    guard reading.wantsDetail else { return }
    var feed = Feed(format: .rss, encoding: "")
    feed.title = title ?? ""
    feed.feedURL = url
    subject.entryDetail.source = Boxed(feed)
  }

  private static func readCategory(
    _ field: Field, _ subject: inout Subject, isAtom: Bool, _ reading: ReadingContext
  ) {
    let text = field.text.view.nonEmptyString
    var category = Category(term: field.string(.term) ?? text)
    category.scheme = field.string(.scheme) ?? field.string(.domain)
    category.label = field.string(.label)
    subject.add(category: category, reading)
  }
}

extension Subject {
  /// A URL occurs once among the attachments.
  mutating func attach(_ link: Link, origin: String) {
    guard !attachments.contains(where: { $0.url == link.href }) else { return }
    var attachment = Attachment(
      url: link.href, mimeType: link.type ?? MIMEGuess.type(ofURL: link.href),
      isMIMETypeGuessed: link.type == nil,
      origin: origin)
    attachment.title = link.title
    attachment.size = link.length
    attachments.append(attachment)
  }
}
