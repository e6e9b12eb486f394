import Testing

@testable import Configuration

@Suite struct PaceSettingsTests {
  @Test(
    "Quiet hours are two times of day",
    arguments: [("23:00-06:00", 1380, 360), ("00:00-00:01", 0, 1), ("12:30-13:59", 750, 839)])
  func hours(_ text: String, _ from: Int, _ to: Int) throws {
    let quiet = try #require(QuietSetting(text))
    #expect(quiet.from == from && quiet.to == to)
  }

  @Test(
    "What is no two times of day is refused, with the nearest right form",
    arguments: [
      ("23-6", "\"23:00-06:00\""), ("23:00 – 6:00", "\"23:00-06:00\""), ("24:00-06:00", "\"00:00-06:00\""),
      ("night", nil), ("06:00-06:00", nil), ("25:00-06:00", nil), ("23:60-06:00", nil), ("-", nil), ("", nil),
      ("٢٣:00-06:00", nil),
    ] as [(String, String?)])
  func refused(_ text: String, _ guess: String?) {
    #expect(QuietSetting(text) == nil)
    #expect(QuietSetting.guess(text) == guess)
  }

  @Test("quiet_hours and retry_after stand in a source or in defaults, and a source can take them back")
  func keys() throws {
    let configuration = try TemporaryFolder([
      "tidings.yaml": """
      defaults: {quiet_hours: "23:00-06:00", retry_after: url}
      sources:
        - {name: a, url: "https://a.example/feed"}
        - {name: b, url: "https://b.example/feed", quiet_hours: never, retry_after: host}
      """
    ]).load()
    #expect(configuration.sources.map { $0.quietHours?.from } == [1380, nil])
    #expect(configuration.sources.map(\.retryAfter) == [.url, .host])
  }

  @Test("Quiet hours without quotes are a mistake that names the form, never a number")
  func unquoted() throws {
    let folder = try TemporaryFolder(["tidings.yaml": "defaults: {quiet_hours: 23-6, retry_after: site}\n"])
    let mistakes = folder.mistakes()
    #expect(mistakes.count == 2)
    #expect(mistakes.first?.contains("\"23:00-06:00\"") == true)
  }
}
