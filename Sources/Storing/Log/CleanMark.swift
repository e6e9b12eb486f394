import SystemPackage

/// `state/clean`: there while the store is closed and was closed in order; holds the next seq.
///
/// A file and not a row, because a row's change is not synced (synchronous=NORMAL).
enum CleanMark {
  private static let name = "clean"

  /// Removes the mark, durably, and returns its seq; nil when there was none.
  static func take(in directory: OutputDirectory) throws(StoreError) -> Int64? {
    let path = directory.path("state/" + name)
    let isThere = try storing("stat", path) { () throws(Errno) in
      try directory.state.status(of: name) != nil
    }
    guard isThere else { return nil }
    let file = try openRegular(name, .reading, in: directory.state, path: path)
    defer { file.closeQuietly() }
    return try storing("read", path) { () throws(Errno) -> Int64? in
      let bytes = try file.bytes(at: 0, count: 32)
      try directory.state.unlink(name)
      try directory.state.sync()
      let digits = bytes.prefix { $0 != 0x0A }
      return Int64(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    }
  }

  static func isSet(in directory: OutputDirectory) -> Bool {
    (try? directory.state.status(of: name)) != nil
  }

  static func set(nextSeq: Int64, in directory: OutputDirectory) throws(StoreError) {
    try AtomicFile.write(
      name, Array("\(nextSeq)\n".utf8), in: directory.state, path: directory.path("state/" + name),
      isSynced: true)
  }
}
