import Glibc
import Testing

@testable import Storing

@Suite struct ThreatTests {
  @Test(arguments: ["state/lock", "state/redo", "state/index.sqlite", "state/clean"])
  func `a planted symbolic link is refused and what it names is left alone`(name: String) throws {
    let bench = try Workbench()
    let target = try Workbench()
    target.write(Array("precious".utf8), to: "file")
    try bench.open().close()
    unlink(bench.path + "/" + name)
    symlink(target.path + "/file", bench.path + "/" + name)
    #expect(throws: StoreError.self) { try bench.open() }
    #expect(target.text("file") == "precious")
  }

  @Test func `a segment that is a symbolic link is refused`() throws {
    let bench = try Workbench()
    let target = try Workbench()
    target.write([], to: "file")
    try bench.open().close()
    symlink(target.path + "/file", bench.path + "/stories/2026-11-23-000009.ndjson")
    #expect(throws: StoreError.self) { try bench.open() }
  }

  @Test func `a live link that was swapped for a symbolic link is put right`() throws {
    let bench = try Workbench()
    let target = try Workbench()
    target.write(Array("precious".utf8), to: "file")
    try bench.open().close()
    unlink(bench.path + "/stories.ndjson")
    symlink(target.path + "/file", bench.path + "/stories.ndjson")
    let store = try bench.open()
    _ = try store.commit(try Batch([story("a", at: bench.clock.now)], in: store))
    #expect(target.text("file") == "precious")
    #expect(bench.status("stories.ndjson")?.st_ino == bench.status(bench.newest(.stories))?.st_ino)
  }

  @Test func `a folder that is a symbolic link is refused`() throws {
    let bench = try Workbench()
    let target = try Workbench()
    symlink(target.path, bench.path + "/content")
    #expect(throws: StoreError.unsafe(path: bench.path + "/content", reason: "it is not a directory")) {
      try bench.open()
    }
  }

  @Test(arguments: [0o770, 0o757] as [mode_t]) func `a directory that others can write to is refused`(
    mode: mode_t
  ) throws {
    let bench = try Workbench()
    chmod(bench.path, mode)
    #expect(throws: StoreError.unsafe(path: bench.path, reason: "others may write to it; try chmod go-w")) {
      try bench.open()
    }
    #expect(bench.names("") == [])
  }
}
