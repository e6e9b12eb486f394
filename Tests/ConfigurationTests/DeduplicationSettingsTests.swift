import Testing

@testable import Configuration

struct DeduplicationSettingsTests {
  @Test func `Every key of dedup is read`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      dedup: {window: 6h, same_source_window: 1h, revision_window: 12h, live_slack: 30m, scope: source,
              suffix: off, strip_tags: no, house_style: no, alternate_keys: no, truncated: no, weak_weight: 3.5,
              lead: off, near_titles: no, sightings: no, learn: no, index_retention: 4d, identity_retention: 30d,
              labels: {version: [STAND], media: [Filmchen], genre: [Glosse]}, outlets: [Some Paper]}
      sources: [https://a.example/]
      """
    ])
    var expected = DeduplicationSettings()
    expected.window = .seconds(6 * 3600)
    expected.sameSourceWindow = .seconds(3600)
    expected.revisionWindow = .seconds(12 * 3600)
    expected.liveSlack = .seconds(1800)
    expected.scope = .source
    expected.suffix = .off
    expected.stripTags = false
    expected.houseStyle = false
    expected.alternateKeys = false
    expected.truncated = false
    expected.weakWeight = 3.5
    expected.lead = .off
    expected.nearTitles = false
    expected.sightings = false
    expected.learn = false
    expected.indexRetention = .seconds(4 * 86_400)
    expected.identityRetention = .seconds(30 * 86_400)
    expected.labels.version = ["STAND"]
    expected.labels.media = ["Filmchen"]
    expected.labels.genre = ["Glosse"]
    expected.outlets = ["Some Paper"]
    let configuration = try folder.load()
    #expect(configuration.dedup == expected)
    #expect(configuration.dedup != DeduplicationSettings())
  }

  @Test(arguments: [
    ("weak_weight: -1", "weak_weight must be from 0.0 to 100.0, not -1.0"),
    ("weak_weight: nan", "weak_weight must be a number, not \"nan\""),
    ("weak_weight: many", "weak_weight must be a number, not \"many\""),
    ("live_slack: 25h", "live_slack must be from 0s to 1d, not 1d1h"),
    ("index_retention: 10m", "index_retention must be from 1h to 30d, not 10m"),
    (
      "window: 24h, index_retention: 12h",
      "index_retention (12h) is shorter than window (1d): copies could not be found"
    ),
    (
      "index_retention: 12h, window: 24h",
      "index_retention (12h) is shorter than window (1d): copies could not be found"
    ),
    ("identity_retention: 12h", "identity_retention must be from 1d to 3650d, not 12h"),
    ("scope: everything", "scope must be global or source or group, not \"everything\""),
    ("near_titles: perhaps", "near_titles must be true or false, not \"perhaps\""),
    ("lead: never", "lead must be link or merge or off, not \"never\""),
  ])
  func `Values out of range are mistakes`(_ settings: String, _ message: String) throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "dedup: {\(settings)}\nsources: [https://a.example/]\n"
    ])
    let mistakes = folder.mistakes()
    #expect(mistakes.count == 1 && mistakes.first?.hasSuffix(": " + message) == true, "\(mistakes)")
  }

  @Test func `The scope may name its group`() throws {
    func dedup(_ scope: String) throws -> DeduplicationSettings {
      try TemporaryFolder([
        "tidings.yaml": "dedup: {scope: \(scope)}\nsources: [https://a.example/]\n"
      ]).load().dedup
    }
    let named = try dedup("\"group:wires\"")
    #expect(named.scope == .group && named.scopeGroup == "wires")
    #expect(try dedup("group:wires") == named)
    let each = try dedup("group")
    #expect(each.scope == .group && each.scopeGroup == nil)
    let mistakes = try TemporaryFolder([
      "tidings.yaml": "dedup: {scope: \"group:The Wires\"}\nsources: [https://a.example/]\n"
    ]).mistakes()
    #expect(mistakes.count == 1 && mistakes.first?.contains("The Wires") == true, "\(mistakes)")
    #expect(mistakes.first?.contains("group:the-wires") == true, "\(mistakes)")
    var (old, new) = (Configuration(file: "tidings.yaml"), Configuration(file: "tidings.yaml"))
    old.dedup = each
    new.dedup = named
    #expect(ConfigurationDifference(from: old, to: new).settings == ["dedup.scope"])
  }

  @Test func `A source's titles may be left out of the comparison`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      sources: [{url: "https://a.example/", near_titles: false}, {url: "https://b.example/"}]
      """
    ])
    #expect(try folder.load().sources.map(\.nearTitles) == [false, true])
  }

  @Test func `Each key that changed is named`() throws {
    let old = Configuration(file: "tidings.yaml")
    var new = old
    new.dedup.liveSlack = .zero
    new.dedup.weakWeight = 3
    new.dedup.indexRetention = .seconds(1)
    new.dedup.identityRetention = .seconds(1)
    #expect(
      ConfigurationDifference(from: old, to: new).settings == [
        "dedup.live_slack", "dedup.weak_weight", "dedup.index_retention", "dedup.identity_retention",
      ])
  }
}
