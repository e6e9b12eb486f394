import FeedModel
import WebText

/// Apple's podcast elements.
enum ITunes {
  static let scheme = "http://www.itunes.com/"

  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    var itunes = reading.wantsDetail ? subject.common.itunes ?? ITunesMetadata() : ITunesMetadata()
    let before = itunes
    let text = field.text.view
    switch field.name {
    case .title:
      let title = TextElement(field, reading)
      itunes.title = title.plainText
      subject.title.offer(text: title, rank: -1)
    case .author:
      itunes.author = text.nonEmptyString
      subject.add(authors: PersonElement.readAll(field, reading))
    case .subtitle:
      let subtitle = TextElement(field, reading)
      itunes.subtitle = subtitle.plainText
      subject.fallbackBody.offer(text: subtitle, rank: 1)
      if subject.kind == .feed { subject.summary.offer(text: subtitle, rank: -1) }
    case .summary:
      let summary = TextElement(field, reading)
      itunes.summary = summary.plainText
      subject.fallbackBody.offer(text: summary, rank: 3)
      if subject.kind == .feed {
        subject.summary.offer(text: summary, rank: 0)
        if reading.wantsDetail, subject.feedDetail.subtitle == nil {
          subject.feedDetail.subtitle = summary.construct(field, reading)
        }
      }
    case .image, .link:
      guard field.name == .image || isOldImage(field) else { return false }
      let url = reading.url(
        field.attribute(.href) ?? field.attribute(.url) ?? text, scope: field.nodes[0].scope)
      itunes.image = url
      subject.offer(image: url, rank: ImageRank.itunes)
      subject.icon.offer(url, rank: 1)
    case .duration:
      itunes.durationInSeconds = ClockText.seconds(text)
      subject.durationInSeconds = itunes.durationInSeconds
    case .keywords:
      for keyword in keywords(text) {
        subject.add(category: Category(term: keyword, scheme: scheme), reading)
        if !itunes.keywords.contains(keyword) { itunes.keywords.append(keyword) }
      }
    case .category:
      addCategories(field, node: 0, &subject, reading)
    default:
      guard readRest(field, &itunes, reading) else { return false }
      if field.name == .owner, reading.wantsDetail, subject.common.publisher == nil {
        subject.common.publisher = itunes.owner
      }
    }
    if reading.wantsDetail, itunes != before { subject.common.itunes = itunes }
    return true
  }

  /// `itunes:link rel="image"`: how the first podcast feeds gave their image.
  private static func isOldImage(_ field: Field) -> Bool {
    field.attribute(.rel)?.trimmed.equals("image") ?? false
  }

  private static func readRest(
    _ field: Field, _ itunes: inout ITunesMetadata, _ reading: ReadingContext
  ) -> Bool {
    let text = field.text.view
    switch field.name {
    case .explicit: itunes.isExplicit = flag(text)
    // Apple: only "Yes" blocks; "any other value has no effect".
    case .block: itunes.isBlocked = text.trimmed.equals("yes")
    case .complete: itunes.isComplete = flag(text)
    case .isclosedcaptioned: itunes.isClosedCaptioned = flag(text)
    case .type: itunes.type = text.nonEmptyString
    case .newFeedURL: itunes.newFeedURL = reading.url(text, scope: field.nodes[0].scope)
    case .owner: itunes.owner = PersonElement.read(field, reading)
    case .season: itunes.season = text.integer.map { Int(clamping: $0) }
    case .episode: itunes.episode = text.integer.map { Int(clamping: $0) }
    case .order: itunes.order = text.integer.map { Int(clamping: $0) }
    case .episodetype: itunes.episodeType = text.nonEmptyString
    default: return false
    }
    return true
  }

  /// yes, true, explicit; no, false, clean; anything else says nothing.
  static func flag(_ text: Bytes) -> Bool? {
    let text = text.trimmed
    if text.equals("yes") || text.equals("true") || text.equals("explicit") { return true }
    if text.equals("no") || text.equals("false") || text.equals("clean") { return false }
    return nil
  }

  /// Separated by commas; without any, by white space.
  static func keywords(_ text: Bytes) -> [String] {
    let separator = text.contains(byte: UInt8(ascii: ",")) ? UInt8(ascii: ",") : UInt8(ascii: " ")
    var keywords: [String] = []
    var start = 0
    while start <= text.count, keywords.count < 256 {
      let end = text.firstIndex(of: separator, from: start) ?? text.count
      if let keyword = text[from: start, to: end].nonEmptyString { keywords.append(keyword) }
      start = end + 1
    }
    return keywords
  }

  /// Nested categories follow their parent.
  private static func addCategories(
    _ field: Field, node: Int, _ subject: inout Subject, _ reading: ReadingContext
  ) {
    let term = field.string(.text, of: node) ?? field.text(of: node).nonEmptyString
    if let term { subject.add(category: Category(term: term, scheme: scheme), reading) }
    for child in field.children(of: node) where field.nodes[child].name.name == .category {
      addCategories(field, node: child, &subject, reading)
    }
  }
}
