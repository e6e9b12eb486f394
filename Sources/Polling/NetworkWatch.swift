import Logging
import Scheduling
import Synchronization

/// What all polls together say of our own network: shared by the polls' tasks.
///
/// While it is down every source fails every minute: that is one line when it begins and one when it ends.
final class NetworkWatch: Sendable {
  private struct State {
    var health = NetworkHealth()
    /// Polls that failed since it was told that the network is down.
    var failures = 0
  }

  private let state = Mutex(State())
  private let log: Logger

  init(log: Logger) { self.log = log }

  /// True while no host can be reached: a failure of one need not be told.
  var isDown: Bool { state.withLock(\.health.isDown) }

  func answered(_ host: String) {
    let failures = state.withLock { state -> Int? in
      let wasDown = state.health.isDown
      state.health.answered(host)
      defer { state.failures = 0 }
      return wasDown ? state.failures : nil
    }
    guard let failures else { return }
    log.notice("a host answers again: our network is back", metadata: ["failed_polls": "\(failures)"])
  }

  /// Notes that no connection to `host` could be made; true when that holds for all hosts.
  func failed(_ host: String) -> Bool {
    let (isDown, isNews) = state.withLock { state in
      let wasDown = state.health.isDown
      state.health.failed(host)
      if wasDown { state.failures += 1 }
      return (state.health.isDown, state.health.isDown && !wasDown)
    }
    if isNews {
      log.error(
        "no host can be reached: our network seems down",
        metadata: [
          "because": "\(NetworkHealth.threshold) hosts failed and none answered",
          "hint":
            "see this machine's network and its resolver; sources are tried every minute, without a line each",
        ])
    }
    return isDown
  }
}
