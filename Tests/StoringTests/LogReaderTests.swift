import FeedModel
import Glibc
import Testing
import WebText

@testable import Storing

@Suite struct LogReaderTests {
  private func head(_ line: String) -> (LineType, String, String)? {
    let bytes = Array(line.utf8)
    return bytes.withUnsafeBufferPointer { line in
      LineHead(line).map { head in
        (
          head.type, String(decoding: line[head.source], as: UTF8.self),
          String(decoding: line[head.firstSeen], as: UTF8.self)
        )
      }
    }
  }

  @Test func `a line's head is read as the writer wrote it`() throws {
    let time = UnixTime(year: 2026, month: 11, day: 23, hour: 10)
    var long = sighting("b", of: "a", at: time)
    long.source = "a \"quoted\" \\ source"
    long.feedTitle = "Title with a \\ and \"first_seen\":\"1999-01-01T00:00:00Z\""
    for line in [story("a", at: time), long, event("moved", at: time)] {
      var bytes: [UInt8] = []
      _ = line.encode(seq: 41, to: &bytes)
      let found = try #require(head(String(decoding: bytes, as: UTF8.self)))
      #expect(found.0 == line.type)
      #expect(found.2 == time.rfc3339)
      let unescaped = try JSONValue.parse(Array("\"\(found.1)\"".utf8)).string
      #expect(unescaped == line.source)
      #expect(LineFilter(sources: [line.source]).wants(bytes))
      #expect(!LineFilter(sources: ["other"]).wants(bytes))
      #expect(LineFilter(since: time).wants(bytes))
      #expect(!LineFilter(since: time.adding(seconds: 1)).wants(bytes))
      #expect(LineFilter(types: [line.type]).wants(bytes))
      #expect(!LineFilter(types: Set(LineType.allCases).subtracting([line.type])).wants(bytes))
    }
  }

  @Test(arguments: [
    "", "{", "{}", "{\"seq\":1", "{\"seq\":1,\"type\":\"story\",\"source\":\"a", "[\"seq\"]", "{\"seq\":1,}",
    "{\"seq\":1,\"type\":\"novel\",\"source\":\"a\",\"first_seen\":\"x\"}", "{\"a\":\"\\",
    "{\"seq\":1,\"source\":\"a\",\"first_seen\":\"x\"}", "{\"seq\":{\"type\":\"story\"}}",
  ])
  func `what does not begin as a line has no head`(text: String) {
    #expect(head(text) == nil)
    #expect(!LineFilter(types: [.story]).wants(Array(text.utf8)))
  }

  @Test func `a line with its members in another order is filtered all the same`() {
    let line = Array(
      "{\"first_seen\":\"2026-11-23T10:00:00Z\",\"id\":\"x\",\"source\":\"a\",\"type\":\"story\",\"seq\":3}"
        .utf8)
    #expect(LineFilter(types: [.story], sources: ["a"]).wants(line))
    #expect(!LineFilter(types: [.event]).wants(line))
  }

  @Test func `a reader follows twenty rotations of raw and compressed segments, and misses no line`() throws {
    let bench = try UpkeepBench()
    bench.options.policy.compressAfter = 3600
    let store = try bench.open()
    let directory = try OutputDirectory(path: bench.path, for: .reading)
    let reader = try LogReader(directory)
    var seqs: [Int64] = []
    func readOn() throws {
      try reader.read { line throws(StoreError) in
        seqs.append(line.seq)
        return true
      }
    }
    for round in 0..<20 {
      let now = bench.clock.now
      let lines = [
        story("a\(round)", at: now), sighting("s\(round)", of: "a\(round)", at: now), event("moved", at: now),
      ]
      _ = try store.commit(try Batch(lines, in: store))
      if round % 3 == 0 { try readOn() }
      try store.rotate()
      bench.pass(7200)
      try store.tidy()
    }
    try readOn()
    #expect(bench.names("stories").contains { $0.hasSuffix(".zst") })
    #expect(seqs == Array(1...60))
    for seq: Int64 in [1, 30, 59, 60] {
      let line = try #require(try LogReader.line(seq, in: directory))
      #expect(line.withUnsafeBufferPointer { LogLine.seq(of: $0) } == seq)
    }
    #expect(try LogReader.line(61, in: directory) == nil)
    #expect(try LogReader.lastSeq(in: directory) == 60)
  }

  @Test func `a time leaves out the segments of earlier days, and no line of that time`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    for day in 0..<6 {
      _ = try store.commit(try Batch([story("d\(day)", at: bench.clock.now)], in: store))
      bench.clock.now = bench.clock.now.adding(seconds: 86_400)
    }
    let since = UnixTime(year: 2026, month: 11, day: 26)
    var seqs: [Int64] = []
    try LogReader(store.directory, since: since).read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    #expect(seqs == [3, 4, 5, 6])
  }

  @Test func `what retention took away is counted from the index, else from the gap`() throws {
    let bench = try UpkeepBench()
    bench.options.policy.retainAge = 86_400
    let store = try bench.open()
    for day in 0..<6 {
      try bench.commit((0..<5).map { "\(day)-\($0)" }, to: store)
      bench.pass(86_400)
      try store.tidy()
    }
    let first = try #require(try SeqSearch(directory: store.directory, stream: .stories).first())
    try #require(first > 6)
    let removed = try RemovedLines(after: 3, in: store.directory)
    #expect(removed?.count == first - 1 - 3)
    #expect(removed?.isExact == true)
    #expect(removed?.upTo == first - 1)
    #expect(try RemovedLines(after: first - 1, in: store.directory) == nil)
    #expect(try RemovedLines(after: first + 2, in: store.directory) == nil)
    try store.close()
    unlink(bench.path + "/state/index.sqlite")
    let estimate = try RemovedLines(after: 3, in: store.directory)
    #expect(estimate?.count == first - 1 - 3)
    #expect(estimate?.isExact == false)
  }

  @Test func `a watch tells of appended lines and of new segments`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    let watch = LogWatch(store.directory)
    func isReadable() -> Bool {
      guard let descriptor = watch.descriptor else { return true }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&waiting, 1, 0) == 1
    }
    if watch.descriptor != nil { #expect(!isReadable()) }
    for _ in 0..<2 {
      _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
      #expect(isReadable())
      watch.clear()
      if watch.descriptor != nil { #expect(!isReadable()) }
      try store.rotate()
      #expect(isReadable())
      watch.clear()
    }
  }
}
