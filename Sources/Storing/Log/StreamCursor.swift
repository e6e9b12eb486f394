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
  /// Called for each part of a segment that is damaged and passed over, with its file and where it begins.
  var onDamage: ((String, Int64) -> Void)?
  /// Called for each segment that was there and is not any more when its turn comes.
  var onRemoved: ((SegmentName) -> Void)?
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
      if let current = scanner, let segment {
        if try next(current, segment), let scanner {
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
      segment = next
      scanner = nil
      do throws(StoreError) {
        let file = try openSegment(next, in: directory)
        scanner = LineScanner(file: file, from: starts[next] ?? 0, to: ends[next] ?? .max)
      } catch {
        // Retention was faster.
        if error.isMissingFile {
          onRemoved?(next)
          continue
        }
        guard error.isDamage else { throw error }
        onDamage?(next.path, 0)
      }
    }
  }

  /// As `scanner.next`, over damage: the frames of a compressed segment begin with lines, so that what is lost
  /// with a damaged one are its own lines. Of a raw one the rest is lost.
  private func next(_ scanner: LineScanner, _ segment: SegmentName) throws(StoreError) -> Bool {
    do throws(StoreError) {
      return try storing("read", directory.path(segment.path)) { () throws(Errno) in try scanner.next() }
    } catch {
      guard error.isDamage else { throw error }
      let damage = scanner.readOffset
      onDamage?(scanner.file.isCompressed ? segment.compressedPath : segment.path, damage)
      guard let start = scanner.file.nextFrame(after: damage) else {
        self.scanner = nil
        return false
      }
      let rest = LineScanner(file: scanner.file, from: start, to: ends[segment] ?? .max)
      self.scanner = rest
      return try next(rest, segment)
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
  /// Those that had no more lines: not asked for each line of the others.
  private var isExhausted: [Bool]

  init(_ cursors: [StreamCursor]) {
    self.cursors = cursors
    isExhausted = cursors.map { _ in false }
  }

  /// Looks again where there were no more lines.
  mutating func resume() {
    for place in isExhausted.indices { isExhausted[place] = false }
  }

  /// The cursor whose line is next; nil at the end, and when the next line's seq is above `bound`.
  mutating func next(upTo bound: Int64 = .max) throws(StoreError) -> StreamCursor? {
    if let current { _ = try current.advance() }
    current = nil
    var best: StreamCursor?
    for (place, cursor) in cursors.enumerated() {
      if cursor.seq == nil, !isExhausted[place] { isExhausted[place] = try !cursor.advance() }
      guard let seq = cursor.seq else { continue }
      if best.flatMap(\.seq).map({ seq < $0 }) ?? true { best = cursor }
    }
    guard let best, let seq = best.seq, seq <= bound else { return nil }
    current = best
    return best
  }
}
