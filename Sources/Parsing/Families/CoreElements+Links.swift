import FeedModel
import WebText

extension CoreElements {
  /// RSS `link` (a URL as text) and Atom `link` (attributes): told apart by the `href`.
  static func readLink(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let scope = field.nodes[0].scope
    let isPlain = field.attribute(.href) == nil && field.attribute(.rel) == nil
    if isPlain {
      guard let url = reading.url(field.text.view, scope: scope) else { return }
      subject.link.offer(url, rank: 4)
      if reading.wantsDetail { subject.common.links.append(Link(rel: "alternate", href: url)) }
      return
    }
    // liberal: some Atom feeds write the address as text. An empty href is the document itself (RFC 3986 §4.4).
    var address = reading.url(field.attribute(.href) ?? field.text.view, scope: scope)
    if address == nil, field.attribute(.href) != nil { address = reading.scopes[scope].base }
    guard let url = address else { return }
    var link = Link(rel: relation(field.string(.rel)), href: url)
    link.type = field.string(.type)
    // As `take` reads it: whatever the case.
    let isEnclosure = link.rel.utf8.count == 9 && link.rel.lowercased() == "enclosure"
    if reading.wantsDetail || isEnclosure {
      link.hreflang = field.string(.hreflang)
      link.title = field.string(.title)
      link.length = CoreElements.length(field.attribute(.length))
      if reading.wantsDetail { subject.common.links.append(link) }
    }
    take(link, &subject, reading)
  }

  /// RFC 4287 §4.2.7.2: a relation in IANA's registry can be written as a URI, and alternate is the default.
  private static func relation(_ text: String?) -> String {
    guard let text else { return "alternate" }
    let registry = "http://www.iana.org/assignments/relation/"
    return text.hasPrefix(registry) ? String(text.dropFirst(registry.count)) : text
  }

  private static func take(_ link: Link, _ subject: inout Subject, _ reading: ReadingContext) {
    switch link.rel.lowercased() {
    case "alternate":
      subject.link.offer(link.href, rank: isHTML(link.type) ? 3 : 2)
    case "enclosure":
      if subject.kind == .entry { subject.attach(link, origin: "link") }
    case "related":
      subject.externalURL = subject.externalURL ?? link.href
    case "self":
      subject.selfURL = link.href
    case "next":
      subject.nextURL = link.href
    case "hub":
      subject.hubs.append(Hub(type: "WebSub", url: link.href))
    case "license":
      if reading.wantsDetail, !subject.common.licenses.contains(link.href) {
        subject.common.licenses.append(link.href)
      }
    case "replies":
      guard reading.wantsDetail, subject.kind == .entry else { return }
      if link.type.map({ isHTML($0) }) ?? false {
        subject.entryDetail.commentsURL = link.href
      } else {
        subject.entryDetail.commentsFeedURL = link.href
      }
    default: break
    }
  }

  private static func isHTML(_ type: String?) -> Bool {
    guard let type = type?.lowercased() else { return true }
    return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml+xml")
  }
}
