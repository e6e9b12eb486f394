import FeedModel
import Logging
import Polling
import ServiceLifecycle
import Storing
import Systemd
import WebText

/// Keeps `status.json`, `metrics.prom`, `latest.json`, `latest.atom` and the service manager's status line fresh.
struct StatusService: Service {
  let engine: Engine
  let notify: NotifySocket
  let log: Logger

  private static let interval = Duration.seconds(10)

  func run() async throws {
    let directory = try OutputDirectory(path: engine.output, for: .reading)
    await cancelWhenGracefulShutdown {
      var stories: Int64?
      while !Task.isCancelled {
        stories = await write(to: directory, after: stories)
        do { try await Task.sleep(for: Self.interval) } catch { break }
      }
    }
    // Once more, so that the files tell how it ended.
    _ = await write(to: directory, after: nil)
  }

  /// Writes the files; those of the newest stories only when their number is not `known`.
  ///
  /// - Returns: the number of stories now.
  private func write(to directory: OutputDirectory, after known: Int64?) async -> Int64? {
    let states = await engine.poller.states
    let report = StatusReport(
      states: states, now: UnixTime.now(), isStalled: engine.writer.isStalled,
      hosts: await engine.poller.hostLedgers)
    notify.status(report.line)
    do throws(StoreError) {
      try AtomicFile.replace("status.json", with: report.json, in: directory, hasSpare: true)
      try AtomicFile.replace("metrics.prom", with: report.metrics, in: directory)
      let stories = states.reduce(Int64(0)) { $0 &+ $1.stories }
      guard stories != known else { return known }
      let latest = try LatestStories(directory)
      try AtomicFile.replace("latest.json", with: latest.json, in: directory)
      try AtomicFile.replace("latest.atom", with: latest.atom(now: report.now), in: directory)
      return stories
    } catch {
      // A full disk has its own line; the next turn tries again.
      log.debug("the status files cannot be written", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
