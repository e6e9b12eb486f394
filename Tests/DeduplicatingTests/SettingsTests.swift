import Deduplicating
import Testing

/// Each setting of `dedup:` and of a source, and what it changes.
@Suite struct SettingsTests {
  let story = Fixture(
    title: "Striking ferry crews reach deal with operator", guid: "https://kestrel.example/a/40012",
    link: "https://kestrel.example/a/40012")
  let lead = "Crews of the island ferries agreed on Monday to end a strike that lasted nine days."

  private func with(_ change: (inout DedupSettings) -> Void) -> Deduplicator {
    var settings = DedupSettings()
    change(&settings)
    return Deduplicator(settings: settings)
  }

  private func verdict(
    _ first: Fixture, _ second: Fixture, _ change: (inout DedupSettings) -> Void = { _ in }
  )
    -> String
  {
    first.compared(with: second, with(change)).verdict
  }

  /// The same entry of the same source again, under another id.
  private func again(_ title: String? = nil, at time: String) -> Fixture {
    story.changed {
      $0.title = title ?? story.title
      $0.guid = "https://kestrel.example/a/40950"
      $0.link = $0.guid
      $0.published = time
      $0.seen = time
    }
  }

  @Test func `window: copies farther apart are two stories`() {
    let later = story.elsewhere().changed { $0.published = "2024-05-06T17:00:00Z" }
      .changed { $0.seen = "2024-05-06T17:05:00Z" }
    #expect(verdict(story, later) == "same")
    #expect(verdict(story, later) { $0.window = 6 * 3600 } == "different")
  }

  @Test func `same_source_window: one source's long title again within it is one story`() {
    let later = again(at: "2024-05-06T14:00:00Z")
    let long = story.changed { $0.title += " after nine days of talks" }
    let longLater = later.changed { $0.title = long.title }
    #expect(verdict(long, longLater) == "different")
    #expect(verdict(long, longLater) { $0.sameSourceWindow = 5 * 3600 } != "different")
  }

  @Test func `revision_window: a version tag counts within it`() {
    let tagged = again("(LEAD) \(story.title)", at: "2024-05-06T20:00:00Z")
    #expect(verdict(story, tagged) == "revision")
    #expect(verdict(story, tagged) { $0.revisionWindow = 8 * 3600 } == "different")
  }

  @Test func `live_slack: how long before it was seen an entry without a date may have appeared`() {
    let undated = story.elsewhere().changed {
      $0.published = nil
      $0.seen = "2024-05-07T06:00:00Z"
    }
    #expect(verdict(story, undated) == "same")
    #expect(verdict(story, undated) { $0.liveSlack = 3600 } == "different")
    let entry = with { $0.liveSlack = 3600 }.identify(undated.side.item, from: source(undated))
    #expect(entry.interval.latest - entry.interval.earliest == 3600)
  }

  private func source(_ fixture: Fixture) -> ItemSource {
    ItemSource(
      name: fixture.source, number: 1, feedTitle: fixture.feedTitle, url: nil, settings: fixture.settings,
      rules: .standard)
  }

  @Test func `suffix: which names come off`() {
    func key(_ title: String, _ suffix: DedupSettings.Suffix) -> String {
      let fixture = story.changed { $0.title = title }
      return fixture.compared(with: fixture, with { $0.suffix = suffix }).first.key.text
    }
    let (own, known) = ("\(story.title) - Kestrel News", "\(story.title) - Reuters")
    let bare = key(story.title, .known)
    #expect(key(own, .known) == bare && key(known, .known) == bare)
    #expect(key(own, .own) == bare && key(known, .own) != bare)
    #expect(key(own, .off) != bare && key(known, .off) != bare)
  }

  @Test func `strip_tags: labels come off, or stay`() {
    let tagged = story.elsewhere("(LEAD) \(story.title)")
    #expect(story.compared(with: tagged).rule == .title)
    #expect(story.compared(with: tagged, with { $0.stripsTags = false }).rule != .title)
  }

  @Test func `house_style: spellings of houses are one, or not`() {
    let north = story.changed { $0.title = "N. Korea fires two missiles into the eastern sea" }
    let other = north.elsewhere("North Korea fires 2 missiles into the eastern sea")
    #expect(verdict(north, other) == "same")
    #expect(verdict(north, other) { $0.usesHouseStyle = false } == "different")
  }

  @Test func `alternate_keys: an unknown label is looked over, or not`() {
    let labelled = story.elsewhere("[Transport] \(story.title)")
    #expect(verdict(story, labelled) == "same")
    #expect(verdict(story, labelled) { $0.usesAlternateKeys = false } == "different")
  }

  @Test func `truncated: a title that was cut off finds the whole one, or not`() {
    let cut = story.elsewhere("Striking ferry crews reach deal with op…")
    #expect(verdict(story, cut) == "same")
    #expect(verdict(story, cut) { $0.matchesTruncated = false } == "different")
  }

  @Test func `weak_weight: titles with less need the same first paragraph`() {
    let short = story.changed { $0.title = "Ferry strike ends today" }
    #expect(verdict(short, short.elsewhere()) == "different")
    #expect(verdict(short, short.elsewhere()) { $0.weakWeight = 3 } == "same")
    #expect(verdict(story, story.elsewhere()) { $0.weakWeight = 20 } == "different")
    let led = story.changed { $0.summary = lead }
    #expect(verdict(led, led.elsewhere()) { $0.weakWeight = 20 } == "same")
  }

  @Test func `lead: an equal first paragraph links, merges, or is not looked at`() {
    let first = story.changed { $0.summary = lead }
    let second = first.elsewhere("Boats sail again")
    func decision(_ lead: DedupSettings.Lead) -> Decision {
      first.compared(with: second, with { $0.lead = lead }).decision
    }
    guard case .new(let near?) = decision(.link).verdict else {
      Issue.record("no link")
      return
    }
    #expect(near.reason == .onlyLead)
    guard case .sighting(_, let match) = decision(.merge).verdict else {
      Issue.record("not merged")
      return
    }
    #expect(match.rule == .lead)
    guard case .new(nil) = decision(.off).verdict else {
      Issue.record("it was looked at")
      return
    }
  }

  // MARK: Of one source

  @Test func `labels: a source's own come off its titles and no other's, by what they mean`() {
    func key(_ title: String, _ change: (inout SourceDedupSettings) -> Void = { _ in }) -> TitleKey {
      var fixture = story.changed { $0.title = title }
      change(&fixture.settings)
      return fixture.key
    }
    let bare = key(story.title)
    let film = key("Filmchen: \(story.title)") { $0.mediaLabels = ["Filmchen"] }
    #expect(film.text == bare.text && film.labels.isEmpty && film.versionTags == 0)
    #expect(key("Filmchen: \(story.title)").text != bare.text)
    let version = key("Neustand: \(story.title)") { $0.versionLabels = ["Neustand"] }
    #expect(version.text == bare.text && version.versionTags != 0)
    let genre = key("Zwischenruf: \(story.title)") { $0.genreLabels = ["Zwischenruf"] }
    #expect(genre.text == bare.text + "#Zwischenruf")
  }

  @Test func `aliases: a source's further names come off its titles`() {
    let signed = story.changed { $0.title += " - The Crow's Nest" }
    #expect(signed.key.text != story.key.text)
    #expect(signed.changed { $0.settings.aliases = ["Crow's Nest"] }.key.text == story.key.text)
  }

  @Test func `aggregator: whatever stands behind the last dash comes off`() {
    let signed = story.changed { $0.title += " - Harbor Pilot Monthly" }
    #expect(signed.key.text != story.key.text)
    #expect(signed.changed { $0.settings.isAggregator = true }.key.text == story.key.text)
  }

  @Test func `dates: first_seen counts for a source whose dates lie`() {
    let old = story.elsewhere().changed { $0.published = "2024-05-01T10:00:00Z" }
    #expect(verdict(story, old) == "different")
    #expect(verdict(story, old.changed { $0.settings.dates = .firstSeen }) == "same")
  }

  @Test func `guid: ignore has the link say which entry it is`() {
    let other = story.changed {
      $0.title = "Museum returns bronze statue"
      $0.link = "https://kestrel.example/a/40777"
    }
    #expect(story.compared(with: other).rule == .guid)
    let ignoring = story.changed { $0.settings.guid = .ignore }
    #expect(ignoring.compared(with: other.changed { $0.settings.guid = .ignore }).verdict == "different")
  }

  @Test func `dedup: off, and a source's entries are nobody's copies`() {
    let alone = story.elsewhere().changed { $0.settings.isDeduplicated = false }
    #expect(verdict(story, alone) == "different")
  }
}
