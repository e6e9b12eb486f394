import FeedModel
import Parsing
import Testing

/// What `read` threw, as its code; nil when it threw nothing.
private func limitCode(_ document: String, _ change: (inout ParseLimits) -> Void = { _ in }) -> String? {
  do throws(ParseError) {
    _ = try read(document, change)
    return nil
  } catch {
    if case .limit(let code, _) = error { return code }
    return "\(error)"
  }
}

@Suite struct HostileInputTests {
  @Test func ofATagWithTooManyAttributesTheFirstAreRead() throws {
    let flood = (0..<300).map { " a\($0)=\"\"" }.joined()
    let feed = try read(rss("<item\(flood)><title>t</title></item><item><title>u</title></item>"))
    #expect(feed.entries.map(\.title) == ["t", "u"])
    let warning = try #require(feed.warnings.first { $0.code == "limit-exceeded" })
    #expect(warning.message.contains("parsing.max_attributes"))
    #expect(warning.line == 1)
  }

  @Test func aTagWithManyAttributesBelowTheLimitIsRead() throws {
    let many = (0..<250).map { " a\($0)=\"\"" }.joined()
    #expect(try read(rss("<item\(many)><title>t</title></item>")).entries.count == 1)
  }

  @Test func aGreaterThanSignInAnAttributeDoesNotHideTheFlood() throws {
    let flood = (0..<300).map { " a\($0)=\"\"" }.joined()
    let feed = try read(rss("<item x=\">\"\(flood)><title>t</title></item>"))
    #expect(feed.entries.map(\.title) == ["t"])
    #expect(codes(feed).contains("limit-exceeded"))
  }

  @Test(arguments: [65_000, 65_536, 70_000])
  func anAttributeThatIsTooLongIsLeftOut(length: Int) throws {
    let long = String(repeating: "x", count: length)
    let feed = try read(rss("<item a=\"\(long)\" b=''><title>t</title></item><item><title>u</title></item>"))
    #expect(feed.entries.map(\.title) == ["t", "u"])
    #expect(codes(feed).contains("limit-exceeded") == (length >= 65_536))
  }

  @Test(arguments: [90, 200, 2_000, 50_000])
  func deepMarkupIsLeftOutAndItsTextIsKept(depth: Int) throws {
    let deep = String(repeating: "<b>", count: depth)
    let up = String(repeating: "</b>", count: depth)
    let feed = try read(
      rss(
        """
        <item><title>One</title><guid>1</guid></item>
        <item><title>Two</title><description>\(deep)core\(up) after</description></item>
        <item><title>Three</title></item>
        """))
    #expect(feed.entries.map(\.title) == ["One", "Two", "Three"])
    #expect(feed.entries[1].contentHTML?.contains("core") == true)
    #expect(feed.entries[1].contentHTML?.hasSuffix(" after") == true)
    #expect(codes(feed).contains("limit-exceeded") == (depth > 97))
    #expect(!codes(feed).contains { $0.hasPrefix("xml-") })
    if depth > 97 {
      #expect(feed.warnings.contains { $0.message.contains("parsing.max_depth") && $0.line == 2 })
    }
  }

  @Test func aLargeInternalSubsetIsRefused() {
    let subset = (0..<400).map { "<!ENTITY e\($0) \"x\">" }.joined()
    #expect(limitCode("<!DOCTYPE rss [\(subset)]>" + rss("")) == "xml-dtd")
  }

  @Test func nestedEntitiesDoNotGrowBeyondWhatTheDocumentMayDeliver() {
    var subset = "<!ENTITY a0 \"\(String(repeating: "ha", count: 50))\">"
    for level in 1...7 {
      let previous = String(repeating: "&a\(level - 1);", count: 10)
      subset += "<!ENTITY a\(level) \"\(previous)\">"
    }
    let bomb =
      "<!DOCTYPE rss [\(subset)]>"
      + rss("<item><title>\(String(repeating: "&a7;", count: 50))</title></item>")
    #expect(limitCode(bomb) == "xml-expansion")
  }

  @Test func oneEntityReferredToOftenIsStopped() {
    let entity = "<!DOCTYPE rss [<!ENTITY big \"\(String(repeating: "y", count: 3000))\">]>"
    let document = entity + rss("<item><title>\(String(repeating: "&big;", count: 2000))</title></item>")
    #expect(limitCode(document) == "xml-expansion")
  }

  @Test func aSmallInternalSubsetKeepsWorking() throws {
    let document = "<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\"><!ENTITY firm \"Acme &amp; Sons\">]>"
    let feed = try read(document + rss("<item><guid>1</guid><title>A&nbsp;B by &firm;</title></item>"))
    #expect(feed.entries[0].title == "A\u{A0}B by Acme & Sons")
    #expect(codes(feed).isEmpty)
  }

  @Test(arguments: [
    "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p; <!ENTITY x \"root:\">]>",
    "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">",
    "<!DOCTYPE rss PUBLIC \"-//X//Y\" \"http://127.0.0.1:1/x.dtd\">",
  ])
  func nothingOutsideTheDocumentIsRead(doctype: String) throws {
    let feed = try read(doctype + rss("<item><title>T &x; U</title></item>"))
    #expect(feed.warnings.contains { $0.code == "doctype-ignored" && $0.line == 1 })
    let title = try #require(feed.entries.first?.title)
    #expect(!title.contains("root:x") && title.hasPrefix("T "))
  }

  @Test func entriesBeyondTheLimitAreCountedInAWarning() throws {
    let items = String(repeating: "<item><title>t</title></item>", count: 30)
    let feed = try read(rss(items)) { $0.entries = 10 }
    #expect(feed.entries.count == 10)
    #expect(feed.warnings.contains { $0.code == "limit-exceeded" && $0.message.contains("20 items") })
  }

  @Test func whatWasReadWhenTheTimeIsOverIsKept() throws {
    let items = String(repeating: "<item><title>t</title></item>", count: 5_000)
    let feed = try read(rss(items)) { $0.time = .nanoseconds(1) }
    #expect(feed.entries.count < 5_000 && !feed.entries.isEmpty)
    #expect(feed.warnings.contains { $0.code == "limit-exceeded" && $0.message.contains("parsing.time") })
  }

  @Test func aDocumentWithoutAnEntryInTimeIsRefused() {
    let fields = String(repeating: "<x>t</x>", count: 5_000)
    #expect(limitCode(rss(fields)) { $0.time = .nanoseconds(1) } == "time")
  }

  @Test func aDocumentOverTheSizeLimitIsRefused() {
    #expect(limitCode(rss("<item/>")) { $0.document = 20 } == "document-size")
  }

  @Test func aLongTitleIsCutAtACharacter() throws {
    let feed = try read(rss("<item><title>\(String(repeating: "é", count: 3000))</title></item>"))
    let title = try #require(feed.entries[0].title)
    #expect(title == String(repeating: "é", count: 2048))
    #expect(codes(feed).contains("limit-exceeded"))
  }

  @Test func longGuidsThatBeginAlikeStayDifferent() throws {
    let long = String(repeating: "g", count: 20_000)
    let feed = try read(rss("<item><guid>\(long)1</guid></item><item><guid>\(long)2</guid></item>"))
    #expect(feed.entries[0].id != feed.entries[1].id)
    #expect(feed.entries.allSatisfy { $0.id.utf8.count < 400 })
  }

  @Test func numbersThatDoNotFitDoNotTrap() throws {
    let huge = "99999999999999999999999999"
    let feed = try read(
      rss(
        """
        <ttl>\(huge)</ttl><skipHours><hour>\(huge)</hour><hour>-1</hour></skipHours><cloud domain="d" port="\(huge)"/>
        <item><title>t</title><enclosure url="http://a.example/x" length="\(huge)"/>
        <itunes:duration>\(huge):\(huge)</itunes:duration><media:thumbnail url="/t" width="\(huge)" height="\(huge)"/>
        </item>
        """,
        root:
          " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:media=\"http://search.yahoo.com/mrss/\""
      ))
    #expect(feed.ttlMinutes == .max)
    #expect(feed.entries[0].attachments[0].size == .max)
  }

  @Test func scriptsAreNoLinks() throws {
    let feed = try read(rss("<item><link>javascript:alert(1)</link><guid>a</guid></item>"))
    #expect(feed.entries[0].url == nil)
    #expect(codes(feed).contains("url-invalid"))
  }

  @Test func aParserGoesOnAfterADocumentThatItRefused() throws {
    let parser = FeedParser()
    let deep = rss("<item>" + String(repeating: "<title>", count: 300))
    for _ in 0..<3 {
      #expect(throws: ParseError.self) {
        try parser.parse(Array("<html><p>no</html>".utf8), url: nil, contentType: nil)
      }
      _ = try? parser.parse(Array(deep.utf8), url: nil, contentType: nil)
      let feed = try parser.parse(
        Array(rss("<item><title>sound</title></item>").utf8), url: nil, contentType: nil)
      #expect(feed.entries.map(\.title) == ["sound"])
      #expect(feed.warnings.isEmpty)
    }
  }

  @Test func everyPrefixOfADocumentIsReadOrRefusedWithoutHarm() {
    let document =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]>"
      + rss("<item><title>A &amp; <![CDATA[b]]></title><link a='1'>http://x.example/</link><!-- c --></item>")
    for length in 0..<document.utf8.count {
      let part = Array(document.utf8.prefix(length))
      _ = try? FeedParser().parse(part, url: nil, contentType: nil)
    }
  }
}
