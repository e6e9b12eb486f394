import Testing
import WebText

@Suite struct TimeZoneRulesTests {
  @Test(
    arguments: [
      ("+09:00", 32_400), ("-0330", -12_600), ("UTC", 0), ("gmt", 0), ("Z", 0), ("UTC+9", 32_400),
      ("+5", 18_000),
    ] as [(String, Int64)])
  func readsFixedOffsets(name: String, seconds: Int64) throws {
    let zone = try #require(TimeZoneRules(named: name))
    #expect(zone.offset(atUTC: UnixTime(seconds: 0)) == seconds)
    #expect(zone.utc(fromLocal: UnixTime(seconds: 100_000)).seconds == 100_000 - seconds)
  }

  @Test(arguments: [
    "", "Nowhere/Nothing", "../../../etc/passwd", "Asia/../Asia/Seoul", "/etc/passwd", "Asia", "Asia/",
    "+24:00",
    "+9:0", "+", "posixrules\0", "Asia//Seoul", ".", "tzdata.zi",
  ])
  func refusesWhatIsNoZone(name: String) {
    #expect(TimeZoneRules(named: name) == nil)
  }

  @Test(arguments: [
    ("Asia/Seoul", "2022-04-01T10:18:00Z", "2022-04-01T01:18:00Z"),
    ("America/New_York", "2022-07-01T12:00:00Z", "2022-07-01T16:00:00Z"),
    ("America/New_York", "2022-01-01T12:00:00Z", "2022-01-01T17:00:00Z"),
    ("America/New_York", "2060-07-01T12:00:00Z", "2060-07-01T16:00:00Z"),
    ("America/New_York", "2060-12-01T12:00:00Z", "2060-12-01T17:00:00Z"),
    ("Australia/Sydney", "2060-01-01T12:00:00Z", "2060-01-01T01:00:00Z"),
    ("Australia/Sydney", "2060-07-01T12:00:00Z", "2060-07-01T02:00:00Z"),
    // Skipped by the clocks, and shown twice.
    ("America/New_York", "2022-03-13T02:30:00Z", "2022-03-13T07:30:00Z"),
    ("America/New_York", "2022-11-06T01:30:00Z", "2022-11-06T05:30:00Z"),
    ("America/New_York", "2022-11-06T02:30:00Z", "2022-11-06T07:30:00Z"),
    ("Asia/Kolkata", "2022-04-01T10:18:00Z", "2022-04-01T04:48:00Z"),
    ("Europe/London", "1900-07-01T12:00:00Z", "1900-07-01T12:00:00Z"),
  ])
  func readsWallClocks(name: String, local: String, utc: String) throws {
    // The system may come without a zone database.
    guard let zone = TimeZoneRules(named: name) else { return }
    let time = try #require(UnixTime(rfc3339: local))
    #expect(zone.utc(fromLocal: time).rfc3339 == utc)
  }

  @Test func survivesTheEndsOfTime() {
    guard let zone = TimeZoneRules(named: "America/New_York") else { return }
    for milliseconds in [Int64.min, 0, .max] {
      let time = UnixTime(milliseconds: milliseconds)
      #expect(abs(zone.offset(atUTC: time)) < 86_400)
      _ = zone.utc(fromLocal: time)
    }
  }
}
