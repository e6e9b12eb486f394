import Glibc

/// Looks at an output directory's bytes, without any of the code that wrote them.
///
/// What it holds lines against are the bytes that the process handed to its appends.
struct LogCheck {
  /// By stream, in the order of the segments.
  private(set) var seqs: [[Int64]] = [[], [], []]
  /// Where each story and sighting stands, by id.
  private(set) var places: [String: [String]] = [:]
  private(set) var problems: [String] = []

  static let streams = ["stories", "updates", "events"]

  /// - Parameter isSuspect: true for a segment in which a disk error may have left anything.
  init(_ files: ModelFiles, isSuspect: (String) -> Bool = { _ in false }) {
    for (stream, name) in Self.streams.enumerated() {
      guard let folder = files.node(name) else { continue }
      let segments = folder.names.keys.filter { $0.hasSuffix(".ndjson") && !$0.hasPrefix(".") }
        .sorted { Self.counter($0) < Self.counter($1) }
      for segment in segments {
        guard let node = folder.names[segment] else { continue }
        let path = "\(name)/\(segment)"
        check(node.bytes, stream, path, files, isSuspect: isSuspect(path))
        if segment != segments.last, node.mode & 0o222 != 0 {
          problems.append("\(path) is followed by another and can be written to")
        }
      }
      if let newest = segments.last, files.node(name + ".ndjson") !== folder.names[newest] {
        problems.append("\(name).ndjson is not \(newest)")
      }
    }
    checkOrder()
  }

  private mutating func check(
    _ bytes: [UInt8], _ stream: Int, _ path: String, _ files: ModelFiles, isSuspect: Bool
  ) {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        guard let newline = Self.newline(in: rest) else {
          if !isSuspect { problems.append("\(path) ends in \(rest.count) bytes that are no line") }
          return
        }
        check(
          UnsafeRawBufferPointer(rebasing: rest[..<newline]), stream, "\(path):\(start)", files, isSuspect)
        start += newline + 1
      }
    }
  }

  private mutating func check(
    _ line: UnsafeRawBufferPointer, _ stream: Int, _ place: String, _ files: ModelFiles, _ isSuspect: Bool
  ) {
    guard let seq = Self.seq(of: line), let written = files.appended[seq], written.count == line.count,
      written.withUnsafeBytes({ Self.areEqual($0, line) })
    else {
      if !isSuspect { problems.append("\(place) is no line that was written") }
      return
    }
    seqs[stream].append(seq)
    if let id = Self.text(of: "\"id\":\"", in: line) {
      if places[id] != nil, !isSuspect {
        problems.append("\(id) stands twice: \(places[id] ?? []), \(place)")
      }
      places[id, default: []].append(place)
    }
    if let content = Self.text(of: "\"content_file\":\"", in: line),
      files.node(content)?.bytes.count ?? 0 < 3000
    {
      problems.append("\(place): \(content) is not there, or not whole")
    }
  }

  private mutating func checkOrder() {
    for (stream, seqs) in seqs.enumerated() {
      for (before, after) in zip(seqs, seqs.dropFirst()) where after <= before {
        problems.append("\(Self.streams[stream]): seq \(after) after \(before)")
      }
    }
    let all = seqs.joined().sorted()
    for (before, after) in zip(all, all.dropFirst()) where before == after {
      problems.append("seq \(after) twice")
    }
  }

  // MARK: - Bytes

  static func counter(_ segment: String) -> Int {
    Int(segment.dropFirst(11).prefix { $0 != "." }) ?? -1
  }

  private static func newline(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }

  static func seq(of line: UnsafeRawBufferPointer) -> Int64? {
    let prefix = Array("{\"seq\":".utf8)
    guard line.count > prefix.count, line.starts(with: prefix), line.last == UInt8(ascii: "}") else {
      return nil
    }
    var seq: Int64 = 0
    for byte in line[prefix.count...].prefix(18) {
      guard (0x30...0x39).contains(byte) else { break }
      seq = seq * 10 + Int64(byte - 0x30)
    }
    return seq > 0 ? seq : nil
  }

  static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    guard let left = left.baseAddress, let other = right.baseAddress else { return true }
    return memcmp(left, other, right.count) == 0
  }

  /// What stands between `key` and the next quotation mark.
  private static func text(of key: String, in line: UnsafeRawBufferPointer) -> String? {
    let key = Array(key.utf8)
    var start = 0
    while true {
      let rest = UnsafeRawBufferPointer(rebasing: line[start...])
      guard let base = rest.baseAddress, let found = memchr(base, Int32(key[0]), rest.count) else {
        return nil
      }
      start += UnsafeRawPointer(found) - base
      if line[start...].starts(with: key) { break }
      start += 1
    }
    start += key.count
    return String(decoding: line[start...].prefix { $0 != 0x22 }, as: UTF8.self)
  }
}
