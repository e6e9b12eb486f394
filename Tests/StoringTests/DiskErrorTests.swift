import FaultModel
import FeedModel
import Glibc
import Synchronization
import SystemPackage
import Testing

@testable import Storing

/// After a disk error lines stand twice. They are the same lines, byte for byte, so that a seq is never used for
/// two, and who reads by seq gets each once.
@Suite struct DiskErrorTests {
  private final class Disk: Sendable {
    /// How many of the next syncs fail.
    let failures = Atomic(0)

    var calls: FaultyCalls {
      FaultyCalls { () throws(Errno) in
        guard self.failures.load(ordering: .relaxed) > 0 else { return }
        self.failures.subtract(1, ordering: .relaxed)
        throw .ioError
      }
    }
  }

  private func seqs(_ bench: Workbench) throws -> [Int64] {
    let reader = try LogReader(try OutputDirectory(path: bench.path, for: .reading))
    var seqs: [Int64] = []
    try reader.read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    return seqs
  }

  private func stories(_ ids: String..., in store: Store, _ bench: Workbench) throws -> Batch {
    try Batch(ids.map { story($0, at: bench.clock.now) }, in: store)
  }

  /// Every line of the files, in their order; the same seq stands for the same bytes.
  private func lines(_ bench: Workbench) throws -> [Int64] {
    var bytes: [Int64: [UInt8]] = [:]
    var seqs: [Int64] = []
    for name in bench.names("stories") {
      for line in bench.read("stories/" + name).split(separator: 0x0A) {
        let seq = try Array(line).withUnsafeBufferPointer { try LogLine(json: $0).seq }
        #expect(bytes.updateValue(Array(line), forKey: seq).map { $0 == Array(line) } ?? true)
        seqs.append(seq)
      }
    }
    return seqs
  }

  @Test func `after one error the batch stands again in the next segment, with its seqs`() throws {
    let bench = try Workbench()
    let disk = Disk()
    try FileSystem.$calls.withValue(disk.calls) {
      let store = try bench.open()
      _ = try store.commit(try stories("a", in: store, bench))
      disk.failures.store(1, ordering: .relaxed)
      _ = try store.commit(try stories("b", "c", in: store, bench))
      _ = try store.commit(try stories("d", in: store, bench))
      #expect(try lines(bench) == [1, 2, 3, 2, 3, 4])
      #expect(try seqs(bench) == [1, 2, 3, 4])
      #expect(bench.status("stories/2026-11-23-000001.ndjson").map { $0.st_mode & 0o777 } == 0o440)
      var verifier = Verifier(store.directory)
      #expect(try verifier.run().findings == [])
      try store.close()
    }
  }

  @Test func `after two errors the process ends, and the next start goes on above all that was seen`() throws
  {
    let bench = try Workbench()
    let disk = Disk()
    var store: Store?
    try FileSystem.$calls.withValue(disk.calls) {
      store = try bench.open()
      _ = try store?.commit(try stories("a", in: store!, bench))
      disk.failures.store(2, ordering: .relaxed)
      #expect {
        _ = try store?.commit(try stories("b", "c", in: store!, bench))
      } throws: { error in
        if case StoreError.diskFailed = error { true } else { false }
      }
    }
    store = nil
    store = try bench.open()
    #expect(bench.replaying.seqs == [2, 3])
    #expect(store.map { $0.nextSeq > 100_000 } ?? false)
    _ = try store?.commit(try stories("d", in: store!, bench))
    #expect(try lines(bench).dropLast() == [1, 2, 3, 2, 3])
    let read = try seqs(bench)
    #expect(read.count == 4 && read == read.sorted() && Set(read).count == 4)
    try store?.close()
  }
}
