import FeedModel
import GRDB
import Glibc
import Synchronization
import Testing
import WebText

@testable import Storing

@Suite struct StoreTests {
  @Test func `a committed batch is in its streams and in the index, numbered stream by stream`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let time = bench.clock.now
    let batch = try Batch(
      [
        event("moved", at: time), sighting("b", of: "a", at: time), story("a", at: time),
        story("c", at: time),
      ],
      in: store)
    let committed = try store.commit(batch)
    #expect((0..<4).map { committed.seq(ofLine: $0) } == [4, 3, 1, 2])
    #expect(try bench.lines(.stories).map(\.seq) == [1, 2])
    #expect(try bench.lines(.updates).map(\.line.story) == ["a"])
    #expect(try bench.lines(.events).map(\.line.event?.name) == ["moved"])
    #expect(try store.entries(ofSource: 1) == [record("a"), record("c")])
    #expect(try store.sourceStates().map(\.etag) == ["\"v4\""])
  }

  @Test func `a second run goes on with the next seq, in the same segment`() throws {
    let bench = try Workbench()
    var store = try bench.open()
    _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
    try store.close()
    store = try bench.open()
    #expect(store.opening == .init(wasClean: true, isRebuilt: false, replayedLines: 0))
    _ = try store.commit(try Batch([story("b", at: bench.clock.now)], in: store))
    #expect(try bench.lines(.stories).map(\.seq) == [1, 2])
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson"])
  }

  @Test func `after an unclean end seq goes on well above what anybody can have seen`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    store = nil
    store = try bench.open()
    #expect(store?.opening.wasClean == false)
    #expect(store!.nextSeq >= 100_002)
  }

  @Test func `a batch without lines changes the index and leaves the log alone`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let before = bench.status("state/redo")
    _ = try store.commit(try Batch([], in: store))
    #expect(try store.sourceStates().count == 1)
    #expect(bench.status("state/redo")?.st_mtim.tv_nsec == before?.st_mtim.tv_nsec)
    #expect(store.nextSeq == 1)
  }

  @Test func `a second store is refused with the pid of the first`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let before = bench.names("state")
    #expect(throws: StoreError.locked(pid: getpid())) { try bench.open() }
    #expect(bench.names("state") == before)
    #expect(DirectoryLock.holder(of: store.directory) == getpid())
    try store.close()
  }

  @Test func `the lock ends with its holder`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = store?.nextSeq
    store = nil
    #expect(throws: Never.self) { try bench.open() }
  }

  @Test func `entries that left the feed are found by identity, link and title until they return`() throws {
    let bench = try Workbench()
    let uptime = Atomic<Int64>(0)
    bench.options.uptime = { uptime.load(ordering: .relaxed) }
    let store = try bench.open()
    var gone = record("gone")
    gone.link = 17
    gone.titleKey = UInt64.max
    gone.lastSeen = bench.clock.now.seconds
    var state = SourceState(name: "yonhap")
    state.number = try store.number(ofSource: "yonhap")
    var update = SourceUpdate(state: state, entries: [])
    update.departed = [gone]
    var batch = Batch()
    batch.append(update)
    #expect(!store.index.hasDeparted(source: 1))
    _ = try store.commit(batch)
    #expect(store.index.hasDeparted(source: 1))
    #expect(try store.index.departed(source: 1, identity: gone.identity) == gone)
    #expect(try store.index.departed(source: 1, link: 17) == gone)
    #expect(try store.index.departed(source: 1, titleKey: .max) == [gone])
    #expect(try store.index.departed(source: 2, identity: gone.identity) == nil)

    bench.clock.now = bench.clock.now.adding(seconds: 91 * 86_400)
    uptime.store(91 * 86_400_000, ordering: .relaxed)
    try store.tidy()
    #expect(try store.index.departed(source: 1, identity: gone.identity) == nil)

    update.departed = [gone]
    batch = Batch()
    batch.append(update)
    _ = try store.commit(batch)
    update.departed = []
    update.returned = [gone.identity]
    batch = Batch()
    batch.append(update)
    _ = try store.commit(batch)
    #expect(try store.index.departed(source: 1, identity: gone.identity) == nil)
  }

  @Test func `what was learned of a source is kept with its entries, and survives updates without it`() throws
  {
    let bench = try Workbench()
    var store = try bench.open()
    var state = SourceState(name: "yonhap")
    state.number = try store.number(ofSource: "yonhap")
    #expect(try store.index.learned(ofSource: 1).isEmpty)
    var update = SourceUpdate(state: state, entries: [record("a")])
    update.learned = [1, 2, 3]
    var batch = Batch()
    batch.append(update)
    _ = try store.commit(batch)
    for entries in [nil, [record("b")]] {
      batch = Batch()
      batch.append(SourceUpdate(state: state, entries: entries))
      _ = try store.commit(batch)
      #expect(try store.index.learned(ofSource: 1) == [1, 2, 3])
    }
    try store.close()
    store = try bench.open()
    #expect(try store.index.learned(ofSource: 1) == [1, 2, 3])
    #expect(try store.entries(ofSource: 1).count == 1)
    try store.close()
  }

  @Test func `recent records come back in order and are dropped after 72 hours`() throws {
    let bench = try Workbench()
    let uptime = Atomic<Int64>(0)
    bench.options.uptime = { uptime.load(ordering: .relaxed) }
    var store = try bench.open()
    for id in ["a", "b", "c"] {
      var batch = Batch()
      batch.append(recent: record(id))
      _ = try store.commit(batch)
      bench.clock.now = bench.clock.now.adding(seconds: 30 * 3600)
      uptime.add(30 * 3_600_000, ordering: .relaxed)
    }
    try store.tidy()
    try store.close()
    store = try bench.open()
    var found: [EntryRecord] = []
    try store.recentRecords { found.append($0) }
    #expect(found == [record("b"), record("c")])
  }

  @Test func `every field of a source's state survives`() throws {
    let bench = try Workbench()
    var store = try bench.open()
    var state = SourceState(name: "yonhap")
    state.number = try store.number(ofSource: "yonhap")
    state.url = "https://a.example/"
    state.finalURL = "https://b.example/"
    state.etag = "W/\"\u{1}é\""
    state.lastModified = "Mon, 23 Nov 2026 10:00:00 GMT"
    state.bodyHash = .max
    state.firstPoll = UnixTime(milliseconds: 1)
    state.lastPoll = UnixTime(milliseconds: 2)
    state.lastSuccess = UnixTime(milliseconds: 3)
    state.nextPoll = UnixTime(milliseconds: 4)
    state.nextPollReason = "ttl 60"
    state.lastStatus = 304
    state.lastError = "none"
    state.consecutiveFailures = 5
    state.polls = 6
    state.stories = 7
    state.sightings = 8
    state.revisions = 9
    state.feedTitle = "연합뉴스"
    state.lastNewEntry = UnixTime(milliseconds: -10)
    state.entryInterval = 11
    state.isGone = true
    state.publisherInterval = 12
    state.skipHours = .max
    state.skipDays = .max
    state.rhythm = [1, 0, 255]
    state.trouble = .blocked
    state.hostHold = UnixTime(milliseconds: 13)
    state.fetching.unconfirmed = 14
    state.fetching.lastWhole = UnixTime(milliseconds: 15)
    state.fetching.unreliableUntil = UnixTime(milliseconds: 16)
    state.fetching.candidate = FetchMemory.Move(
      url: "https://c.example/", configured: state.url, since: UnixTime(milliseconds: 17))
    var batch = Batch()
    batch.append(SourceUpdate(state: state))
    _ = try store.commit(batch)
    try store.close()
    store = try bench.open()
    #expect(try store.sourceStates() == [state])
    #expect(try store.number(ofSource: "yonhap") == 1)
    #expect(try store.number(ofSource: "other") == 2)
  }

  @Test func `what an earlier version kept of the 304s is still known`() throws {
    let bench = try Workbench()
    var store = try bench.open()
    var state = SourceState(name: "moor")
    state.number = try store.number(ofSource: "moor")
    var batch = Batch()
    batch.append(SourceUpdate(state: state))
    _ = try store.commit(batch)
    try store.close()
    let queue = try DatabaseQueue(path: bench.path + "/state/index.sqlite")
    try queue.write {
      try $0.execute(
        sql: "UPDATE sources SET unconfirmed = NULL, last_whole = NULL, fetching = ?",
        arguments: [#"{"unconfirmed":3,"last_whole":1790000000000}"#])
    }
    try queue.close()
    store = try bench.open()
    state.fetching.unconfirmed = 3
    state.fetching.lastWhole = UnixTime(seconds: 1_790_000_000)
    #expect(try store.sourceStates() == [state])
  }
}
