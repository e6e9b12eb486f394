@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT, and SIGHUP for a reload, from the daemon's first moment on and to its last: what arrives
/// before there is anything to stop or to reload is remembered.
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
  /// The same for SIGHUP; many at once are one.
  let reloads: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// Returns when the signals are caught.
  init() {
    let (requests, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.requests = requests
    let (reloads, reload) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.reloads = reloads
    // A queue of its own: the start blocks one of Swift's threads, and there may be no other.
    let queue = DispatchQueue(label: "stop-request")
    let registered = DispatchGroup()
    sources = [SIGTERM, SIGINT, SIGHUP].map { [seen] number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard number != SIGHUP else {
          reload.yield()
          return
        }
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
