import Glibc
import SystemPackage

extension SegmentWork {
  /// Removes a segment, and the bodies in `content/` that its lines name.
  ///
  /// The segment first, so that no line that can be read names a body that is gone. What is to go is written
  /// down before, so that a crash in between leaves no bodies that nothing names.
  func remove(_ name: SegmentName, _ row: SegmentRow) throws(StoreError) -> SegmentRow? {
    guard let bodies = try contentFiles(name, row) else { return nil }
    let removal = SegmentRemoval(segment: name, bodies: bodies)
    try removal.record(in: directory)
    try removal.run(in: directory)
    var row = row
    row.state = .removed
    return row
  }

  /// What the segment's lines name; nil when it was interrupted.
  private func contentFiles(_ name: SegmentName, _ row: SegmentRow) throws(StoreError) -> [String]? {
    var files: [String] = []
    // What a disk error left behind the committed size stands again in the next segment, bodies and all.
    let cursor = StreamCursor(directory: directory, stream: name.stream, segments: [name])
    if row.state == .suspect { cursor.ends = [name: row.size] }
    var count = 0
    while try cursor.advance() {
      count += 1
      if count % 4096 == 0, isCancelled() { return nil }
      let file = cursor.withLine { line -> String? in
        // Most have none, and need not be parsed for it.
        guard Self.mayNameContent(line) else { return nil }
        return (try? LogLine(json: line))?.contentFile
      }
      if let file = file ?? nil { files.append(file) }
    }
    return files
  }

  /// True when the line has `content_file` in it: as the key, or in some text.
  private static func mayNameContent(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let word: StaticString = "content_file"
    let before = 7
    guard let base = line.baseAddress else { return false }
    var position = before
    while position < line.count, let found = memchr(base + position, 0x5F, line.count - position) {
      let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if line.count - (place - before) >= word.utf8CodeUnitCount,
        memcmp(base + (place - before), word.utf8Start, word.utf8CodeUnitCount) == 0
      {
        return true
      }
      position = place + 1
    }
    return false
  }
}

/// A removal under way: `state/removing` has it until it is done.
struct SegmentRemoval: Equatable {
  var segment: SegmentName
  /// `content/2026-11-23/42.html`
  var bodies: [String]

  private static let file = "removing"

  func record(in directory: OutputDirectory) throws(StoreError) {
    let text = ([segment.path] + bodies).map { $0 + "\n" }.joined()
    try AtomicFile.write(
      Self.file, Array(text.utf8), in: directory.state, path: directory.path("state/" + Self.file),
      isSynced: true)
  }

  /// nil when nothing is under way.
  static func recorded(in directory: OutputDirectory) throws(StoreError) -> SegmentRemoval? {
    let path = directory.path("state/" + file)
    let bytes = try storing("read", path) { () throws(Errno) -> [UInt8]? in
      guard let status = try directory.state.status(of: file), status.isRegular else { return nil }
      let file = try directory.state.open(file, .reading)
      defer { file.closeQuietly() }
      return try file.bytes(at: 0, count: Int(status.size))
    }
    guard let bytes else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    for stream in LogStream.allCases {
      if let first = lines.first, let segment = SegmentName(path: first, stream: stream) {
        return SegmentRemoval(segment: segment, bodies: Array(lines.dropFirst()))
      }
    }
    return nil
  }

  /// Does what is left to do.
  func run(in directory: OutputDirectory) throws(StoreError) {
    let folder = directory.folder(segment.stream)
    try storing("remove", directory.path(segment.path)) { () throws(Errno) in
      try folder.unlinkIfPresent(segment.file)
      try folder.unlinkIfPresent(segment.compressedFile)
      try folder.sync()
    }
    try ContentFile.remove(bodies, in: directory)
    try storing("remove", directory.path("state/" + Self.file)) { () throws(Errno) in
      try directory.state.unlinkIfPresent(Self.file)
      try directory.state.sync()
    }
  }
}
