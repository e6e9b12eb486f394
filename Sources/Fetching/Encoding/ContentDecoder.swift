/// Takes the compression off a body that has arrived whole: RFC 9110 §8.4.
///
/// Not libcurl's: its 7.88 takes a gzip, zstd or brotli stream that a server cut short for a whole one when
/// the declared length is that of the short one. Pure, and called on the poll's own task: a bomb delays nobody.
package struct ContentDecoder {
  /// Bytes that each step may give.
  let limit: Int

  package init(limit: Int) {
    self.limit = limit
  }

  package enum Failure: Error, Hashable {
    /// The stream has no end.
    case truncated
    /// The bytes are not in the coding, or in too many.
    case malformed
    case tooLarge
  }

  /// Decodes `body` by its `Content-Encoding`.
  ///
  /// liberal: a stream that says itself what it is (gzip, zstd) is believed before the field, also where there
  /// is none; a text that is not compressed at all is taken as it is, whatever the field says.
  package func decode(_ body: [UInt8], _ field: String?) throws(Failure) -> [UInt8] {
    let names = ContentCoding.names(in: field)
    guard names.count <= ContentCoding.mostInChain else { throw .malformed }
    if names.isEmpty, ContentCoding(magicOf: body) == nil { return body }
    guard !body.isEmpty else { return body }
    var bytes = body
    var steps = 0
    // RFC 9110 §8.4: listed in the order in which they were applied.
    for name in names.reversed() {
      guard !bytes.isEmpty else { return bytes }
      steps += 1
      do throws(Failure) {
        guard let coding = ContentCoding(magicOf: bytes) ?? ContentCoding(name) else { throw .malformed }
        bytes = try unpack(bytes, coding)
      } catch {
        guard error != .tooLarge, Self.isText(bytes) else { throw error }
        return bytes
      }
    }
    while let coding = ContentCoding(magicOf: bytes) {
      steps += 1
      guard steps <= ContentCoding.mostInChain else { throw .malformed }
      bytes = try unpack(bytes, coding)
    }
    return bytes
  }

  /// What can be read of a body that may be cut, such as the beginning of an error page; empty when nothing.
  package func readable(_ body: [UInt8], _ field: String?) -> [UInt8] {
    var bytes = body
    for name in ContentCoding.names(in: field).prefix(ContentCoding.mostInChain).reversed() {
      guard let coding = ContentCoding(magicOf: bytes) ?? ContentCoding(name) else { break }
      var output: [UInt8] = []
      _ = try? run(bytes, coding, into: &output)
      if output.isEmpty { return Self.isText(bytes) ? bytes : [] }
      bytes = output
    }
    return bytes
  }

  private func unpack(_ bytes: [UInt8], _ coding: ContentCoding) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    try run(bytes, coding, into: &output)
    return output
  }

  private func run(_ bytes: [UInt8], _ coding: ContentCoding, into output: inout [UInt8]) throws(Failure) {
    // A text of news shrinks to a fourth or less.
    output.reserveCapacity(min(limit, bytes.count &* 5 &+ 1024))
    switch coding {
    case .gzip: try Inflation.gzip(bytes, limit, into: &output)
    case .deflate: try Inflation.deflate(bytes, limit, into: &output)
    case .brotli: try BrotliStream.decode(bytes, limit, into: &output)
    case .zstd: try ZstdStream.decode(bytes, limit, into: &output)
    }
  }

  /// True for what begins as a document does: `<`, `{` or `[` after a byte order mark and white space, and
  /// without control characters in the first bytes.
  static func isText(_ bytes: [UInt8]) -> Bool {
    var start = bytes.prefix(512)
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    // UTF-16 has a NUL beside each ASCII letter.
    let isWide = start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
    if isWide { start = start.dropFirst(2) }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    let rest = start.drop { isSpace($0) || isWide && $0 == 0 }
    guard let first = rest.first, first == 0x3C || first == 0x7B || first == 0x5B else { return false }
    return rest.allSatisfy { $0 >= 0x20 && $0 != 0x7F || isSpace($0) || isWide && $0 == 0 }
  }
}

/// What decoders write into, a part at a time.
struct OutputChunk: ~Copyable {
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 * 1024)

  deinit { buffer.deallocate() }

  /// Lets `write` fill the chunk from its start, and appends as many bytes as it says it wrote.
  func append(to output: inout [UInt8], _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
    let count = write(buffer)
    output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<max(0, min(count, buffer.count))]))
  }
}
