import FeedModel
import Parsing
import Testing
import WebText

/// A JSON Feed with these items and members.
private func jsonFeed(_ items: String, _ members: String = "") -> String {
  """
  {"version":"https://jsonfeed.org/version/1.1","title":"Harbor Post",\(members)"items":[\(items)]}
  """
}

@Suite struct JSONFeedTests {
  @Test(arguments: [
    ("https://jsonfeed.org/version/1", FeedFormat.jsonFeed10),
    ("http://jsonfeed.org/version/1.0/", .jsonFeed10),
    ("https://www.jsonfeed.org/version/1/", .jsonFeed10), ("https://jsonfeed.org/version/1.1", .jsonFeed11),
    ("HTTPS://JSONFEED.ORG/version/1.1/", .jsonFeed11), (" https://jsonfeed.org/version/1.1 ", .jsonFeed11),
  ])
  func theVersionIsReadAsPublishersWriteIt(version: String, format: FeedFormat) throws {
    let feed = try read(#"{"version":"\#(version)","title":"A"}"#)
    #expect(feed.format == format)
    #expect(feed.warnings.isEmpty)
  }

  @Test func aVersionOfTheFutureIsReadWithANote() throws {
    let feed = try read(#"{"items":[{"id":"1"}],"version":"https://jsonfeed.org/version/2"}"#)
    #expect(feed.format == .jsonFeed11)
    #expect(feed.entries.count == 1)
    #expect(codes(feed) == ["value-invalid"])
  }

  @Test func aFeedWithoutItemsIsAFeed() throws {
    #expect(try read(#"{"version":"https://jsonfeed.org/version/1.1"}"#).entries.isEmpty)
    #expect(try read(#"{"version":"https://jsonfeed.org/version/1.1","items":null}"#).entries.isEmpty)
  }

  @Test func withoutAVersionTheMembersThatOnlyJSONFeedHasTell() throws {
    let feed = try read(#"{"items":[{"id":"1","content_html":"<p>x"}]}"#)
    #expect(feed.entries.count == 1)
    #expect(codes(feed) == ["value-invalid"])
    // A search result of some service has items, too.
    #expect(throws: ParseError.self) {
      try read(#"{"total_count":1,"items":[{"id":1,"title":"x","url":"http://a.example/"}]}"#)
    }
  }

  @Test(arguments: [
    (#"{"error":"no such feed"}"#, "no such feed"), (#"{"status":"ok","data":[]}"#, "status, data"),
    ("[1,2]", "a JSON array"), ("{}", "without members"),
    (#"{"version":"2.0","items":[]}"#, "version, items"),
    (#"{"rss":"none"}"#, "rss"),
  ])
  func otherJSONIsNoFeedAndTheErrorSaysWhatItIs(document: String, mention: String) {
    let error = #expect(throws: ParseError.self) { try read(document) }
    #expect(error?.description.contains(mention) == true, "\(String(describing: error))")
    #expect(error?.description.hasPrefix("not a feed: ") == true)
  }

  @Test func mediaTypesOfJSONAreNoMismatch() throws {
    for type in [
      "application/json", "application/feed+json; charset=utf-8", "text/json", "application/vnd.x+json",
    ] {
      let body = Array(jsonFeed(#"{"id":"1"}"#).utf8)
      #expect(try FeedParser().parse(body, url: nil, contentType: type).warnings.isEmpty)
    }
  }

  // MARK: Ids

  @Test(arguments: [
    ("7", "7"), ("1.50", "1.50"), ("-0", "-0"), ("1180591620717411303424", "1180591620717411303424"),
    ("1e400", "1e400"), ("true", "true"), (#"" a b ""#, "a b"),
    (#""http://h.example/../x""#, "http://h.example/../x"),
  ])
  func anIDIsTheStringItLooksLike(id: String, expected: String) throws {
    let feed = try read(jsonFeed(#"{"id":\#(id)}"#))
    #expect(feed.entries.map(\.id) == [expected])
    #expect(feed.entries[0].idSource == .json)
    #expect(feed.warnings.isEmpty)
  }

  @Test(arguments: ["null", #""""#, "{}", "[1]"])
  func anItemWithoutAnIDIsKeptUnderItsLink(id: String) throws {
    let feed = try read(jsonFeed(#"{"id":\#(id),"url":"http://h.example/1"}, {"id":\#(id),"title":"x"}"#))
    #expect(feed.entries.map(\.idSource) == [.link, .hash])
    #expect(codes(feed).contains("item-without-id"))
  }

  @Test func itemsOfOneIDAreNoted() throws {
    #expect(codes(try read(jsonFeed(#"{"id":1},{"id":"1"}"#))) == ["item-duplicate-id"])
  }

  // MARK: Members

  @Test func oneAuthorOfTheFirstVersionCountsIfThereAreNoAuthors() throws {
    let feed = try read(
      jsonFeed(
        """
        {"id":1,"author":{"name":"Ann"}},{"id":2,"author":{"name":"Ann"},"authors":[{"name":"Bo"},{"name":"Cy"}]},
        {"id":3,"authors":[],"author":{"url":"/ann","avatar":"/a.png","name":"ann@h.example (Ann)"}}
        """), url: "http://h.example/f")
    #expect(feed.entries[0].authors == [Person(name: "Ann")])
    #expect(feed.entries[1].authors.map(\.name) == ["Bo", "Cy"])
    let ann = Person(
      name: "Ann", url: "http://h.example/ann", email: "ann@h.example", avatar: "http://h.example/a.png")
    #expect(feed.entries[2].authors == [ann])
    #expect(feed.warnings.isEmpty)
  }

  @Test func anAuthorThatIsAStringIsReadWithANote() throws {
    let feed = try read(jsonFeed(#"{"id":1,"author":"Ann <ann@h.example>"},{"id":2,"authors":["Bo"]}"#))
    #expect(feed.entries[0].authors == [Person(name: "Ann", email: "ann@h.example")])
    #expect(feed.entries[1].authors == [Person(name: "Bo")])
    #expect(Set(codes(feed)) == ["value-invalid"])
  }

  @Test func bothBodiesAndASummaryAreKept() throws {
    let feed = try read(jsonFeed(#"{"id":1,"content_html":"<b>a</b>","content_text":"a & b","summary":"s"}"#))
    let entry = feed.entries[0]
    #expect(entry.contentHTML == "<b>a</b>")
    #expect(entry.contentText == "a & b")
    #expect(entry.summary == "s")
    #expect(entry.detail?.content.map(\.type) == ["text/html", "text/plain"])
  }

  @Test func referencesAreResolvedAgainstTheDocumentsAddress() throws {
    let feed = try read(
      jsonFeed(
        """
        {"id":1,"url":"1","external_url":"//x.example/","image":"i.png","banner_image":"/b.png",
        "content_html":"<img src='a.png'>","attachments":[{"url":"a.mp3"}]}
        """,
        #""home_page_url":"/","feed_url":"f.json","next_url":"?p=2","icon":"i","favicon":"f","#),
      url: "http://h.example/news/f.json")
    #expect(feed.homePageURL == "http://h.example/")
    #expect(feed.feedURL == "http://h.example/news/f.json")
    #expect(feed.nextURL == "http://h.example/news/f.json?p=2")
    #expect(feed.icon == "http://h.example/news/i")
    #expect(feed.favicon == "http://h.example/news/f")
    let entry = feed.entries[0]
    #expect(entry.url == "http://h.example/news/1")
    #expect(entry.externalURL == "http://x.example/")
    #expect(entry.image == "http://h.example/news/i.png")
    #expect(entry.detail?.bannerImage == "http://h.example/b.png")
    #expect(entry.contentHTML == "<img src='http://h.example/news/a.png'>")
    #expect(entry.attachments.map(\.url) == ["http://h.example/news/a.mp3"])
  }

  @Test(
    arguments: [
      ("12", 12, 12.0), ("12.0", 12, 12), ("0", nil, nil), ("-5", nil, nil), ("1e2", 100, 100),
      ("0.25", 1, 0.25),
    ] as [(String, Int64?, Double?)])
  func sizesAndDurationsAreWholeOrNot(number: String, size: Int64?, duration: Double?) throws {
    let feed = try read(
      jsonFeed(
        #"{"id":1,"attachments":[{"url":"http://h.example/a.mp3","size_in_bytes":\#(number),"#
          + #""duration_in_seconds":\#(number)}]}"#))
    let attachment = try #require(feed.entries[0].attachments.first)
    #expect(attachment.size == size)
    #expect(attachment.durationInSeconds == duration)
    #expect(attachment.mimeType == "audio/mpeg")
    #expect(attachment.isMIMETypeGuessed)
    #expect(feed.warnings.isEmpty)
  }

  @Test(arguments: ["1e400", "1180591620717411303424", "-1e999", #""many""#, "[]"])
  func aNumberWithoutSenseCostsItselfOnly(number: String) throws {
    let feed = try read(
      jsonFeed(#"{"id":1,"attachments":[{"url":"http://h.example/a","size_in_bytes":\#(number)}]}"#))
    #expect(feed.entries[0].attachments.count == 1)
    #expect(feed.entries[0].attachments[0].size == nil)
    #expect(codes(feed).contains("value-invalid"))
  }

  @Test func aURLOccursOnceAmongTheAttachments() throws {
    let feed = try read(
      jsonFeed(
        """
        {"id":1,"attachments":[{"url":"http://h.example/a","mime_type":"a/b"},{"url":"http://h.example/a"},
        {"mime_type":"a/b"},7]}
        """))
    #expect(feed.entries[0].attachments.map(\.mimeType) == ["a/b"])
    #expect(codes(feed) == ["value-invalid"])
  }

  @Test func aHubNeedsATypeAndAnAddress() throws {
    let feed = try read(
      jsonFeed("", #""hubs":[{"type":"WebSub","url":"/hub"},{"type":"x"},{"url":"/y"}],"#),
      url: "http://h.example/")
    #expect(feed.hubs == [Hub(type: "WebSub", url: "http://h.example/hub")])
    #expect(codes(feed) == ["value-invalid"])
  }

  @Test func theLanguageOfAnItemIsGivenWhereItDiffers() throws {
    let feed = try read(
      jsonFeed(
        #"{"id":1,"language":"en-US","title":"a"},{"id":2,"language":"de","title":"b"}"#,
        #""language":"en_US","#))
    #expect(feed.language == "en-US")
    #expect(feed.entries.map(\.language) == [nil, "de"])
    #expect(feed.entries.map { $0.detail?.common.title?.language } == ["en-US", "de"])
  }

  @Test func aDateThatIsNoneIsNoted() throws {
    let feed = try read(
      jsonFeed(#"{"id":1,"date_published":"soon"},{"id":2,"date_published":"2026-11-23T10:00:00-02:00"}"#))
    #expect(feed.entries[0].published?.reading == nil)
    #expect(feed.entries[1].published?.reading?.time.rfc3339 == "2026-11-23T12:00:00Z")
    #expect(codes(feed) == ["date-invalid"])
  }

  @Test func aValueOfAnotherTypeCostsItselfOnly() throws {
    let feed = try read(
      jsonFeed(
        """
        {"id":"a","url":{},"title":["x"],"content_html":5,"content_text":"body","tags":"one","date_published":1,
        "attachments":"none","authors":7,"language":false},7,{"id":"b"}
        """, #""icon":[],"hubs":{},"expired":"no","language":1,"#))
    #expect(feed.entries.map(\.id) == ["a", "b"])
    #expect(feed.entries[0].contentText == "body")
    #expect(feed.entries[0].tags == ["one"])
    #expect(feed.entries[0].contentHTML == nil)
    #expect(feed.entries[0].title == nil)
    #expect(feed.expired == nil)
    #expect(Set(codes(feed)) == ["value-invalid"])
  }

  @Test func aTitleThatIsANumberIsItsText() throws {
    let feed = try read(jsonFeed(#"{"id":"a","title":1984,"tags":[2026,"x","x"]}"#))
    #expect(feed.entries[0].title == "1984")
    #expect(feed.entries[0].tags == ["2026", "x"])
    #expect(codes(feed).contains("value-invalid"))
  }

  @Test func nullAndEmptyAreAbsentWithoutAWord() throws {
    let members = [
      "url", "title", "content_html", "tags", "authors", "author", "attachments", "date_published",
    ]
    let nulls = members.map { #""\#($0)":null"# }.joined(separator: ",")
    let feed = try read(jsonFeed(#"{"id":"a",\#(nulls)},{"id":"b","title":"","url":" ","tags":[""]}"#))
    #expect(feed.entries[0] == feed.entries[0])
    #expect(feed.entries.allSatisfy { $0.title == nil && $0.url == nil && $0.tags.isEmpty })
    #expect(feed.warnings.isEmpty)
  }

  @Test func ofTwoMembersOfANameTheLastCounts() throws {
    let feed = try read(
      #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1}],"title":"a","title":"b","#
        + #""items":[{"id":2,"id":3,"_x":1,"_x":2}]}"#)
    #expect(feed.title == "b")
    #expect(feed.entries.map(\.id) == ["3"])
    #expect(feed.entries[0].detail?.common.copied == [CopiedMember(name: "_x", json: [UInt8](ascii: "2"))])
  }

  @Test func membersThatBeginWithAnUnderscoreAreCopiedThrough() throws {
    let feed = try read(
      jsonFeed(
        """
        {"id":1,"_a":{"x" : [1.50, 1e400, "é\\n", null, true]},"_tidings":{"id_source":"guid"},"b":1,
        "authors":[{"name":"Ann","_id":7}],"attachments":[{"url":"u","mime_type":"a/b","_w":{}}]}
        """, #""_feed":"yes","user_comment":"words","expired":true,"#))
    var json = JSONWriter()
    feed.writeParseOutput(to: &json)
    let printed = try JSONValue.parse(json.bytes)
    let item = try #require(printed["items"]?.array?.first)
    #expect(printed["_feed"]?.string == "yes")
    #expect(printed["user_comment"]?.string == "words")
    #expect(printed["expired"]?.bool == true)
    #expect(item["_a"] == (try JSONValue.parse(Array(#"{"x":[1.50,1e400,"é\n",null,true]}"#.utf8))))
    #expect(item["_tidings"]?["id_source"]?.string == "json")
    #expect(item["b"] == nil)
    #expect(item["authors"]?.array?.first?["_id"]?.integer == 7)
    #expect(item["attachments"]?.array?.first?["_w"]?.object?.count == 0)
  }

  @Test func plainTextIsTakenAsItStands() throws {
    let feed = try read(jsonFeed(#"{"id":1,"title":"1 < 2 &amp; <b>","summary":"a &lt; b"}"#))
    #expect(feed.entries[0].title == "1 < 2 &amp; <b>")
    #expect(feed.entries[0].summary == "a &lt; b")
  }

  @Test func withoutTheDetailNothingIsKeptForPrinting() throws {
    let feed = try read(jsonFeed(#"{"id":1,"title":"a","_x":1,"banner_image":"/b"}"#, #""_y":1,"#)) {
      $0.detail = .standard
    }
    #expect(feed.detail == nil)
    #expect(feed.entries[0].detail == nil)
    #expect(feed.entries[0].title == "a")
  }
}

extension [UInt8] {
  init(ascii text: String) { self = Array(text.utf8) }
}
