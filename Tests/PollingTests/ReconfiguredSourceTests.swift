import FeedModel
import Fetching
import Scheduling
import Synchronization
import TestSupport
import Testing
import WebText

@testable import Polling

/// A source that the operator changes while the daemon runs.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct ReconfiguredSourceTests {
  /// Answers with the status that the path says, 304 to conditional requests, and tells what it was asked.
  private final class Server: DocumentFetching {
    let requests = Mutex<[FetchRequest]>([])
    let asked: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (asked, continuation) = AsyncStream.makeStream() }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      requests.withLock { $0.append(request) }
      defer { continuation.yield() }
      if request.url.hasSuffix("/404") { return FetchBench.refusal(404, request) }
      if request.url.hasSuffix("/410") { return FetchBench.refusal(410, request) }
      if request.url.hasSuffix("/429") {
        var response = FetchBench.refusal(429, request)
        response.outcome = .tooManyRequests(retryAfter: .seconds(50_000))
        return response
      }
      if request.validators != nil { return FetchBench.notModified(request) }
      return FetchBench.document(["Weir is mended"], etag: "\"1\"", url: request.url)
    }

    func shutdown() async {}
  }

  /// A source that was polled once; then `change` is put in force, and what the next poll asks is given back, or
  /// nil when none comes before the marker's.
  private func request(
    at path: String, after change: (inout Source) -> Void
  ) async throws -> FetchRequest? {
    let server = Server()
    let bench = try PollerBench(server, settings: { $0.budget.spacing = 0 })
    let poller = bench.poller
    var source = Source(name: "weir", request: FetchRequest(url: "https://weir.example/\(path)"))
    let marker = Source(name: "marker", request: FetchRequest(url: "https://marker.example/"))
    try await bench.configure([source, marker])
    let running = Task { await poller.run() }
    while await !poller.states.allSatisfy({ $0.polls > 0 }) { await Task.yield() }
    change(&source)
    try await bench.configure([source, marker])
    // What is due by now begins before this, or with it.
    _ = await poller.pollOnce(["marker"])
    await poller.stop()
    await running.value
    await bench.writer.close()
    let asked = server.requests.withLock { $0.filter { $0.source == "weir" } }
    return asked.count > 1 ? asked[1] : nil
  }

  @Test(arguments: ["feed", "404", "410"])
  func `another address is asked at once, whatever became of the one before`(_ path: String) async throws {
    let request = try await request(at: path) { $0.request.url = "https://weir.example/new" }
    #expect(request?.url == "https://weir.example/new")
    // What the old address gave is not for the new one.
    #expect(request?.validators?.belong(to: "https://weir.example/new") != true)
  }

  @Test func `a wish to wait stays with the host that has it`() async throws {
    #expect(try await request(at: "429") { $0.request.url = "https://weir.example/new" } == nil)
    let elsewhere = try await request(at: "429") {
      $0 = $0.renamed("weir", url: "https://lock.example/new")
    }
    #expect(elsewhere?.url == "https://lock.example/new")
  }

  @Test func `a source that fails is tried at once when it is asked otherwise`() async throws {
    #expect(
      try await request(at: "404") { $0.request.userAgent = "weir-keeper/1" }?.userAgent == "weir-keeper/1")
    #expect(try await request(at: "404") { $0.request.authentication = .bearer(Secret("open")) } != nil)
    #expect(try await request(at: "404") { $0.request.limits.maxBody += 1 } != nil)
    #expect(try await request(at: "404") { $0.zone = nil } == nil)
    // It did not fail: it asked to wait, whoever comes.
    #expect(try await request(at: "429") { $0.request.userAgent = "weir-keeper/1" } == nil)
  }

  @Test func `a source that is well keeps its time`() async throws {
    #expect(try await request(at: "feed") { $0.request.userAgent = "weir-keeper/1" } == nil)
    #expect(try await request(at: "feed") { $0.request.headers = [.init(name: "X-Key", value: "1")] } == nil)
  }

  @Test func `validators that somebody else was given are not sent`() {
    var before = FetchRequest(url: "https://weir.example/feed")
    var after = before
    #expect(after.isAsked(like: before) && after.isFromTheSame(as: before))
    after.limits.maxBody += 1
    after.validators = Validators(etag: "\"1\"", url: after.url)
    #expect(!after.isAsked(like: before) && after.isFromTheSame(as: before))
    after.headers = [.init(name: "Accept-Language", value: "gl")]
    #expect(!after.isFromTheSame(as: before))
    before.headers = after.headers
    before.cookies = CookieJar()
    #expect(!after.isFromTheSame(as: before))
    after.cookies = CookieJar()
    #expect(after.isFromTheSame(as: before))
  }
}
