import Logging
import SystemPackage

/// Finds the index sound and opens it, or moves it aside and makes an empty one.
enum IndexFile {
  /// Left by a process that found the index broken while it ran; also how an operator asks for a rebuild.
  private static let brokenMark = "index.broken"
  /// There while an index is built from the log: a start that finds it goes on with that.
  private static let rebuildMark = "index.rebuilding"

  /// - Parameter left: what the last run left when it closed the store. The index is read for damage unless
  ///   it is the very file that was left.
  /// - Returns: the index, and whether it is built from the log: it is new, or was not finished.
  static func open(
    in directory: OutputDirectory, after left: CleanMark?, log: Logger
  ) throws(StoreError) -> (index: SQLiteIndex, isNew: Bool) {
    let name = SQLiteIndex.fileName
    let path = directory.path("state/" + name)
    let isThere = try check(name, in: directory) != nil
    for suffix in ["-wal", "-shm", "-journal"] { _ = try check(name + suffix, in: directory) }
    let (isMarked, isUnfinished) = try storing("stat", path) { () throws(Errno) in
      (
        try directory.state.status(of: brokenMark) != nil,
        try directory.state.status(of: rebuildMark) != nil
      )
    }
    if isThere, !isMarked {
      do throws(StoreError) {
        let isChecked = left.map { $0.index.isEmpty || $0.index != stamp(in: directory) } ?? true
        let index = try SQLiteIndex(path: path, isChecked: isChecked, log: log)
        if isUnfinished { return (index, true) }
        // Emptied, or put there by somebody: sound, and knows nothing of the log.
        guard try index.segments().isEmpty, try holdsLines(directory) else { return (index, false) }
        log.error("the index is empty and the log is not; it is built anew from the log")
        try mark(rebuildMark, in: directory)
        return (index, true)
      } catch {
        guard case .indexCorrupt(let reason) = error else { throw error }
        log.error("the index is broken; it is rebuilt from the log", metadata: ["reason": "\(reason)"])
      }
    }
    try moveAside(in: directory)
    try mark(rebuildMark, in: directory)
    let index = try SQLiteIndex(path: path, isChecked: false, log: log)
    try storing("sync", path) { () throws(Errno) in
      try directory.state.unlinkIfPresent(brokenMark)
      try directory.state.sync()
    }
    return (index, true)
  }

  private static func holdsLines(_ directory: OutputDirectory) throws(StoreError) -> Bool {
    for stream in LogStream.allCases {
      for segment in try directory.segments(stream) {
        let file = segment.isRaw ? segment.name.file : segment.name.compressedFile
        let status = try storing("stat", directory.path(segment.name.path)) { () throws(Errno) in
          try directory.folder(stream).status(of: file)
        }
        if let status, status.size > 0 { return true }
      }
    }
    return false
  }

  /// Says which file the index is and when it last changed (st_ino, st_size, st_ctim); empty when there is none,
  /// or a WAL beside it that is not yet in it.
  static func stamp(in directory: OutputDirectory) -> String {
    let name = SQLiteIndex.fileName
    guard (try? directory.state.status(of: name + "-wal")) == nil,
      let status = try? directory.state.status(of: name)
    else { return "" }
    return "index \(status.inode) \(status.size) \(status.changed)"
  }

  static func markBroken(in directory: OutputDirectory) {
    try? directory.state.open(brokenMark, .updatingOrCreating).closeQuietly()
  }

  /// From now on the next to open the index builds it anew, also when this process ends before it has done so.
  static func askForRebuild(in directory: OutputDirectory) throws(StoreError) {
    try mark(brokenMark, in: directory)
  }

  /// The log is in the index.
  static func finishRebuild(in directory: OutputDirectory) throws(StoreError) {
    try storing("remove", directory.path("state/" + rebuildMark)) { () throws(Errno) in
      try directory.state.unlinkIfPresent(rebuildMark)
      try directory.state.sync()
    }
  }

  private static func mark(_ name: String, in directory: OutputDirectory) throws(StoreError) {
    try storing("create", directory.path("state/" + name)) { () throws(Errno) in
      try directory.state.open(name, .updatingOrCreating).closeQuietly()
      try directory.state.sync()
    }
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
