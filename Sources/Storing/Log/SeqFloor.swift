import SystemPackage

/// `state/seq`: the seq that the last unclean start began with, on disk before its first line.
///
/// What a run wrote last can be gone after a power cut, from the log, the redo record and the index: then this
/// says how far the numbers had come, so that a second power cut does not lead to the same ones again.
enum SeqFloor {
  private static let name = "seq"

  /// nil before the directory's first start.
  static func read(in directory: OutputDirectory) throws(StoreError) -> Int64? {
    let path = directory.path("state/" + name)
    let isThere = try storing("stat", path) { () throws(Errno) in
      try directory.state.status(of: name) != nil
    }
    guard isThere else { return nil }
    let file = try openRegular(name, .reading, in: directory.state, path: path)
    defer { file.closeQuietly() }
    let bytes = try storing("read", path) { () throws(Errno) in try file.bytes(at: 0, count: 32) }
    // Something else than a number was planted, or the disk is broken: the jump is from what the log says.
    let digits = bytes.prefix { $0 != 0x0A }
    guard let seq = Int64(String(decoding: digits, as: UTF8.self)), seq > 0, seq < Int64.max / 2 else {
      return 1
    }
    return seq
  }

  static func set(_ seq: Int64, in directory: OutputDirectory) throws(StoreError) {
    try AtomicFile.write(
      name, Array("\(seq)\n".utf8), in: directory.state, path: directory.path("state/" + name),
      isSynced: true)
  }
}
