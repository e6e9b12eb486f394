import Glibc
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
    if let path = displaced() {
      throw .unsafe(
        path: path,
        reason: "it was moved, removed or replaced while it was open; restart to go on with what is there")
    }
  }

  /// The path at which something else stands, or nothing.
  private func displaced() -> String? {
    if let name = directory.displaced() { return directory.path(name) }
    for (name, file) in [("lock", lock?.status), (SQLiteIndex.fileName, indexStatus)] {
      if let file, directory.state.isDisplaced(name, file) { return directory.path("state/" + name) }
    }
    return nil
  }
}

extension OutputDirectory {
  /// What of it does not stand at its path any more: empty for the directory itself, else a folder's name.
  fileprivate func displaced() -> String? {
    // Also when the path is a symbolic link to it.
    let here = FileDescriptor(rawValue: AT_FDCWD)
    if let status = try? root.status(), here.isDisplaced(path + "/.", status) { return "" }
    let folders = LogStream.allCases.map { ($0.name, folder($0)) } + [("content", content), ("state", state)]
    for (name, folder) in folders {
      if let status = try? folder.status(), root.isDisplaced(name, status) { return name }
    }
    return nil
  }
}

extension FileDescriptor {
  /// True when the name is another file's, or nobody's. What cannot be looked at, for want of a right or of memory,
  /// is taken for what it was.
  fileprivate func isDisplaced(_ name: String, _ file: FileStatus) -> Bool {
    do throws(Errno) {
      return try status(of: name).map { !$0.isSameFile(as: file) } ?? true
    } catch {
      return error == .notDirectory
    }
  }
}
