import FeedModel
import Fetching
public import Logging
import Storing
import Synchronization
public import WebText

/// Captured answers, polled one after the other as if the sources gave them now, with the captures' own clock.
///
/// Each goes through `PollSource` and the writer, as the daemon's polls do; only the network is not asked.
public final class CaptureReplay {
  /// What time it is: that of the capture that is polled.
  public final class Clock: Sendable {
    private let milliseconds = Atomic<Int64>(0)

    public init() {}

    public var now: UnixTime { UnixTime(milliseconds: milliseconds.load(ordering: .relaxed)) }

    func set(_ time: UnixTime) { milliseconds.store(time.milliseconds, ordering: .relaxed) }
  }

  private let folder: CaptureFolder
  private let writer: StoryWriter
  private let deduplicator: SharedDeduplicator
  private let clock: Clock
  private let log: Logger
  private let health: NetworkWatch
  /// The sources that were met, or all that are configured.
  private var sources: [String: Source] = [:]
  private var groups: [StoryWriter.SourceGroup] = []
  private var states: [String: SourceState] = [:]
  private let isConfigured: Bool

  /// - Parameters:
  ///   - sources: the configured ones; nil takes every source as it comes, with the defaults.
  ///   - writer: of a store that has nothing of these sources yet, and shows the same `clock`.
  public init(
    _ folder: CaptureFolder, sources: [Source]?, writer: StoryWriter, deduplicator: SharedDeduplicator,
    clock: Clock, log: Logger
  ) {
    self.folder = folder
    self.writer = writer
    self.deduplicator = deduplicator
    self.clock = clock
    self.log = log
    health = NetworkWatch(log: log)
    isConfigured = sources != nil
    for source in sources ?? [] where self.sources[source.name] == nil {
      self.sources[source.name] = source
      groups.append(StoryWriter.SourceGroup(name: source.name, group: source.group))
    }
  }

  /// Polls all captures.
  ///
  /// - Parameter progress: called after each with how many are done; stops when it returns false.
  /// - Throws: `CaptureError`, or the `StoreError` that ended the writer.
  public func run(_ progress: (Int) throws -> Bool) async throws {
    let captures = try folder.reader()
    if isConfigured { try await number(groups.map(\.name)) }
    var done = 0
    while let capture = try captures.next() {
      guard let source = try await source(of: capture) else {
        throw captures.problem("no source is named \(capture.source) in the configuration")
      }
      clock.set(capture.time)
      try await poll(source, capture, ofLine: captures.line)
      done += 1
      guard try progress(done) else { return }
    }
  }

  private func poll(_ source: Source, _ capture: Capture, ofLine line: Int) async throws {
    let poll = PollSource(
      source: Boxed(source), state: Boxed(states[source.name] ?? SourceState(name: source.name)),
      deduplicator: deduplicator, fetcher: try answer(source, capture, ofLine: line), writer: writer,
      health: health, gate: nil, log: log, clock: { [clock] in clock.now })
    let end = await poll.run()
    states[source.name] = end.state.value
    if case .stored = end.result { return }
    if let failure = writer.failure { throw failure }
    // The other ends leave a note and wait for nobody. The next poll is not to share a batch with it: where its
    // lines would stand would be a matter of luck.
    _ = try await writer.configure(groups)
  }

  private func answer(
    _ source: Source, _ capture: Capture, ofLine line: Int
  ) throws(CaptureError) -> CapturedAnswer {
    var headers = ResponseHeaders()
    headers.contentType = capture.contentType
    let outcome = FetchOutcome(status: capture.status, headers)
    var response = FetchResponse(outcome: outcome, status: capture.status, url: capture.url)
    response.headers = headers
    if let file = capture.file {
      let limit = source.request.limits.maxBody
      response.body = try folder.body(file, ofLine: line, limit: limit)
      response.bytesReceived = Int64(response.body.count)
      if response.body.count > limit { return CapturedAnswer(.failure(.tooLarge(limit: limit))) }
    }
    return CapturedAnswer(.success(response))
  }

  /// The configured source, or a new one with the defaults; nil when it is not configured.
  private func source(of capture: Capture) async throws -> Source? {
    if let source = sources[capture.source] { return source }
    guard !isConfigured else { return nil }
    let source = Source(name: capture.source, request: FetchRequest(url: capture.url))
    sources[capture.source] = source
    groups.append(StoryWriter.SourceGroup(name: source.name, group: nil))
    try await number([source.name])
    return source
  }

  /// Gives sources their numbers in the index.
  private func number(_ names: [String]) async throws {
    let numbers = try await writer.configure(groups)
    for (group, number) in zip(groups, numbers) where names.contains(group.name) {
      var state = SourceState(name: group.name)
      state.number = number
      states[group.name] = state
    }
  }
}

/// A capture in the network's place.
private struct CapturedAnswer: DocumentFetching {
  private let result: Result<FetchResponse, FetchError>

  init(_ result: Result<FetchResponse, FetchError>) {
    self.result = result
  }

  func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse { try result.get() }

  func shutdown() async {}
}
