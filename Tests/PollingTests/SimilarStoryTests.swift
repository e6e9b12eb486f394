import Deduplicating
import FeedModel
import Storing
import Testing
import WebText

@testable import Polling

/// The same first paragraph under another headline: two stories, and a note that they are alike.
@Suite struct SimilarStoryTests {
  private static let lead =
    "MOORHEIM, Nov. 20 (Kites) -- The last two ferries to the outer islands were sold on Friday to a yard in the north."

  private func posts(_ bench: PollBench) -> (first: PollBench.Post, second: PollBench.Post) {
    let first = PollBench.Post(
      title: "Island ferries go to a northern yard after forty years", guid: "tag:one.example,2026:70001",
      date: bench.date(before: 3600), text: Self.lead)
    let second = PollBench.Post(
      title: "What the sale of two boats means for eight hundred islanders",
      guid: "tag:two.example,2026:80001",
      date: bench.date(before: 600),
      text: String(Self.lead.drop { $0 != "T" }) + " Nobody asked the islanders.")
    return (first, second)
  }

  /// Lines of two polls, one source each.
  private func lines(
    _ settings: DedupSettings = DedupSettings(), after minutes: Int64 = 0, retitle: String? = nil
  ) async throws -> [StoryLine] {
    let bench = try PollBench(settings)
    let first = posts(bench).first
    var second = posts(bench).second
    // A source's first poll is backfill, which is compared like any other.
    try await bench.poll("one", [first])
    bench.wait(minutes)
    if minutes > 0 { second.date = bench.date() }
    if let retitle { second.text = retitle }
    try await bench.poll("two", [second])
    return try await bench.lines()
  }

  @Test func `a story names the one with its first paragraph, and stays a story`() async throws {
    let lines = try await lines()
    #expect(lines.map(\.type) == [.story, .story])
    #expect(lines[0].similar == nil)
    #expect(lines[1].similar == .init(story: lines[0].id, rule: "lead", gapMinutes: 50))
  }

  @Test func `a story names the one with nearly its title, and the first paragraph counts for more`()
    async throws
  {
    let bench = try PollBench(DedupSettings())
    var (first, second) = posts(bench)
    second.text = "Eight hundred islanders have to look for another way to school, to the doctor and to work."
    first.title = "Two last island ferries go to a northern yard after forty years at sea"
    second.title = "Two last island ferries went to a northern yard after forty years at sea"
    var third = posts(bench).first
    third.guid = "tag:three.example,2026:90001"
    third.title = "The two last island ferries went to a northern yard after forty years at sea"
    try await bench.poll("one", [first])
    try await bench.poll("two", [second])
    try await bench.poll("three", [third])
    let lines = try await bench.lines()
    #expect(lines.map(\.type) == [.story, .story, .story])
    #expect(lines[1].similar == .init(story: lines[0].id, rule: "near-title", gapMinutes: 50))
    #expect(lines[2].similar == .init(story: lines[0].id, rule: "lead", gapMinutes: 0))
  }

  @Test func `beyond the window, with another paragraph, or a short one, nothing is named`() async throws {
    #expect(try await lines(after: 19 * 60).map(\.similar) == [nil, nil])
    let other = "Eight hundred islanders have to look for another way to school, to the doctor and to work."
    #expect(try await lines(retitle: other).map(\.similar) == [nil, nil])
    #expect(try await lines(retitle: "The last two ferries were sold.").map(\.similar) == [nil, nil])
  }

  @Test func `the setting makes one story of them, or does not look`() async throws {
    var settings = DedupSettings()
    settings.lead = .merge
    #expect(try await lines(settings).map(\.type) == [.story, .sighting])
    settings.lead = .off
    let lines = try await lines(settings)
    #expect(lines.map(\.type) == [.story, .story])
    #expect(lines[1].similar == nil)
  }
}
