import FeedModel
import GRDB
import Glibc
import Testing
import WebText

@testable import Storing

/// `state/reading`: what a process that dies leaves behind for the next one.
@Suite struct ReadingMarksTests {
  /// The store of a process that ends without closing it.
  private func died(_ bench: Workbench, while body: (Store) throws -> Void) throws {
    try body(try bench.open())
  }

  @Test("Whoever was marked when the process died is found at the next start, and nobody else")
  func found() throws {
    let bench = try Workbench()
    try died(bench) { store in
      _ = store.marks.begin("moor")
      let done = store.marks.begin("coast")
      store.marks.end(done)
      store.marks.during("town") {}
      #expect(!store.marks.isAnythingLeft)
    }
    let store = try bench.open()
    #expect(store.marks.isAnythingLeft)
    #expect(store.marks.isLeft("moor"))
    #expect(!store.marks.isLeft("coast") && !store.marks.isLeft("town"))
  }

  @Test("Marks stay until they are cleared, so that a start that fails loses none")
  func cleared() throws {
    let bench = try Workbench()
    try died(bench) { _ = $0.marks.begin("moor") }
    try died(bench) { _ in }
    try died(bench) { store in
      #expect(store.marks.isLeft("moor"))
      store.marks.clear()
    }
    #expect(try !bench.open().marks.isAnythingLeft)
  }

  @Test("After a clean end nothing is left, whatever is marked")
  func clean() throws {
    let bench = try Workbench()
    let store = try bench.open()
    _ = store.marks.begin("moor")
    try store.close()
    try died(bench) { #expect(!$0.marks.isAnythingLeft) }
    #expect(try !bench.open().marks.isAnythingLeft)
  }

  @Test("More marks at once than there are slots are passed over, and all slots come back")
  func slots() throws {
    let bench = try Workbench()
    try died(bench) { store in
      let slots = (0..<70).map { store.marks.begin("source-\($0)") }
      for slot in slots { store.marks.end(slot) }
      for number in 0..<64 { _ = store.marks.begin("late-\(number)") }
    }
    let store = try bench.open()
    for number in 0..<64 { #expect(store.marks.isLeft("late-\(number)")) }
    for number in 0..<70 { #expect(!store.marks.isLeft("source-\(number)")) }
  }

  @Test("The sources of all lines are marked while they are encoded, and not afterwards")
  func encoding() throws {
    let bench = try Workbench()
    let names = (0..<600).map { "source-\($0)" }
    let lines = names.map { name in
      StoryLine(event: .init(name: "gone", message: "m"), source: name, time: bench.clock.now)
    }
    let store = try bench.open()
    var during: [UInt8] = []
    store.marks.whileEncoding(lines) { during = bench.read("state/reading") }
    #expect(during.count == 4096)
    #expect(during[512...].allSatisfy { $0 == 0 } == false)
    #expect(bench.read("state/reading").allSatisfy { $0 == 0 })
    // The last word is for the signal.
    let count = Set(stride(from: 512, to: 4096, by: 8).map { during.littleEndian(at: $0) }).count
    #expect(count == 447 + 1)
  }

  @Test("A suspect's document is kept for its owner alone, replaced, and taken away")
  func documents() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let documents = store.marks.documents
    #expect(!documents.has("moor"))
    documents.keep(Array("first, and longer".utf8), of: "moor")
    documents.keep(Array("second".utf8), of: "moor")
    #expect(documents.has("moor") && !documents.has("coast"))
    #expect(bench.text("state/suspects/moor.document") == "second")
    #expect(documents.path("moor") == bench.path + "/state/suspects/moor.document")
    #expect(bench.status("state/suspects/moor.document").map { $0.st_mode & 0o777 } == 0o600)
    documents.discard("moor")
    #expect(!documents.has("moor"))
  }

  @Test("Crashes are remembered with a source's state")
  func states() throws {
    let bench = try Workbench()
    let store = try bench.open()
    var state = SourceState(name: "moor")
    state.number = try store.number(ofSource: "moor")
    state.crashes = 2
    state.kills = 1
    state.lastCrash = bench.clock.now
    state.quarantinedUntil = bench.clock.now.adding(seconds: 60)
    var batch = Batch()
    batch.append(SourceUpdate(state: state))
    _ = try store.commit(batch)
    #expect(try store.sourceStates() == [state])
    let reader = try IndexReader(OutputDirectory(path: bench.path, for: .reading))
    #expect(try reader.sourceStates() == [state])
  }

  @Test("An index from before the quarantine can be looked at, and is brought up to date at the next start")
  func olderIndex() throws {
    let bench = try Workbench()
    try bench.open().close()
    for name in ["index.sqlite", "index.sqlite-wal", "index.sqlite-shm"] {
      unlink(bench.path + "/state/" + name)
    }
    let queue = try DatabaseQueue(path: bench.path + "/state/index.sqlite")
    try Schema.migrator.migrate(queue, upTo: "1 sources, entries, segments")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO sources VALUES (7, 'moor', 'https://moor.example/', NULL, NULL, NULL, 0, NULL, NULL, NULL,
          NULL, '', 200, '', 0, 3, 2, 1, 0, 'Moor', NULL, 0, 0, 0, 0, 0, 0)
          """)
    }
    try queue.close()
    var expected = SourceState(name: "moor")
    expected.number = 7
    expected.url = "https://moor.example/"
    expected.lastStatus = 200
    expected.polls = 3
    expected.stories = 2
    expected.sightings = 1
    expected.feedTitle = "Moor"
    let reader = try IndexReader(OutputDirectory(path: bench.path, for: .reading))
    #expect(try reader.sourceStates() == [expected])
    #expect(try bench.open().sourceStates() == [expected])
  }
}
