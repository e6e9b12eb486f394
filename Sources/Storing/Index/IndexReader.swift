public import FeedModel
import Foundation
import GRDB
import Glibc

/// The index, read-only: for commands that look while a daemon may be running.
public final class IndexReader {
  private let queue: DatabaseQueue

  /// - Throws: `StoreError.index` when there is no index, or it cannot be read.
  public init(_ directory: OutputDirectory) throws(StoreError) {
    let path = directory.path("state/" + SQLiteIndex.fileName)
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .index("there is no index in \(directory.path)/state")
    }
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    queue = try indexing { try DatabaseQueue(path: path, configuration: configuration) }
  }

  public func sourceStates() throws(StoreError) -> [SourceState] {
    try indexing {
      try queue.read { try SourceRow.states(SourceRow.select(from: $0), in: $0) }
    }
  }

  /// What was learned about each source, by its number; nothing for an index that an earlier version made.
  public func learned() throws(StoreError) -> [UInt32: [UInt8]] {
    try indexing {
      try queue.read { database in
        guard try database.columns(in: "source_entries").contains(where: { $0.name == "learned" }) else {
          return [:]
        }
        var learned: [UInt32: [UInt8]] = [:]
        let rows = try Row.fetchCursor(
          database, sql: "SELECT source, learned FROM source_entries WHERE learned IS NOT NULL")
        while let row = try rows.next() {
          learned[UInt32(clamping: row[0] as Int64)] = [UInt8](row[1] as Data)
        }
        return learned
      }
    }
  }

  /// The last polls of a source, the oldest first; none in an index of an earlier version.
  public func polls(ofSource number: UInt32) throws(StoreError) -> [PollRecord] {
    try indexing {
      try queue.read { database in
        guard try database.tableExists("polls") else { return [] }
        return try PollTable.polls(ofSource: number, in: database)
      }
    }
  }

  /// What was noted of hosts, the one that was asked last first.
  public func hostLedgers() throws(StoreError) -> [HostLedger] {
    try indexing {
      try queue.read { database in
        guard try database.tableExists("hosts") else { return [] }
        return try PollTable.hosts(in: database)
      }
    }
  }

  public func segments() throws(StoreError) -> [SegmentRow] {
    try indexing {
      try queue.read { database in
        try Row.fetchAll(database, sql: SegmentTable.select(from: database)).compactMap(SegmentTable.segment)
      }
    }
  }

  /// Lines of the segments that are there.
  public func lineCount() throws(StoreError) -> Int {
    try segments().reduce(0) { $0 + ($1.state == .removed ? 0 : Int(clamping: $1.lines)) }
  }

  public func nextSeq() throws(StoreError) -> Int64 {
    try indexing {
      try queue.read { try Int64.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'next_seq'") ?? 1 }
    }
  }

  /// What `PRAGMA quick_check` finds; nil when the database is sound.
  public func damage() throws(StoreError) -> String? {
    let verdict = try indexing {
      try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
    }
    return verdict == "ok" ? nil : verdict ?? "quick_check says nothing"
  }
}
