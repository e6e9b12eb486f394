import FeedModel
import Foundation
import Synchronization
import Testing
import WebText

@testable import Storing

@Suite struct IndexRetentionTests {
  /// One entry in the window of titles, one that left its feed.
  private func fill(_ store: Store, at time: UnixTime) throws {
    var gone = record("gone", lastSeen: time)
    gone.link = 17
    var state = SourceState(name: "yonhap")
    state.number = try store.number(ofSource: "yonhap")
    var update = SourceUpdate(state: state, entries: [])
    update.departed = [gone]
    var batch = Batch()
    batch.append(update)
    var founder = record("founder", lastSeen: time)
    founder.firstSeen = time.seconds
    batch.append(recent: founder)
    _ = try store.commit(batch)
  }

  @Test func `records of the layout before are read, and those of another version are no records`() {
    var first = record("a")
    first.link = 17
    let records = [first, record("b")]
    // Before, records ended earlier, and the checksum had another seed.
    var bytes = records.flatMap { record in
      var bytes: [UInt8] = []
      record.encode(into: &bytes)
      return bytes.prefix(EntryRecord.formerSize)
    }
    func blob(_ seed: UInt64) -> Data {
      var blob = bytes
      blob.append(littleEndian: Int64(bitPattern: StableHash.hash64(bytes, seed: seed)))
      return Data(blob)
    }
    var found: [EntryRecord] = []
    #expect(RecordBlob.decode(blob(0x7265_636f_7264_0001)) { found.append($0) })
    #expect(found == records)
    found = []
    #expect(!RecordBlob.decode(blob(0x7265_636f_7264_0002)) { found.append($0) })
    #expect(!RecordBlob.decode(blob(0x7265_636f_7264_0003)) { found.append($0) })
    let sound = blob(0x7265_636f_7264_0001)
    bytes[3] ^= 4
    #expect(!RecordBlob.decode(Data(bytes) + sound.suffix(8)) { found.append($0) })
    #expect(found.isEmpty)
    #expect(RecordBlob.decode(RecordBlob.encode(records)) { found.append($0) })
    #expect(found == records)
  }

  private func counts(_ store: Store) throws -> [Int] {
    var recent = 0
    try store.recentRecords { _ in recent += 1 }
    return [recent, try store.index.departed(source: 1, link: 17) == nil ? 0 : 1]
  }

  @Test(arguments: [nil, 10] as [Int64?])
  func `the index forgets after its retention, and not before`(_ days: Int64?) throws {
    let bench = try Workbench()
    if let days {
      bench.options.retention.recent = days * 86_400
      bench.options.retention.departed = 2 * days * 86_400
    }
    let uptime = Atomic<Int64>(0)
    bench.options.uptime = { uptime.load(ordering: .relaxed) }
    let store = try bench.open()
    let start = bench.clock.now
    try fill(store, at: start)
    for (recent, departed) in [(days ?? 3, 2 * (days ?? 45))] {
      for (day, expected) in [
        (recent, [1, 1]), (recent + 1, [0, 1]), (departed, [0, 1]), (departed + 1, [0, 0]),
      ] {
        bench.clock.now = start.adding(seconds: day * 86_400)
        uptime.store(day * 86_400_000, ordering: .relaxed)
        try store.tidy()
        #expect(try counts(store) == expected, "day \(day)")
      }
    }
    try store.close()
  }

  @Test(arguments: [1, 3650] as [Int64])
  func `a jump of the clock makes the index forget nothing until it has been steady for a day`(
    _ daysWrong: Int64
  ) throws {
    let bench = try Workbench()
    let uptime = Atomic<Int64>(0)
    bench.options.uptime = { uptime.load(ordering: .relaxed) }
    let store = try bench.open()
    let start = bench.clock.now
    try fill(store, at: start)
    func tidy(afterHours hours: Int64, wrongBy days: Int64) throws {
      uptime.store(hours * 3_600_000, ordering: .relaxed)
      bench.clock.now = start.adding(seconds: hours * 3600 + days * 86_400)
      try store.tidy()
    }
    try tidy(afterHours: 1, wrongBy: 0)
    try tidy(afterHours: 2, wrongBy: daysWrong * 10)
    #expect(try counts(store) == [1, 1])
    try tidy(afterHours: 3, wrongBy: 0)
    try tidy(afterHours: 26, wrongBy: 0)
    #expect(try counts(store) == [1, 1])
    for hours in stride(from: 27, through: 96, by: 1) as StrideThrough<Int64> {
      try tidy(afterHours: hours, wrongBy: 0)
    }
    #expect(try counts(store) == [0, 1])
  }
}
