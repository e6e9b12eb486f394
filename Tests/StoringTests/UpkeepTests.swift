import FeedModel
import Glibc
import Synchronization
import SystemPackage
import Testing
import WebText

@testable import Storing

@Suite struct UpkeepTests {
  private let day: Int64 = 86_400

  /// A bench whose upkeep is done when `tidy` returns, and whose other clock is moved by hand.
  private func bench(_ change: (inout SegmentPolicy) -> Void = { _ in }) throws -> UpkeepBench {
    let bench = try UpkeepBench()
    change(&bench.options.policy)
    return bench
  }

  // MARK: - Hashes

  @Test func `a closed segment's row gets the SHA-256 of its file, and closing does not wait for it`() throws
  {
    let bench = try bench()
    let store = try bench.open()
    try bench.commit(["a", "b"], to: store)
    try store.rotate()
    #expect(try bench.row(1, store).sha256 == nil)
    try store.tidy()
    let row = try bench.row(1, store)
    let bytes = bench.read(bench.segment(1))
    #expect(row.sha256 == Hexadecimal.encode(SHA256.hash(bytes)))
    #expect(row.size == Int64(bytes.count) && row.lines == 2 && row.firstSeq == 1 && row.lastSeq == 2)
    #expect(row.state == .closed && row.closed == bench.clock.now)
    #expect(try bench.findings() == [])
  }

  @Test(.enabled(if: installed("sha256sum"))) func `sha256sum agrees`() throws {
    let bench = try bench()
    let store = try bench.open()
    try bench.commit((0..<300).map { "s\($0)" }, to: store)
    try store.rotate()
    try store.tidy()
    let sum = try bench.row(1, store).sha256 ?? ""
    bench.write(Array("\(sum)  \(bench.path)/\(bench.segment(1))\n".utf8), to: "sums")
    #expect(system("sha256sum --check --quiet '\(bench.path)/sums'") == 0)
  }

  // MARK: - Compression

  @Test func `a segment is compressed when it has been closed for the time that is set`() throws {
    let bench = try bench { $0.compressAfter = 7200 }
    let store = try bench.open()
    try bench.commit(["a", "b"], to: store)
    let raw = bench.read(bench.segment(1))
    try store.rotate()
    try bench.commit(["c"], to: store)
    bench.pass(7199)
    try store.tidy()
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson", "2026-11-23-000002.ndjson"])
    bench.pass(1)
    try store.tidy()
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson.zst", "2026-11-23-000002.ndjson"])
    let status = bench.status(bench.segment(1) + ".zst")
    #expect(status.map { $0.st_mode & 0o777 } == 0o440)
    let row = try bench.row(1, store)
    #expect(row.compressedSize == status.map { Int64($0.st_size) })
    #expect(row.size == Int64(raw.count))
    #expect(row.sha256 == Hexadecimal.encode(SHA256.hash(raw)))
    #expect(try bench.seqs() == [1, 2, 3])
    #expect(try bench.findings() == [])
  }

  @Test func `a segment whose closing an early version did not note is compressed too, by its name's day`()
    throws
  {
    let bench = try bench { $0.compressAfter = 7200 }
    let store = try bench.open()
    try bench.commit(["a"], to: store)
    try store.rotate()
    try bench.commit(["b"], to: store)
    var row = try bench.row(1, store)
    row.closed = nil
    var changes = IndexChanges(nextSeq: store.nextSeq, now: bench.clock.now)
    changes.segments = [row]
    try store.index.apply(changes)
    // From 10 o'clock to two hours after the day's end.
    bench.pass(16 * 3600 - 1)
    try store.tidy()
    #expect(try bench.row(1, store).compressedSize == nil)
    bench.pass(1)
    try store.tidy()
    #expect(try bench.row(1, store).compressedSize != nil)
    #expect(bench.names("stories").first == "2026-11-23-000001.ndjson.zst")
  }

  @Test func `no sooner than an hour after closing, whatever is set`() throws {
    let bench = try bench { $0.compressAfter = 1 }
    let store = try bench.open()
    try bench.commit(["a"], to: store)
    try store.rotate()
    bench.pass(3599)
    try store.tidy()
    #expect(bench.names("stories").allSatisfy { $0.hasSuffix(".ndjson") })
    bench.pass(1)
    try store.tidy()
    #expect(bench.names("stories").first == "2026-11-23-000001.ndjson.zst")
  }

  @Test func `the newest segment stays raw, because the live link is its other name`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    try bench.commit(["a"], to: store)
    bench.pass(day)
    try store.tidy()
    bench.pass(day)
    try store.tidy()
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson"])
    #expect(try bench.row(1, store).state == .closed)
    #expect(try bench.findings() == [])
  }

  @Test(.enabled(if: installed("zstd"))) func `zstd makes the same bytes of it, frame by frame`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    // More than two frames.
    for _ in 0..<4 { try bench.commitLong(to: store) }
    let raw = bench.read(bench.segment(1))
    #expect(raw.count > 2 * bench.options.policy.frameSize)
    try bench.compressFirst(store)
    let file = bench.segment(1) + ".zst"
    #expect(system("zstd -q --test '\(bench.path)/\(file)'") == 0)
    #expect(system("zstd -q -d -c '\(bench.path)/\(file)' > '\(bench.path)/back'") == 0)
    #expect(bench.read("back") == raw)
    #expect(try bench.findings() == [])
  }

  @Test func `any line of a compressed segment is found by its seq, and read backward too`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    for _ in 0..<4 { try bench.commitLong(to: store) }
    let all = try bench.seqs()
    try bench.compressFirst(store)
    try bench.commit(["new"], to: store)
    #expect(try bench.seqs() == all + [Int64(all.count) + 1])
    for after in stride(from: Int64(0), through: Int64(all.count) + 2, by: 7) {
      #expect(try bench.seqs(after: after) == (all + [Int64(all.count) + 1]).filter { $0 > after })
    }
    #expect(try LogReader.seq(beforeLast: 30, in: store.directory) == Int64(all.count) - 29)
  }

  @Test func `a reader that has the raw file open goes on with it, and over to the next segment`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    for _ in 0..<4 { try bench.commitLong(to: store) }
    let reader = try LogReader(store.directory)
    var seqs: [Int64] = []
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return seqs.count < 3
    }
    try bench.compressFirst(store)
    try bench.commit(["new"], to: store)
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    #expect(seqs == Array(1...(seqs.last ?? 0)))
    #expect(try seqs == bench.seqs())
  }

  @Test func `interrupted at any call, a compression loses nothing and is done at the next start`() throws {
    var calls = 0
    while true {
      let bench = try bench { $0.compressAfter = 3600 }
      var store: Store? = try bench.open()
      for _ in 0..<3 { try bench.commitLong(to: store!) }
      let raw = bench.read(bench.segment(1))
      try store?.rotate()
      bench.pass(3600)
      let failing = FailingCalls(after: calls)
      try FileSystem.$calls.withValue(failing) {
        // Whatever it runs into, it is no error of the store.
        try store?.upkeep.perform(
          store!.policy.tasks(for: store!.index.segments(), now: bench.clock.now, isClockSteady: true))
      }
      store = nil
      let isDone = !failing.hasFailed
      // Readers find it whole at once, and so does the next start.
      #expect(
        try bench.seqs() == [1, 2, 3].flatMap { batch in (1...25).map { Int64((batch - 1) * 25 + $0) } })
      store = try bench.open()
      bench.pass(3600)
      try store?.tidy()
      #expect(bench.names("stories").first == "2026-11-23-000001.ndjson.zst", "stopped after \(calls) calls")
      #expect(bench.hidden("stories").isEmpty)
      let row = try bench.row(1, store!)
      #expect(row.sha256 == Hexadecimal.encode(SHA256.hash(raw)))
      #expect(row.compressedSize == bench.status(bench.segment(1) + ".zst").map { Int64($0.st_size) })
      #expect(try bench.seqs().count == 75)
      #expect(try bench.findings() == [])
      if isDone { break }
      calls += 1
    }
    #expect(calls > 8)
  }

  @Test func `a segment that is not what its row says is not compressed`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    try bench.commit(["a"], to: store)
    try store.rotate()
    try store.tidy()
    var bytes = bench.read(bench.segment(1))
    bytes[bytes.count / 2] ^= 1
    chmod(bench.path + "/" + bench.segment(1), 0o640)
    bench.write(bytes, to: bench.segment(1))
    bench.pass(3600)
    try store.tidy()
    #expect(bench.names("stories").first == "2026-11-23-000001.ndjson")
    #expect(bench.hidden("stories").isEmpty)
  }

  @Test func `a damaged frame costs its own lines, and says where it is`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    let store = try bench.open()
    for _ in 0..<6 { try bench.commitLong(to: store) }
    let all = try bench.seqs()
    try bench.compressFirst(store)
    let file = bench.segment(1) + ".zst"
    var bytes = bench.read(file)
    bytes[bytes.count / 2] ^= 0x55
    chmod(bench.path + "/" + file, 0o640)
    bench.write(bytes, to: file)
    var places: [String] = []
    var seqs: [Int64] = []
    let reader = try LogReader(store.directory)
    reader.onDamage = { file, offset in places.append("\(file):\(offset)") }
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    #expect(places.count == 1 && places.first?.hasPrefix(file + ":") == true)
    #expect(seqs.first == 1 && seqs.last == all.last)
    #expect(seqs.count < all.count && seqs.count > all.count / 3)
    try reader.read { _ throws(StoreError) in true }
    #expect(places.count == 1)
  }

  // MARK: - A rebuilt index

  @Test func `an index is rebuilt from compressed segments as from raw ones`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    var store: Store? = try bench.open()
    let body = String(repeating: "<p>rain</p>", count: 10_000)
    _ = try store?.commit(
      try Batch([story("a", body: body, at: bench.clock.now), story("b", at: bench.clock.now)], in: store!))
    try bench.compressFirst(store!)
    try bench.commit(["c"], to: store!)
    let before = try bench.row(1, store!)
    try store?.close()
    store = nil
    unlink(bench.path + "/state/index.sqlite")
    store = try bench.open()
    #expect(bench.replaying.seqs == [1, 2, 3])
    #expect(bench.replaying.bodies.first == body)
    bench.pass(60)
    try store?.tidy()
    var after = try bench.row(1, store!)
    after.closed = before.closed
    #expect(after == before)
    #expect(before.contentSize == Int64(body.utf8.count))
    #expect(try bench.findings() == [])
  }

  @Test func `when the newest segment is compressed, the live link names a new one`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    var store: Store? = try bench.open()
    try bench.commit(["a"], to: store!)
    try bench.compressFirst(store!)
    try store?.close()
    store = nil
    unlink(bench.path + "/stories.ndjson")
    unlink(bench.path + "/" + bench.segment(2))
    store = try bench.open()
    #expect(bench.names("stories") == ["2026-11-23-000001.ndjson.zst", "2026-11-23-000003.ndjson"])
    #expect(bench.status("stories.ndjson")?.st_ino == bench.status(bench.segment(3))?.st_ino)
  }

  // MARK: - Retention

  @Test func `segments go by age, whole and oldest first, with their bodies; the newest two stay`() throws {
    let bench = try bench { $0.retainAge = 10 * 86_400 }
    let store = try bench.open()
    let body = String(repeating: "<p>rain</p>", count: 10_000)
    for number in 1...5 {
      _ = try store.commit(
        try Batch([story("s\(number)", body: body, at: bench.clock.now)], in: store))
      try store.tidy()
      bench.pass(day)
    }
    // 10 days after the end of the first one's day, less an hour.
    bench.pass(day * 5 + 13 * 3600)
    try store.tidy()
    #expect(bench.names("stories").count == 5)
    bench.pass(3600 + 1)
    try store.tidy()
    #expect(bench.names("stories").count == 4)
    #expect(try bench.row(1, store).state == .removed)
    #expect(bench.names("content").count == 4)
    #expect(bench.names("state").contains("removing") == false)
    #expect(try bench.findings() == [])
    #expect(try bench.seqs() == [2, 3, 4, 5])
    bench.pass(day * 100)
    bench.steady(store)
    try store.tidy()
    #expect(bench.names("stories").count == 2)
    #expect(try bench.seqs() == [4, 5])
    #expect(try bench.findings() == [])
    // Identities outlive bodies.
    #expect(try !store.entries(ofSource: 1).isEmpty)
  }

  @Test func `segments go by bytes, the oldest of all streams first, bodies counted`() throws {
    let bench = try bench()
    bench.options.policy.retainSize = 1 << 20
    let store = try bench.open()
    let body = String(repeating: "r", count: 200_000)
    for number in 1...8 {
      let time = bench.clock.now
      _ = try store.commit(
        try Batch(
          [story("s\(number)", body: body, at: time), sighting("x\(number)", of: "s\(number)", at: time)],
          in: store))
      try store.rotate()
    }
    #expect(bench.names("stories").count == 9)
    try store.tidy()
    let rows = try store.index.segments().filter { $0.state != .removed }
    let total = rows.reduce(Int64(0)) { $0 + $1.size + $1.contentSize }
    #expect(total <= 1 << 20 && total > 700_000)
    #expect(rows.filter { $0.stream == .stories }.map(\.firstSeq) == [7, 9, 11, 13, 15, 0])
    #expect(rows.filter { $0.stream == .updates }.map(\.firstSeq).filter { $0 > 0 }.min() == 6)
    #expect(try bench.findings() == [])
    #expect(bench.names("content/2026-11-23").count == 5)
  }

  @Test func `nothing is removed within a day of a jump of the clock`() throws {
    let bench = try bench { $0.retainAge = 86_400 }
    let store = try bench.open()
    for number in 1...4 {
      try bench.commit(["s\(number)"], to: store)
      try store.rotate()
    }
    try store.tidy()
    // The clock goes a year ahead, and the other one does not.
    bench.clock.now = bench.clock.now.adding(seconds: 365 * day)
    try store.tidy()
    #expect(bench.names("stories").count == 5)
    for _ in 0..<23 {
      bench.pass(3600)
      try store.tidy()
    }
    #expect(bench.names("stories").count == 5)
    bench.pass(3600)
    try store.tidy()
    #expect(bench.names("stories").count == 2)
  }

  @Test func `a removal that was interrupted at any call is finished at the next start`() throws {
    var calls = 0
    while true {
      let bench = try bench { $0.retainAge = 86_400 }
      var store: Store? = try bench.open()
      let body = String(repeating: "<p>rain</p>", count: 10_000)
      for number in 1...4 {
        _ = try store?.commit(
          try Batch([story("s\(number)", body: body, at: bench.clock.now)], in: store!))
        try store?.rotate()
      }
      let rows = try store!.index.segments().filter { $0.state == .closed && $0.stream == .stories }
      let failing = FailingCalls(after: calls)
      FileSystem.$calls.withValue(failing) {
        store?.upkeep.perform(rows.prefix(2).map(SegmentTask.remove))
      }
      store = nil
      // No line that can be read names a body that is gone.
      for line in try bench.lines(.stories) {
        #expect(line.contentFile.map { bench.status($0) != nil } ?? true, "stopped after \(calls) calls")
      }
      store = try bench.open()
      let isThere = bench.names("stories").count
      #expect((3...5).contains(isThere))
      #expect(bench.names("content/2026-11-23").count == isThere - 1)
      #expect(try bench.findings() == [])
      #expect(try bench.report().notes == [])
      if !failing.hasFailed {
        #expect(isThere == 3)
        break
      }
      calls += 1
    }
    #expect(calls > 8)
  }

  @Test func `the thread beside the writer does the same work, and stops when the store is closed`() throws {
    let bench = try bench { $0.compressAfter = 3600 }
    bench.options.isUpkeepInline = false
    let store = try bench.open()
    for _ in 0..<4 { try bench.commitLong(to: store) }
    try store.rotate()
    bench.pass(3600)
    try store.tidy()
    try store.close()
    let again = try bench.open()
    #expect(try bench.seqs().count == 100)
    #expect(bench.hidden("stories").isEmpty)
    try again.close()
    #expect(try bench.findings() == [])
  }
}

@Suite struct ClockWatchTests {
  private let start = UnixTime(year: 2026, month: 11, day: 23)
  private let hour: Int64 = 3_600_000

  @Test func `a clock is steady a day after its first reading, or at once where nothing is to lose`() {
    #expect(ClockWatch(remembered: nil, wall: start, uptime: 0, isNew: true).isSteady)
    var watch = ClockWatch(remembered: nil, wall: start, uptime: 0, isNew: false)
    #expect(!watch.isSteady)
    for step in 1...24 {
      watch.note(wall: start.adding(seconds: Int64(step) * 3600), uptime: Int64(step) * hour)
      #expect(watch.isSteady == (step == 24))
    }
  }

  @Test(arguments: [-31_536_000, -600, 600, 31_536_000] as [Int64])
  func `a jump while it runs takes the day anew`(jump: Int64) {
    var watch = ClockWatch(remembered: nil, wall: start, uptime: 0, isNew: true)
    watch.note(wall: start.adding(seconds: 3600 + jump), uptime: hour)
    #expect(!watch.isSteady)
    watch.note(wall: start.adding(seconds: 3600 * 25 + jump), uptime: 25 * hour)
    #expect(watch.isSteady)
  }

  @Test func `what NTP puts right is no jump`() {
    var watch = ClockWatch(remembered: nil, wall: start, uptime: 0, isNew: true)
    watch.note(wall: start.adding(seconds: 3602), uptime: hour)
    #expect(watch.isSteady)
  }

  @Test(arguments: [(-3600, false), (10, true), (80_000, true), (90_000, false)] as [(Int64, Bool)])
  func `over a restart a step back or of more than a day is a jump`(gap: Int64, isSteady: Bool) {
    let before = ClockWatch(remembered: nil, wall: start, uptime: 0, isNew: true)
    let after = ClockWatch(
      remembered: before.encoded, wall: start.adding(seconds: gap), uptime: 777, isNew: false)
    #expect(after.isSteady == isSteady)
  }

  @Test(arguments: ["", "x\ny\n", "9223372036854775807\n9223372036854775807\n", "-5\n-9223372036854775808\n"])
  func `a memory that is none is not believed`(text: String) {
    var watch = ClockWatch(remembered: Array(text.utf8), wall: start, uptime: 0, isNew: false)
    #expect(!watch.isSteady)
    watch.note(wall: UnixTime(milliseconds: .min), uptime: .max)
    watch.note(wall: UnixTime(milliseconds: .max), uptime: .min)
  }
}

func installed(_ tool: String) -> Bool { system("command -v \(tool) > /dev/null 2>&1") == 0 }
