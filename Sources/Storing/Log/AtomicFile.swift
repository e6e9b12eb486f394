import Glibc
import SystemPackage

/// Replaces small files of the output directory in one step: `status.json`, `latest.json`, `metrics.prom`.
public enum AtomicFile {
  /// Readers see the old content or the new, never a part.
  /// - Parameters:
  ///   - name: a name at the top of the directory, without a slash.
  ///   - isSynced: wait until it is on disk; a file that the next minute replaces need not.
  public static func replace(
    _ name: String, with bytes: [UInt8], in directory: OutputDirectory, isSynced: Bool = false
  ) throws(StoreError) {
    try write(name, bytes, in: directory.root, path: directory.path(name), isSynced: isSynced)
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
