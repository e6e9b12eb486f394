import SystemPackage

/// `state/clean`: there while the store is closed and was closed in order.
///
/// A file and not a row, because a row's change is not synced (synchronous=NORMAL).
package struct CleanMark {
  private static let file = SeqFile(name: "clean")

  /// The next seq.
  var nextSeq: Int64
  /// `IndexFile.stamp` of the index as it was left; empty when there was none to be seen.
  var index = ""

  /// Removes the mark, durably, and returns what it said; nil when there was none.
  static func take(in directory: OutputDirectory) throws(StoreError) -> CleanMark? {
    guard let content = try file.read(in: directory) else { return nil }
    try storing("read", directory.path("state/" + file.name)) { () throws(Errno) in
      try directory.state.unlink(file.name)
      try directory.state.sync()
    }
    return content.seq.map { CleanMark(nextSeq: $0, index: content.note) }
  }

  static func isSet(in directory: OutputDirectory) -> Bool {
    (try? directory.state.status(of: file.name)) != nil
  }

  func set(in directory: OutputDirectory) throws(StoreError) {
    try Self.file.write(nextSeq, note: index, in: directory)
  }
}
