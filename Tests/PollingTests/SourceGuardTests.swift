import Deduplicating
import FeedModel
import Storing
import Testing
import WebText

@testable import Polling

/// Sources that change their ids, dump their archives, or never stop editing.
@Suite struct SourceGuardTests {
  private typealias Post = PollBench.Post

  private static let titles = [
    "Harbor council votes to rebuild the northern pier", "Choir of the railway workers wins in Graz",
    "Glacier tongue breaks off above the valley road", "Night train to the coast returns after nine years",
    "Bakers of the old town agree on shorter hours", "River ferry collides with a barge near the lock",
    "Museum finds forgotten maps in its own cellar", "Beekeepers count more hives than ten years ago",
  ]

  private func posts(_ bench: PollBench) -> [Post] {
    Self.titles.enumerated().map { place, title in
      Post(
        title: title, guid: "http://one.example/?p=\(41_000 + place)",
        link: "http://one.example/?p=\(41_000 + place)",
        date: bench.date(before: Int64(place + 1) * 3000),
        text: "What happened in case \(place), told in enough words to be a summary.")
    }
  }

  @Test func `another scheme of guids and links gives one event, and no line`() async throws {
    let bench = try PollBench()
    let posts = posts(bench)
    try await bench.poll("one", posts)
    bench.wait(60)
    // Another content system: other ids, other addresses, other excerpts.
    let moved = posts.enumerated().map { place, post in
      post.changed {
        $0.guid = "https://news.one.example/stories/\(place)/\($0.title.prefix(6))"
        $0.link = $0.guid
        $0.text = "Excerpt \(place): \($0.title) and more of it, longer than it was before the move."
      }
    }
    let stored = try await bench.poll("one", moved)
    #expect(stored.newEntries == 0)
    #expect(stored.revisions == 0)
    #expect(stored.eventNames == ["reissued"])
    bench.wait(60)
    // Known under the new ids from now on: an edit is a revision, a new entry a story.
    let edited = moved[2].changed { $0.title = "Glacier tongue breaks off and blocks the valley road" }
    let next = Post(
      title: "Orchestra plays on the roof of the station", guid: "https://news.one.example/stories/90/next",
      date: bench.date())
    let later = try await bench.poll("one", [next] + moved[..<2] + [edited] + moved[3...])
    #expect(later.stories == 1)
    #expect(later.revisions == 1)
    #expect(later.events.isEmpty)
    let lines = try await bench.lines()
    let founder = lines.first { $0.entry?.title == posts[2].title }
    let revision = lines.first { $0.type == .revision }
    #expect(revision?.story == founder?.id)
    #expect(revision?.id == founder?.id)
    #expect(Set(lines.filter { $0.type == .story }.map(\.id)).count == 9)
  }

  @Test func `entries that never had an id are not taken for re-issued, and their edits are revisions`()
    async throws
  {
    let bench = try PollBench()
    let posts = posts(bench).map { post in
      post.changed {
        $0.guid = nil
        $0.link = "https://one.example/"
      }
    }
    try await bench.poll("one", posts)
    for round in 1...3 {
      bench.wait(60)
      let edited = posts[round].changed { $0.text = "Edition \(round) tells a good deal more of it." }
      let stored = try await bench.poll("one", posts[..<round] + [edited] + posts[(round + 1)...])
      #expect(stored.newEntries == 0)
      // The entry that was edited before is back at its first text.
      #expect(stored.revisions == (round == 1 ? 1 : 2))
      #expect(stored.events.isEmpty)
    }
  }

  @Test func `another domain with the same paths is a re-issue, also without dates`() async throws {
    let bench = try PollBench()
    let posts = posts(bench).map { post in
      post.changed {
        $0.link = $0.guid.map { "https://old.one.example/a/" + $0.suffix(5) }
        $0.guid = nil
        $0.date = nil
      }
    }
    try await bench.poll("one", posts)
    bench.wait(600)
    let moved = posts.map { post in
      post.changed { $0.link = $0.link?.replacing("old.one.example", with: "one-media.example") }
    }
    let stored = try await bench.poll("one", moved)
    #expect(stored.newEntries == 0)
    #expect(stored.eventNames == ["reissued"])
  }

  @Test func `entries of before a re-issue that left the feed are known when they return`() async throws {
    let bench = try PollBench()
    let posts = posts(bench)
    try await bench.poll("one", posts)
    bench.wait(60)
    try await bench.poll("one", Array(posts[..<2]))
    bench.wait(60)
    let moved = posts.map { post in
      post.changed {
        $0.guid = $0.guid.map { "urn:uuid:0f0c2a9e-1111-4222-8333-9444455\($0.suffix(5))" }
        $0.link = $0.link.map { "https://one.example/new/\($0.suffix(5))/x" }
      }
    }
    let stored = try await bench.poll("one", moved)
    #expect(stored.newEntries == 0)
    #expect(stored.eventNames == ["reissued"])
    bench.wait(60)
    #expect(try await bench.poll("one", Array(moved.reversed())).newEntries == 0)
  }

  @Test func `a document full of new entries is no re-issue`() async throws {
    let bench = try PollBench()
    try await bench.poll("one", posts(bench))
    bench.wait(600)
    let others = (0..<8).map { number in
      Post(
        title: "Town \(number) opens \(number + 2) new tram lines to its suburbs",
        guid: "tag:one.example,2026:\(number)",
        date: bench.date(before: Int64(number) * 60))
    }
    let stored = try await bench.poll("one", others)
    #expect(stored.stories == 8)
    #expect(!stored.eventNames.contains("reissued"))
  }

  @Test func `a dormant source's archive is backfill, and what is new in it is news`() async throws {
    let bench = try PollBench()
    let known = posts(bench)
    try await bench.poll("one", known)
    bench.wait(30 * 1440)
    let archive = (0..<20).map { number in
      Post(
        title: "Chronicle part \(number + 1): how the \(number + 20) mills were built",
        guid: "tag:one.example,2020:a\(number)",
        date: "2020-03-\(number + 10)T08:00:00Z")
    }
    let fresh = Post(
      title: "The mill museum opens again in spring", guid: "tag:one.example,2026:f", date: bench.date())
    let stored = try await bench.poll("one", [fresh] + known + archive)
    #expect(stored.stories == 21)
    #expect(stored.archived == 20)
    #expect(stored.newEntries == 1)
    #expect(stored.news.map(\.title) == [fresh.title])
    #expect(stored.eventNames == ["flood"])
    let stories = try await bench.lines().filter { $0.type == .story }
    #expect(stories.first { $0.entry?.title == fresh.title }?.isBackfill == false)
    #expect(stories.filter { $0.source == "one" && $0.isBackfill }.count == 28)
  }

  @Test func `an active source that shows many late entries at once is no archive`() async throws {
    let bench = try PollBench()
    try await bench.poll("one", posts(bench))
    bench.wait(60)
    let late = (0..<8).map { number in
      Post(
        title: "Column \(number): what the week was like in town \(number)",
        guid: "tag:one.example,2026:l\(number)",
        date: bench.date(before: 200_000))
    }
    let stored = try await bench.poll("one", late)
    #expect(stored.archived == 0)
    #expect(!stored.eventNames.contains("flood"))
  }

  @Test func `an entry that is always edited has 24 revisions and one event`() async throws {
    let bench = try PollBench()
    var post = Post(
      title: "Live: the vote on the harbor", guid: "tag:one.example,2026:live", date: bench.date(),
      text: "It begins.")
    try await bench.poll("one", [post])
    var events: [String] = []
    var revisions = 0
    for minute in 1...40 {
      bench.wait(5)
      post.text = "It is minute \(minute) of the count."
      let stored = try await bench.poll("one", [post])
      events += stored.eventNames
      revisions += stored.revisions
    }
    #expect(revisions == 24)
    #expect(events == ["flapping"])
    bench.wait(5)
    #expect(try await bench.poll("one", [post]).eventNames.isEmpty)
    let lines = try await bench.lines()
    #expect(lines.filter { $0.type == .revision }.map(\.revision) == Array(1...24))
    let event = try #require(lines.first { $0.type == .event }?.event)
    #expect(event.details.first { $0.key == "story" }?.value == lines.first { $0.type == .story }?.id)
  }

  @Test(arguments: [
    "<p class='a'>Five  caf&#233;s close, the owner says &quot;enough&quot;.</p>",
    "<div data-views='99'><p>Five caf&eacute;s close, the owner says \u{201C}enough\u{201D}.</p></div>",
    "Five caf\u{E9}s close,\u{A0}the owner says \u{AB}enough\u{BB}.<img src='https://t.example/p.gif?x=8'>",
    "<p>Five caf\u{E9}s close, the owner says 'enough'.</p><script>var ad = 'b71';</script><!-- cache 12 > 11 -->",
  ])
  func `markup, spelling and typography are no revision`(_ text: String) async throws {
    let bench = try PollBench()
    let post = Post(
      title: "Caf\u{E9}s close", guid: "tag:one.example,2026:c", link: "https://one.example/c?id=3",
      date: bench.date(),
      text: "<p class='b'>Five caf\u{E9}s close, the owner says \"enough\".</p>")
    try await bench.poll("one", [post])
    bench.wait(10)
    let stored = try await bench.poll(
      "one",
      [
        post.changed {
          $0.text = text
          $0.title = " Caf&eacute;s  close"
          $0.link = "http://www.one.example/c?id=3&utm_source=feed#top"
        }
      ])
    #expect(stored.revisions == 0)
    #expect(stored.newEntries == 0)
    bench.wait(10)
    let changed = try await bench.poll("one", [post.changed { $0.text = "Six caf\u{E9}s close." }])
    #expect(changed.revisions == 1)
  }

  @Test func `an address in the text is the same with another query`() async throws {
    let bench = try PollBench()
    let post = Post(
      title: "Timetable of the ferries", guid: "tag:one.example,2026:t", date: bench.date(),
      text: "All at https://ferry.example/times?utm_campaign=a1 since Monday.")
    try await bench.poll("one", [post])
    bench.wait(10)
    let other = post.changed { $0.text = "All at https://ferry.example/times?utm_campaign=b2 since Monday." }
    #expect(try await bench.poll("one", [other]).revisions == 0)
    let elsewhere = post.changed {
      $0.text = "All at https://ferry.example/plan?utm_campaign=b2 since Monday."
    }
    #expect(try await bench.poll("one", [elsewhere]).revisions == 1)
  }
}
