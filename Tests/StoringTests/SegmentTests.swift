import FaultModel
import FeedModel
import Glibc
import Synchronization
import Testing
import WebText

@testable import Storing

@Suite struct SegmentTests {
  @Test func `the first batch of a new day opens a segment, closes the old and moves the live link`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
    let old = bench.status("stories.ndjson")?.st_ino
    #expect(old == bench.status("stories/2026-11-23-000001.ndjson")?.st_ino)
    bench.clock.now = bench.clock.now.adding(seconds: 86_400)
    _ = try store.commit(try Batch([story("b", at: bench.clock.now)], in: store))
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson", "2026-11-24-000002.ndjson"])
    #expect(
      bench.status("stories.ndjson")?.st_ino == bench.status("stories/2026-11-24-000002.ndjson")?.st_ino)
    let closed = bench.status("stories/2026-11-23-000001.ndjson")
    #expect(closed?.st_ino == old)
    #expect(closed.map { $0.st_mode & 0o777 } == 0o440)
    #expect(closed?.st_nlink == 1)
    let rows = try store.index.segments().filter { $0.stream == .stories }
    #expect(rows.map(\.state) == [.closed, .open])
    #expect(rows.map(\.lastSeq) == [1, 2])
    #expect(bench.names("updates") == ["2026-11-23-000001.ndjson"])
  }

  @Test func `a segment ends with the batch that reaches the limit, and readers see every line`() throws {
    let bench = try Workbench()
    bench.options.segmentLimit = 1000
    let store = try bench.open()
    for number in 1...20 {
      let time = bench.clock.now
      _ = try store.commit(
        try Batch(
          [story("s\(number)", at: time), sighting("x\(number)", of: "s\(number)", at: time)], in: store))
    }
    #expect(bench.names("stories").count > 3)
    var seqs: [Int64] = []
    let reader = try LogReader(store.directory)
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    #expect(seqs == Array(1...40))
    for after in [0, 1, 7, 20, 39, 40, 99] as [Int64] {
      var found: [Int64] = []
      try LogReader(store.directory, after: after).read { line throws(StoreError) in
        found.append(line.seq)
        return true
      }
      #expect(found == Array(1...40).filter { $0 > after })
    }
    #expect(try LogReader.seq(beforeLast: 5, in: store.directory) == 35)
    #expect(try LogReader.seq(beforeLast: 500, in: store.directory) == 0)
    // A follower goes on over the rotation.
    _ = try store.commit(try Batch([story("new", at: bench.clock.now)], in: store))
    try store.rotate()
    _ = try store.commit(try Batch([story("newer", at: bench.clock.now)], in: store))
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    #expect(seqs == Array(1...42))
    var verifier = Verifier(store.directory)
    #expect(try verifier.run().findings == [])
  }

  @Test func `an idle day's segment is closed by tidy and the next batch opens another`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
    bench.clock.now = bench.clock.now.adding(seconds: 86_400)
    try store.tidy()
    #expect(bench.status(bench.newest(.stories)).map { $0.st_mode & 0o777 } == 0o440)
    #expect(bench.names("stories").count == 1)
    _ = try store.commit(try Batch([story("b", at: bench.clock.now)], in: store))
    #expect(bench.names("stories").count == 2)
  }

  @Test func `a line has at most 64 KiB, and a longer body is in content whole`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let body = String(repeating: "<p>폭풍이 지나간 뒤 🌀</p>", count: 20_000)
    var long = story("a", body: body, at: bench.clock.now)
    long.entry?.tags = (0..<40_000).map { "tag \($0)" }
    _ = try store.commit(try Batch([long, story("b", body: "short", at: bench.clock.now)], in: store))
    let lines = try bench.lines(.stories)
    #expect(lines.map(\.contentFile) == ["content/2026-11-23/1.html", nil])
    #expect(bench.text("content/2026-11-23/1.html") == body)
    let cut = lines[0].line.entry?.contentHTML ?? ""
    #expect(!cut.isEmpty && body.hasPrefix(cut))
    #expect(bench.read(bench.newest(.stories)).split(separator: 0x0A).allSatisfy { $0.count < 65_536 })
  }

  @Test func `fields of control characters as long as the limits allow still make a line that fits`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let noise = String(repeating: "\u{1}", count: 8192)
    var line = story(noise, body: noise, at: bench.clock.now)
    line.id = "id"
    line.entry?.title = String(noise.prefix(4096))
    line.entry?.summary = noise
    line.feedTitle = noise
    _ = try store.commit(try Batch([line], in: store))
    #expect(bench.read(bench.newest(.stories)).count <= 65_536)
    #expect(try bench.lines(.stories).count == 1)
  }

  @Test func `a batch that begins a segment waits for one sync more, its folder's`() throws {
    final class Disk: Sendable {
      let data = Atomic(0)
      let full = Atomic(0)
    }
    let disk = Disk()
    let bench = try Workbench()
    let calls = FaultyCalls(
      beforeSync: { disk.data.add(1, ordering: .relaxed) },
      beforeFullSync: { disk.full.add(1, ordering: .relaxed) })
    try FileSystem.$calls.withValue(calls) {
      let store = try bench.open()
      _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
      let (data, full) = (disk.data.load(ordering: .relaxed), disk.full.load(ordering: .relaxed))
      bench.clock.now = bench.clock.now.adding(seconds: 86_400)
      _ = try store.commit(try Batch([story("b", at: bench.clock.now)], in: store))
      #expect(bench.names("stories").count == 2)
      #expect(disk.data.load(ordering: .relaxed) == data + 1)
      #expect(disk.full.load(ordering: .relaxed) == full + 1)
      #expect(bench.status("stories/2026-11-23-000001.ndjson").map { $0.st_mode & 0o777 } == 0o440)
    }
  }

  @Test func `what a power cut took back of a closed segment's mode, the next start puts right`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.rotate()
    store = nil
    let first = bench.path + "/stories/2026-11-23-000001.ndjson"
    #expect(chmod(first, 0o640) == 0)
    unlink(bench.path + "/stories.ndjson")
    #expect(link(first, bench.path + "/stories.ndjson") == 0)
    store = try bench.open()
    #expect(bench.status("stories/2026-11-23-000001.ndjson").map { $0.st_mode & 0o777 } == 0o440)
    #expect(
      bench.status("stories.ndjson")?.st_ino == bench.status("stories/2026-11-23-000002.ndjson")?.st_ino)
  }
}
