import Testing

@testable import Deduplicating

/// What a reader sees of a text, as letters for hashes.
@Suite struct VisibleTextTests {
  private func letters(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var letters = VisibleLetters(bytes)
      var all: [UInt8] = []
      // A chunk that takes up two blocks at most: the borders lie everywhere.
      withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { chunk in
        repeat { all += chunk[..<letters.fill(chunk)] } while !letters.areAtEnd
      }
      return String(decoding: all, as: UTF8.self)
    }
  }

  /// Letters and digits, the rest of ASCII taken out.
  private func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter {
          !$0.isASCII || "abcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars.contains($0)
        }))
  }

  private static let sample =
    "The FERRY, no. 7 (of 12) - \"Old Grey\" - leaves; at 9.30pm! [\\]^_`{|}~@/ Zz AZ az 09 "

  @Test(arguments: [
    ("", ""), ("<p>", ""), ("</p>", ""), ("<a href='x?y=1'>", ""), ("1 < 2", "12"), ("&amp;", ""),
    ("&#65;", "a"),
    ("&#233;", "é"), ("&#x1F600;", "\u{1F600}"), ("&eacute;", "é"), ("&nothing", "nothing"), (":", ""),
    ("?", ""),
    ("“", ""), ("–", ""), ("€", "€"), ("。", ""), ("か", "か"), ("\u{A0}", ""), ("Ã", "Ã"), ("é", "é"),
    ("漢字", "漢字"),
    ("😀", "😀"), ("<script>if (a < b) { c }</script>", ""), ("<!-- a > b -->", ""),
    ("https://harbor.example/a?b=c d", "httpsharborexamplead"),
  ])
  func `blocks of sixteen bytes end anywhere`(_ piece: String, _ seen: String) {
    for length in 0...40 {
      let head = String(Self.sample.prefix(length))
      for tail in ["", Self.sample] {
        #expect(letters(head + piece + " " + tail) == plain(head) + seen + plain(tail), "\(length): \(piece)")
      }
    }
  }

  @Test func `texts that look alike have one hash, whatever stands between their letters`() {
    let words = String(repeating: "harbor ferry 12 tunnel ", count: 120)
    for length in [1, 7, 8, 9, 15, 16, 17, 999, 1_000, 1_001, 1_024, 1_025, 2_000] {
      let text = String(words.prefix(length))
      let marked =
        "<p>"
        + text.replacing(" ", with: " – <br/>\n&nbsp;").uppercased().replacing("<BR/>", with: "<br/>")
        .replacing("&NBSP;", with: "&nbsp;")
      #expect(TextHash.visible(text) == TextHash.visible(marked), "\(length)")
      #expect(TextHash.visible(text) != TextHash.visible(text + "x"))
    }
    #expect(TextHash.visible("<p>&nbsp; … </p>") == 0)
  }

  /// Hashes are kept in the store: what one build wrote, the next must find.
  @Test func `the hash stays what it is`() {
    #expect(TextHash.visible("<p>Old harbor ferry “No. 7” to run through the winter</p>") == 3_862_682_243)
    #expect(TextHash.visible(String(repeating: "Городской совет острова, ", count: 60)) == 56_744_429)
    #expect(
      LeadText.hash(of: "WESBY, May 6 (Harbor News) -- The island council voted to keep the ferry running")
        == 7_825_985_330_270_648_964)
  }

  @Test(
    arguments: [
      ("WESBY, May 6 (Harbor News) -- The council", "The council"), ("WESBY — The council", "The council"),
      ("The well-known co-op is a long-term tenant of the harbor - and stays", nil),
      ("The council of the island of Wesby met. WESBY -- No dateline, since a sentence ended", nil),
      ("The council of the old island of Wesby met late. WESBY AND MOORHEIM -- no dateline", nil),
    ] as [(String, String?)])
  func `a dateline ends with a dash between spaces`(_ text: String, _ rest: String?) {
    var copy = text
    let found = copy.withUTF8 { String(decoding: $0[LeadText.dateline($0)...], as: UTF8.self) }
    #expect(found == rest ?? text)
  }
}
