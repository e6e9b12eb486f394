import FeedModel
import Storing
import Testing
import WebText

@testable import Polling

/// Feeds that turn over between two polls.
@Suite struct GapTests {
  private typealias Post = PollBench.Post

  private func posts(_ bench: PollBench, _ numbers: Range<Int>) -> [Post] {
    numbers.reversed().map { number in
      Post(
        title: "Lighthouse keeper's report number \(number) of the stormy season",
        guid: "https://one.example/report/\(number)",
        link: "https://one.example/report/\(number)", date: bench.date(before: Int64((100 - number) * 60)),
        text: "What the keeper of lighthouse \(number) saw in the night of the storm.")
    }
  }

  private func gaps(_ feed: StoredFeed) -> [StoryLine.Event] { feed.events.filter { $0.name == "gap" } }

  @Test func `a full feed without a known entry gives one event with both ends of the gap`() async throws {
    let bench = try PollBench()
    let first = try await bench.poll("one", posts(bench, 0..<10))
    #expect(gaps(first).isEmpty && first.published.count == 10)
    bench.wait(60)
    let later = try await bench.poll("one", posts(bench, 30..<40))
    #expect(later.hasGap && later.stories == 10 && later.published.count == 10)
    let event = try #require(gaps(later).first)
    let details = Dictionary(uniqueKeysWithValues: event.details.map { ($0.key, $0.value) })
    #expect(details["entries"] == "10")
    let lines = try await bench.lines()
    #expect(lines.first { $0.entry?.title?.contains("number 9 ") == true }?.id == details["last_known"])
    #expect(lines.first { $0.entry?.title?.contains("number 30 ") == true }?.id == details["first_new"])
    #expect(lines.contains { $0.event?.name == "gap" })
    #expect(details["last_known_time"] != nil && details["first_new_time"] != nil)
  }

  @Test func `one known entry is enough to know that nothing was missed`() async throws {
    let bench = try PollBench()
    try await bench.poll("one", posts(bench, 0..<10))
    bench.wait(60)
    let later = try await bench.poll("one", posts(bench, 9..<19))
    #expect(!later.hasGap && gaps(later).isEmpty)
  }

  @Test func `a feed of one entry, and one that is shorter than before, have no gaps`() async throws {
    let bench = try PollBench()
    try await bench.poll("one", posts(bench, 0..<1))
    try await bench.poll("today", posts(bench, 40..<50))
    bench.wait(60)
    let one = try await bench.poll("one", posts(bench, 1..<2))
    let today = try await bench.poll("today", posts(bench, 60..<63))
    #expect(!one.hasGap && !today.hasGap)
  }

  @Test func `entries that come back are known ones`() async throws {
    let bench = try PollBench()
    try await bench.poll("one", posts(bench, 0..<5))
    bench.wait(60)
    try await bench.poll("one", posts(bench, 3..<8))
    bench.wait(60)
    let back = try await bench.poll("one", posts(bench, 0..<3) + posts(bench, 20..<22))
    #expect(!back.hasGap)
  }
}
