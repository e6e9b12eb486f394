import Glibc

/// A source of the simulation: when it publishes, and how many entries its feed shows.
struct Publisher {
  enum Kind: String, CaseIterable {
    case wire
    case newspaper
    case edition
    case office
    case bursts
    case column
    case blog
    case monthly
    case dead

    /// So many of a thousand sources.
    var share: Int {
      switch self {
      case .wire: 30
      case .newspaper: 150
      case .edition: 70
      case .office: 200
      case .bursts: 100
      case .column: 50
      case .blog: 200
      case .monthly: 100
      case .dead: 100
      }
    }
  }

  var kind: Kind
  /// Seconds since the epoch, ascending.
  var stories: [Int64]
  /// Entries that the feed shows.
  var window: Int
  /// Whether its entries say when they were published.
  var isDated: Bool

  /// A publisher of this kind with stories in `range`.
  init(_ kind: Kind, range: Range<Int64>, dice: inout Dice) {
    self.kind = kind
    // Entries that a feed shows do not depend much on how many there are.
    window = Int(dice.scaled(10, 100))
    isDated = dice.chance(0.9)
    stories = []
    let zone = Int64([-28_800, -18_000, -10_800, 0, 3600, 7200, 19_800, 28_800, 32_400][dice.whole(0, 8)])
    switch kind {
    case .wire: vary(range, zone, perDay: dice.scaled(120, 500), weekend: 0.7, Self.clock, 0.15, &dice)
    case .newspaper:
      vary(
        range, zone, perDay: dice.scaled(20, 150), weekend: dice.between(0.4, 0.9), Self.newsroom, 0.3, &dice)
    case .office:
      vary(range, zone, perDay: dice.scaled(0.5, 12), weekend: 0.02, Self.office, 0.5, &dice)
    case .blog:
      vary(range, zone, perDay: dice.scaled(0.1, 0.7), weekend: 1.3, Self.evening, 0.3, &dice)
    case .monthly: vary(range, zone, perDay: dice.scaled(0.02, 0.06), weekend: 0.5, Self.office, 0, &dice)
    case .dead:
      // The last entries are half a year old.
      stories = (0..<window).map { range.lowerBound - 180 * 86_400 + Int64($0) * 3600 }
    case .edition: editions(range, zone, &dice)
    case .column: columns(range, zone, &dice)
    case .bursts: bursts(range, zone, &dice)
    }
    if kind == .wire { window = max(window, 20) }
    stories.sort()
  }

  // Weights of the 24 hours, local time.
  private static let clock: [Double] = [
    5, 4, 4, 4, 5, 6, 8, 9, 10, 10, 10, 10, 9, 10, 10, 10, 10, 9, 8, 8, 7, 7, 6, 5,
  ]
  private static let newsroom: [Double] = [
    1, 0.5, 0.3, 0.5, 2, 6, 9, 9, 8, 8, 8, 8, 7, 7, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2,
  ]
  private static let office: [Double] = [
    0, 0, 0, 0, 0, 0, 0.1, 0.5, 3, 8, 10, 9, 5, 6, 9, 9, 7, 3, 0.5, 0.2, 0.1, 0, 0, 0,
  ]
  private static let evening: [Double] = [
    1, 0.3, 0.1, 0, 0, 0.1, 0.5, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5, 7, 9, 9, 6, 3,
  ]

  /// Days of the range, local midnights.
  private func days(_ range: Range<Int64>, _ zone: Int64) -> StrideTo<Int64> {
    stride(from: (range.lowerBound + zone) / 86_400 * 86_400 - zone, to: range.upperBound, by: 86_400)
  }

  private func isWeekend(_ midnight: Int64, _ zone: Int64) -> Bool {
    (((midnight + zone) / 86_400) + 3) % 7 >= 5
  }

  /// By chance, at a rate that varies with the hour, the day of the week and the day.
  private mutating func vary(
    _ range: Range<Int64>, _ zone: Int64, perDay: Double, weekend: Double, _ profile: [Double],
    _ spread: Double, _ dice: inout Dice
  ) {
    let sum = profile.reduce(0, +)
    for midnight in days(range, zone) {
      let today = perDay * (isWeekend(midnight, zone) ? weekend : 1) * dice.mood(spread)
      for hour in 0..<24 {
        let rate = today * profile[hour] / sum / 3600
        guard rate > 0 else { continue }
        var time = dice.pause(rate)
        while time < 3600 {
          add(midnight + Int64(hour) * 3600 + Int64(time), range)
          time += dice.pause(rate)
        }
      }
    }
  }

  /// The morning's paper goes online in one go; a few pieces during the day.
  private mutating func editions(_ range: Range<Int64>, _ zone: Int64, _ dice: inout Dice) {
    let hour = dice.between(3, 7)
    let size = dice.between(15, 60)
    // Not more at once than the feed shows: publishers see to that.
    window = max(window, min(100, Int(size * 1.5)))
    for midnight in days(range, zone) {
      if isWeekend(midnight, zone), dice.chance(0.5) { continue }
      let start = midnight + Int64(hour * 3600) + Int64(dice.between(-300, 900))
      for _ in 0..<Int(size * dice.mood(0.2)) { add(start + Int64(dice.pause(1 / 240.0)), range) }
    }
    vary(range, zone, perDay: size / 6, weekend: 0.5, Self.newsroom, 0.3, &dice)
  }

  /// One piece at about the same time, on some days of the week.
  private mutating func columns(_ range: Range<Int64>, _ zone: Int64, _ dice: inout Dice) {
    let time = dice.between(6, 20) * 3600
    let perWeek = dice.whole(1, 6)
    for midnight in days(range, zone) where (midnight + zone) / 86_400 % 7 < perWeek {
      if dice.chance(0.05) { continue }
      add(midnight + Int64(time + dice.between(-600, 600)), range)
    }
  }

  /// Quiet until something happens, and then one entry after the other.
  private mutating func bursts(_ range: Range<Int64>, _ zone: Int64, _ dice: inout Dice) {
    let rate = dice.scaled(0.2, 2) / 86_400
    var time = Double(range.lowerBound) + dice.pause(rate)
    while time < Double(range.upperBound) {
      var entry = time
      for _ in 0..<dice.whole(2, 16) {
        add(Int64(entry), range)
        entry += dice.pause(1 / 600.0)
      }
      time = entry + dice.pause(rate)
    }
    vary(range, zone, perDay: 0.5, weekend: 0.5, Self.clock, 0, &dice)
  }

  private mutating func add(_ time: Int64, _ range: Range<Int64>) {
    if range.contains(time) { stories.append(time) }
  }
}
