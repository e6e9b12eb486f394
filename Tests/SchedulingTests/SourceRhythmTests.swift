import FeedModel
import Testing
import WebText

@testable import Scheduling

@Suite struct SourceRhythmTests {
  /// Monday 2026-06-01 00:00:00 UTC.
  let monday = UnixTime(seconds: 1_780_272_000)

  func hour(_ hours: Double) -> UnixTime { monday.adding(seconds: Int64(hours * 3600)) }

  /// A rhythm after weeks in which entries came at the given hours of each day, polled each hour.
  func learned(
    days: Int, isDated: Bool = true, _ entries: (_ day: Int) -> [Double]
  ) -> SourceRhythm {
    var rhythm = SourceRhythm()
    rhythm.observe(now: monday, published: [], undated: 0, shown: 50)
    for day in 0..<days {
      let times = entries(day)
      for clock in 1...24 {
        let new = times.filter { $0 >= Double(clock - 1) && $0 < Double(clock) }
        let now = hour(Double(day * 24 + clock))
        rhythm.observe(
          now: now, published: isDated ? new.map { hour(Double(day * 24) + $0) } : [],
          undated: isDated ? 0 : new.count, shown: 50)
      }
    }
    return rhythm
  }

  func wait(_ rhythm: SourceRhythm, from now: UnixTime) -> Double {
    rhythm.rates(now: now).wait(patience: 600, most: .infinity, limit: 86_400).seconds
  }

  @Test func `a morning paper is asked often in the morning, and hardly at night`() {
    let rhythm = learned(days: 14) { _ in stride(from: 5.0, to: 9, by: 0.2).map { $0 } }
    let morning = wait(rhythm, from: hour(14 * 24 + 6))
    let night = wait(rhythm, from: hour(14 * 24 + 20))
    #expect(morning < 1200, "\(morning)")
    #expect(night > 4 * morning, "\(night)")
    // The wait that begins at night ends when the morning's entries are to be expected.
    #expect(wait(rhythm, from: hour(14 * 24 + 22)) < 8 * 3600)
  }

  @Test func `weekends of an office are quiet`() {
    let rhythm = learned(days: 28) { day in day % 7 < 5 ? [9.5, 10.2, 11.1, 14.3, 15.8] : [] }
    let rates = rhythm.rates(now: hour(28 * 24))
    #expect(rates.days[5] < 0.3 * rates.days[1])
    let tuesday = wait(rhythm, from: hour(29 * 24 + 9))
    let saturday = wait(rhythm, from: hour(33 * 24 + 9))
    #expect(saturday > 1.5 * tuesday, "\(tuesday) \(saturday)")
  }

  @Test func `entries without dates count between the polls that saw them`() {
    let rhythm = learned(days: 14, isDated: false) { _ in [10.1, 10.4, 10.7, 11.2] }
    let rates = rhythm.rates(now: hour(14 * 24))
    #expect(rates.hours[10] > 4 * rates.hours[22])
  }

  @Test func `a first document tells the rate, and one old entry in it does not hide it`() {
    var rhythm = SourceRhythm()
    let recent = (0..<30).map { monday.adding(seconds: Int64(-600 * $0)) }
    rhythm.observe(
      now: monday, published: recent + [monday.adding(seconds: -40 * 86_400)], undated: 0, shown: 31)
    #expect(rhythm.entryInterval > 400 && rhythm.entryInterval < 1200, "\(rhythm.entryInterval)")
  }

  @Test func `a dead source is slow from the first poll on`() {
    var rhythm = SourceRhythm()
    let old = (0..<30).map { monday.adding(seconds: Int64(-86_400 * (200 + $0))) }
    rhythm.observe(now: monday, published: old, undated: 0, shown: 30)
    #expect(wait(rhythm, from: monday) > 12 * 3600)
  }

  @Test func `a burst brings the next poll nearer, and passes`() {
    var rhythm = learned(days: 7) { _ in [9, 15] }
    let now = hour(7 * 24 + 0.5)
    let calm = wait(rhythm, from: now)
    rhythm.observe(
      now: now, published: (0..<8).map { now.adding(seconds: -60 * $0) }, undated: 0, shown: 50)
    let busy = wait(rhythm, from: now)
    #expect(busy < 0.6 * calm, "\(busy) \(calm)")
    let later = now.adding(seconds: 18 * 3600)
    rhythm.observe(now: later, published: [], undated: 0, shown: nil)
    #expect(rhythm.rates(now: later).burst < 1.5)
  }

  @Test func `evidence fades: a source that changed its hours is followed within weeks`() {
    let rhythm = learned(days: 84) { day in day < 28 ? [4.5, 5, 5.5] : [16.5, 17, 17.5] }
    let rates = rhythm.rates(now: hour(84 * 24))
    #expect(rates.hours[17] > 3 * rates.hours[5])
  }

  @Test func `the wait ends before so many entries are expected that the document could turn over`() {
    let rhythm = learned(days: 7) { _ in stride(from: 0.0, to: 24, by: 0.1).map { $0 } }
    let rates = rhythm.rates(now: hour(7 * 24))
    let (free, isFree) = rates.wait(patience: 1e9, most: .infinity, limit: 86_400)
    #expect(free == 86_400 && !isFree)
    let (bound, isTurnover) = rates.wait(patience: 1e9, most: 3, limit: 86_400)
    #expect(isTurnover && bound > 800 && bound < 1300, "\(bound)")
  }

  @Test func `a gap halves the margin, which comes back over weeks`() {
    var rhythm = learned(days: 3) { _ in [1, 2, 3] }
    rhythm.observe(now: hour(73), published: [], undated: 5, shown: 5, hasGap: true)
    #expect(rhythm.trust == 0.5)
    for _ in 0..<20 { rhythm.observe(now: hour(73), published: [], undated: 5, shown: 5, hasGap: true) }
    #expect(rhythm.trust == 0.0625)
    rhythm.observe(now: hour(73 + 7 * 24), published: [], undated: 0, shown: nil)
    #expect(rhythm.trust == 0.125)
  }

  @Test func `what is encoded is decoded, and anything else is no evidence`() {
    let rhythm = learned(days: 3) { _ in [1, 2, 3] }
    let bytes = rhythm.encoded
    #expect(bytes.count < 180)
    #expect(SourceRhythm(decoding: bytes).encoded == bytes)
    #expect(SourceRhythm(decoding: []).encoded.isEmpty)
    #expect(SourceRhythm(decoding: Array(bytes.dropLast())).encoded.isEmpty)
    #expect(SourceRhythm(decoding: [UInt8](repeating: 0xFF, count: bytes.count)).encoded.isEmpty)
    #expect(SourceRhythm(decoding: [1] + [UInt8](repeating: 0xFF, count: bytes.count - 1)).encoded.isEmpty)
  }

  @Test func `a clock that is set back or far ahead leaves a rhythm that works`() {
    for jump in [-400 * 86_400, -3600, 400 * 86_400] as [Int64] {
      var rhythm = learned(days: 14) { _ in [9, 15] }
      let now = hour(14 * 24).adding(seconds: jump)
      rhythm.observe(now: now, published: [], undated: 0, shown: nil)
      #expect(wait(rhythm, from: now) >= 1800)
    }
  }
}

@Suite struct QuietHoursTests {
  /// Monday 2026-06-01 00:00:00 UTC.
  let monday = UnixTime(seconds: 1_780_272_000)

  func at(_ hour: Int64, _ minute: Int64 = 0) -> UnixTime {
    monday.adding(seconds: hour * 3600 + minute * 60)
  }

  @Test func `quiet hours may go over midnight`() throws {
    let night = try #require(QuietHours(from: 23 * 60, to: 6 * 60))
    #expect(night.end(at: at(22, 59)) == nil)
    #expect(night.end(at: at(23)) == at(30))
    #expect(night.end(at: at(26, 30)) == at(30))
    #expect(night.end(at: at(30)) == nil)
    let noon = try #require(QuietHours(from: 12 * 60, to: 13 * 60))
    #expect(noon.end(at: at(12, 30)) == at(13))
    #expect(noon.end(at: at(13)) == nil)
    #expect(QuietHours(from: 5, to: 5) == nil && QuietHours(from: 0, to: 1440) == nil)
  }

  @Test func `quiet hours are of the source's clock`() throws {
    let seoul = try #require(TimeZoneRules(named: "+09:00"))
    let night = try #require(QuietHours(from: 23 * 60, to: 6 * 60, zone: seoul))
    #expect(night.end(at: at(13, 59)) == nil)
    #expect(night.end(at: at(14)) == at(21))
    #expect(night.end(at: at(20, 59)) == at(21))
  }

  @Test func `no poll falls into them, neither after a success nor a failure nor at a start`() {
    var limits = PollLimits(fixed: 3600)
    limits.quiet = QuietHours(from: 23 * 60, to: 6 * 60)
    let schedule = PollSchedule(limits: limits)
    for result in [.unchanged, .failed(.transient), .feed(newEntries: 2)] as [PollReport.Result] {
      for name in ["a", "b", "c", "d"] {
        let decision = schedule.next(
          after: PollReport(now: at(22, 50), result: result), of: SourceState(name: name))
        if decision.nextPoll < at(23) { continue }
        #expect(decision.nextPoll >= at(30) && decision.nextPoll < at(30, 15))
        #expect(decision.reason.hasSuffix("then quiet_hours"))
      }
    }
    #expect(schedule.due(SourceState(name: "new"), now: at(24)) >= at(30))
    #expect(schedule.due(SourceState(name: "new"), now: at(12)) == at(12))
  }
}
