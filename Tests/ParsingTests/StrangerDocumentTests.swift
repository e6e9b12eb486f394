import FeedModel
import Parsing
import Testing

@Suite struct StrangerDocumentTests {
  @Test(arguments: [
    ("", "the document is empty"),
    (" \n ", "the document is empty"),
    (
      "<!DOCTYPE html><html><head><title>Sorry &amp; bye</title></head></html>",
      "an HTML page titled “Sorry & bye”"
    ),
    ("<html><body>no</body></html>", "an HTML page without a title"),
    (
      "<!doctype html><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'></script>",
      "a challenge page titled “Just a moment...”"
    ),
    ("<?xml version='1.0'?><opml version='2.0'><body/></opml>", "an OPML document"),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
    ("<weather><wind/></weather>", "an XML document with the root weather"),
    ("just words", "no XML in it, but the text “just words”"),
    (
      "<html><head><link rel='alternate' type='application/rss+xml' href='/feed?a=1&amp;b=2'><title>Quay</title></head>",
      "an HTML page titled “Quay”; it links a feed at https://quay.example/feed?a=1&b=2"
    ),
    (
      "<!doctype html><title>Checking</title><script>window._cf_chl_opt={}</script>",
      "a challenge page of Cloudflare titled “Checking”"
    ),
    (
      "<html><head><META NAME='robots'></head><iframe src='/_Incapsula_Resource?x=1'>",
      "a challenge page of Imperva"
    ),
    (
      "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18. https://errors.edgesuite.net/18</BODY>",
      "a challenge page of Akamai titled “Access Denied”"
    ),
    ("<html><title>403 Forbidden</title><h1>no</h1>", "a page that refuses access titled “403 Forbidden”"),
    ("<html><title>Index of /pub</title></html>", "a directory listing titled “Index of /pub”"),
    (
      "<html><title>Members</title><form><input type=\"password\" name=p></form></html>",
      "a login page titled “Members”"
    ),
    (
      "<html><title>x.example</title><p>The domain is parked</html>",
      "a page of a parked domain titled “x.example”"
    ),
    (
      "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>No such key.</Message></Error>",
      "an error in XML that says “NoSuchKey: No such key.”"
    ),
    (
      "<s:Envelope xmlns:s='u'><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body></s:Envelope>",
      "a SOAP message that says “s:Client”"
    ),
    ("<kml/>", "a KML document"), ("<urlset/>", "a sitemap"),
    ("<OpenSearchDescription/>", "an OpenSearch description"),
    ("%PDF-1.7 <rss>", "a PDF document"), ("PK\u{3}\u{4}x", "a zip archive"),
  ])
  func aDocumentThatIsNoFeedIsNamed(document: String, reason: String) {
    #expect(throws: ParseError.notAFeed(reason: reason)) {
      try read(document, url: "https://quay.example/news/")
    }
  }

  @Test(arguments: [
    ([0x1F, 0x8B, 8, 0, 1, 2, 3] as [UInt8], "a gzip file: the document is compressed twice"),
    ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74], "a JPEG image"),
    ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], "a PNG image"),
  ])
  func aFileThatIsNoTextIsNamed(bytes: [UInt8], reason: String) {
    #expect(throws: ParseError.notAFeed(reason: reason)) {
      try FeedParser().parse(bytes, url: nil, contentType: "application/rss+xml")
    }
  }

  @Test func aFeedMayTalkOfChallengesAndLogins() throws {
    let feed = try read(
      rss("<item><title>cf-chl</title><description>recaptcha type=\"password\"</description></item>"))
    #expect(feed.entries.map(\.title) == ["cf-chl"])
  }

  @Test func errorsAreOneLine() {
    #expect(ParseError.notAFeed(reason: "it is empty").description == "not a feed: it is empty")
    let limit = ParseError.limit(code: "time", message: "too slow").description
    #expect(limit == "over a limit (time): too slow")
  }
}
