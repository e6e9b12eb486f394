import Glibc
import SystemPackage

/// Why the store could not do what was asked of it.
public enum StoreError: Error, Equatable, Sendable {
  /// Another process holds the directory; nothing was touched. Exit status 75.
  case locked(pid: Int32)
  /// The output directory, or something in it, is not safe to use: another owner, writable by others,
  /// a symbolic link where a file belongs.
  case unsafe(path: String, reason: String)
  /// A system call failed. `code` is its `errno`.
  case file(operation: String, path: String, code: Int32)
  /// The disk is full. The batch is kept, and `Store.retry()` goes on from the same byte.
  case noSpace(path: String)
  /// The disk failed twice: what was not yet durable is lost to this process. Exit status 74; recovery at
  /// the next start puts things right.
  case diskFailed(path: String, code: Int32)
  /// SQLite reported something that is neither a full disk nor a broken file.
  case index(String)
  /// The index is broken. It is rebuilt from the log at the next start.
  case indexCorrupt(String)
  /// A stop was asked for during recovery (`Store.Options.isInterrupted`); the next start goes on with it.
  case interrupted

  /// True when the same call may succeed later without anybody's help but the disk's owner.
  public var isTransient: Bool {
    if case .noSpace = self { true } else { false }
  }

  /// True when what was written cannot be read again: `EBADMSG` from our own checksums and from those of a file
  /// system, `EUCLEAN` from one whose structures are wrong, `EIO` from the disk.
  var isDamage: Bool { errno.map { Errno(rawValue: $0).isDamage } ?? false }

  var isMissingFile: Bool { errno == Errno.noSuchFileOrDirectory.rawValue }

  private var errno: Int32? {
    if case .file(_, _, let code) = self { code } else { nil }
  }
}

extension Errno {
  var isDamage: Bool { self == .badMessage || self == .ioError || rawValue == EUCLEAN }
}

extension StoreError: CustomStringConvertible {
  /// What happened and where, for a log line or a command's error.
  public var description: String {
    switch self {
    case .locked(let pid): "another process (pid \(pid)) has the output directory"
    case .unsafe(let path, let reason): "\(path) is not safe to use: \(reason)"
    case .file(let operation, let path, let code): "cannot \(operation) \(path): \(Self.text(code))"
    case .noSpace(let path): "no space for \(path)"
    case .diskFailed(let path, let code): "the disk failed at \(path): \(Self.text(code))"
    case .index(let reason): "the index: \(reason)"
    case .indexCorrupt(let reason): "the index is broken: \(reason)"
    case .interrupted: "it was stopped during recovery; the next start goes on with it"
    }
  }

  private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
