import FeedModel
import Parsing
import Testing

/// One broken entry costs that entry at most, whatever is broken in it.
@Suite struct RepairPropertyTests {
  private static let count = 6

  private static func rssItem(_ number: Int) -> String {
    """
    <item><title>Ferry \(number) sails</title><link>https://quay.example/\(number)?a=1&amp;b=2</link>
    <guid isPermaLink="false">g\(number)</guid><dc:creator>Ann</dc:creator>
    <description><![CDATA[<p class="x">Pier <b>\(number)</b></p>]]></description>
    <enclosure url="https://quay.example/\(number).mp3" length="1" type="audio/mpeg"/></item>

    """
  }

  private static func atomEntry(_ number: Int) -> String {
    """
    <entry><title type="html">Ferry \(number) sails</title><id>g\(number)</id>
    <link href="https://quay.example/\(number)"/><updated>2024-01-0\(number)T00:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Pier &lt;\(number)</p></div></content></entry>

    """
  }

  /// A document's head, entries and tail.
  private struct Parts {
    var head: String
    var entries: [String]
    var tail: String

    var text: String { head + entries.joined() + tail }
  }

  private static let documents: [Parts] = [
    Parts(
      head:
        "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Quay</title>\n",
      entries: (1...count).map(rssItem), tail: "</channel></rss>\n"),
    Parts(
      head: "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Quay</title>\n",
      entries: (1...count).map(atomEntry), tail: "</feed>\n"),
  ]

  private static let insertions = [
    "<b>", "</b>", "<p>", "&foo", "&foo;", "& ", "</item>", "</entry>", "<item>", "<entry>", "\"", "'", "]]>",
    "<![CDATA[", "\0", "<", ">", "<!--", "-->", "<?", "?>", "</channel></rss>", "</feed>", "<!DOCTYPE x [",
    "=",
    "</description>", "<title>", "<link", "<a href=\"x", "\u{FFFE}", "&#0;", "<x:y>", "</",
  ]

  private struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
  }

  private static func damage(_ entry: String, _ random: inout Random) -> String {
    var bytes = Array(entry.utf8)
    let place = random.below(bytes.count)
    switch random.below(4) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(12)))
    case 1: bytes[place] = UInt8(32 + random.below(95))
    default: bytes.insert(contentsOf: insertions[random.below(insertions.count)].utf8, at: place)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func titles(_ feed: Feed) -> Set<String> { Set(feed.entries.compactMap(\.title)) }

  @Test(arguments: 0..<2)
  func damageInOneEntryLeavesTheOthersAsTheyAre(document: Int) throws {
    var random = Random(state: 20_260_301)
    for round in 0..<1_500 {
      var parts = Self.documents[document]
      let broken = random.below(Self.count)
      parts.entries[broken] = Self.damage(parts.entries[broken], &random)
      let feed = try read(parts.text)
      // What is still well-formed is not broken: a section may go on to the next one's end.
      guard codes(feed).contains(where: { $0.hasPrefix("xml-") }) else { continue }
      for number in 1...Self.count where number != broken + 1 {
        #expect(
          Self.titles(feed).contains("Ferry \(number) sails"), "round \(round): \(parts.entries[broken])")
      }
      #expect(feed.title == "Quay", "round \(round): \(parts.entries[broken])")
    }
  }

  @Test(arguments: 0..<2)
  func ofADocumentThatBreaksOffAllWholeEntriesAreKept(document: Int) throws {
    let parts = Self.documents[document]
    let bytes = Array(parts.text.utf8)
    var end = parts.head.utf8.count
    var ends: [Int] = []
    for entry in parts.entries {
      end += entry.utf8.count
      ends.append(end)
    }
    for length in stride(from: parts.head.utf8.count, to: bytes.count, by: 3) {
      let feed = try read(String(decoding: bytes[0..<length], as: UTF8.self))
      for (index, end) in ends.enumerated() where end <= length {
        #expect(Self.titles(feed).contains("Ferry \(index + 1) sails"), "cut at \(length)")
      }
    }
  }
}
