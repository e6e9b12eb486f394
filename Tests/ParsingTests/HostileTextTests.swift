import FeedModel
import Parsing
import Testing
import WebText

/// Characters, links and numbers that are made to do harm further on.
@Suite struct HostileTextTests {
  private func parse(_ bytes: [UInt8]) throws -> Feed {
    var limits = ParseLimits()
    limits.detail = .full
    return try FeedParser(limits: limits).parse(bytes, url: nil, contentType: nil)
  }

  private func json(_ feed: Feed) -> [UInt8] {
    var json = JSONWriter()
    feed.writeParseOutput(to: &json)
    return json.bytes
  }

  private static let encodings = ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "koi8-r", "utf-7"]

  @Test(arguments: encodings)
  func anyByteInATitleGivesValidOutput(encoding: String) throws {
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "<") {
      var bytes = Array("<?xml version='1.0' encoding='\(encoding)'?><rss><channel><item><title>a".utf8)
      bytes += [byte] + Array("z</title><guid>1</guid></item></channel></rss>".utf8)
      let feed = try parse(bytes)
      #expect(feed.entries.count == 1, "byte \(byte)")
      let output = json(feed)
      #expect((try? JSONValue.parse(output)) != nil, "byte \(byte)")
      #expect(!output.contains { $0 < 0x20 || $0 == 0x7F }, "byte \(byte)")
      #expect(String(validating: output, as: UTF8.self) != nil, "byte \(byte)")
    }
  }

  @Test(arguments: [
    "&#0;", "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#x110000;", "&#99999999999;", "&#x1F;", "&#-1;",
  ])
  func referencesToNoCharacterAreNoCharacters(reference: String) throws {
    let feed = try read(rss("<item><title>a\(reference)z</title><guid>1</guid></item>"))
    let title = try #require(feed.entries.first?.title)
    #expect(title.hasPrefix("a") && title.hasSuffix("z"))
    #expect(title.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value & 0xFFFE != 0xFFFE })
  }

  @Test func loneSurrogatesAndNoncharactersAreReplacedOrLeftOut() throws {
    for sequence: [UInt8] in [
      [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBE], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ] {
      let bytes =
        Array("<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>a".utf8) + sequence
        + Array("z</title></item></channel></rss>".utf8)
      let title = try #require(try parse(bytes).entries.first?.title)
      #expect(title.hasPrefix("a") && title.hasSuffix("z"))
    }
  }

  @Test(arguments: ["\u{9B}2J", "\u{202E}gpj.exe", "\u{2066}x", "\u{7F}"])
  func whatMovesATerminalIsEscapedInOutput(text: String) throws {
    let feed = try read(rss("<item><title>a\(text)</title></item>"))
    let output = String(decoding: json(feed), as: UTF8.self)
    #expect(!output.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
    #expect(!LogText.safe(feed.entries[0].title ?? "").contains(text))
  }

  @Test func lineBreaksInATitleBreakNoLine() throws {
    let feed = try read(rss("<item><title>a\r\n{\"id\":\"forged\"}\u{2028}b</title></item>"))
    let output = json(feed)
    #expect(!output.contains(UInt8(ascii: "\n")))
    #expect(!String(decoding: output, as: UTF8.self).contains("\u{2028}"))
  }

  @Test(arguments: [
    "javascript:alert(1)", " JaVaScript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
  ])
  func linksThatAreScriptsOrFilesAreDroppedEverywhere(link: String) throws {
    let feed = try read(
      rss(
        """
        <link>\(link)</link><docs>\(link)</docs><itunes:image href="\(link)"/><atom:link rel="hub" href="\(link)"/>
        <image><url>\(link)</url><link>\(link)</link></image>
        <item><title>t</title><guid>g</guid><link>\(link)</link><comments>\(link)</comments>
        <enclosure url="\(link)" length="1" type="audio/mpeg"/><media:content url="\(link)"/>
        <media:thumbnail url="\(link)"/><itunes:image href="\(link)"/><source url="\(link)">s</source>
        <atom:link rel="enclosure" href="\(link)"/><wfw:commentRss>\(link)</wfw:commentRss></item>
        """,
        root:
          " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:media=\"http://search.yahoo.com/mrss/\""
          + " xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\""))
    #expect(feed.entries.count == 1)
    #expect(feed.homePageURL == nil && feed.entries[0].url == nil && feed.entries[0].attachments.isEmpty)
    #expect(feed.entries[0].image == nil && feed.hubs.isEmpty)
    #expect(codes(feed).contains("url-invalid"))
  }

  @Test(arguments: ["9223372036854775807", "-1", "1e400", "٣", "99999999999999999999", "NaN", "0x7f", ""])
  func noNumberTraps(number: String) throws {
    let feed = try read(
      rss(
        """
        <ttl>\(number)</ttl><skipHours><hour>\(number)</hour></skipHours><sy:updateFrequency>\(number)</sy:updateFrequency>
        <cloud domain="d" port="\(number)"/><image><url>http://a.example/</url><width>\(number)</width></image>
        <item><title>t</title><enclosure url="http://a.example/x" length="\(number)"/><slash:comments>\(number)</slash:comments>
        <geo:lat>\(number)</geo:lat><geo:long>\(number)</geo:long><itunes:duration>\(number):\(number)</itunes:duration>
        <pubDate>\(number)</pubDate><itunes:season>\(number)</itunes:season><thr:total>\(number)</thr:total></item>
        """,
        root:
          " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\""
          + " xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\" xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\""
          + " xmlns:thr=\"http://purl.org/syndication/thread/1.0\""))
    #expect(feed.entries.map(\.title) == ["t"])
    #expect((feed.ttlMinutes ?? 1) > 0)
  }

  @Test func guidsThatBeginAlikeOrAreEqualAreKept() throws {
    let prefix = String(repeating: "p", count: 300)
    let items = (0..<2_000).map { "<item><guid>\(prefix)\($0)</guid></item>" }.joined()
    #expect(Set(try read(rss(items)).entries.map(\.id)).count == 2_000)
    let equal = String(repeating: "<item><guid>same</guid></item>", count: 2_000)
    #expect(try read(rss(equal)).entries.count == 2_000)
  }

  @Test func aGuidOfAMegabyteIsShortened() throws {
    let feed = try read(rss("<item><guid>\(String(repeating: "g", count: 1 << 20))</guid></item>"))
    #expect(feed.entries[0].id.utf8.count < 400)
  }

  @Test(arguments: ["<![CDATA[", "", "<!--"])
  func textIsCutAtItsLimitAndNotBefore(opening: String) throws {
    let closing = opening.isEmpty ? "" : opening.contains("[") ? "]]>" : "-->"
    for excess in -1...1 {
      let text = String(repeating: "t", count: 10_000 + excess)
      let feed = try read(
        rss("<item><title>T</title><description>\(opening)\(text)\(closing)</description></item>")
      ) {
        $0.text = 10_000
      }
      let length = feed.entries[0].contentText?.utf8.count ?? feed.entries[0].contentHTML?.utf8.count ?? 0
      #expect(length == (opening == "<!--" ? 0 : min(10_000, text.utf8.count)))
      #expect(codes(feed).contains("limit-exceeded") == (excess > 0 && opening != "<!--"))
    }
  }
}
