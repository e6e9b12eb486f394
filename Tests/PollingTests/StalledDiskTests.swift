import Deduplicating
import Dispatch
import FaultModel
import FeedModel
import Foundation
import Logging
import Parsing
import Synchronization
import TestSupport
import Testing
import WebText

@testable import Polling
@testable import Storing

/// A disk that does not answer for a minute: nobody but the writer waits, and it does not beat meanwhile.
@Suite struct StalledDiskTests {
  /// What both threads see.
  private final class Disk: Sendable {
    let uptime = Atomic<Int64>(1_000_000)
    let isStalling = Atomic(false)
    let beats = Atomic(0)
    let lines = Mutex<[String]>([])
    /// Ends when a sync waits for `answer`.
    let reached: AsyncStream<Never>
    private let reach: AsyncStream<Never>.Continuation
    let answer = DispatchSemaphore(value: 0)

    init() { (reached, reach) = AsyncStream<Never>.makeStream() }

    func sync() {
      guard isStalling.exchange(false, ordering: .relaxed) else { return }
      reach.finish()
      answer.wait()
    }
  }

  @Test(
    "Polls go on handing in, the writer's beats stop for the watchdog to see, and the log tells afterwards")
  func stalls() async throws {
    let path = NSTemporaryDirectory() + "tidings-stalled-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let disk = Disk()
    let log = Logger.listening { event in
      let facts = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
      disk.lines.withLock { $0.append(([event.message.description] + facts).joined(separator: " ")) }
    }
    var options = Store.Options()
    options.uptime = { disk.uptime.load(ordering: .relaxed) }
    let writer = try FileSystem.$calls.withValue(FaultyCalls(beforeSync: { disk.sync() })) {
      let deduplicator = SharedDeduplicator { Deduplicator() }
      return StoryWriter(
        store: try Store.open(
          directory: path, options: options,
          replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log),
        deduplicator: deduplicator, log: log, beat: { disk.beats.add(1, ordering: .relaxed) })
    }
    let numbers = try await writer.configure(["one", "two", "three"].map { .init(name: $0, group: nil) })
    disk.isStalling.store(true, ordering: .relaxed)
    async let first = store(writer, "one", numbers[0], "Choir of the railway workers wins in Graz")
    for await _ in disk.reached {}
    let beats = disk.beats.load(ordering: .relaxed)
    // None of these waits for the disk.
    async let second = store(writer, "two", numbers[1], "Night train to the coast returns")
    var third = SourceState(name: "three")
    third.number = numbers[2]
    writer.note(third)
    #expect(!writer.isStalled && writer.failure == nil)
    disk.uptime.add(61_000, ordering: .relaxed)
    #expect(disk.beats.load(ordering: .relaxed) == beats)
    disk.answer.signal()
    #expect(try await first == 1)
    #expect(try await second == 1)
    #expect(disk.beats.load(ordering: .relaxed) > beats)
    await writer.close()
    #expect(writer.failure == nil)
    let lines = disk.lines.withLock { $0 }
    #expect(lines.filter { $0.hasPrefix("the disk was slow") }.count == 1)
    #expect(lines.contains { $0.hasPrefix("the disk was slow") && $0.contains("seconds=61") }, "\(lines)")
    var verifier = Verifier(try OutputDirectory(path: path, for: .reading))
    #expect(try verifier.run().findings == [])
  }

  /// Stores a feed with one entry; how many stories that gave.
  private func store(
    _ writer: StoryWriter, _ name: String, _ number: UInt32, _ title: String
  ) async throws -> Int {
    let text =
      "<rss version='2.0'><channel><title>\(name)</title><item><title>\(title)</title></item></channel></rss>"
    let feed = try FeedParser().parse(Array(text.utf8), url: "https://feeds.example/", contentType: nil)
    let source = ItemSource(
      name: name, number: number, feedTitle: feed.title, url: nil, settings: SourceDedupSettings(),
      rules: .standard)
    var before = SourceState(name: name)
    before.number = number
    return try await writer.store(
      source: source, stateBefore: before, feed: feed, events: [], now: UnixTime(seconds: 1_770_000_000)
    ) { [before] _ in before }.feed.stories
  }
}
