import SystemPackage

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
  public init(
    _ directory: OutputDirectory, streams: [LogStream] = LogStream.allCases, after seq: Int64 = 0
  ) throws(StoreError) {
    self.directory = directory
    lastSeq = seq
    var cursors: [StreamCursor] = []
    for stream in streams {
      let start = try SeqSearch(directory: directory, stream: stream).start(after: seq)
      cursors.append(
        StreamCursor(
          directory: directory, stream: stream, segments: start.segments,
          starts: start.segments.first.map { [$0: start.offset] } ?? [:], after: seq))
    }
    self.cursors = cursors
    merged = MergedCursor(cursors)
    for cursor in cursors {
      cursor.onDamage = { [unowned self] name, offset in onDamage?(name.compressedPath, offset) }
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
    while let cursor = try merged.next(upTo: bound) {
      guard let seq = cursor.seq else { continue }
      lastSeq = seq
      guard try body(Line(seq: seq, stream: cursor.stream, bytes: cursor.lineBytes)) else { return }
    }
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
      if error == .badMessage { return nil }
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
