import Testing
import WebText

@Suite struct UnixTimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (1_648_772_280_000, "2022-04-01T00:18:00Z"),
      (951_782_400_500, "2000-02-29T00:00:00.5Z"),
      (951_782_400_050, "2000-02-29T00:00:00.05Z"),
      (951_782_400_123, "2000-02-29T00:00:00.123Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func writesAndReadsRFC3339(milliseconds: Int64, text: String) {
    #expect(UnixTime(milliseconds: milliseconds).rfc3339 == text)
    #expect(UnixTime(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(
    arguments: [
      ("2022-04-01T10:18:00+09:00", 1_648_775_880_000),
      ("2022-04-01t10:18:00.25z", 1_648_808_280_250),
      ("2022-04-01 10:18:00-01:30", 1_648_813_680_000),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000),
      ("2022-04-01T10:18:00.123999Z", 1_648_808_280_123),
    ] as [(String, Int64)])
  func readsTheFormsThatTheStandardAllows(text: String, milliseconds: Int64) {
    #expect(UnixTime(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2022-04-01", "2022-04-01T10:18:00", "2022-13-01T10:18:00Z", "2022-02-30T10:18:00Z",
    "2022-04-01T24:00:00Z", "2022-04-01T10:60:00Z", "2022-04-01T10:18:61Z", "2022-04-01T10:18:00.Z",
    "2022-04-01T10:18:00Z ", "2022-04-01T10:18:00+9", "2022-04-01T10:18:00+24:00", "٢٠٢٢-04-01T10:18:00Z",
  ])
  func refusesWhatIsNoDateTime(text: String) {
    #expect(UnixTime(rfc3339: text) == nil)
  }

  @Test func writesInstantsBeyondFourDigitYearsAsTheNearestThatCanBeWritten() {
    #expect(UnixTime(milliseconds: .max).rfc3339 == "9999-12-31T23:59:59.999Z")
    #expect(UnixTime(milliseconds: .min).rfc3339 == "0000-01-01T00:00:00Z")
    #expect(UnixTime(milliseconds: .max).utcDay == "9999-12-31")
  }

  @Test func namesTheUTCDay() {
    #expect(UnixTime(year: 2026, month: 11, day: 23, hour: 23, minute: 59, second: 59).utcDay == "2026-11-23")
    #expect(UnixTime(milliseconds: -1).utcDay == "1969-12-31")
  }

  @Test func makesAnInstantOfCalendarFieldsAndCarriesWhatIsOutOfRange() {
    #expect(UnixTime(year: 2000, month: 2, day: 29).rfc3339 == "2000-02-29T00:00:00Z")
    #expect(UnixTime(year: 2001, month: 2, day: 29).rfc3339 == "2001-03-01T00:00:00Z")
    #expect(UnixTime(year: 2001, month: 13, day: 1).rfc3339 == "2002-01-01T00:00:00Z")
    #expect(UnixTime(year: 2001, month: 0, day: 1).rfc3339 == "2000-12-01T00:00:00Z")
    #expect(UnixTime(year: 2001, month: -11, day: 0, hour: 24).rfc3339 == "2000-01-01T00:00:00Z")
    #expect(UnixTime(year: 1900, month: 3, day: 1, second: -1).rfc3339 == "1900-02-28T23:59:59Z")
  }

  @Test func agreesWithTheCalendarOnEachDayOfEightCenturies() {
    var expected = UnixTime(year: 1600, month: 1, day: 1)
    for year in 1600..<2400 {
      for month in 1...12 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        let first = UnixTime(year: Int64(year), month: Int64(month), day: 1)
        #expect(first == expected)
        expected = expected.adding(seconds: Int64(days) * 86_400)
      }
    }
  }

  @Test func saturatesForAnyNumbers() {
    let extremes: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    for year in extremes {
      for month in extremes {
        for day in extremes {
          for second in extremes {
            let time = UnixTime(
              year: year, month: month, day: day, hour: second, minute: second, second: second)
            #expect(time.rfc3339.count >= 20)
          }
        }
      }
    }
    #expect(UnixTime(year: .max, month: 1, day: 1).milliseconds == .max)
    #expect(UnixTime(year: .min, month: 1, day: 1).milliseconds == .min)
  }

  @Test func theClockIsInThisCentury() {
    #expect(UnixTime.now() > UnixTime(year: 2024, month: 1, day: 1))
    #expect(UnixTime.now() < UnixTime(year: 2100, month: 1, day: 1))
  }
}
