public import Deduplicating
import Synchronization

/// The deduplicator of all polls, made when the first one has something to compare: reading its tables costs
/// more than a whole pass in which nothing changed.
public final class SharedDeduplicator: Sendable {
  private let make: @Sendable () -> Deduplicator
  private let made = Mutex<Deduplicator?>(nil)

  public init(_ make: @escaping @Sendable () -> Deduplicator) {
    self.make = make
  }

  public var value: Deduplicator {
    made.withLock { made in
      if let made { return made }
      let new = make()
      made = new
      return new
    }
  }
}
