import FeedModel
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
    let store = try bench.open()
    let start = bench.clock.now
    try fill(store, at: start)
    for (recent, departed) in [(days ?? 3, 2 * (days ?? 45))] {
      for (day, expected) in [
        (recent, [1, 1]), (recent + 1, [0, 1]), (departed, [0, 1]), (departed + 1, [0, 0]),
      ] {
        bench.clock.now = start.adding(seconds: day * 86_400)
        try store.tidy()
        #expect(try counts(store) == expected, "day \(day)")
      }
    }
    try store.close()
  }
}
