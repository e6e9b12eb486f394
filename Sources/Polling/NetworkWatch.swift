import Scheduling
import Synchronization

/// What all polls together say of our own network: shared by the polls' tasks.
final class NetworkWatch: Sendable {
  private let health = Mutex(NetworkHealth())

  func answered(_ host: String) {
    health.withLock { $0.answered(host) }
  }

  /// Notes that no connection to `host` could be made; true when that holds for all hosts.
  func failed(_ host: String) -> Bool {
    health.withLock {
      $0.failed(host)
      return $0.isDown
    }
  }
}
