import Deduplicating
import FeedModel
import Fetching
import Foundation
import Logging
import Parsing
import Storing
import Testing
import WebText

@testable import Polling

/// The log alone is enough: what it is replayed into is what the live index held.
@Suite struct LogReplayTests {
  private let path = NSTemporaryDirectory() + "tidings-replay-\(UUID().uuidString)"
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let noon = UnixTime(seconds: 1_770_000_000)

  private func open() throws -> Store {
    try Store.open(
      directory: path,
      replaying: LogReplayer(deduplicator: SharedDeduplicator { Deduplicator() }, sources: []), log: log,
      now: { noon })
  }

  private func feed(_ title: String, _ items: String) throws -> Feed {
    let text = "<rss version='2.0'><channel><title>\(title)</title>\(items)</channel></rss>"
    return try FeedParser().parse(Array(text.utf8), url: "https://feeds.example/\(title)", contentType: nil)
  }

  private func item(_ guid: String, _ title: String, _ text: String = "words", day: Int = 1) -> String {
    """
    <item><guid isPermaLink='false'>\(guid)</guid><link>https://news.example/\(guid)</link><title>\(title)</title>
    <pubDate>\(day) Feb 2026 10:00 +0000</pubDate><description>\(text)</description></item>
    """
  }

  /// Stores feeds one after the other, as polls would.
  private func store(_ feeds: [(String, Feed)]) async throws {
    let writer = StoryWriter(
      store: try open(), deduplicator: SharedDeduplicator { Deduplicator() }, log: log, clock: { noon })
    var states: [String: SourceState] = [:]
    for (name, feed) in feeds {
      let number = try await writer.configure([.init(name: name, group: nil)])[0]
      let source = ItemSource(
        name: name, number: number, feedTitle: feed.title, url: nil, settings: SourceDedupSettings(),
        rules: .standard)
      var before = states[name] ?? SourceState(name: name)
      before.number = number
      let stored = try await writer.store(
        source: source, stateBefore: before, feed: feed, events: [], now: noon
      ) { [before] _ in
        var after = before
        after.finalURL = "https://feeds.example/\(name)"
        after.etag = "\"kept\""
        return after
      }
      states[name] = stored.state
    }
    await writer.close()
    #expect(writer.failure == nil)
  }

  private func records(of names: [String]) throws -> [[EntryRecord]] {
    let store = try open()
    defer { try? store.close() }
    return try names.map { name in
      try store.entries(ofSource: store.number(ofSource: name)).map { record in
        var record = record
        // The log does not say when an unchanged entry was seen again.
        record.lastSeen = record.firstSeen
        record.source = 0
        return record
      }.sorted { $0.identity < $1.identity }
    }
  }

  @Test("A rebuilt index has the same records as the live one: stories, copies, revisions, shared guids")
  func rebuildEqualsLive() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let one = try feed(
      "One",
      item("100001", "Glacier tongue breaks off above the valley road") + item("100002", "Choir wins in Graz")
    )
    let two = try feed(
      "Two", item("200001", "UPDATE 1-Glacier tongue breaks off above the valley road", "other", day: 1))
    let oneEdited = try feed(
      "One",
      item("100001", "Glacier tongue breaks off above the valley road", "new words")
        + item("100002", "Choir wins in Graz"))
    let three = try feed(
      "Three",
      item("1", "A first piece on orchard pests in spring")
        + item("1", "A second piece on beekeeping in towns"))
    try await store([("one", one), ("two", two), ("one", oneEdited), ("three", three)])
    let names = ["one", "two", "three"]
    let live = try records(of: names)
    #expect(live.map(\.count) == [2, 1, 2])
    for name in try FileManager.default.contentsOfDirectory(atPath: path + "/state")
    where name.contains("index") {
      try FileManager.default.removeItem(atPath: path + "/state/" + name)
    }
    let rebuilt = try records(of: names)
    #expect(rebuilt == live)
    let store = try open()
    #expect(try store.sourceStates().allSatisfy { $0.etag == nil })
    try store.close()
  }

  @Test("Host and port of a URL are what the host budget goes by")
  func authority() {
    func host(_ url: String) -> String { Source(name: "s", request: FetchRequest(url: url)).host }
    #expect(host("https://User:pw@News.Example:8443/rss?x=1#y") == "news.example:8443")
    #expect(host("http://news.example") == "news.example")
    #expect(host("no url") == "")
  }
}
