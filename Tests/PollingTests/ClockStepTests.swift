import Deduplicating
import FeedModel
import Fetching
import Foundation
import Logging
import Scheduling
import Storing
import Synchronization
import TestSupport
import Testing
import WebText

@testable import Polling

/// A clock that is put right while the daemon runs.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct ClockStepTests {
  /// Answers 304 at once.
  private final class Server: DocumentFetching {
    let asked: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (asked, continuation) = AsyncStream.makeStream() }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      continuation.yield()
      return FetchResponse(outcome: .notModified, status: 304, url: request.url)
    }

    func shutdown() async {}
  }

  /// Answers 304: the marker at once, others when it is told to.
  private final class SlowServer: DocumentFetching {
    let asked = Mutex<[String]>([])
    private let waiting = Mutex<(isOpen: Bool, list: [CheckedContinuation<Void, Never>])>((false, []))

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      if !request.url.contains("marker") {
        await withCheckedContinuation { continuation in
          let isOpen = waiting.withLock { waiting in
            if !waiting.isOpen { waiting.list.append(continuation) }
            return waiting.isOpen
          }
          asked.withLock { $0.append(request.url) }
          if isOpen { continuation.resume() }
        }
      }
      return FetchResponse(outcome: .notModified, status: 304, url: request.url)
    }

    func open() {
      let list = waiting.withLock { waiting in
        waiting.isOpen = true
        defer { waiting.list = [] }
        return waiting.list
      }
      for continuation in list { continuation.resume() }
    }

    func shutdown() async { open() }
  }

  @Test func `a poll that was under way in a pause is not made again`() async throws {
    let path = NSTemporaryDirectory() + "tidings-under-way-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    let passed = Atomic<Int64>(0)
    let begin = UnixTime.now()
    let server = SlowServer()
    var budget = HostBudget.Limits()
    budget.spacing = 0
    let poller = Poller(
      settings: Poller.Settings(budget: budget, deduplicator: deduplicator), states: [],
      isSinglePass: true, fetcher: server, writer: writer, log: log,
      clock: { begin.adding(seconds: passed.load(ordering: .relaxed)) })
    let names = ["isle", "cape", "marker"]
    let numbers = try await writer.configure(names.map { .init(name: $0, group: nil) })
    await poller.configure(
      zip(names, numbers).map { name, number in
        (Source(name: name, request: FetchRequest(url: "http://\(name).example/")), number)
      })
    let running = Task { await poller.run() }
    let pass = Task { await poller.pollOnce(["isle", "cape"]) }
    while server.asked.withLock({ $0.count }) < 2 { await Task.yield() }
    passed.add(3600, ordering: .relaxed)
    // The loop has turned by then.
    _ = await poller.pollOnce(["marker"])
    server.open()
    #expect(await pass.value.unchanged == 2)
    await poller.stop()
    await running.value
    #expect(server.asked.withLock { $0.sorted() } == ["http://cape.example/", "http://isle.example/"])
    await writer.close()
  }

  @Test func `after a pause of the whole program, sources do not come all at once`() async throws {
    let path = NSTemporaryDirectory() + "tidings-pause-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    let passed = Atomic<Int64>(0)
    let begin = UnixTime.now()
    let clock = { @Sendable in begin.adding(seconds: passed.load(ordering: .relaxed)) }
    var budget = HostBudget.Limits()
    budget.spacing = 0
    let poller = Poller(
      settings: Poller.Settings(budget: budget, deduplicator: deduplicator), states: [],
      fetcher: Server(), writer: writer, log: log, clock: clock)
    let names = (0..<60).map { "isle\($0)" } + ["marker"]
    let numbers = try await writer.configure(names.map { .init(name: $0, group: nil) })
    await poller.configure(
      zip(names, numbers).map { name, number in
        var source = Source(name: name, request: FetchRequest(url: "http://\(name).example/"))
        source.limits.fixed = 600
        return (source, number)
      })
    let running = Task { await poller.run() }
    /// Polls of all but the marker, when what was due by now has begun and ended.
    func polls() async -> Int64 {
      _ = await poller.pollOnce(["marker"])
      while true {
        let states = await poller.states.filter { $0.name != "marker" }
        if states.allSatisfy({ $0.polls > 0 }) { return states.reduce(0) { $0 + $1.polls } }
        await Task.yield()
      }
    }
    #expect(await polls() == 60)
    passed.add(8 * 3600, ordering: .relaxed)
    #expect(await polls() < 66)
    // Each comes within one and a half of its intervals, the longest that it ever waits.
    for _ in 0..<32 {
      passed.add(30, ordering: .relaxed)
      _ = await polls()
    }
    #expect(await polls() >= 120)
    await poller.stop()
    await running.value
    await writer.close()
  }

  @Test func `a clock that was a year ahead and is put right silences neither source nor host`() async throws
  {
    let path = NSTemporaryDirectory() + "tidings-clock-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    let ahead = Atomic<Int64>(365 * 86_400)
    let server = Server()
    let poller = Poller(
      settings: Poller.Settings(budget: HostBudget.Limits(), deduplicator: deduplicator), states: [],
      fetcher: server, writer: writer, log: log,
      clock: { UnixTime.now().adding(seconds: ahead.load(ordering: .relaxed)) })
    let numbers = try await writer.configure([.init(name: "coast", group: nil)])
    var source = Source(name: "coast", request: FetchRequest(url: "http://coast.example/"))
    source.limits.fixed = 1
    await poller.configure([(source, numbers[0])])
    let running = Task { await poller.run() }
    var count = 0
    for await _ in server.asked {
      count += 1
      if count == 1 { ahead.store(0, ordering: .relaxed) }
      if count == 3 { break }
    }
    #expect(count == 3)
    await poller.stop()
    await running.value
    await writer.close()
  }
}
