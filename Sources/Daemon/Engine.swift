public import Configuration
import Deduplicating
import FeedModel
import Fetching
public import Logging
public import Polling
public import Storing
public import Systemd

/// What the daemon and a single pass have in common: the store, its writer, the fetcher and the poller.
public struct Engine: Sendable {
  public let poller: Poller
  public let writer: StoryWriter
  public let output: String
  /// What keeps the bodies that are fetched; nil when none are kept.
  public let recorder: CaptureRecorder?

  /// Parts whose progress the watchdog asks for.
  public let heartbeats: Heartbeats

  /// Opens and recovers the store, and starts the writer's and the fetcher's threads; nothing is polled yet.
  ///
  /// Blocks while the log is recovered: milliseconds after a clean stop.
  /// - Parameters:
  ///   - isSinglePass: true for `tidings poll`, which polls what it is asked to and nothing else.
  ///   - captures: a folder to keep the bodies in that are fetched, for `tidings replay`.
  ///   - onRecovery: called with the number of lines now and then, while a long log is recovered.
  ///   - isInterrupted: asked now and then meanwhile; true ends it with `StoreError.interrupted`.
  ///   - onStoreChange: called when the disk fills up or has space again, and when the store fails.
  public init(
    _ configuration: Configuration, isSinglePass: Bool = false, captures: String? = nil, log: Logger,
    onRecovery: @escaping @Sendable (Int) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onStoreChange: @escaping @Sendable () -> Void = {}
  ) async throws {
    output = configuration.output
    let deduplicator = SharedDeduplicator { configuration.deduplicator }
    let sources = configuration.pollSources
    var storing = configuration.storing
    storing.onRecovery = onRecovery
    storing.isInterrupted = isInterrupted
    let store = try Store.open(
      directory: configuration.output, options: storing,
      replaying: LogReplayer(deduplicator: deduplicator, sources: sources), log: log)
    if !store.opening.wasClean, store.opening.replayedLines > 0 || store.opening.isRebuilt {
      log.notice(
        "recovered after an unclean end",
        metadata: [
          "replayed_lines": "\(store.opening.replayedLines)", "rebuilt_index": "\(store.opening.isRebuilt)",
        ])
    }
    store.marks.noteFatalSignals()
    let hosts = try store.hostLedgers()
    let states = try CrashReview(store, log: log).run(sources)
    // It turns every ten seconds when there is nothing to do: a short WatchdogSec= must not take that for a halt.
    let polling = Heartbeat("poller", patience: .seconds(30))
    // A disk may make it wait: for that long the watchdog believes that it will come back.
    let writing = Heartbeat("writer", patience: .seconds(60))
    heartbeats = Heartbeats([polling, writing])
    let writer = StoryWriter(
      store: store, deduplicator: deduplicator, matching: configuration.matching,
      writesSightings: configuration.dedup.sightings, log: log,
      beat: { writing.beat() }, onChange: onStoreChange)
    self.writer = writer
    let loop = try CurlLoop(configuration.fetching)
    recorder = try captures.map { try CaptureRecorder(loop, into: $0, log: log) }
    var settings = Poller.Settings(budget: configuration.budget, deduplicator: deduplicator)
    settings.groupsByAddress = configuration.hosts.by == .address
    poller = Poller(
      settings: settings, states: states, hosts: hosts,
      isSinglePass: isSinglePass, fetcher: recorder ?? loop, writer: writer, log: log,
      beat: { polling.beat() })
    try await configure(sources)
  }

  /// Puts sources in force (`Configuration.pollSources`).
  public func configure(_ sources: [Source]) async throws(StoreError) {
    let numbers = try await writer.configure(
      sources.map { StoryWriter.SourceGroup(name: $0.name, group: $0.group) })
    await poller.configure(zip(sources, numbers).map { ($0, $1) })
  }

  /// One pass over all sources, or those named, and the end: the store is closed when it returns.
  ///
  /// - Throws: `StoreError` when the store gave up on the way.
  public func pollOnce(_ names: [String]) async throws(StoreError) -> PollSummary {
    let polling = Task { await poller.run() }
    let summary = await poller.pollOnce(names)
    await poller.stop()
    await polling.value
    await writer.close()
    if let failure = writer.failure { throw failure }
    return summary
  }
}
