import Glibc

/// A file of the configuration, whole.
enum TextFile {
  /// More is no configuration: 100,000 sources are about 10 MB.
  static let limit = 64 << 20

  /// Why a file could not be read, for a message.
  struct Failure: Error {
    var reason: String
  }

  /// - Parameter patience: how many milliseconds a pipe may take to have something.
  static func read(_ path: String, patience: Int32 = 5000) throws(Failure) -> [UInt8] {
    // A named pipe without a writer would hold up the daemon for ever, at a reload too.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(reason: reason(errno)) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure(reason: "it is a directory") }
    if status.st_mode & S_IFMT == S_IFIFO { try wait(for: descriptor, patience) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        try wait(for: descriptor, patience)
        continue
      }
      guard count >= 0 else { throw Failure(reason: reason(errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw Failure(reason: "it is larger than \(SizeText.write(limit))") }
    }
  }

  private static func wait(for descriptor: Int32, _ patience: Int32) throws(Failure) {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      let count = poll(&wanted, 1, patience)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(reason: reason(errno)) }
      guard count > 0 else { throw Failure(reason: "it is a pipe, and nothing came from it") }
      return
    }
  }

  /// The path with every link resolved: the same for two spellings of one file. nil when there is none.
  static func canonicalPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The part up to and including the last slash; empty for a file in the working directory.
  static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Paths that match a shell pattern (glob(7)), sorted.
  static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }

  static func reason(_ number: Int32) -> String {
    switch number {
    case ENOENT: "there is no such file"
    case EACCES: "permission denied"
    default: strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
  }
}
