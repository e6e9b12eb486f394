import SystemPackage

/// `state/reserve`: space that is given back when the disk is full, so that the index can still record
/// what the log holds.
enum Reserve {
  private static let name = "reserve"
  private static let size: Int64 = 16 << 20

  /// Takes the space, if there is plenty; no harm if not.
  static func make(in directory: OutputDirectory) {
    guard isRoomy(directory), let file = try? directory.state.open(name, .creating) else { return }
    defer { file.closeQuietly() }
    do { try file.allocate(size) } catch { try? directory.state.unlink(name) }
  }

  /// Gives the space back; false when there was none.
  static func release(in directory: OutputDirectory) -> Bool {
    do { try directory.state.unlink(name) } catch { return false }
    return true
  }

  /// Gives the redo record its blocks, so that an ordinary batch's record cannot fail.
  static func preallocate(_ redo: FileDescriptor, in directory: OutputDirectory) {
    if isRoomy(directory) { try? redo.allocate(RedoRecord.preallocation) }
  }

  private static func isRoomy(_ directory: OutputDirectory) -> Bool {
    guard let free = try? FileSystem.calls.freeSpace(directory.state.rawValue) else { return false }
    return free > 8 * size
  }
}
