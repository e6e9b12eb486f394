import FeedModel
import Parsing
import Testing
import WebText

/// What publishers write that no specification asks for, and what is meant by it.
@Suite struct LenienceTests {
  // MARK: Namespaces

  @Test(arguments: [
    ("dc", "http://purl.org/dc/elements/1.1"), ("dc", "https://purl.org/dc/elements/1.1/"),
    ("d", "https://www.purl.org/DC/elements/1.1/#"), ("dc", "http://purl.example/dublin"),
  ])
  func aNamespaceThatIsNearlyThePublishedOneIsTakenForIt(prefix: String, uri: String) throws {
    let feed = try read(
      rss(
        "<item><title>a</title><\(prefix):creator>Ida Falk</\(prefix):creator></item>",
        root: " xmlns:\(prefix)=\"\(uri)\""))
    #expect(feed.entries.first?.authors == [Person(name: "Ida Falk")])
  }

  @Test func aPrefixThatManyVocabulariesUseSaysNothingBehindAnUnknownNamespace() throws {
    let feed = try read(
      rss(
        "<item><title>a</title><geo:lat>1</geo:lat><geo:long>2</geo:long></item>",
        root: " xmlns:geo=\"http://streets.example/geology\""))
    let detail = try #require(feed.entries.first?.detail)
    #expect(detail.common.geometry == nil)
    #expect(detail.common.extensions.map(\.name) == ["geo:lat", "geo:long"])
  }

  @Test(arguments: [
    ("http://www.w3.org/2005/Atom/", FeedFormat.atom10), ("http://w3.org/2005/Atom", .atom10),
    ("http://purl.org/atom/ns", .atom), ("http://purl.org/atom/ns#", .atom03),
    ("http://purl.org/atom/ns#draft-ietf-atompub-format-08", .atom),
  ])
  func theAtomVersionIsThatOfTheNamespace(uri: String, format: FeedFormat) throws {
    let feed = try read(
      "<feed xmlns=\"\(uri)\"><entry><id>x</id><link href=\"http://a.example/1\"/></entry></feed>")
    #expect(feed.format == format)
    #expect(feed.entries.first?.url == "http://a.example/1")
  }

  // MARK: Which of several counts

  @Test func anEmptyElementDoesNotDisplaceOneThatSaysSomething() throws {
    let feed = try read(
      rss(
        "<item><title>Ferry runs again</title><title/><description>On time.</description><description> </description>"
          + "</item><title></title>"))
    #expect(feed.title == "Harbor Post")
    #expect(feed.entries.first?.title == "Ferry runs again")
    #expect(feed.entries.first?.contentText == "On time.")
  }

  @Test func anEmptyTitleGivesWayToThatOfAnotherVocabulary() throws {
    let feed = try read(
      rss(
        "<item><title/><dc:title xmlns:dc=\"http://purl.org/dc/elements/1.1/\">Pier closed</dc:title></item>")
    )
    #expect(feed.entries.first?.title == "Pier closed")
  }

  @Test(arguments: [
    "<pubDate>soon</pubDate><d:date>2022-04-01</d:date>",
    "<d:date>2022-04-01</d:date><pubDate>soon</pubDate>",
    "<pubDate>Fri, 01 Apr 2022 00:00:00 GMT</pubDate><pubDate>soon</pubDate>",
    "<t:issued>2022-04-01</t:issued><pubDate>soon</pubDate>",
  ])
  func aDateThatCannotBeReadGivesWayToOneThatCan(dates: String) throws {
    let feed = try read(
      rss(
        "<item><title>a</title>\(dates)</item>",
        root: " xmlns:d=\"http://purl.org/dc/elements/1.1/\" xmlns:t=\"http://purl.org/dc/terms/\""))
    let entry = try #require(feed.entries.first)
    #expect(entry.published?.reading?.time.milliseconds == 1_648_771_200_000)
    #expect(codes(feed).contains("date-invalid"))
  }

  @Test(arguments: [
    #"<time datetime="2022-04-01T10:18:00+02:00">Fri, 04/01/2022 - 10:18</time>"#,
    #"&lt;time datetime="2022-04-01T08:18:00Z" class="datetime"&gt;April 1&lt;/time&gt;"#,
    #"<![CDATA[<time title="x" datetime="2022-04-01T08:18:00Z">1.4.</time>]]>"#,
    "<![CDATA[<span class='date'>Fri, 01 Apr 2022 08:18:00 GMT</span>\n]]>", "<p>1 Apr 2022 08:18</p>",
  ])
  func aDateMayStandInHTML(date: String) throws {
    for name in ["pubDate", "dc:date"] {
      let feed = try read(
        rss(
          "<item><title>a</title><\(name)>\(date)</\(name)></item>",
          root: " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""))
      #expect(feed.entries.first?.published?.reading?.time.rfc3339 == "2022-04-01T08:18:00Z")
      #expect(!codes(feed).contains("date-invalid"))
    }
  }

  @Test func theYearZeroOfPHPIsNoDate() throws {
    let feed = try read(
      rss("<item><title>a</title><pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate></item>"))
    #expect(feed.entries.first?.published?.reading == nil)
    #expect(codes(feed).contains("date-invalid"))
  }

  @Test(arguments: [
    "<![CDATA[<![CDATA[Pier & mole]]]]><![CDATA[>]]>", "&lt;![CDATA[Pier &amp;amp; mole]]&gt;",
    "<![CDATA[<![CDATA[ Pier & mole ]]>]]>",
  ])
  func bracketsOfASectionThatWereEscapedAreNoText(text: String) throws {
    let feed = try read(rss("<item><title>\(text)</title><guid>1</guid></item>"))
    #expect(feed.entries.first?.title == "Pier & mole")
  }

  @Test func twoSectionsInOneTextAreItsText() throws {
    let feed = try read(
      rss("<item><title>&lt;![CDATA[a]]&gt; is not &lt;![CDATA[b]]&gt;</title><guid>1</guid></item>"))
    #expect(feed.entries.first?.title == "<![CDATA[a]]> is not <![CDATA[b]]>")
  }

  @Test(
    arguments: [
      ("Ida Falk &lt;&gt;", "Ida Falk"), ("Ida Falk ()", "Ida Falk"), (" (Ida Falk)", "Ida Falk"),
      ("()", nil), ("(Ida) Falk (Harbor Post)", "(Ida) Falk (Harbor Post)"), ("Ida (HP)", "Ida (HP)"),
    ] as [(String, String?)])
  func bracketsWithoutAnAddressAreNotPartOfTheName(text: String, name: String?) throws {
    let feed = try read(rss("<item><title>a</title><author>\(text)</author></item>"))
    #expect(feed.entries.first?.authors.first?.name == name)
  }

  @Test func theSubjectOfAnAddressIsNoName() throws {
    let feed = try read(
      rss("<item><title>a</title><author>mailto:i@a.example?subject=Pier (Ida)</author></item>"))
    #expect(feed.entries.first?.authors == [Person(name: "Ida", email: "i@a.example")])
  }

  @Test(
    arguments: [
      ("1,234,567", 1_234_567), ("1234567 bytes", 1_234_567), ("12.5 MB", nil), ("340 kB", nil), ("2G", nil),
      ("0", nil), ("-5", nil), ("12,3456", 12), ("1,234.5", 1234), ("1,", 1),
    ] as [(String, Int64?)])
  func aLengthHasSeparatorsButNoUnits(length: String, size: Int64?) throws {
    let feed = try read(
      rss("<item><title>a</title><enclosure url=\"http://a.example/1.mp3\" length=\"\(length)\"/></item>"))
    #expect(feed.entries.first?.attachments.first?.size == size)
  }

  @Test func dublinCoreMayListItsValues() throws {
    let feed = try read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbor Post</title></channel>
      <item rdf:about="http://a.example/1"><title>a</title>
      <dc:creator><rdf:Seq><rdf:li>Ida Falk</rdf:li><rdf:li>o@a.example (Olav)</rdf:li></rdf:Seq></dc:creator>
      <dc:subject><rdf:Bag><rdf:li> ferries </rdf:li><rdf:li/><rdf:li>piers</rdf:li></rdf:Bag></dc:subject>
      </item></rdf:RDF>
      """)
    #expect(
      feed.entries.first?.authors == [Person(name: "Ida Falk"), Person(name: "Olav", email: "o@a.example")])
    #expect(feed.entries.first?.tags == ["ferries", "piers"])
  }

  @Test func aPointMayHaveAHeight() throws {
    let feed = try read(
      rss(
        "<item><title>a</title><georss:point>59.9 10.7 120</georss:point></item>",
        root: " xmlns:georss=\"http://www.georss.org/georss\""))
    let geometry = feed.entries.first?.detail?.common.geometry
    #expect(geometry == Geometry(type: "Point", coordinates: .position([10.7, 59.9, 120])))
  }

  @Test func anAddressMayBeALink() throws {
    let feed = try read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>Ida</name><email> mailto:i@a.example</email></author></feed>"
    )
    #expect(feed.authors == [Person(name: "Ida", email: "i@a.example")])
  }

  @Test func aDateThatCannotBeReadIsKeptAsTextWhenThereIsNoOther() throws {
    let entry = try read(rss("<item><title>a</title><pubDate>soon</pubDate></item>")).entries.first
    #expect(entry?.published == EntryDate(raw: "soon", reading: nil))
  }

  // MARK: Texts

  @Test func aTitleIsOneLine() throws {
    let feed = try read(rss("<item><title>Storm\n    closes\r\n\tthe   harbor</title></item>"))
    #expect(feed.entries.first?.title == "Storm closes the harbor")
  }

  @Test func characterReferencesInTagsAreReadAsTheirCharactersButInAtom() throws {
    let item = "<category><![CDATA[Arts &amp; Crafts]]></category><category>R&amp;D</category>"
    let feed = try read(rss("<item><title>a</title>\(item)</item>"))
    #expect(feed.entries.first?.tags == ["Arts & Crafts", "R&D"])
    #expect(feed.entries.first?.detail?.common.categories.first?.term == "Arts &amp; Crafts")
    let atom = try read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>x</id><category term=\"&amp;amp;\"/></entry></feed>"
    )
    #expect(atom.entries.first?.tags == ["&amp;"])
  }

  @Test(arguments: [
    "ida@post.example, Ida Falk", "ida@post.example - Ida Falk", "Ida Falk; ida@post.example",
    "ida@post.example: Ida Falk",
  ])
  func whatSeparatesANameFromAnAddressIsPartOfNeither(line: String) throws {
    let feed = try read(rss("<item><title>a</title><author>\(line)</author></item>"))
    #expect(feed.entries.first?.authors == [Person(name: "Ida Falk", email: "ida@post.example")])
  }

  @Test(arguments: ["text/html; charset=utf-8", "TEXT/HTML", " html "])
  func aTypeOfTextCountsWithoutItsParametersAndItsCase(type: String) throws {
    let feed = try read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>x</id><content type=\"\(type)\">&lt;p&gt;a</content>"
        + "</entry></feed>")
    #expect(feed.entries.first?.contentHTML == "<p>a")
    #expect(feed.warnings.isEmpty)
  }

  @Test func anImageIsOneInWhateverCaseItsTypeIs() throws {
    let feed = try read(
      rss("<item><title>a</title><enclosure url=\"http://a.example/1\" type=\"Image/JPEG\"/></item>"))
    #expect(feed.entries.first?.image == "http://a.example/1")
  }

  @Test(arguments: [
    "Ida Falk &lt;ida@post.example>, Otto Brandt &lt;otto@post.example>",
    "ida@post.example (Ida Falk), otto@post.example (Otto Brandt)",
    "ida@post.example (Ida Falk); otto@post.example (Otto Brandt),",
  ])
  func aLineWithSeveralAddressesNamesSeveralPeople(line: String) throws {
    let feed = try read(rss("<item><title>a</title><author>\(line)</author></item>"))
    #expect(
      feed.entries.first?.authors == [
        Person(name: "Ida Falk", email: "ida@post.example"),
        Person(name: "Otto Brandt", email: "otto@post.example"),
      ])
  }

  @Test func commasInNamesAndAddressesThatAreTheirOwnNamesMakeNobody() throws {
    let authors = "<author>Falk, Ida (ida@post.example), Brandt, Otto (otto@post.example)</author>"
    let feed = try read(
      rss("<item><title>a</title>\(authors)<author>x@y.example (x@y.example)</author></item>"))
    #expect(
      feed.entries.first?.authors == [
        Person(name: "Falk, Ida", email: "ida@post.example"),
        Person(name: "Brandt, Otto", email: "otto@post.example"), Person(email: "x@y.example"),
      ])
  }

  @Test func whatRDFDescribesInAnElementIsItsValue() throws {
    let feed = try read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:foaf="http://xmlns.com/foaf/0.1/"
        xmlns:taxo="http://purl.org/rss/1.0/modules/taxonomy/"><item rdf:about="x">
        <dc:creator><foaf:Person><foaf:name>Ida Falk</foaf:name></foaf:Person></dc:creator>
        <dc:subject><taxo:topic rdf:about="http://topics.example/1"><rdf:value>Ferries</rdf:value></taxo:topic>
        </dc:subject></item></rdf:RDF>
      """)
    #expect(feed.entries.first?.authors == [Person(name: "Ida Falk")])
    #expect(feed.entries.first?.tags == ["Ferries"])
  }

  @Test func aThumbnailThatSaysOneSideOnlyIsTakenForASquare() throws {
    let thumbnails =
      #"<m:thumbnail url="/wide" width="1000"/><m:thumbnail url="/small" width="75" height="50"/>"#
    let feed = try read(
      rss("<item><title>a</title>\(thumbnails)</item>", root: " xmlns:m=\"http://search.yahoo.com/mrss/\""),
      url: "http://a.example/")
    #expect(feed.entries.first?.image == "http://a.example/wide")
  }

  @Test func aGuidThatIsAPathOfTheSiteIsItsAddress() throws {
    let items = "<item><guid>/2022/ferry</guid></item><item><guid>4711</guid></item>"
    let entries = try read(rss(items), url: "https://post.example/feed.xml").entries
    #expect(entries.map(\.id) == ["/2022/ferry", "4711"])
    #expect(entries.map(\.url) == ["https://post.example/2022/ferry", nil])
    #expect(try read(rss(items)).entries.first?.url == nil)
  }

  @Test func aGeoPointHoldsItsCoordinates() throws {
    let feed = try read(
      rss(
        "<item><title>a</title><geo:Point><geo:lat>55.7</geo:lat><geo:long>12.6</geo:long></geo:Point></item>",
        root: " xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\""))
    #expect(
      feed.entries.first?.detail?.common.geometry
        == Geometry(type: "Point", coordinates: .position([12.6, 55.7])))
  }

  // MARK: What stands in front

  @Test func markupInAnEntityOfTheDoctypeMakesNoPageOfAFeed() throws {
    let feed = try read(
      "<!DOCTYPE rss [<!ENTITY logo \"<b>HP</b>\">]>" + rss("<item><title>a</title></item>"))
    #expect(feed.entries.count == 1)
  }

  @Test func aRootWhoseTagGoesOnInTheNextLineIsFoundBehindAWarning() throws {
    let feed = try read(
      "<br />\n<b>Warning</b>: disk low<br />\n<rss\n version=\"2.0\"><channel><title>Harbor Post</title></channel></rss>"
    )
    #expect(feed.title == "Harbor Post")
    #expect(codes(feed) == ["xml-leading-junk"])
  }

  @Test func aSecondXMLDeclarationDoesNotDecodeTheTextAgain() throws {
    let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
    let second = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>"
    let feed = try read("\(declaration)\(second)<rss><channel><title>Café Möwe</title></channel></rss>")
    #expect(feed.title == "Café Möwe")
    #expect(codes(feed) == ["xml-leading-junk"])
  }

  @Test func aLessThanSignBeforeAWordIsTextWhenNoTagComesOfIt() throws {
    let feed = try read(rss("<item><title>When x<y</title><link>http://a.example/1</link></item>"))
    #expect(feed.entries.first?.title == "When x<y")
    #expect(feed.entries.first?.url == "http://a.example/1")
  }
}
