import FeedModel
import Parsing
import Testing

@Suite struct RepairTests {
  @Test func bareAmpersandsAreText() throws {
    let feed = try read(rss("<item><title>Fish & chips</title><link>http://x.example/?a=1&b=2</link></item>"))
    #expect(feed.entries[0].title == "Fish & chips")
    #expect(feed.entries[0].url == "http://x.example/?a=1&b=2")
    #expect(Set(codes(feed)) == ["xml-not-well-formed", "item-without-id"])
    #expect(feed.warnings.first?.line == 1)
    #expect(feed.warnings.first?.column == 73)
  }

  @Test func entitiesOfHTMLNeedNoDeclaration() throws {
    let feed = try read(rss("<item><title>caf&eacute;&nbsp;&unknownthing;</title></item>"))
    #expect(feed.entries[0].title == "café\u{A0}&unknownthing;")
    #expect(codes(feed).contains("xml-undeclared-entity"))
  }

  @Test func entitiesInAttributesAreRead() throws {
    let feed = try read(
      rss("<item><enclosure url=\"http://x.example/&eacute;?a=1&amp;b=2&#38;c=3\"/><guid>1</guid></item>"))
    #expect(feed.entries[0].attachments[0].url == "http://x.example/é?a=1&b=2&c=3")
  }

  @Test func aPrefixWithoutDeclarationMeansWhatItUsuallyMeans() throws {
    let feed = try read(rss("<item><guid>1</guid><dc:creator>Mina Park</dc:creator></item>"))
    #expect(feed.entries[0].authors == [Person(name: "Mina Park")])
    #expect(codes(feed).contains("xml-undeclared-prefix"))
  }

  @Test func aBrokenEntryCostsThatEntryAtMost() throws {
    let feed = try read(
      rss(
        """
        <item><title>One</title><guid>1</guid></item>
        <item><title>Two<link>http://x.example/2</link><description><b>never closed</item>
        <item><title>Three</title><guid>3</guid><description><![CDATA[open <p> end</description></item>
        <item><title>Four</title><guid>4</guid><description><![CDATA[fine]]></description></item>
        """))
    #expect(feed.entries.map(\.title) == ["One", "Two", "Three", "Four"])
    #expect(feed.entries[1].url == "http://x.example/2")
    #expect(feed.entries[3].contentText == "fine")
  }

  @Test func anEndTagInTheWrongPlaceIsDropped() throws {
    let feed = try read(
      rss("<item><title>A</title></p></channel><guid>1</guid></item><item><title>B</title></item>"))
    #expect(feed.entries.map(\.title) == ["A", "B"])
    #expect(feed.entries[0].id == "1")
  }

  @Test func charactersThatXMLForbidsAreLeftOut() throws {
    let feed = try read(rss("<item><title>a\u{01}b&#0;c&#x1F;d</title></item>"))
    #expect(feed.entries[0].title == "abcd")
    #expect(codes(feed).contains("xml-invalid-character"))
  }

  @Test func whatWasReadBeforeTheEndIsKept() throws {
    let whole = rss(
      "<item><title>One</title></item><item><title>Two</title><link>http://x.example/2</link></item>")
    let feed = try read(
      String(whole.dropLast("<link>http://x.example/2</link></item></channel></rss>".count)))
    #expect(feed.entries.map(\.title) == ["One", "Two"])
    #expect(codes(feed).contains("xml-truncated"))
  }

  @Test(arguments: [
    ("<item><title>One</title></item><item><title>Two</ti", true),
    ("<item><title>One</title></item><item><title><![CDATA[Two", true),
    ("<item><title>One</title></item><item><title>Two</title>", true),
    ("<item><title>One</title></item><item><title>Two</title><link", true),
    ("<item><title>One</title></item>", false),
    ("<item><title>One</title></item><ite", false),
    ("<item><title>One</title></item></channel>", false),
    // Of these nothing is missing but an end tag.
    ("<item><title>One</title><item><title>Two</title></channel></rss>", false),
    ("<item><title>One</title></item><item><title>Two & three</title></item></channel></rss>", false),
  ])
  func aDocumentThatEndsInsideAnEntrySaysSo(items: String, isCut: Bool) throws {
    let feed = try read("<rss version=\"2.0\"><channel><title>T</title>" + items)
    #expect(feed.isLastEntryCut == isCut)
    #expect(feed.entries.first?.title == "One")
    let atom = items.replacing("item>", with: "entry>").replacing("<ite", with: "<ent")
      .replacing("rss>", with: "feed>").replacing("</channel>", with: "")
    guard !items.contains("</channel>") || items.contains("</rss>") else { return }
    #expect(try read("<feed xmlns=\"http://www.w3.org/2005/Atom\">" + atom).isLastEntryCut == isCut)
  }

  @Test func junkInFrontIsSkipped() throws {
    let feed = try read(
      "Warning: mysql is gone\n<?xml version=\"1.0\"?>" + rss("<item><guid>1</guid></item>"))
    #expect(feed.entries.count == 1)
    #expect(codes(feed).contains("xml-leading-junk"))
  }

  @Test func attributesWithoutQuotesAreRead() throws {
    let feed = try read(
      rss("<item><guid isPermaLink=false>7</guid><enclosure url='http://x.example/a.mp3' url='b'></item>"))
    #expect(feed.entries[0].guidIsPermalink == false)
    #expect(feed.entries[0].attachments.map(\.url) == ["http://x.example/a.mp3"])
  }

  @Test func somethingThatLooksLikeATagIsText() throws {
    let feed = try read(rss("<item><title>Ann <ann@example.org> & 1 < 2</title></item>"))
    #expect(feed.entries[0].title?.contains("1 < 2") == true)
  }

  @Test func anItemOfAnExtensionIsNoEntry() throws {
    let items = "<content:items><content:item>x</content:item></content:items>"
    let feed = try read(rss("<item><title>A & B</title>\(items)<link>http://x.example/1</link></item>"))
    #expect(feed.entries.map(\.url) == ["http://x.example/1"])
  }
}
