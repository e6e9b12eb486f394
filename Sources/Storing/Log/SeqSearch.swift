import SystemPackage

/// Finds a seq in a stream by halving: seqs only grow, over segments and within them.
struct SeqSearch {
  let directory: OutputDirectory
  let stream: LogStream

  /// Bytes that it is as fast to read through as to halve further: a few lines.
  private static let fineness: Int64 = 1 << 17

  /// The segments that hold lines behind `seq`, and a line's beginning in the first at or before them.
  func start(after seq: Int64) throws(StoreError) -> (segments: [SegmentName], offset: Int64) {
    let names = try directory.segmentNames(stream)
    guard seq > 0, !names.isEmpty else { return (names, 0) }
    // The last segment that begins at or before it.
    var low = 0
    var high = names.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if let first = try firstSeq(names, from: middle, to: high), first <= seq {
        low = middle
      } else {
        high = middle
      }
    }
    return (Array(names[low...]), try offset(in: names[low], after: seq))
  }

  /// The highest seq in the stream; nil when it has no line.
  func last() throws(StoreError) -> Int64? {
    for name in try directory.segmentNames(stream).reversed() {
      let seq = try reading(name) { file throws(Errno) -> Int64? in
        var backward = try BackwardScanner(file)
        while let line = try backward.next() {
          if let seq = line.withUnsafeBufferPointer({ LogLine.seq(of: $0) }) { return seq }
        }
        return nil
      }
      if let seq { return seq }
      if let seq = try lastReadable(name) { return seq }
    }
    return nil
  }

  /// The lowest seq in the stream; nil when it has no line.
  func first() throws(StoreError) -> Int64? {
    let names = try directory.segmentNames(stream)
    return try firstSeq(names, from: 0, to: names.count)
  }

  /// As `last`, for a segment that has no line, or whose end is damaged: read forward, over the damage.
  private func lastReadable(_ name: SegmentName) throws(StoreError) -> Int64? {
    let cursor = StreamCursor(directory: directory, stream: stream, segments: [name])
    var last: Int64?
    while try cursor.advance() { last = cursor.seq }
    return last
  }

  /// The first line's seq of the first segment that has one.
  private func firstSeq(_ names: [SegmentName], from: Int, to end: Int) throws(StoreError) -> Int64? {
    for name in names[from..<end] {
      let seq = try reading(name) { file throws(Errno) -> Int64? in
        let start =
          try file.isCompressed ? file.beginning(ofFrame: 0, count: 64) : file.bytes(at: 0, count: 64)
        return start.withUnsafeBufferPointer { LogLine.seq(of: $0) }
      }
      if let seq { return seq }
    }
    return nil
  }

  /// What `body` finds in a segment; nil when retention took it away just now, or when it is damaged.
  private func reading(
    _ name: SegmentName, _ body: (SegmentFile) throws(Errno) -> Int64?
  ) throws(StoreError) -> Int64? {
    do throws(StoreError) {
      let file = try openSegment(name, in: directory)
      return try storing("read", directory.path(name.path)) { () throws(Errno) in try body(file) }
    } catch {
      if error.isMissingFile || error.isDamage { return nil }
      throw error
    }
  }

  private func offset(in name: SegmentName, after seq: Int64) throws(StoreError) -> Int64 {
    // What cannot be found, the reader will come upon.
    try reading(name) { file throws(Errno) -> Int64? in
      if file.isCompressed { return Self.frame(of: file, after: seq) }
      var low: Int64 = 0
      var high = try file.size()
      while high - low > Self.fineness {
        let middle = low + (high - low) / 2
        let bytes = try file.bytes(at: middle, count: Int(Self.fineness))
        guard let newline = bytes.firstIndex(of: 0x0A) else {
          high = middle
          continue
        }
        let found = bytes[(newline + 1)...].withUnsafeBufferPointer { LogLine.seq(of: $0) }
        if let found, found <= seq {
          low = middle + Int64(newline) + 1
        } else {
          high = middle
        }
      }
      return low
    } ?? 0
  }

  /// The last frame that begins at or before `seq`.
  private static func frame(of file: SegmentFile, after seq: Int64) -> Int64 {
    var low = 0
    var high = file.frameCount
    while high - low > 1 {
      let middle = (low + high) / 2
      // One that is damaged may begin with any seq.
      let start = (try? file.beginning(ofFrame: middle, count: 64)) ?? []
      if let first = start.withUnsafeBufferPointer({ LogLine.seq(of: $0) }), first <= seq {
        low = middle
      } else {
        high = middle
      }
    }
    return file.offset(ofFrame: low)
  }
}
