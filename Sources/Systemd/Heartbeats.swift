import Glibc
import Synchronization

/// Progress counters of the parts that must keep moving, for the watchdog.
public final class Heartbeats: Sendable {
  private let beats: [Heartbeat]
  private let seen: Mutex<[Seen]>
  private let uptime: @Sendable () -> Int64

  /// What a part had counted when it was last seen to move, and when that was, in milliseconds.
  private struct Seen {
    var count: UInt64?
    var time: Int64
  }

  /// - Parameters:
  ///   - beats: one for each loop; each must beat at least once between two questions, also when idle, or within
  ///     its patience.
  ///   - uptime: milliseconds of a clock that nobody sets.
  public init(_ beats: [Heartbeat], uptime: @escaping @Sendable () -> Int64 = Heartbeats.uptime) {
    self.beats = beats
    self.uptime = uptime
    // A part that has not begun yet gets until the second question.
    seen = Mutex(beats.map { _ in Seen(count: nil, time: 0) })
  }

  /// The name of the first part that has not moved since the last question, and for longer than its patience; nil
  /// when all have.
  public func stuck() -> String? {
    let now = uptime()
    return seen.withLock { seen in
      var name: String?
      for (index, beat) in beats.enumerated() {
        let count = beat.count.load(ordering: .relaxed)
        if count != seen[index].count {
          seen[index] = Seen(count: count, time: now)
        } else if now - seen[index].time >= beat.patience, name == nil {
          name = beat.name
        }
      }
      return name
    }
  }

  public static func uptime() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}

/// One part's counter.
public final class Heartbeat: Sendable {
  public let name: String
  let count = Atomic<UInt64>(0)
  /// Milliseconds.
  let patience: Int64

  /// - Parameter patience: how long it may stand still, in a call that it has no way out of.
  public init(_ name: String, patience: Duration = .zero) {
    self.name = name
    self.patience = patience.components.seconds * 1000
  }

  /// Called once a turn of the part's loop; costs one atomic addition.
  public func beat() {
    count.wrappingAdd(1, ordering: .relaxed)
  }
}
