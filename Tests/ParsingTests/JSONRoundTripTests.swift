import FeedModel
import Parsing
import Testing
import WebText

/// What `tidings parse` prints is a JSON Feed itself: read again, it says the same.
@Suite struct JSONRoundTripTests {
  private func printed(_ feed: Feed) -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    feed.writeParseOutput(to: &json)
    return json.bytes
  }

  private func expectSame(_ first: Feed, _ again: Feed) {
    #expect(again.title == first.title)
    #expect(again.description == first.description)
    #expect(again.homePageURL == first.homePageURL)
    #expect(again.feedURL == first.feedURL)
    #expect(again.nextURL == first.nextURL)
    #expect(again.icon == first.icon)
    #expect(again.favicon == first.favicon)
    #expect(again.language == first.language)
    #expect(again.expired == first.expired)
    #expect(again.authors == first.authors)
    #expect(again.hubs == first.hubs)
    #expect(again.detail?.userComment == first.detail?.userComment)
    #expect(again.detail?.common.copied == first.detail?.common.copied)
    #expect(again.entries.count == first.entries.count)
    for (entry, other) in zip(first.entries, again.entries) {
      #expect(other.id == entry.id)
      #expect(other.url == entry.url)
      #expect(other.externalURL == entry.externalURL)
      #expect(other.title == entry.title)
      #expect(other.contentHTML == entry.contentHTML)
      #expect(other.contentText == entry.contentText)
      #expect(other.summary == entry.summary)
      #expect(other.image == entry.image)
      #expect(other.published?.reading?.time == entry.published?.reading?.time)
      #expect(other.modified?.reading?.time == entry.modified?.reading?.time)
      #expect(other.authors == entry.authors)
      #expect(other.tags == entry.tags)
      #expect(other.language == entry.language)
      #expect(other.attachments.map(\.url) == entry.attachments.map(\.url))
      #expect(other.attachments.map(\.mimeType) == entry.attachments.map(\.mimeType))
      #expect(other.attachments.map(\.title) == entry.attachments.map(\.title))
      #expect(other.attachments.map(\.size) == entry.attachments.map(\.size))
      #expect(other.attachments.map(\.durationInSeconds) == entry.attachments.map(\.durationInSeconds))
      #expect(other.detail?.bannerImage == entry.detail?.bannerImage)
      #expect(other.detail?.common.copied == entry.detail?.common.copied)
    }
  }

  private func readAgain(_ feed: Feed, url: String?) throws -> Feed {
    var limits = ParseLimits()
    limits.detail = .full
    let again = try FeedParser(limits: limits).parse(
      printed(feed), url: url, contentType: "application/feed+json")
    #expect(again.format == .jsonFeed11)
    #expect(!again.warnings.contains { $0.code != "item-duplicate-id" }, "\(again.warnings)")
    return again
  }

  @Test(arguments: FixtureTests.names)
  func aFixturesOutputSaysTheSameWhenItIsRead(name: String) throws {
    var limits = ParseLimits()
    limits.detail = .full
    let url = "http://base.example/f"
    let body = try FixtureTests.bytes(name)
    let feed = try FeedParser(limits: limits).parse(body, url: url, contentType: nil)
    expectSame(feed, try readAgain(feed, url: url))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func whateverAFeedSaysSurvives(seed: UInt64) throws {
    var random = Dice(state: seed &+ 1)
    let feed = try read(random.feed(), url: "http://h.example/f/")
    #expect(!feed.entries.isEmpty)
    #expect(!feed.warnings.contains { $0.code == "json-invalid" }, "\(feed.warnings)")
    let again = try readAgain(feed, url: "http://h.example/f/")
    expectSame(feed, again)
    // And all of it, down to the last byte, when it was a JSON Feed of this version before.
    #expect(printed(again) == printed(try readAgain(again, url: "http://h.example/f/")))
  }
}

/// JSON Feeds of members in any order, with values that are hard to write.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }

  private static let pieces = [
    "pier", " ", "é", "漢", "😀", "\"", "\\", "/", "\n", "\t", "<b>", "&amp;", "&", "'", "{", "}", "[", ",",
    ":", "\u{2028}",
    "\u{7F}", "a@b.example", "0",
  ]

  mutating func text() -> String {
    (0...roll(8)).map { _ in Self.pieces[roll(Self.pieces.count)] }.joined()
  }

  mutating func quoted() -> String {
    var json = JSONWriter()
    json.string(text())
    return String(decoding: json.bytes, as: UTF8.self)
  }

  mutating func url() -> String {
    ["\"http://h.example/\(roll(99))\"", "\"a/\(roll(9))?b=c\"", "\"/\""][roll(3)]
  }

  mutating func date() -> String {
    ["\"2026-11-23T10:00:00+09:00\"", "\"2026-02-28T23:59:59.123Z\"", "\"1999-12-31\""][roll(3)]
  }

  mutating func object(_ members: [String]) -> String {
    var members = members.filter { _ in roll(4) > 0 }
    for index in members.indices.dropFirst() { members.swapAt(index, roll(index + 1)) }
    return "{" + members.joined(separator: ", ") + "}"
  }

  mutating func person() -> String {
    object(["\"name\":\(quoted())", "\"url\":\(url())", "\"avatar\":\(url())", "\"_p\":\(quoted())"])
  }

  mutating func item(_ number: Int) -> String {
    let attachment =
      "{\"url\":\(url()),\"mime_type\":\"audio/mpeg\",\"title\":\(quoted()),\"size_in_bytes\":\(roll(3)),"
      + "\"duration_in_seconds\":1.\(roll(9))}"
    return object([
      "\"id\":\"\(number)\"", "\"id\":\(number)", "\"url\":\(url())", "\"external_url\":\(url())",
      "\"title\":\(quoted())",
      "\"content_html\":\(quoted())", "\"content_text\":\(quoted())", "\"summary\":\(quoted())",
      "\"image\":\(url())",
      "\"banner_image\":\(url())", "\"date_published\":\(date())", "\"date_modified\":\(date())",
      "\"authors\":[\(person()),\(person())]", "\"author\":\(person())", "\"tags\":[\(quoted()),\(quoted())]",
      "\"language\":\"de\"", "\"attachments\":[\(attachment)]", "\"_x\":[\(quoted()),{\"y\":\(quoted())}]",
      "\"other\":{\"id\":1}",
    ])
  }

  mutating func feed() -> String {
    let items = (0...roll(4)).map { item($0) }.joined(separator: ",\n")
    let rest = object([
      "\"title\":\(quoted())", "\"home_page_url\":\(url())", "\"feed_url\":\(url())",
      "\"description\":\(quoted())",
      "\"user_comment\":\(quoted())", "\"next_url\":\(url())", "\"icon\":\(url())", "\"favicon\":\(url())",
      "\"language\":\"en\"", "\"expired\":true", "\"authors\":[\(person())]",
      "\"hubs\":[{\"type\":\"WebSub\",\"url\":\(url())}]", "\"_f\":\(quoted())",
    ])
    let members = rest == "{}" ? "" : "," + rest.dropFirst().dropLast()
    return "{\"version\":\"https://jsonfeed.org/version/1.1\"\(members),\"items\":[\(items)]}"
  }
}
