import Glibc

/// A file of the system's time zone database (RFC 8536, TZif).
struct ZoneFile {
  private(set) var transitions: [Int64] = []
  private(set) var offsets: [Int64] = []
  private(set) var first: Int64 = 0
  private(set) var footer: PosixTimeZone?

  /// No zone's file has more bytes, with years to spare.
  private static let largest = 65_536

  /// - Parameter name: `Area/City`; anything that could lead out of the database's directory is refused.
  init?(named name: String) {
    guard Self.isName(name), let bytes = Self.contents(of: "/usr/share/zoneinfo/" + name) else { return nil }
    self.init(bytes)
  }

  init?(_ bytes: [UInt8]) {
    guard let header = Header(bytes, at: 0) else { return nil }
    if header.version >= 2 {
      // The second block has 64-bit times; the first one is for readers of version 1.
      let second = 44 + header.length(ofTime: 4)
      guard let wide = Header(bytes, at: second) else { return nil }
      guard read(bytes, wide, at: second + 44, sizeOfTime: 8) else { return nil }
      let start = second + 44 + wide.length(ofTime: 8)
      if start < bytes.count, bytes[start] == 0x0A,
        let end = bytes[(start + 1)...].firstIndex(of: 0x0A), end > start + 1
      {
        footer = PosixTimeZone(bytes[(start + 1)..<end])
      }
    } else {
      guard read(bytes, header, at: 44, sizeOfTime: 4) else { return nil }
    }
  }

  private struct Header {
    var version: Int
    /// isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt (RFC 8536 §3.1).
    var counts: [Int] = []

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, start + 44 <= bytes.count, bytes[start..<(start + 4)].elementsEqual("TZif".utf8)
      else {
        return nil
      }
      version = bytes[start + 4] == 0 ? 1 : Int(bytes[start + 4]) - 0x30
      for index in 0..<6 {
        let count = Int(ZoneFile.number(bytes, start + 20 + index * 4, size: 4))
        guard (0...10_000).contains(count) else { return nil }
        counts.append(count)
      }
      guard counts[4] > 0 else { return nil }
    }

    func length(ofTime size: Int) -> Int {
      counts[3] * (size + 1) + counts[4] * 6 + counts[5] + counts[2] * (size + 4) + counts[1] + counts[0]
    }
  }

  private mutating func read(_ bytes: [UInt8], _ header: Header, at start: Int, sizeOfTime: Int) -> Bool {
    guard start + header.length(ofTime: sizeOfTime) <= bytes.count else { return false }
    let (times, types) = (header.counts[3], header.counts[4])
    let startOfIndexes = start + times * sizeOfTime
    let startOfTypes = startOfIndexes + times
    func offset(ofType type: Int) -> Int64? {
      guard type < types else { return nil }
      let offset = Self.number(bytes, startOfTypes + type * 6, size: 4)
      return (-93_599...93_599).contains(offset) ? offset : nil
    }
    guard let initial = offset(ofType: 0) else { return false }
    first = initial
    for index in 0..<times {
      guard let offset = offset(ofType: Int(bytes[startOfIndexes + index])) else { return false }
      let time = Self.number(bytes, start + index * sizeOfTime, size: sizeOfTime)
      if let last = transitions.last, last >= time { return false }
      transitions.append(time)
      offsets.append(offset)
    }
    return true
  }

  /// A big-endian signed number.
  private static func number(_ bytes: [UInt8], _ start: Int, size: Int) -> Int64 {
    var value: UInt64 = bytes[start] & 0x80 != 0 ? .max : 0
    for byte in bytes[start..<(start + size)] { value = value << 8 | UInt64(byte) }
    return Int64(bitPattern: value)
  }

  /// True for names as the database has them: parts of letters, digits, `_`, `-`, `+`, separated by `/`.
  private static func isName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard (1...64).contains(bytes.count) else { return false }
    return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy {
          HTMLEntities.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "+")
        }
    }
  }

  private static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: largest)
    var count = 0
    while count < bytes.count {
      let capacity = bytes.count - count
      let read = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, capacity)
      }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { return nil }
      if read == 0 { break }
      count += read
    }
    return Array(bytes[..<count])
  }
}

/// The rule that a zone follows for ever (RFC 8536 §3.3; POSIX `TZ`): `EST5EDT,M3.2.0,M11.1.0`.
struct PosixTimeZone: Sendable, Hashable {
  private struct Rule: Hashable {
    enum Day: Hashable {
      /// Month, week 1…5 (5 is the last), weekday from Sunday.
      case weekday(Int, Int, Int)
      /// 1…365, February 29 never counted.
      case julian(Int)
      /// 0…365.
      case ordinal(Int)
    }

    var day: Day
    /// Seconds after midnight, by the clocks before the change.
    var time: Int64

    /// Seconds since the epoch of the change's wall-clock time in a year.
    func local(in year: Int) -> Int64 {
      let days: Int
      switch day {
      case .weekday(let month, let week, let weekday):
        let first = Civil.days(year: year, month: month, day: 1)
        // `Civil` counts weekdays from Monday.
        let distance = (weekday + 6 - Civil.weekday(ofDay: first) + 7) % 7
        var date = 1 + distance + (week - 1) * 7
        if date > Civil.daysInMonth(month, year: year) { date -= 7 }
        days = first + date - 1
      case .julian(let number):
        let skipsLeapDay = Civil.isLeap(year) && number >= 60
        days = Civil.days(year: year, month: 1, day: 1) + number - (skipsLeapDay ? 0 : 1)
      case .ordinal(let number):
        days = Civil.days(year: year, month: 1, day: 1) + number
      }
      return Int64(days) * 86_400 + time
    }
  }

  private var standard: Int64
  private var daylight: Int64 = 0
  private var starts: Rule?
  private var ends: Rule?

  init?(_ text: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: text)
    guard scanner.skipName(), let standard = scanner.time() else { return nil }
    self.standard = -standard
    guard scanner.skipName() else { return }
    daylight = self.standard + 3600
    if let next = scanner.rest.first, next != UInt8(ascii: ",") {
      guard let offset = scanner.time() else { return nil }
      daylight = -offset
    }
    guard let starts = scanner.rule(), let ends = scanner.rule() else { return nil }
    self.starts = starts
    self.ends = ends
  }

  func offset(atUTC seconds: Int64) -> Int64 {
    guard let starts, let ends else { return standard }
    // Years beyond these follow the same rule, and the arithmetic is safe for them.
    let limited = min(max(seconds, -62_167_219_200), 253_402_300_799)
    let local = limited + standard
    let day = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
    let year = Civil.date(ofDay: Int(day)).year
    let start = starts.local(in: year) - standard
    let end = ends.local(in: year) - daylight
    let isDaylight = start < end ? limited >= start && limited < end : limited >= start || limited < end
    return isDaylight ? daylight : standard
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    /// `EST` or `<+0330>`.
    mutating func skipName() -> Bool {
      if rest.first == UInt8(ascii: "<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let name = rest.prefix { HTMLScanner.isLetter($0) }
      rest = rest.dropFirst(name.count)
      return name.count >= 3
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
      guard (1...3).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int64? {
      let isNegative = skip(UInt8(ascii: "-"))
      if !isNegative { _ = skip(UInt8(ascii: "+")) }
      guard let hours = number(), hours <= 167 else { return nil }
      var seconds = hours * 3600
      if skip(UInt8(ascii: ":")) {
        guard let minutes = number(), minutes <= 59 else { return nil }
        seconds += minutes * 60
        if skip(UInt8(ascii: ":")) {
          guard let rest = number(), rest <= 59 else { return nil }
          seconds += rest
        }
      }
      return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M3.2.0/2`, `,J60`, `,59/3`.
    mutating func rule() -> Rule? {
      guard skip(UInt8(ascii: ",")) else { return nil }
      let day: Rule.Day
      if skip(UInt8(ascii: "M")) {
        guard let month = number(), skip(UInt8(ascii: ".")), let week = number(), skip(UInt8(ascii: ".")),
          let weekday = number(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month, week, weekday)
      } else if skip(UInt8(ascii: "J")) {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(), (0...365).contains(number) else { return nil }
        day = .ordinal(number)
      }
      var seconds: Int64 = 7200
      if skip(UInt8(ascii: "/")) {
        guard let time = time() else { return nil }
        seconds = time
      }
      return Rule(day: day, time: seconds)
    }
  }
}
