public import FeedModel
import Foundation
import GRDB
import Glibc
import Logging
public import WebText

/// The index in SQLite: `state/index.sqlite`, WAL, the one read-write connection that there may ever be
/// (SQLite before 3.51.3 can corrupt a WAL that two connections reset).
///
/// <https://www.sqlite.org/wal.html>. With synchronous=NORMAL a commit is not synced: it survives the
/// process, and after a power cut the log tells what was lost.
public final class SQLiteIndex: StoryIndex {
  static let fileName = "index.sqlite"
  /// Pages of the WAL before it is copied into the database: 16 MiB.
  private static let checkpointPages = 4096

  /// Microseconds between two tries for a lock that somebody else has, an operator's shell say.
  private static let pauseOfTry: UInt32 = 20_000
  private static let triesInSilence = 25
  /// 50 seconds; the watchdog has patience for a minute.
  private static let mostTries = 2500

  /// What `expire` leaves.
  var retention = IndexRetention()

  private let queue: DatabaseQueue
  private var numbers: [String: UInt32] = [:]
  private var nextNumber: UInt32 = 1
  private var withDeparted: Set<UInt32> = []
  private var nextBatch: Int64 = 1

  /// Opens the database, or makes an empty one.
  /// - Parameters:
  ///   - isChecked: true to read all of it for damage first (`PRAGMA quick_check`).
  ///   - log: told when somebody else's lock holds it up.
  /// - Throws: `StoreError.indexCorrupt` when it is damaged, or made by a later version.
  init(
    path: String, isChecked: Bool, log: Logger = Logger(label: "index") { _ in SwiftLogNoOpLogHandler() }
  ) throws(StoreError) {
    var configuration = GRDB.Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .callback { tries in
      if tries == Self.triesInSilence {
        log.warning(
          "another program has locked the index: the store waits for it",
          metadata: ["stage": "store", "hint": "leave state/index.sqlite to tidings; read a copy of it"])
      }
      usleep(Self.pauseOfTry)
      return tries < Self.mostTries
    }
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
      try database.execute(sql: "PRAGMA cache_size = -16384")
    }
    queue = try indexing { try DatabaseQueue(path: path, configuration: configuration) }
    if isChecked {
      let verdict = try indexing { [queue] in
        try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
      }
      guard verdict == "ok" else { throw .indexCorrupt(verdict ?? "quick_check says nothing") }
    }
    let migrator = Schema.migrator
    let isNewer = try indexing { [queue] in try queue.read { try migrator.hasBeenSuperseded($0) } }
    if isNewer { throw .indexCorrupt("it was made by a later version of tidings") }
    try indexing { [queue] in try migrator.migrate(queue) }
    try loadNumbers()
  }

  private func loadNumbers() throws(StoreError) {
    try indexing { [queue] in
      try queue.read { database in
        let sql = "SELECT number, name, has_departed FROM sources"
        try ColumnReader.forEachRow(of: sql, in: database) { row in
          let number = UInt32(clamping: row.integer())
          numbers[row.text()] = number
          nextNumber = max(nextNumber, number &+ 1)
          if row.integer() != 0 { withDeparted.insert(number) }
        }
        nextBatch = try Int64.fetchOne(database, sql: "SELECT max(batch) FROM recent").map { $0 + 1 } ?? 1
      }
    }
  }

  public func sourceStates() throws(StoreError) -> [SourceState] {
    try indexing { [queue, numbers] in
      try queue.read { try SourceRow.states(SourceRow.select, in: $0, count: numbers.count) }
    }
  }

  public func number(ofSource name: String) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = nextNumber
    nextNumber += 1
    numbers[name] = number
    return number
  }

  public func entries(ofSource number: UInt32) throws(StoreError) -> [EntryRecord] {
    // Not `queue.read`: its `PRAGMA query_only` would have SQLite prepare every cached statement anew.
    let blob = try indexing { [queue] in
      try queue.inDatabase { database in
        let statement = try database.cachedStatement(
          sql: "SELECT records FROM source_entries WHERE source = ?")
        return try Data.fetchOne(statement, arguments: [Int64(number)])
      }
    }
    var records: [EntryRecord] = []
    guard let blob else { return records }
    records.reserveCapacity(blob.count / EntryRecord.encodedSize)
    guard RecordBlob.decode(blob, { records.append($0) }) else {
      throw .indexCorrupt("entries of source \(number)")
    }
    return records
  }

  public func learned(ofSource number: UInt32) throws(StoreError) -> [UInt8] {
    let blob = try indexing { [queue] in
      try queue.inDatabase { database in
        let statement = try database.cachedStatement(
          sql: "SELECT learned FROM source_entries WHERE source = ? AND learned IS NOT NULL")
        return try Data.fetchOne(statement, arguments: [Int64(number)])
      }
    }
    return blob.map { [UInt8]($0) } ?? []
  }

  public func hasDeparted(source number: UInt32) -> Bool { withDeparted.contains(number) }

  public func departed(source number: UInt32, identity: UInt64) throws(StoreError) -> EntryRecord? {
    try departed(number, identity, "identity = ?").first
  }

  public func departed(source number: UInt32, link: UInt64) throws(StoreError) -> EntryRecord? {
    guard link != 0 else { return nil }
    return try departed(number, link, "link <> 0 AND link = ?").first
  }

  public func departed(source number: UInt32, titleKey: UInt64) throws(StoreError) -> [EntryRecord] {
    try departed(number, titleKey, "title_key = ?", limit: 8)
  }

  /// The newest first.
  private func departed(
    _ number: UInt32, _ hash: UInt64, _ condition: String, limit: Int = 1
  ) throws(StoreError) -> [EntryRecord] {
    guard hasDeparted(source: number) else { return [] }
    let blobs = try indexing { [queue] in
      try queue.inDatabase { database in
        let statement = try database.cachedStatement(
          sql: """
            SELECT record FROM departed_entries WHERE source = ? AND \(condition) ORDER BY last_seen DESC
            LIMIT \(limit)
            """)
        return try Data.fetchAll(statement, arguments: [Int64(number), Int64(bitPattern: hash)])
      }
    }
    var records: [EntryRecord] = []
    for blob in blobs {
      guard RecordBlob.decode(blob, { records.append($0) }) else {
        throw .indexCorrupt("departed entries of source \(number)")
      }
    }
    return records
  }

  public func recentRecords(_ body: (EntryRecord) -> Void) throws(StoreError) {
    var isSound = true
    try indexing { [queue] in
      try queue.read { database in
        let blobs = try Data.fetchCursor(database, sql: "SELECT records FROM recent ORDER BY batch")
        while isSound, let blob = try blobs.next() { isSound = RecordBlob.decode(blob, body) }
      }
    }
    if !isSound { throw .indexCorrupt("recent records") }
  }

  public func hostLedgers() throws(StoreError) -> [HostLedger] {
    try indexing { [queue] in try queue.read { try PollTable.hosts(in: $0) } }
  }

  /// How many polls the histories hold.
  func pollRecordCount() throws(StoreError) -> Int {
    try indexing { [queue] in
      try queue.read { try Int.fetchOne($0, sql: "SELECT sum(count) FROM polls") ?? 0 }
    }
  }

  public func segments() throws(StoreError) -> [SegmentRow] {
    try indexing { [queue] in
      try queue.read { try Row.fetchAll($0, sql: SegmentTable.select).compactMap(SegmentTable.segment) }
    }
  }

  public func nextSeq() throws(StoreError) -> Int64 {
    try indexing { [queue] in
      try queue.read { try Int64.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'next_seq'") ?? 1 }
    }
  }

  public func logFloor() throws(StoreError) -> LogFloor? {
    try indexing { [queue] in
      try queue.read { database in
        func value(_ key: String) throws -> Int64? {
          try Int64.fetchOne(database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
        }
        guard let time = try value("log_floor"), let source = try value("log_floor_source") else {
          return nil
        }
        return LogFloor(time: UnixTime(milliseconds: time), lastSource: UInt32(clamping: source))
      }
    }
  }

  public func apply(_ changes: IndexChanges) throws(StoreError) {
    var departing: Set<UInt32> = []
    let sources = numbers.count
    try indexing { [queue, nextBatch] in
      try queue.write { database in
        var rows = try SourceRow.Writer(database)
        for update in changes.sources {
          try rows.write(update.state)
          try Self.writeEntries(update, to: database)
          if !update.departed.isEmpty { departing.insert(update.state.number) }
        }
        if !changes.recent.isEmpty {
          try database.cachedStatement(sql: "INSERT INTO recent (batch, newest, records) VALUES (?, ?, ?)")
            .execute(arguments: [nextBatch, changes.now.seconds, RecordBlob.encode(changes.recent)])
        }
        if !changes.polls.isEmpty {
          try PollTable.append(changes.polls, sources: sources, to: database)
        }
        try PollTable.write(changes.hosts, to: database)
        for row in changes.segments {
          try database.cachedStatement(sql: SegmentTable.upsert)
            .execute(arguments: StatementArguments(SegmentTable.arguments(row)))
        }
        try database.cachedStatement(
          sql: """
            INSERT INTO meta (key, value) VALUES ('next_seq', ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
            """
        ).execute(arguments: [changes.nextSeq])
        if let floor = changes.logFloor {
          try database.execute(
            sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('log_floor', ?), ('log_floor_source', ?)",
            arguments: [floor.time.milliseconds, Int64(floor.lastSource)])
        }
      }
    }
    if !changes.recent.isEmpty { nextBatch += 1 }
    withDeparted.formUnion(departing)
  }

  private static func writeEntries(_ update: SourceUpdate, to database: Database) throws {
    let number = Int64(update.state.number)
    if let entries = update.entries {
      try database.cachedStatement(
        sql: """
          INSERT INTO source_entries (source, records, learned) VALUES (?, ?, ?)
          ON CONFLICT (source) DO UPDATE SET
          records = excluded.records, learned = coalesce(excluded.learned, learned)
          """
      ).execute(arguments: [number, RecordBlob.encode(entries), update.learned.map { Data($0) }])
    }
    for identity in update.returned {
      try database.cachedStatement(sql: "DELETE FROM departed_entries WHERE source = ? AND identity = ?")
        .execute(arguments: [number, Int64(bitPattern: identity)])
    }
    for record in update.departed {
      try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO departed_entries (source, identity, link, title_key, last_seen, record)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [
          number, Int64(bitPattern: record.identity), Int64(bitPattern: record.link),
          Int64(bitPattern: record.titleKey), record.lastSeen, RecordBlob.encode([record]),
        ])
    }
    if !update.departed.isEmpty {
      try database.cachedStatement(
        sql: "UPDATE sources SET has_departed = 1 WHERE number = ? AND has_departed = 0"
      ).execute(arguments: [number])
    }
  }

  public func expire(now: UnixTime) throws(StoreError) {
    try indexing { [queue, retention] in
      try queue.write { database in
        try database.execute(
          sql: "DELETE FROM recent WHERE newest < ?", arguments: [now.seconds - retention.recent])
        try database.execute(
          sql: "DELETE FROM departed_entries WHERE last_seen < ?",
          arguments: [now.seconds - retention.departed])
        try PollTable.expireHosts(in: database)
      }
    }
  }

  public func close() throws(StoreError) {
    try indexing { [queue] in
      // So that a reader finds one file, and needs no -wal beside it.
      try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try queue.close()
    }
  }
}

extension DatabaseError {
  /// True when the disk does not give back what is in the file: <https://www.sqlite.org/rescode.html>.
  fileprivate var isUnreadable: Bool {
    switch extendedResultCode {
    case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_DATA, .SQLITE_IOERR_CORRUPTFS: true
    default: false
    }
  }
}

/// Runs `body`, and says what an error of SQLite means for the store.
func indexing<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
  do {
    return try body()
  } catch let error as DatabaseError {
    switch error.resultCode {
    case .SQLITE_FULL: throw .noSpace(path: SQLiteIndex.fileName)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw .indexCorrupt(error.message ?? "\(error.resultCode)")
    case _ where error.isUnreadable: throw .indexCorrupt("\(error)")
    // A write to the WAL that finds the disk full ends as an I/O error on some systems.
    case .SQLITE_IOERR where errno == ENOSPC: throw .noSpace(path: SQLiteIndex.fileName)
    default: throw .index("\(error)")
    }
  } catch let error as StoreError {
    throw error
  } catch {
    throw .index("\(error)")
  }
}
