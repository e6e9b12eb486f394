import FeedModel
import Parsing
import WebText

/// `FeedParser`: the output is JSON, links are absolute, limits hold, and how much detail is wanted changes
/// nothing else.
enum FeedCheck {
  private static let origins: [(url: String?, contentType: String?)] = [
    // A newline, 10, which ends a text file: the usual case.
    ("https://feeds.example/news/feed.xml", nil),
    (nil, nil),
    ("https://feeds.example/", "application/rss+xml; charset=utf-8"),
    ("http://feeds.example:8080/a/b/../feed?x=1#part", "text/xml"),
    ("https://feeds.example/", "text/html; charset=euc-kr"),
    (nil, "application/feed+json"),
    ("https://feeds.example/", "application/atom+xml; charset=windows-1251"),
    ("https://feeds.example", "text/xml; charset=shift_jis"),
    (nil, "application/octet-stream"),
    ("https://feeds.example/feed.json", "application/json"),
  ]

  static func run(_ input: [UInt8]) throws(Violation) {
    guard let last = input.last else { return }
    let (url, contentType) = origins[Int(last) % origins.count]
    var limits = ParseLimits()
    // No verdict may depend on how busy the machine is.
    limits.time = .seconds(3600)
    var parser = FeedParser(limits: limits)

    let standard = result { () throws(ParseError) in
      try parser.parse(input, url: url, contentType: contentType)
    }
    parser.limits.detail = .full
    let full = result { () throws(ParseError) in
      try parser.parse(input, url: url, contentType: contentType)
    }
    let fresh = FeedParser(limits: parser.limits)
    let again = result { () throws(ParseError) in
      try fresh.parse(input, url: url, contentType: contentType)
    }

    switch (standard, full) {
    case (.success(let short), .success(let feed)):
      try checkOutput(of: feed)
      try checkLimits(feed, limits)
      if url != nil { try checkLinks(of: feed) }
      try checkSameStories(short, feed)
    case (.failure, .failure):
      break
    case (.success, .failure(let error)), (.failure(let error), .success):
      // Reading more of a document may reach a limit; finding that it is no feed may not depend on it.
      guard case .limit = error else { throw Violation("the detail decides whether it is a feed: \(error)") }
    }
    switch (full, again) {
    case (.success(let one), .success(let other)):
      try require(output(one) == output(other), "a parser remembers the document before")
    case (.failure(let one), .failure(let other)):
      try require(one == other, "a parser remembers the document before: \(one), \(other)")
    default:
      throw Violation("a parser remembers the document before")
    }
  }

  private static func result(
    _ parse: () throws(ParseError) -> Feed
  ) -> Result<Feed, ParseError> {
    Result(catching: parse)
  }

  private static func output(_ feed: Feed) -> [UInt8] {
    var json = JSONWriter()
    feed.writeParseOutput(to: &json)
    return json.bytes
  }

  /// What `tidings parse` prints.
  private static func checkOutput(of feed: Feed) throws(Violation) {
    let bytes = output(feed)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(bytes)
    } catch {
      throw Violation("the output is no JSON: \(error)")
    }
    try require(!bytes.contains { $0 < 0x20 || $0 == 0x7F }, "a control character in the output")
    try require(value["items"]?.array?.count == feed.entries.count, "the output has other items")
    for item in value["items"]?.array ?? [] {
      try require(item["id"]?.string?.isEmpty == false, "an item without id")
    }
    var pretty = JSONWriter(isPretty: true)
    feed.writeParseOutput(to: &pretty)
    let other = try? JSONValue.parse(pretty.bytes)
    try require(other == value, "the indented output is another")
  }

  private static func checkLimits(_ feed: Feed, _ limits: ParseLimits) throws(Violation) {
    func require(_ text: String?, _ limit: Int, _ name: String) throws(Violation) {
      try FuzzChecks.require(text?.utf8.count ?? 0 <= limit, "\(name) of \(text?.utf8.count ?? 0) bytes")
    }
    try FuzzChecks.require(feed.entries.count <= limits.entries, "\(feed.entries.count) entries")
    try FuzzChecks.require(feed.warnings.count <= limits.warnings, "\(feed.warnings.count) warnings")
    try require(feed.title, limits.title, "a feed's title")
    for warning in feed.warnings {
      // The message's own words, and a name or text of 200 characters.
      try require(warning.message, 2048, "a warning")
      try FuzzChecks.require(CharsetCheck.isPrintable(warning.message), "a warning that moves the cursor")
    }
    for entry in feed.entries {
      try FuzzChecks.require(!entry.id.isEmpty, "an empty id")
      try require(entry.id, limits.identifier, "an id")
      try require(entry.title, limits.title, "a title")
      for link in [entry.url, entry.externalURL, entry.image] + entry.attachments.map(\.url) {
        try require(link, limits.identifier, "a link")
      }
      for date in [entry.published, entry.modified] {
        try require(date?.raw, 128, "a date")
      }
      for tag in entry.tags { try FuzzChecks.require(!tag.isEmpty, "an empty tag") }
    }
    for link in [feed.homePageURL, feed.feedURL, feed.nextURL, feed.icon, feed.favicon] {
      try require(link, limits.identifier, "a feed's link")
    }
  }

  private static func checkLinks(of feed: Feed) throws(Violation) {
    func require(_ link: String?, _ name: String) throws(Violation) {
      guard var link else { return }
      let scheme = link.withUTF8 { bytes in
        URLReference(bytes).scheme.map { String(decoding: bytes[$0], as: UTF8.self).lowercased() }
      }
      try FuzzChecks.require(scheme != nil, "\(name) stays relative: \(link)")
      let isHarmless = !["javascript", "vbscript", "data", "file"].contains(scheme)
      try FuzzChecks.require(isHarmless, "\(name) is a script or a file: \(link)")
    }
    try require(feed.homePageURL, "home_page_url")
    try require(feed.feedURL, "feed_url")
    try require(feed.nextURL, "next_url")
    try require(feed.icon, "icon")
    try require(feed.favicon, "favicon")
    for hub in feed.hubs { try require(hub.url, "hub") }
    for link in feed.detail?.common.links ?? [] { try require(link.href, "a feed's link") }
    for entry in feed.entries {
      try require(entry.url, "url")
      try require(entry.externalURL, "external_url")
      try require(entry.image, "image")
      for attachment in entry.attachments { try require(attachment.url, "attachment") }
      for link in entry.detail?.common.links ?? [] { try require(link.href, "link") }
    }
  }

  /// `.standard` reads what `.full` reads.
  private static func checkSameStories(_ short: Feed, _ full: Feed) throws(Violation) {
    try require(short.format == full.format, "the detail changes the format")
    try require(short.title.isIdentical(to: full.title), "the detail changes the feed's title")
    try require(
      short.entries.count == full.entries.count,
      "\(short.entries.count) entries, with detail \(full.entries.count)")
    for (index, (short, full)) in zip(short.entries, full.entries).enumerated() {
      var full = full
      full.detail = nil
      // A publisher's own members are detail too.
      for place in full.authors.indices { full.authors[place].copied = [] }
      for place in full.attachments.indices { full.attachments[place].copied = [] }
      guard short != full else { continue }
      throw Violation("the detail changes entry \(index): \(difference(short, full))")
    }
  }

  private static func difference(_ short: Entry, _ full: Entry) -> String {
    var one = JSONWriter()
    short.writeParseOutput(to: &one)
    var other = JSONWriter()
    full.writeParseOutput(to: &other)
    return String(decoding: one.bytes, as: UTF8.self) + "\n" + String(decoding: other.bytes, as: UTF8.self)
  }
}
