import FeedModel
import Fetching
import Scheduling
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
    let passed = Atomic<Int64>(0)
    let begin = UnixTime.now()
    let server = SlowServer()
    let bench = try PollerBench(
      server, isSinglePass: true, clock: { begin.adding(seconds: passed.load(ordering: .relaxed)) }
    ) { $0.budget.spacing = 0 }
    let poller = bench.poller
    try await bench.configure(
      ["isle", "cape", "marker"].map {
        Source(name: $0, request: FetchRequest(url: "http://\($0).example/"))
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
    await bench.writer.close()
  }

  @Test func `after a pause of the whole program, sources do not come all at once`() async throws {
    let passed = Atomic<Int64>(0)
    let begin = UnixTime.now()
    let bench = try PollerBench(
      Server(), clock: { begin.adding(seconds: passed.load(ordering: .relaxed)) }
    ) { $0.budget.spacing = 0 }
    let poller = bench.poller
    try await bench.configure(
      ((0..<60).map { "isle\($0)" } + ["marker"]).map { name in
        var source = Source(name: name, request: FetchRequest(url: "http://\(name).example/"))
        source.limits.fixed = 600
        return source
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
    await bench.writer.close()
  }

  @Test func `a clock that was a year ahead and is put right silences neither source nor host`() async throws
  {
    let ahead = Atomic<Int64>(365 * 86_400)
    let server = Server()
    let bench = try PollerBench(
      server, clock: { UnixTime.now().adding(seconds: ahead.load(ordering: .relaxed)) })
    let poller = bench.poller
    var source = Source(name: "coast", request: FetchRequest(url: "http://coast.example/"))
    source.limits.fixed = 1
    try await bench.configure([source])
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
    await bench.writer.close()
  }
}
