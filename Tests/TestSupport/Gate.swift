import Dispatch

/// A point at which a server's reply waits until the test lets it go on. Starts closed; opens once, for ever.
public final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  public init() {}

  public func open() { semaphore.signal() }

  /// Blocks the calling thread until the gate is open.
  func wait() {
    semaphore.wait()
    semaphore.signal()
  }
}
