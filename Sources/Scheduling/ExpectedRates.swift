import Glibc

/// Entries to expect from an instant on, and when it is worth looking for them.
struct ExpectedRates {
  /// Seconds since the epoch.
  let start: Int64
  /// Entries a second by hour of the day, UTC.
  var hours = InlineArray<24, Double>(repeating: 0)
  /// A factor by day of the week, Monday first, UTC.
  var days = InlineArray<7, Double>(repeating: 1)
  /// A factor that holds now, and fades with `SourceRhythm.shortMemory`.
  var burst = 1.0

  init(start: Int64) { self.start = start }

  /// Entries in the next `seconds`.
  func expected(in seconds: Double) -> Double {
    var sum = 0.0
    walk(limit: seconds) { length, rate in
      sum += length * rate
      return nil
    }
    return sum
  }

  /// Seconds until a poll is worth its request, at most `limit`.
  ///
  /// What is weighed is the time that entries are expected to have waited by then, added up: a poll is due when
  /// that reaches `patience` (entries × seconds). For a steady source that is an interval of √(2·patience/rate),
  /// which for a given number of requests makes the sum of all delays least: four times the entries, twice the
  /// polls. Or it is due when `most` entries are expected, which is when the document could turn over.
  func wait(patience: Double, most: Double, limit: Double) -> (seconds: Double, isTurnover: Bool) {
    var elapsed = 0.0
    var entries = 0.0
    var waited = 0.0
    var isTurnover = false
    let found = walk(limit: limit) { length, rate in
      let after = entries + rate * length
      let cost = waited + entries * length + rate * length * length / 2
      if after >= most || cost >= patience {
        var part = length
        if cost >= patience {
          // rate/2·x² + entries·x = patience − waited
          let missing = patience - waited
          let root = (entries * entries + 2 * rate * missing).squareRoot()
          part = min(part, 2 * missing / (entries + root))
        }
        if after >= most, (most - entries) / rate < part {
          part = (most - entries) / rate
          isTurnover = true
        }
        return elapsed + part
      }
      entries = after
      waited = cost
      elapsed += length
      return nil
    }
    return (found ?? limit, isTurnover)
  }

  /// Calls `body` with each stretch of time in which the rate is taken for constant, until it gives a value.
  @discardableResult private func walk(
    limit: Double, _ body: (_ length: Double, _ rate: Double) -> Double?
  ) -> Double? {
    // Without spans each element is read from a copy of them all.
    let (hours, days) = (hours.span, days.span)
    var offset = 0.0
    var (hour, day) = SourceRhythm.place(start)
    var left = Double(3600 - (start - SourceRhythm.floor(start, 3600)))
    while offset < limit {
      // Half an hour at a time while a burst fades.
      let length = min(left, limit - offset, abs(burst - 1) > 0.01 && offset < 14_400 ? 1800 : 3600)
      let fading = 1 + (burst - 1) * exp(-(offset + length / 2) / SourceRhythm.shortMemory)
      if let value = body(length, max(1e-12, hours[hour] * days[day] * fading)) { return value }
      offset += length
      left -= length
      if left <= 0 {
        left = 3600
        hour += 1
        if hour == 24 { (hour, day) = (0, (day + 1) % 7) }
      }
    }
    return nil
  }
}
