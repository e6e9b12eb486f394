import FaultModel
import GRDB
import Glibc
import Logging
import Synchronization
import SystemPackage
import TestSupport
import Testing
import WebText

@testable import Storing

/// A disk that does not give back what was written to it.
@Suite struct UnreadableSegmentTests {
  /// What fails of a broken file.
  enum Failure: CaseIterable {
    /// A bad sector.
    case read
    /// An inode that the file system does not believe.
    case open
  }

  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
    var now: [String] { all.withLock { $0 } }
  }

  private static let first = "2026-11-23-000001.ndjson"

  /// Runs `body` with a disk on which a file fails, by whichever name: the stories' first segment.
  private func withBroken<Result>(
    _ failure: Failure, _ bench: Workbench, file: String = "stories/" + first, _ body: () throws -> Result
  ) throws -> Result {
    let inode = try #require(bench.status(file)).st_ino
    let calls = FaultyCalls(
      beforeOpen: { name, directory throws(Errno) in
        var status = stat()
        guard failure == .open, fstatat(directory, name, &status, 0) == 0, status.st_ino == inode else {
          return
        }
        throw Errno(rawValue: EUCLEAN)
      },
      beforeRead: { file throws(Errno) in
        var status = stat()
        if failure == .read, fstat(file, &status) == 0, status.st_ino == inode { throw .ioError }
      })
    return try FileSystem.$calls.withValue(calls, operation: body)
  }

  private func listen(_ bench: Workbench) -> Lines {
    let lines = Lines()
    bench.log = .listening(from: .error) { event in
      let segment = event.metadata?["segment"].map { " \($0)" } ?? ""
      lines.all.withLock { $0.append(event.message.description + segment) }
    }
    return lines
  }

  private func commit(_ ids: [String], to store: Store?, _ bench: Workbench) throws {
    let store = try #require(store)
    _ = try store.commit(try Batch(ids.map { story($0, at: bench.clock.now) }, in: store))
  }

  /// A closed store with one story in each of two segments.
  private func twoSegments() throws -> Workbench {
    let bench = try Workbench()
    let store = try bench.open()
    try commit(["a"], to: store, bench)
    try store.rotate()
    try commit(["b"], to: store, bench)
    try store.close()
    return bench
  }

  private static let report =
    "a segment cannot be read: nothing more is written to it, and what is in it stays stories/" + first

  @Test(arguments: Failure.allCases)
  func `a newest segment that cannot be read is left and told, and the log goes on in another`(
    _ failure: Failure
  ) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    try commit(["a", "b"], to: store, bench)
    try store?.close()
    store = nil
    let lines = listen(bench)
    try withBroken(failure, bench) {
      store = try bench.open()
      #expect(lines.now == [Self.report])
      #expect(store?.nextSeq == 3)
      try commit(["c"], to: store, bench)
      try store?.close()
      // Once is enough.
      store = nil
      store = try bench.open()
      try commit(["d"], to: store, bench)
      #expect(lines.now == [Self.report])
      try store?.close()
      store = nil
    }
    #expect(bench.names("stories") == [Self.first, "2026-11-23-000002.ndjson"])
    #expect(bench.names("events") == [Self.first])
    #expect(bench.status("stories.ndjson")?.st_ino == bench.status(bench.newest(.stories))?.st_ino)
    // When the disk is itself again, so is the log.
    store = try bench.open()
    try commit(["e"], to: store, bench)
    try store?.close()
    #expect(try bench.lines(.stories).map(\.line.id) == ["a", "b", "c", "d", "e"])
    #expect(try bench.lines(.stories).map(\.seq) == [1, 2, 3, 4, 5])
    #expect(lines.now == [Self.report])
  }

  @Test(arguments: Failure.allCases)
  func `a batch that was under way in it is no reason not to start`(_ failure: Failure) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    try commit(["a"], to: store, bench)
    let before = try Workbench()
    bench.copyState(to: before)
    try commit(["b"], to: store, bench)
    store = nil
    // As the process left it that died between the redo file and the index.
    before.clock.now = bench.clock.now
    before.write(bench.read("state/redo"), to: "state/redo")
    before.write(Array(bench.read(bench.newest(.stories)).dropLast(5)), to: "stories/" + Self.first)
    let lines = listen(before)
    try withBroken(failure, before) {
      store = try before.open()
      #expect(lines.now == [Self.report])
      // Its source is asked again, and has it still.
      try commit(["b"], to: store, before)
      try store?.close()
      store = nil
    }
    let seqs = before.text("stories/2026-11-23-000002.ndjson")
    #expect(seqs.contains("\"id\":\"b\"") && seqs.split(separator: "\n").count == 1)
  }

  @Test(arguments: Failure.allCases)
  func `a rebuild passes over a segment that cannot be read, and says so`(_ failure: Failure) throws {
    let bench = try twoSegments()
    unlink(bench.path + "/state/index.sqlite")
    let lines = listen(bench)
    try withBroken(failure, bench) {
      let store = try bench.open()
      #expect(bench.replaying.seqs == [2])
      #expect(lines.now == ["passed over a damaged part of a segment stories/" + Self.first])
      try commit(["c"], to: store, bench)
      try store.close()
    }
  }

  @Test(arguments: Failure.allCases)
  func `readers are told, and read on; so is who verifies`(_ failure: Failure) throws {
    let bench = try twoSegments()
    try withBroken(failure, bench) {
      let directory = try OutputDirectory(path: bench.path, for: .reading)
      let reader = try LogReader(directory, streams: [.stories], after: 0)
      var (seqs, damaged): ([Int64], [String]) = ([], [])
      reader.onDamage = { file, offset in damaged.append("\(file) \(offset)") }
      try reader.read { line throws(StoreError) in
        seqs.append(line.seq)
        return true
      }
      #expect(seqs == [2])
      #expect(damaged == ["stories/\(Self.first) 0"])
      var verifier = Verifier(directory)
      let found = try verifier.run().findings.filter { $0.file == "stories/" + Self.first }
      #expect(found.contains { $0.kind == "segment" && $0.message.contains("cannot be") })
    }
  }

  @Test(arguments: ["clean", "reading", "redo", "seq"], Failure.allCases)
  func `what a start can do without is made anew when it cannot be read`(
    _ name: String, _ failure: Failure
  ) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    try commit(["a"], to: store, bench)
    try store?.close()
    store = nil
    let lines = listen(bench)
    try withBroken(failure, bench, file: "state/" + name) {
      store = try bench.open()
      #expect(lines.now == ["a file cannot be read: it is moved aside and made anew"])
      #expect(store?.opening.wasClean == (name != "clean"))
      try commit(["b"], to: store, bench)
      try store?.close()
      store = nil
      // In another place of the disk.
      store = try bench.open()
      #expect(lines.now.count == 1)
      try commit(["c"], to: store, bench)
      try store?.close()
      store = nil
    }
    let stored = try bench.lines(.stories)
    #expect(stored.map(\.line.id) == ["a", "b", "c"])
    #expect(stored.map(\.seq) == stored.map(\.seq).sorted() && Set(stored.map(\.seq)).count == 3)
  }

  @Test func `an index that cannot be read is built anew`() throws {
    let error = DatabaseError(resultCode: .SQLITE_IOERR_SHORT_READ, message: "disk I/O error")
    #expect {
      try indexing { throw error }
    } throws: { found in
      if case StoreError.indexCorrupt = found { true } else { false }
    }
    #expect {
      try indexing { throw DatabaseError(resultCode: .SQLITE_IOERR_NOMEM, message: "out of memory") }
    } throws: { found in
      if case StoreError.index = found { true } else { false }
    }
  }
}
