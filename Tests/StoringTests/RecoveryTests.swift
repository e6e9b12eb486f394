import FeedModel
import GRDB
import Glibc
import Testing
import WebText

@testable import Storing

@Suite struct RecoveryTests {
  /// A store with one committed story and a batch of several lines that was then cut off after `length`
  /// bytes of its stories: the process died in write(2).
  private func crash(after length: Int, of whole: [UInt8], from bench: Workbench, start: Int) throws
    -> Workbench
  {
    let crashed = try Workbench()
    crashed.clock.now = bench.clock.now
    bench.copyState(to: crashed)
    crashed.write(Array(whole[..<(start + length)]), to: crashed.newest(.stories))
    return crashed
  }

  @Test func `a batch that a killed process tore at any byte is completed with the same bytes`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    let start = bench.read(bench.newest(.stories)).count
    let before = try Workbench()
    bench.copyState(to: before)
    _ = try store?.commit(
      try Batch([story("b", at: bench.clock.now), story("c", at: bench.clock.now)], in: store!))
    let whole = bench.read(bench.newest(.stories))
    // The index of before, the redo record of after: what a kill between redo and index leaves.
    before.write(bench.read("state/redo"), to: "state/redo")
    store = nil
    for length in stride(from: 0, through: whole.count - start, by: 7) {
      let crashed = try crash(after: length, of: whole, from: before, start: start)
      let recovered = try crashed.open()
      #expect(crashed.read(crashed.newest(.stories)) == whole, "torn after \(length) bytes")
      #expect(crashed.replaying.seqs == [2, 3])
      #expect(try recovered.entries(ofSource: 1) == [record("a"), record("b"), record("c")])
      #expect(recovered.nextSeq >= 100_004)
    }
  }

  @Test(arguments: [
    "{\"seq\":9,\"type\":\"st", "\0\0\0\0\0\0", "not json\n", "{\"seq\":\"x\"}\n{\"seq\":10}\n", "\n",
  ])
  func `an end that no redo record explains is cut back to the last valid line`(garbage: String) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    store = nil
    let whole = bench.read(bench.newest(.stories))
    bench.write(Array(garbage.utf8), to: bench.newest(.stories), mode: "a")
    store = try bench.open()
    #expect(bench.read(bench.newest(.stories)) == whole)
    _ = try store?.commit(try Batch([story("b", at: bench.clock.now)], in: store!))
    #expect(try bench.lines(.stories).map(\.line.id) == ["a", "b"])
  }

  @Test func `whole lines beyond a broken redo record are kept, and a torn one after them is cut`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    let before = try Workbench()
    bench.copyState(to: before)
    _ = try store?.commit(
      try Batch([story("a", at: bench.clock.now), story("b", at: bench.clock.now)], in: store!))
    store = nil
    let lines = bench.read(bench.newest(.stories))
    before.clock.now = bench.clock.now
    before.write(Array(lines.dropLast(5)), to: before.newest(.stories))
    _ = try before.open()
    #expect(before.replaying.seqs == [1])
    #expect(try before.lines(.stories).map(\.line.id) == ["a"])
  }

  @Test func `an index that lags is caught up, and one that is gone is built anew`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    let body = String(repeating: "<p>Wind and rain</p>", count: 5000)
    _ = try store?.commit(
      try Batch(
        [story("a", at: bench.clock.now), sighting("x", of: "a", at: bench.clock.now)], in: store!))
    _ = try store?.commit(try Batch([story("b", body: body, at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    unlink(bench.path + "/state/index.sqlite")
    store = try bench.open()
    #expect(bench.replaying.isRebuild == true)
    #expect(bench.replaying.seqs == [1, 2, 3])
    #expect(bench.replaying.bodies.last == body)
    #expect(store?.opening == .init(wasClean: true, isRebuilt: true, replayedLines: 3))
    #expect(store?.nextSeq == 4)
  }

  @Test(arguments: [0, 20, 4096]) func `a damaged index is moved aside and built anew`(offset: Int) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    var bytes = bench.read("state/index.sqlite")
    for place in offset..<(offset + 3000) { bytes[place] = 0x5A }
    bench.write(bytes, to: "state/index.sqlite")
    store = try bench.open()
    #expect(bench.replaying.seqs == [1])
    #expect(try store?.entries(ofSource: 1) == [record("a", lastSeen: bench.clock.now)])
    #expect(bench.status("state/index.sqlite.broken") != nil)
  }

  @Test(arguments: ["", "CREATE TABLE notes (text)"])
  func `an index that was emptied, or is another program's, is built anew`(sql: String) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    unlink(bench.path + "/state/index.sqlite")
    bench.write([], to: "state/index.sqlite")
    let queue = try DatabaseQueue(path: bench.path + "/state/index.sqlite")
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
    bench.clock.now = bench.clock.now.adding(seconds: 100 * 86_400)
    store = try bench.open()
    #expect(bench.replaying.isRebuild == true)
    // Last seen now: else an old entry of a feed that shows all it ever had would be forgotten, and stored again.
    #expect(try store?.entries(ofSource: 1) == [record("a", lastSeen: bench.clock.now)])
    try store?.close()
    store = nil
    store = try bench.open()
    #expect(store?.opening.replayedLines == 0)
  }

  @Test func `damage that SQLite does not see is found in use, and the next start builds the index anew`()
    throws
  {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    let queue = try DatabaseQueue(path: bench.path + "/state/index.sqlite")
    try queue.write { try $0.execute(sql: "UPDATE source_entries SET records = zeroblob(120)") }
    try queue.close()
    store = try bench.open()
    #expect {
      _ = try store?.entries(ofSource: 1)
    } throws: { error in
      if case StoreError.indexCorrupt = error { true } else { false }
    }
    store?.markIndexBroken()
    store = nil
    store = try bench.open()
    #expect(bench.replaying.isRebuild == true)
    #expect(try store?.entries(ofSource: 1) == [record("a", lastSeen: bench.clock.now)])
  }

  @Test func `an empty segment that a killed process made is used, and its name is not made again`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    store = nil
    bench.write([], to: "stories/2026-11-23-000002.ndjson")
    store = try bench.open()
    _ = try store?.commit(try Batch([story("b", at: bench.clock.now)], in: store!))
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson", "2026-11-23-000002.ndjson"])
    #expect(try bench.lines(.stories).map(\.line.id) == ["a", "b"])
    #expect(bench.status("stories/2026-11-23-000001.ndjson").map { $0.st_mode & 0o777 } == 0o440)
    #expect(
      bench.status("stories.ndjson")?.st_ino == bench.status("stories/2026-11-23-000002.ndjson")?.st_ino)
  }
}
