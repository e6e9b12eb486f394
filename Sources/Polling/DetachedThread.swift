import Glibc

/// A detached POSIX thread that runs one closure: for blocking calls that must not hold up Swift's pool.
public struct DetachedThread {
  private let body: @Sendable () -> Void

  public init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts the thread; its stack has the default size.
  public func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    if result != 0 {
      // No thread to be had (EAGAIN): run it here rather than lose it.
      box.takeRetainedValue().body()
    }
  }
}
