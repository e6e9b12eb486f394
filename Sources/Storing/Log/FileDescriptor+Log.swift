import Glibc
import SystemPackage

// The system calls that the log needs and swift-system does not have: each enters Swift here, once.
// Every name is relative to an open directory and has no slash, so that nobody can swap a directory
// under us, and no symbolic link is ever followed.

/// Calls `body` again for as long as a signal interrupts it.
@inline(__always)
private func retrying<Result: SignedInteger>(_ body: () -> Result) throws(Errno) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let code = Errno(rawValue: errno)
    if code != .interrupted { throw code }
  }
}

/// What `fstat(2)` says of a file, as far as the log asks.
struct FileStatus {
  var isRegular: Bool
  var isDirectory: Bool
  var size: Int64
  /// Permission bits.
  var mode: mode_t
  var owner: uid_t
  var links: Int
  var device: UInt64
  var inode: UInt64

  init(_ status: Glibc.stat) {
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    size = Int64(status.st_size)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    links = Int(status.st_nlink)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  func isSameFile(as other: FileStatus) -> Bool { inode == other.inode && device == other.device }
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
    FileDescriptor(rawValue: try retrying { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
  }

  func open(_ name: String, _ opening: Opening) throws(Errno) -> FileDescriptor {
    FileDescriptor(
      rawValue: try retrying { openat(rawValue, name, opening.flags | O_NOFOLLOW | O_CLOEXEC, 0o640) })
  }

  func makeDirectory(_ name: String) throws(Errno) {
    _ = try retrying { mkdirat(rawValue, name, 0o750) }
  }

  func status() throws(Errno) -> FileStatus {
    var status = Glibc.stat()
    _ = try retrying { fstat(rawValue, &status) }
    return FileStatus(status)
  }

  /// Of the name itself: a symbolic link is not followed. nil when there is no such name.
  func status(of name: String) throws(Errno) -> FileStatus? {
    var status = Glibc.stat()
    do throws(Errno) {
      _ = try retrying { fstatat(rawValue, name, &status, AT_SYMLINK_NOFOLLOW) }
    } catch {
      if error == .noSuchFileOrDirectory { return nil }
      throw error
    }
    return FileStatus(status)
  }

  func unlink(_ name: String) throws(Errno) {
    _ = try retrying { unlinkat(rawValue, name, 0) }
  }

  /// As `unlink`, and no error when there is no such name.
  func unlinkIfPresent(_ name: String) throws(Errno) {
    do throws(Errno) { try unlink(name) } catch { if error != .noSuchFileOrDirectory { throw error } }
  }

  func rename(_ name: String, to newName: String, in directory: FileDescriptor? = nil) throws(Errno) {
    _ = try retrying { renameat(rawValue, name, (directory ?? self).rawValue, newName) }
  }

  func link(_ name: String, to newName: String, in directory: FileDescriptor) throws(Errno) {
    _ = try retrying { linkat(rawValue, name, directory.rawValue, newName, 0) }
  }

  func changeMode(_ mode: mode_t) throws(Errno) {
    _ = try retrying { fchmod(rawValue, mode) }
  }

  func truncate(to size: Int64) throws(Errno) {
    _ = try retrying { ftruncate(rawValue, off_t(size)) }
  }

  /// `posix_fallocate(3)`: the blocks are there, or it throws.
  func allocate(_ size: Int64) throws(Errno) {
    while true {
      let code = posix_fallocate(rawValue, 0, off_t(size))
      if code == 0 { return }
      if code != EINTR { throw Errno(rawValue: code) }
    }
  }

  /// Data and size on disk, times perhaps not.
  func syncData() throws(Errno) {
    _ = try retrying { fdatasync(rawValue) }
  }

  func sync() throws(Errno) {
    _ = try retrying { fsync(rawValue) }
  }

  /// False when another process has the lock. `flock(2)`: it belongs to the open file and ends with it.
  func tryLock() throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try retrying { flock(rawValue, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error == .wouldBlock { return false }
      throw error
    }
  }

  /// One `write(2)` of what `bytes` hold from `start` on; may be short.
  func writeSome(_ bytes: [UInt8], from start: Int) throws(Errno) -> Int {
    try retrying {
      bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress.map { $0 + start }, $0.count - start) }
    }
  }

  /// Writes all of `buffers` one after the other from `offset` on.
  func writeAll(_ buffers: [[UInt8]], at offset: Int64) throws(Errno) {
    var position = offset
    for buffer in buffers {
      var done = 0
      while done < buffer.count {
        let start = done
        let count = try retrying {
          buffer.withUnsafeBytes {
            Glibc.pwrite(rawValue, $0.baseAddress.map { $0 + start }, buffer.count - start, off_t(position))
          }
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
    var done = 0
    while done < count {
      let place = done
      let read = try retrying {
        buffer.withUnsafeMutableBytes { bytes in
          Glibc.pread(
            rawValue, bytes.baseAddress.map { $0 + start + place }, count - place,
            off_t(offset) + off_t(place))
        }
      }
      if read == 0 { break }
      done += read
    }
    return done
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
    // fdopendir takes the descriptor over, and reads from its shared position: so a fresh one.
    let copy = try retrying { openat(rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(copy) else {
      let code = Errno(rawValue: errno)
      _ = Glibc.close(copy)
      throw code
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw Errno(rawValue: errno) }
        return names
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// Closes it and forgets about it; an error of `close(2)` tells nothing that a sync did not.
  func closeQuietly() {
    _ = Glibc.close(rawValue)
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
