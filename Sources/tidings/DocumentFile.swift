import Glibc

/// Reads files into one buffer, one after the other.
struct DocumentFile {
  /// The file that was read last. Borrow it only until the next `read`: a copy would be copied.
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  /// Room for a document that does not tell its size: a pipe.
  private static let chunk = 64 * 1024

  /// - Parameter limit: bytes of a document. Of a larger one a byte more is read, which shows that it is too large.
  init(limit: Int) {
    self.limit = limit
  }

  struct Failure: Error, CustomStringConvertible {
    var code: Int32
    var description: String { "it cannot be read: \(String(cString: strerror(code)))" }
  }

  /// Reads a file, or standard input for `-`.
  mutating func read(_ file: String) throws(Failure) {
    bytes.removeAll(keepingCapacity: true)
    let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { if descriptor > 0 { close(descriptor) } }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    while bytes.count <= limit {
      // A byte more than the file has, so that one call reads it and the next finds its end.
      let room = min(max(size + 1 - bytes.count, Self.chunk), limit + 1 - bytes.count)
      var code: Int32 = 0
      let before = bytes.count
      bytes.append(addingCapacity: room) { output in
        output.withUnsafeMutableBufferPointer { buffer, count in
          while true {
            let length = Glibc.read(descriptor, buffer.baseAddress, room)
            if length >= 0 {
              count = length
              return
            }
            if errno != EINTR {
              code = errno
              return
            }
          }
        }
      }
      if code != 0 { throw Failure(code: code) }
      if bytes.count == before { return }
    }
  }
}
