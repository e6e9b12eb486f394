import FeedModel
import Logging
import Polling
import ServiceLifecycle
import Storing
import Synchronization
import Systemd
import WebText

/// Keeps `status.json`, `metrics.prom`, `latest.json`, `latest.atom` and the service manager's status line fresh.
final class StatusService: Service {
  let engine: Engine
  let notify: NotifySocket
  let log: Logger
  /// The last turn could not write a file.
  private let hasFailed = Atomic(false)

  init(engine: Engine, notify: NotifySocket, log: Logger) {
    self.engine = engine
    self.notify = notify
    self.log = log
  }

  private static let interval = Duration.seconds(10)

  func run() async throws {
    let directory = try OutputDirectory(path: engine.output, for: .reading)
    await cancelWhenGracefulShutdown {
      var stories: Int64?
      while !Task.isCancelled {
        stories = await self.write(to: directory, after: stories)
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
    // Each by itself: one that cannot be written keeps no other from being.
    var failures: [StoreError] = []
    @discardableResult func attempt(_ write: () throws(StoreError) -> Void) -> Bool {
      do throws(StoreError) {
        try write()
        return true
      } catch {
        failures.append(error)
        return false
      }
    }
    @discardableResult func replace(_ name: String, with bytes: [UInt8], hasSpare: Bool = false) -> Bool {
      attempt { () throws(StoreError) in
        try AtomicFile.replace(name, with: bytes, in: directory, hasSpare: hasSpare)
      }
    }
    replace("status.json", with: report.json, hasSpare: true)
    replace("metrics.prom", with: report.metrics)
    let stories = states.reduce(Int64(0)) { $0 &+ $1.stories }
    var isLatest = stories == known
    if !isLatest {
      var latest: LatestStories?
      attempt { () throws(StoreError) in latest = try LatestStories(directory) }
      if let latest {
        let hasJSON = replace("latest.json", with: latest.json)
        isLatest = replace("latest.atom", with: latest.atom(now: report.now)) && hasJSON
      }
    }
    tell(failures.first)
    return isLatest ? stories : nil
  }

  /// Says once that files stay old, and once that they don't any more.
  private func tell(_ failure: StoreError?) {
    // A full disk has its own line.
    if let failure, failure.isTransient, engine.writer.isStalled {
      log.debug("the status files cannot be written", metadata: ["error": "\(failure)"])
      return
    }
    let hadFailed = hasFailed.exchange(failure != nil, ordering: .relaxed)
    if let failure, !hadFailed {
      log.warning(
        "a status file cannot be written: it stays as it is",
        metadata: [
          "stage": "store", "error": "\(failure)",
          "hint": "see what stands in its place; stories are stored all the same",
        ])
    } else if failure == nil, hadFailed {
      log.notice("the status files are written again", metadata: ["stage": "store"])
    }
  }
}
