import SystemPackage

/// `state/clean`: there while the store is closed and was closed in order; holds the next seq.
///
/// A file and not a row, because a row's change is not synced (synchronous=NORMAL).
enum CleanMark {
  private static let file = SeqFile(name: "clean")

  /// Removes the mark, durably, and returns its seq; nil when there was none.
  static func take(in directory: OutputDirectory) throws(StoreError) -> Int64? {
    guard let content = try file.read(in: directory) else { return nil }
    try storing("read", directory.path("state/" + file.name)) { () throws(Errno) in
      try directory.state.unlink(file.name)
      try directory.state.sync()
    }
    return content.seq
  }

  static func isSet(in directory: OutputDirectory) -> Bool {
    (try? directory.state.status(of: file.name)) != nil
  }

  static func set(nextSeq: Int64, in directory: OutputDirectory) throws(StoreError) {
    try file.write(nextSeq, in: directory)
  }
}
