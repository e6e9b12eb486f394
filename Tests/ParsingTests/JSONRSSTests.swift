import FeedModel
import Parsing
import Testing
import WebText

/// RSS in JSON with these items.
private func rssInJSON(_ items: String) -> String {
  #"{"rss":{"version":"2.0","channel":{"title":"Harbor Post","item":\#(items)}}}"#
}

@Suite struct JSONRSSTests {
  @Test func itemsAreReadAsTheirElementsInXML() throws {
    let feed = try read(
      rssInJSON(
        """
        [{"title":"A &amp; B","link":"/1","guid":{"#value":"g","isPermaLink":false},"pubDate":"Mon, 23 Nov 2026 10:00:00 GMT",
        "category":["x","y"],"enclosure":{"url":"/1.mp3","length":12,"type":"audio/mpeg"},"dc:creator":"Ann",
        "description":"short","content:encoded":"<p>long</p>","itunes:duration":"1:00"}]
        """), url: "http://h.example/")
    #expect(feed.format == .rssInJSON)
    #expect(feed.title == "Harbor Post")
    let entry = try #require(feed.entries.first)
    #expect(entry.id == "g")
    #expect(entry.guidIsPermalink == false)
    #expect(entry.title == "A & B")
    #expect(entry.url == "http://h.example/1")
    #expect(entry.published?.reading?.time.rfc3339 == "2026-11-23T10:00:00Z")
    #expect(entry.tags == ["x", "y"])
    #expect(entry.attachments.map(\.size) == [12])
    #expect(entry.attachments.map(\.durationInSeconds) == [60])
    #expect(entry.authors.map(\.name) == ["Ann"])
    #expect(entry.contentHTML == "<p>long</p>")
    #expect(entry.summary == "short")
    #expect(feed.warnings.isEmpty)
  }

  @Test func oneItemNeedsNoArray() throws {
    #expect(try read(rssInJSON(#"{"guid":"a"}"#)).entries.map(\.id) == ["a"])
    #expect(try read(rssInJSON("[]")).entries.isEmpty)
    #expect(try read(rssInJSON("null")).entries.isEmpty)
  }

  @Test(arguments: [
    ##"{"#value":"g","isPermaLink":"false"}"##, ##"{"isPermaLink":"false","#text":"g"}"##,
    ##"{"$":{"isPermaLink":"false"},"_":"g"}"##, ##"{"@isPermaLink":false,"$":"g"}"##,
    ##"{"$t":"g","isPermaLink":"false"}"##, ##"{"@attributes":{"isPermaLink":"false"},"#text":"g"}"##,
    ##"{"-isPermaLink":"false","#text":"g"}"##, ##"[{"#value":"g","isPermaLink":"false"}]"##,
  ])
  func attributesAndTextAreFoundHoweverTheyAreSpelled(guid: String) throws {
    let entry = try #require(try read(rssInJSON(#"[{"guid":\#(guid)}]"#)).entries.first)
    #expect(entry.id == "g")
    #expect(entry.guidIsPermalink == false)
  }

  @Test func aNamespaceIsKnownByItsAddressOrItsUsualPrefix() throws {
    let feed = try read(
      """
      {"rss":{"xmlns:d":"http://purl.org/dc/elements/1.1/","channel":{"item":[
      {"d:creator":"Ann","guid":"1"},{"dc:creator":"Bo","guid":"2"},{"x:y":{"z":"1","#value":"v"},"guid":"3"}]}}}
      """)
    #expect(feed.entries.map { $0.authors.first?.name } == ["Ann", "Bo", nil])
    let stranger = try #require(feed.entries[2].detail?.common.extensions.first)
    #expect(stranger.name == "x:y")
    #expect(stranger.value == "v")
    #expect(stranger.attributes == [.init(name: "z", value: "1")])
  }

  @Test func theNumberOfItemsIsLimitedAsInXML() throws {
    let items = (1...9).map { #"{"guid":"\#($0)"}"# }.joined(separator: ",")
    let feed = try read(rssInJSON("[\(items)]")) { $0.entries = 4 }
    #expect(feed.entries.count == 4)
    #expect(codes(feed) == ["limit-exceeded"])
  }

  @Test func depthIsLimitedAsInXML() {
    let nest = String(repeating: #"{"a":"#, count: 5_000) + "1" + String(repeating: "}", count: 5_000)
    #expect(throws: ParseError.self) { try read(rssInJSON(#"[{"guid":"1","x:a":\#(nest)}]"#)) }
  }

  @Test func namesWithoutEndCostNothing() throws {
    let members = (0..<10_000).map { #""k\#($0)":1"# }.joined(separator: ",")
    let feed = try read(rssInJSON(#"[{"guid":"1",\#(members)},{"title":"t"}]"#))
    #expect(feed.entries.map(\.id).first == "1")
    #expect(codes(feed).contains("limit-exceeded"))
  }
}
