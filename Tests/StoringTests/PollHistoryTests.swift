import FeedModel
import Testing
import WebText

@testable import Storing

/// The sources' histories and the hosts' ledgers in the index.
@Suite struct PollHistoryTests {
  private func poll(_ source: UInt32, _ number: Int) -> PollRecord {
    var poll = PollRecord(
      source: source, time: UnixTime(seconds: 1_790_000_000 + Int64(number)),
      outcome: number % 7 == 6 ? .fetchFailed : .unchanged)
    poll.status = number % 7 == 6 ? 0 : 304
    poll.bytes = Int64(number) * 1000
    poll.milliseconds = 12
    poll.newEntries = number % 3
    poll.rule = "ein neuer Eintrag etwa alle 3 h — ungefähr"
    return poll
  }

  private func reader(_ bench: Workbench) throws -> IndexReader {
    try IndexReader(OutputDirectory(path: bench.path, for: .reading))
  }

  @Test func `the last twenty polls of each source are kept, however many there were`() throws {
    let bench = try Workbench()
    let store = try bench.open()
    for source in ["a", "b", "c"] { _ = try store.number(ofSource: source) }
    for round in 0..<700 {
      var batch = Batch()
      var polls = [poll(1, round), poll(2, round)]
      if round == 3 { polls.append(poll(3, round)) }
      batch.append(polls: polls, hosts: [])
      _ = try store.commit(batch)
    }
    let reader = try reader(bench)
    #expect(try reader.polls(ofSource: 1) == (680..<700).map { poll(1, $0) })
    #expect(try reader.polls(ofSource: 2) == (680..<700).map { poll(2, $0) })
    #expect(try reader.polls(ofSource: 3) == [poll(3, 3)])
    #expect(try reader.polls(ofSource: 4).isEmpty)
    // Bounded: 1,401 polls were made.
    let index = try #require(store.index as? SQLiteIndex)
    #expect(try index.pollRecordCount() <= 1040)
  }

  @Test func `ledgers are there after a restart, and a damaged one begins anew`() throws {
    let bench = try Workbench()
    var store = try bench.open()
    var ledger = HostLedger(host: "wire.example", at: bench.clock.now)
    var counts = HostLedger.Counts()
    (counts.requests, counts.bytes, counts.unchanged, counts.waits) = (3, 4500, 2, 1)
    ledger.note(counts, at: bench.clock.now)
    ledger.rule = "Retry-After 2h"
    var batch = Batch()
    batch.append(polls: [], hosts: [ledger])
    _ = try store.commit(batch)
    try store.close()
    store = try bench.open()
    #expect(try store.hostLedgers() == [ledger])
    #expect(try store.hostLedgers().first?.rule == "Retry-After 2h")
    #expect(ledger.encoded.withUnsafeBytes { HostLedger(host: "wire.example", decoding: $0) } == ledger)
    for length in 0..<(ledger.encoded.count - 20) {
      let cut = ledger.encoded.prefix(length)
      #expect(Array(cut).withUnsafeBytes { HostLedger(host: "wire.example", decoding: $0) } != ledger)
    }
  }

  @Test func `a ledger counts today, seven days and all, in the days of UTC`() {
    let noon = UnixTime(year: 2026, month: 11, day: 23, hour: 12)
    var one = HostLedger.Counts()
    (one.requests, one.unchanged) = (1, 1)
    var ledger = HostLedger(host: "h", at: noon)
    for day in 0..<10 { ledger.note(one, at: noon.adding(seconds: Int64(day) * 86_400)) }
    let last = noon.adding(seconds: 9 * 86_400)
    #expect(ledger.today(last).requests == 1)
    #expect(ledger.week(last).requests == 7)
    #expect(ledger.total.requests == 10)
    #expect(ledger.today(last.adding(seconds: 86_400)).requests == 0)
    #expect(ledger.week(last.adding(seconds: 3 * 86_400)).requests == 4)
    #expect(ledger.week(last.adding(seconds: 30 * 86_400)).requests == 0)
    #expect(ledger.first == noon && ledger.last == last)
    // A clock that was set back, and one far ahead, lose nothing of the sum and trap nowhere.
    ledger.note(one, at: noon)
    ledger.note(one, at: UnixTime(milliseconds: .max))
    ledger.note(one, at: UnixTime(milliseconds: .min))
    #expect(ledger.total.requests == 13)
    #expect(ledger.total.unchangedShare == 100)
  }

  @Test func `numbers of a damaged blob saturate`() {
    var bytes: [UInt8] = [1]
    bytes += [UInt8](repeating: 0xFF, count: 600)
    #expect(bytes.withUnsafeBytes { HostLedger(host: "h", decoding: $0) } == nil)
    var seen = 0
    bytes.withUnsafeBytes { PollRecord.forEach(in: $0) { _, _ in seen += 1 } }
    #expect(seen == 0)
  }
}
