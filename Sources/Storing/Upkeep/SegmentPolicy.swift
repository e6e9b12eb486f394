import WebText

/// How long closed segments are kept, and in which form.
public struct SegmentPolicy: Sendable, Equatable {
  /// Seconds from closing to compressing, at least an hour; nil: never.
  public var compressAfter: Int64?
  /// Seconds that a segment is kept after its last line; nil: for ever.
  public var retainAge: Int64?
  /// Bytes of all segments and of the bodies in `content/`; nil: unlimited.
  public var retainSize: Int64?

  /// Bytes of lines that are compressed together: about what `tail --after` reads for nothing.
  var frameSize = 1 << 20

  public init() {}

  /// Followers of the raw file have read its end by then.
  static let leastDelay: Int64 = 3600
  /// Segments of a stream that stay whatever the limits say.
  static let alwaysKept = 2
}

/// What is to be done with one closed segment.
enum SegmentTask: Equatable {
  case remove(SegmentRow)
  case hash(SegmentRow)
  case compress(SegmentRow)

  var row: SegmentRow {
    switch self {
    case .remove(let row), .hash(let row), .compress(let row): row
    }
  }
}

extension SegmentPolicy {
  /// What is to be done now, the most urgent first; each segment stands in it once.
  ///
  /// - Parameters:
  ///   - rows: all of the index.
  ///   - isClockSteady: false within a day of a jump of the clock; then nothing is removed.
  func tasks(for rows: [SegmentRow], now: UnixTime, isClockSteady: Bool) -> [SegmentTask] {
    let present = LogStream.allCases.map { stream in
      rows.compactMap { row -> (name: SegmentName, row: SegmentRow)? in
        guard row.stream == stream, row.state != .removed else { return nil }
        return SegmentName(path: row.name, stream: stream).map { ($0, row) }
      }.sorted { $0.name < $1.name }
    }
    let removed = isClockSteady ? removable(present, now: now) : []
    let removedNames = Set(removed.map(\.name))
    var tasks = removed.map(SegmentTask.remove)
    for segments in present {
      for (name, row) in segments where row.state == .closed && !removedNames.contains(row.name) {
        // The newest has another name, the live link: `tail -F` may still be reading it.
        if name != segments.last?.name, isDueForCompression(name, row, now: now) {
          tasks.append(.compress(row))
        } else if row.sha256 == nil {
          tasks.append(.hash(row))
        }
      }
    }
    return tasks
  }

  private func isDueForCompression(_ name: SegmentName, _ row: SegmentRow, now: UnixTime) -> Bool {
    guard let compressAfter, row.compressedSize == nil, let closed = row.closed ?? name.endOfDay else {
      return false
    }
    return now.seconds &- closed.seconds >= max(compressAfter, Self.leastDelay)
  }

  /// Whole segments, oldest first.
  private func removable(
    _ streams: [[(name: SegmentName, row: SegmentRow)]], now: UnixTime
  ) -> [SegmentRow] {
    var candidates: [(name: SegmentName, row: SegmentRow)] = []
    for segments in streams {
      candidates += segments.dropLast(Self.alwaysKept).prefix { $0.row.state != .open }
    }
    // Seqs order the streams among each other; in a stream they follow the counter.
    candidates.sort { ($0.row.lastSeq, $0.name) < ($1.row.lastSeq, $1.name) }
    var size = streams.joined().reduce(Int64(0)) { $0 &+ $1.row.sizeOnDisk }
    var kept: Set<LogStream> = []
    var removed: [SegmentRow] = []
    for (name, row) in candidates {
      // A stream's segments go in their order, and leave no gap.
      guard !kept.contains(name.stream) else { continue }
      if isExpired(name, row, now: now) || retainSize.map({ size > $0 }) ?? false {
        removed.append(row)
        size &-= row.sizeOnDisk
      } else {
        kept.insert(name.stream)
      }
    }
    return removed
  }

  /// By the day in its name, unless it was closed before that day's end: an index that was rebuilt knows no more.
  private func isExpired(_ name: SegmentName, _ row: SegmentRow, now: UnixTime) -> Bool {
    guard let retainAge else { return false }
    guard let last = [row.closed, name.endOfDay].compactMap({ $0 }).min() else { return false }
    return now.seconds &- last.seconds > retainAge
  }
}

extension SegmentName {
  /// When it was closed at the latest, as far as its name tells: an index of an early version says no more.
  fileprivate var endOfDay: UnixTime? { UnixTime(rfc3339: day + "T00:00:00Z")?.adding(seconds: 86_400) }
}

extension SegmentRow {
  fileprivate var sizeOnDisk: Int64 { (compressedSize ?? size) &+ contentSize }
}
