package import Storing
package import SystemPackage

/// The kernel's calls, with something before some of them: a disk that takes its time, or fails.
package struct FaultyCalls: FileCalls, Sendable {
  private let kernel = KernelCalls()
  private let beforeSync: @Sendable () throws(Errno) -> Void
  private let beforeFullSync: @Sendable () -> Void
  private let beforeOpen: @Sendable (String, CInt) throws(Errno) -> Void
  private let beforeRead: @Sendable (CInt) throws(Errno) -> Void

  /// - Parameters:
  ///   - beforeSync: called before each `fdatasync`.
  ///   - beforeFullSync: called before each `fsync`.
  ///   - beforeOpen: called with the name and its directory before each `openat`.
  ///   - beforeRead: called with the descriptor before each `pread`.
  package init(
    beforeSync: @escaping @Sendable () throws(Errno) -> Void = { () throws(Errno) in },
    beforeFullSync: @escaping @Sendable () -> Void = {},
    beforeOpen: @escaping @Sendable (String, CInt) throws(Errno) -> Void = { _, _ throws(Errno) in },
    beforeRead: @escaping @Sendable (CInt) throws(Errno) -> Void = { _ throws(Errno) in }
  ) {
    self.beforeSync = beforeSync
    self.beforeFullSync = beforeFullSync
    self.beforeOpen = beforeOpen
    self.beforeRead = beforeRead
  }

  package func syncData(_ file: CInt) throws(Errno) {
    try beforeSync()
    try kernel.syncData(file)
  }

  package func makeDirectory(path: String) throws(Errno) { try kernel.makeDirectory(path: path) }
  package func openDirectory(path: String) throws(Errno) -> CInt { try kernel.openDirectory(path: path) }
  package func open(_ name: String, in directory: CInt, flags: CInt) throws(Errno) -> CInt {
    try beforeOpen(name, directory)
    return try kernel.open(name, in: directory, flags: flags)
  }
  package func makeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    try kernel.makeDirectory(name, in: directory)
  }
  package func status(_ file: CInt) throws(Errno) -> FileStatus { try kernel.status(file) }
  package func status(of name: String, in directory: CInt) throws(Errno) -> FileStatus {
    try kernel.status(of: name, in: directory)
  }
  package func names(in directory: CInt) throws(Errno) -> [String] { try kernel.names(in: directory) }
  package func unlink(_ name: String, in directory: CInt) throws(Errno) {
    try kernel.unlink(name, in: directory)
  }
  package func removeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    try kernel.removeDirectory(name, in: directory)
  }
  package func rename(
    _ name: String, in directory: CInt, to newName: String, in newDirectory: CInt
  ) throws(Errno) {
    try kernel.rename(name, in: directory, to: newName, in: newDirectory)
  }
  package func link(
    _ name: String, in directory: CInt, to newName: String, in newDirectory: CInt
  ) throws(Errno) {
    try kernel.link(name, in: directory, to: newName, in: newDirectory)
  }
  package func changeMode(_ file: CInt, _ mode: UInt32) throws(Errno) { try kernel.changeMode(file, mode) }
  package func truncate(_ file: CInt, to size: Int64) throws(Errno) { try kernel.truncate(file, to: size) }
  package func allocate(_ file: CInt, _ size: Int64) throws(Errno) { try kernel.allocate(file, size) }
  package func sync(_ file: CInt) throws(Errno) {
    beforeFullSync()
    try kernel.sync(file)
  }
  package func lock(_ file: CInt) throws(Errno) { try kernel.lock(file) }
  package func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
    try kernel.write(file, bytes)
  }
  package func write(
    _ file: CInt, _ bytes: UnsafeRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    try kernel.write(file, bytes, at: offset)
  }
  package func read(
    _ file: CInt, into bytes: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    try beforeRead(file)
    return try kernel.read(file, into: bytes, at: offset)
  }
  package func freeSpace(_ file: CInt) throws(Errno) -> Int64 { try kernel.freeSpace(file) }
  package func close(_ file: CInt) { kernel.close(file) }
}
