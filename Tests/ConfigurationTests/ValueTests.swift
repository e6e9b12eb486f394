import Testing

@testable import Configuration

struct ValueTests {
  @Test(arguments: [
    ("90s", 90_000), ("15m", 900_000), ("1h30m", 5_400_000), ("1d", 86_400_000), ("2w", 1_209_600_000),
    ("250ms", 250),
    ("0", 0), ("0s", 0), ("1d2h3m4s5ms", 93_784_005),
  ])
  func `Durations are numbers with units`(text: String, milliseconds: Int64) {
    #expect(DurationText.read(text) == .milliseconds(milliseconds))
  }

  @Test(arguments: [
    "", "5", "m", "5x", "-5m", "1.5h", "5 m", "5M", "30m1h", "1h1h", "99999999999999999999s",
    "9223372036854775807w", "٣m",
  ])
  func `Anything else is no duration`(text: String) {
    #expect(DurationText.read(text) == nil)
  }

  @Test(arguments: [0, 1, 999, 1000, 5_400_000, 86_400_000, 93_784_005] as [Int64])
  func `A written duration is read back`(milliseconds: Int64) {
    let duration = Duration.milliseconds(milliseconds)
    #expect(DurationText.read(DurationText.write(duration)) == duration)
  }

  @Test(arguments: [
    ("10MiB", 10_485_760), ("64KiB", 65536), ("10MB", 10_000_000), ("1kB", 1000), ("512B", 512),
    ("2 GiB", 2 << 30),
    ("0", 0),
  ])
  func `Sizes are numbers with units`(text: String, bytes: Int) {
    #expect(SizeText.read(text) == bytes)
  }

  @Test(arguments: [
    "", "10", "MiB", "-1B", "1.5MiB", "10M", "10mib", "99999999TiB", "9223372036854775807KiB",
  ])
  func `Anything else is no size`(text: String) {
    #expect(SizeText.read(text) == nil)
  }

  @Test(arguments: [
    ("intervall", "interval"), ("user-agent", "user_agent"), ("timezon", "timezone"), ("Url", "url"),
    ("nmae", "name"),
  ])
  func `The nearest word is suggested`(word: String, expected: String) {
    #expect(suggestion(for: word, among: sourceKeys) == expected)
  }

  @Test(arguments: ["", "zzz", "completely", "x"])
  func `Nothing is suggested when nothing is near`(word: String) {
    #expect(suggestion(for: word, among: sourceKeys) == nil)
  }
}

struct ConfigurationDifferenceTests {
  @Test func `A reload says what was added, removed and changed, without values`() throws {
    let folder = try TemporaryFolder([
      "old.yaml": "sources: [{name: a, url: 'https://a.example/'}, {name: b, url: 'https://b.example/'}]",
      "new.yaml": """
      dedup: {window: 12h}
      sources: [{name: c, url: 'https://c.example/'},
                {name: a, url: 'https://a.example/2', headers: {X-Key: secret}}]
      """,
    ])
    let difference = ConfigurationDifference(
      from: try folder.load("old.yaml"), to: try folder.load("new.yaml"))
    #expect(difference.lines == ["changed dedup.window", "added c", "removed b", "changed a: url, headers"])
    let old = try folder.load("old.yaml")
    #expect(ConfigurationDifference(from: old, to: old).isEmpty)
  }
}
