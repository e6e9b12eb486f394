import Glibc
import Testing

@testable import Storing

/// One case for each kind of damage: that it is found, where, and that nothing else is.
@Suite struct VerifierTests {
  /// Three closed segments, the first of them compressed, and an open one; a body in `content/`; closed in order.
  private func sound() throws -> UpkeepBench {
    let bench = try UpkeepBench()
    bench.options.policy.compressAfter = 3600
    let store = try bench.open()
    for _ in 0..<6 { try bench.commitLong(to: store) }
    try bench.compressFirst(store)
    let body = String(repeating: "<p>rain</p>", count: 10_000)
    let time = bench.clock.now
    _ = try store.commit(try Batch([story("a", body: body, at: time), story("b", at: time)], in: store))
    try store.rotate()
    try bench.commit(["c"], to: store)
    try store.rotate()
    try store.tidy()
    _ = try store.commit(try Batch([story("d", at: time), story("e", at: time)], in: store))
    _ = try store.commit(try Batch([sighting("x", of: "d", at: time), event("moved", at: time)], in: store))
    try store.close()
    return bench
  }

  private let compressed = "stories/2026-11-23-000001.ndjson.zst"
  private let closed = "stories/2026-11-23-000002.ndjson"
  private let second = "stories/2026-11-23-000003.ndjson"
  private let open = "stories/2026-11-23-000004.ndjson"
  private let updates = "updates/2026-11-23-000001.ndjson"
  private let body = "content/2026-11-23/151.html"
  private let index = "state/index.sqlite"

  /// Findings as `kind file:offset`, and the messages.
  private func verify(_ damage: (UpkeepBench) throws -> Void) throws -> [String] {
    let bench = try sound()
    try damage(bench)
    let findings = try bench.findings()
    for finding in findings { #expect(!finding.message.isEmpty) }
    return findings.map { "\($0.kind) \($0.file)" + ($0.offset.map { ":\($0)" } ?? "") }
  }

  private func size(_ bench: UpkeepBench, _ name: String) -> Int { bench.read(name).count }

  /// Writes a file that may be read-only, and leaves its mode.
  private func put(_ bytes: [UInt8], to name: String, _ bench: UpkeepBench) {
    let mode = bench.status(name)?.st_mode ?? 0o640
    chmod(bench.path + "/" + name, 0o640)
    bench.write(bytes, to: name)
    chmod(bench.path + "/" + name, mode & 0o777)
  }

  private func flip(_ place: Int, of name: String, _ bench: UpkeepBench, with bits: UInt8 = 1) {
    var bytes = bench.read(name)
    bytes[place] ^= bits
    put(bytes, to: name, bench)
  }

  @Test func `nothing is found in a sound directory, and everything is looked at`() throws {
    let bench = try sound()
    let report = try bench.report()
    #expect(report.findings == [])
    #expect(report.notes == [])
    #expect(report.segments == 6)
    #expect(report.lines == [.stories: 155, .updates: 1, .events: 1])
    #expect(report.lastSeq == 157 && report.contentFiles == 1)
    // Nor beside the daemon.
    let store = try bench.open()
    try bench.commit(["f"], to: store)
    #expect(try bench.findings() == [])
    try store.close()
  }

  @Test func `it changes nothing`() throws {
    let bench = try sound()
    let listing = "cd '\(bench.path)' && find . -type f -not -name '*.sqlite*' | sort | xargs sha256sum"
    #expect(system("(\(listing)) > '\(bench.path).before'") == 0)
    _ = try bench.report()
    #expect(
      system("(\(listing)) | cmp - '\(bench.path).before'; rc=$?; rm '\(bench.path).before'; exit $rc") == 0)
  }

  @Test func `bytes without a newline`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, open)
      put(bench.read(open) + Array("{\"seq\":99".utf8), to: open, bench)
    }
    #expect(found == ["torn \(open):\(end)"])
  }

  @Test func `a line that is not JSON`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, open)
      put(bench.read(open) + Array("x\n".utf8), to: open, bench)
    }
    #expect(found == ["json \(open):\(end)", "index \(open):\(end)"])
  }

  @Test func `a line that says too little`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, open)
      put(bench.read(open) + Array("{\"seq\":9999,\"type\":\"story\"}\n".utf8), to: open, bench)
    }
    #expect(found == ["json \(open):\(end)", "index \(open):\(end)"])
  }

  @Test func `a line that is longer than readers can be asked to take`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, open)
      let words = String(repeating: "x", count: 70_000)
      let line = "{\"seq\":157,\"type\":\"event\",\"source\":\"a\",\"first_seen\":\"2026-11-23T10:00:00Z\","
      put(bench.read(open) + Array((line + "\"event\":\"\(words)\"}\n").utf8), to: open, bench)
    }
    #expect(found.contains("json \(open):\(end)"))
  }

  @Test func `a line whose first field is not seq`() throws {
    let line =
      "{\"type\":\"event\",\"seq\":9999,\"source\":\"a\",\"first_seen\":\"2026-11-23T10:00:00Z\",\"event\":\"x\"}"
    var end = 0
    let events = "events/2026-11-23-000001.ndjson"
    let found = try verify { bench in
      end = size(bench, events)
      put(bench.read(events) + Array((line + "\n").utf8), to: events, bench)
    }
    #expect(found.contains("json \(events):\(end)"))
  }

  @Test func `a line in the wrong stream`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, updates)
      let line = String(decoding: bench.read(open).split(separator: 0x0A)[0], as: UTF8.self)
      put(
        bench.read(updates) + Array(line.utf8).replacing(Array("154".utf8), with: Array("254".utf8)) + [0x0A],
        to: updates, bench)
    }
    #expect(found.contains("json \(updates):\(end)"))
  }

  @Test func `stories that stand twice, by their seqs and by their ids`() throws {
    var end = 0
    let found = try verify { bench in
      end = size(bench, open)
      put(bench.read(open) + bench.read(open), to: open, bench)
    }
    #expect(found.contains("seq \(open):\(end)") && found.contains("id \(open):\(end)"))
    #expect(found.filter { $0.hasPrefix("id") }.count == 2)
  }

  @Test func `a seq that two streams have`() throws {
    let found = try verify { bench in
      var text = String(decoding: bench.read(updates), as: UTF8.self)
      text = text.replacing("\"seq\":156", with: "\"seq\":155")
      put(Array(text.utf8), to: updates, bench)
    }
    #expect(found == ["seq \(updates):0", "index \(updates)"])
  }

  @Test func `a closed segment in which a byte was changed`() throws {
    let found = try verify { bench in
      let text = String(decoding: bench.read(second), as: UTF8.self)
      put(Array(text.replacing("Ferry", with: "Fairy").utf8), to: second, bench)
    }
    #expect(found == ["segment \(second)"])
  }

  @Test func `a closed segment that grew, or lost its end`() throws {
    var whole = 0
    let shorter = try verify { bench in
      whole = size(bench, closed)
      put(Array(bench.read(closed).prefix(whole - 5)), to: closed, bench)
    }
    #expect(Set(shorter.map { $0.prefix(4) }) == ["torn", "segm"])
    #expect(shorter.contains("segment \(closed)"))
    #expect(try verify { put($0.read(closed) + [0x0A], to: closed, $0) }.contains("segment \(closed)"))
  }

  @Test func `a closed segment that can be written to`() throws {
    #expect(try verify { chmod($0.path + "/" + closed, 0o640) } == ["segment \(closed)"])
  }

  @Test func `a segment that is gone`() throws {
    #expect(try verify { unlink($0.path + "/" + closed) } == ["segment \(closed)"])
    #expect(
      try verify { unlink($0.path + "/" + compressed) } == ["segment stories/2026-11-23-000001.ndjson"])
  }

  @Test func `a segment that retention had removed is there again`() throws {
    let bench = try sound()
    let store = try bench.open()
    var row = try bench.row(2, store)
    row.state = .removed
    var changes = IndexChanges(nextSeq: store.nextSeq, now: bench.clock.now)
    changes.segments = [row]
    try store.index.apply(changes)
    try store.close()
    #expect(try bench.findings().map(\.kind).contains("index"))
  }

  @Test func `a compressed segment with a flipped bit, in its frame and in its table`() throws {
    let inside = try verify { bench in
      flip(size(bench, compressed) / 2, of: compressed, bench, with: 0x40)
    }
    #expect(inside.count == 1 && inside[0].hasPrefix("segment \(compressed):"))
    let table = try verify { flip(size($0, compressed) - 3, of: compressed, $0) }
    #expect(table.contains("segment \(compressed)"))
  }

  @Test func `a compressed segment whose frames are sound, and not what was closed`() throws {
    let found = try verify { bench in
      // The same lines with one word changed, compressed anew.
      let directory = try OutputDirectory(path: bench.path, for: .reading)
      let old = try SegmentFile(
        compressed: directory.folder(.stories).open("2026-11-23-000001.ndjson.zst", .reading))
      var raw = try old.bytes(at: 0, count: Int(old.size()))
      let place = raw[(raw.count / 2)...].firstIndex(of: 0x77) ?? 0
      raw[place] = 0x76
      var table = SeekTable()
      var bytes: [UInt8] = []
      let encoder = try FrameEncoder()
      for start in stride(from: 0, to: raw.count, by: 1 << 14) {
        let block = raw[start..<min(start + (1 << 14), raw.count)]
        let frame = try encoder.encode(block)
        bytes += frame
        table.append(compressed: frame.count, size: block.count)
      }
      put(bytes + table.encoded, to: compressed, bench)
    }
    #expect(found.contains("segment \(compressed)"))
    #expect(Set(found) == ["segment \(compressed)"])
  }

  @Test func `a live link that names another file`() throws {
    let found = try verify {
      unlink($0.path + "/stories.ndjson")
      link($0.path + "/" + closed, $0.path + "/stories.ndjson")
    }
    #expect(found == ["link stories.ndjson"])
    #expect(try verify { unlink($0.path + "/events.ndjson") } == ["link events.ndjson"])
  }

  @Test func `a body that is gone, is empty, or is another's`() throws {
    #expect(try verify { unlink($0.path + "/" + body) } == ["content \(closed):0"])
    #expect(try verify { put([], to: body, $0) } == ["content \(closed):0"])
    #expect(try verify { put(Array("<p>snow</p>".utf8), to: body, $0) } == ["content \(closed):0"])
  }

  @Test func `bodies that no line names, and what a crash left, are notes and nothing wrong`() throws {
    let bench = try sound()
    bench.write(Array("x".utf8), to: "content/2026-11-23/99.html")
    bench.write(Array("x".utf8), to: "stories/.2026-11-23-000002.ndjson.zst.tmp")
    let report = try bench.report()
    #expect(report.findings == [])
    #expect(
      report.notes.map(\.file) == [
        "stories/.2026-11-23-000002.ndjson.zst.tmp", "content/2026-11-23/99.html",
      ])
  }

  @Test func `an index that is gone or is none`() throws {
    #expect(try verify { unlink($0.path + "/" + index) }.contains("index \(index)"))
    #expect(try verify { put(Array("no".utf8), to: index, $0) }.contains("index \(index)"))
  }

  @Test func `a log that is shorter than the index knows`() throws {
    #expect(try verify { $0.write([], to: open) } == ["segment \(open):0"])
  }

  @Test func `an index whose rows count otherwise`() throws {
    let bench = try sound()
    let store = try bench.open()
    var row = try bench.row(4, store)
    row.lines += 1
    var changes = IndexChanges(nextSeq: store.nextSeq, now: bench.clock.now)
    changes.segments = [row]
    try store.index.apply(changes)
    try store.close()
    #expect(try bench.findings().map { "\($0.kind) \($0.file)" } == ["index \(open)"])
  }

  @Test func `an index that would give seqs out again`() throws {
    let bench = try sound()
    let store = try bench.open()
    try store.index.apply(IndexChanges(nextSeq: 5, now: bench.clock.now))
    try store.close()
    #expect(try bench.findings().map { "\($0.kind) \($0.file)" } == ["index \(index)"])
  }

  @Test func `two segments with one number`() throws {
    let found = try verify { bench in
      link(bench.path + "/" + closed, bench.path + "/stories/2026-11-24-000002.ndjson")
    }
    #expect(found.contains("segment stories/2026-11-24-000002.ndjson"))
  }

  @Test func `after a crash what the next start completes is a note`() throws {
    let bench = try sound()
    unlink(bench.path + "/state/clean")
    put(bench.read(open) + Array("{\"seq\":99".utf8), to: open, bench)
    let report = try bench.report()
    #expect(report.findings == [])
    #expect(report.notes.map(\.kind) == ["index", "torn"])
  }

  @Test func `findings beyond the most are counted`() throws {
    let bench = try sound()
    let garbage = [UInt8](repeating: 0x0A, count: Verifier.mostFindings + 50)
    put(bench.read(open) + garbage, to: open, bench)
    let report = try bench.report()
    #expect(report.findings.count == Verifier.mostFindings)
    #expect(report.omitted == 51)
  }
}
