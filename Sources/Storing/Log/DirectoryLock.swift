import Glibc
import SystemPackage

/// The lock that makes one process the only writer of an output directory.
///
/// `flock(2)` on `state/lock`, released by the kernel however the process ends. The file holds the
/// holder's pid in digits, for the message that a second daemon prints.
public final class DirectoryLock: Sendable {
  private let file: FileDescriptor

  /// - Throws: `StoreError.locked` at once when another process has the directory; nothing was changed.
  public init(_ directory: OutputDirectory) throws(StoreError) {
    let path = directory.path("state/lock")
    let file = try openRegular("lock", .updatingOrCreating, in: directory.state, path: path)
    do throws(StoreError) {
      let isOurs = try storing("lock", path) { () throws(Errno) in try file.tryLock() }
      guard isOurs else { throw .locked(pid: Self.holder(file)) }
      try storing("write", path) { () throws(Errno) in
        try file.truncate(to: 0)
        try file.writeAll([Array("\(getpid())\n".utf8)], at: 0)
      }
    } catch {
      file.closeQuietly()
      // A pid is only for people: a full disk is for the log to find.
      throw error
    }
    self.file = file
  }

  /// Of the file that is locked.
  var status: FileStatus? { try? file.status() }

  deinit {
    // Unlocked and not only closed: a child that was forked just now has the open file too, until it execs.
    flock(file.rawValue, LOCK_UN)
    file.closeQuietly()
  }

  /// The process that holds the directory's lock now; nil when nobody does.
  public static func holder(of directory: OutputDirectory) -> Int32? {
    guard let file = try? directory.state.open("lock", .reading) else { return nil }
    defer { file.closeQuietly() }
    // A shared lock is refused just when somebody has the exclusive one, and disturbs no other asker.
    guard flock(file.rawValue, LOCK_SH | LOCK_NB) != 0 else { return nil }
    return holder(file)
  }

  private static func holder(_ file: FileDescriptor) -> Int32 {
    var pid: Int32 = 0
    for byte in (try? file.bytes(at: 0, count: 16)) ?? [] {
      guard (0x30...0x39).contains(byte) else { break }
      pid = pid &* 10 &+ Int32(byte &- 0x30)
    }
    return pid
  }
}

/// Opens a file of ours, and refuses what was planted there: a symbolic link, a device, a file with
/// another name elsewhere, somebody else's file.
func openRegular(
  _ name: String, _ opening: FileDescriptor.Opening, in directory: FileDescriptor, path: String,
  links: Int = 1
) throws(StoreError) -> FileDescriptor {
  let file: FileDescriptor
  do throws(Errno) {
    file = try directory.open(name, opening)
  } catch {
    if error == .tooManySymbolicLinkLevels {
      throw .unsafe(path: path, reason: "it is a symbolic link")
    }
    throw StoreError("open", path, error)
  }
  do throws(StoreError) {
    let status = try storing("stat", path) { () throws(Errno) in try file.status() }
    guard status.isRegular else { throw .unsafe(path: path, reason: "it is not a regular file") }
    guard status.owner == geteuid() else {
      throw .unsafe(path: path, reason: "it belongs to user \(status.owner)")
    }
    guard status.links <= links else {
      throw .unsafe(path: path, reason: "it has \(status.links) names, and should have at most \(links)")
    }
  } catch {
    file.closeQuietly()
    throw error
  }
  return file
}
