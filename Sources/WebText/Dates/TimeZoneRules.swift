/// The offsets of a time zone from UTC, past and future.
public struct TimeZoneRules: Sendable, Hashable {
  /// The instants, in seconds since the epoch, at which `offsets` begin; ascending.
  private var transitions: [Int64] = []
  private var offsets: [Int64] = []
  /// In force before the first transition.
  private var first: Int64 = 0
  /// In force after the last one, when the zone has such a rule.
  private var footer: PosixTimeZone?

  /// An IANA name (`Asia/Seoul`) of the system's zone database, or a fixed offset (`+09:00`, `UTC`).
  ///
  /// nil when there is no such zone.
  public init?(named name: String) {
    if let offset = Self.fixedOffset(name) {
      first = offset
      return
    }
    guard let file = ZoneFile(named: name) else { return nil }
    transitions = file.transitions
    offsets = file.offsets
    first = file.first
    footer = file.footer
  }

  /// Seconds east of UTC that were, or will be, in force at an instant.
  public func offset(atUTC time: UnixTime) -> Int64 {
    let seconds = time.seconds
    guard let last = transitions.last else { return footer?.offset(atUTC: seconds) ?? first }
    if seconds >= last, let footer { return footer.offset(atUTC: seconds) }
    // The number of transitions that are not after the instant.
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }

  /// The instant at which the zone's clocks show `local`, which is a wall-clock time written as if in UTC.
  ///
  /// A time that occurs twice is the first of the two; one that is skipped is taken as if the clocks had not
  /// been put forward yet.
  public func utc(fromLocal local: UnixTime) -> UnixTime {
    // No zone is a day or more from UTC: the offsets a day before and after are the two that can apply.
    let before = offset(atUTC: local.adding(seconds: -86_400))
    let after = offset(atUTC: local.adding(seconds: 86_400))
    let early = local.adding(seconds: -before)
    guard before != after, offset(atUTC: early) != before else { return early }
    let late = local.adding(seconds: -after)
    return offset(atUTC: late) == after ? late : early
  }

  /// `UTC`, `GMT`, `Z`, `+09:00`, `-0330`, `UTC+9`.
  private static func fixedOffset(_ name: String) -> Int64? {
    var text = Array(name.utf8)[...]
    let upper = name.uppercased()
    for prefix in ["UTC", "GMT", "Z"] where upper.hasPrefix(prefix) {
      text = text.dropFirst(prefix.utf8.count)
      if text.isEmpty { return 0 }
      break
    }
    guard let sign = text.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let digits = text.filter { $0 != UInt8(ascii: ":") }
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
      digits.count == text.count || (digits.count == 4 && text.count == 5 && text[text.startIndex + 2] == 58)
    else { return nil }
    let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    let (hours, minutes) = digits.count <= 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 23, minutes <= 59 else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
