/// `state/seq`: the seq that the last unclean start began with, on disk before its first line.
///
/// What a run wrote last can be gone after a power cut, from the log, the redo record and the index: then this
/// says how far the numbers had come, so that a second power cut does not lead to the same ones again.
enum SeqFloor {
  private static let file = SeqFile(name: "seq")

  /// nil before the directory's first start.
  static func read(in directory: OutputDirectory) throws(StoreError) -> Int64? {
    guard let content = try file.read(in: directory) else { return nil }
    // Without a number that can be believed the jump is from what the log says.
    guard let seq = content.seq, seq < Int64.max / 2 else { return 1 }
    return seq
  }

  static func set(_ seq: Int64, in directory: OutputDirectory) throws(StoreError) {
    try file.write(seq, in: directory)
  }
}
