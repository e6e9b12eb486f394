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

/// Sources that give no feed, servers that ask to wait: what the daemon makes of their answers.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct TroubleTests {
  private static let feed = answer(
    200,
    "<rss version='2.0'><channel><title>Moor</title><item><title>Peat cutters find a bronze boat</title>"
      + "<guid>1</guid></item></channel></rss>")
  private static let challenge = """
    <!DOCTYPE html><html><head><title>Just a moment...</title></head>
    <body><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>
    """

  private static func answer(_ status: Int, _ body: String = "") -> FetchResponse {
    let outcome: FetchOutcome =
      switch status {
      case 200: .body
      case 410: .gone
      case 429: .tooManyRequests(retryAfter: nil)
      default: .httpError(status: status)
      }
    var response = FetchResponse(outcome: outcome, status: status, url: "https://moor.example/feed")
    response.headers.contentType =
      status == 200 && body.hasPrefix("<rss") ? "application/rss+xml" : "text/html"
    response.body = Array(body.utf8)
    return response
  }

  private static func told(toWait seconds: Int64) -> FetchResponse {
    FetchResponse(
      outcome: .tooManyRequests(retryAfter: .seconds(seconds)), status: 429, url: "https://moor.example/feed")
  }

  @Test(
    "What an answer says of the source is its state and an event, once, and the next feed ends it",
    arguments: [
      (answer(401), SourceTrouble.unauthorized), (answer(403), .forbidden),
      (answer(403, challenge), .blocked),
      (answer(503, challenge), .blocked), (answer(202, challenge), .blocked),
      (answer(200, challenge), .blocked), (answer(404), .missing),
      (answer(200, "<html><head><title>Welcome</title></head><body>Hello</body></html>"), .notAFeed),
    ])
  func states(_ answer: FetchResponse, _ trouble: SourceTrouble) async throws {
    let daemon = try await Daemon([answer, answer, Self.feed])
    try await daemon.poll("moor")
    #expect(await daemon.state("moor")?.trouble == trouble)
    try await daemon.poll("moor")
    #expect(await daemon.state("moor")?.trouble == trouble)
    #expect(await daemon.state("moor")?.consecutiveFailures == 2)
    try await daemon.poll("moor")
    #expect(await daemon.state("moor")?.trouble == nil)
    #expect(try await daemon.events() == [trouble.rawValue, "recovered"])
  }

  @Test func `what passes by itself is no state, and an event after three failures only`() async throws {
    let daemon = try await Daemon([Self.answer(500), Self.answer(500), Self.answer(500), Self.feed])
    for _ in 0..<4 { try await daemon.poll("moor") }
    #expect(await daemon.state("moor")?.trouble == nil)
    #expect(try await daemon.events() == ["failing", "recovered"])
  }

  @Test(arguments: [408, 421, 425, 502])
  func `what was the connection's fault is tried again soon`(_ status: Int) async throws {
    let bench = try FetchBench()
    try await bench.poll { request, _ in .success(FetchBench.refusal(status, request)) }
    let wait = try #require(bench.state.nextPoll).seconds - bench.now.seconds
    #expect((300...330).contains(wait), "\(wait)")
    try await bench.poll { request, _ in .success(FetchBench.refusal(406, request)) }
    #expect(try #require(bench.state.nextPoll).seconds - bench.now.seconds > 1000)
  }

  @Test(arguments: [403, 500, 502, 529])
  func `an error with Retry-After holds its source, and no other`(_ status: Int) async throws {
    let bench = try FetchBench()
    try await bench.poll { request, _ in
      var response = FetchBench.refusal(status, request)
      response.headers.retryAfter = "20000"
      return .success(response)
    }
    #expect(bench.state.nextPoll == bench.now.adding(seconds: 20_000))
    #expect(bench.state.nextPollReason == "Retry-After 5h")
    #expect(bench.state.hostHold == nil)
  }

  @Test func `a wish to wait at the end of a redirect holds the host that has it`() async throws {
    var told = Self.told(toWait: 7200)
    told.url = "https://fen.example/feed"
    told.redirects = [.init(status: 302, url: told.url)]
    let bench = try FetchBench()
    try await bench.poll { [told] _, _ in .success(told) }
    #expect(bench.end?.hostHold == bench.now.adding(seconds: 7200))
    #expect(bench.end?.heldHost == "fen.example")
    // A restart holds the source's own host for what its state says.
    #expect(bench.state.hostHold == nil)
    #expect(bench.state.nextPollReason == "Retry-After 2h")
  }

  @Test func `a pass by itself leaves a host alone that asked the pass before`()
    async throws
  {
    let daemon = try await Daemon([Self.told(toWait: 7200)])
    try await daemon.poll("moor")
    let summary = try await daemon.pass(["moor", "heath", "bog"])
    #expect(summary.interrupted == 2 && summary.unchanged == 1, "\(summary)")
  }

  @Test func `one trouble after the other gives an event each`() async throws {
    let daemon = try await Daemon([Self.answer(404), Self.answer(403), Self.answer(410)])
    for _ in 0..<3 { try await daemon.poll("moor") }
    #expect(await daemon.state("moor")?.isGone == true)
    #expect(try await daemon.events() == ["missing", "forbidden", "gone"])
  }

  @Test(
    "A Retry-After holds the host's other sources, over a restart too, and no other host; or the source alone",
    arguments: [true, false])
  func retryAfter(_ holdsHost: Bool) async throws {
    let daemon = try await Daemon([Self.told(toWait: 7200)], holdsHost: holdsHost)
    try await daemon.poll("moor")
    let state = try #require(await daemon.state("moor"))
    #expect(state.nextPollReason == "Retry-After 2h")
    #expect((state.hostHold != nil) == holdsHost)
    try await daemon.restart()
    // Due at once, all three: the held host's source must not be asked, wherever it stands in the order.
    let asked = try await daemon.run(["heath", "fen", "bog"], until: "bog")
    #expect(asked.contains("heath") == !holdsHost)
    #expect(!asked.contains("moor"))
  }

  @Test func `where no host can be reached, no source's failure counts, and the next answer ends that`()
    async throws
  {
    let names = ["bog", "dune", "cliff", "shore", "reef", "sound"]
    let daemon = try await Daemon([])
    daemon.isCutOff = true
    let summary = try await daemon.pass(names)
    #expect(summary.failed == names.count)
    var states: [SourceState] = []
    for name in names { if let state = await daemon.state(name) { states.append(state) } }
    // The first two hosts that fail may be at fault themselves.
    #expect(states.count == names.count)
    #expect(states.count { $0.consecutiveFailures == 0 } == names.count - 2)
    #expect(states.count { $0.nextPollReason == "our network seems down" } == names.count - 2)
    daemon.isCutOff = false
    try await daemon.restart()
    _ = try await daemon.pass(names)
    for name in names { #expect(await daemon.state(name)?.consecutiveFailures == 0) }
  }

  @Test func `a pass does not wait for a host that asked to be left alone, and leaves it alone`() async throws
  {
    let daemon = try await Daemon([Self.told(toWait: 7200)])
    let summary = try await daemon.pass(["moor", "heath", "fen", "bog"])
    #expect(summary.sources == 4 && summary.failed == 1 && summary.interrupted == 2 && summary.unchanged == 1)
    #expect(summary.failures.count { $0.contains("wants to be left alone until") } == 2)
  }
}

/// A poller and its store, with answers of the test's own.
private final class Daemon {
  /// Gives `moor` the answers in their order, and then 304 for ever, as it does the others; tells who was asked.
  private final class Answers: DocumentFetching {
    private let left: Mutex<[FetchResponse]>
    /// No host can be reached.
    let isCutOff = Mutex(false)
    let asked: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init(_ answers: [FetchResponse]) {
      left = Mutex(answers)
      (asked, continuation) = AsyncStream.makeStream()
    }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
      continuation.yield(request.url)
      if isCutOff.withLock(\.self) { throw .dns(host: "none") }
      // Who asks first of several that start together is a matter of luck.
      let isMeant = request.source == "moor"
      let next = left.withLock { $0.isEmpty || !isMeant ? nil : $0.removeFirst() }
      return next ?? FetchResponse(outcome: .notModified, status: 304, url: request.url)
    }

    func shutdown() async {}
  }

  private let path = NSTemporaryDirectory() + "tidings-trouble-\(UUID().uuidString)"
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let answers: Answers
  private let holdsHost: Bool
  private var writer: StoryWriter
  private var poller: Poller

  var isCutOff: Bool {
    get { answers.isCutOff.withLock(\.self) }
    set { answers.isCutOff.withLock { $0 = newValue } }
  }

  init(_ answers: [FetchResponse], holdsHost: Bool = true) async throws {
    self.answers = Answers(answers)
    self.holdsHost = holdsHost
    (writer, poller) = try Self.open(path, log, self.answers, isSinglePass: true)
    try await configure(["moor"])
  }

  deinit {
    // Else its thread, and the store, stay until the process ends.
    writer.mailbox.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func open(
    _ path: String, _ log: Logger, _ answers: Answers, isSinglePass: Bool
  ) throws -> (StoryWriter, Poller) {
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    let states = try store.sourceStates()
    let writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    var budget = HostBudget.Limits()
    budget.spacing = 0
    budget.connections = 1
    let poller = Poller(
      settings: Poller.Settings(budget: budget, deduplicator: deduplicator), states: states,
      isSinglePass: isSinglePass, fetcher: answers, writer: writer, log: log)
    return (writer, poller)
  }

  /// `moor`, `heath` and `fen` have one host, each other source has its own.
  private func configure(_ names: [String]) async throws {
    var sources: [(source: Source, number: UInt32)] = []
    let numbers = try await writer.configure(names.map { .init(name: $0, group: nil) })
    for (name, number) in zip(names, numbers) {
      let host = ["moor", "heath", "fen"].contains(name) ? "moor.example" : "\(name).example"
      var source = Source(name: name, request: FetchRequest(url: "https://\(host)/\(name)"))
      source.holdsHost = holdsHost
      sources.append((source, number))
    }
    await poller.configure(sources)
  }

  /// One poll, due or not.
  func poll(_ name: String) async throws {
    let running = Task { [poller] in await poller.run() }
    _ = await poller.pollOnce([name])
    await poller.stop()
    await running.value
    // The loop ends for good: another one, with what the index knows.
    await writer.close()
    (writer, poller) = try Self.open(path, log, answers, isSinglePass: true)
    try await configure(["moor"])
  }

  /// One poll of each.
  func pass(_ names: [String]) async throws -> PollSummary {
    try await configure(names)
    let running = Task { [poller] in await poller.run() }
    let summary = await poller.pollOnce()
    await poller.stop()
    await running.value
    await writer.close()
    return summary
  }

  func state(_ name: String) async -> SourceState? { await poller.states.first { $0.name == name } }

  /// Starts the daemon that polls what is due.
  func restart() async throws {
    await writer.close()
    (writer, poller) = try Self.open(path, log, answers, isSinglePass: false)
  }

  /// Lets the sources be polled until `last` is; the names that were asked since the test began, but for the
  /// first poll.
  func run(_ names: [String], until last: String) async throws -> [String] {
    try await configure(["moor"] + names)
    let running = Task { [poller] in await poller.run() }
    var asked: [String] = []
    for await url in answers.asked {
      asked.append(url.split(separator: "/").last.map(String.init) ?? "")
      if url.hasSuffix(last) { break }
    }
    await poller.stop()
    await running.value
    return Array(asked.dropFirst())
  }

  /// The names of all events so far.
  func events() async throws -> [String] {
    await writer.close()
    var names: [String] = []
    try LogReader(OutputDirectory(path: path, for: .reading)).read { line in
      if let event = (try? line.parsed())?.line.event { names.append(event.name) }
      return true
    }
    return names
  }
}
