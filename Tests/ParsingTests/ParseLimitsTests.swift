import Parsing
import Testing

@Test func errorsAreOneLine() {
  #expect(ParseError.notAFeed(reason: "it is empty").description == "not a feed: it is empty")
}
