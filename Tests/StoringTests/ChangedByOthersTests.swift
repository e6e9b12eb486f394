import Glibc
import Synchronization
import Testing
import WebText

@testable import Storing

/// Somebody else writes in the output directory: to make room, with logrotate, with an editor, by mistake.
@Suite struct ChangedByOthersTests {
  enum Change: CaseIterable {
    /// `> stories.ndjson`, or logrotate's `copytruncate`.
    case emptied
    case cutInALine
    /// `echo >> stories.ndjson`.
    case lineAppended
    case partOfALineAppended
    /// `sed -i` on the segment: another file has its name.
    case replaced
    case removed

    func make(_ bench: Workbench) {
      let segment = bench.newest(.stories)
      let content = bench.read(segment)
      switch self {
      case .emptied: bench.truncate("stories.ndjson", to: 0)
      case .cutInALine: bench.truncate(segment, to: min(50, content.count - 7))
      case .lineAppended: bench.write([0x0A], to: "stories.ndjson", mode: "a")
      case .partOfALineAppended: bench.write(Array("note to self".utf8), to: segment, mode: "a")
      case .replaced:
        bench.write(content, to: segment + ".new")
        rename(bench.path + "/" + segment + ".new", bench.path + "/" + segment)
      case .removed: unlink(bench.path + "/" + segment)
      }
    }
  }

  private func commit(_ ids: String..., to store: Store?, _ bench: Workbench) throws {
    let store = try #require(store)
    _ = try store.commit(try Batch(ids.map { story($0, at: bench.clock.now) }, in: store))
  }

  /// Ids of all lines of all segments that can be read, in their order.
  private func ids(_ bench: Workbench) -> [String] {
    bench.names("stories").flatMap { name in
      bench.read("stories/" + name).split(separator: 0x0A).compactMap { line in
        Array(line).withUnsafeBufferPointer { try? LogLine(json: $0).line.id }
      }
    }
  }

  @Test(arguments: Change.allCases)
  func `what is stored after it is in a new segment, and stays over a restart`(change: Change) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    try commit("a", to: store, bench)
    change.make(bench)
    try commit("b", to: store, bench)
    try commit("c", to: store, bench)
    let after = bench.newest(.stories)
    #expect(after == "stories/2026-11-23-000002.ndjson")
    #expect(bench.status("stories.ndjson")?.st_ino == bench.status(after)?.st_ino)
    try store?.close()
    store = nil
    store = try bench.open()
    try commit("d", to: store, bench)
    store = nil
    store = try bench.open()
    try commit("e", to: store, bench)
    #expect(ids(bench).filter { $0 != "a" } == ["b", "c", "d", "e"])
    #expect(bench.newest(.stories) == after)
    var verifier = Verifier(try #require(store).directory)
    let places = try verifier.run().findings.map(\.file)
    #expect(places.allSatisfy { $0 == "stories/2026-11-23-000001.ndjson" }, "\(places)")
  }

  @Test(arguments: [Change.emptied, .cutInALine, .lineAppended], [true, false])
  func `what was changed while nothing ran is left, with all lines, and a new segment begins`(
    change: Change, isClean: Bool
  ) throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    // The redo record has the last batch only: of that alone nothing would be missing.
    try commit("a", to: store, bench)
    try commit("b", to: store, bench)
    if isClean { try store?.close() }
    store = nil
    // As a version before left it that went on behind the foreign line: the index has another place for the end.
    let segment = bench.newest(.stories)
    if case .lineAppended = change {
      let lines = bench.read(segment).split(separator: 0x0A, omittingEmptySubsequences: false)
      bench.write(Array(lines[0] + [0x0A, 0x0A] + lines[1] + [0x0A]), to: segment)
    } else {
      change.make(bench)
    }
    let left = bench.read(segment)
    for id in ["c", "d"] {
      store = try bench.open()
      try commit(id, to: store, bench)
      store = nil
    }
    #expect(bench.text(segment) == String(decoding: left, as: UTF8.self))
    #expect(bench.status(segment).map { $0.st_mode & 0o777 } == 0o440)
    #expect(ids(bench).suffix(2) == ["c", "d"])
    #expect(bench.newest(.stories) == "stories/2026-11-23-000002.ndjson")
  }

  @Test(arguments: [true, false])
  func `a live link that was removed or replaced names the segment again`(isReplaced: Bool) throws {
    let bench = try Workbench()
    let store = try bench.open()
    try commit("a", to: store, bench)
    // logrotate's way: renamed, and an empty file in its place.
    rename(bench.path + "/stories.ndjson", bench.path + "/stories.ndjson.1")
    if isReplaced { bench.write([], to: "stories.ndjson") }
    try commit("b", to: store, bench)
    #expect(bench.status("stories.ndjson")?.st_ino == bench.status(bench.newest(.stories))?.st_ino)
    #expect(ids(bench) == ["a", "b"])
    #expect(bench.names("stories").count == 1)
  }

  @Test(arguments: ["", "stories", "state", "state/lock", "state/index.sqlite"], [true, false])
  func `a directory that is not at its path any more ends it, and the error says so`(
    name: String, isReplaced: Bool
  ) throws {
    let bench = try Workbench()
    let elsewhere = try Workbench()
    let uptime = Atomic<Int64>(0)
    bench.options.uptime = { uptime.load(ordering: .relaxed) }
    let store = try bench.open()
    try commit("a", to: store, bench)
    uptime.store(1000, ordering: .relaxed)
    try store.checkPlace()
    let path = name.isEmpty ? bench.path : bench.path + "/" + name
    rename(path, elsewhere.path + "/moved")
    if isReplaced {
      if name.contains(".") || name.hasSuffix("lock") {
        bench.write([], to: name)
      } else {
        mkdir(path, 0o750)
      }
    }
    uptime.store(1999, ordering: .relaxed)
    try store.checkPlace()
    uptime.store(2000, ordering: .relaxed)
    #expect {
      try store.checkPlace()
    } throws: { error in
      "\(error)".hasPrefix("\(path) is not safe to use: it was moved, removed or replaced")
    }
  }
}
