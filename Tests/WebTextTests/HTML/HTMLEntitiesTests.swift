import Testing
import WebText

@Suite struct HTMLEntitiesTests {
  @Test(arguments: [
    ("", ""), ("no reference", "no reference"), ("AT&T", "AT&T"), ("a & b", "a & b"), ("&", "&"),
    ("&;", "&;"),
    ("R&amp;D", "R&D"), ("&lt;p&gt;&quot;&apos;", "<p>\"'"), ("&amp;amp;", "&amp;"), ("&AMP;&Amp;", "&&Amp;"),
    ("a&nbsp;b", "a\u{A0}b"), ("&hellip;&mdash;&euro;", "…—€"), ("&Delta;&delta;", "Δδ"),
    ("&NotEqualTilde;", "≂̸"), ("&CounterClockwiseContourIntegral;", "∳"), ("&Afr;", "𝔄"),
    ("&eacute", "é"), ("&eacutex", "éx"), ("&notit;", "¬it;"), ("&notin;", "∉"), ("&hellip", "&hellip"),
    ("?a=1&copy=2", "?a=1©=2"), ("&unknown;", "&unknown;"), ("&Hellip;", "&Hellip;"),
    ("&#38;&#x26;&#X26;", "&&&"), ("&#8217", "’"), ("&#x2019z", "’z"), ("&#;&#x;&#xg;", "&#;&#x;&#xg;"),
    ("&#146;&#x80;&#150;", "’€–"), ("&#129;", "\u{81}"), ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"),
    ("&#x110000;", "\u{FFFD}"), ("&#99999999999999999999999999;", "\u{FFFD}"),
    ("&#x10FFFF;", "\u{10FFFF}"), ("&#128640;", "🚀"), ("&#-1;", "&#-1;"), ("&#٣;", "&#٣;"),
  ])
  func decodesReferences(text: String, expected: String) {
    #expect(HTMLEntities.decode(text) == expected)
  }

  @Test(arguments: [
    ("?a=1&copy=2", "?a=1&copy=2"), ("?a&copyx", "?a&copyx"), ("?a&copy", "?a©"), ("?a&copy;b", "?a©b"),
    ("?a&amp;b&lt", "?a&b<"),
  ])
  func leavesParametersOfAnAttributesURL(text: String, expected: String) {
    #expect(HTMLEntities.decode(text, inAttribute: true) == expected)
  }

  @Test func looksUpNames() throws {
    #expect(try #require(HTMLEntities.lookup("nbsp")) == (0xA0, 0))
    #expect(try #require(HTMLEntities.lookup("acE")) == (0x223E, 0x333))
    #expect(try #require(HTMLEntities.lookup("AElig")) == (0xC6, 0))
    #expect(try #require(HTMLEntities.lookup("zwnj")) == (0x200C, 0))
    for name in ["", "nbs", "nbspx", "NBSP", "é", "\0", String(repeating: "a", count: 99)] {
      #expect(HTMLEntities.lookup(name) == nil, "\(name)")
    }
  }

  @Test func survivesAnyBytesAndGrowsNoText() {
    let interesting = Array("&#xX;0129aAnotbsp=&&".utf8) + [0, 0x80, 0xFF]
    var random = SplitMix(seed: 3)
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(16)).map { _ in interesting[random.below(interesting.count)] }
      var output: [UInt8] = []
      bytes.withUnsafeBufferPointer { HTMLEntities.decode($0, into: &output) }
      #expect(output.count <= bytes.count)
    }
  }
}
