import Deduplicating
import Testing

/// The steps of a title key one by one, each with what it must take for the same and what it must not.
@Suite struct TitleStepsTests {
  static let title = "Striking ferry crews reach deal with operator"

  @Test(arguments: [
    "EXCLUSIVE-%", "REFILE-UPDATE 1-%", "WRAPUP 3-%", "RPT-%", "BRIEF-%", "AP Exclusive: %", "APNewsBreak: %",
    "AFP - %", "FLASH - %", "EILMELDUNG/%", "ROUNDUP 2: %", "URGENTE.- %", "ANSA-FLASH/%", "++ % ++",
    "1st LD-Writethru: %", "PHOTOS: %", "VIDEO | %", "WATCH: %", "Update #3: %", "% (Updated 3:45 p.m.)",
    "JUST IN | %", "PTI | %", "% | IANS", "(IANS) %", "KUNA : %", "% (PAP)", "(AMPLIACIÓN) %", "[영상] %",
    "【独自】%", "（更新）%", "快讯｜%", "突发！%", "СРОЧНО! %", "(обновлено) %", "SON DAKİKA! %", "عاجل.. %",
    "מבזק: %", "⚡️ %", "‼️%", "**BREAKING** %", "#UPDATE %",
  ])
  func `agencies' conventions come off`(_ pattern: String) {
    #expect(Fixture.key(pattern.replacing("%", with: Self.title)) == Fixture.key(Self.title))
  }

  @Test(arguments: [
    // Numbers of parts, a score, a name before a colon, a word that is a label elsewhere.
    "% (2/3)", "% [1/2]", "Union: %", "% - and now?", "Report: %", "% 2-1", "Breaking bread: %",
    "% for a day",
  ])
  func `what says something stays`(_ pattern: String) {
    #expect(Fixture.key(pattern.replacing("%", with: Self.title)) != Fixture.key(Self.title))
  }

  @Test func `a numbered tag comes off a headline in capitals, a score does not`() {
    #expect(Fixture.key("UPDATE 1-JUDGES WARN OF THIN ICE") == Fixture.key("Judges warn of thin ice"))
    #expect(Fixture.key("LEAD 2-0 NOT ENOUGH FOR ROVERS") != Fixture.key("0 not enough for Rovers"))
  }

  @Test(arguments: [
    ("Firms with <10 staff exempt", "Firms with staff exempt", false),
    ("Firms with &lt;10 staff exempt", "Firms with <10 staff exempt", true),
    ("Tolls rise on M&amp;amp;amp;K road", "Tolls rise on M&K road", true),
    ("Area 10<sup>2</sup> km", "Area 102 km", false), ("Area 10<sup>2</sup> km", "Area 10² km", true),
    ("Pour in 1½ litres", "Pour in 12 litres", false),
    ("â€œWe winâ€\u{9D} says captain", "“We win” says captain", true),
  ])
  func `markup and references are undone, as far as they are any`(
    _ first: String, _ second: String, _ isSame: Bool
  ) {
    #expect((Fixture.key(first) == Fixture.key(second)) == isSame)
  }

  @Test(arguments: [
    ("ISPARTA'da ılık hava", "Isparta'da ilik hava"), ("Łódź otwiera szlak", "Lodz otwiera szlak"),
    ("Ærø får ny færge", "Aero far ny faerge"), ("Œuvre retrouvée à Đakovo", "OEUVRE RETROUVEE A DAKOVO"),
    ("الكُويت تُعلن", "الكويت تعلن"), ("مـــدرسة جديدة", "مدرسه جديده"), ("שָׁלוֹם עולם", "שלום עולם"),
    ("Цена ￥５００", "Цена ¥500"), ("आयु ४० वर्ष", "आयु 40 वर्ष"),
  ])
  func `letters are folded by script`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test func `a truncated title is marked, and loses the word that may be half of one`() {
    let key = Fixture(title: "Striking ferry crews reach deal with oper…").key
    #expect(key.isTruncated)
    #expect(key.text == "strikingferrycrewsreachdealwith")
    #expect(Fixture(title: "Striking ferry crews reach deal with […]").key.isTruncated)
    #expect(!Fixture(title: "Striking ferry crews... reach deal").key.isTruncated)
  }

  @Test func `an unknown label leaves an alternate key`() {
    let key = Fixture(title: "Skerry Sound: Striking ferry crews reach deal with operator").key
    #expect(key.alternateText == Fixture.key(Self.title))
    #expect(Fixture(title: "Part 2: Striking ferry crews reach deal with operator").key.alternate.isEmpty)
    #expect(Fixture(title: Self.title).key.alternate.isEmpty)
  }

  @Test func `long titles go through as short ones do`() {
    let words = Array(repeating: "ferry crews réach a deal", count: 60).joined(separator: " ")
    #expect(Fixture.key(words + " 17") != Fixture.key(words + " 18"))
    #expect(Fixture.key("BREAKING: " + words) == Fixture.key(words))
  }
}
