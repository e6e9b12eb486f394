import Glibc

/// A queue whose one consumer blocks its own thread: the writer, which waits for disks anyway.
///
/// `@unchecked Sendable` because every access to `waiting` and `isClosed` is under `lock`.
final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Element] = []
  private var isClosed = false

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
  func put(_ element: Element) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isClosed else { return false }
    waiting.append(element)
    pthread_cond_signal(changed)
    return true
  }

  /// Takes everything that waits; blocks while there is nothing, at most `seconds`. Empty when the time ran out, nil when
  /// the queue is closed and empty.
  func takeAll(waiting seconds: Int) -> [Element]? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if waiting.isEmpty, !isClosed {
      var deadline = timespec()
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      deadline.tv_sec += seconds
      while waiting.isEmpty, !isClosed {
        guard pthread_cond_timedwait(changed, lock, &deadline) == 0 else { break }
      }
    }
    guard !waiting.isEmpty else { return isClosed ? nil : [] }
    var taken: [Element] = []
    swap(&taken, &waiting)
    return taken
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
