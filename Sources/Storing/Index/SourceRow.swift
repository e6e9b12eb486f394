import FeedModel
import Foundation
import GRDB
import WebText

/// `SourceState` as a row of the table `sources`.
enum SourceRow {
  /// In the order of `bind(_:to:)` and `state(_:)`.
  private static let columns = [
    "number", "name", "url", "final_url", "etag", "last_modified", "body_hash", "first_poll", "last_poll",
    "last_success", "next_poll", "next_poll_reason", "last_status", "last_error", "consecutive_failures",
    "polls", "stories", "sightings", "revisions", "feed_title", "last_new_entry", "entry_interval", "is_gone",
    "publisher_interval", "skip_hours", "skip_days", "crashes", "last_crash", "quarantined_until",
    "kills", "rhythm", "trouble", "host_hold",
    "unconfirmed", "last_whole", "fetching",
  ]

  private static let insert = """
    INSERT INTO sources (\(columns.joined(separator: ", ")))
    VALUES (\(columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")))
    """

  /// All but the name, whose index SQLite would write anew each time.
  private static let update = """
    UPDATE sources
    SET \(columns.indices.dropFirst(2).map { "\(columns[$0]) = ?\($0 + 1)" }.joined(separator: ", "))
    WHERE number = ?1 AND name = ?2
    """

  static let select = "SELECT \(columns.joined(separator: ", ")) FROM sources ORDER BY number"

  /// For an index that an earlier version made and this one has not opened for writing yet.
  static func select(from database: Database) throws -> String {
    let present = try Set(database.columns(in: "sources").map(\.name))
    let terms = columns.map { present.contains($0) ? $0 : "NULL AS \($0)" }
    return "SELECT \(terms.joined(separator: ", ")) FROM sources ORDER BY number"
  }

  /// Writes rows, each over the one of the same number if there is one; for one transaction.
  struct Writer {
    private let database: Database
    /// Not looked up for each row: the text by which it is found is long.
    private var update: ParameterBinder

    init(_ database: Database) throws {
      self.database = database
      update = ParameterBinder(try database.cachedStatement(sql: SourceRow.update))
    }

    mutating func write(_ state: SourceState) throws {
      SourceRow.bind(state, to: &update)
      guard try update.run(in: database) == 0 else { return }
      var insert = ParameterBinder(try database.cachedStatement(sql: SourceRow.insert))
      SourceRow.bind(state, to: &insert)
      _ = try insert.run(in: database)
    }
  }

  private static func bind(_ state: SourceState, to row: inout ParameterBinder) {
    row.bind(Int64(state.number))
    row.bind(state.name)
    row.bind(state.url)
    row.bind(state.finalURL)
    row.bind(state.etag)
    row.bind(state.lastModified)
    row.bind(Int64(bitPattern: state.bodyHash))
    row.bind(state.firstPoll?.milliseconds)
    row.bind(state.lastPoll?.milliseconds)
    row.bind(state.lastSuccess?.milliseconds)
    row.bind(state.nextPoll?.milliseconds)
    row.bind(state.nextPollReason)
    row.bind(state.lastStatus)
    row.bind(state.lastError)
    row.bind(state.consecutiveFailures)
    row.bind(state.polls)
    row.bind(state.stories)
    row.bind(state.sightings)
    row.bind(state.revisions)
    row.bind(state.feedTitle)
    row.bind(state.lastNewEntry?.milliseconds)
    row.bind(state.entryInterval)
    row.bind(state.isGone ? 1 : 0)
    row.bind(state.publisherInterval)
    row.bind(Int64(state.skipHours))
    row.bind(Int64(state.skipDays))
    row.bind(state.crashes)
    row.bind(state.lastCrash?.milliseconds)
    row.bind(state.quarantinedUntil?.milliseconds)
    row.bind(state.kills)
    row.bind(state.rhythm)
    row.bind(state.trouble?.rawValue)
    row.bind(state.hostHold?.milliseconds)
    row.bind(state.fetching.unconfirmed)
    row.bind(state.fetching.lastWhole?.milliseconds)
    row.bind(state.fetching.text)
  }

  /// The sources that `sql` (`select`) finds.
  /// - Parameter count: how many are expected.
  static func states(_ sql: String, in database: Database, count: Int = 0) throws -> [SourceState] {
    var states: [SourceState] = []
    states.reserveCapacity(count)
    try ColumnReader.forEachRow(of: sql, in: database) { states.append(state(&$0)) }
    return states
  }

  private static func state(_ row: inout ColumnReader) -> SourceState {
    func time(_ row: inout ColumnReader) -> UnixTime? {
      row.optionalInteger().map { UnixTime(milliseconds: $0) }
    }
    let number = UInt32(clamping: row.integer())
    var state = SourceState(name: row.text())
    state.number = number
    state.url = row.text()
    state.finalURL = row.optionalText()
    state.etag = row.optionalText()
    state.lastModified = row.optionalText()
    state.bodyHash = UInt64(bitPattern: row.integer())
    state.firstPoll = time(&row)
    state.lastPoll = time(&row)
    state.lastSuccess = time(&row)
    state.nextPoll = time(&row)
    state.nextPollReason = row.text()
    state.lastStatus = Int(row.integer())
    state.lastError = row.text()
    state.consecutiveFailures = Int(row.integer())
    state.polls = row.integer()
    state.stories = row.integer()
    state.sightings = row.integer()
    state.revisions = row.integer()
    state.feedTitle = row.text()
    state.lastNewEntry = time(&row)
    state.entryInterval = row.integer()
    state.isGone = row.integer() != 0
    state.publisherInterval = row.integer()
    state.skipHours = UInt32(clamping: row.integer())
    state.skipDays = UInt8(clamping: row.integer())
    state.crashes = Int(row.integer())
    state.lastCrash = time(&row)
    state.quarantinedUntil = time(&row)
    state.kills = Int(row.integer())
    state.rhythm = row.bytes()
    state.trouble = row.optionalText().flatMap { SourceTrouble(rawValue: $0) }
    state.hostHold = time(&row)
    let unconfirmed = row.optionalInteger()
    let lastWhole = time(&row)
    state.fetching = FetchMemory(text: row.text())
    if let unconfirmed { state.fetching.unconfirmed = Int(clamping: unconfirmed) }
    if let lastWhole { state.fetching.lastWhole = lastWhole }
    return state
  }
}

/// `SegmentRow` as a row of the table `segments`.
enum SegmentTable {
  /// In the order of `arguments(_:)`.
  private static let columns = [
    "name", "stream", "state", "size", "lines", "first_seq", "last_seq", "sha256", "closed",
    "compressed_size",
    "content_size",
  ]

  static let upsert = """
    INSERT INTO segments (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (name) DO UPDATE SET
    \(columns.dropFirst(2).map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    """

  static let select = "SELECT \(columns.joined(separator: ", ")) FROM segments ORDER BY name"

  /// For an index that an earlier version made and this one has not opened for writing yet.
  static func select(from database: Database) throws -> String {
    let present = try Set(database.columns(in: "segments").map(\.name))
    let terms = columns.map { present.contains($0) ? $0 : "NULL AS \($0)" }
    return "SELECT \(terms.joined(separator: ", ")) FROM segments ORDER BY name"
  }

  static func arguments(_ row: SegmentRow) -> [(any DatabaseValueConvertible)?] {
    [
      row.name, row.stream.name, row.state.rawValue, row.size, row.lines, row.firstSeq, row.lastSeq,
      row.sha256, row.closed?.milliseconds, row.compressedSize, row.contentSize,
    ]
  }

  /// nil for a row that this version does not understand.
  static func segment(_ row: Row) -> SegmentRow? {
    let stream: String = row[1]
    guard let stream = LogStream.allCases.first(where: { $0.name == stream }),
      let state = SegmentRow.State(rawValue: row[2])
    else { return nil }
    var segment = SegmentRow(name: row[0], stream: stream, state: state)
    segment.size = row[3]
    segment.lines = row[4]
    segment.firstSeq = row[5]
    segment.lastSeq = row[6]
    segment.sha256 = row[7]
    segment.closed = (row[8] as Int64?).map { UnixTime(milliseconds: $0) }
    segment.compressedSize = row[9]
    segment.contentSize = row[10] as Int64? ?? 0
    return segment
  }
}

/// Encoded entry records, one after the other, and a checksum that catches a flipped bit.
enum RecordBlob {
  /// The checksum's seed is the version of the records' layout.
  private static let seed: UInt64 = 0x7265_636f_7264_0002
  /// That of records of `EntryRecord.formerSize`, which are written anew when something changes.
  private static let formerSeed: UInt64 = 0x7265_636f_7264_0001

  static func encode(_ records: [EntryRecord]) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.count * EntryRecord.encodedSize + 8)
    for record in records { record.encode(into: &bytes) }
    bytes.append(littleEndian: Int64(bitPattern: StableHash.hash64(bytes, seed: seed)))
    return Data(bytes)
  }

  /// Calls `body` with each record; false when the blob is damaged.
  static func decode(_ data: Data, _ body: (EntryRecord) -> Void) -> Bool {
    data.withUnsafeBytes { bytes in
      let size = bytes.count - 8
      guard size >= 0 else { return false }
      let records = UnsafeRawBufferPointer(rebasing: bytes[..<size])
      let sum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: size, as: UInt64.self))
      let step: Int
      if StableHash.hash64(records, seed: seed) == sum {
        step = EntryRecord.encodedSize
      } else if StableHash.hash64(records, seed: formerSeed) == sum {
        step = EntryRecord.formerSize
      } else {
        return false
      }
      guard size % step == 0 else { return false }
      for start in stride(from: 0, to: size, by: step) {
        let end = start + step
        guard let record = EntryRecord(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<end])) else {
          return false
        }
        body(record)
      }
      return true
    }
  }
}
