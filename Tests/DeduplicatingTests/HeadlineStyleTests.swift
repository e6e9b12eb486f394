import Deduplicating
import Testing

@Suite struct HeadlineStyleTests {
  static let plain = "Odra lock reopens after repairs, waterways office says"

  @Test(arguments: [
    "BREAKING %", "URGENT %", "FLASH %", "UPDATED %", "VIDEO %", "FOTO VIDEO %", "% VIDEO",
    "%. PHOTOS", "%: FOTO", "%: UPDATED", "VIDÉO. %", "PHOTOS. %", "بالفيديو.. %", "%, देखें वीडियो", "快讯丨%",
    "獨家》%", "影／%", "《速報》%",
    "% ㅣ 속보", "% (aktl.)",
  ])
  func `labels come off in every newsroom's dress`(_ pattern: String) {
    #expect(Fixture.key(pattern.replacing("%", with: Self.plain)) == Fixture.key(Self.plain))
  }

  @Test(arguments: [
    "BREAKING NEWS %", "Video. %", "Фото. %", "%: видео", "%: video", "% + عکس", "% + fotók", "%; vídeo",
    "INFO LE FIGARO. %", "% | CNN Politics", "% - VİDEO HABER",
  ])
  func `so do labels of two words, signed ones, and pictures behind a colon, plus or semicolon`(
    _ pattern: String
  ) {
    #expect(Fixture.key(pattern.replacing("%", with: Self.plain)) == Fixture.key(Self.plain))
  }

  @Test(arguments: [
    "Transcript: %", "Pressestimmen: %", "Revue de presse : %", "Cartas: %", "Rassegna stampa: %",
    "Analys: %",
    "Podd: %", "ONLINE: %", "Расследование: %", "Уживо: %", "تعليق: %",
    "दृष्टिकोण: %", "热评：%", "【ドキュメント】%", "[독자기고] %",
  ])
  func `another piece about a story is no copy of it, in whatever language its label is`(_ pattern: String) {
    let title = pattern.replacing("%", with: Self.plain)
    let comparison = Fixture(title: Self.plain).compared(with: Fixture(title: "").elsewhere(title))
    #expect(comparison.verdict == "different")
  }

  @Test(arguments: [
    ("Tre lock keepers retire in May", "3 lock keepers retire in May"),
    ("Dix éclusiers partent en mai", "10 éclusiers partent en mai"),
    ("Acht Schleusen bleiben zu", "8 Schleusen bleiben zu"),
    ("Ti sluser holder stengt", "10 sluser holder stengt"),
    ("Na śluzie trzech rannych", "Na śluzie 3 rannych"),
    ("В шлюзе двух человек спасли", "В шлюзе 2 человек спасли"),
    ("إنقاذ ثلاثة عمال من الهويس", "إنقاذ 3 عمال من الهويس"), ("लॉक से तीन लोग बचाए गए", "लॉक से 3 लोग बचाए गए"),
    ("Sluis voor de derde keer dicht", "Sluis voor de 3e keer dicht"),
  ])
  func `small numbers in words are those in digits`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("Pet ducks rescued from the lock", "Five ducks rescued from the lock"),
    ("Sex scenes cut from lock drama", "Six scenes cut from lock drama"),
    ("Fire boats leave the lock", "Four boats leave the lock"),
    ("Once famous boats leave the lock", "11 famous boats leave the lock"),
    ("UC scientists leave the lock", "3 scientists leave the lock"),
  ])
  func `words that are a number in another language only are none`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) != Fixture.key(second))
  }

  @Test(arguments: [
    ("Шлюз обойдётся в 5 миллиардов рублей", "Шлюз обойдется в 5 млрд руб."),
    ("Шлюз коштує 5 мільйонів гривень", "Шлюз коштує 5 млн грн"),
    ("Schleuse kostet 2 Mrd. Euro", "Schleuse kostet 2 Milliarden €"),
    ("Śluza za 3 tysiące złotych", "Śluza za 3 tys. zł"),
    ("A zsilip 4%-kal drágább", "A zsilip 4 százalékkal drágább"),
    ("Phí âu thuyền tăng 4 phần trăm", "Phí âu thuyền tăng 4%"), ("갑문료 0.25%포인트 인상", "갑문료 0.25%p 인상"),
    ("Lock costs Rs 5 crore", "Lock costs ₹5 cr"),
    ("Ex-Pres. Brandt visits the lock", "Former president Brandt visits the lock"),
  ])
  func `money, big numbers and shares have one form`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("VIDEO GAMES fair opens in Kassel", "GAMES fair opens in Kassel"),
    ("Jury on the lock design: correct", "Jury on the lock design"),
    ("《速度》 opens in three hundred cinemas", "opens in three hundred cinemas"),
    ("Thieves took coins, photo and all", "Thieves took coins"),
  ])
  func `words of labels that belong to the headline stay`(_ title: String, _ shorter: String) {
    #expect(Fixture.key(title) != Fixture.key(shorter))
  }

  @Test(arguments: [
    ("매출 3%↑ 순익 5%↓", "매출 3%↓ 순익 5%↑"), ("지수 ▲1.2% 마감", "지수 ▼1.2% 마감"),
    ("Fares ↑ in May", "Fares ↓ in May"),
    ("Agency puts Moorland at BB+", "Agency puts Moorland at BB-"),
    ("Agency puts Moorland at 'A+', again", "Agency puts Moorland at 'A', again"),
    ("Agency lifts Moorland to AA- from A", "Agency lifts Moorland to AA from A"),
  ])
  func `arrows and marks of ratings make a difference`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) != Fixture.key(second))
  }

  @Test(arguments: [
    ("▲ Lock reopens", "Lock reopens"), ("🔻 4 locks reopen", "4 locks reopen"),
    ("Lock reopens ▼", "Lock reopens"),
    ("Ein- und Ausfuhr steigt", "Ein und Ausfuhr steigt"), ("Plan B — what next", "Plan B: what next"),
  ])
  func `ornaments and hyphens make none`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("Під\u{2BC}їзд до шлюзу відкрито", "Під'їзд до шлюзу відкрито"),
    ("Oʻzbekiston kanalni ochdi", "O'zbekiston kanalni ochdi"),
    ("نرخ ۳۸٪ شد", "نرخ ۳۸ درصد شد"),
    ("Uỷ ban mở lại âu thuyền, hoà giải xong", "Ủy ban mở lại âu thuyền, hòa giải xong"),
    ("북한, 갑문 재개방", "北, 갑문 재개방"), ("미국·중국 갑문 회담", "美·中 갑문 회담"), ("우크라이나 갑문 복구", "우 갑문 복구"),
  ])
  func `spellings that newsrooms exchange are one`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("Lock fee is Rs. 50 lakh", "Lock fee is ₹50 lakh"), ("Traffic up 4 pc", "Traffic up 4%"),
    ("Sen. Brandt visits the lock", "Senator Brandt visits the lock"),
    ("Zelenskyy visits the lock", "Zelenskiy visits the lock"),
    ("EE. UU. compra la esclusa", "Estados Unidos compra la esclusa"),
    ("Gli Usa comprano la chiusa", "Gli Stati Uniti comprano la chiusa"),
    ("Rate cut by 50 basis points", "Rate cut by 50bps"),
  ])
  func `titles, units and names have one form`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) == Fixture.key(second))
  }

  @Test(arguments: [
    ("한국 남성 갑문서 구조", "한 남성 갑문서 구조"), ("북한 갑문 재개방", "중국 갑문 재개방"),
    ("Bán hàng ở bến Hòa Bình", "Bán hàng ở bến Hóa Bình"),
  ])
  func `spellings that mean something else are two`(_ first: String, _ second: String) {
    #expect(Fixture.key(first) != Fixture.key(second))
  }

  @Test(arguments: [
    ("[누리소식] 사회", "% ㅣ 누리소식"), ("河口晚报", "% _ 河口晚报"), ("【みなと通信】新着", "%｜みなと通信"),
  ])
  func `a feed's name is found in its title's brackets, and behind any bar`(_ feed: String, _ pattern: String)
  {
    let title = pattern.replacing("%", with: Self.plain)
    #expect(Fixture.key(title, feedTitle: feed) == Fixture.key(Self.plain, feedTitle: feed))
  }

  @Test func `behind a colon an outlet signs only where titles are written so`() {
    #expect(Fixture.key("運河の水門が再開：朝日新聞デジタル") == Fixture.key("運河の水門が再開"))
    #expect(Fixture.key("Lock sale is near: Reuters") != Fixture.key("Lock sale is near"))
  }

  @Test(arguments: [
    ("#BREAKING %", "breaking"), ("URGENT: %", "urgent"), ("【速報】%", "速報"), ("% (оновлено)", "оновлено"),
    ("SON DAKİKA: %", "son-dakika"), ("GÜNCELLEME: %", "güncelleme"),
  ])
  func `a word of many languages has one name`(_ pattern: String, _ name: String) {
    #expect(Fixture(title: pattern.replacing("%", with: Self.plain)).key.labels == [name])
  }

  @Test(arguments: [
    ("SON DAKİKA: %", "GÜNCELLEME: %"), ("PILNE: %", "% (aktualizacja)"), ("عاجل: %", "% (محدث)"),
    ("ΕΚΤΑΚΤΟ: %", "% (ενημέρωση)"), ("ТЕРМІНОВО: %", "% (оновлено)"), ("【速報】%", "【詳報】%"),
    ("NÓNG: %", "% (cập nhật)"), ("מבזק: %", "% (עודכן)"),
  ])
  func `an urgent line and its update are two versions`(_ first: String, _ second: String) {
    let tags = [first, second].map { Fixture(title: $0.replacing("%", with: Self.plain)).key.versionTags }
    #expect(tags[0] != tags[1])
  }

  @Test(arguments: [
    "Dự báo thời tiết hôm nay", "Precio de la luz hoy por horas", "Altın fiyatları bugün ne kadar?",
    "Today's crossword: clues and answers",
    "Какой сегодня праздник: 12 марта", "Efemérides del 12 de marzo", "Яке сьогодні свято: 12 березня",
  ])
  func `names of columns are known in their language`(_ title: String) {
    #expect(Fixture(title: title).key.isGeneric)
  }

  @Test func `a headline in Vietnamese is no column for words that look like others' without their marks`() {
    #expect(!Fixture(title: "Hội đồng thành phố mở lại âu thuyền sau nhiều tháng").key.isGeneric)
  }

  @Test(arguments: [
    ("Debat: %", "opinion"), ("Felieton: %", "opinion"), ("Spørsmål og svar: %", "explainer"),
    ("[만평] %", "quiz"),
  ])
  func `pieces about a story are told from it`(_ pattern: String, _ genre: String) {
    let key = Fixture(title: pattern.replacing("%", with: Self.plain)).key
    #expect(key.labels == [genre])
    #expect(key.text != Fixture.key(Self.plain))
  }
}
