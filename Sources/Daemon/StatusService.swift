import FeedModel
import Logging
import Polling
import ServiceLifecycle
import Storing
import Systemd
import WebText

/// Keeps `status.json`, `metrics.prom` and the service manager's status line fresh.
struct StatusService: Service {
  let engine: Engine
  let notify: NotifySocket
  let log: Logger

  private static let interval = Duration.seconds(10)

  func run() async throws {
    let directory = try OutputDirectory(path: engine.output, for: .reading)
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await write(to: directory)
        do { try await Task.sleep(for: Self.interval) } catch { break }
      }
    }
    // Once more, so that the files tell how it ended.
    await write(to: directory)
  }

  private func write(to directory: OutputDirectory) async {
    let states = await engine.poller.states
    let report = StatusReport(states: states, now: UnixTime.now(), isStalled: engine.writer.isStalled)
    notify.status(report.line)
    do throws(StoreError) {
      try AtomicFile.replace("status.json", with: report.json, in: directory)
      try AtomicFile.replace("metrics.prom", with: report.metrics, in: directory)
    } catch {
      // A full disk has its own line; the next turn tries again.
      log.debug("the status files cannot be written", metadata: ["error": "\(error)"])
    }
  }
}
