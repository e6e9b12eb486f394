import Glibc

/// The value of an environment variable; nil when it is not set.
func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// strerror(3)'s text for an errno value.
func errorText(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}

/// Whole microseconds; saturates.
func microseconds(of time: Duration) -> Int64 {
  let (seconds, attoseconds) = time.components
  let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
  guard !overflow else { return seconds < 0 ? .min : .max }
  let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000)
  return carried ? (seconds < 0 ? .min : .max) : sum
}
