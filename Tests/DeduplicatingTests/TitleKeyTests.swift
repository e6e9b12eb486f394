import Deduplicating
import Testing

@Suite struct TitleKeyTests {
  @Test(arguments: [
    ("Harbor ferry runs aground, 12 rescued", "HARBOR FERRY RUNS AGROUND; 12 RESCUED"),
    ("Mayor: 'We will rebuild the pier'", "Mayor: \u{201C}We will rebuild the pier\u{201D}"),
    ("Caf\u{E9} owners sue city over terraces", "Cafe\u{301} owners sue city over terraces"),
    ("Café owners sue city over terraces", "CafÃ© owners sue city over terraces"),
    ("Bridge &amp; tunnel tolls to rise", "Bridge &amp;amp; tunnel tolls to rise"),
    ("Author of <i>Salt</i> wins prize", "Author of Salt wins prize"),
    ("N.K. envoy arrives for talks", "North Korean envoy arrives for talks"),
    ("S. Korea to send relief team", "SKorea to send relief team"),
    ("Output falls 3.2 percent in May", "Output falls 3,2% in May"),
    ("City plants 10,000 trees", "City plants 10 000 trees"),
    ("Fund fined $5m over late filing", "Fund fined $5 million over late filing"),
    ("Organisers cancel harbour festival", "Organizers cancel harbor festival"),
    ("Nurses end six-week walkout", "Nurses end 6-week walkout"),
    ("Gov't to ease roof rules", "Government to ease roof rules"),
    ("서울 내년 예산 확정", "서울 내년예산 확정"),
    ("\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF} 예산", "서울 예산"),
    ("前 장관 재판 시작", "전 장관 재판 시작"),
    ("ﾄﾝﾈﾙ工事で通行止め", "トンネル工事で通行止め"),
    ("國務院宣布新規定", "国务院宣布新规定"),
    ("Учёные нашли озеро", "Ученые нашли озеро"),
    ("İstanbul'da yağış", "ISTANBUL'DA YAĞIŞ"),
    ("الأمطار ١٢ يوماً", "الامطار 12 يوما"),
    ("دولت می\u{200C}گوید", "دولت می گوید"),
    ("Straße gesperrt", "Strasse gesperrt"),
  ])
  func `spellings of one headline have one key`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("Rovers beat United 2-1", "Rovers beat United 21"), ("Area of 10² km", "Area of 102 km"),
    ("Add 1½ cups", "Add 12 cups"), ("Lows of -3C expected", "Lows of 3C expected"),
    ("Fined $5m", "Fined €5m"), ("C++ panel meets", "C panel meets"),
    ("Striker to re-sign", "Striker to resign"), ("Up 0.3 percent", "Up 3 percent"),
    ("市場でカキの取引", "市場でガキの取引"), ("ปลูกข้าว", "ปลูกข่าว"),
    ("किताब मेला", "कताब मेला"), ("Мой дом", "Мои дом"), ("Cháy chợ ở Nam Định", "Chạy chợ ở Nam Định"),
  ])
  func `what makes a difference stays in the key`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) != Fixture.key(second))
  }

  @Test(arguments: [
    "(LEAD) %", "(2nd LD) %", "UPDATE 2-%", "CORRECTED-UPDATE 1-%", "BREAKING: %", "Breaking News | %",
    "% (UPDATED)",
    "UPDATE %", "[Video] %", "🚨 URGENT — %", "AP NewsAlert: %", "% - video", "+++ % +++", "【速報】%", "[속보] %",
    "%(종합2보)",
    "СРОЧНО: %", "عاجل | %", "ÚLTIMA HORA: %", "% (Aktualisiert)", "(Yonhap) (LEAD) %", "#BREAKING %",
  ])
  func `version and media labels come off`(_ pattern: String) {
    let title = "Striking ferry crews reach deal with operator"
    #expect(Fixture.key(pattern.replacing("%", with: title)) == Fixture.key(title))
  }

  @Test func `a genre is part of the key wherever it stands`() {
    let plain = Fixture.key("Ferry crews reach deal")
    let before = Fixture.key("Analysis: Ferry crews reach deal")
    #expect(before != plain)
    #expect(before == Fixture.key("Ferry crews reach deal | Analysis"))
    #expect(before == Fixture.key("[ANALYSIS] Ferry crews reach deal"))
  }

  @Test(arguments: [
    "% - Kestrel News", "% | Kestrel", "Kestrel News » %", "% — The Kestrel", "% | World | Kestrel News",
    "% - BBC News",
    "% (Reuters)", "% via Kestrel News", "% | Kestrel News - Politics",
  ])
  func `the source's own name and known outlets come off`(_ pattern: String) {
    let title = "Striking ferry crews reach deal with operator"
    #expect(Fixture.key(pattern.replacing("%", with: title)) == Fixture.key(title))
  }

  @Test(arguments: [
    "% - Harbor District", "% - and what we don't", "% | Small Business", "% - day two report",
  ])
  func `other last segments stay`(_ pattern: String) {
    let title = "Road works planned for the coming month"
    #expect(Fixture.key(pattern.replacing("%", with: title)) != Fixture.key(title))
  }

  @Test func `labels are named for the output`() {
    #expect(Fixture(title: "(2nd LD) Ferry crews reach deal").key.labels == ["lead 2"])
    #expect(Fixture(title: "Ferry crews reach deal").key.labels.isEmpty)
  }

  @Test func `a short title is weak and a column's name generic`() {
    #expect(Fixture(title: "Rates cut").key.weight < 4.5)
    #expect(Fixture(title: "Editorial summary for April 1").key.isGeneric)
    #expect(!Fixture(title: "Ferry crews reach deal with operator").key.isGeneric)
  }

  @Test func `keys of any bytes are made without a trap`() {
    var state: UInt64 = 7
    for _ in 0..<4000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let alphabet = Array(
          "[](){}<>:|-–—…. ,/#+&;'\"0123aZé가かア漢ЯА\u{301}\u{0F}\u{200B}😀²½%$".unicodeScalars)
        scalars.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      #expect(Fixture(title: String(scalars)).key.hash != 0)
    }
  }
}
