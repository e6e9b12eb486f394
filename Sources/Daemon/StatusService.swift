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
    var failure: StoreError?
    func replace(_ name: String, hasSpare: Bool = false, with bytes: () throws(StoreError) -> [UInt8]) {
      do throws(StoreError) {
        try AtomicFile.replace(name, with: try bytes(), in: directory, hasSpare: hasSpare)
      } catch {
        failure = failure ?? error
      }
    }
    replace("status.json", hasSpare: true) { report.json }
    replace("metrics.prom") { report.metrics }
    var stories: Int64? = states.reduce(Int64(0)) { $0 &+ $1.stories }
    if stories != known {
      let failureBefore = failure
      failure = nil
      do throws(StoreError) {
        let latest = try LatestStories(directory)
        replace("latest.json") { latest.json }
        replace("latest.atom") { latest.atom(now: report.now) }
      } catch {
        failure = failure ?? error
      }
      if failure != nil { stories = nil }
      failure = failureBefore ?? failure
    }
    tell(failure)
    return stories
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
