import Glibc
public import Logging

/// Tells systemd's watchdog that the service is alive, as long as it is.
///
/// A ping that only proves that a timer runs is worth nothing, so `isStuck` is asked before each one; when it
/// names something, the ping is left out and systemd restarts the service after `WatchdogSec=`.
public struct Watchdog: Sendable {
  /// Half of the time that systemd allows, as sd_watchdog_enabled(3) advises.
  public let interval: Duration
  private let socket: NotifySocket
  private let logger: Logger

  /// nil when no watchdog is wanted, or when it is meant for another process.
  public init?(socket: NotifySocket, logger: Logger) {
    self.init(
      microseconds: environmentValue("WATCHDOG_USEC"), processID: environmentValue("WATCHDOG_PID"),
      socket: socket, logger: logger)
  }

  /// - Parameters: the values of `WATCHDOG_USEC` and `WATCHDOG_PID`.
  init?(microseconds: String?, processID: String?, socket: NotifySocket, logger: Logger) {
    guard socket.isConnected, let microseconds, let allowed = Int64(microseconds), allowed > 0 else {
      return nil
    }
    if let processID, processID != String(getpid()) { return nil }
    interval = .microseconds(allowed / 2)
    self.socket = socket
    self.logger = logger
  }

  /// Pings until the task is cancelled.
  ///
  /// - Parameter isStuck: names what made no progress since it was last asked; nil when all is well.
  public func run(isStuck: @Sendable () -> String?) async {
    while !Task.isCancelled {
      ping(isStuck: isStuck)
      do { try await Task.sleep(for: interval) } catch { return }
    }
  }

  /// One ping, or the reason why there is none.
  public func ping(isStuck: () -> String?) {
    if let stuck = isStuck() {
      logger.error(
        "no progress, the watchdog will restart the service", metadata: ["stuck": "\(stuck)"])
      return
    }
    socket.watchdog()
  }
}
