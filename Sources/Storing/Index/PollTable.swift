import FeedModel
import Foundation
import GRDB
import WebText

/// The tables `polls` and `hosts`: the sources' histories and the hosts' ledgers.
///
/// Polls are appended as they come, some seconds' worth to a row, because a row a poll would make an unchanged
/// poll twice as dear. Sources stand together by shards, so that what is read to thin them out stays small.
enum PollTable {
  /// Sources of one shard.
  private static let shardSize: UInt32 = 4096
  /// Rows of a shard, and records for each of its sources, beyond which it is thinned out.
  private static let mostRows = 512
  private static let recordsPerSource = 2 * PollRecord.kept

  /// - Parameter sources: how many sources there are, about.
  static func append(_ polls: [PollRecord], sources: Int, to database: Database) throws {
    let shards = Dictionary(grouping: polls) { $0.source / shardSize }
    for (shard, polls) in shards {
      let statement = try database.cachedStatement(
        sql: "SELECT max(batch), count(*), sum(count) FROM polls WHERE shard = ?")
      let row = try Row.fetchOne(statement, arguments: [Int64(shard)])
      let last = row?[0] as Int64? ?? 0
      let limit = Int64(min(max(sources, 25), Int(shardSize)) * recordsPerSource)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(polls.count * 64)
      for poll in polls { poll.encode(into: &bytes) }
      try insert(bytes, count: Int64(polls.count), shard: shard, batch: last + 1, to: database)
      if (row?[1] as Int64? ?? 0) >= mostRows || (row?[2] as Int64? ?? 0) + Int64(polls.count) > limit {
        try thin(shard, to: database)
      }
    }
  }

  private static func insert(
    _ records: [UInt8], count: Int64, shard: UInt32, batch: Int64, to database: Database
  ) throws {
    try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO polls (shard, batch, count, records) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [Int64(shard), batch, count, Data(records)])
  }

  /// Keeps the last polls of each source, in one row.
  private static func thin(_ shard: UInt32, to database: Database) throws {
    var all: [UInt8] = []
    var records: [(place: Int, end: Int)] = []
    // Of each source in the shard: how many there are beyond those that are kept.
    var surplus = [Int](repeating: -PollRecord.kept, count: Int(shardSize))
    try forEach(in: shard, of: database) { source, record in
      let place = Int(source % shardSize)
      surplus[place] += 1
      all.append(contentsOf: record)
      records.append((place, all.count))
    }
    var kept: [UInt8] = []
    var count: Int64 = 0
    var start = 0
    for (place, end) in records {
      if surplus[place] > 0 {
        surplus[place] -= 1
      } else {
        kept.append(contentsOf: all[start..<end])
        count += 1
      }
      start = end
    }
    try database.execute(sql: "DELETE FROM polls WHERE shard = ?", arguments: [Int64(shard)])
    try insert(kept, count: count, shard: shard, batch: 1, to: database)
  }

  /// Each encoded record with its source; of each source the oldest first.
  private static func forEach(
    in shard: UInt32, of database: Database,
    _ body: (_ source: UInt32, _ record: UnsafeRawBufferPointer) -> Void
  ) throws {
    let rows = try Data.fetchCursor(
      database, sql: "SELECT records FROM polls WHERE shard = ? ORDER BY batch", arguments: [Int64(shard)])
    while let row = try rows.next() { row.withUnsafeBytes { PollRecord.forEach(in: $0, body) } }
  }

  /// The last polls of one source, the oldest first.
  static func polls(ofSource number: UInt32, in database: Database) throws -> [PollRecord] {
    var polls: [PollRecord] = []
    try forEach(in: number / shardSize, of: database) { source, record in
      if source == number, let poll = PollRecord(decoding: record) { polls.append(poll) }
    }
    return polls.suffix(PollRecord.kept)
  }

  // MARK: - Hosts

  /// Hosts whose ledger is kept: those that were asked last.
  static let mostHosts = 10_000

  static func write(_ hosts: [HostLedger], to database: Database) throws {
    for host in hosts {
      try database.cachedStatement(
        sql: """
          INSERT INTO hosts (host, last, ledger) VALUES (?, ?, ?)
          ON CONFLICT (host) DO UPDATE SET last = excluded.last, ledger = excluded.ledger
          """
      ).execute(arguments: [host.host, host.last.milliseconds, Data(host.encoded)])
    }
  }

  /// Forgets hosts that were not asked for longest.
  static func expireHosts(in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM hosts WHERE host IN (SELECT host FROM hosts ORDER BY last DESC LIMIT -1 OFFSET ?)",
      arguments: [mostHosts])
  }

  static func hosts(in database: Database) throws -> [HostLedger] {
    var hosts: [HostLedger] = []
    let rows = try Row.fetchCursor(
      database, sql: "SELECT host, ledger FROM hosts ORDER BY last DESC LIMIT ?", arguments: [mostHosts])
    while let row = try rows.next() {
      let blob: Data = row[1]
      if let ledger = blob.withUnsafeBytes({ HostLedger(host: row[0], decoding: $0) }) {
        hosts.append(ledger)
      }
    }
    return hosts
  }
}
