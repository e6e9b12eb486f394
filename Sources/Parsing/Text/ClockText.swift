/// Durations: seconds, or `H:MM:SS`, `MM:SS` with a fraction.
enum ClockText {
  static func seconds(_ text: Bytes) -> Double? {
    let text = text.trimmed
    guard !text.isEmpty, text.count <= 32 else { return nil }
    var total = 0.0
    var start = 0
    var parts = 0
    while start <= text.count {
      let end = text.firstIndex(of: UInt8(ascii: ":"), from: start) ?? text.count
      let part = text[from: start, to: end]
      guard parts < 3, !part.isEmpty, part.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
        let value = part.double
      else { return nil }
      total = total * 60 + value
      parts += 1
      start = end + 1
    }
    return total
  }
}
