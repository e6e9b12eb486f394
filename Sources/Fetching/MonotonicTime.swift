import Glibc

/// A reading of the monotonic clock, for time limits.
struct MonotonicTime {
  private var nanoseconds: Int64

  static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  var elapsed: Duration { .nanoseconds(MonotonicTime.now.nanoseconds - nanoseconds) }
}

extension Duration {
  /// Whole milliseconds; saturates at what libcurl takes for a timeout (2³¹ - 1).
  var milliseconds: Int {
    let seconds = Swift.max(0, Swift.min(components.seconds, 2_147_483))
    return Int(Swift.min(seconds * 1000 + components.attoseconds / 1_000_000_000_000_000, 2_147_483_647))
  }
}
