import GRDB
import Logging
import TestSupport
import Testing

@testable import Storing

@Suite struct IndexLockTests {
  /// Another program's connection.
  private func stranger(_ bench: Workbench) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: bench.path + "/state/index.sqlite", configuration: configuration)
  }

  @Test func `a batch waits for a lock that another program has on the index, and says so`() throws {
    let bench = try Workbench()
    var store: Store? = try bench.open()
    _ = try store?.commit(try Batch([story("a", at: bench.clock.now)], in: store!))
    store = nil
    let stranger = try stranger(bench)
    bench.log = .listening { event in
      // It lets go when it is told of: so the batch did wait.
      guard event.message.description.contains("locked the index") else { return }
      #expect(throws: Never.self) { try stranger.inDatabase { try $0.execute(sql: "COMMIT") } }
    }
    store = try bench.open()
    try stranger.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    _ = try store?.commit(
      try Batch([story("b", at: bench.clock.now)], in: store!, known: [record("a")]))
    #expect(stranger.inDatabase { $0.isInsideTransaction } == false)
    #expect(try bench.lines(.stories).map(\.line.id) == ["a", "b"])
    #expect(try store?.entries(ofSource: 1) == [record("a"), record("b")])
    _ = try store?.commit(
      try Batch([story("c", at: bench.clock.now)], in: store!, known: [record("a"), record("b")]))
    try store?.close()
    try stranger.close()
    store = nil
    #expect(try bench.open().opening == .init(wasClean: true, isRebuilt: false, replayedLines: 0))
    #expect(try bench.lines(.stories).map(\.line.id) == ["a", "b", "c"])
  }
}
