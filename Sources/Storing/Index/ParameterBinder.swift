import GRDB
import GRDBSQLite

/// Binds a statement's parameters one after the other, past GRDB's boxed arguments, and runs it.
///
/// <https://www.sqlite.org/c3ref/bind_blob.html>. For the one statement that every poll runs; it must return no
/// rows.
struct ParameterBinder {
  private let statement: OpaquePointer
  private var number: Int32 = 0
  private var code = SQLITE_OK

  /// Has SQLite copy what it is given.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ statement: Statement) {
    self.statement = statement.sqliteStatement
    sqlite3_reset(self.statement)
  }

  private mutating func next(_ bind: (OpaquePointer, Int32) -> Int32) {
    number += 1
    let code = bind(statement, number)
    if self.code == SQLITE_OK { self.code = code }
  }

  mutating func bind(_ value: Int64?) {
    next { if let value { sqlite3_bind_int64($0, $1, value) } else { sqlite3_bind_null($0, $1) } }
  }

  mutating func bind(_ value: Int) { bind(Int64(value)) }

  mutating func bind(_ value: String?) {
    guard var value else { return next { sqlite3_bind_null($0, $1) } }
    value.withUTF8 { bytes in
      next { statement, number in
        // An empty string may have no address, which would bind NULL.
        guard let start = bytes.baseAddress else {
          return sqlite3_bind_text(statement, number, "", 0, Self.transient)
        }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text(statement, number, $0, Int32(clamping: bytes.count), Self.transient)
        }
      }
    }
  }

  /// Binds NULL for no bytes.
  mutating func bind(_ value: [UInt8]) {
    next { statement, number in
      guard !value.isEmpty else { return sqlite3_bind_null(statement, number) }
      return value.withUnsafeBytes {
        sqlite3_bind_blob(statement, number, $0.baseAddress, Int32(clamping: $0.count), Self.transient)
      }
    }
  }

  /// Runs the statement to its end.
  /// - Returns: how many rows it changed.
  func run(in database: Database) throws -> Int {
    var code = code
    if code == SQLITE_OK {
      code = sqlite3_step(statement)
      // Says again what went wrong in the step.
      sqlite3_reset(statement)
      if code == SQLITE_DONE { return Int(sqlite3_changes(database.sqliteConnection)) }
    }
    throw DatabaseError(code, in: database)
  }
}

extension DatabaseError {
  /// What GRDB throws for a call of its own that ended with `code`.
  init(_ code: Int32, in database: Database) {
    self.init(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
  }
}
