import FeedModel
import Testing

@testable import Deduplicating

/// Titles that differ in one place: two stories, and a note.
@Suite struct NearTitleTests {
  private static let long = "Island council votes to keep the old harbor ferry running through the winter"

  private func rule(
    _ first: String, _ second: String, after hours: Int = 0, _ settings: DedupSettings = DedupSettings()
  ) -> MatchRule? {
    let one = Fixture(title: first)
    var other = one.elsewhere(second)
    if hours > 0 {
      other.published =
        "2024-05-0\(6 + (10 + hours) / 24)T\((10 + hours) % 24 < 10 ? "0" : "")\((10 + hours) % 24):00:00Z"
      other.seen = other.published ?? ""
    }
    let comparison = one.compared(with: other, Deduplicator(settings: settings))
    #expect(comparison.verdict == "different", "\(first) | \(second)")
    return comparison.decision.similar?.rule
  }

  @Test(arguments: [
    // A word replaced, added, left out: nine others say the same in the same order.
    (long, "Island council votes to keep the old harbor ferry going through the winter"),
    (long, "Island council votes to keep the harbor ferry running through the winter"),
    (long, "The island council votes to keep the old harbor ferry running through the winter"),
    (long, "Island council agrees to keep the old harbor ferry running through the winter"),
    // One letter.
    ("Mayor suspends routine Q&As with local reporters", "Mayor suspends routine Q&A with local reporters"),
    ("Parliment unveils plan for harbor tunnels", "Parliament unveils plan for harbor tunnels"),
    // A form of a name is no other name.
    (
      "Harbor pilots at Wesby vote to strike over the new working hours at sea",
      "Harbor pilots at Wesbys vote to strike over the new working hours at sea"
    ),
    // House style is no difference, so that one other place may be.
    (
      "N.K. leader urges harbor officials to raise output",
      "North Korean leader urges harbor official to raise output"
    ),
    (
      "Stadtrat von Moorheim stimmt nach langer Debatte für den Neubau der alten Hafenbrücke",
      "Stadtrat von Moorheim stimmt nach hitziger Debatte für den Neubau der alten Hafenbrücke"
    ),
    (
      "Городской совет острова решил сохранить старый портовый паром до конца этой зимы",
      "Городской совет острова решил оставить старый портовый паром до конца этой зимы"
    ),
    (
      "مجلس الجزيرة يقرر الإبقاء على العبارة القديمة في الميناء طوال فصل الشتاء القادم",
      "مجلس الجزيرة يقرر الحفاظ على العبارة القديمة في الميناء طوال فصل الشتاء القادم"
    ),
    (
      "섬 의회 오래된 항구 여객선 운항을 올해 겨울까지 계속 유지하기로 전격 결정",
      "섬 의회 오래된 항구 여객선 운항을 올해 겨울까지 계속 연장하기로 전격 결정"
    ),
    // Without spaces a letter is a word, and two make one.
    ("海岛议会决定保留旧港口渡轮服务直到今年冬季结束为止以便居民出行", "海岛议会决定保留旧港口渡船服务直到今年冬季结束为止以便居民出行"),
    ("島の議会が古い港のフェリーコンピュータの更新を承認", "島の議会が古い港のフェリーコンピューターの更新を承認"),
  ])
  func `titles with one place that differs are noted, either way round`(_ first: String, _ second: String) {
    #expect(rule(first, second) == .nearTitle)
    #expect(rule(second, first) == .nearTitle)
  }

  @Test(arguments: [
    // Numbers, in whatever form.
    (
      "Bus crash on the mountain highway kills 3 and injures twenty people, police say",
      "Bus crash on the mountain highway kills 4 and injures twenty people, police say"
    ),
    (
      "Bus crash on the mountain highway kills three and injures others, police say",
      "Bus crash on the mountain highway kills four and injures others, police say"
    ),
    (
      "Shipyard wins order worth three million crowns for new ferries, owners say",
      "Shipyard wins order worth three billion crowns for new ferries, owners say"
    ),
    (
      "Hearing on funding for schools in the harbor district is set for Monday",
      "Hearing on funding for schools in the harbor district is set for Thursday"
    ),
    (
      "How the islanders of the north lived through World War I and what remains",
      "How the islanders of the north lived through World War II and what remains"
    ),
    (
      "مقتل 3 أشخاص في حادث حافلة على الطريق الجبلي القديم قرب ميناء الجزيرة",
      "مقتل ٤ أشخاص في حادث حافلة على الطريق الجبلي القديم قرب ميناء الجزيرة"
    ),
    ("海岛议会决定保留三艘旧港口渡轮服务直到今年冬季结束为止以便居民", "海岛议会决定保留四艘旧港口渡轮服务直到今年冬季结束为止以便居民"),
    // The contrary.
    (
      "Island council will keep the old harbor ferry running through the winter",
      "Island council will not keep the old harbor ferry running through the winter"
    ),
    ("海岛议会决定保留旧港口渡轮服务直到今年冬季结束为止以便居民出行", "海岛议会决定不保留旧港口渡轮服务直到今年冬季结束为止以便居民出行"),
    // A short title with another word is another title.
    (
      "Stocks rise as investors weigh central bank minutes",
      "Stocks fall as investors weigh central bank minutes"
    ),
    (
      "Fire in the old market hall of the city of Valencia",
      "Fire in the old market hall of the city of Palencia"
    ),
    // Another name, where capitals tell one.
    (
      "Harbor pilots of Wesby vote to strike over the new working hours at sea",
      "Harbor pilots of Ostry vote to strike over the new working hours at sea"
    ),
    // A letter that makes another word.
    ("Court says the ferry company was able to sail", "Court says the ferry company was unable to sail"),
    ("Ferry prices rise on the outer islands again", "Ferry prices arise on the outer islands again"),
    // Two places; another order.
    (long, "Island council votes to keep the new harbor ferry going through the winter"),
    (
      "Island council praises harbor board over the long dispute about the old ferry",
      "Harbor board praises island council over the long dispute about the old ferry"
    ),
    // A piece of another kind about it.
    ("Analysis: " + long, "Island council votes to keep the old harbor ferry going through the winter"),
  ])
  func `titles that only look alike are not noted`(_ first: String, _ second: String) {
    #expect(rule(first, second) == nil, "\(first) | \(second)")
    #expect(rule(second, first) == nil, "\(second) | \(first)")
  }

  @Test func `beyond the window, or when it is turned off, nothing is noted`() {
    let other = "Island council votes to keep the old harbor ferry going through the winter"
    #expect(rule(Self.long, other, after: 17) == .nearTitle)
    #expect(rule(Self.long, other, after: 19) == nil)
    var settings = DedupSettings()
    settings.notesNearTitles = false
    #expect(rule(Self.long, other, settings) == nil)
    var quiet = Fixture(title: Self.long)
    quiet.settings.notesNearTitles = false
    #expect(quiet.compared(with: Fixture(title: Self.long).elsewhere(other)).decision.similar == nil)
    // The source's own titles are others' news as well.
    var elsewhere = Fixture(title: Self.long).elsewhere(other)
    elsewhere.settings.notesNearTitles = false
    #expect(Fixture(title: Self.long).compared(with: elsewhere).decision.similar == nil)
    settings = DedupSettings()
    settings.matchesTruncated = false
    #expect(rule(Self.long, other, settings) == .nearTitle)
  }

  @Test func `entries of one source are never noted as alike`() {
    let one = Fixture(title: Self.long, guid: "tag:kestrel.example,2024:70001")
    let other = one.changed {
      $0.title = "Island council votes to keep the old harbor ferry going through the winter"
      $0.guid = "tag:kestrel.example,2024:70002"
    }
    #expect(one.compared(with: other).decision.similar == nil)
  }

  // MARK: Several stories

  private func record(_ title: String, source: UInt32, minute: Int64 = 0) -> IdentifiedEntry {
    let fixture = Fixture(title: title, source: "s\(source)", feedTitle: "", published: nil, guid: title)
    var entry = fixture.compared(with: fixture).first
    entry.record.source = source
    entry.record.earliest += minute * 60
    entry.record.latest = entry.record.earliest
    entry.record.foundingEarliest = entry.record.earliest
    entry.record.foundingLatest = entry.record.earliest
    return entry
  }

  private func similar(_ entry: IdentifiedEntry, among stories: [IdentifiedEntry]) -> SimilarStory? {
    var entries = SourceEntries()
    return Fixture.deduplicator.decide(entry, in: &entries, recent: RecentStories(stories.map(\.record)))
      .similar
  }

  private static func charge(_ place: String) -> String {
    "Man charged with murder after woman found dead at \(place) near the harbor"
  }

  @Test func `of several stories the one nearest in time is named`() {
    let late = record(Self.charge("house"), source: 3, minute: 200)
    let near = record(
      "Man charged with murder after woman is found dead at house near the harbor", source: 2, minute: 90)
    let far = record("Man charged with murder after a woman found dead at house near the harbor", source: 1)
    #expect(similar(late, among: [far, near])?.record.source == 2)
    #expect(similar(late, among: [near, far])?.gapMinutes == 110)
  }

  @Test func `a form that one source fills in again and again is like nothing`() {
    let one = record(Self.charge("house"), source: 1)
    let two = record(Self.charge("hotel"), source: 1)
    let third = record(Self.charge("school"), source: 2)
    #expect(similar(third, among: [one]) != nil)
    #expect(similar(third, among: [one, two]) == nil)
    // Also when it is the entry's own source.
    let own = record(Self.charge("garage"), source: 2)
    #expect(similar(third, among: [one, own]) == nil)
  }

  // MARK: Properties

  private static let words: [[String]] = [
    [
      "ferry", "harbor", "council", "bridge", "nurses", "storm", "islanders", "mayor", "engine", "strike",
      "market",
      "teachers", "pilot", "glass", "orchard", "railway", "dealers", "museum",
    ],
    [
      "паром", "остров", "мост", "город", "зима", "учитель", "музей", "рынок", "пилот", "врачи", "гавань",
      "стекло",
    ],
    [
      "πλοίο", "νησί", "άνεμος", "γέφυρα", "θάλασσα", "λιμάνι", "αγορά", "μουσείο", "γιατροί", "πόλη",
      "χειμώνας", "ύπνος",
    ],
    [
      "العبارة", "الجسر", "أمطار", "مدينة", "ميناء", "إضراب", "السوق", "المتحف", "الطيار", "الشتاء", "الزجاج",
      "معلم",
    ],
    ["नौका", "पुल", "क़ानून", "परिषद", "किताब", "बारिश", "बाज़ार", "शिक्षक", "अस्पताल", "सर्दी", "नगर", "द्वीप"],
    ["여객선", "다리", "항구", "시의회", "태풍", "박물관", "시장에서", "교사들이", "조종사", "겨울", "유리창", "과수원"],
    ["島", "港", "橋", "風", "船", "町", "雪", "森", "海", "川", "鳥", "花", "石", "波", "空", "星", "月夜", "市場"],
  ]

  @Test(arguments: 0..<words.count, 1...12)
  func `a title with one word replaced is near, with one digit changed it is not`(_ script: Int, _ seed: Int)
  {
    let words = Self.words[script]
    var state = UInt64(seed * 7919 + script) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let count = script == 6 ? 34 : 13 + next(3)
    var title = (0..<count).map { _ in words[next(words.count)] }
    title[count / 2] = "\(21 + next(50))"
    let place = (count / 2 + 1 + next(count - 1)) % count
    guard place != count / 2 else { return }
    var replaced = title
    repeat { replaced[place] = words[next(words.count)] } while replaced[place] == title[place]
    var recounted = title
    recounted[count / 2] = "\(72 + next(20))"
    let separator = script == 6 ? "" : " "
    let texts = [title, replaced, recounted].map { $0.joined(separator: separator) }
    // Of Han a word of two letters in place of one changes two places.
    if replaced[place].count == title[place].count || script < 6 {
      #expect(rule(texts[0], texts[1]) == .nearTitle, "\(texts[0]) | \(texts[1])")
    }
    #expect(rule(texts[0], texts[2]) == nil, "\(texts[0]) | \(texts[2])")
    #expect(rule(texts[1], texts[2]) == nil, "\(texts[1]) | \(texts[2])")
  }
}
