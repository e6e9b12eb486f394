import Deduplicating
import FeedModel
import Testing
import WebText

@Suite struct RecordTests {
  @Test func `a record survives its encoding`() throws {
    let record = Fixture(
      title: "Striking ferry crews reach deal with operator", guid: "99", summary: "Short."
    ).compared(
      with: Fixture(title: "x")
    ).first.record
    var bytes: [UInt8] = []
    record.encode(into: &bytes)
    #expect(bytes.count == EntryRecord.encodedSize)
    #expect(bytes.withUnsafeBytes { EntryRecord(decoding: $0) } == record)
    #expect(bytes.dropLast().withUnsafeBytes { EntryRecord(decoding: $0) } == nil)
  }

  @Test func `a record of the layout before is read, without what it lacks`() throws {
    var record = Fixture(
      title: "Striking ferry crews of the outer islands reach a deal with the operator", guid: "99"
    )
    .compared(with: Fixture(title: "x")).first.record
    #expect(record.tailKey != 0 && record.wordsHash != 0 && record.lettersHash != 0)
    var bytes: [UInt8] = []
    record.encode(into: &bytes)
    record.tailKey = 0
    record.wordsHash = 0
    record.lettersHash = 0
    let former = bytes.prefix(EntryRecord.formerSize)
    #expect(former.withUnsafeBytes { EntryRecord(decoding: $0) } == record)
  }

  @Test func `instants saturate instead of trapping`() {
    var record = EntryRecord()
    record.earliest = -5
    record.latest = .max
    #expect(record.earliest == 0)
    #expect(record.latest == Int64(UInt32.max))
  }

  @Test func `an id depends on source and identity alone`() {
    let one = Fixture(title: "A title", guid: "tag:kestrel.example,2024:1")
    let two = one.changed { $0.title = "Another title" }
    #expect(one.compared(with: two).first.id == one.compared(with: two).second.id)
    #expect(one.compared(with: two).first.id.description.count == 26)
    let other = one.changed { $0.source = "other" }
    #expect(one.compared(with: other).first.id != one.compared(with: other).second.id)
  }

  @Test func `one guid for every entry of a document identifies none of them`() {
    let rules = TitleRules.standard
    var source = ItemSource(
      name: "s", number: 1, feedTitle: "", url: nil, settings: SourceDedupSettings(), rules: rules)
    let items = (0..<3).map { number in
      var item = Item(title: "Story number \(number) of the day", firstSeen: UnixTime(seconds: 1_700_000_000))
      item.guid = "https://kestrel.example/same/12345"
      item.link = "https://kestrel.example/story/\(number + 50000)"
      return item
    }
    source.examine(items)
    var entries = SourceEntries()
    for item in items {
      let decision = Fixture.deduplicator.decide(item, from: source, in: &entries, recent: RecentStories())
      guard case .new = decision.verdict else {
        Issue.record("merged")
        continue
      }
      entries.put(decision.record)
    }
    #expect(entries.records.count == 3)
  }

  @Test func `the window forgets what is old`() {
    var recent = RecentStories()
    for number in 0..<200 {
      var record = EntryRecord()
      record.titleKey = UInt64(number + 1)
      record.latest = Int64(number)
      record.firstSeen = Int64(number)
      recent.insert(record)
    }
    recent.expire(before: 150)
    #expect(recent.count == 50)
    #expect(recent.containsTitle(180))
    #expect(!recent.containsTitle(20))
  }

  @Test(arguments: [
    ("https://www.a.example/x/?utm_source=f", "http://a.example/x"),
    ("https://m.a.example/x/amp/", "https://a.example/x"),
    ("https://a.example/x#comments", "https://a.example/x"),
    ("https://A.example:443/x?fbclid=1&id=7", "https://a.example/x?id=7"),
  ])
  func `links differ only by what says which page it is`(_ first: String, _ second: String) {
    #expect(CanonicalLink(first) == CanonicalLink(second))
    #expect(CanonicalLink(first) != nil)
  }

  @Test(arguments: [
    "https://a.example/", "https://a.example/index.html", "https://a.example/careers", "not a link", "",
  ])
  func `pages that many entries share identify none`(_ link: String) {
    #expect(CanonicalLink(link) == nil)
  }

  @Test func `a missing or future date is when the entry was seen`() {
    let missing = Fixture(title: "A", published: nil).compared(with: Fixture(title: "B")).first.interval
    #expect(missing.basis == .missing)
    #expect(missing.latest - missing.earliest == 3 * 3600)
    let future = Fixture(title: "A", published: "2025-05-06T10:00:00Z").compared(with: Fixture(title: "B"))
      .first.interval
    #expect(future.basis == .future)
  }
}
