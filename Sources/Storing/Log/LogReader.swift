import SystemPackage
public import WebText

/// Reads the streams of an output directory as one, in the order of `seq`: from a seq on, and then what
/// arrives. Needs no daemon, no lock and no index.
///
/// One owner; not thread-safe.
public final class LogReader {
  private let directory: OutputDirectory
  private var merged: MergedCursor
  private let cursors: [StreamCursor]
  /// The seq of the line that was read last; pass it as `after` to go on another time.
  public private(set) var lastSeq: Int64
  /// Called for each part of a compressed segment that is damaged and passed over: its file from the top of the
  /// directory, and where in the raw segment the part begins.
  public var onDamage: ((String, Int64) -> Void)?
  /// Called for each segment that retention took away before it was read.
  public var onRemoved: ((String) -> Void)?

  /// One line, lent for the length of a call.
  public struct Line {
    public let seq: Int64
    public let stream: LogStream
    /// The line with its newline.
    public let bytes: [UInt8]

    /// What it says.
    public func parsed() throws(LogLine.Problem) -> LogLine {
      try bytes.parsedLine()
    }
  }

  /// - Parameters:
  ///   - streams: which to read; all of them unless told otherwise.
  ///   - after: begin behind this seq. Found by halving, in segments and then in bytes: the cost does not
  ///     grow with what lies before it.
  ///   - since: begin about there, a day or two early: lines of before are for the caller to pass over.
  public init(
    _ directory: OutputDirectory, streams: [LogStream] = LogStream.allCases, after seq: Int64 = 0,
    since: UnixTime? = nil
  ) throws(StoreError) {
    self.directory = directory
    lastSeq = seq
    let day = since?.utcDay
    var cursors: [StreamCursor] = []
    for stream in streams {
      var start = try SeqSearch(directory: directory, stream: stream).start(after: seq)
      if let day {
        let first = start.segments.firstIndex { $0.day >= day } ?? start.segments.count
        if first > 1 {
          // The one before as well: a full disk can have held its last batch up.
          start.segments.removeFirst(first - 1)
          start.offset = 0
        }
      }
      cursors.append(
        StreamCursor(
          directory: directory, stream: stream, segments: start.segments,
          starts: start.segments.first.map { [$0: start.offset] } ?? [:], after: seq))
    }
    self.cursors = cursors
    merged = MergedCursor(cursors)
    for cursor in cursors {
      cursor.onDamage = { [unowned self] file, offset in onDamage?(file, offset) }
      cursor.onRemoved = { [unowned self] name in onRemoved?(name.path) }
    }
  }

  /// Calls `body` with each line that is there now and was not read yet; stops when it returns false.
  ///
  /// A batch is numbered and appended stream by stream, so what is visible at any instant is everything up
  /// to some seq. The lines are read up to the highest seq that was visible when the call began: so none
  /// that appears later belongs before one that was given out.
  public func read(_ body: (Line) throws(StoreError) -> Bool) throws(StoreError) {
    var bound: Int64 = 0
    for cursor in cursors {
      bound = max(bound, try SeqSearch(directory: directory, stream: cursor.stream).last() ?? 0)
    }
    for cursor in cursors { try cursor.refresh() }
    merged.resume()
    while let cursor = try merged.next(upTo: bound) {
      guard let seq = cursor.seq else { continue }
      lastSeq = seq
      guard try body(Line(seq: seq, stream: cursor.stream, bytes: cursor.lineBytes)) else { return }
    }
  }

  /// The highest seq in the directory; 0 when it has no line.
  public static func lastSeq(in directory: OutputDirectory) throws(StoreError) -> Int64 {
    var last: Int64 = 0
    for stream in LogStream.allCases {
      last = max(last, try SeqSearch(directory: directory, stream: stream).last() ?? 0)
    }
    return last
  }

  /// The line with this seq, with its newline; nil when there is none.
  public static func line(_ seq: Int64, in directory: OutputDirectory) throws(StoreError) -> [UInt8]? {
    var found: [UInt8]?
    try LogReader(directory, after: max(0, seq - 1)).read { line throws(StoreError) in
      if line.seq == seq { found = line.bytes }
      return false
    }
    return found
  }

  /// The seq behind which the last `count` lines that `isWanted` begin; 0 when there are not more.
  public static func seq(
    beforeLast count: Int, in directory: OutputDirectory, streams: [LogStream] = LogStream.allCases,
    where isWanted: (Line) -> Bool = { _ in true }
  ) throws(StoreError) -> Int64 {
    var seqs: [Int64] = []
    for stream in streams {
      var found = 0
      segments: for name in try directory.segmentNames(stream).reversed() {
        guard var backward = try backwardScanner(name, in: directory) else { continue }
        while found <= count {
          guard let line = try previous(&backward, directory.path(name.path)) else { continue segments }
          guard let seq = line.withUnsafeBufferPointer({ LogLine.seq(of: $0) }) else { continue }
          guard isWanted(Line(seq: seq, stream: stream, bytes: line + [0x0A])) else { continue }
          seqs.append(seq)
          found += 1
        }
        break
      }
    }
    seqs.sort(by: >)
    return count < seqs.count ? seqs[count] : 0
  }

  /// nil at the segment's beginning, and before what is damaged in it.
  private static func previous(
    _ backward: inout BackwardScanner, _ path: String
  ) throws(StoreError) -> [UInt8]? {
    do throws(Errno) {
      return try backward.next()
    } catch {
      if error.isDamage { return nil }
      throw StoreError("read", path, error)
    }
  }

  /// nil when retention took the segment away just now.
  private static func backwardScanner(
    _ name: SegmentName, in directory: OutputDirectory
  ) throws(StoreError) -> BackwardScanner? {
    do throws(StoreError) {
      let file = try openSegment(name, in: directory)
      return try storing("stat", directory.path(name.path)) { () throws(Errno) in try BackwardScanner(file) }
    } catch {
      if error.isMissingFile || error.isDamage { return nil }
      throw error
    }
  }
}

extension [UInt8] {
  func parsedLine() throws(LogLine.Problem) -> LogLine {
    let result = withUnsafeBufferPointer { line -> Result<LogLine, LogLine.Problem> in
      do throws(LogLine.Problem) { return .success(try LogLine(json: line)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

/// Lines of a file from its end to its beginning, without their newlines.
struct BackwardScanner {
  private static let block = 1 << 16
  private let file: SegmentFile
  /// Where `buffer` begins in the file.
  private var offset: Int64
  private var buffer: [UInt8] = []
  private var isStarted = false

  init(_ file: SegmentFile) throws(Errno) {
    self.file = file
    offset = try file.size()
  }

  /// nil at the beginning of the file. Bytes behind the last newline are no line, and passed over.
  mutating func next() throws(Errno) -> [UInt8]? {
    while true {
      if let newline = buffer.lastIndex(of: 0x0A) {
        let line = Array(buffer[(newline + 1)...])
        buffer.removeSubrange(newline...)
        if isStarted { return line }
        isStarted = true
        continue
      }
      if offset == 0 {
        defer { buffer = [] }
        return isStarted && !buffer.isEmpty ? buffer : nil
      }
      let count = min(Int64(Self.block), offset)
      offset -= count
      buffer = try file.bytes(at: offset, count: Int(count)) + buffer
    }
  }
}
