import Glibc
import WebText

/// How a source's new entries fall over the day and the week, how many there are, and how many it shows.
///
/// A rate with a profile: entries an hour, times a factor for the hour of the day, times one for the day of the
/// week (UTC). Evidence is counted with the time in which it could have been seen, fades with `memory`, and is
/// held against a prior, so that three entries make no profile. A quick average beside it tells a burst, or a
/// silence, from what is usual.
struct SourceRhythm: Sendable {
  /// Until when the source was observed; nil before it was.
  private(set) var until: UnixTime?
  /// Since when: the first poll, or the age of what the feed held then.
  private(set) var since = UnixTime(milliseconds: 0)
  /// Entries by hour of the day, UTC; faded.
  private(set) var hours = InlineArray<24, Float>(repeating: 0)
  /// Entries by day of the week, Monday first, UTC; faded.
  private(set) var days = InlineArray<7, Float>(repeating: 0)
  /// Entries of the last hours, and how many would have been usual; faded quickly.
  private(set) var recent: Float = 0
  private(set) var usual: Float = 0
  /// Entries in the document when it was last read; 0 when unknown.
  private(set) var shown: UInt32 = 0
  /// What share of the usual margin is left after entries rolled off unseen: 1 when none did for long.
  private(set) var trust: Float = 1

  /// Seconds in which evidence fades to 1/e.
  static let memory: Double = 28 * 86_400
  /// The same for what is recent.
  static let shortMemory: Double = 2 * 3600
  /// Evidence older than this is not looked at.
  static let longest: Int64 = 56 * 86_400
  /// After so long no hour and no day has been seen much more often than another.
  private static let uneven: Double = 14 * 86_400
  /// Entries may come so much later than they say.
  static let latest: Int64 = 2 * 86_400
  /// Entries that the profile of an hour or a day is held against.
  static let profilePrior: Double = 1
  /// Entries that a burst is held against.
  static let burstPrior: Double = 2
  /// Where there is no evidence: so many entries in so many seconds.
  static let prior: (entries: Double, seconds: Double) = (0.5, 1350)
  /// In a burst at most so much more, in a silence so much less than usual.
  static let burst = 0.25...6.0

  init() {}

  init(
    until: UnixTime, since: UnixTime, hours: InlineArray<24, Float>, days: InlineArray<7, Float>,
    recent: Float, usual: Float,
    shown: UInt32, trust: Float
  ) {
    (self.until, self.since) = (until, since)
    (self.hours, self.days) = (hours, days)
    (self.recent, self.usual) = (recent, usual)
    (self.shown, self.trust) = (shown, trust)
  }

  // MARK: - Evidence

  /// Takes what one poll told.
  ///
  /// - Parameters:
  ///   - published: instants of the entries that were new, as far as they are known; in any order.
  ///   - undated: new entries of which only the poll is known.
  ///   - shown: entries in the document; nil when it was not read.
  mutating func observe(
    now: UnixTime, published: [UnixTime], undated: Int, shown: Int?, hasGap: Bool = false
  ) {
    if let shown { self.shown = UInt32(clamping: shown) }
    guard let last = until else { return begin(now: now, published: published) }
    guard last <= now else {
      // The clock went back: the evidence keeps its length.
      since = now.adding(seconds: -Int64(min(Self.seconds(since, last), Double(Self.longest))))
      until = now
      return
    }
    let elapsed = Self.seconds(last, now)
    usual += Float(rates(now: last).expected(in: min(elapsed, Double(Self.longest))))
    fade(elapsed)
    // An archive that is dumped, or an entry that is dated back, says nothing of today's pace.
    let oldest = last.adding(seconds: -Self.latest)
    for time in published where time >= oldest {
      count(min(time, now), 1)
      recent += Float(exp(-Self.seconds(time, now) / Self.shortMemory))
    }
    if undated > 0 {
      let entries = Float(min(undated, 100_000))
      spread(entries, from: last, to: now)
      recent += entries * Float(exp(-elapsed / 2 / Self.shortMemory))
    }
    until = now
    trust = hasGap ? max(1 / 16, trust / 2) : min(1, trust * Float(exp2(elapsed / (7 * 86_400))))
  }

  /// What a first document tells: the instants of its entries, over the time in which nine of ten of them came.
  /// (One that is pinned since years would else make every source a slow one.)
  private mutating func begin(now: UnixTime, published: [UnixTime]) {
    until = now
    since = now
    let limit = now.adding(seconds: -Self.longest)
    let times = published.filter { $0 <= now }.sorted(by: >)
    guard let last = times.last else { return }
    let start = max(limit, times.count < 5 ? last : times[(times.count * 9 - 1) / 10])
    since = start
    for time in times where time >= start {
      let weight = Float(exp(-Self.seconds(time, now) / Self.memory))
      count(time, weight)
      recent += Float(exp(-Self.seconds(time, now) / Self.shortMemory))
    }
    usual = recent
  }

  private mutating func fade(_ elapsed: Double) {
    let long = Float(exp(-elapsed / Self.memory))
    for place in hours.indices { hours[place] *= long }
    for place in days.indices { days[place] *= long }
    let short = Float(exp(-elapsed / Self.shortMemory))
    recent *= short
    usual *= short
  }

  private mutating func count(_ time: UnixTime, _ weight: Float) {
    let (hour, day) = Self.place(time.seconds)
    hours[hour] += weight
    days[day] += weight
  }

  /// Entries that came somewhere between two polls, evenly.
  private mutating func spread(_ entries: Float, from: UnixTime, to: UnixTime) {
    let steps = max(1, min(48, (to.seconds &- from.seconds) / 1800))
    for step in 0..<steps {
      let offset = Self.seconds(from, to) * (Double(step) + 0.5) / Double(steps)
      count(from.adding(seconds: Int64(offset)), entries / Float(steps))
    }
  }

  // MARK: - What to expect

  /// Entries a second, from `now` on.
  func rates(now: UnixTime) -> ExpectedRates {
    let exposure = exposure()
    let base = base(entries, observed)
    var rates = ExpectedRates(start: now.seconds)
    let prior = Self.profilePrior
    // Without spans each element is read from a copy of them all.
    let (hours, days, hourly, daily) = (hours.span, days.span, exposure.hours.span, exposure.days.span)
    for hour in 0..<24 {
      // News does not know the full hour: a quarter from each neighbor.
      let before = (hour + 23) % 24
      let after = (hour + 1) % 24
      let seen = Double(hours[hour]) / 2 + Double(hours[before] + hours[after]) / 4
      let time = hourly[hour] / 2 + (hourly[before] + hourly[after]) / 4
      rates.hours[hour] = base * (seen + prior) / (base * time + prior)
    }
    for day in 0..<7 {
      rates.days[day] = (Double(days[day]) + prior) / (base * daily[day] + prior)
    }
    let factor = (Double(recent) + Self.burstPrior) / (Double(usual) + Self.burstPrior)
    rates.burst = min(max(factor, Self.burst.lowerBound), Self.burst.upperBound)
    return rates
  }

  /// Seconds from one entry to the next on the average of the last weeks; 0 before there is evidence.
  var entryInterval: Int64 {
    let entries = self.entries
    guard entries > 0 else { return 0 }
    return max(1, Int64(min(1 / base(entries, observed), 1e10)))
  }

  /// Entries that count still.
  private var entries: Double {
    var sum: Float = 0
    for place in hours.indices { sum += hours[place] }
    return Double(sum)
  }

  private func base(_ entries: Double, _ observed: Double) -> Double {
    (entries + Self.prior.entries) / (observed + Self.prior.seconds)
  }

  /// Seconds of observation that count still: what fades like the evidence did.
  private var observed: Double {
    guard let until, until > since else { return 0 }
    return Self.memory * (1 - exp(-min(Self.seconds(since, until), Double(Self.longest)) / Self.memory))
  }

  /// How `observed` falls upon the hours of the day and the days of the week.
  private func exposure() -> (hours: InlineArray<24, Double>, days: InlineArray<7, Double>) {
    guard let until, until > since, Self.seconds(since, until) <= Self.uneven else {
      // Each had its share.
      return (InlineArray(repeating: observed / 24), InlineArray(repeating: observed / 7))
    }
    var hours = InlineArray<24, Double>(repeating: 0)
    var days = InlineArray<7, Double>(repeating: 0)
    let first = since.seconds
    let hourly = exp(-3600 / Self.memory)
    var weight = 1.0
    var end = until.seconds
    var (hour, day) = Self.place(end - 1)
    var start = Self.floor(end - 1, 3600)
    while end > first {
      let seconds = Double(end - max(start, first)) * weight
      hours[hour] += seconds
      days[day] += seconds
      weight *= hourly
      end = start
      start -= 3600
      hour -= 1
      if hour < 0 { (hour, day) = (23, (day + 6) % 7) }
    }
    return (hours, days)
  }

  // MARK: - Time

  static func place(_ seconds: Int64) -> (hour: Int, day: Int) {
    let day = floor(seconds, 86_400) / 86_400
    // 1970-01-01 was a Thursday: day 3 of a week that begins on Monday.
    return (Int((seconds - day * 86_400) / 3600), Int(((day + 3) % 7 + 7) % 7))
  }

  /// The greatest multiple of `unit` that is not greater.
  static func floor(_ seconds: Int64, _ unit: Int64) -> Int64 {
    let rest = seconds % unit
    return seconds - (rest < 0 ? rest + unit : rest)
  }

  static func seconds(_ from: UnixTime, _ to: UnixTime) -> Double {
    max(0, Double(to.milliseconds) / 1000 - Double(from.milliseconds) / 1000)
  }
}
