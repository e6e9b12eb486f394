import SystemPackage

/// A file of `state/` that holds one seq, in digits, and is on disk when `write` returns.
struct SeqFile {
  let name: String

  struct Content {
    /// nil when no positive number stands in it: something else was planted, or the disk is broken.
    var seq: Int64?
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
    let bytes = try storing("read", path) { () throws(Errno) in try file.bytes(at: 0, count: 32) }
    let digits = bytes.prefix { $0 != 0x0A }
    return Content(seq: Int64(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil })
  }

  func write(_ seq: Int64, in directory: OutputDirectory) throws(StoreError) {
    try AtomicFile.write(
      name, Array("\(seq)\n".utf8), in: directory.state, path: directory.path("state/" + name),
      isSynced: true)
  }
}
