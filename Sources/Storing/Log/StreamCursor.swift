import SystemPackage

/// The lines of one stream, over its segments, oldest first.
final class StreamCursor {
  let directory: OutputDirectory
  let stream: LogStream
  /// The segment that the current line is in.
  private(set) var segment: SegmentName?
  /// Seq of the current line; nil before the first and at the end.
  private(set) var seq: Int64?
  /// Called for each line that is none of ours, with where it is.
  var onBadLine: ((SegmentName, Int64) -> Void)?
  /// How far to read a segment, for those that end before their file does.
  var ends: [SegmentName: Int64] = [:]
  private var scanner: LineScanner?
  private let starts: [SegmentName: Int64]
  private var waiting: [SegmentName]
  private var lastSeq: Int64

  /// - Parameters:
  ///   - segments: which to read, oldest first.
  ///   - starts: where to begin in them, if not at the beginning.
  ///   - after: lines up to this seq are passed over.
  init(
    directory: OutputDirectory, stream: LogStream, segments: [SegmentName],
    starts: [SegmentName: Int64] = [:], after: Int64 = 0
  ) {
    self.directory = directory
    self.stream = stream
    waiting = segments.reversed()
    self.starts = starts
    lastSeq = after
  }

  /// Offset in the segment of the first byte after the current line.
  var nextOffset: Int64 { scanner?.nextOffset ?? 0 }

  /// Moves to the next line; false at the end of what is there now.
  ///
  /// A line whose seq is not above the one before is passed over: after a disk error the log may hold
  /// lines twice (storage.md, "Errors while running").
  func advance() throws(StoreError) -> Bool {
    while true {
      if let scanner, let segment {
        let found = try storing("read", directory.path(segment.path)) { () throws(Errno) in
          try scanner.next()
        }
        if found {
          guard let next = seqOfLine(scanner) else {
            onBadLine?(segment, scanner.lineOffset)
            continue
          }
          if next <= lastSeq { continue }
          lastSeq = next
          seq = next
          return true
        }
      }
      seq = nil
      guard let next = waiting.popLast() else { return false }
      let path = directory.path(next.path)
      do throws(Errno) {
        let file = try directory.folder(stream).open(next.file, .reading)
        scanner = LineScanner(file: file, from: starts[next] ?? 0, to: ends[next] ?? .max)
      } catch {
        // Retention was faster.
        if error == .noSuchFileOrDirectory { continue }
        throw StoreError("open", path, error)
      }
      segment = next
    }
  }

  /// Takes note of segments that were opened since.
  func refresh() throws(StoreError) {
    let newest = waiting.first ?? segment
    let names = try directory.segmentNames(stream)
    waiting.insert(contentsOf: names.filter { name in newest.map { $0 < name } ?? true }.reversed(), at: 0)
  }

  /// Lends the current line without its newline.
  func withLine<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    try scanner?.withLine(body)
  }

  /// The current line with its newline.
  var lineBytes: [UInt8] { scanner?.lineBytes ?? [] }

  private func seqOfLine(_ scanner: LineScanner) -> Int64? {
    scanner.withLine { line in
      if let seq = LogLine.seq(of: line), line.last == UInt8(ascii: "}") { return seq }
      return try? LogLine(json: line).seq
    }
  }
}

/// Lines of several streams in the order of their seq.
struct MergedCursor {
  let cursors: [StreamCursor]
  private var current: StreamCursor?

  init(_ cursors: [StreamCursor]) {
    self.cursors = cursors
  }

  /// The cursor whose line is next; nil at the end, and when the next line's seq is above `bound`.
  mutating func next(upTo bound: Int64 = .max) throws(StoreError) -> StreamCursor? {
    if let current { _ = try current.advance() }
    current = nil
    for cursor in cursors where cursor.seq == nil { _ = try cursor.advance() }
    var best: StreamCursor?
    for cursor in cursors {
      guard let seq = cursor.seq else { continue }
      if best.flatMap(\.seq).map({ seq < $0 }) ?? true { best = cursor }
    }
    guard let best, let seq = best.seq, seq <= bound else { return nil }
    current = best
    return best
  }
}
