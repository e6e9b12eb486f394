/// How many lines a reader can no longer see because retention took their segments.
public struct RemovedLines: Sendable, Equatable {
  public var count: Int64
  /// False when the index could not be asked: then there are at most `count`, because seqs have gaps.
  public var isExact: Bool
  /// The lowest seq behind which nothing is missing.
  public var upTo: Int64

  /// - Parameter seq: what the reader has read last.
  /// - Returns: nil when nothing behind `seq` was removed.
  public init?(
    after seq: Int64, in directory: OutputDirectory, streams: [LogStream] = LogStream.allCases
  ) throws(StoreError) {
    var end: Int64 = 0
    for stream in streams {
      let search = SeqSearch(directory: directory, stream: stream)
      // Counters begin with 1 and leave none out.
      guard let oldest = try directory.segmentNames(stream).first, oldest.counter > 1 else { continue }
      end = max(end, try search.first() ?? 0)
    }
    guard end > seq + 1 else { return nil }
    upTo = end - 1
    if let rows = try? IndexReader(directory).segments() {
      let removed = rows.filter { $0.state == .removed && streams.contains($0.stream) }
      if !removed.isEmpty {
        isExact = true
        count = removed.reduce(0) { count, row in
          guard row.lastSeq > seq else { return count }
          return count + (row.firstSeq > seq ? row.lines : min(row.lines, row.lastSeq - seq))
        }
        if count > 0 { return } else { return nil }
      }
    }
    isExact = false
    count = upTo - seq
    let reader = try LogReader(directory, after: seq)
    var present: Int64 = 0
    try reader.read { line throws(StoreError) in
      guard line.seq < end else { return false }
      present += 1
      return true
    }
    count -= present
    if count <= 0 { return nil }
  }
}
