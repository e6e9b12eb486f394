import SystemPackage
import WebText

/// The three streams of an output directory, open for appending: which bytes go where, and when a segment ends.
///
/// The order of the calls (redo, append, sync, index) is `Store`'s business.
final class StoryLog {
  /// A segment that lines are appended to.
  struct Tail {
    var name: SegmentName
    var file: FileDescriptor
    /// What the index has, or will have after the transaction that is being prepared.
    var row: SegmentRow
  }

  let directory: OutputDirectory
  /// A segment is closed when a batch finds it at least this long.
  let segmentLimit: Int64
  /// By stream; nil when the newest segment is closed.
  private(set) var tails: [Tail?]
  private var lastCounter: [Int64]
  /// Rows of segments that were opened or closed since the last transaction.
  var changedRows: [SegmentRow] = []

  init(directory: OutputDirectory, segmentLimit: Int64, tails: [Tail?], lastCounter: [Int64]) {
    self.directory = directory
    self.segmentLimit = segmentLimit
    self.tails = tails
    self.lastCounter = lastCounter
  }

  deinit {
    for case let tail? in tails { tail.file.closeQuietly() }
  }

  func path(_ stream: LogStream) -> String {
    directory.path(tails[stream.rawValue]?.name.path ?? stream.name)
  }

  /// Opens a new segment when the stream has none, when a new UTC day has begun, or when it is long enough.
  func rotateIfDue(_ stream: LogStream, now: UnixTime) throws(StoreError) {
    if let tail = tails[stream.rawValue] {
      guard tail.row.size >= segmentLimit || (tail.name.day != now.utcDay && tail.row.lines > 0) else {
        return
      }
    }
    try rotate(stream, now: now)
  }

  /// Opens a new segment and closes the one before it.
  func rotate(_ stream: LogStream, now: UnixTime) throws(StoreError) {
    let old = tails[stream.rawValue]
    try open(stream, now: now)
    if let old { close(old, now: now) }
  }

  /// Closes the stream's segment without opening another: an idle day's, so that its readers get an end.
  func close(_ stream: LogStream, now: UnixTime) {
    guard let tail = tails[stream.rawValue] else { return }
    close(tail, now: now)
    tails[stream.rawValue] = nil
  }

  /// Gives the stream's segment up after a disk error: what the index knows of it stands, what comes after
  /// it is written again to a new segment.
  func abandon(_ stream: LogStream, committed row: SegmentRow, now: UnixTime) throws(StoreError) {
    guard let tail = tails[stream.rawValue] else { return }
    var row = row
    row.state = .suspect
    row.closed = now
    try open(stream, now: now)
    changedRows.append(row)
    // No sync is believed any more, and none is tried.
    try? tail.file.changeMode(0o440)
    tail.file.closeQuietly()
  }

  /// Writes `bytes` from `offset` on as far as it goes; `written` counts also what came before an error.
  func append(
    _ bytes: [UInt8], to stream: LogStream, written: inout Int
  ) throws(StoreError) {
    guard let tail = tails[stream.rawValue] else { return }
    let path = directory.path(tail.name.path)
    while written < bytes.count {
      let start = written
      let count = try storing("write", path) { () throws(Errno) in
        try tail.file.writeSome(bytes, from: start)
      }
      guard count > 0 else { throw .noSpace(path: path) }
      written += count
    }
  }

  func sync(_ stream: LogStream) throws(StoreError) {
    guard let tail = tails[stream.rawValue] else { return }
    do throws(Errno) {
      try tail.file.syncData()
    } catch {
      // Also for want of space (delayed allocation, thin volumes): the pages are taken for clean now, so that
      // trying again would prove nothing.
      throw .file(operation: "sync", path: directory.path(tail.name.path), code: error.rawValue)
    }
  }

  /// Counts lines that are durable now, and remembers the row for the next transaction.
  func advance(
    _ stream: LogStream, bytes: Int, lines: Int, firstSeq: Int64, lastSeq: Int64, contentBytes: Int
  ) {
    guard var tail = tails[stream.rawValue] else { return }
    tail.row.size += Int64(bytes)
    tail.row.contentSize += Int64(contentBytes)
    tail.row.lines += Int64(lines)
    if tail.row.firstSeq == 0 { tail.row.firstSeq = firstSeq }
    tail.row.lastSeq = lastSeq
    tails[stream.rawValue] = tail
    changedRows.append(tail.row)
  }

  // Its name is on disk before anything is written to it: with the folder, and that is all a batch waits for. The
  // file is synced with its first lines, and the live link is put right at a start (docs/decisions/0009).
  private func open(_ stream: LogStream, now: UnixTime) throws(StoreError) {
    let counter = lastCounter[stream.rawValue] + 1
    // Even when this fails: a name that a reader may have seen is never used again.
    lastCounter[stream.rawValue] = counter
    let name = SegmentName(stream: stream, day: now.utcDay, counter: counter)
    let folder = directory.folder(stream)
    let file = try storing("create", directory.path(name.path)) { () throws(Errno) in
      try folder.open(name.file, .creatingForAppending)
    }
    do throws(StoreError) {
      try storing("sync", directory.path(stream.name)) { () throws(Errno) in try folder.sync() }
      try Self.pointLiveLink(at: name, in: directory)
    } catch {
      file.closeQuietly()
      try? folder.unlink(name.file)
      throw error
    }
    let row = SegmentRow(name: name.path, stream: stream, state: .open)
    tails[stream.rawValue] = Tail(name: name, file: file, row: row)
    changedRows.append(row)
  }

  /// Makes `stories.ndjson` another name of the segment, by a rename over the old one: `tail -F` through a
  /// hard link sees every line of both.
  static func pointLiveLink(at name: SegmentName, in directory: OutputDirectory) throws(StoreError) {
    let live = name.stream.liveName
    try storing("link", directory.path(live)) { () throws(Errno) in
      let temporary = ".\(live).tmp"
      // Left by a process that died here; also, rename(2) between two names of one file does nothing.
      try directory.root.unlinkIfPresent(temporary)
      try directory.folder(name.stream).link(name.file, to: temporary, in: directory.root)
      try directory.root.rename(temporary, to: live)
      try directory.root.unlinkIfPresent(temporary)
    }
  }

  // Its lines were synced batch by batch. Its mode is synced and its SHA-256 computed later and elsewhere: a batch
  // may be waiting.
  private func close(_ tail: Tail, now: UnixTime) {
    var row = tail.row
    row.closed = now
    row.state = .closed
    // A start tries again.
    try? tail.file.changeMode(0o440)
    tail.file.closeQuietly()
    changedRows.append(row)
  }
}
