import Synchronization

/// Progress counters of the parts that must keep moving, for the watchdog.
public final class Heartbeats: Sendable {
  private let beats: [Heartbeat]
  private let seen: Mutex<[UInt64]>

  /// - Parameter beats: one for each loop; each must beat at least once between two questions, also when idle.
  public init(_ beats: [Heartbeat]) {
    self.beats = beats
    // A part that has not begun yet gets until the second question.
    seen = Mutex(beats.map { _ in UInt64.max })
  }

  /// The name of the first part that has not moved since the last question; nil when all have.
  public func stuck() -> String? {
    seen.withLock { seen in
      var name: String?
      for (index, beat) in beats.enumerated() {
        let count = beat.count.load(ordering: .relaxed)
        if count == seen[index], name == nil { name = beat.name }
        seen[index] = count
      }
      return name
    }
  }
}

/// One part's counter.
public final class Heartbeat: Sendable {
  public let name: String
  let count = Atomic<UInt64>(0)

  public init(_ name: String) {
    self.name = name
  }

  /// Called once a turn of the part's loop; costs one atomic addition.
  public func beat() {
    count.wrappingAdd(1, ordering: .relaxed)
  }
}
