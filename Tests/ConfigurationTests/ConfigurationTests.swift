import Testing
import WebText

@testable import Configuration

struct ConfigurationTests {
  @Test func `An empty file is a configuration with every default, and a warning`() throws {
    let configuration = try TemporaryFolder(["tidings.yaml": ""]).load()
    #expect(configuration.output == "/var/lib/tidings")
    #expect(configuration.network.maxTransfers == 64)
    #expect(configuration.dedup.window == .seconds(64800))
    #expect(configuration.log.segment == 134_217_728)
    #expect(configuration.warnings.map(\.message) == ["there are no sources, so there is nothing to poll"])
  }

  @Test func `Every setting of a full file is read`() throws {
    let configuration = try TemporaryFolder([
      "tidings.yaml": """
      output: /srv/news
      network: {allow: [10.0.0.0/8, "fd00::/8"], max_transfers: 8}
      hosts: {connections: 1, spacing: 500ms}
      defaults: {interval: {min: 10m, max: 2h}, headers: {X-A: one, X-B: two}}
      dedup: {window: 6h, scope: group, suffix: own, strip_tags: off, lead: merge, sightings: no,
              labels: {version: [STAND], genre: Glosse}, outlets: [Some Paper]}
      log: {segment: 1MiB, max_line: 32KiB, compress_after: never, retain: {age: forever, size: unlimited}}
      sources:
        - name: one
          url: https://one.example/feed
          timezone: UTC
          group: asia
          interval: 15m
          timeout: 5s
          max_body: 1MB
          headers: {x-b: three}
          user_agent: Mozilla
          allow: 192.168.0.0/16
          aliases: [One, The One]
          aggregator: true
          dates: first_seen
          guid: ignore
          dedup: off
        - https://two.example/
      """
    ]).load()
    #expect(configuration.output == "/srv/news")
    #expect(configuration.network.allow.map(\.description) == ["10.0.0.0/8", "fd00::/8"])
    #expect(configuration.hosts.spacing == .milliseconds(500))
    #expect(configuration.dedup.scope == .group && configuration.dedup.lead == .merge)
    #expect(
      !configuration.dedup.stripTags && !configuration.dedup.sightings && configuration.dedup.houseStyle)
    #expect(configuration.dedup.labels.version == ["STAND"] && configuration.dedup.labels.genre == ["Glosse"])
    #expect(configuration.log.maxLine == 32768 && configuration.log.retainAge == nil)
    #expect(configuration.warnings.isEmpty)
    var one = SourceConfiguration(name: "one", url: "https://one.example/feed")
    one.timezone = "UTC"
    one.group = "asia"
    one.interval.min = .seconds(900)
    one.interval.max = .seconds(900)
    one.timeout = .seconds(5)
    one.maxBody = 1_000_000
    one.headers = [HeaderField(name: "X-A", value: "one"), HeaderField(name: "x-b", value: "three")]
    one.userAgent = "Mozilla"
    one.allow = [try #require(Network("192.168.0.0/16"))]
    one.aliases = ["One", "The One"]
    one.isAggregator = true
    one.dates = .firstSeen
    one.guid = .ignore
    one.isDeduplicated = false
    #expect(configuration.sources.first == one)
    #expect(configuration.sources.last?.name == "two.example")
    #expect(configuration.sources.last?.interval.max == .seconds(7200))
  }

  @Test func `Learning is on, and off where it says so; trust in guids and dates has three values`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      dedup: {learn: false}
      sources:
        - {url: 'https://a.example/', learn: false, dates: trust, guid: trust}
        - {url: 'https://b.example/', dates: auto, guid: auto}
      """
    ])
    let configuration = try folder.load()
    #expect(!configuration.dedup.learn)
    let (first, second) = (configuration.sources[0], configuration.sources[1])
    #expect(!first.learn && first.dates == .trust && first.guid == .trust)
    #expect(second.learn && second.dates == .auto && second.guid == .auto)
    let plain = try TemporaryFolder(["tidings.yaml": "sources: ['https://a.example/']"]).load()
    #expect(
      plain.dedup.learn
        && plain.sources[0] == SourceConfiguration(name: "a.example", url: "https://a.example/"))
    let wrong = try TemporaryFolder(["tidings.yaml": "sources: [{url: 'https://a.example/', guid: maybe}]"])
    #expect(throws: ConfigurationError.self) { try wrong.load() }
  }

  @Test func `Defaults apply wherever they stand in the file`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "sources: [{url: 'https://a.example/'}]\ndefaults: {timeout: 7s}\n"
    ])
    #expect(try folder.load().sources.first?.timeout == .seconds(7))
  }

  @Test func `A relative output belongs to the configuration's folder`() throws {
    let folder = try TemporaryFolder(["tidings.yaml": "output: out"])
    #expect(try folder.load().output.hasSuffix("/out"))
    #expect(try folder.load().output.hasPrefix("/"))
  }

  @Test func `What becomes of closed segments is read, and an hour is the least delay`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      log: {compress_after: 1d, retain: {age: 4w, size: 20GiB}}
      sources: [https://a.example/]
      """
    ])
    let log = try folder.load().log
    #expect(log.compressAfter == .seconds(86_400) && log.retainAge == .seconds(28 * 86_400))
    #expect(log.retainSize == 20 << 30)
    let hasty = try TemporaryFolder([
      "tidings.yaml": "log: {compress_after: 59m}\nsources: [https://a.example/]"
    ])
    #expect(throws: ConfigurationError.self) { try hasty.load() }
  }
}
