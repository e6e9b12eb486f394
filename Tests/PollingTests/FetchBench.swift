import Deduplicating
import FeedModel
import Fetching
import Foundation
import Logging
import Storing
import Synchronization
import WebText

@testable import Polling

/// One source, polled again and again by `PollSource`, with a server and a clock of the test's own.
final class FetchBench {
  typealias Server = @Sendable (FetchRequest, UnixTime) -> Result<FetchResponse, FetchError>

  let path = NSTemporaryDirectory() + "tidings-fetch-\(UUID().uuidString)"
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let writer: StoryWriter
  private let deduplicator = SharedDeduplicator { Deduplicator() }
  private let shared = Shared()
  var source: Source
  private(set) var state: SourceState
  /// How the last poll ended.
  private(set) var end: PollSource.End?

  /// What the server's side sees too.
  final class Shared: Sendable {
    let now = Mutex(UnixTime(year: 2026, month: 3, day: 2, hour: 9))
    let requests = Mutex<[FetchRequest]>([])
  }

  private struct Fetcher: DocumentFetching {
    let shared: Shared
    let server: Server

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      shared.requests.withLock { $0.append(request) }
      return try server(request, shared.now.withLock { $0 }).get()
    }

    func shutdown() async {}
  }

  init(url: String = "https://harbor.example/feed") throws {
    source = Source(name: "harbor", request: FetchRequest(url: url))
    source.request.acceptsDelta = true
    state = SourceState(name: "harbor")
    let (shared, log) = (shared, log)
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log,
      now: { shared.now.withLock { $0 } })
    writer = StoryWriter(
      store: store, deduplicator: deduplicator, log: log, clock: { shared.now.withLock { $0 } })
  }

  deinit {
    // Else its thread, and the store, stay until the process ends.
    writer.mailbox.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  var now: UnixTime { shared.now.withLock { $0 } }
  var requests: [FetchRequest] { shared.requests.withLock { $0 } }

  func wait(hours: Int64) { shared.now.withLock { $0 = $0.adding(seconds: hours * 3600) } }

  /// One poll; the requests that it made.
  @discardableResult
  func poll(_ server: @escaping Server) async throws -> [FetchRequest] {
    let before = requests.count
    state.number = try await writer.configure([.init(name: source.name, group: nil)])[0]
    let poll = PollSource(
      source: Boxed(source), state: Boxed(state), deduplicator: deduplicator,
      fetcher: Fetcher(shared: shared, server: server), writer: writer, health: NetworkWatch(log: log),
      gate: nil,
      log: log, clock: { [shared] in shared.now.withLock { $0 } })
    let end = await poll.run()
    self.end = end
    state = end.state.value
    return Array(requests[before...])
  }

  /// The names of the events so far. Nothing can be polled afterwards.
  func events() async throws -> [String] {
    await writer.close()
    var names: [String] = []
    try LogReader(OutputDirectory(path: path, for: .reading)).read { line in
      if let event = try? line.parsed().line.event { names.append(event.name) }
      return true
    }
    return names
  }

  /// How many entries the index takes to be in the feed. Nothing can be polled afterwards.
  func entriesInFeed() async throws -> Int {
    await writer.close()
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    defer { try? store.close() }
    return try store.entries(ofSource: store.number(ofSource: source.name)).count
  }

  /// A feed with these headlines.
  static func body(_ titles: [String], built: Int64 = 0) -> [UInt8] {
    let items = titles.map {
      "<item><title>\($0)</title><link>https://harbor.example/\($0.count)\($0.first!)</link></item>"
    }
    return Array(
      "<rss version='2.0'><channel><title>Harbor</title><lastBuildDate>\(built)</lastBuildDate>\(items.joined())</channel></rss>"
        .utf8)
  }

  static func document(
    _ titles: [String], etag: String? = nil, url: String = "https://harbor.example/feed", built: Int64 = 0
  ) -> FetchResponse {
    var response = FetchResponse(outcome: .body, status: 200, url: url)
    response.body = body(titles, built: built)
    response.validators = etag.map { Validators(etag: $0, url: url) }
    response.address = IPAddress("198.41.0.4")
    return response
  }

  static func refusal(_ status: Int, _ request: FetchRequest) -> FetchResponse {
    FetchResponse(
      outcome: FetchOutcome(status: status, ResponseHeaders()), status: status, url: request.url)
  }

  static func notModified(_ request: FetchRequest) -> FetchResponse {
    var response = FetchResponse(outcome: .notModified, status: 304, url: request.url)
    response.validators = request.validators
    return response
  }
}
