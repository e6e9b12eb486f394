import Glibc
import SystemPackage

// What the log does with files. Every name is relative to an open directory and has no slash, so that nobody
// can swap a directory under us, and no symbolic link is ever followed. `FileCalls` makes the calls.

/// What `fstat(2)` says of a file, as far as the log asks.
package struct FileStatus {
  package var isRegular: Bool
  package var isDirectory: Bool
  package var size: Int64
  /// Permission bits.
  package var mode: UInt32
  package var owner: UInt32
  package var links: Int
  package var device: UInt64
  package var inode: UInt64
  /// When it was last written or otherwise changed (st_ctim), in nanoseconds since the epoch.
  package var changed: Int64

  package init(
    isRegular: Bool, isDirectory: Bool, size: Int64, mode: UInt32, owner: UInt32, links: Int, device: UInt64,
    inode: UInt64, changed: Int64 = 0
  ) {
    self.isRegular = isRegular
    self.isDirectory = isDirectory
    self.size = size
    self.mode = mode
    self.owner = owner
    self.links = links
    self.device = device
    self.inode = inode
    self.changed = changed
  }

  func isSameFile(as other: FileStatus) -> Bool { inode == other.inode && device == other.device }
}

extension FileStatus {
  init(_ status: Glibc.stat) {
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    size = Int64(status.st_size)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    links = Int(status.st_nlink)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
  }
}

extension FileDescriptor {
  /// How a file in a directory is opened; `O_NOFOLLOW|O_CLOEXEC` go with each.
  enum Opening {
    case reading
    /// An existing file, to read and append to.
    case appending
    /// An existing file, to read and write at offsets.
    case updating
    /// A new file (`O_EXCL`, 0640) to append to.
    case creatingForAppending
    /// A new file (`O_EXCL`, 0640) to write.
    case creating
    /// Whatever is there, or a new file (0640), to read and write at offsets.
    case updatingOrCreating
    case directory

    var flags: Int32 {
      switch self {
      case .reading: O_RDONLY | O_NONBLOCK
      case .appending: O_RDWR | O_APPEND
      case .updating: O_RDWR
      case .creatingForAppending: O_RDWR | O_APPEND | O_CREAT | O_EXCL
      case .creating: O_RDWR | O_CREAT | O_EXCL
      case .updatingOrCreating: O_RDWR | O_CREAT
      case .directory: O_RDONLY | O_DIRECTORY
      }
    }
  }

  static func openDirectory(path: String) throws(Errno) -> FileDescriptor {
    FileDescriptor(rawValue: try FileSystem.calls.openDirectory(path: path))
  }

  func open(_ name: String, _ opening: Opening) throws(Errno) -> FileDescriptor {
    FileDescriptor(rawValue: try FileSystem.calls.open(name, in: rawValue, flags: opening.flags))
  }

  func makeDirectory(_ name: String) throws(Errno) {
    try FileSystem.calls.makeDirectory(name, in: rawValue)
  }

  func status() throws(Errno) -> FileStatus {
    try FileSystem.calls.status(rawValue)
  }

  /// Of the name itself: a symbolic link is not followed. nil when there is no such name.
  func status(of name: String) throws(Errno) -> FileStatus? {
    do throws(Errno) {
      return try FileSystem.calls.status(of: name, in: rawValue)
    } catch {
      if error == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  func unlink(_ name: String) throws(Errno) {
    try FileSystem.calls.unlink(name, in: rawValue)
  }

  /// Removes a directory if it is empty.
  func removeDirectory(_ name: String) throws(Errno) {
    try FileSystem.calls.removeDirectory(name, in: rawValue)
  }

  /// As `unlink`, and no error when there is no such name.
  func unlinkIfPresent(_ name: String) throws(Errno) {
    do throws(Errno) { try unlink(name) } catch { if error != .noSuchFileOrDirectory { throw error } }
  }

  func rename(_ name: String, to newName: String, in directory: FileDescriptor? = nil) throws(Errno) {
    try FileSystem.calls.rename(name, in: rawValue, to: newName, in: (directory ?? self).rawValue)
  }

  func link(_ name: String, to newName: String, in directory: FileDescriptor) throws(Errno) {
    try FileSystem.calls.link(name, in: rawValue, to: newName, in: directory.rawValue)
  }

  func changeMode(_ mode: mode_t) throws(Errno) {
    try FileSystem.calls.changeMode(rawValue, mode)
  }

  func truncate(to size: Int64) throws(Errno) {
    try FileSystem.calls.truncate(rawValue, to: size)
  }

  /// `posix_fallocate(3)`: the blocks are there, or it throws.
  func allocate(_ size: Int64) throws(Errno) {
    try FileSystem.calls.allocate(rawValue, size)
  }

  /// Data and size on disk, times perhaps not.
  func syncData() throws(Errno) {
    try FileSystem.calls.syncData(rawValue)
  }

  func sync() throws(Errno) {
    try FileSystem.calls.sync(rawValue)
  }

  /// False when another process has the lock. `flock(2)`: it belongs to the open file and ends with it.
  func tryLock() throws(Errno) -> Bool {
    do throws(Errno) {
      try FileSystem.calls.lock(rawValue)
      return true
    } catch {
      if error == .wouldBlock { return false }
      throw error
    }
  }

  /// One `write(2)` of what `bytes` hold from `start` on; may be short.
  func writeSome(_ bytes: [UInt8], from start: Int) throws(Errno) -> Int {
    try bytes.withUnsafeBufferPointer { bytes throws(Errno) in
      try FileSystem.calls.write(
        rawValue, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start...])))
    }
  }

  /// Writes all of `buffers` one after the other from `offset` on.
  func writeAll(_ buffers: [[UInt8]], at offset: Int64) throws(Errno) {
    var position = offset
    for buffer in buffers {
      var done = 0
      while done < buffer.count {
        let count = try buffer.withUnsafeBufferPointer { bytes throws(Errno) in
          try FileSystem.calls.write(
            rawValue, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[done...])), at: position)
        }
        // A regular file takes at least a byte or fails; do not spin if one does neither.
        if count == 0 { throw .noSpace }
        done += count
        position += Int64(count)
      }
    }
  }

  /// Fills `buffer[start..<start + count]` from `offset` on until the file ends; returns how much.
  func readAll(
    into buffer: inout [UInt8], from start: Int = 0, count: Int, at offset: Int64
  ) throws(Errno) -> Int {
    try buffer.withUnsafeMutableBufferPointer { bytes throws(Errno) in
      var done = 0
      while done < count {
        let rest = UnsafeMutableBufferPointer(rebasing: bytes[(start + done)..<(start + count)])
        let read = try FileSystem.calls.read(
          rawValue, into: UnsafeMutableRawBufferPointer(rest), at: offset + Int64(done))
        if read == 0 { break }
        done += read
      }
      return done
    }
  }

  /// At most `count` bytes from `offset` on: fewer where the file ends.
  func bytes(at offset: Int64, count: Int) throws(Errno) -> [UInt8] {
    guard count > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: count)
    let read = try readAll(into: &buffer, count: count, at: offset)
    if read < count { buffer.removeLast(count - read) }
    return buffer
  }

  /// Names in a directory except `.` and `..`, in no order.
  func names() throws(Errno) -> [String] {
    try FileSystem.calls.names(in: rawValue)
  }

  /// Closes it and forgets about it; an error of `close(2)` tells nothing that a sync did not.
  func closeQuietly() {
    FileSystem.calls.close(rawValue)
  }
}

extension StoreError {
  /// A failed call on `path`, with a full disk told apart.
  init(_ operation: String, _ path: String, _ code: Errno) {
    switch code {
    // RLIMIT_FSIZE and a quota end like a full disk: somebody has to make room.
    case .noSpace, .diskQuotaExceeded, .fileTooLarge: self = .noSpace(path: path)
    default: self = .file(operation: operation, path: path, code: code.rawValue)
    }
  }
}

/// Runs `body`, and turns its errno into an error that says what was tried on which file.
@inline(__always)
func storing<Result>(
  _ operation: String, _ path: String, _ body: () throws(Errno) -> Result
) throws(StoreError) -> Result {
  do throws(Errno) { return try body() } catch { throw StoreError(operation, path, error) }
}
