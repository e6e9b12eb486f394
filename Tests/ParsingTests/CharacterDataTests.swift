import FeedModel
import Testing

@testable import Parsing

/// CDATA sections go past libxml2 where they can: nothing else may change by that.
@Suite struct CharacterDataTests {
  /// Long enough to go past libxml2.
  static let long = String(repeating: "Harbour crews clear the last wreck. ", count: 12)

  private func document(_ description: String, after: String = "") -> String {
    """
    <rss version="2.0"><channel><title>Quay</title>
    <item><guid>1</guid><description>\(description)</description>\(after)</item>
    </channel></rss>
    """
  }

  @Test func aLongSectionIsReadWhole() throws {
    let feed = try read(document("<![CDATA[\(Self.long)<b>end</b>]]>"))
    #expect(feed.entries.first?.contentHTML == Self.long + "<b>end</b>")
    #expect(feed.warnings.isEmpty)
  }

  @Test func sectionsAndTextAroundThemStandInTheirOrder() throws {
    let inner = Self.long.trimmingSpaces
    let feed = try read(document("one <![CDATA[\(inner)]]> two <![CDATA[\(inner)]]>&amp; three"))
    #expect(feed.entries.first?.contentText == "one \(inner) two \(inner)& three")
  }

  @Test(arguments: ["", "short", long])
  func lineEndsBecomeNewlines(_ padding: String) throws {
    let feed = try read(document("<![CDATA[a\r\nb\rc\n\r\nd\(padding)]]>"))
    #expect(feed.entries.first?.contentText == "a\nb\nc\n\nd\(padding)".trimmingSpaces)
  }

  @Test(arguments: ["\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func charactersThatXMLForbidsAreDroppedWithAWarning(_ character: String) throws {
    let feed = try read(document("<![CDATA[\(Self.long)a\(character)b]]>"))
    #expect(feed.entries.first?.contentText == Self.long + "ab")
    #expect(feed.warnings.contains { $0.code.hasPrefix("xml-") })
  }

  @Test(arguments: ["é", "한", "\u{FF0C}", "\u{FFFD}", "\t", "\u{7F}"])
  func otherCharactersPass(_ character: String) throws {
    let feed = try read(document("<![CDATA[\(Self.long)a\(character)b]]>"))
    #expect(feed.entries.first?.contentText == Self.long + "a\(character)b")
    #expect(feed.warnings.isEmpty)
  }

  @Test func aSectionInACommentIsNoText() throws {
    let feed = try read(document("<!-- <![CDATA[\(Self.long)]]> -->kept"))
    #expect(feed.entries.first?.contentText == "kept")
  }

  @Test func aSectionThatNeverEndsIsReadToTheEndOfTheDocument() throws {
    let feed = try read(document("<![CDATA[\(Self.long)"))
    let entry = try #require(feed.entries.first)
    #expect((entry.contentText ?? entry.contentHTML)?.hasPrefix(Self.long.trimmingSpaces) == true)
    #expect(feed.warnings.contains { $0.code.hasPrefix("xml-") })
  }

  @Test func warningsAfterASectionNameTheLineInTheDocument() throws {
    let lines = String(repeating: "line of a long text\n", count: 20)
    let feed = try read(document("<![CDATA[\(lines)]]>", after: "<odd:thing>x</odd:thing>"))
    // The item starts on line 2; the section holds 20 newlines.
    let warning = try #require(feed.warnings.first { $0.code == "xml-undeclared-prefix" })
    #expect(warning.line == 22)
  }

  @Test func markupThatTheSectionBreaksOffIsNoticed() throws {
    // No element is open around it: not well-formed, whichever way it is read.
    let feed = try read(document("text") + "<![CDATA[\(Self.long)]]>")
    #expect(feed.entries.count == 1)
    #expect(feed.warnings.contains { $0.code.hasPrefix("xml-") })
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
