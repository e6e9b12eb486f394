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
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", "an XML document with the root svg"),
    ("just words", "no XML in it"),
  ])
  func aDocumentThatIsNoFeedIsNamed(document: String, reason: String) {
    #expect(throws: ParseError.notAFeed(reason: reason)) { try read(document) }
  }

  @Test func errorsAreOneLine() {
    #expect(ParseError.notAFeed(reason: "it is empty").description == "not a feed: it is empty")
    let limit = ParseError.limit(code: "time", message: "too slow").description
    #expect(limit == "over a limit (time): too slow")
  }
}
