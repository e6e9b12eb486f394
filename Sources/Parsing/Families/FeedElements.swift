import FeedModel
import WebText

/// Elements that only a feed has.
enum FeedElements {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    switch field.name {
    case .ttl:
      if let minutes = field.text.view.integer, minutes > 0 { subject.ttlMinutes = Int(clamping: minutes) }
    case .skiphours:
      for hour in field.children() {
        // RSS 0.91 counts to 24.
        guard let value = field.text(of: hour).integer, (0...24).contains(value) else { continue }
        if !subject.skipHours.contains(Int(value % 24)) { subject.skipHours.append(Int(value % 24)) }
      }
    case .skipdays:
      for day in field.children() {
        let text = field.text(of: day).trimmed
        for name in dayNames where text.hasPrefix(name.lower) && !subject.skipDays.contains(name.name) {
          subject.skipDays.append(name.name)
        }
      }
    case .cloud:
      readCloud(field, &subject, reading)
    case .generator:
      guard reading.wantsDetail else { break }
      var generator = Generator(name: TextElement(field, reading).plainText)
      generator.url = reading.url(field.attribute(.uri) ?? field.attribute(.url), scope: field.nodes[0].scope)
      generator.version = field.string(.version)
      if generator != Generator() { subject.feedDetail.generator = generator }
    case .docs:
      guard reading.wantsDetail else { break }
      subject.feedDetail.docs = reading.url(field.text.view, scope: field.nodes[0].scope)
    case .rating:
      guard reading.wantsDetail else { break }
      subject.feedDetail.rating = field.text.view.nonEmptyString
    case .newlocation:
      guard reading.wantsDetail else { break }
      subject.feedDetail.newLocation = reading.url(field.text.view, scope: field.nodes[0].scope)
    case .textinput:
      guard reading.wantsDetail else { break }
      readTextInput(field, &subject, reading)
    case .items, .info:
      // RSS 1.0's table of contents; Atom 0.3's words for people who open the feed in a browser.
      break
    default:
      return false
    }
    return true
  }

  private static let dayNames: [(lower: StaticString, name: String)] = [
    ("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday"),
    ("sat", "Saturday"), ("sun", "Sunday"),
  ]

  private static func readCloud(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    var cloud = Cloud()
    cloud.domain = field.string(.domain)
    cloud.port = field.attribute(.port)?.integer.map { Int(clamping: $0) }
    cloud.path = field.string(.path)
    cloud.registerProcedure = field.string(.registerprocedure)
    cloud.protocolName = field.string(.protocol)
    guard cloud != Cloud() else { return }
    if reading.wantsDetail { subject.feedDetail.cloud = cloud }
    guard let domain = cloud.domain else { return }
    var path = cloud.path ?? "/"
    if !path.hasPrefix("/") { path = "/" + path }
    let port = cloud.port.map { $0 == 80 ? "" : ":\($0)" } ?? ""
    subject.hubs.append(Hub(type: "rssCloud", url: "http://\(domain)\(port)\(path)"))
  }

  private static func readTextInput(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    var input = TextInput()
    input.title = field.childText(.title)
    input.description = field.childText(.description)
    input.name = field.childText(.name)
    input.link = field.child(.link).flatMap {
      reading.url(field.text(of: $0), scope: field.nodes[$0].scope)
    }
    if input != TextInput() { subject.feedDetail.textInput = input }
  }

  /// RSS `image` with children; in items also a URL alone.
  static func readImage(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    func url(_ name: Name) -> String? {
      field.child(name).flatMap { reading.url(field.text(of: $0), scope: field.nodes[$0].scope) }
    }
    let address =
      url(.url) ?? reading.url(field.attribute(.href) ?? field.attribute(.url), scope: field.nodes[0].scope)
      ?? (field.hasChildren
        ? nil : reading.url(field.attribute(.resource) ?? field.text.view, scope: field.nodes[0].scope))
    if subject.kind == .entry {
      subject.offer(image: address, rank: ImageRank.other)
      return
    }
    subject.icon.offer(address, rank: 2)
    guard reading.wantsDetail else { return }
    var image = FeedImage()
    image.url = address
    image.title = field.childText(.title)
    image.link = url(.link)
    image.description = field.childText(.description)
    image.width = field.child(.width).flatMap { field.text(of: $0).integer }.map { Int(clamping: $0) }
    image.height = field.child(.height).flatMap { field.text(of: $0).integer }.map { Int(clamping: $0) }
    if image != FeedImage() { subject.feedDetail.image = image }
  }
}
