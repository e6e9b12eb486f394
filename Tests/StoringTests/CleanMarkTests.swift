import FeedModel
import Glibc
import Testing

@testable import Storing

/// Whether the index that a start finds is the one that the last run left.
@Suite struct CleanMarkTests {
  private func mark(after change: (Workbench) throws -> Void) throws -> (left: String, found: String) {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    return try withExtendedLifetime(bench) {
      let directory = try OutputDirectory(path: bench.path, for: .writing)
      // The clock of files moves in steps of some milliseconds.
      usleep(20_000)
      try change(bench)
      let found = IndexFile.stamp(in: directory)
      return (try #require(try CleanMark.take(in: directory)).index, found)
    }
  }

  @Test func `an index that nobody touched is the one that was left`() throws {
    let (left, found) = try mark { _ in }
    #expect(!left.isEmpty)
    #expect(left == found)
  }

  @Test func `one that was written, replaced by its copy or has a WAL beside it is not`() throws {
    let written = try mark { bench in
      var bytes = bench.read("state/index.sqlite")
      bytes[bytes.count - 1] ^= 1
      bench.write(bytes, to: "state/index.sqlite")
    }
    #expect(written.left != written.found)
    let replaced = try mark { bench in
      bench.write(bench.read("state/index.sqlite"), to: "state/copy")
      rename(bench.path + "/state/copy", bench.path + "/state/index.sqlite")
    }
    #expect(replaced.left != replaced.found)
    let beside = try mark { $0.write([], to: "state/index.sqlite-wal") }
    #expect(beside.found.isEmpty)
  }

  @Test func `a mark of an earlier version has the seq alone, and its index is read for damage`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    try store?.close()
    store = nil
    bench.write(Array("2\n".utf8), to: "state/clean")
    var bytes = bench.read("state/index.sqlite")
    for place in 4096..<7096 { bytes[place] = 0x5A }
    bench.write(bytes, to: "state/index.sqlite")
    store = try bench.open()
    #expect(store?.opening.wasClean == true)
    #expect(store?.nextSeq == 2)
    #expect(bench.status("state/index.sqlite.broken") != nil)
  }
}
