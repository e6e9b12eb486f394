import Deduplicating
import Fetching
import Foundation
import Logging
import Scheduling
import Storing
import WebText

@testable import Polling

/// A poller with a store of its own, for a server and a clock that a test makes up.
final class PollerBench {
  let poller: Poller
  let writer: StoryWriter
  private let path = NSTemporaryDirectory() + "tidings-poller-\(UUID().uuidString)"

  init(
    _ server: any DocumentFetching, isSinglePass: Bool = false,
    clock: @escaping @Sendable () -> UnixTime = { UnixTime.now() },
    settings change: (inout Poller.Settings) -> Void = { _ in }
  ) throws {
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let deduplicator = SharedDeduplicator { Deduplicator() }
    let store = try Store.open(
      directory: path, replaying: LogReplayer(deduplicator: deduplicator, sources: []), log: log)
    writer = StoryWriter(store: store, deduplicator: deduplicator, log: log)
    var settings = Poller.Settings(budget: HostBudget.Limits(), deduplicator: deduplicator)
    change(&settings)
    poller = Poller(
      settings: settings, states: [], isSinglePass: isSinglePass, fetcher: server, writer: writer, log: log,
      clock: clock)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func configure(_ sources: [Source]) async throws {
    let numbers = try await writer.configure(sources.map { .init(name: $0.name, group: nil) })
    await poller.configure(zip(sources, numbers).map { ($0, $1) })
  }
}
