import FeedModel
import Testing
import WebText

@testable import Deduplicating

/// The counters by themselves: what they need, what they take back, and that they stay small.
@Suite struct LearningTests {
  private let deduplicator = Deduplicator()
  private let start: Int64 = 1_795_000_000

  private func source(_ settings: SourceDedupSettings = SourceDedupSettings()) -> ItemSource {
    ItemSource(
      name: "one", number: 1, feedTitle: "Harbor Gazette", url: "https://one.example/feed",
      settings: settings,
      rules: deduplicator.rules)
  }

  /// Lets a source show new entries, one document each `step` seconds; returns what was learned on the way.
  private func study(
    _ learning: inout SourceLearning, _ titles: [String], from now: Int64, step: Int64 = 0,
    item change: (inout Item, Int) -> Void = { _, _ in }
  ) -> [LearnedFact] {
    var facts: [LearnedFact] = []
    for (place, title) in titles.enumerated() {
      var source = source()
      let time = now + Int64(place) * step
      var item = Item(title: title, firstSeen: UnixTime(seconds: time))
      item.link = "https://one.example/\(time)/\(place + 10_000)"
      change(&item, place)
      source.examine([item])
      var study = FeedStudy(
        learning, source: &source, now: UnixTime(seconds: time), lastSuccess: UnixTime(seconds: time - 600),
        with: deduplicator)
      var entry = deduplicator.identify(item, from: source)
      study.prepare(&entry)
      var entries = SourceEntries()
      var decision = deduplicator.decide(entry, in: &entries, recent: RecentStories())
      study.saw(&decision, of: item)
      facts += study.finish()
      learning = study.learning
    }
    return facts
  }

  private func headlines(_ count: Int, _ suffix: String) -> [String] {
    (0..<count).map { "Mayor number \($0 * 37 + 11) opens a bridge over the river\(suffix)" }
  }

  @Test func `four titles and three of five make a name`() {
    var learning = SourceLearning()
    let three = study(&learning, headlines(3, " | Kites Herold"), from: start)
    #expect(three.isEmpty)
    let four = study(&learning, headlines(1, " | Kites Herold"), from: start)
    #expect(four.map(\.kind) == [.suffix])
    #expect(learning.standing.first?.evidence == "4 of 4 titles")
    // A little less than half of the titles: kept. Then it fades.
    let kept = study(&learning, headlines(5, ""), from: start)
    #expect(kept.isEmpty)
    let dropped = study(&learning, headlines(4, ""), from: start)
    #expect(dropped.map(\.holds) == [false])
    #expect(learning.facts.names.isEmpty)
  }

  @Test(arguments: [" - Part 2", " - 12 May", ""])
  func `what tells pieces apart is no name`(_ suffix: String) {
    var learning = SourceLearning()
    let facts = study(&learning, headlines(20, suffix), from: start)
    #expect(facts.isEmpty)
  }

  @Test func `the feed's own name needs no learning, an aggregator's outlets vary`() {
    var learning = SourceLearning()
    let own = study(&learning, headlines(10, " - Harbor Gazette"), from: start)
    #expect(own.isEmpty)
    let outlets = (0..<40).map {
      "Story \($0) of the day is told - Outlet \("abcdefghij".prefix($0 % 9 + 1))"
    }
    let varied = study(&learning, outlets, from: start)
    #expect(varied.isEmpty)
  }

  @Test(arguments: ["Wavecrest: ", "[Wavecrest] ", "Wavecrest | ", "WAVECREST – "])
  func `a leading label is learned in every dress`(_ label: String) {
    var learning = SourceLearning()
    let titles = headlines(6, "").map { label + $0 }
    let facts = study(&learning, titles, from: start)
    #expect(facts.map(\.kind) == [.label])
    var source = source()
    source.apply(learning.facts)
    let item = Item(
      title: label + "Ferry crews reach deal with operator", firstSeen: UnixTime(seconds: start))
    let plain = Item(title: "Ferry crews reach deal with operator", firstSeen: UnixTime(seconds: start))
    let keys = [item, plain].map { deduplicator.identify($0, from: source).key.text }
    #expect(keys[0] == keys[1])
  }

  @Test func `a hundred thousand titles fit into two kilobytes`() {
    var learning = SourceLearning()
    var words = headlines(400, "")
    for place in words.indices {
      words[place] =
        "Label \("qwertzuiopasdf".dropFirst(place % 13)): \(words[place]) - Name \("yxcvbnmlkjhgf".dropFirst(place % 12))"
    }
    for round in 0..<250 {
      // Without the decision, which would keep records.
      for (place, title) in words.enumerated() {
        let number = UInt64(round * 400 + place) &* 0x9E37_79B9_7F4A_7C15
        learning.names.countTitle()
        TitleEdges.visit("\(title) \(place % 7)", of: source(), rules: deduplicator.rules) {
          words, _, isSuffix in
          learning.names.count(words.hash(0, words.count - 1) ^ number, isSuffix: isSuffix) {
            String(repeating: "ü", count: 60)
          }
        }
        _ = learning.noteRecurring(number, day: UInt16(round))
        _ = learning.noteLead(number ^ 1, title: number, day: UInt16(round))
        _ = learning.noteLead(number ^ 1, title: number ^ 5, day: UInt16(round))
        learning.zone.add(ahead: Int64(place))
        learning.note(host: "h\(place).\(String(repeating: "x", count: 55)).example"[...])
      }
    }
    #expect(learning.encoded.count <= SourceLearning.longestEncoding)
    #expect(learning.titles.count == SourceLearning.mostTitles)
    #expect(SourceLearning(decoding: learning.encoded).encoded == learning.encoded)
  }

  @Test func `counters survive their encoding, and anything else reads as none`() {
    var learning = SourceLearning()
    _ = study(&learning, headlines(6, " | Kites Herold"), from: start)
    _ = learning.noteRecurring(77, day: 20_000)
    _ = learning.noteLead(5, title: 6, day: 20_000)
    _ = learning.noteLead(5, title: 7, day: 20_000)
    for _ in 0..<9 { learning.zone.add(ahead: 9 * 3600 - 200) }
    _ = learning.zone.review()
    let bytes = learning.encoded
    #expect(SourceLearning(decoding: bytes) == learning)
    #expect(SourceLearning(decoding: bytes).facts.zoneOffset == Int64(32_400))
    #expect(SourceLearning(decoding: []) == SourceLearning())
    #expect(SourceLearning(decoding: Array(bytes.dropLast())) == SourceLearning())
    #expect(SourceLearning(decoding: bytes + [0]) == SourceLearning())
    #expect(SourceLearning(decoding: [9] + bytes.dropFirst()) == SourceLearning())
    for place in bytes.indices {
      // No byte of it can trap.
      var damaged = bytes
      damaged[place] = 255
      _ = SourceLearning(decoding: damaged).facts
    }
  }

  @Test(arguments: [
    (540, [3, 9, 14, 2, 20, 7, 11, 5]), (330, [1, 2, 3, 4, 5, 6, 7, 8]),
    (-300, [20, 18, 25, 2, 16, 19, 4, 21]),
    (0, [6, 6, 6, 6, 6, 6, 6, 6]),
  ])
  func `an offset is the upper edge of what was seen`(_ offset: Int, _ lateness: [Int]) {
    var zone = ZoneEvidence()
    for late in lateness { zone.add(ahead: Int64(offset - late) * 60) }
    let facts = zone.review()
    #expect(facts.count == 1)
    #expect(zone.offset == Int16(offset))
    let again = zone.review()
    #expect(again.isEmpty)
  }

  @Test func `an offset needs eight entries that agree, and goes when they do not`() {
    var zone = ZoneEvidence()
    func review(_ zone: inout ZoneEvidence, _ ahead: [Int64]) -> [LearnedFact] {
      for seconds in ahead { zone.add(ahead: seconds) }
      return zone.review()
    }
    let nine: Int64 = 9 * 3600 - 300
    let few = review(&zone, [Int64](repeating: nine, count: 7))
    #expect(few.isEmpty)
    var mixed = ZoneEvidence()
    let scattered = review(&mixed, (0..<16).map { ($0 - 8) * 3600 })
    #expect(scattered.isEmpty)
    let enough = review(&zone, [nine])
    #expect(enough.map(\.value) == ["+09:00"])
    // Summer time, or another zone: the newest entries say so.
    let moved = review(&zone, [Int64](repeating: nine + 3600, count: 8))
    #expect(moved.map(\.holds) == [false, true])
    #expect(zone.offset == 600)
    let lost = review(&zone, (0..<16).map { $0 % 4 * 3 * 3600 })
    #expect(lost.map(\.holds) == [false])
  }

  @Test func `a verdict takes several documents, and more to take back`() {
    var verdict = SourceLearning.Verdict()
    func take(_ votes: [Bool]) -> [Bool] { votes.map { verdict.take($0, learnedAt: 3) } }
    let learned = take([true, false, true, true, true])
    #expect(learned == [false, false, false, false, true])
    let against = [Bool](repeating: false, count: 9)
    let kept = take(against + [true] + against)
    #expect(!kept.contains(true))
    let dropped = take([false])
    #expect(dropped == [true])
    #expect(!verdict.holds)
  }

  @Test func `titles and paragraphs that do not come again are forgotten`() {
    var learning = SourceLearning()
    _ = learning.noteRecurring(77, day: 20_000)
    _ = learning.noteLead(5, title: 6, day: 20_000)
    _ = learning.noteLead(5, title: 7, day: 20_000)
    let none = learning.forget(before: 20_000)
    #expect(none == (0, 0))
    let both = learning.forget(before: 20_001)
    #expect(both == (1, 1))
    #expect(learning.facts == SourceFacts())
  }

  @Test func `a day reports few titles, whatever a source does`() {
    var learning = SourceLearning()
    let reported = (0..<100).count { _ in learning.mayReport(day: 20_000) }
    #expect(reported == 5)
    let next = learning.mayReport(day: 20_001)
    #expect(next)
  }
}
