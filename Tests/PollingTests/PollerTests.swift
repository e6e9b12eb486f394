import Deduplicating
import Fetching
import Foundation
import Logging
import Scheduling
import Storing
import TestSupport
import Testing
import WebText

@testable import Polling

/// The loop, with a fetcher of the test's own.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct PollerTests {
  /// Says 304, and tells that it was asked.
  private struct NothingNew: DocumentFetching {
    let asked: AsyncStream<String>.Continuation

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      asked.yield(request.url)
      return FetchResponse(outcome: .notModified, status: 304, url: request.url)
    }

    func shutdown() async {}
  }

  /// A clock that is being slewed: a timer that runs for a second is early by its time.
  @Test(arguments: [0.9, 0.999, 1.1])
  func `polls go on when the clock runs slow or fast`(speed: Double) async throws {
    let path = NSTemporaryDirectory() + "tidings-poller-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let start = UnixTime.now()
    let clock: @Sendable () -> UnixTime = {
      let passed = UnixTime.now().milliseconds - start.milliseconds
      return UnixTime(milliseconds: start.milliseconds + Int64(Double(passed) * speed))
    }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    let (asked, continuation) = AsyncStream<String>.makeStream()
    let poller = Poller(
      settings: Poller.Settings(budget: .init(), deduplicator: deduplicator), states: [],
      fetcher: NothingNew(asked: continuation), writer: writer, log: log, clock: clock)
    var source = Source(name: "moor", request: FetchRequest(url: "https://moor.example/feed"))
    source.limits.fixed = 1
    let number = try await writer.configure([.init(name: source.name, group: nil)])[0]
    await poller.configure([(source, number)])
    let running = Task { await poller.run() }
    var count = 0
    for await _ in asked {
      count += 1
      if count == 4 { break }
    }
    await poller.stop()
    await running.value
    await writer.close()
    #expect(count == 4)
  }
}
