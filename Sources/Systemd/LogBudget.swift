/// Which of many equal complaints are worth a log line: the first, then each hundredth with a count.
///
/// A hostile feed can be wrong ten thousand times a minute, and the journal's own rate limit would then drop
/// the other sources' lines.
public struct LogBudget: Sendable {
  private var counts: [String: Int] = [:]
  private let period: Int

  public init(period: Int = 100) {
    self.period = max(1, period)
  }

  /// Counts one complaint.
  ///
  /// - Parameter key: the source and the kind of complaint.
  /// - Returns: how many there were in all when this one should be logged; nil when it should not.
  public mutating func spend(_ key: String) -> Int? {
    let count = (counts[key] ?? 0) &+ 1
    counts[key] = count
    return count == 1 || count % period == 0 ? count : nil
  }

  /// The complaint is over; the next one is a first one.
  public mutating func reset(_ key: String) {
    counts[key] = nil
  }
}
