import Glibc

/// Collects the header fields of one hop as libcurl hands them over, a line at a time.
///
/// Lines are kept as bytes until the answer is complete; texts are made of the few that matter.
struct ResponseHead {
  /// The lines of the response that is being read, each with its line break.
  private var lines: [UInt8] = []
  /// The status of the response that is being read.
  private(set) var status = 0
  /// True after the blank line of a response that is not a 1xx. Trailer fields come later, and are left out
  /// (RFC 9110 §6.5.1: they must not be merged unless a field's definition allows it).
  private(set) var isComplete = false
  /// Bytes of all lines, 1xx responses included.
  private(set) var size = 0

  mutating func reset() {
    lines.removeAll(keepingCapacity: true)
    status = 0
    isComplete = false
    size = 0
  }

  /// Takes one line: the status line, a field, a continuation or the blank line at the end.
  mutating func append(_ line: UnsafeBufferPointer<UInt8>) {
    size += line.count
    let isStatusLine = line.starts(with: "HTTP/".utf8)
    guard !isComplete || isStatusLine && status == 401 else { return }
    if isStatusLine {
      // After a 401: libcurl has answered the challenge (RFC 7616 §3.3).
      isComplete = false
      lines.removeAll(keepingCapacity: true)
      status = Self.status(line)
    } else if line.first == 0x0D || line.first == 0x0A || line.isEmpty {
      isComplete = status >= 200
    } else {
      lines.append(contentsOf: line)
      if line.last != 0x0A { lines.append(0x0A) }
    }
  }

  private static func status(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    // A version is digits (RFC 9112 §2.3, RFC 9113): libcurl takes letters too.
    guard let space = line.firstIndex(of: 0x20), line.count > 5, (0x30...0x39).contains(line[5]) else {
      return 0
    }
    let digits = line[(space + 1)...].prefix(3)
    return SaturatingNumber.parse(digits).map(Int.init) ?? 0
  }

  /// The fields that matter. For a field that may stand once only, the first one counts.
  func fields() -> ResponseHeaders {
    var headers = ResponseHeaders()
    forEachField { Self.read($0, into: &headers) }
    return headers
  }

  /// The values of all `Set-Cookie` fields (RFC 6265 §4.1).
  func cookies() -> [String] {
    var values: [String] = []
    forEachField { line in
      guard let colon = line.firstIndex(of: 0x3A), colon == 10 else { return }
      if Self.matches(UnsafeBufferPointer(rebasing: line[..<colon]), "set-cookie") {
        values.append(Self.value(line))
      }
    }
    return values
  }

  /// True when there is a `Transfer-Encoding`: RFC 9112 §6.1.
  var isChunked: Bool {
    var isThere = false
    forEachField { line in
      guard line.firstIndex(of: 0x3A) == 17 else { return }
      isThere = isThere || Self.matches(UnsafeBufferPointer(rebasing: line[..<17]), "transfer-encoding")
    }
    return isThere
  }

  /// What is wrong with the declared length (RFC 9110 §8.6, RFC 9112 §6.3); nil for a sound one and for none.
  /// libcurl reads `0x5` as 0, and takes the last of several.
  var flawOfLength: String? {
    var length: Int64?
    var flaw: String?
    forEachField { line in
      guard let colon = line.firstIndex(of: 0x3A), colon == 14,
        Self.matches(UnsafeBufferPointer(rebasing: line[..<colon]), "content-length")
      else { return }
      // One field may hold the same length several times.
      for part in Self.value(line).split(separator: ",") {
        let digits = part.utf8.drop { $0 == 0x20 || $0 == 0x09 }
        let number = SaturatingNumber.parse(digits.prefix { $0 != 0x20 && $0 != 0x09 })
        if number == nil {
          flaw = "its length is no number"
        } else if length != nil, length != number {
          flaw = "it has two lengths"
        }
        length = number
      }
    }
    return flaw
  }

  private func forEachField(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    lines.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      func lineEnd(from start: Int) -> Int {
        memchr(base + start, 0x0A, bytes.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
          ?? bytes.count
      }
      var start = 0
      while start < bytes.count {
        var end = lineEnd(from: start)
        // A line that begins with white space continues the field (obs-fold, RFC 9112 §5.2).
        while end + 1 < bytes.count, bytes[end + 1] == 0x20 || bytes[end + 1] == 0x09 {
          end = lineEnd(from: end + 1)
        }
        body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        start = end + 1
      }
    }
  }

  private static func read(_ line: UnsafeBufferPointer<UInt8>, into headers: inout ResponseHeaders) {
    guard let colon = line.firstIndex(of: 0x3A), let first = line.first else { return }
    let name = UnsafeBufferPointer(rebasing: line[..<colon])
    // Length and first letter decide for nearly every field; only then are names compared.
    switch (colon, first | 0x20) {
    case (4, 0x65) where matches(name, "etag"): keep(line, &headers.etag)
    case (13, 0x6C) where matches(name, "last-modified"): keep(line, &headers.lastModified)
    case (12, 0x63) where matches(name, "content-type"): keep(line, &headers.contentType)
    case (16, 0x63) where matches(name, "content-encoding"): join(line, &headers.contentEncoding)
    case (13, 0x63) where matches(name, "cache-control"): join(line, &headers.cacheControl)
    case (7, 0x65) where matches(name, "expires"): keep(line, &headers.expires)
    case (3, 0x61) where matches(name, "age"): keep(line, &headers.age)
    case (4, 0x64) where matches(name, "date"): keep(line, &headers.date)
    case (11, 0x72) where matches(name, "retry-after"): keep(line, &headers.retryAfter)
    case (4, 0x6C) where matches(name, "link"): join(line, &headers.link)
    case (6, 0x73) where matches(name, "server"): keep(line, &headers.server)
    case (2, 0x69) where matches(name, "im"): join(line, &headers.instanceManipulations)
    case (8, 0x6C) where matches(name, "location"): keep(line, &headers.location)
    default: break
    }
  }

  /// - Parameter lowerCase: the name, in lower case.
  private static func matches(_ name: UnsafeBufferPointer<UInt8>, _ lowerCase: StaticString) -> Bool {
    let length = lowerCase.utf8CodeUnitCount
    guard name.count == length else { return false }
    // No name that matters has a byte that `| 0x20` would confuse with another: letters and `-` only.
    return (0..<length).allSatisfy { name[$0] | 0x20 == lowerCase.utf8Start[$0] }
  }

  private static func keep(_ line: UnsafeBufferPointer<UInt8>, _ field: inout String?) {
    if field == nil { field = value(line) }
  }

  private static func join(_ line: UnsafeBufferPointer<UInt8>, _ field: inout String?) {
    let value = value(line)
    field = field.map { $0 + ", " + value } ?? value
  }

  /// What stands after the colon, without white space around it.
  private static func value(_ line: UnsafeBufferPointer<UInt8>) -> String {
    var start = (line.firstIndex(of: 0x3A) ?? -1) + 1
    var end = line.count
    while start < end, isSpace(line[start]) { start += 1 }
    while end > start, isSpace(line[end - 1]) { end -= 1 }
    let bytes = UnsafeBufferPointer(rebasing: line[start..<end])
    let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D && $0 != 0x0A }
    return isPlain
      ? String(decoding: bytes, as: UTF8.self) : Latin1.text(bytes.filter { $0 != 0x0D && $0 != 0x0A })
  }

  /// A line break counts too: the one at the end, and those of continuation lines.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}

/// Bytes as scalars of the same value, so that header fields keep theirs through a `String`.
enum Latin1 {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  /// The bytes again; nil when a scalar has no byte or would break the header line: a line break or NUL.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard scalar.value <= 0xFF, scalar != "\r", scalar != "\n", scalar != "\0" else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    }
    return bytes
  }
}
