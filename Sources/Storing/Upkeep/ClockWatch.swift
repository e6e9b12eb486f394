import Glibc
import SystemPackage
import WebText

/// Whether the wall clock can be believed: retention removes nothing within a day of a jump.
///
/// The wall clock is compared with one that only runs forward. Over a restart there is no such clock; then a
/// step back, or one of more than a day, counts as a jump: the price of being wrong is a day's delay.
struct ClockWatch: Equatable {
  /// Since when, in time that runs forward, the wall clock has been steady.
  private var steadySince: Int64
  private var lastWall: UnixTime
  /// Milliseconds.
  private var lastUptime: Int64

  /// What NTP puts right without a jump worth the name, and what may pass between two readings.
  private static let tolerance: Int64 = 5 * 60 * 1000
  private static let day: Int64 = 86_400_000

  /// - Parameters:
  ///   - remembered: what `encoded` gave to the last run; nil when there was none.
  ///   - isNew: true for a directory without anything that a wrong clock could take away.
  init(remembered: [UInt8]?, wall: UnixTime, uptime: Int64, isNew: Bool) {
    lastWall = wall
    lastUptime = uptime
    steadySince = uptime
    let numbers = remembered.map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n").map { Int64($0) }
    }
    guard let numbers, numbers.count == 2, let before = numbers[0], let steady = numbers[1] else {
      if isNew { steadySince = uptime &- Self.day }
      return
    }
    let gap = wall.milliseconds &- before
    if gap >= -Self.tolerance, gap <= Self.day {
      steadySince = uptime &- min(max(0, steady), Self.day) &- max(0, gap)
    }
  }

  /// For the next run: when it is, and for how many milliseconds the clock has been steady.
  var encoded: [UInt8] {
    Array("\(lastWall.milliseconds)\n\(max(0, lastUptime &- steadySince))\n".utf8)
  }

  /// Takes a reading of both clocks; call it every few minutes.
  mutating func note(wall: UnixTime, uptime: Int64) {
    let drift = (wall.milliseconds &- lastWall.milliseconds) &- (uptime &- lastUptime)
    if drift > Self.tolerance || drift < -Self.tolerance { steadySince = uptime }
    lastWall = wall
    lastUptime = uptime
  }

  var isSteady: Bool { lastUptime &- steadySince >= Self.day }

  /// `CLOCK_BOOTTIME` in milliseconds: it runs on while the machine sleeps, and nobody can set it.
  static func uptime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000
  }

  // MARK: - state/clock

  static let file = "clock"

  static func remembered(in directory: OutputDirectory) -> [UInt8]? {
    guard let file = try? directory.state.open(file, .reading) else { return nil }
    defer { file.closeQuietly() }
    return try? file.bytes(at: 0, count: 64)
  }

  /// A clock that cannot be remembered is one that jumped: nothing worse.
  func remember(in directory: OutputDirectory) {
    try? AtomicFile.write(
      Self.file, encoded, in: directory.state, path: directory.path("state/" + Self.file), isSynced: false)
  }
}
