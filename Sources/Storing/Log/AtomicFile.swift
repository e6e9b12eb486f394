import Glibc
import SystemPackage

/// Replaces small files of the output directory in one step: `status.json`, `latest.json`, `metrics.prom`.
public enum AtomicFile {
  /// Readers see the old content or the new, never a part.
  /// - Parameters:
  ///   - name: a name at the top of the directory, without a slash.
  ///   - isSynced: wait until it is on disk; a file that the next minute replaces need not.
  ///   - hasSpare: keep space aside for it, so that it can be replaced once more when the disk is full, and say so.
  public static func replace(
    _ name: String, with bytes: [UInt8], in directory: OutputDirectory, isSynced: Bool = false,
    hasSpare: Bool = false
  ) throws(StoreError) {
    do throws(StoreError) {
      try write(name, bytes, in: directory.root, path: directory.path(name), isSynced: isSynced)
      if hasSpare { makeSpare(name, atLeast: bytes.count, in: directory.root) }
    } catch {
      guard hasSpare, error.isTransient, useSpare(name, bytes, in: directory.root) else { throw error }
    }
  }

  private static func spare(_ name: String) -> String { ".\(name).spare" }

  private static func makeSpare(_ name: String, atLeast size: Int, in folder: FileDescriptor) {
    let spare = spare(name)
    if let status = try? folder.status(of: spare), status.size >= size { return }
    do throws(Errno) {
      try folder.unlinkIfPresent(spare)
      let file = try folder.open(spare, .creating)
      defer { file.closeQuietly() }
      try file.allocate(Int64(size) * 2 + 4096)
    } catch {
      try? folder.unlinkIfPresent(spare)
    }
  }

  /// False when there was none: its blocks are the file's then, until it is replaced again.
  private static func useSpare(_ name: String, _ bytes: [UInt8], in folder: FileDescriptor) -> Bool {
    do throws(Errno) {
      let file = try folder.open(spare(name), .updating)
      defer { file.closeQuietly() }
      try file.changeMode(0o644)
      try file.writeAll([bytes], at: 0)
      try file.truncate(to: Int64(bytes.count))
      try folder.rename(spare(name), to: name)
      return true
    } catch {
      return false
    }
  }

  static func write(
    _ name: String, _ bytes: [UInt8], in folder: FileDescriptor, path: String, isSynced: Bool
  ) throws(StoreError) {
    let temporary = ".\(name).tmp"
    try storing("replace", path) { () throws(Errno) in
      // What a process that died left behind.
      try folder.unlinkIfPresent(temporary)
      let file = try folder.open(temporary, .creating)
      do throws(Errno) {
        defer { file.closeQuietly() }
        try file.changeMode(0o644)
        try file.writeAll([bytes], at: 0)
        if isSynced { try file.sync() }
        try folder.rename(temporary, to: name)
        if isSynced { try folder.sync() }
      } catch {
        try? folder.unlinkIfPresent(temporary)
        throw error
      }
    }
  }
}
