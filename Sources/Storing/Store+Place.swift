import SystemPackage

/// Whether the directory that is open is still the one that stands at its path.
///
/// Everything goes through descriptors, which follow a directory that is moved and outlive one that is removed:
/// stories would go on being stored where nobody finds them, beside another daemon perhaps, which the removed lock
/// cannot stop.
extension Store {
  /// At most once a second; every few seconds is enough.
  ///
  /// - Throws: `StoreError.unsafe` when the directory, a folder in it, the lock or the index was moved, removed or
  ///   replaced. The next start takes what is there.
  public func checkPlace() throws(StoreError) {
    let time = uptime()
    guard time &- lastPlaceCheck >= 1000 else { return }
    lastPlaceCheck = time
    if let path = try displaced() {
      throw .unsafe(
        path: path,
        reason: "it was moved, removed or replaced while it was open; restart to go on with what is there")
    }
  }

  /// The path at which something else stands, or nothing.
  private func displaced() throws(StoreError) -> String? {
    if let name = try directory.displaced() { return directory.path(name) }
    for (name, file) in [("lock", lockStatus), (SQLiteIndex.fileName, indexStatus)] {
      guard let file else { continue }
      let path = directory.path("state/" + name)
      let named = try storing("stat", path) { () throws(Errno) in try directory.state.status(of: name) }
      if named.map({ !$0.isSameFile(as: file) }) ?? true { return path }
    }
    return nil
  }

  private var lockStatus: FileStatus? { lock?.status }
}

extension OutputDirectory {
  /// What of it does not stand at its path any more: empty for the directory itself, else a folder's name.
  fileprivate func displaced() throws(StoreError) -> String? {
    let isHere = try storing("stat", path) { () throws(Errno) -> Bool in
      let there: FileDescriptor
      do throws(Errno) {
        there = try FileDescriptor.openDirectory(path: path)
      } catch {
        if error == .noSuchFileOrDirectory || error == .notDirectory { return false }
        throw error
      }
      defer { there.closeQuietly() }
      return try there.status().isSameFile(as: try root.status())
    }
    guard isHere else { return "" }
    let folders = LogStream.allCases.map { ($0.name, folder($0)) } + [("content", content), ("state", state)]
    for (name, folder) in folders {
      let isThere = try storing("stat", path(name)) { () throws(Errno) -> Bool in
        guard let named = try root.status(of: name) else { return false }
        return named.isSameFile(as: try folder.status())
      }
      if !isThere { return name }
    }
    return nil
  }
}
