import Glibc
import Testing

@testable import Storing

@Suite struct VerifierTests {
  private func damaged(_ damage: (Workbench) throws -> Void) throws -> Set<String> {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    let body = String(repeating: "<p>rain</p>", count: 10_000)
    let time = bench.clock.now
    _ = try store?.commit(try Batch([story("a", body: body, at: time), story("b", at: time)], in: store!))
    try store?.rotate()
    _ = try store?.commit(try Batch([story("c", at: time), event("moved", at: time)], in: store!))
    try store?.close()
    store = nil
    let directory = try OutputDirectory(path: bench.path, for: .reading)
    var verifier = Verifier(directory)
    #expect(try verifier.run().findings == [])
    try damage(bench)
    verifier = Verifier(directory)
    return Set(try verifier.run().findings.map(\.kind))
  }

  private let closed = "stories/2026-11-23-000001.ndjson"
  private let open = "stories/2026-11-23-000002.ndjson"

  @Test func `bytes without a newline are found`() throws {
    #expect(try damaged { $0.write(Array("{\"seq\":99".utf8), to: open, mode: "a") } == ["torn"])
  }

  @Test func `a line that is not JSON is found`() throws {
    #expect(try damaged { $0.write(Array("x\n".utf8), to: open, mode: "a") }.contains("json"))
  }

  @Test func `a story that stands twice is found, by its seq and by its id`() throws {
    #expect(try damaged { $0.write($0.read(open), to: open, mode: "a") } == ["seq", "id"])
  }

  @Test func `a closed segment that was changed is found`() throws {
    #expect(try damaged { $0.truncate(closed, to: 0) }.contains("segment"))
    #expect(try damaged { chmod($0.path + "/" + closed, 0o640) } == ["segment"])
  }

  @Test func `a segment that is gone is found`() throws {
    #expect(try damaged { unlink($0.path + "/" + closed) } == ["segment"])
  }

  @Test func `a live link that names another file is found`() throws {
    #expect(
      try damaged {
        unlink($0.path + "/stories.ndjson")
        link($0.path + "/" + closed, $0.path + "/stories.ndjson")
      } == ["link"])
  }

  @Test func `a body that is gone is found`() throws {
    #expect(try damaged { unlink($0.path + "/content/2026-11-23/1.html") } == ["content"])
  }

  @Test func `an index that is gone is found`() throws {
    #expect(try damaged { unlink($0.path + "/state/index.sqlite") } == ["index"])
  }

  @Test func `a log that is shorter than the index knows is found`() throws {
    #expect(try damaged { $0.truncate(open, to: 0) } == ["segment"])
  }
}
