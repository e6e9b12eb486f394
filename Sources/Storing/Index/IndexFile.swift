import Logging
import SystemPackage

/// Finds the index sound and opens it, or moves it aside and makes an empty one.
enum IndexFile {
  /// Left by a process that found the index broken while it ran; also how an operator asks for a rebuild.
  private static let brokenMark = "index.broken"
  /// As large as this it is read for damage also after a clean stop: it takes some milliseconds.
  private static let checkedSize: Int64 = 32 << 20

  /// - Returns: the index, and whether it is new and so empty.
  static func open(
    in directory: OutputDirectory, wasClean: Bool, log: Logger
  ) throws(StoreError) -> (index: SQLiteIndex, isNew: Bool) {
    let name = SQLiteIndex.fileName
    let path = directory.path("state/" + name)
    let status = try check(name, in: directory)
    for suffix in ["-wal", "-shm", "-journal"] { _ = try check(name + suffix, in: directory) }
    let isMarked = try storing("stat", path) { () throws(Errno) in
      try directory.state.status(of: brokenMark) != nil
    }
    if let status, !isMarked {
      do throws(StoreError) {
        return (try SQLiteIndex(path: path, isChecked: !wasClean || status.size <= checkedSize), false)
      } catch {
        guard case .indexCorrupt(let reason) = error else { throw error }
        log.error("the index is broken; it is rebuilt from the log", metadata: ["reason": "\(reason)"])
      }
    }
    try moveAside(in: directory)
    let index = try SQLiteIndex(path: path, isChecked: false)
    try storing("sync", path) { () throws(Errno) in
      try directory.state.unlinkIfPresent(brokenMark)
      try directory.state.sync()
    }
    return (index, true)
  }

  static func markBroken(in directory: OutputDirectory) {
    try? directory.state.open(brokenMark, .updatingOrCreating).closeQuietly()
  }

  /// SQLite opens by path: see first that the name is ours and leads nowhere else.
  private static func check(_ name: String, in directory: OutputDirectory) throws(StoreError) -> FileStatus? {
    let path = directory.path("state/" + name)
    let status = try storing("stat", path) { () throws(Errno) in try directory.state.status(of: name) }
    if let status, !status.isRegular || status.links != 1 {
      throw .unsafe(path: path, reason: "it is not a regular file with one name")
    }
    return status
  }

  /// Renames what is there to `….broken`, for whoever wants to know what happened; keeps one.
  private static func moveAside(in directory: OutputDirectory) throws(StoreError) {
    try storing("move aside", directory.path("state/" + SQLiteIndex.fileName)) { () throws(Errno) in
      for suffix in ["", "-wal"] {
        let name = SQLiteIndex.fileName + suffix
        if try directory.state.status(of: name) != nil {
          try directory.state.rename(name, to: name + ".broken")
        }
      }
      try directory.state.unlinkIfPresent(SQLiteIndex.fileName + "-shm")
      try directory.state.unlinkIfPresent(SQLiteIndex.fileName + "-journal")
    }
  }
}
