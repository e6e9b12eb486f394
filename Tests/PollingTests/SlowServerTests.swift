import FeedModel
import Fetching
import Scheduling
import Synchronization
import TestSupport
import Testing
import WebText

@testable import Polling

/// Servers that trickle, and hosts of one address.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct SlowServerTests {
  /// Answers 304 at once; hosts that begin with `slow` only when it is shut down.
  private final class Servers: DocumentFetching {
    let asked: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    private let waiting = Mutex<(isOpen: Bool, list: [CheckedContinuation<Void, Never>])>((false, []))
    private let running = Mutex(0)
    let most = Mutex(0)

    init() { (asked, continuation) = AsyncStream.makeStream() }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      let now = running.withLock { running in
        running += 1
        return running
      }
      most.withLock { $0 = max($0, now) }
      defer { running.withLock { $0 -= 1 } }
      continuation.yield(request.url)
      if request.url.contains("slow") {
        await withCheckedContinuation { continuation in
          let isOpen = waiting.withLock { waiting in
            if !waiting.isOpen { waiting.list.append(continuation) }
            return waiting.isOpen
          }
          if isOpen { continuation.resume() }
        }
        throw .shutDown
      }
      // Whoever else may run now gets the chance to.
      for _ in 0..<50 { await Task.yield() }
      var response = FetchResponse(outcome: .notModified, status: 304, url: request.url)
      response.address = IPAddress("192.0.2.7")
      response.bytesReceived = 100
      return response
    }

    func shutdown() async {
      let list = waiting.withLock { waiting in
        waiting.isOpen = true
        defer { waiting.list = [] }
        return waiting.list
      }
      for continuation in list { continuation.resume() }
    }
  }

  private func bench(
    _ servers: Servers, _ urls: [String], _ settings: (inout Poller.Settings) -> Void
  ) async throws -> PollerBench {
    // Two seconds pass in a tenth of one.
    let began = UnixTime.now()
    let bench = try PollerBench(
      servers, isSinglePass: true,
      clock: {
        UnixTime(milliseconds: began.milliseconds + 20 * (UnixTime.now().milliseconds - began.milliseconds))
      }
    ) {
      $0.budget.spacing = 0
      settings(&$0)
    }
    try await bench.configure(
      urls.enumerated().map { Source(name: "s\($0.offset)", request: FetchRequest(url: $0.element)) })
    return bench
  }

  @Test func `twenty servers that never finish do not keep a hundred others from being polled`() async throws
  {
    let servers = Servers()
    let urls =
      (0..<20).map { "http://slow\($0).example/" } + (0..<100).map { "http://sound\($0).example/" }
    // Eight places, and the slow ones are the first in line.
    let bench = try await bench(servers, urls) { $0.budget.maxTransfers = 8 }
    let poller = bench.poller
    let running = Task { await poller.run() }
    let pass = Task { await poller.pollOnce() }
    var sound = 0
    for await url in servers.asked where url.contains("sound") {
      sound += 1
      if sound == 100 { break }
    }
    await poller.stop()
    await running.value
    let summary = await pass.value
    #expect(summary.unchanged == 100)
    #expect(summary.interrupted == 20)
    await bench.writer.close()
  }

  @Test func `names of one address share its places once it is known`() async throws {
    let servers = Servers()
    let urls = (0..<12).map { "http://name\($0).example/" }
    let bench = try await bench(servers, urls) {
      $0.groupsByAddress = true
      $0.budget.connections = 1
    }
    let poller = bench.poller
    let running = Task { await poller.run() }
    _ = await poller.pollOnce()
    servers.most.withLock { $0 = 0 }
    #expect(await poller.pollOnce().unchanged == 12)
    #expect(servers.most.withLock { $0 } == 1)
    // The ledger goes by names all the same: that is who asks what the poller does.
    let ledgers = await poller.hostLedgers
    #expect(ledgers.count == 12)
    #expect(ledgers.allSatisfy { $0.total.requests == 2 && $0.total.unchanged == 2 && $0.total.bytes == 200 })
    await poller.stop()
    await running.value
    await bench.writer.close()
  }
}
