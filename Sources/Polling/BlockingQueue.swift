import Glibc

/// A queue whose one consumer blocks its own thread: the writer, which waits for disks anyway.
///
/// `@unchecked Sendable` because every access to `waiting` and `isClosed` is under `lock`.
final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Element] = []
  private var isClosed = false
  /// Something waits that must not be kept waiting.
  private var hasUrgent = false

  /// As many elements are taken at once, urgent or not.
  private let mostWaiting = 1024
  /// How long an element that is not urgent may wait for company, in nanoseconds.
  private static var patience: Int { 100_000_000 }

  init() {
    pthread_mutex_init(lock, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Adds an element; false when the queue is closed.
  ///
  /// - Parameter isUrgent: false for one that nobody waits for. It is taken with the next urgent one, or with
  ///   those that gather in a tenth of a second: so that the consumer is not woken for each.
  func put(_ element: Element, isUrgent: Bool = true) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isClosed else { return false }
    waiting.append(element)
    if isUrgent || waiting.count >= mostWaiting { hasUrgent = true }
    // The first is told, so that its time is measured.
    if hasUrgent || waiting.count == 1 { pthread_cond_signal(changed) }
    return true
  }

  /// Takes everything that waits; blocks while there is nothing, at most `seconds`. Empty when the time ran out, nil when
  /// the queue is closed and empty.
  func takeAll(waiting seconds: Int) -> [Element]? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    var isPatient = false
    var deadline = Self.instant(after: seconds, 0)
    while !hasUrgent, !isClosed {
      if !waiting.isEmpty, !isPatient {
        isPatient = true
        deadline = Self.instant(after: 0, Self.patience)
      }
      guard pthread_cond_timedwait(changed, lock, &deadline) == 0 else { break }
    }
    guard !waiting.isEmpty else { return isClosed ? nil : [] }
    var taken: [Element] = []
    swap(&taken, &waiting)
    hasUrgent = false
    return taken
  }

  /// By the monotonic clock.
  private static func instant(after seconds: Int, _ nanoseconds: Int) -> timespec {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let fraction = now.tv_nsec + nanoseconds
    return timespec(
      tv_sec: now.tv_sec + seconds + fraction / 1_000_000_000, tv_nsec: fraction % 1_000_000_000)
  }

  /// True once `close` was called.
  var isClosedToMore: Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return isClosed
  }

  /// Refuses further elements; what waits can still be taken.
  func close() {
    pthread_mutex_lock(lock)
    isClosed = true
    pthread_cond_signal(changed)
    pthread_mutex_unlock(lock)
  }
}
