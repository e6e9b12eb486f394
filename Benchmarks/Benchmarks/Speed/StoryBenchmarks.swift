import Benchmark
import Deduplicating
import FeedModel
import WebText

/// Deduplication: a title's key, and the look into the window of recent stories.
func storyBenchmarks() {
  keys(
    "ASCII, plain",
    [
      "Ferry service returns to the northern islands", "Council votes to rebuild the old harbor bridge",
      "Drought pushes wheat prices to a ten year high",
    ])
  keys(
    "ASCII, plain, 70 bytes",
    [
      "Council votes to rebuild the old harbor bridge after months of protest",
      "Drought pushes wheat prices to a ten year high as exporters hold back",
      "Striking nurses accept pay offer as hospitals clear the winter backlog",
    ])
  keys(
    "ASCII, punctuated",
    [
      "UPDATE 2-Ferry's owner: 'No one was hurt' - Harbor Dispatch",
      "\"We're ready\": U.S.-led talks begin, at last",
      "Q&A | What the tunnel's $4.2bn bill means (and who pays)",
    ])
  keys(
    "German",
    [
      "Fähre nach Überschwemmung wieder in Betrieb",
      "Straßenbahn: Größere Störung am Königsplatz – was jetzt gilt",
      "„Völlig überrascht“: Bäckerei gewinnt Preis",
    ])
  keys("Korean", ["섬 여객선 운항 두 달 만에 재개", "[속보] 항구 다리 재건축안 시의회 통과", "가뭄에 밀값 10년 만에 최고…농가 '비상'"])
  keys(
    "Russian",
    [
      "Паромное сообщение с островами возобновлено", "Совет одобрил восстановление старого моста — мэр",
      "«Мы готовы»: переговоры начались",
    ])
  keys(
    "Arabic",
    [
      "مجلس المدينة يوافق على إعادة بناء الجسر القديم بعد أشهر من الاحتجاجات",
      "عاجل | العبّارة تعود إلى العمل بعد توقف شهرين", "الجفاف يرفع أسعار القمح إلى أعلى مستوى منذ ١٠ سنوات",
    ])
  keys(
    "Hindi",
    ["नगर परिषद ने पुराने पुल के पुनर्निर्माण को मंजूरी दी", "द्वीपों के लिए नौका सेवा २ महीने बाद फिर शुरू"])
  keys("Chinese", ["市议会通过老桥重建方案 工期约三年", "（快讯）干旱推高小麦价格 创十年新高"])
  keys("Thai", ["สภาเมืองอนุมัติแผนสร้างสะพานเก่าใหม่", "เรือข้ามฟากกลับมาให้บริการในรอบ 2 เดือน"])
  keys("Vietnamese", ["Hội đồng thành phố thông qua phương án xây lại cầu cũ sau nhiều tháng phản đối"])
  keys("Japanese", ["島を結ぶフェリー、二か月ぶりに再開", "【速報】古い橋の再建案を市議会が可決", "干ばつで小麦価格が10年ぶり高値　農家に懸念"])
  matches()
  lookups()
}

private func keys(_ name: String, _ titles: [String]) {
  let source = Outlet.source("Harbor Dispatch", number: 1)
  let settings = DedupSettings()
  Benchmark.operations("title key: \(name)", count: titles.count) {
    for title in titles {
      blackHole(
        TitleKey(title, from: source, origin: nil, link: nil, settings: settings, rules: .standard))
    }
  }
}

/// A made-up outlet.
private enum Outlet {
  static func source(_ title: String, number: UInt32) -> ItemSource {
    ItemSource(
      name: title.lowercased(), number: number, feedTitle: title, url: "https://outlet\(number).example/feed",
      settings: SourceDedupSettings(), rules: .standard)
  }

  static func item(_ title: String, number: Int, outlet: String, minute: Int) -> Item {
    let time = UnixTime(seconds: 1_709_600_000 + Int64(minute) * 60)
    var item = Item(title: title, firstSeen: time)
    item.published = EntryDate(
      raw: "", reading: DateReading(time: time, zone: .given, isDateOnly: false))
    item.guid = "\(outlet)-\(number)"
    item.link = "https://\(outlet).example/\(number)"
    return item
  }
}

/// Against a window of 20,000 stories: a day of some hundred newsrooms.
private func matches() {
  let deduplicator = Deduplicator()
  let home = Outlet.source("Reef Wire", number: 1)
  let other = Outlet.source("Orchard Notes", number: 2)
  var words = SampleWords(seed: 11)
  var titles: [String] = []
  var records: [EntryRecord] = []
  for number in 0..<20_000 {
    let title = words.sentence(9) + " \(number)"
    titles.append(title)
    let item = Outlet.item(title, number: number, outlet: "reef", minute: number % 1_000)
    records.append(deduplicator.identify(item, from: home).record)
  }
  let recent = RecentStories(records)
  var fresh: [IdentifiedEntry] = []
  var copies: [IdentifiedEntry] = []
  var known: [Item] = []
  for number in 0..<100 {
    let title = words.sentence(9) + " \(90_000 + number)"
    let item = Outlet.item(title, number: number, outlet: "orchard", minute: 500)
    fresh.append(deduplicator.identify(item, from: other))
    let copied = titles[number * 150]
    let copy = Outlet.item(
      copied, number: 5_000 + number, outlet: "orchard", minute: number * 150 % 1_000 + 3)
    copies.append(deduplicator.identify(copy, from: other))
    known.append(item)
  }
  var entries = SourceEntries()
  Benchmark.operations("story matcher: new story", count: fresh.count, calls: 10) {
    for entry in fresh { blackHole(deduplicator.decide(entry, in: &entries, recent: recent)) }
  }
  Benchmark.operations("story matcher: copy of another outlet's", count: copies.count, calls: 10) {
    for entry in copies { blackHole(deduplicator.decide(entry, in: &entries, recent: recent)) }
  }
  let stored = SourceEntries(fresh.map(\.record))
  Benchmark.operations("story matcher: unchanged entry", count: known.count, calls: 10) {
    for item in known { blackHole(deduplicator.unchanged(item, from: other, in: stored)) }
  }
}

/// A window of a million stories with three hashes each: three million entries of its table. Made when it is first
/// asked, in a round that is not counted.
private let millionStories: RecentStories = {
  var recent = RecentStories()
  for number in 0..<1_000_000 {
    var record = EntryRecord()
    record.titleKey = storyHash(number, 1)
    record.headKey = storyHash(number, 2)
    record.link = storyHash(number, 3)
    record.earliest = 1_709_600_000 + Int64(number / 10)
    record.latest = record.earliest
    record.firstSeen = record.earliest
    recent.insert(record)
  }
  return recent
}()

private func storyHash(_ number: Int, _ kind: Int) -> UInt64 {
  withUnsafeBytes(of: (number, kind)) { StableHash.hash64($0) }
}

private func lookups() {
  // In no order, as headlines are, and so many that none is still in the processor's cache when it comes again.
  let places = (0..<500_000).map { $0 * 7_919_003 % 1_000_000 }
  for (name, first) in [("hit", 0), ("miss", 1_000_000)] {
    let titles = places.map { storyHash(first + $0, 1) }
    Benchmark.operations("recent stories, 3,000,000 entries: \(name)", count: titles.count, calls: 1) {
      for title in titles { blackHole(millionStories.containsTitle(title)) }
    }
  }
}
