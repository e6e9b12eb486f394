import Testing
import WebText

@Suite struct DateTextTests {
  @Test(arguments: [
    ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
    ("Thu, 1 Jan 2004 19:48:21 +0900", "2004-01-01T10:48:21Z"),
    ("01 Jan 2004 19:48:21 -0130", "2004-01-01T21:18:21Z"),
    ("Thu,  5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00Z"),
    ("Fri,24 Nov 2023 18:28:36 -0000", "2023-11-24T18:28:36Z"),
    ("Thu, 01 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
    ("Wed, 19 Aug 98 18:28:00 Etc/GMT", "1998-08-19T18:28:00Z"),
    ("Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00Z"),
    ("Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z"),
    ("Wed, 19 Feb 2012 22:40:00 GMT+0200", "2012-02-19T20:40:00Z"),
    ("Wed, 19 Feb 2012 22:40:00 UTC+9", "2012-02-19T13:40:00Z"),
    ("Mon, 26 January 2004 16:31:00 ET", "2004-01-26T21:31:00Z"),
    ("Thu, 30 Apr 2015 08:57:00 CEST", "2015-04-30T06:57:00Z"),
    ("Thu, 30 Apr 2015 08:57:00 MSK", "2015-04-30T05:57:00Z"),
    ("Thu, 30 Apr 2015 08:57:00 -0700 (PDT)", "2015-04-30T15:57:00Z"),
    ("Thu (a (nested) comment), 30 Apr 2015 08:57:00 Z", "2015-04-30T08:57:00Z"),
    ("2015-04-30 08:57 (KST)", "2015-04-29T23:57:00Z"),
    ("Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z"),
    ("Thu Aug 30 2012 17:26:16 +0200", "2012-08-30T15:26:16Z"),
    ("Thu Aug 30 2012 17:26:16 GMT+0200 (Central European Summer Time)", "2012-08-30T15:26:16Z"),
    ("Thu, 01 Jan 0100 00:00:01 +0100", "0099-12-31T23:00:01Z"),
    ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
    ("30 Apr 2015 24:00:00 GMT", "2015-05-01T00:00:00Z"),
    ("31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
    ("1 Apr 2022 10:18 a.m. KST", "2022-04-01T01:18:00Z"),
    ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"),
    ("2003-12-31T10:14:55.1234Z", "2003-12-31T10:14:55.123Z"),
    ("2003-12-31T10:14:55,5+09", "2003-12-31T01:14:55.5Z"),
    ("2003-12-31T10:14-0800", "2003-12-31T18:14:00Z"), ("20031231T101455Z", "2003-12-31T10:14:55Z"),
    ("10:18 01.04.2022 +0900", "2022-04-01T01:18:00Z"), ("10:18, 1 April 2022 -0500", "2022-04-01T15:18:00Z"),
    ("2022-04-01 10:18:00 +0900 +0900", "2022-04-01T01:18:00Z"),
    ("Thứ sáu, 1/4/2022, 10:18 (GMT+7)", "2022-04-01T03:18:00Z"),
    ("1 Apr 2022 10:18 (UTC-03:30)", "2022-04-01T13:48:00Z"),
    ("1 Apr 2022 10:18 (GMT+0530)", "2022-04-01T04:48:00Z"),
    ("周五, 01 4月 2022 10:18:00 +0800", "2022-04-01T02:18:00Z"),
    ("금, 01 4월 2022 10:18:00 +0900", "2022-04-01T01:18:00Z"),
    ("星期五, 01 四月 2022 10:18:00 +0800", "2022-04-01T02:18:00Z"),
    ("Fri, 01 Apr 2022 10.18.30 +0000", "2022-04-01T10:18:30Z"),
    ("20031231T1014+0900", "2003-12-31T01:14:00Z"), ("2003-012-31T10:14:55+00:00", "2003-12-31T10:14:55Z"),
    ("2004-07-08 23:56:58 -00:20", "2004-07-09T00:16:58Z"),
    ("2022-W13-5T10:00Z", "2022-04-01T10:00:00Z"), ("2022-091T10:00Z", "2022-04-01T10:00:00Z"),
    ("1648772280", "2022-04-01T00:18:00Z"), ("1648772280500", "2022-04-01T00:18:00.5Z"),
    ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
    ("\n\t Thu, 01 Jan 2004 19:48:21 GMT \n", "2004-01-01T19:48:21Z"),
  ])
  func readsDatesWithAZone(text: String, expected: String) throws {
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected)
    #expect(reading.zone == .given)
    #expect(!reading.isDateOnly)
  }

  @Test(arguments: [
    ("Apr 1, 2022 - 10:18", "2022-04-01T10:18:00Z"), ("2022-04-01 10:18:00", "2022-04-01T10:18:00Z"),
    ("2022-04-01T10:18:00", "2022-04-01T10:18:00Z"), ("2022-04-01T10:18:00.250", "2022-04-01T10:18:00.25Z"),
    ("2022-04-01T101830", "2022-04-01T10:18:30Z"), ("2022.04.01 10:18", "2022-04-01T10:18:00Z"),
    ("2022/4/1 10:18", "2022-04-01T10:18:00Z"), ("4/1/2022 10:18 AM", "2022-04-01T10:18:00Z"),
    ("4/1/2022 10:18:05 pm", "2022-04-01T22:18:05Z"), ("4/1/22 12:05 AM", "2022-04-01T00:05:00Z"),
    ("4/1/22 12:05PM", "2022-04-01T12:05:00Z"), ("23/1/2022 10:18", "2022-01-23T10:18:00Z"),
    ("1.4.2022 10:18", "2022-04-01T10:18:00Z"), ("1.4.2022 klo 10.18", "2022-04-01T10:18:00Z"),
    ("1. April 2022, 10:18 Uhr", "2022-04-01T10:18:00Z"), ("Fr., 1. März 2022 10:18", "2022-03-01T10:18:00Z"),
    ("am 1. Mai 2022 um 12:18 Uhr", "2022-05-01T12:18:00Z"),
    ("mar. 1 févr. 2022 10h18", "2022-02-01T10:18:00Z"),
    ("vendredi 1er août 2022 à 10:18", "2022-08-01T10:18:00Z"),
    ("1 de abril de 2022 a las 10:18", "2022-04-01T10:18:00Z"),
    ("sexta-feira, 1 de março de 2022 10:18", "2022-03-01T10:18:00Z"),
    ("ven, 01 apr 2022 10:18:00", "2022-04-01T10:18:00Z"), ("mar 01 mar 2022 10:18", "2022-03-01T10:18:00Z"),
    ("vr, 01 mei 2022 10:18:00", "2022-05-01T10:18:00Z"), ("pt, 01 kwi 2022 10:18", "2022-04-01T10:18:00Z"),
    ("1 września 2022 10:18", "2022-09-01T10:18:00Z"), ("1 апреля 2022 г. в 10:18", "2022-04-01T10:18:00Z"),
    ("Пт, 01 Июл 2022 10:18:00", "2022-07-01T10:18:00Z"), ("2004-július-13T9:15", "2004-07-13T09:15:00Z"),
    ("1 Ağustos 2022 10:18", "2022-08-01T10:18:00Z"), ("1. huhtikuuta 2022 10:18", "2022-04-01T10:18:00Z"),
    ("1. října 2022 10:18", "2022-10-01T10:18:00Z"), ("1 octombrie 2022 10:18", "2022-10-01T10:18:00Z"),
    ("1 Agustus 2022 10:18", "2022-08-01T10:18:00Z"),
    ("fredag den 1. maj 2022 kl. 10:18", "2022-05-01T10:18:00Z"),
    ("2022년 4월 1일 오후 3:04", "2022-04-01T15:04:00Z"), ("2022년 4월 1일 금요일 오전 12시 4분", "2022-04-01T00:04:00Z"),
    ("2022. 4. 1. 오후 3:04", "2022-04-01T15:04:00Z"), ("2022年4月1日(金) 15時04分", "2022-04-01T15:04:00Z"),
    ("2022年4月1日土曜日午後3時04分05秒", "2022-04-01T15:04:05Z"), ("2022年04月01日 上午10:18", "2022-04-01T10:18:00Z"),
    ("2022-04-01 오후 3:04:05", "2022-04-01T15:04:05Z"), ("2022. 04. 01 오전 12:04", "2022-04-01T00:04:00Z"),
    ("2022/4/1 下午 03:04:05", "2022-04-01T15:04:05Z"), ("2022/04/01 午後3:04", "2022-04-01T15:04:00Z"),
    ("2022.04.01 PM 03:04", "2022-04-01T15:04:00Z"), ("2022-04-01 AM 12:04", "2022-04-01T00:04:00Z"),
    ("2022-04-01 15시 04분", "2022-04-01T15:04:00Z"), ("1 十二月 2022 10:18", "2022-12-01T10:18:00Z"),
    ("ศ. 01 เม.ย. 2565 10:18 น.", "2022-04-01T10:18:00Z"), ("1 ธ.ค. 2565 10:18", "2022-12-01T10:18:00Z"),
    ("2022-04-01 10.18.30", "2022-04-01T10:18:30Z"),
    ("２０２２年４月１日　１０：１８", "2022-04-01T10:18:00Z"), ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"),
    ("10:18, 1 April 2022", "2022-04-01T10:18:00Z"), ("April 1st, 2022 at 3:04 PM", "2022-04-01T15:04:00Z"),
    ("Published: April 1, 2022 3:04 p.m.", "2022-04-01T15:04:00Z"),
    ("01-Apr-22 10:18:00", "2022-04-01T10:18:00Z"),
    ("20220401101830", "2022-04-01T10:18:30Z"), ("202204011018", "2022-04-01T10:18:00Z"),
    ("2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z"), ("1 Apr 2022 10:18:00 XYZT", "2022-04-01T10:18:00Z"),
  ])
  func readsDatesWithoutAZoneAsUTC(text: String, expected: String) throws {
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected)
    #expect(reading.zone == .absent)
    #expect(!reading.isDateOnly)
  }

  @Test(arguments: [
    ("2003", "2003-01-01"), ("2003-12", "2003-12-01"), ("2003-12-31", "2003-12-31"),
    ("20031231", "2003-12-31"),
    ("2022-091", "2022-04-01"), ("2022091", "2022-04-01"), ("2022-W13-5", "2022-04-01"),
    ("2022W135", "2022-04-01"),
    ("2020-W53-7", "2021-01-03"), ("2009-W01-1", "2008-12-29"), ("Thu, 01 Jan 2004", "2004-01-01"),
    ("April 2022", "2022-04-01"), ("1 April 2022", "2022-04-01"), ("2004年05月25日", "2004-05-25"),
    ("2022년 4월 1일", "2022-04-01"), ("31.12.2003", "2003-12-31"), ("12/31/2003", "2003-12-31"),
    ("31/12/03", "2003-12-31"),
    ("-0312", "2003-12-01"), ("-03-12", "2003-12-01"), ("031231", "2003-12-31"), ("03-12-31", "2003-12-31"),
    ("03335", "2003-12-01"), ("03-335", "2003-12-01"), ("200312", "2020-03-12"), ("198012", "1980-12-01"),
    ("1 Jan 49", "2049-01-01"), ("1 Jan 50", "1950-01-01"), ("1 Jan 104", "2004-01-01"),
  ])
  func readsADateWithoutATimeAsItsMidnight(text: String, expected: String) throws {
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected + "T00:00:00Z")
    #expect(reading.isDateOnly)
    #expect(reading.zone == .absent)
  }

  @Test(arguments: [
    ("1 Apr 2022 10:18:00 IST", "2022-04-01T04:48:00Z"), ("1 Apr 2022 10:18:00 BST", "2022-04-01T09:18:00Z"),
    ("1 Apr 2022 10:18:00 CST", "2022-04-01T16:18:00Z"), ("1 Apr 2022 10:18:00 AST", "2022-04-01T14:18:00Z"),
    ("1 Apr 2022 10:18:00 A", "2022-04-01T11:18:00Z"), ("1 Apr 2022 10:18:00 Y", "2022-03-31T22:18:00Z"),
  ])
  func saysWhenAZonesNameIsAmbiguous(text: String, expected: String) throws {
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected)
    #expect(reading.zone == .ambiguous)
  }

  @Test(arguments: [
    ("Fri, 1 Apr 2022 10:18 Eastern Daylight Time", "2022-04-01T14:18:00Z"),
    ("1 Apr 2022 10:18 Pacific Standard Time", "2022-04-01T18:18:00Z"),
    ("1 Apr 2022 10:18 Central European Summer Time", "2022-04-01T08:18:00Z"),
    ("1 Apr 2022 10:18 Eastern European Time", "2022-04-01T08:18:00Z"),
    ("1 Apr 2022 10:18 Greenwich Mean Time", "2022-04-01T10:18:00Z"),
    ("1 Apr 2022 10:18 Coordinated Universal Time", "2022-04-01T10:18:00Z"),
    ("1 Apr 2022 10:18 British Summer Time", "2022-04-01T09:18:00Z"),
    ("1 Apr 2022 10:18 Japan Standard Time", "2022-04-01T01:18:00Z"),
    ("1 Apr 2022 10:18 Australian Eastern Standard Time", "2022-04-01T00:18:00Z"),
    ("Fri, 1 Apr 2022 10:18:00 AEST", "2022-04-01T00:18:00Z"),
    ("Fri, 1 Apr 2022 10:18:00 NZDT", "2022-03-31T21:18:00Z"),
    ("2022-04-01 10:18 UTC+09:00", "2022-04-01T01:18:00Z"), ("2022-04-01T10,5Z", "2022-04-01T10:30:00Z"),
    ("2022-04-01T10:18,5Z", "2022-04-01T10:18:30Z"), ("20220401T10.25Z", "2022-04-01T10:15:00Z"),
    ("1648772280.5", "2022-04-01T00:18:00.5Z"), ("2022-04-01T10:18:00Z[UTC]", "2022-04-01T10:18:00Z"),
    ("2022-04-01T10:18:00+09:00[Asia/Seoul]", "2022-04-01T01:18:00Z"),
  ])
  func readsZonesByTheirFullNamesAndFractionsOfAnyField(text: String, expected: String) throws {
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected)
    #expect(reading.zone == .given)
  }

  @Test(arguments: [
    ("Fri, 1 Apr 2022 10:18:00 Europe/Paris", "2022-04-01T08:18:00Z"),
    ("2022-01-01 10:18 America/New_York", "2022-01-01T15:18:00Z"),
    ("2022-04-01T10:18:00[Asia/Seoul]", "2022-04-01T01:18:00Z"),
  ])
  func readsNamesOfTheZoneDatabase(text: String, expected: String) throws {
    // The system may come without a zone database.
    guard TimeZoneRules(named: "Europe/Paris") != nil else { return }
    let reading = try #require(DateText.read(text))
    #expect(reading.time.rfc3339 == expected)
    #expect(reading.zone == .given)
    let unknown = try #require(DateText.read("Fri, 1 Apr 2022 10:18:00 Europe/Nowhere"))
    #expect(unknown.zone == .absent)
  }

  @Test(
    arguments: [
      // A day of the week, or the calendar, tells the readings of a name or an order apart.
      ("pon, 10 listopada 2022 10:18", "2022-10-10T10:18:00Z"),
      ("czw., 10 listopada 2022 10:18", "2022-11-10T10:18:00Z"),
      ("10 listopada 2022 10:18", "2022-11-10T10:18:00Z"),
      ("31 listopada 2022 10:18", "2022-10-31T10:18:00Z"),
      ("petak, 1 srp 2022 10:18", "2022-07-01T10:18:00Z"), ("1 lip 2022 10:18", "2022-07-01T10:18:00Z"),
      ("Paz, 2 Eki 2022 10:18", "2022-10-02T10:18:00Z"), ("Paz, 2 Oca 2022 10:18", "2022-01-02T10:18:00Z"),
      ("Fri, 04/01/2022 - 10:18", "2022-04-01T10:18:00Z"),
      ("Tue, 04/01/2022 - 10:18", "2022-01-04T10:18:00Z"),
      ("Thứ Sáu, 01/04/2022 - 10:18", "2022-04-01T10:18:00Z"),
      ("令和4年4月1日 10:18", "2022-04-01T10:18:00Z"), ("令和元年5月1日 10:18", "2019-05-01T10:18:00Z"),
      ("平成30年4月1日 午後3時4分", "2018-04-01T15:04:00Z"), ("民國111年4月1日 10:18", "2022-04-01T10:18:00Z"),
      ("1 tháng 4 năm 2022 10:18", "2022-04-01T10:18:00Z"), ("1 เมษายน 2565 10:18", "2022-04-01T10:18:00Z"),
      ("1 كانون الثاني 2022 10:18", "2022-01-01T10:18:00Z"), ("١ أبريل ٢٠٢٢ ١٠:١٨", "2022-04-01T10:18:00Z"),
      ("2022 m. balandžio 1 d. 10:18", "2022-04-01T10:18:00Z"),
      ("2022. gada 1. aprīlis 10:18", "2022-04-01T10:18:00Z"),
      ("2022. április 1., péntek 10:18", "2022-04-01T10:18:00Z"),
      ("1 d'abril de 2022, 10:18", "2022-04-01T10:18:00Z"), ("1 באפריל 2022 10:18", "2022-04-01T10:18:00Z"),
      ("1 Απριλίου 2022 3:04 μ.μ.", "2022-04-01T15:04:00Z"), ("31 AVRIL 2022 10:18", nil),
      ("1 avri\u{301}l 2022 10:18", "2022-04-01T10:18:00Z"),
      ("1 aou\u{302}t 2022 10:18", "2022-08-01T10:18:00Z"),
      ("01/04/2022 10:18.30", "2022-01-04T10:18:30Z"),
    ] as [(String, String?)])
  func readsWhatLanguagesDoTheirOwnWay(text: String, expected: String?) {
    #expect(DateText.read(text)?.time.rfc3339 == expected)
  }

  @Test func appliesTheConfiguredZoneOnlyWhenTheTextHasNone() throws {
    let seoul = try #require(TimeZoneRules(named: "+09:00"))
    let local = try #require(DateText.read("Apr 1, 2022 - 10:18", zone: seoul))
    #expect(local.time.rfc3339 == "2022-04-01T01:18:00Z")
    #expect(local.zone == .configured)
    let dateOnly = try #require(DateText.read("2022-04-01", zone: seoul))
    #expect(dateOnly.time.rfc3339 == "2022-03-31T15:00:00Z")
    #expect(dateOnly.isDateOnly)
    let given = try #require(DateText.read("2022-04-01T10:18:00Z", zone: seoul))
    #expect(given.time.rfc3339 == "2022-04-01T10:18:00Z")
    #expect(given.zone == .given)
  }

  @Test(arguments: [
    "", " ", "garbage", "today", "Sun, 16 Dec 2012 1:2:3:4 GMT", "Sun, 16 zzz 2012 11:47:32 GMT",
    "Sun, Dec x 2012 11:47:32 GMT", "Sun, 16 Dec zz 11:47:32 GMT", "Sun, 16 Dec 2012 11:47:32 +zz:00",
    "Sun, 16 Dec 2012 11:47:32 +00:zz", "Sun, 99 Jun 2009 12:00:00 GMT", "013", "2003-13-01", "2003-02-29",
    "2003-12-31T25:00:00Z", "2003-12-31T10:60:00Z", "10:18", "1 April", "4월 1일", "99999999999999999999",
    "2003-366", "2022-W54-1", "1 2 3 4", "{}", "2022-04-01T10:18:00+99:99", "<b>", "1648772280000000", "Mon",
    "0000-00-00T00:00:00Z", "0000-00-00 00:00:00", "-", "+", ":", "T", "12/2022/31", "31/31/2022",
  ])
  func refusesWhatIsNoDate(text: String) {
    #expect(DateText.read(text) == nil)
  }

  @Test func looksAtNoMoreThanTheBeginningOfALongText() {
    let date = "Thu, 01 Jan 2004 19:48:21 GMT"
    #expect(DateText.read(date + String(repeating: " ", count: 1_000_000)) != nil)
    #expect(DateText.read(String(repeating: " ", count: 1_000_000) + date) == nil)
    for part in ["1", "a", "(", "+", "-", "1:", "Jan ", "午後", "é", "\0", "2022-", "12T", "Z "] {
      #expect(DateText.read(String(repeating: part, count: 1_000_000)) == nil, "\(part)")
    }
  }

  @Test func survivesAnyBytes() {
    let words =
      [
        "Thu", ",", " ", "1", "31", "2022", "99999999999999999", "Jan", "mar", "10:18", ":", "-", "+0900",
        "+", "T",
        "Z", "GMT", "IST", "W53", "令和", "tháng", "الثاني", "listopada", "Eastern", "Summer", "Europe/Paris",
        "[", "]",
        "元年", "年", "월", "일", "午後", "pm", "a.", "m.", "(", ")", "/", ".", "h", "20220401",
        "\0",
        "é", "9223372036854775807", "0",
      ].map { Array($0.utf8) } + [[0x80], [0xE2, 0x80], [0xFF]]
    var random = SplitMix(seed: 11)
    for _ in 0..<100_000 {
      let bytes = (0..<random.below(10)).flatMap { _ in words[random.below(words.count)] }
      let reading = bytes.withUnsafeBufferPointer { DateText.read($0) }
      // The years 0000 to 9999, and a zone of less than a day.
      if let reading {
        #expect((-62_167_219_200 - 86_400...253_402_300_799 + 86_400).contains(reading.time.seconds))
      }
    }
    for byte in UInt8.min...UInt8.max {
      var bytes = Array("Thu, 01 Jan 2004 19:48:21 GMT".utf8)
      for index in bytes.indices {
        let kept = bytes[index]
        bytes[index] = byte
        _ = bytes.withUnsafeBufferPointer { DateText.read($0) }
        bytes[index] = kept
      }
    }
  }
}
