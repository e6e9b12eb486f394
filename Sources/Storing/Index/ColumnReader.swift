import GRDB
import GRDBSQLite

/// Reads a row's columns one after the other, past GRDB's boxed values.
///
/// <https://www.sqlite.org/c3ref/column_blob.html>. For the two tables of which a start reads every row: decoding
/// some thirty columns through GRDB costs more than SQLite's own work on the row. SQLite converts what is of
/// another type; NULL is 0, or the empty text.
struct ColumnReader {
  private let statement: OpaquePointer
  private var number: Int32 = 0

  private init(_ statement: OpaquePointer) { self.statement = statement }

  /// Runs a query without parameters, and lends each row to `body`.
  static func forEachRow(
    of sql: String, in database: Database, _ body: (inout ColumnReader) throws -> Void
  ) throws {
    let prepared = try database.makeStatement(sql: sql)
    let statement = prepared.sqliteStatement
    defer {
      sqlite3_reset(statement)
      withExtendedLifetime(prepared) {}
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        var row = ColumnReader(statement)
        try body(&row)
      case SQLITE_DONE: return
      case let code: throw DatabaseError(code, in: database)
      }
    }
  }

  private mutating func next() -> Int32 {
    defer { number += 1 }
    return number
  }

  mutating func integer() -> Int64 { sqlite3_column_int64(statement, next()) }

  /// nil for NULL.
  mutating func optionalInteger() -> Int64? {
    let column = next()
    if sqlite3_column_type(statement, column) == SQLITE_NULL { return nil }
    return sqlite3_column_int64(statement, column)
  }

  mutating func text() -> String { optionalText() ?? "" }

  /// nil for NULL.
  mutating func optionalText() -> String? {
    let column = next()
    // The length is that of the text which the call before it has made.
    guard let start = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Empty for NULL.
  mutating func bytes() -> [UInt8] {
    let column = next()
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }
}
