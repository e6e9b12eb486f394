import FeedModel
import Parsing
import Testing

/// Each limit, with a byte less, just as many, and a byte more.
@Suite struct CapTests {
  private func isNoted(_ feed: Feed) -> Bool { codes(feed).contains("limit-exceeded") }

  @Test(arguments: -1...1)
  func aTitleIsCutAboveItsLimit(excess: Int) throws {
    let title = String(repeating: "t", count: ParseLimits().title + excess)
    for text in [title, "<![CDATA[\(title)]]>"] {
      let feed = try read(rss("<item><title>\(text)</title><guid>1</guid></item>"))
      #expect(feed.entries[0].title?.utf8.count == min(title.utf8.count, ParseLimits().title))
      #expect(isNoted(feed) == (excess > 0))
    }
  }

  @Test(arguments: -1...1)
  func aLinkIsLeftOutAboveItsLimit(excess: Int) throws {
    let start = "http://quay.example/"
    let link = start + String(repeating: "l", count: ParseLimits().identifier + excess - start.utf8.count)
    let feed = try read(rss("<item><link>\(link)</link><guid>1</guid></item>"))
    #expect(feed.entries[0].url == (excess > 0 ? nil : link))
    #expect(isNoted(feed) == (excess > 0))
  }

  @Test(arguments: -1...1)
  func aGuidIsReplacedAboveItsLimit(excess: Int) throws {
    let guid = String(repeating: "g", count: ParseLimits().identifier + excess)
    let feed = try read(rss("<item><guid isPermaLink=\"false\">\(guid)</guid><title>T</title></item>"))
    #expect(feed.entries[0].title == "T")
    #expect((feed.entries[0].id == guid) == (excess <= 0))
    #expect(feed.entries[0].id.utf8.count <= ParseLimits().identifier)
  }

  @Test(arguments: ["", "<![CDATA["], -1...1)
  func textIsCutAboveItsLimit(opening: String, excess: Int) throws {
    let text = String(repeating: "t", count: 5_000 + excess)
    let closing = opening.isEmpty ? "" : "]]>"
    for body in [text, text.dropFirst(5) + "<b/>", "<b>\(text)</b>"] where opening.isEmpty || body == text {
      let feed = try read(
        rss("<item><guid>1</guid><description>\(opening)\(body)\(closing)</description></item>")
      ) { $0.text = 5_000 }
      let kept = feed.entries[0].contentHTML ?? feed.entries[0].contentText ?? ""
      #expect(kept.utf8.count <= 5_000 + 7)
      if body == text { #expect(isNoted(feed) == (excess > 0)) }
    }
  }

  /// Readers of JSON have limits of their own, and every element is two levels of it.
  @Test(arguments: [49, 50, 90])
  func elementsInAnUnknownElementAreLeftOutBelowTheFortyNinth(depth: Int) throws {
    let inside =
      (1...depth).map { "<u:e\($0)>" }.joined() + "x" + (1...depth).reversed().map { "</u:e\($0)>" }.joined()
    let feed = try read(
      rss(
        "<item><guid>1</guid>\(inside)</item><item><guid>2</guid></item>", root: " xmlns:u=\"urn:u\""))
    var element = feed.entries[0].detail?.common.extensions.first
    var found = 0
    while let inner = element {
      found += 1
      #expect(inner.name == "u:e\(found)")
      element = inner.children.first
    }
    #expect(found == min(depth, 49))
    #expect(isNoted(feed) == (depth > 49))
    #expect(feed.entries.count == 2)
  }

  /// libxml2 gives up at 10,000,000 bytes of one of these, and from 4 KiB on the long ones don't reach it.
  @Test(arguments: ["!--", "?x "], [4_095, 4_096, 4_097, 9_999_999, 10_000_001])
  func whatSaysNothingMayBeLong(opening: String, length: Int) throws {
    let inside = String(repeating: "w", count: length - opening.utf8.count - 4)
    let closing = opening == "!--" ? "-->" : "?>"
    let feed = try read(
      rss(
        "<item><guid>1</guid><title>a<\(opening)\(inside)\(closing)b</title></item><item><guid>2</guid></item>"
      )
    ) { $0.time = .seconds(600) }
    #expect(feed.entries.map(\.id) == ["1", "2"])
    #expect(feed.entries[0].title == "ab")
    #expect(codes(feed).isEmpty)
  }

  @Test(arguments: [9_999_999, 10_000_000, 10_000_001])
  func aSectionMayBeLongerThanLibxml2Takes(length: Int) throws {
    let inside = String(repeating: "w", count: length)
    let feed = try read(
      rss(
        "<item><guid>1</guid><description><![CDATA[\(inside)]]></description></item><item><guid>2</guid></item>"
      )
    ) { $0.time = .seconds(600) }
    #expect(feed.entries.map(\.id) == ["1", "2"])
    let kept = feed.entries[0].contentHTML ?? feed.entries[0].contentText
    #expect(kept?.utf8.count == ParseLimits().text)
    #expect(codes(feed) == ["limit-exceeded"])
  }

  // MARK: Encodings that hide markup

  @Test func utf7IsNotDecoded() throws {
    let text =
      "<?xml version='1.0' encoding='utf-7'?>" + rss("<item><guid>1</guid><title>+ADw-b+AD4-</title></item>")
    for contentType in [nil, "text/xml; charset=utf-7"] {
      let feed = try FeedParser().parse(Array(text.utf8), url: nil, contentType: contentType)
      #expect(feed.entries.map(\.title) == ["+ADw-b+AD4-"])
      #expect(feed.encoding != "utf-7")
    }
  }

  @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []] as [[UInt8]])
  func aReversedByteOrderMarkInTextIsNoMarkup(mark: [UInt8]) throws {
    let text = rss("<item><guid>1</guid><title>a\u{FFFE}z</title></item><item><guid>2</guid></item>")
    var bytes = mark
    if mark.isEmpty {
      bytes = Array(text.utf8)
    } else {
      let isLittle = mark[0] == 0xFF
      for unit in text.utf16 {
        let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
        bytes += isLittle ? [low, high] : [high, low]
      }
    }
    let feed = try FeedParser().parse(bytes, url: nil, contentType: nil)
    #expect(feed.entries.map(\.id) == ["1", "2"])
    let title = try #require(feed.entries[0].title)
    #expect(title.hasPrefix("a") && title.hasSuffix("z"))
    #expect(!title.unicodeScalars.contains("\u{FFFE}"))
  }

  // MARK: Time

  @Test func jsonThatIsNoFeedWhenTheTimeIsOverIsRefused() {
    let items = Array(repeating: "{\"x\":1}", count: 100).joined(separator: ",")
    do throws(ParseError) {
      _ = try read("{\"items\":[\(items)]}") { $0.time = .nanoseconds(1) }
      Issue.record("it was read")
    } catch {
      guard case .limit(code: "time", _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [false, true])
  func jsonItemsThatWereReadInTimeAreKept(isRSS: Bool) throws {
    let items = (0..<1_000).map { "{\"guid\":\"\($0)\",\"id\":\"\($0)\",\"title\":\"t\"}" }.joined(
      separator: ",")
    let head = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":["
    let document =
      isRSS ? "{\"rss\":{\"channel\":{\"title\":\"T\",\"item\":[\(items)]}}}" : "\(head)\(items)]}"
    let feed = try read(document) { $0.time = .nanoseconds(1) }
    #expect(!feed.entries.isEmpty && feed.entries.count < 1_000)
    #expect(feed.entries.allSatisfy { $0.title == "t" })
    #expect(feed.warnings.contains { $0.code == "limit-exceeded" && $0.message.contains("parsing.time") })
  }
}
