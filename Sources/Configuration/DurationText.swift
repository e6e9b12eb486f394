/// Durations as people write them: `90s`, `15m`, `1h30m`, `1d`, `2w`, `500ms`.
public enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// nil when the text is no duration: each number needs a unit, and the larger unit comes first. `0` is one.
  public static func read(_ text: String) -> Duration? {
    guard text != "0" else { return .zero }
    var total: Int64 = 0
    var rest = Substring(text).utf8
    var lastUnit = Int64.max
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      let letters = rest.dropFirst(digits.count).prefix { (0x61...0x7A).contains($0) }
      guard let number = Int64(Substring(digits)), let name = String(letters),
        let unit = units.first(where: { $0.name == name })?.milliseconds, unit < lastUnit
      else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      let (sum, carried) = total.addingReportingOverflow(product)
      guard !overflow, !carried else { return nil }
      total = sum
      lastUnit = unit
      rest = rest.dropFirst(digits.count + letters.count)
    }
    return .milliseconds(total)
  }

  /// The shortest text that `read` turns into `duration` again, whole milliseconds.
  public static func write(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    var left = overflow ? Int64.max : max(0, whole &+ attoseconds / 1_000_000_000_000_000)
    guard left > 0 else { return "0s" }
    var text = ""
    // Weeks are read but not written: 14d is clearer beside 1d.
    for unit in units.dropFirst() where left >= unit.milliseconds {
      text += "\(left / unit.milliseconds)\(unit.name)"
      left %= unit.milliseconds
    }
    return text
  }
}
