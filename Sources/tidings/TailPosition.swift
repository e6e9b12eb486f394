import Glibc
import Storing
import WebText

/// How far a consumer has come in an output directory: the file of `tidings tail --state`.
struct TailPosition: Equatable {
  /// Path of the directory, without symbolic links.
  var directory: String
  /// What went out last; 0 when nothing did.
  var seq: Int64
  /// Hash of that line, by which the directory is known again wherever it is; nil when there is none.
  var line: String?

  /// Why a file is no position in a directory. In words for its user.
  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  /// - Parameter seq: 0, or a line's that is in the directory.
  init(seq: Int64, in directory: OutputDirectory) throws(StoreError) {
    self.seq = seq
    self.directory = Self.resolved(directory.path)
    line = try LogReader.line(seq, in: directory).map(Self.hash)
  }

  /// The position that a file holds, nil when there is no such file.
  ///
  /// - Throws: `Problem` when it holds none, or one in another directory; `StoreError` when this one cannot be read.
  init?(file: String, in directory: OutputDirectory) throws {
    guard let bytes = try Self.read(file) else { return nil }
    guard let value = try? JSONValue.parse(bytes), let seq = value["seq"]?.integer, seq >= 0,
      let path = value["directory"]?.string
    else {
      throw Problem(description: "\(file) holds no position of tidings tail; remove it, or name another file")
    }
    self.directory = path
    self.seq = seq
    line = value["line"]?.string
    try check(file, in: directory)
  }

  private func check(_ file: String, in output: OutputDirectory) throws {
    let other = Problem(
      description: "\(file) belongs to another directory (\(LogText.safe(directory)), seq \(seq)); "
        + "remove it to begin anew, or name another file")
    if let line, let there = try LogReader.line(seq, in: output) {
      guard Self.hash(there) == line else { throw other }
      return
    }
    // Its line is gone: by retention, or by a power cut that came before it was durable.
    guard Self.resolved(output.path) == directory else { throw other }
    let last = try LogReader.lastSeq(in: output)
    guard last >= seq else {
      throw Problem(
        description: "\(file) is at seq \(seq), but the directory ends at \(last): if it was made anew, "
          + "remove the file; after a power cut this ends with the next line")
    }
  }

  /// Replaces the file in one step, and returns when it is on disk.
  func write(to file: String) throws(Problem) {
    var json = JSONWriter()
    json.beginObject()
    json.key("seq")
    json.number(seq)
    json.key("directory")
    json.string(directory)
    if let line {
      json.key("line")
      json.string(line)
    }
    json.endObject()
    let bytes = json.bytes + [0x0A]
    // A symbolic link stays, and what it leads to is replaced.
    let file = Self.resolved(file)
    let temporary = file + ".tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure("write", temporary) }
    var isWritten = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    isWritten = isWritten && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(temporary, file) == 0 else {
      let problem = Self.failure("write", file)
      unlink(temporary)
      throw problem
    }
    let folder = file.lastIndex(of: "/").map { file[..<$0] } ?? "."
    let parent = open(folder.isEmpty ? "/" : String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { return }
    // Some file systems cannot; the rename is in order all the same.
    fsync(parent)
    close(parent)
  }

  private static func read(_ file: String) throws(Problem) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw failure("read", file) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw failure("read", file) }
    return Array(buffer[..<count])
  }

  private static func failure(_ operation: String, _ file: String) -> Problem {
    Problem(description: "cannot \(operation) \(file): \(String(cString: strerror(errno)))")
  }

  private static func hash(_ line: [UInt8]) -> String {
    String(StableHash.hash64(line), radix: 16)
  }

  /// As it is when it leads nowhere yet.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
