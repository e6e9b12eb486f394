import FeedModel
import Testing
import WebText

@testable import Deduplicating

@Suite struct RecentStoriesTests {
  private func record(_ number: UInt64, title: UInt64) -> EntryRecord {
    var record = EntryRecord()
    record.identity = number
    record.titleKey = title
    return record
  }

  private func identities(_ stories: RecentStories, title: UInt64, atMost most: Int? = nil) -> [UInt64] {
    var found: [UInt64] = []
    if let most {
      stories.candidates(title, .title, atMost: most) { found.append($0.identity) }
    } else {
      stories.candidates(title, .title) { found.append($0.identity) }
    }
    return found
  }

  @Test func `stories with one title come in the order of their arrival, also after the table has grown`() {
    var stories = RecentStories()
    for number in 1...3_000 as ClosedRange<UInt64> {
      stories.insert(record(number, title: number % 100 == 0 ? 7 : number + 10))
    }
    let expected = (1...30).map { UInt64($0) * 100 }
    #expect(identities(stories, title: 7) == expected)
    #expect(identities(RecentStories(stories.records), title: 7) == expected)
    #expect(identities(stories, title: 1_011) == [1_001])
    #expect(identities(stories, title: 8).isEmpty)
    #expect(identities(stories, title: 0).isEmpty)
  }

  @Test func `of very many stories with one title the last ones are looked at`() {
    var stories = RecentStories()
    for number in 1...5_000 as ClosedRange<UInt64> { stories.insert(record(number, title: 7)) }
    stories.insert(record(9_999, title: 8))
    let most = UInt64(RecentStories.mostCandidates)
    #expect(identities(stories, title: 7) == Array((5_001 - most)...5_000))
    #expect(identities(stories, title: 7, atMost: 3) == [4_998, 4_999, 5_000])
    #expect(identities(stories, title: 8) == [9_999])
  }

  @Test func `a post without a title is found by its first paragraph among very many`() {
    let deduplicator = Deduplicator()
    var stories = RecentStories()
    func decide(_ number: Int, _ summary: String) -> Decision {
      var item = Item(title: "", firstSeen: UnixTime(seconds: 1_709_600_000))
      item.guid = "https://s\(number).example/post"
      item.summary = summary
      let source = ItemSource(
        name: "s\(number)", number: UInt32(number), feedTitle: "", url: nil, settings: SourceDedupSettings(),
        rules: deduplicator.rules)
      var entries = SourceEntries()
      return deduplicator.decide(item, from: source, in: &entries, recent: stories)
    }
    func text(_ number: Int) -> String {
      "Letter number \(number) of the harbor master to the council of the island, about ferries"
    }
    for number in 1...(RecentStories.mostCandidates + 100) {
      stories.insert(decide(number, text(number)).record)
    }
    guard case .sighting(let story, let match) = decide(9_999, text(3)).verdict else {
      Issue.record("the copy was not recognized")
      return
    }
    #expect(story.source == 3)
    #expect(match.rule == .titleAndLead)
  }
}
