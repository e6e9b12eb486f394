import GRDB
import GRDBSQLite

/// Binds a statement's parameters one after the other, past GRDB's boxed arguments, and runs it; as often as wanted.
///
/// <https://www.sqlite.org/c3ref/bind_blob.html>. For the one statement that every poll runs; it must return no
/// rows. Texts stand in one buffer until the statement has run, so that SQLite copies none of them.
struct ParameterBinder {
  /// SQLite uses what it has no address of only while it runs: there it is kept.
  private let statement: Statement
  private let handle: OpaquePointer
  private var number: Int32 = 0
  private var code = SQLITE_OK
  /// Not empty, so that an empty text has an address; without one it would be NULL.
  private var bytes: [UInt8] = [0]
  private var pieces: [(number: Int32, range: Range<Int>, isText: Bool)] = []

  init(_ statement: Statement) {
    self.statement = statement
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
  }

  private mutating func next() -> Int32 {
    number += 1
    return number
  }

  private mutating func note(_ code: Int32) {
    if self.code == SQLITE_OK { self.code = code }
  }

  mutating func bind(_ value: Int64?) {
    let number = next()
    note(value.map { sqlite3_bind_int64(handle, number, $0) } ?? sqlite3_bind_null(handle, number))
  }

  mutating func bind(_ value: Int) { bind(Int64(value)) }

  mutating func bind(_ value: String?) {
    let number = next()
    guard let value else { return note(sqlite3_bind_null(handle, number)) }
    append(value.utf8, number, isText: true)
  }

  /// Binds NULL for no bytes.
  mutating func bind(_ value: [UInt8]) {
    let number = next()
    guard !value.isEmpty else { return note(sqlite3_bind_null(handle, number)) }
    append(value, number, isText: false)
  }

  private mutating func append(_ value: some Collection<UInt8>, _ number: Int32, isText: Bool) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    pieces.append((number, start..<bytes.count, isText))
  }

  /// Runs the statement to its end, and is ready for the next parameters.
  /// - Returns: how many rows it changed.
  mutating func run(in database: Database) throws -> Int {
    let code = step()
    sqlite3_reset(handle)
    // The addresses are not to outlive what stands there.
    sqlite3_clear_bindings(handle)
    bytes.removeLast(bytes.count - 1)
    pieces.removeAll(keepingCapacity: true)
    number = 0
    self.code = SQLITE_OK
    guard code == SQLITE_DONE else { throw DatabaseError(code, in: database) }
    return Int(sqlite3_changes(database.sqliteConnection))
  }

  /// - Returns: `SQLITE_DONE`, or the first failure.
  private func step() -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var code = code
      for (number, range, isText) in pieces where code == SQLITE_OK {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[range])
        let count = Int32(clamping: piece.count)
        code =
          isText
          ? sqlite3_bind_text(
            handle, number, piece.baseAddress?.assumingMemoryBound(to: CChar.self), count, nil)
          : sqlite3_bind_blob(handle, number, piece.baseAddress, count, nil)
      }
      return code == SQLITE_OK ? sqlite3_step(handle) : code
    }
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
