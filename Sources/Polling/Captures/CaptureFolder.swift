import Glibc
import WebText

/// A folder of captures: `captures.ndjson`, and the bodies that its lines name.
public struct CaptureFolder: Sendable {
  /// The list of captures, in the order of time.
  public static let listName = "captures.ndjson"

  let path: String
  var list: String { path + "/" + Self.listName }

  public init(path: String) {
    self.path = path
  }

  /// How many captures the list has.
  public func count() throws(CaptureError) -> Int {
    let lines = try LineFile(list)
    var count = 0
    while let line = try lines.next() {
      if !line.isEmpty { count += 1 }
    }
    return count
  }

  /// The captures, from the first on.
  public func reader() throws(CaptureError) -> CaptureReader {
    CaptureReader(try LineFile(list), path: list)
  }

  /// A body. Of one that is larger than `limit` bytes a byte more is read, which shows that it is too large.
  ///
  /// - Parameter file: its path from the top of the folder. No link is followed and no step leads up, so that
  ///   somebody else's captures read nothing but themselves.
  /// - Throws: `line` when the path leads out of the folder or the file cannot be read.
  func body(_ file: String, ofLine number: Int, limit: Int) throws(CaptureError) -> [UInt8] {
    let steps = file.split(separator: "/", omittingEmptySubsequences: false)
    guard steps.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw .line(path: list, number: number, reason: "\(file): a body is a file below the folder")
    }
    var descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for (place, step) in steps.enumerated() where descriptor >= 0 {
      let kind = place < steps.count - 1 ? O_DIRECTORY : 0
      let next = openat(descriptor, String(step), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | kind)
      let code = errno
      close(descriptor)
      errno = code
      descriptor = next
    }
    guard descriptor >= 0 else { throw unreadable(file, number) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var size = stat()
    if fstat(descriptor, &size) == 0 { bytes.reserveCapacity(min(Int(size.st_size), limit) + 1) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit + 1 - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(file, number) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  private func unreadable(_ file: String, _ number: Int) -> CaptureError {
    .line(path: list, number: number, reason: "\(file): \(CaptureError.reason(errno))")
  }
}

/// The captures of a list, one after the other. One owner.
public final class CaptureReader {
  private let lines: LineFile
  private let path: String
  private var last: UnixTime?

  fileprivate init(_ lines: LineFile, path: String) {
    self.lines = lines
    self.path = path
  }

  /// The number of the line of the capture that was read last, from 1.
  public var line: Int { lines.number }

  /// The next capture; nil at the end.
  ///
  /// - Throws: `line` for one that cannot be read, or is earlier than the one before.
  public func next() throws(CaptureError) -> Capture? {
    while let bytes = try lines.next() {
      if bytes.isEmpty { continue }
      let capture: Capture
      do throws(CaptureProblem) {
        capture = try Capture(json: bytes)
      } catch {
        throw problem(error.reason)
      }
      if let last, capture.time < last {
        throw problem("the time goes back, from \(last.rfc3339) to \(capture.time.rfc3339)")
      }
      last = capture.time
      return capture
    }
    return nil
  }

  /// What is wrong with the capture that was read last.
  public func problem(_ reason: String) -> CaptureError {
    .line(path: path, number: lines.number, reason: reason)
  }
}

extension CaptureError {
  /// What an `errno` means.
  static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }
}

extension CaptureProblem {
  var reason: String {
    switch self {
    case .notJSON(let error): "no JSON object: \(error)"
    case .field(let name, let wanted): "\"\(name)\" is not \(wanted)"
    }
  }
}

/// The lines of a file of any length, one after the other.
fileprivate final class LineFile {
  private let path: String
  private let file: UnsafeMutablePointer<FILE>
  private var buffer: UnsafeMutablePointer<CChar>?
  private var size = 0
  /// Of the line that was read last, from 1.
  private(set) var number = 0

  init(_ path: String) throws(CaptureError) {
    guard let file = fopen(path, "re") else { throw .file(path: path, code: errno) }
    self.path = path
    self.file = file
  }

  deinit {
    fclose(file)
    free(buffer)
  }

  /// The next line without its newline; nil at the end.
  func next() throws(CaptureError) -> [UInt8]? {
    errno = 0
    let count = getline(&buffer, &size, file)
    guard count >= 0, let buffer else {
      if ferror(file) != 0 { throw .file(path: path, code: errno) }
      return nil
    }
    number += 1
    let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
    return Array(
      bytes.last == UInt8(ascii: "\n") ? UnsafeRawBufferPointer(rebasing: bytes.dropLast()) : bytes)
  }
}
