import Glibc
import SystemPackage

/// An output directory, open by descriptor: what the daemon writes and other tools read.
///
/// Everything in it is reached relative to the descriptors here. design.md, "The output directory".
public final class OutputDirectory: Sendable {
  /// As it was given, for messages and for SQLite.
  public let path: String
  let root: FileDescriptor
  private let folders: [FileDescriptor]
  let content: FileDescriptor
  let state: FileDescriptor

  /// What the directory is opened for.
  public enum Purpose: Sendable {
    /// The daemon: folders that are missing are made, and a directory that others can write to is refused.
    case writing
    /// A command that only looks; the directory may be somebody else's.
    case reading
  }

  /// - Throws: `StoreError.unsafe` when the directory is not ours, or is writable by group or others;
  ///   `StoreError.file` when it is not there (reading) or cannot be made (writing).
  public init(path: String, for purpose: Purpose) throws(StoreError) {
    self.path = path
    var opened: [FileDescriptor] = []
    do throws(StoreError) {
      let root = try Self.openRoot(path: path, purpose: purpose)
      opened.append(root)
      for name in LogStream.allCases.map(\.name) + ["content", "state"] {
        opened.append(try Self.openFolder(name, in: root, path: path, purpose: purpose))
      }
    } catch {
      for descriptor in opened { descriptor.closeQuietly() }
      throw error
    }
    root = opened[0]
    folders = Array(opened[1...3])
    content = opened[4]
    state = opened[5]
  }

  deinit {
    for descriptor in [root, content, state] + folders { descriptor.closeQuietly() }
  }

  /// The folder of a stream's segments.
  func folder(_ stream: LogStream) -> FileDescriptor { folders[stream.rawValue] }

  /// Has every name in it on the disk. A process that made a file or a folder may have died before it synced
  /// the name; whoever finds it there goes on with it, and must not lose it later.
  func syncNames() throws(StoreError) {
    try storing("sync", path) { () throws(Errno) in
      for folder in [root, content, state] + folders { try folder.sync() }
    }
  }

  /// The path of something in it, for messages.
  func path(_ name: String) -> String { name.isEmpty ? path : path + "/" + name }

  private static func openRoot(path: String, purpose: Purpose) throws(StoreError) -> FileDescriptor {
    if purpose == .writing { try makeDirectories(path) }
    let root = try storing("open", path) { () throws(Errno) in try FileDescriptor.openDirectory(path: path) }
    do throws(StoreError) {
      try check(root, path: path, purpose: purpose)
    } catch {
      root.closeQuietly()
      throw error
    }
    return root
  }

  /// As `mkdir -p`.
  private static func makeDirectories(_ path: String) throws(StoreError) {
    do throws(Errno) {
      try FileSystem.calls.makeDirectory(path: path)
    } catch {
      if error == .fileExists { return }
      guard error == .noSuchFileOrDirectory,
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex
      else { throw StoreError("create", path, error) }
      try makeDirectories(String(path[..<slash]))
      do throws(Errno) {
        try FileSystem.calls.makeDirectory(path: path)
      } catch {
        if error != .fileExists { throw StoreError("create", path, error) }
      }
    }
  }

  private static func openFolder(
    _ name: String, in root: FileDescriptor, path: String, purpose: Purpose
  ) throws(StoreError) -> FileDescriptor {
    let full = path + "/" + name
    if purpose == .writing {
      try storing("create", full) { () throws(Errno) in
        do throws(Errno) {
          try root.makeDirectory(name)
          try root.sync()
        } catch {
          if error != .fileExists { throw error }
        }
      }
    }
    let folder: FileDescriptor
    do throws(Errno) {
      folder = try root.open(name, .directory)
    } catch {
      // ELOOP and ENOTDIR: something else was put in its place.
      if error == .tooManySymbolicLinkLevels || error == .notDirectory {
        throw .unsafe(path: full, reason: "it is not a directory")
      }
      throw StoreError("open", full, error)
    }
    do throws(StoreError) {
      try check(folder, path: full, purpose: purpose)
    } catch {
      folder.closeQuietly()
      throw error
    }
    return folder
  }

  private static func check(
    _ directory: FileDescriptor, path: String, purpose: Purpose
  ) throws(StoreError) {
    guard purpose == .writing else { return }
    let status = try storing("stat", path) { () throws(Errno) in try directory.status() }
    if status.owner != geteuid() {
      throw .unsafe(path: path, reason: "it belongs to user \(status.owner), not to user \(geteuid())")
    }
    if status.mode & 0o022 != 0 {
      throw .unsafe(path: path, reason: "others may write to it; try chmod go-w")
    }
  }
}
