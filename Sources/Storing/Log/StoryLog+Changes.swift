import SystemPackage

/// What somebody else did to a segment that lines are appended to: `> stories.ndjson` to make room, logrotate's
/// `copytruncate`, an editor, `rm`.
///
/// Where the next line would go is known from the lines before it. When the file says otherwise, lines after that
/// would stand at places that the index does not have, and in a file that was replaced nobody would find them.
extension StoryLog {
  /// What is wrong with the stream's segment, for the log; nil when it is as it was left.
  func changeByOthers(_ stream: LogStream) throws(StoreError) -> String? {
    guard let tail = tails[stream.rawValue] else { return nil }
    return try storing("stat", directory.path(tail.name.path)) { () throws(Errno) -> String? in
      let file = try tail.file.status()
      guard let named = try directory.folder(stream).status(of: tail.name.file) else {
        return "it was removed"
      }
      guard named.isSameFile(as: file) else { return "another file has its name" }
      guard file.size != tail.row.size else { return nil }
      return file.size < tail.row.size ? "it was cut short" : "something was written to it"
    }
  }

  /// Makes the live link the segment's other name again, when somebody removed or replaced it.
  ///
  /// - Returns: true when it was not right. An error is for the next segment to meet: lines need no live link.
  func mendLiveLink(_ stream: LogStream) -> Bool {
    guard let tail = tails[stream.rawValue], let file = try? tail.file.status() else { return false }
    if let link = try? directory.root.status(of: stream.liveName), link.isSameFile(as: file) { return false }
    try? Self.pointLiveLink(at: tail.name, in: directory)
    return true
  }
}
