import Deduplicating
import FeedModel
import Fetching
import Foundation
import Logging
import Parsing
import Testing
import WebText

@testable import Polling
@testable import Storing

/// An index that is built anew from the log agrees with the live one in all that the log can say.
@Suite struct ReindexTests {
  private let path = NSTemporaryDirectory() + "tidings-reindex-\(UUID().uuidString)"
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  /// Identities of the entries that were in each source's feed at some time.
  private let seen = Seen()
  private let start = UnixTime(year: 2026, month: 11, day: 20, hour: 12)

  /// `@unchecked Sendable` because a test is one task.
  private final class Seen: @unchecked Sendable {
    var identities: [String: Set<UInt64>] = [:]
  }

  private func open(at time: UnixTime, rebuilt: Bool = false) throws -> Store {
    var options = Store.Options()
    options.isIndexRebuilt = rebuilt
    options.isUpkeepInline = true
    options.policy.compressAfter = 3600
    // Runs on with the clock: nobody has set it.
    options.uptime = { [start] in time.milliseconds - start.milliseconds + 1_000_000 }
    return try Store.open(
      directory: path, options: options,
      replaying: LogReplayer(deduplicator: SharedDeduplicator { Deduplicator() }, sources: []), log: log,
      now: { time })
  }

  private func feed(_ title: String, _ items: [String]) throws -> Feed {
    let text = "<rss version='2.0'><channel><title>\(title)</title>\(items.joined())</channel></rss>"
    return try FeedParser().parse(Array(text.utf8), url: "https://feeds.example/\(title)", contentType: nil)
  }

  private func item(_ guid: String, _ title: String, _ text: String = "words", day: Int = 20) -> String {
    """
    <item><guid isPermaLink='false'>\(guid)</guid><link>https://news.example/\(guid)</link><title>\(title)</title>
    <pubDate>\(day) Nov 2026 10:00 +0000</pubDate><description>\(text)</description></item>
    """
  }

  /// One run of the daemon at `time`: stores feeds, then ends its segments.
  private func run(at time: UnixTime, _ feeds: [(String, Feed)]) async throws {
    let opened = try open(at: time)
    let states = Dictionary(uniqueKeysWithValues: try opened.sourceStates().map { ($0.name, $0) })
    let writer = StoryWriter(
      store: opened, deduplicator: SharedDeduplicator { Deduplicator() }, log: log,
      clock: { time })
    for (name, feed) in feeds {
      let number = try await writer.configure([.init(name: name, group: nil)])[0]
      let source = ItemSource(
        name: name, number: number, feedTitle: feed.title, url: nil, settings: SourceDedupSettings(),
        rules: .standard)
      var before = states[name] ?? SourceState(name: name)
      before.number = number
      before.finalURL = "https://feeds.example/\(name)"
      _ = try await writer.store(
        source: source, stateBefore: before, feed: feed, events: [], now: time
      ) { [before] _ in
        var after = before
        after.noteSuccess(at: time)
        return after
      }
    }
    await writer.close()
    #expect(writer.failure == nil)
    let store = try open(at: time)
    for state in try store.sourceStates() {
      seen.identities[state.name, default: []].formUnion(
        try store.entries(ofSource: state.number).map(\.identity))
    }
    try store.rotate()
    try store.close()
  }

  /// What the log can say, in an order of its own.
  private struct Content: Equatable {
    var entries: [String: [EntryRecord]] = [:]
    var recent: [EntryRecord] = []
    var segments: [String: SegmentRow] = [:]
    var nextSeq: Int64 = 0
  }

  private func content(at time: UnixTime, rebuilt: Bool = false) throws -> Content {
    let store = try open(at: time, rebuilt: rebuilt)
    defer { try? store.close() }
    #expect(store.opening.isRebuilt == rebuilt)
    try store.index.expire(now: time)
    let states = try store.sourceStates()
    let names = Dictionary(uniqueKeysWithValues: states.map { ($0.number, $0.name) })
    /// Without the numbers of sources, and when an entry was last seen: the log does not say.
    func plain(_ record: EntryRecord) -> EntryRecord {
      var record = record
      record.lastSeen = 0
      record.source = 0
      return record
    }
    var content = Content()
    for state in states {
      var records = try store.entries(ofSource: state.number)
      for identity in seen.identities[state.name] ?? []
      where !records.contains(where: { $0.identity == identity }) {
        records += try store.index.departed(source: state.number, identity: identity).map { [$0] } ?? []
      }
      content.entries[state.name] = records.map(plain).sorted { $0.identity < $1.identity }
    }
    try store.recentRecords { record in
      #expect(names[record.source] != nil)
      content.recent.append(plain(record))
    }
    content.recent.sort { ($0.identity, $0.firstSeen) < ($1.identity, $1.firstSeen) }
    for var row in try store.index.segments() {
      // Computed again in time; when a segment was closed, only the file system knows.
      row.sha256 = nil
      row.closed = nil
      content.segments[row.name] = row
    }
    content.nextSeq = try store.index.nextSeq()
    return content
  }

  @Test(
    "Entries, the title window, segments and the next seq are the same, over rotation, compression and long bodies"
  )
  func agrees() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let glacier = "Glacier tongue breaks off above the valley road"
    let long = String(repeating: "The ice had moved for weeks. ", count: 4000)
    let one = [item("100001", glacier, long), item("100002", "Choir of the railway workers wins in Graz")]
    try await run(at: start, [("one", try feed("One", one))])
    let later = start.adding(seconds: 6 * 3600)
    // A copy, an edit of a long body, and entries that leave their feed.
    try await run(
      at: later,
      [
        ("two", try feed("Two", [item("200001", "UPDATE 1-" + glacier, "other")])),
        ("one", try feed("One", [item("100001", glacier, long + "It stopped at noon.")])),
      ])
    let last = start.adding(seconds: 70 * 3600)
    try await run(
      at: last,
      [
        ("three", try feed("Three", [item("1", "A piece on orchard pests in spring", day: 23)])),
        (
          "one",
          try feed(
            "One",
            [item("100001", glacier, "short again")] + [
              item("100003", "Night train to the coast returns after nine years", day: 23)
            ])
        ),
      ])
    let store = try open(at: last.adding(seconds: 4000))
    try store.tidy()
    try store.close()
    let folder = try FileManager.default.contentsOfDirectory(atPath: path + "/stories")
    #expect(folder.contains { $0.hasSuffix(".zst") })
    #expect(FileManager.default.fileExists(atPath: path + "/content/2026-11-20"))

    let now = last.adding(seconds: 5000)
    let live = try content(at: now)
    #expect(live.entries.mapValues(\.count) == ["one": 3, "two": 1, "three": 1])
    #expect(!live.recent.isEmpty)
    let rebuilt = try content(at: now, rebuilt: true)
    #expect(rebuilt.entries == live.entries)
    #expect(rebuilt.recent == live.recent)
    #expect(rebuilt.segments == live.segments)
    #expect(rebuilt.nextSeq == live.nextSeq)
    #expect(FileManager.default.fileExists(atPath: path + "/state/index.sqlite.broken"))
    #expect(!FileManager.default.fileExists(atPath: path + "/state/index.broken"))
    // And what is in the feeds is known: nothing is stored twice.
    let before = try content(at: now).nextSeq
    try await run(at: now, [("two", try feed("Two", [item("200001", "UPDATE 1-" + glacier, "other")]))])
    #expect(try content(at: now).nextSeq == before)
  }

  @Test("A title of four days ago is not in the window of an index that is built today")
  func oldTitles() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await run(
      at: start, [("one", try feed("One", [item("100001", "Choir of the railway workers wins")]))])
    let rebuilt = try content(at: start.adding(seconds: 96 * 3600), rebuilt: true)
    #expect(rebuilt.recent.isEmpty)
    #expect(rebuilt.entries["one"]?.count == 1)
  }

  @Test("A rebuild that was interrupted goes on as one")
  func interrupted() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await run(
      at: start, [("one", try feed("One", [item("100001", "Choir of the railway workers wins")]))])
    let live = try content(at: start)
    // As it is between the moment when the old index is aside and the first transaction.
    let state = path + "/state/"
    for name in ["index.sqlite", "index.sqlite-wal", "index.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: state + name)
    }
    try #require(FileManager.default.createFile(atPath: state + "index.rebuilding", contents: nil))
    _ = try SQLiteIndex(path: state + "index.sqlite", isChecked: false).close()
    let store = try open(at: start)
    #expect(store.opening.isRebuilt)
    #expect(store.opening.replayedLines == 1)
    try store.close()
    #expect(!FileManager.default.fileExists(atPath: state + "index.rebuilding"))
    #expect(try content(at: start) == live)
  }

  // MARK: - A log whose beginning is gone

  /// Two segments, of which retention took the first, and an index that was lost after that.
  private func losesBeginning(_ first: [String], _ second: [String]) async throws -> UnixTime {
    try await run(at: start, [("one", try feed("One", first))])
    let later = start.adding(seconds: 40 * 3600)
    try await run(at: later, [("one", try feed("One", second + first))])
    let folder = path + "/stories/"
    let oldest = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()[0]
    try FileManager.default.removeItem(atPath: folder + oldest)
    let store = try open(at: later, rebuilt: true)
    #expect(store.logFloor == LogFloor(time: later, lastSource: 1))
    try store.close()
    return later.adding(seconds: 3600)
  }

  private func titles() throws -> [String] {
    let reader = try LogReader(try OutputDirectory(path: path, for: .reading))
    var titles: [String] = []
    try reader.read { line throws(StoreError) in
      titles.append((try? line.parsed())?.line.entry?.title ?? "")
      return true
    }
    return titles
  }

  @Test("Entries of removed segments that are still in their feed are remembered and not stored again")
  func belowTheFloor() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let old = item("100001", "Choir of the railway workers wins in Graz", day: 19)
    let kept = item("100002", "Night train to the coast returns after nine years", day: 22)
    let now = try await losesBeginning([old], [kept])
    #expect(try titles() == ["Night train to the coast returns after nine years"])
    let new = item("100003", "Orchard pests came early this spring", day: 22)
    // Its time is that of the removed lines, and its line was there: only its source is another.
    let stranger = item("200001", "Ferry timetable for the winter months", day: 19)
    try await run(
      at: now, [("one", try feed("One", [new, kept, old])), ("two", try feed("Two", [stranger]))])
    let expected = [
      "Night train to the coast returns after nine years", "Orchard pests came early this spring",
      "Ferry timetable for the winter months",
    ]
    #expect(try titles() == expected)
    // It is known from now on: an edit of it is a revision, and no story.
    let edited = item("100001", "Choir of the railway workers wins in Graz", "A jury of five", day: 19)
    try await run(at: now.adding(seconds: 60), [("one", try feed("One", [new, kept, edited]))])
    let store = try open(at: now)
    #expect(try store.entries(ofSource: 1).count == 3)
    try store.close()
    #expect(try titles() == expected + ["Choir of the railway workers wins in Graz"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/stories").count > 1)
  }

  @Test(
    "Entries without a date, and those of the time that is left, are stored: better twice than not at all")
  func undatedAboveTheFloor() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let undated =
      "<item><guid isPermaLink='false'>100001</guid><title>Choir wins in Graz again</title></item>"
    let kept = item("100002", "Night train to the coast returns after nine years", day: 22)
    let now = try await losesBeginning([undated], [kept])
    try await run(at: now, [("one", try feed("One", [kept, undated]))])
    #expect(
      try titles() == ["Night train to the coast returns after nine years", "Choir wins in Graz again"])
  }

  @Test("An index whose log is whole takes nothing for stored")
  func noFloor() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await run(at: start, [("one", try feed("One", [item("100002", "Night train to the coast returns")]))])
    let store = try open(at: start.adding(seconds: 60), rebuilt: true)
    #expect(store.logFloor == nil)
    try store.close()
    let old = item("100001", "Choir of the railway workers wins in Graz", day: 1)
    try await run(at: start.adding(seconds: 60), [("one", try feed("One", [old]))])
    #expect(try titles().count == 2)
  }
}
