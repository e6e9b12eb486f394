import Glibc
package import SystemPackage

/// The system calls through which the log touches files: all of them, and each once.
///
/// `KernelCalls` makes them. Fault tests put a model of a file system in its place, which can stop between
/// any two calls and then forget what was never synced.
package protocol FileCalls {
  func makeDirectory(path: String) throws(Errno)
  func openDirectory(path: String) throws(Errno) -> CInt
  /// Never follows a symbolic link.
  func open(_ name: String, in directory: CInt, flags: CInt) throws(Errno) -> CInt
  func makeDirectory(_ name: String, in directory: CInt) throws(Errno)
  func status(_ file: CInt) throws(Errno) -> FileStatus
  func status(of name: String, in directory: CInt) throws(Errno) -> FileStatus
  func names(in directory: CInt) throws(Errno) -> [String]
  func unlink(_ name: String, in directory: CInt) throws(Errno)
  /// Of an empty one.
  func removeDirectory(_ name: String, in directory: CInt) throws(Errno)
  func rename(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt) throws(Errno)
  func link(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt) throws(Errno)
  func changeMode(_ file: CInt, _ mode: UInt32) throws(Errno)
  func truncate(_ file: CInt, to size: Int64) throws(Errno)
  func allocate(_ file: CInt, _ size: Int64) throws(Errno)
  func syncData(_ file: CInt) throws(Errno)
  func sync(_ file: CInt) throws(Errno)
  func lock(_ file: CInt) throws(Errno)
  /// At the end of a file that was opened with `O_APPEND`; may be short.
  func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int
  /// May be short.
  func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Errno) -> Int
  /// May be short.
  func read(_ file: CInt, into bytes: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Errno) -> Int
  /// Bytes that the file system has left.
  func freeSpace(_ file: CInt) throws(Errno) -> Int64
  func close(_ file: CInt)
}

extension FileCalls {
  /// A model of a file system need not know it: an empty folder harms nobody.
  package func removeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    throw .notSupported
  }
}

package enum FileSystem {
  /// What a fault test puts here is used by its own task alone.
  @TaskLocal package static var calls: any FileCalls & Sendable = KernelCalls()
}

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

package struct KernelCalls: FileCalls, Sendable {
  package init() {}

  package func makeDirectory(path: String) throws(Errno) {
    _ = try retrying { mkdir(path, 0o750) }
  }

  package func openDirectory(path: String) throws(Errno) -> CInt {
    try retrying { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  }

  package func open(_ name: String, in directory: CInt, flags: CInt) throws(Errno) -> CInt {
    try retrying { openat(directory, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o640) }
  }

  package func makeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    _ = try retrying { mkdirat(directory, name, 0o750) }
  }

  package func status(_ file: CInt) throws(Errno) -> FileStatus {
    var status = Glibc.stat()
    _ = try retrying { fstat(file, &status) }
    return FileStatus(status)
  }

  package func status(of name: String, in directory: CInt) throws(Errno) -> FileStatus {
    var status = Glibc.stat()
    _ = try retrying { fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) }
    return FileStatus(status)
  }

  package func names(in directory: CInt) throws(Errno) -> [String] {
    // fdopendir takes the descriptor over, and reads from its shared position: so a fresh one.
    let copy = try retrying { openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
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

  package func unlink(_ name: String, in directory: CInt) throws(Errno) {
    _ = try retrying { unlinkat(directory, name, 0) }
  }

  package func removeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    _ = try retrying { unlinkat(directory, name, AT_REMOVEDIR) }
  }

  package func rename(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt)
    throws(Errno)
  {
    _ = try retrying { renameat(directory, name, newDirectory, newName) }
  }

  package func link(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt)
    throws(Errno)
  {
    _ = try retrying { linkat(directory, name, newDirectory, newName, 0) }
  }

  package func changeMode(_ file: CInt, _ mode: UInt32) throws(Errno) {
    _ = try retrying { fchmod(file, mode) }
  }

  package func truncate(_ file: CInt, to size: Int64) throws(Errno) {
    _ = try retrying { ftruncate(file, off_t(size)) }
  }

  package func allocate(_ file: CInt, _ size: Int64) throws(Errno) {
    while true {
      // It returns its error, and leaves errno alone.
      let code = posix_fallocate(file, 0, off_t(size))
      if code == 0 { return }
      if code != EINTR { throw Errno(rawValue: code) }
    }
  }

  package func syncData(_ file: CInt) throws(Errno) {
    _ = try retrying { fdatasync(file) }
  }

  package func sync(_ file: CInt) throws(Errno) {
    _ = try retrying { fsync(file) }
  }

  package func lock(_ file: CInt) throws(Errno) {
    _ = try retrying { flock(file, LOCK_EX | LOCK_NB) }
  }

  package func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
    try retrying { Glibc.write(file, bytes.baseAddress, bytes.count) }
  }

  package func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Errno) -> Int {
    try retrying { pwrite(file, bytes.baseAddress, bytes.count, off_t(offset)) }
  }

  package func read(_ file: CInt, into bytes: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Errno)
    -> Int
  {
    try retrying { pread(file, bytes.baseAddress, bytes.count, off_t(offset)) }
  }

  package func freeSpace(_ file: CInt) throws(Errno) -> Int64 {
    var status = statvfs()
    _ = try retrying { fstatvfs(file, &status) }
    let (bytes, overflow) = Int64(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
    return overflow ? .max : bytes
  }

  package func close(_ file: CInt) {
    _ = Glibc.close(file)
  }
}
