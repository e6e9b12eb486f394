import FeedModel
import WebText

/// Media RSS 1.5. A `media:group` and a `media:content` hold the same elements as an entry does.
enum MediaRSS {
  static let categoryScheme = "http://search.yahoo.com/mrss/category_schema"

  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    var media = reading.wantsDetail ? subject.common.media ?? MediaMetadata() : MediaMetadata()
    let isKnown = read(field, node: 0, group: nil, &media, &subject, reading)
    if isKnown, reading.wantsDetail, media != MediaMetadata() { subject.common.media = media }
    return isKnown
  }

  private static func read(
    _ field: Field, node: Int, group: Int?, _ media: inout MediaMetadata, _ subject: inout Subject,
    _ reading: ReadingContext
  ) -> Bool {
    let scope = field.nodes[node].scope
    let text = field.text(of: node)
    switch field.nodes[node].name.name {
    case .group:
      let number = subject.mediaGroups + 1
      subject.mediaGroups = number
      readChildren(field, of: node, group: number, &media, &subject, reading)
    case .content, .peerlink:
      readContent(field, node, group: group, &media, &subject, reading)
    case .thumbnail:
      guard let url = reading.url(field.attribute(.url, of: node) ?? text, scope: scope) else { break }
      var thumbnail = MediaMetadata.Thumbnail(url: url)
      thumbnail.width = integer(field, .width, node)
      thumbnail.height = integer(field, .height, node)
      thumbnail.time = field.string(.time, of: node)
      // Of two sides one is often left out: it is taken for as long as the other.
      let (width, height) = (
        thumbnail.width ?? thumbnail.height ?? 0, thumbnail.height ?? thumbnail.width ?? 0
      )
      let (area, overflow) = width.multipliedReportingOverflow(by: height)
      subject.offer(image: url, rank: ImageRank.thumbnail, area: overflow ? .max : area)
      if reading.wantsDetail { media.thumbnails.append(thumbnail) }
    case .title:
      let title = TextElement(field, node: node, reading)
      subject.title.offer(text: title, rank: 0)
      guard reading.wantsDetail else { break }
      media.title = title.construct(field, node: node, reading)
    case .description:
      let description = TextElement(field, node: node, reading)
      subject.fallbackBody.offer(text: description, rank: 2)
      guard reading.wantsDetail else { break }
      media.description = description.construct(field, node: node, reading)
    case .keywords:
      for keyword in ITunes.keywords(text) {
        subject.add(tag: keyword)
        if !media.keywords.contains(keyword) { media.keywords.append(keyword) }
      }
    case .category:
      var category = Category(term: text.nonEmptyString)
      category.scheme = field.string(.scheme, of: node) ?? categoryScheme
      category.label = field.string(.label, of: node)
      subject.add(category: category, reading)
    default:
      return reading.wantsDetail && readRest(field, node, &media, reading)
    }
    return true
  }

  private static func readChildren(
    _ field: Field, of node: Int, group: Int?, _ media: inout MediaMetadata, _ subject: inout Subject,
    _ reading: ReadingContext
  ) {
    for child in field.children(of: node) where field.nodes[child].name.family == .media {
      _ = read(field, node: child, group: group, &media, &subject, reading)
    }
  }

  private static func readContent(
    _ field: Field, _ node: Int, group: Int?, _ media: inout MediaMetadata, _ subject: inout Subject,
    _ reading: ReadingContext
  ) {
    let scope = field.nodes[node].scope
    let address = field.attribute(.url, of: node) ?? field.attribute(.href, of: node)
    var content = MediaMetadata.Content()
    content.url = reading.url(address, scope: scope)
    content.type = field.string(.type, of: node)
    content.medium = field.string(.medium, of: node)
    content.fileSize = CoreElements.length(field.attribute(.filesize, of: node))
    content.durationInSeconds = field.attribute(.duration, of: node).flatMap { ClockText.seconds($0) }
    if let url = content.url { attach(url, content, &subject) }
    readChildren(field, of: node, group: group, &media, &subject, reading)
    guard reading.wantsDetail, field.nodes[node].name.name == .content else { return }
    content.isDefault = field.attribute(.isdefault, of: node).flatMap { ITunes.flag($0) }
    content.expression = field.string(.expression, of: node)
    content.bitrate = field.attribute(.bitrate, of: node)?.double
    content.framerate = field.attribute(.framerate, of: node)?.double
    content.samplingrate = field.attribute(.samplingrate, of: node)?.double
    content.channels = integer(field, .channels, node)
    content.width = integer(field, .width, node)
    content.height = integer(field, .height, node)
    content.language = field.string(.lang, of: node)
    content.group = group
    if content != MediaMetadata.Content() { media.contents.append(content) }
  }

  private static func attach(_ url: String, _ content: MediaMetadata.Content, _ subject: inout Subject) {
    let guess = MIMEGuess.type(ofURL: url)
    let type = content.type ?? guess
    if MIMEGuess.isImage(type) || content.medium == "image" {
      subject.offer(image: url, rank: ImageRank.media)
    }
    guard subject.kind == .entry, subject.mediaAttachments.count < 256 else { return }
    var attachment = Attachment(
      url: url, mimeType: type, isMIMETypeGuessed: content.type == nil, origin: "media:content")
    if content.type == nil, type == MIMEGuess.unknown, content.medium == "image" {
      attachment.mimeType = "image/*"
    }
    attachment.size = content.fileSize
    attachment.durationInSeconds = content.durationInSeconds
    if !subject.mediaAttachments.contains(where: { $0.url == url }) {
      subject.mediaAttachments.append(attachment)
    }
  }

  private static func integer(_ field: Field, _ name: Name, _ node: Int) -> Int? {
    field.attribute(name, of: node)?.integer.map { Int(clamping: $0) }
  }

  /// What only `tidings parse` prints.
  private static func readRest(
    _ field: Field, _ node: Int, _ media: inout MediaMetadata, _ reading: ReadingContext
  ) -> Bool {
    let scope = field.nodes[node].scope
    let text = field.text(of: node).nonEmptyString
    switch field.nodes[node].name.name {
    case .credit:
      var credit = MediaMetadata.Credit()
      credit.role = field.string(.role, of: node)
      credit.scheme = field.string(.scheme, of: node)
      credit.name = text
      if credit != .init() { media.credits.append(credit) }
    case .rating:
      var rating = MediaMetadata.Rating()
      rating.scheme = field.string(.scheme, of: node)
      rating.value = text
      if rating != .init() { media.ratings.append(rating) }
    case .restriction:
      var restriction = MediaMetadata.Restriction()
      restriction.relationship = field.string(.relationship, of: node)
      restriction.type = field.string(.type, of: node)
      restriction.values = text?.split(separator: " ").map(String.init) ?? []
      if restriction != .init() { media.restrictions.append(restriction) }
    case .license:
      var license = MediaMetadata.License()
      license.type = field.string(.type, of: node)
      license.href = reading.url(field.attribute(.href, of: node), scope: scope)
      license.name = text
      if license != .init() { media.licenses.append(license) }
    case .player:
      var player = MediaMetadata.Player()
      player.url = reading.url(field.attribute(.url, of: node), scope: scope)
      player.width = integer(field, .width, node)
      player.height = integer(field, .height, node)
      if player != .init() { media.player = player }
    case .copyright:
      var copyright = MediaMetadata.Copyright()
      copyright.url = reading.url(field.attribute(.url, of: node), scope: scope)
      copyright.text = text
      if copyright != .init() { media.copyright = copyright }
    case .community:
      var community = MediaMetadata.Community()
      if let stars = field.child(.starrating, of: node) {
        community.average = field.attribute(.average, of: stars)?.double
        community.count = integer(field, .count, stars)
        community.min = field.attribute(.min, of: stars)?.double
        community.max = field.attribute(.max, of: stars)?.double
      }
      if let statistics = field.child(.statistics, of: node) {
        community.views = integer(field, .views, statistics)
        community.favorites = integer(field, .favorites, statistics)
      }
      if community != .init() { media.community = community }
    default: return false
    }
    return true
  }
}
