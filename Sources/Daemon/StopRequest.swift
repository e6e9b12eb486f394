@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT, from the daemon's first moment on: what arrives before there is anything to stop is
/// remembered.
///
/// The service group could listen for them, but only once it runs; until then they would end the process
/// (signal(7)), after READY too.
final class StopRequest: Sendable {
  /// What the handlers need; they must not keep the sources alive that keep them.
  private final class Seen: Sendable {
    let flag = Atomic(false)
  }

  private let seen = Seen()
  /// An element for each request.
  let requests: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// Returns when the signals are caught.
  init() {
    let (requests, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.requests = requests
    // A queue of its own: the start blocks one of Swift's threads, and there may be no other.
    let queue = DispatchQueue(label: "stop-request")
    let registered = DispatchGroup()
    sources = [SIGTERM, SIGINT].map { [seen] number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        seen.flag.store(true, ordering: .relaxed)
        continuation.yield()
      }
      registered.enter()
      source.setRegistrationHandler { registered.leave() }
      source.resume()
      return source
    }
    registered.wait()
  }

  deinit { for source in sources { source.cancel() } }

  var isMade: Bool { seen.flag.load(ordering: .relaxed) }
}
