/// How long to wait after failures: doubled each time up to a limit, and never for ever.
public enum Backoff {
  /// Seconds to wait after `failures` failures in a row.
  ///
  /// - Parameters:
  ///   - failures: 1 for the first; less is taken for 1.
  ///   - first: seconds after the first failure.
  ///   - limit: the longest wait.
  public static func delay(failures: Int, first: Int64, limit: Int64) -> Int64 {
    var delay = max(1, first)
    for _ in 1..<max(2, min(failures, 64)) where failures > 1 && delay < limit {
      let (doubled, overflow) = delay.multipliedReportingOverflow(by: 2)
      delay = overflow ? .max : doubled
    }
    return min(delay, max(1, limit))
  }
}
