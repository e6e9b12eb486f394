import Glibc

/// One line on standard error that says how far a long command is, written over itself and erased at the end.
///
/// Only on a terminal, and not while standard output is one: there the lines that scroll by say as much, and the
/// two would mix.
struct Progress {
  private let total: Int
  private let unit: String
  private let isShown: Bool
  private var next: ContinuousClock.Instant
  /// Columns that are on the terminal now.
  private var columns = 0

  /// Fewer things than this are done before anybody looks.
  private static let least = 20
  private static let interval = Duration.milliseconds(100)

  /// - Parameter unit: what is counted, where that is not plain: ` MiB`.
  init(total: Int, unit: String = "") {
    self.total = total
    self.unit = unit
    isShown = total >= Self.least && isatty(2) == 1 && isatty(1) == 0
    next = .now
  }

  /// True at most ten times a second, and the first time at once.
  mutating func isTime() -> Bool {
    let now = ContinuousClock.now
    guard now >= next else { return false }
    next = now.advanced(by: Self.interval)
    return true
  }

  mutating func show(done: Int, failed: Int) {
    guard isShown else { return }
    var text = "\(done) of \(total)\(unit)"
    if failed > 0 { text += ", \(failed) failed" }
    let gap = String(repeating: " ", count: max(0, columns - text.utf8.count))
    StandardError.write("\r" + text + gap, terminator: "")
    columns = max(columns, text.utf8.count)
  }

  /// Takes the line away; what is written next begins where it began.
  mutating func erase() {
    guard columns > 0 else { return }
    StandardError.write("\r" + String(repeating: " ", count: columns) + "\r", terminator: "")
    columns = 0
  }
}
