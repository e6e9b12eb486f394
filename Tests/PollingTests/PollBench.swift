import Deduplicating
import FeedModel
import Foundation
import Logging
import Parsing
import Storing
import WebText

@testable import Polling

/// A writer over a store of its own, given document after document with a clock that the test moves.
final class PollBench {
  /// What one entry of a document says.
  struct Post {
    var title: String
    var guid: String?
    var link: String?
    var date: String?
    var text: String?

    func changed(_ change: (inout Post) -> Void) -> Post {
      var copy = self
      change(&copy)
      return copy
    }

    var item: String {
      func element(_ name: String, _ text: String?) -> String {
        text.map { "<\(name)>\($0.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</\(name)>" }
          ?? ""
      }
      return "<item>" + element("title", title)
        + (guid.map { "<guid isPermaLink='false'>\($0)</guid>" } ?? "")
        + element("link", link) + element("pubDate", date) + element("description", text) + "</item>"
    }
  }

  let path = NSTemporaryDirectory() + "tidings-bench-\(UUID().uuidString)"
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let deduplicator: SharedDeduplicator
  private var writer: StoryWriter
  private(set) var states: [String: SourceState] = [:]
  var now = UnixTime(year: 2026, month: 11, day: 20, hour: 12)

  init(_ settings: DedupSettings = DedupSettings()) throws {
    deduplicator = SharedDeduplicator { Deduplicator(settings: settings) }
    writer = try Self.writer(path, deduplicator, log, now)
  }

  private static func writer(
    _ path: String, _ deduplicator: SharedDeduplicator, _ log: Logger, _ now: UnixTime
  ) throws -> StoryWriter {
    var options = Store.Options()
    options.isUpkeepInline = true
    let store = try Store.open(
      directory: path, options: options, replaying: LogReplayer(deduplicator: deduplicator, sources: []),
      log: log, now: { now })
    return StoryWriter(store: store, deduplicator: deduplicator, log: log, clock: { now })
  }

  /// A date of RFC 822 some seconds before the bench's clock.
  func date(before seconds: Int64 = 300) -> String { Self.date(now.adding(seconds: -seconds)) }

  static func date(_ time: UnixTime) -> String {
    // RFC 3339 is read in RSS as well.
    time.rfc3339
  }

  func wait(_ minutes: Int64) { now = now.adding(seconds: minutes * 60) }

  /// One poll of a source.
  @discardableResult
  func poll(
    _ name: String, _ posts: [Post], settings: SourceDedupSettings = SourceDedupSettings()
  ) async throws -> StoredFeed {
    let text =
      "<rss version='2.0'><channel><title>Feed \(name)</title>\(posts.map(\.item).joined())</channel></rss>"
    let feed = try FeedParser().parse(Array(text.utf8), url: "https://\(name).example/feed", contentType: nil)
    let number = try await writer.configure([.init(name: name, group: nil)])[0]
    let source = ItemSource(
      name: name, number: number, feedTitle: feed.title, url: "https://\(name).example/feed",
      settings: settings,
      rules: .standard)
    var before = states[name] ?? SourceState(name: name)
    before.number = number
    let now = now
    let stored = try await writer.store(source: source, stateBefore: before, feed: feed, events: [], now: now)
    {
      [before] stored in
      var after = before
      after.finalURL = "https://\(name).example/feed"
      after.firstPoll = after.firstPoll ?? now
      after.lastSuccess = now
      if stored.newEntries > 0 { after.lastNewEntry = now }
      return after
    }
    states[name] = stored.state
    return stored.feed
  }

  /// Ends the daemon and starts another on the same directory.
  func restart() async throws {
    await writer.close()
    writer = try Self.writer(path, deduplicator, log, now)
  }

  /// All lines so far. Nothing can be polled afterwards but after a `restart`.
  func lines() async throws -> [StoryLine] {
    await writer.close()
    var lines: [StoryLine] = []
    try LogReader(OutputDirectory(path: path, for: .reading)).read { line in
      if let line = try? line.parsed() { lines.append(line.line) }
      return true
    }
    return lines
  }

  /// What the index says was learned.
  func learned(_ name: String) throws -> [LearnedFact] {
    let index = try IndexReader(OutputDirectory(path: path, for: .reading))
    let bytes = try index.learned()[states[name]?.number ?? 0] ?? []
    return SourceLearning(decoding: bytes).standing
  }

  deinit {
    // Else its thread, and the store, stay until the process ends.
    writer.mailbox.close()
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension StoredFeed {
  /// Names of the events, with the fact where there is one: `learned zone`.
  var eventNames: [String] {
    events.map { event in
      event.details.first { $0.key == "fact" }.map { "\(event.name) \($0.value)" } ?? event.name
    }
  }
}
