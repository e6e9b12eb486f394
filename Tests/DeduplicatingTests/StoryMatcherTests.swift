import Deduplicating
import FeedModel
import Testing
import WebText

@Suite struct StoryMatcherTests {
  let story = Fixture(
    title: "Striking ferry crews reach deal with operator", guid: "https://kestrel.example/a/40012",
    link: "https://kestrel.example/a/40012")

  @Test func `the story that started the project is one story and one sighting`() throws {
    let wire = Fixture(
      title: "N.K. leader urges 'ideological offensive' by propaganda officials", source: "yonhap",
      feedTitle: "Yonhap News Agency", published: "Fri, 01 Apr 2022 08:12:00 +0900",
      guid: "AEN20220401001100325", link: "https://en.yna.co.kr/view/AEN20220401001100325",
      seen: "2022-03-31T23:20:00Z")
    let carrier = Fixture(
      title: "NK leader urges ‘ideological offensive’ by propaganda officials", source: "korea-herald",
      feedTitle: "The Korea Herald", published: "Apr 1, 2022 - 10:18",
      link: "https://www.koreaherald.com/view.php?ud=20220401000325", seen: "2022-04-01T01:25:00Z")
    let unknown = wire.compared(with: carrier)
    #expect(unknown.rule == .title)
    #expect(unknown.second.interval.basis == .zoneAssumed)

    let configured = wire.compared(with: carrier.changed { $0.zone = "Asia/Seoul" })
    #expect(configured.verdict == "same")
    #expect(configured.second.interval.basis == .zoneConfigured)
    #expect(configured.second.interval.earliest == 1_648_775_880)
    #expect(configured.first.interval.earliest == 1_648_768_320)
    guard case .sighting(let known, let match) = configured.decision.verdict else {
      Issue.record("not a sighting")
      return
    }
    #expect(match.gapMinutes == 126)
    #expect(configured.decision.record.storyHigh == known.storyHigh)
    #expect(!configured.decision.record.flags.contains(.founder))
  }

  @Test func `an entry fetched again is unchanged, whatever its dates`() {
    let again = story.changed { $0.published = "2024-05-06T22:00:00Z" }
    #expect(story.compared(with: again).rule == .guid)
    #expect(story.compared(with: again).verdict == "same")
  }

  @Test func `an edited title is a revision of its entry`() {
    let edited = story.changed { $0.title = "Ferry crews reject deal with operator" }
    let comparison = story.compared(with: edited)
    guard case .revision(_, let changed, .guid) = comparison.decision.verdict else {
      Issue.record("not a revision")
      return
    }
    #expect(changed == [.title])
    #expect(comparison.decision.record.revision == 1)
    #expect(comparison.decision.record.storyLow == comparison.first.record.storyLow)
  }

  @Test func `another guid for the same link is the same entry`() {
    let other = story.changed { $0.guid = "urn:uuid:5f0c2a9e-1111-4222-8333-944445555666" }
    #expect(story.compared(with: other).rule == .link)
  }

  @Test func `without a guid the link decides, without both the title and minute, without a date the title`()
  {
    let linked = story.changed { $0.guid = nil }
    #expect(linked.compared(with: linked).rule == .link)
    let titled = linked.changed { $0.link = nil }
    #expect(titled.compared(with: titled).rule == .titleAndTime)
    let undated = titled.changed { $0.published = nil }
    let later = undated.changed { $0.seen = "2024-05-08T10:05:00Z" }
    #expect(undated.compared(with: later).rule == .onlyTitle)
  }

  @Test func `the same summary a day later is a column that repeats itself`() {
    let first = story.changed {
      $0.title = "Stories to read today from the harbor desk"
      $0.summary = "The following are the stories that our desk recommends to its readers on this Tuesday."
    }
    func next(_ date: String) -> Fixture {
      first.changed {
        $0.guid = "https://kestrel.example/a/41000"
        $0.link = $0.guid
        $0.published = date
        $0.seen = date
      }
    }
    #expect(first.compared(with: next("2024-05-06T12:00:00Z")).rule == .sameText)
    #expect(first.compared(with: next("2024-05-07T10:00:00Z")).verdict == "different")
  }

  @Test func `new ids with the same instant and title are a re-issue`() {
    let moved = story.changed {
      $0.guid = "https://kestrel.example/articles/ferry-deal"
      $0.link = $0.guid
    }
    #expect(story.compared(with: moved).rule == .reissued)
  }

  @Test func `a wire tag on the same title is a revision within a day`() {
    let lead = story.changed {
      $0.title = "(LEAD) " + story.title
      $0.guid = "https://kestrel.example/a/40019"
      $0.link = $0.guid
      $0.published = "2024-05-06T14:00:00Z"
      $0.seen = "2024-05-06T14:05:00Z"
    }
    #expect(story.compared(with: lead).rule == .versionTag)
  }

  @Test func `a story and its tagged version, shown side by side, are one revision and then nothing`() {
    let lead = story.changed {
      $0.title = "(LEAD) " + story.title
      $0.guid = "https://kestrel.example/a/40019"
      $0.link = $0.guid
      $0.summary = "More is known now."
      $0.published = "2024-05-06T14:00:00Z"
      $0.seen = "2024-05-06T14:05:00Z"
    }
    let rules = Fixture.deduplicator.rules
    let source = ItemSource(
      name: "kestrel", number: 1, feedTitle: "Kestrel News", url: nil, settings: SourceDedupSettings(),
      rules: rules)
    var entries = SourceEntries()
    var rounds: [[String]] = []
    for _ in 0..<3 {
      var verdicts: [String] = []
      for item in [story.side.item, lead.side.item] {
        let decision = Fixture.deduplicator.decide(item, from: source, in: &entries, recent: RecentStories())
        entries.put(decision.record)
        switch decision.verdict {
        case .new: verdicts.append("new")
        case .revision: verdicts.append("revision")
        case .unchanged: verdicts.append("unchanged")
        case .sighting: verdicts.append("sighting")
        }
      }
      rounds.append(verdicts)
    }
    #expect(rounds == [["new", "revision"], ["unchanged", "unchanged"], ["unchanged", "unchanged"]])
    #expect(Set(entries.records.map(\.storyLow)).count == 1)
  }

  @Test func `one publisher's two entries with one title are two`() {
    let next = story.changed {
      $0.guid = "https://kestrel.example/a/41000"
      $0.link = $0.guid
      $0.published = "2024-05-06T18:00:00Z"
      $0.seen = "2024-05-06T18:05:00Z"
    }
    #expect(story.compared(with: next).verdict == "different")
  }

  @Test func `a guid that says little needs titles alike`() {
    let first = story.changed {
      $0.guid = "1"
      $0.link = nil
    }
    let edited = first.changed { $0.title = "Striking ferry crews reach new deal with operator" }
    let other = first.changed {
      $0.title = "Museum returns bronze statue"
      $0.published = "2024-05-07T10:00:00Z"
      $0.seen = "2024-05-07T10:05:00Z"
    }
    #expect(first.compared(with: edited).rule == .weakGuid)
    #expect(first.compared(with: other).verdict == "different")
  }

  @Test func `another source's item with the same link is a sighting under any title`() {
    let linked = story.elsewhere("Boat staff settle").changed {
      $0.link = "http://www.kestrel.example/a/40012/?utm_source=rss#comments"
    }
    #expect(story.compared(with: linked).rule == .crossLink)
  }

  @Test(arguments: [(17, "same"), (19, "different"), (24, "different")])
  func `equal titles of two sources count within the window`(_ hours: Int, _ verdict: String) {
    let first = story.changed {
      $0.published = "2024-05-06T00:00:00Z"
      $0.seen = "2024-05-06T00:05:00Z"
    }
    let date = hours < 24 ? "2024-05-06T\(hours):00:00Z" : "2024-05-07T00:00:00Z"
    let later = first.elsewhere().changed {
      $0.published = date
      $0.seen = date
    }
    #expect(first.compared(with: later).verdict == verdict)
  }

  @Test func `a weak title matches only with the same first paragraph`() {
    let short = story.changed { $0.title = "Rates cut" }
    #expect(short.compared(with: short.elsewhere()).verdict == "different")
    let lead = "The central bank cut its main rate by half a point on Thursday in a surprise move."
    let first = short.changed { $0.summary = lead }
    let second = first.elsewhere().changed { $0.summary = "HARBOR CITY (Wire) - " + lead }
    #expect(first.compared(with: second).rule == .titleAndLead)
  }

  @Test func `an unknown label or outlet matches by the alternate key`() {
    let labelled = story.elsewhere("[Transport] " + story.title)
    #expect(story.compared(with: labelled).rule == .alternateTitle)
    let signed = story.elsewhere(story.title + " - Cebu Morning Post")
    #expect(story.compared(with: signed).rule == .alternateTitle)
    #expect(labelled.compared(with: story.changed { $0.source = "third" }).rule == .alternateTitle)
  }

  @Test func `a truncated title matches the whole one, and no other beginning`() {
    let cut = story.elsewhere("Striking ferry crews reach deal with op…")
    #expect(story.compared(with: cut).rule == .truncatedTitle)
    #expect(
      story.compared(with: story.elsewhere("Striking ferry crews reach impasse over…")).verdict == "different"
    )
  }

  @Test func `an equal lead under another headline only annotates`() {
    let lead = "Crews of the island ferries agreed on Monday to end a strike that lasted nine days."
    let first = story.changed { $0.summary = lead }
    let second = first.elsewhere("Boats sail again").changed { $0.summary = lead }
    guard case .new(let nearest?) = first.compared(with: second).decision.verdict else {
      Issue.record("not a new story with a near miss")
      return
    }
    #expect(nearest.reason == .onlyLead)
  }

  @Test func `comparison is with the founding instant, so chains do not drift`() {
    let deduplicator = Fixture.deduplicator
    let rules = deduplicator.rules
    var recent = RecentStories()
    var verdicts: [Bool] = []
    for step in 0..<3 {
      let side = story.side
      var item = side.item
      item.firstSeen = item.firstSeen.adding(seconds: Int64(step) * 12 * 3600)
      item.published = nil
      item.guid = nil
      item.link = nil
      let source = ItemSource(
        name: "s\(step)", number: UInt32(step + 1), feedTitle: "", url: nil, settings: SourceDedupSettings(),
        rules: rules)
      var entries = SourceEntries()
      let decision = deduplicator.decide(item, from: source, in: &entries, recent: recent)
      recent.insert(decision.record)
      if case .sighting = decision.verdict { verdicts.append(true) } else { verdicts.append(false) }
    }
    #expect(verdicts == [false, true, false])
  }
}
