import Deduplicating
import Fetching
import Foundation
import Logging
import Scheduling
import Storing
import Synchronization
import TestSupport
import Testing

@testable import Polling

/// On whose time a poll runs.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct PollThreadTests {
  /// Has nothing new at `/old`, an error page at `/bad`, and else a document; runs tasks where a real one would.
  private struct Answers: DocumentFetching {
    let loop: CurlLoop
    var executor: (any TaskExecutor)? { loop.executor }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      if request.url.hasSuffix("/old") {
        return FetchResponse(outcome: .notModified, status: 304, url: request.url)
      }
      if request.url.hasSuffix("/bad") {
        var response = FetchResponse(outcome: .httpError(status: 500), status: 500, url: request.url)
        response.body = Array("<html><body>down for the night</body></html>".utf8)
        return response
      }
      var response = FetchResponse(outcome: .body, status: 200, url: request.url)
      response.body = Array(
        """
        <rss version="2.0"><channel><title>Moor</title><item><title>The ferry has two new engines</title>
        <link>https://moor.example/1</link></item></channel></rss>
        """.utf8)
      return response
    }

    func shutdown() async { await loop.shutdown() }
  }

  /// On which thread each message was logged.
  private final class Threads: Sendable {
    let all = Mutex<[String: UInt]>([:])
  }

  @Test func `a 304 is dealt with on the fetcher's thread, and what has a body elsewhere`() async throws {
    let path = NSTemporaryDirectory() + "tidings-threads-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let seen = Threads()
    let log = Logger.listening(from: .trace) { event in
      seen.all.withLock { $0["\(event.message)"] = UInt(pthread_self()) }
    }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    let loop = try CurlLoop()
    let fetchThread = await withTaskExecutorPreference(loop.executor) { UInt(pthread_self()) }
    let poller = Poller(
      settings: Poller.Settings(budget: .init(), deduplicator: deduplicator), states: [],
      isSinglePass: true, fetcher: Answers(loop: loop), writer: writer, log: log)
    let sources = ["old", "new", "bad"].map {
      Source(name: $0, request: FetchRequest(url: "https://\($0).example/\($0)"))
    }
    let numbers = try await writer.configure(sources.map { .init(name: $0.name, group: nil) })
    await poller.configure(zip(sources, numbers).map { ($0, $1) })
    let running = Task { await poller.run() }
    let summary = await poller.pollOnce()
    await poller.stop()
    await running.value
    await writer.close()

    #expect(summary.unchanged == 1)
    #expect(summary.stories == 1)
    let threads = seen.all.withLock { $0 }
    #expect(threads["poll: not modified"] == fetchThread)
    #expect(try #require(threads["first poll"]) != fetchThread)
    #expect(try #require(threads["poll failed"]) != fetchThread)
  }
}
