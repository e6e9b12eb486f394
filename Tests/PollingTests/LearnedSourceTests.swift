import Deduplicating
import FeedModel
import Storing
import Testing
import WebText

@testable import Polling

/// What a source's documents teach, poll after poll, and what follows for later entries.
@Suite struct LearnedSourceTests {
  private typealias Post = PollBench.Post

  private static let towns = [
    "Ambry", "Belfast", "Cordell", "Dunmore", "Elgin", "Farnham", "Galway", "Halden", "Ipswich", "Jarrow",
    "Kendal",
    "Lisburn", "Malton", "Newry", "Omagh", "Penrith", "Quorn", "Ripon", "Selby", "Thirsk", "Ulver", "Varde",
    "Whitby",
  ]

  /// A headline that no other number has.
  private static func headline(_ number: Int) -> String {
    let town = towns[number % towns.count]
    let things = ["council", "museum", "school", "harbor", "library", "theater", "brewery"]
    let acts = ["opens", "closes", "repairs", "sells", "rents", "paints", "rebuilds", "insures"]
    let thing = things[number / 3 % things.count]
    return "\(town) \(thing) \(acts[number % acts.count]) its old building number \(number + 11)"
  }

  private func post(_ number: Int, _ bench: PollBench, guid: String? = nil) -> Post {
    Post(
      title: Self.headline(number), guid: guid ?? "tag:one.example,2026:\(number + 70_000)",
      link: "https://one.example/story/\(number + 70_000)", date: bench.date(),
      text: "Report \(number) has a text of its own, told at length: \(number * 7919) people came to see it.")
  }

  // MARK: Names

  @Test func `a suffix that most titles have comes off; stored entries do not change by it`() async throws {
    let bench = try PollBench()
    let signed = (0..<8).map { number in post(number, bench).changed { $0.title += " - Kites Herold" } }
    #expect(try await bench.poll("one", signed).eventNames == ["learned suffix"])
    #expect(try bench.learned("one").map(\.value) == ["Kites Herold"])
    bench.wait(30)
    // Another source has a later story without it.
    let next = post(20, bench).changed { $0.title += " - Kites Herold" }
    #expect(try await bench.poll("one", [next] + signed).stories == 1)
    bench.wait(5)
    let copy = Post(
      title: Self.headline(20), guid: "tag:two.example,2026:1", link: "https://two.example/1",
      date: bench.date())
    #expect(try await bench.poll("two", [copy]).sightings == 1)
    // An entry from before: another text is no other title, other markup is nothing.
    let retold = signed[1].changed { $0.text = "Another text for the same headline." }
    let remarked = signed[2].changed { $0.text = "<p>" + ($0.text ?? "") + "</p>" }
    bench.wait(30)
    let stored = try await bench.poll("one", [next, signed[0], retold, remarked])
    #expect(stored.revisions == 1)
    #expect(stored.newEntries == 0)
    let revision = try await bench.lines().first { $0.type == .revision }
    #expect(revision?.changed == ["content"])
  }

  @Test func `an entry that only its title identifies is known after a suffix was learned`() async throws {
    let bench = try PollBench()
    let signed = (0..<6).map { number in
      post(number, bench).changed {
        $0.title += " - Kites Herold"
        $0.guid = nil
        $0.link = nil
      }
    }
    #expect(try await bench.poll("one", signed).eventNames == ["learned suffix"])
    bench.wait(60)
    #expect(try await bench.poll("one", [post(30, bench)] + signed).newEntries == 1)
  }

  @Test func `a label that a table knows keeps its meaning, however often it comes`() async throws {
    let bench = try PollBench()
    let posts = (0..<12).map { number in post(number, bench).changed { $0.title = "Analysis: " + $0.title } }
    #expect(try await bench.poll("one", posts).eventNames.isEmpty)
  }

  // MARK: Guids

  @Test func `guids that change at every poll are not trusted, and no entry is stored twice by it`()
    async throws
  {
    let bench = try PollBench()
    var number = 0
    /// Each time all guids are others.
    func posts(_ range: Range<Int>) -> [Post] {
      range.map { place in
        number += 1
        return post(place, bench, guid: "session-\(number * 31_337)-of-entry-\(number)").changed {
          $0.date = "2026-11-20T0\(place % 8):00:00Z"
        }
      }
    }
    try await bench.poll("one", posts(0..<8))
    var names: [String] = []
    for round in 1...4 {
      bench.wait(30)
      let stored = try await bench.poll("one", posts(0..<8 + round))
      #expect(stored.newEntries == 1, "round \(round)")
      names += stored.eventNames
    }
    #expect(names == ["reissued", "learned guids-untrusted"])
    // Entries leave the feed and return, stored before and after it was learned.
    bench.wait(30)
    #expect(try await bench.poll("one", posts(10..<13)).newEntries == 1)
    bench.wait(30)
    try await bench.restart()
    #expect(try await bench.poll("one", posts(0..<13)).newEntries == 0)
    // The publisher mends it: after a while guids count again, and nothing is new by that.
    let mended = (0..<13).map { post($0, bench, guid: "mended-\($0 + 55_000)") }
    for _ in 0..<12 {
      bench.wait(30)
      let stored = try await bench.poll("one", mended.shuffled())
      #expect(stored.newEntries == 0)
      names += stored.eventNames
    }
    #expect(names.last == "unlearned guids-untrusted")
    #expect(names.count == 3)
  }

  @Test func `an entry without a link is found by its guid after guids lost trust`() async throws {
    let bench = try PollBench()
    let linkless = post(40, bench, guid: "urn:uuid:0f0c2a9e-1111-4222-8333-944445555666").changed {
      $0.link = nil
    }
    /// Every third entry shares its guid with another.
    func posts() -> [Post] {
      [linkless]
        + (0..<12).map { place in
          post(place, bench, guid: "shared-guid-\(10_000 + place / 3)").changed {
            $0.date = "2026-11-20T08:\(place + 10):00Z"
          }
        }
    }
    var names: [String] = []
    for _ in 0..<5 {
      names += try await bench.poll("one", posts().shuffled()).eventNames
      bench.wait(30)
    }
    #expect(names == ["learned guids-untrusted"])
    let edited = linkless.changed {
      $0.text = "A new text."
      $0.date = nil
    }
    let stored = try await bench.poll("one", [edited] + posts().dropFirst())
    #expect(stored.newEntries == 0)
    #expect(stored.revisions == 1)
  }

  @Test func `an operator's trust in guids counts for more`() async throws {
    let bench = try PollBench()
    var settings = SourceDedupSettings()
    settings.guid = .trust
    for round in 0..<6 {
      let posts = (0..<8).map { place in
        post(place, bench, guid: "session-\(round)-\(place + 31_337)").changed {
          $0.date = "2026-11-20T0\(place):00:00Z"
        }
      }
      #expect(
        !(try await bench.poll("one", posts, settings: settings).eventNames.contains {
          $0.hasPrefix("learned")
        }))
      bench.wait(30)
    }
  }

  // MARK: Dates

  @Test func `dates that move at every poll count no more`() async throws {
    let bench = try PollBench()
    var names: [String] = []
    for _ in 0..<5 {
      let posts = (0..<6).map { post($0, bench) }
      let stored = try await bench.poll("one", posts)
      names += stored.eventNames
      bench.wait(45)
    }
    #expect(names == ["learned dates-volatile"])
    let next = post(17, bench).changed { $0.date = bench.date(before: 1) }
    try await bench.poll("one", [next] + (0..<6).map { post($0, bench) })
    let line = try await bench.lines().first { $0.entry?.title == next.title }
    #expect(line?.publishedBasis == .missing)
  }

  @Test func `one entry's new date, or the dates of edited entries, prove nothing`() async throws {
    let bench = try PollBench()
    let posts = (0..<6).map { post($0, bench) }
    var names: [String] = []
    for round in 0..<6 {
      let shown = posts.enumerated().map { place, post in
        post.changed {
          if place == 2 { $0.date = bench.date(before: 10) }
          if place > 3 {
            $0.date = bench.date(before: 10)
            $0.text = "Edition \(round) of \($0.title)"
          }
        }
      }
      names += try await bench.poll("one", shown).eventNames
      bench.wait(45)
    }
    #expect(names.isEmpty)
  }

  @Test func `the zone of dates without one is learned from when entries are seen`() async throws {
    let bench = try PollBench()
    var posts: [Post] = []
    var names: [String] = []
    func local(_ lateness: Int64) -> String {
      let local = bench.now.adding(seconds: 9 * 3600 - lateness).rfc3339
      return String(local.prefix { $0 != "Z" && $0 != "." })
    }
    try await bench.poll("one", [post(90, bench).changed { $0.date = local(60) }])
    for number in 0..<9 {
      bench.wait(20)
      posts.insert(post(number, bench).changed { $0.date = local(Int64(number * 97 % 1100)) }, at: 0)
      names += try await bench.poll("one", posts).eventNames
    }
    #expect(names == ["learned zone"])
    #expect(try bench.learned("one").map(\.value) == ["+09:00"])
    bench.wait(20)
    let next = post(20, bench).changed { $0.date = local(240) }
    try await bench.poll("one", [next] + posts)
    let line = try #require(try await bench.lines().first { $0.entry?.title == next.title })
    #expect(line.publishedBasis == .zoneAssumed)
    #expect(line.datePublished == bench.now.adding(seconds: -240))
  }

  // MARK: Titles and first paragraphs

  @Test func `a title that recurs day by day is a column's, also after it left the feed`() async throws {
    let bench = try PollBench()
    let title = "What readers of the harbor gazette ask our gardener"
    var names: [String] = []
    for day in 0..<3 {
      let post = Post(
        title: title, guid: "tag:one.example,2026:day\(day)", date: bench.date(),
        text: "Question of day \(day).")
      let stored = try await bench.poll("one", [post])
      #expect(stored.stories == 1)
      names += stored.eventNames
      bench.wait(1440)
    }
    #expect(names == ["learned recurring-title"])
    bench.now = bench.now.adding(seconds: -20 * 3600)
    // Another source with the same title two hours later: not the same story.
    let other = Post(
      title: title, guid: "tag:two.example,2026:1", date: bench.date(), text: "Something else.")
    #expect(try await bench.poll("two", [other]).stories == 1)
  }

  @Test func `a paragraph under several titles proves nothing`() async throws {
    let bench = try PollBench()
    let notice =
      "Full text of the regulatory announcement is available on the web site of the exchange at all hours."
    func notices(_ range: Range<Int>) -> [Post] {
      range.map { number in
        post(number, bench).changed {
          $0.text = notice
          $0.title = number < 3 ? Self.headline(number) : "Result of meeting"
          $0.date = "2026-11-20T1\(number % 10):00:00Z"
        }
      }
    }
    #expect(try await bench.poll("one", notices(0..<3)).eventNames == ["learned boilerplate-lead"])
    bench.wait(30)
    #expect(try await bench.poll("one", notices(0..<4)).stories == 1)
    // A short title with the same paragraph in another source of the same exchange: another company's.
    let other = Post(
      title: "Result of meeting", guid: "tag:two.example,2026:1", date: bench.date(), text: notice)
    #expect(try await bench.poll("two", [other]).stories == 1)
    // And twice at one instant in the source itself: two.
    let twin = notices(3..<4)[0].changed {
      $0.guid = "tag:one.example,2026:79999"
      $0.link = "https://one.example/story/79999"
    }
    #expect(try await bench.poll("one", [twin] + notices(0..<4)).stories == 1)
  }

  @Test func `an edited headline over its own paragraph is no boilerplate`() async throws {
    let bench = try PollBench()
    let first = post(5, bench)
    try await bench.poll("one", [first])
    bench.wait(10)
    let stored = try await bench.poll(
      "one", [first.changed { $0.title = "Farnham sells nothing after all, says mayor" }])
    #expect(stored.revisions == 1)
    #expect(stored.eventNames.isEmpty)
  }

  // MARK: Without

  @Test func `nothing is learned where the operator says so`() async throws {
    var all = DedupSettings()
    all.learns = false
    var one = SourceDedupSettings()
    one.learns = false
    for (settings, source) in [(all, SourceDedupSettings()), (DedupSettings(), one)] {
      let bench = try PollBench(settings)
      let signed = (0..<8).map { number in post(number, bench).changed { $0.title += " - Kites Herold" } }
      #expect(try await bench.poll("one", signed, settings: source).eventNames.isEmpty)
      #expect(try bench.learned("one").isEmpty)
    }
  }

  @Test func `an entry with nothing but a title is stored once for as long as the feed shows it`()
    async throws
  {
    let bench = try PollBench()
    let post = Post(title: "The bridge is closed")
    try await bench.poll("one", [Post(title: "The school is open"), post])
    var stories = 0
    for _ in 0..<8 {
      bench.wait(300)
      stories += try await bench.poll("one", [post]).newEntries
    }
    #expect(stories == 0)
  }

  @Test func `two entries that use one poor guid after the other have two ids`() async throws {
    let bench = try PollBench()
    let titles = ["Harbor council votes to rebuild the pier", "Choir of railway workers wins in Graz"]
    for title in titles {
      try await bench.poll("one", [Post(title: title, guid: "latest", date: bench.date())])
      bench.wait(600)
    }
    let stories = try await bench.lines().filter { $0.type == .story }
    #expect(Set(stories.map(\.id)).count == 2)
  }
}
