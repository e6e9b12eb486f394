import SystemPackage

/// A file of `state/` that holds one seq, in digits, and is on disk when `write` returns.
struct SeqFile {
  let name: String

  struct Content {
    /// nil when no positive number stands in it: something else was planted, or the disk is broken.
    var seq: Int64?
    /// What stands behind the number's line; empty when there is nothing.
    var note = ""
  }

  /// nil when there is no such file.
  func read(in directory: OutputDirectory) throws(StoreError) -> Content? {
    let path = directory.path("state/" + name)
    let isThere = try storing("stat", path) { () throws(Errno) in
      try directory.state.status(of: name) != nil
    }
    guard isThere else { return nil }
    let file = try openRegular(name, .reading, in: directory.state, path: path)
    defer { file.closeQuietly() }
    let bytes = try storing("read", path) { () throws(Errno) in try file.bytes(at: 0, count: 160) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let seq = lines.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }.flatMap { $0 > 0 ? $0 : nil }
    return Content(seq: seq, note: lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : "")
  }

  /// - Parameter note: a line for behind the number, of at most 128 bytes.
  func write(_ seq: Int64, note: String = "", in directory: OutputDirectory) throws(StoreError) {
    let text = note.isEmpty ? "\(seq)\n" : "\(seq)\n\(note)\n"
    try AtomicFile.write(
      name, Array(text.utf8), in: directory.state, path: directory.path("state/" + name), isSynced: true)
  }
}
