import WebText

/// The hours and days at which a feed asks not to be read: https://www.rssboard.org/skip-hours-days.
struct SkipTimes {
  /// Bit n is hour n of the day, GMT.
  var hours: UInt32
  /// Bit 0 is Monday.
  var days: UInt8

  /// - Parameter hints: an hour of 24 is taken for 0 (RSS 0.91 counted from 1); what is no hour or day is left out.
  init(_ hints: PublisherHints) {
    hours = 0
    for hour in hints.skipHours where hour >= 0 && hour <= 24 { hours |= 1 << UInt32(hour % 24) }
    days = 0
    for name in hints.skipDays {
      let key = name.lowercased()
      if let day = Self.names.firstIndex(of: key) { days |= 1 << UInt8(day) }
    }
  }

  init(hours: UInt32, days: UInt8) {
    self.hours = hours
    self.days = days
  }

  private static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// `time`, or the first full hour after it that is not skipped; `limit` when none comes before it.
  func firstAllowed(_ time: UnixTime, limit: UnixTime) -> UnixTime {
    guard hours != 0 || days != 0 else { return min(time, limit) }
    var candidate = time
    // A week of hours: more would only come around again.
    for _ in 0...(7 * 24) {
      guard candidate < limit else { return limit }
      if !skips(candidate) { return candidate }
      candidate = UnixTime(seconds: (candidate.seconds / 3600 + 1) * 3600)
    }
    return limit
  }

  private func skips(_ time: UnixTime) -> Bool {
    let hour = (time.seconds / 3600 % 24 + 24) % 24
    // 1970-01-01 was a Thursday: day 3 of a week that begins on Monday.
    let day = ((time.seconds - hour * 3600) / 86_400 + 3) % 7
    return hours & 1 << UInt32(hour) != 0 || days & 1 << UInt8((day + 7) % 7) != 0
  }
}

/// Reads how often a feed says that it changes.
enum PublisherInterval {
  /// Seconds between polls that the feed asks for, the longest of its hints; 0 when it has none.
  ///
  /// `ttl` is a number of minutes (https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt).
  /// `updateFrequency` updates in each `updatePeriod`; a period that is left out is a day, a frequency 1
  /// (http://web.resource.org/rss/1.0/modules/syndication/).
  static func seconds(_ hints: PublisherHints) -> Int64 {
    let ttl = Int64(max(0, hints.ttlMinutes ?? 0)).multipliedReportingOverflow(by: 60)
    return max(ttl.overflow ? .max : ttl.partialValue, syndication(hints))
  }

  private static func syndication(_ hints: PublisherHints) -> Int64 {
    guard hints.updatePeriod != nil || hints.updateFrequency != nil else { return 0 }
    let period: Int64
    switch hints.updatePeriod?.lowercased() {
    case "hourly": period = 3600
    case "daily", nil: period = 86_400
    case "weekly": period = 7 * 86_400
    case "monthly": period = 30 * 86_400
    case "yearly": period = 365 * 86_400
    default: return 0
    }
    return period / Int64(max(1, hints.updateFrequency ?? 1))
  }
}
