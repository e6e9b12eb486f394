import Testing
import WebText

/// Instants written in every form, read back.
@Suite struct DateRoundTripTests {
  struct Fields {
    var time: UnixTime
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    init(_ random: inout SplitMix) {
      year = 1970 + random.below(79)
      month = 1 + random.below(12)
      day = 1 + random.below(28)
      hour = random.below(24)
      minute = random.below(60)
      second = random.below(60)
      time = UnixTime(
        year: Int64(year), month: Int64(month), day: Int64(day), hour: Int64(hour), minute: Int64(minute),
        second: Int64(second))
    }

    var dayOfYear: Int {
      Int((time.seconds - UnixTime(year: Int64(year), month: 1, day: 1).seconds) / 86_400) + 1
    }
    /// 0 for Monday.
    var weekday: Int { Int(time.seconds / 86_400 + 3) % 7 }
    var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }
    var halfClock: String {
      "\((hour + 11) % 12 + 1):\(two(minute)):\(two(second)) \(hour < 12 ? "AM" : "PM")"
    }
  }

  private static let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
  private static let days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(separator: " ")

  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  static func three(_ number: Int) -> String {
    number < 10 ? "00\(number)" : number < 100 ? "0\(number)" : "\(number)"
  }

  /// A text of the instant in each form.
  private func forms(_ f: Fields) -> [String] {
    let (m, d) = (Self.two(f.month), Self.two(f.day))
    let (month, weekday) = (Self.months[f.month - 1], Self.days[f.weekday])
    let short = weekday.prefix(3)
    let compact = "\(Self.two(f.hour))\(Self.two(f.minute))\(Self.two(f.second))"
    let half = f.hour < 12
    return [
      "\(short), \(d) \(month) \(f.year) \(f.clock) GMT",
      "\(short), \(f.day) \(month) \(f.year) \(f.clock) +0000",
      "\(d) \(month) \(Self.two(f.year % 100)) \(f.clock) UT",
      "\(weekday), \(d)-\(month)-\(Self.two(f.year % 100)) \(f.clock) GMT",
      "\(short) \(month) \(f.day < 10 ? " " : "")\(f.day) \(f.clock) \(f.year)",
      "\(month) \(f.day), \(f.year) \(f.halfClock)",
      "\(f.year)-\(m)-\(d)T\(f.clock)Z", "\(f.year)-\(m)-\(d) \(f.clock)", "\(f.year)\(m)\(d)T\(compact)Z",
      "\(f.year)\(m)\(d)\(compact)", "\(f.year)-\(Self.three(f.dayOfYear))T\(f.clock)Z",
      "\(f.year)\(Self.three(f.dayOfYear))T\(compact)Z", "\(f.year)/\(m)/\(d) \(f.clock)",
      "\(d).\(m).\(f.year) \(f.clock)",
      "\(short), \(f.month)/\(f.day)/\(f.year) \(f.halfClock)",
      "\(f.day)\(f.day > 12 ? "/" : ".")\(f.month)\(f.day > 12 ? "/" : ".")\(f.year) \(f.clock)",
      "\(f.year)년 \(f.month)월 \(f.day)일 \(half ? "오전" : "오후") \((f.hour + 11) % 12 + 1)시 \(f.minute)분 \(f.second)초",
      "\(f.year)年\(f.month)月\(f.day)日 \(f.hour)時\(f.minute)分\(f.second)秒",
      "\(f.year)年\(m)月\(d)日 \(half ? "上午" : "下午")\((f.hour + 11) % 12 + 1):\(Self.two(f.minute)):\(Self.two(f.second))",
      "\(f.time.seconds < 1_000_000_000 ? f.time.rfc3339 : String(f.time.seconds))",
      "\(f.time.milliseconds < 1_000_000_000_000 ? f.time.rfc3339 : String(f.time.milliseconds))",
    ]
  }

  @Test func everyFormReadsBackAsTheInstant() {
    var random = SplitMix(seed: 29)
    for _ in 0..<1500 {
      let fields = Fields(&random)
      for (index, text) in forms(fields).enumerated() {
        #expect(DateText.read(text)?.time == fields.time, "form \(index): \(text)")
      }
    }
  }

  @Test func everyOffsetReadsBackAsTheInstant() {
    var random = SplitMix(seed: 31)
    for _ in 0..<3000 {
      let fields = Fields(&random)
      let minutes = random.below(24 * 60)
      let sign = random.below(2) == 0 ? "+" : "-"
      let (hours, rest) = (Self.two(minutes / 60), Self.two(minutes % 60))
      let expected = fields.time.adding(seconds: Int64(minutes * 60 * (sign == "+" ? -1 : 1)))
      let date = "\(fields.year)-\(Self.two(fields.month))-\(Self.two(fields.day))"
      let long = "\(fields.day) \(Self.months[fields.month - 1]) \(fields.year) \(fields.clock)"
      for text in [
        "\(date)T\(fields.clock)\(sign)\(hours):\(rest)", "\(date) \(fields.clock) \(sign)\(hours)\(rest)",
        "\(long) \(sign)\(hours)\(rest)", "\(long) GMT\(sign)\(hours)\(rest)",
        "\(long) UTC\(sign)\(hours):\(rest)",
        "\(long) \(sign)\(hours):\(rest) (XYZ)",
      ] {
        #expect(DateText.read(text)?.time == expected, "\(text)")
      }
    }
  }
}

private func two(_ number: Int) -> String { DateRoundTripTests.two(number) }
