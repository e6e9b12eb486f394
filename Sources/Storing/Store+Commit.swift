import FeedModel
import Logging
import SystemPackage
import WebText

/// What happens to a batch, in this order.
package enum BatchStage: CaseIterable, Sendable {
  case content
  case segments
  case redo
  case append
  case sync
  case index
}

/// A batch on its way to the disk, and how far it has come.
final class PendingBatch {
  /// Stages still to come, the next one first.
  var stages: [BatchStage]
  let batch: Batch
  let committed: Committed
  let lastSeq: Int64
  /// Encoded lines by stream.
  let bytes: [[UInt8]]
  let lineCounts: [Int]
  let firstSeqs: [Int64]
  let spilled: [SpilledContent]
  /// Bytes of each stream that are in its segment.
  var written = [0, 0, 0]

  init(
    stages: [BatchStage], batch: Batch, committed: Committed, lastSeq: Int64, bytes: [[UInt8]],
    lineCounts: [Int], firstSeqs: [Int64], spilled: [SpilledContent]
  ) {
    self.stages = stages
    self.batch = batch
    self.committed = committed
    self.lastSeq = lastSeq
    self.bytes = bytes
    self.lineCounts = lineCounts
    self.firstSeqs = firstSeqs
    self.spilled = spilled
  }

  var streams: [LogStream] { LogStream.allCases.filter { lineCounts[$0.rawValue] > 0 } }
}

extension Store {
  /// True while a full disk holds a batch up: start nothing new, and call `retry` now and then.
  public var hasPendingBatch: Bool { pending != nil }

  /// Stores a batch: redo record, append, fdatasync, then one transaction of the index.
  ///
  /// Lines are numbered stream by stream (stories, then updates, then events) and appended in that order,
  /// so that at any instant what a reader can see is everything up to some `seq`, with nothing missing
  /// before it.
  /// - Returns: the lines' numbers, when all of it is durable. Announce then.
  /// - Throws: `StoreError.noSpace` when the disk is full: the batch is kept, and `retry` goes on with it;
  ///   no other batch may be committed before. Any other error is the end of this process: stop, and let
  ///   the next start recover.
  public func commit(_ batch: Batch) throws(StoreError) -> Committed {
    precondition(pending == nil, "a batch is waiting for retry()")
    pending = marks.whileEncoding(batch.lines) { encode(batch) }
    return try advance()
  }

  /// Goes on with the batch that a full disk stopped, from the same byte.
  ///
  /// - Returns: as `commit`; nil when nothing was waiting.
  /// - Throws: `StoreError.noSpace` when there is still no space.
  public func retry() throws(StoreError) -> Committed? {
    guard pending != nil else { return nil }
    return try advance()
  }

  private func encode(_ batch: Batch) -> PendingBatch {
    var bytes = buffers
    buffers = [[], [], []]
    var counts = [0, 0, 0]
    var firstSeqs: [Int64] = [0, 0, 0]
    var seqs = [Int64](repeating: 0, count: batch.lines.count)
    var spilled: [SpilledContent] = []
    for stream in LogStream.allCases {
      let place = stream.rawValue
      bytes[place].removeAll(keepingCapacity: bytes[place].capacity <= 8 * Batch.byteLimit)
      // By index: a line is lent, not copied with all its strings.
      for number in batch.lines.indices where batch.lines[number].type.stream == stream {
        #if DEBUG
          TestCrash.at("append", batch.lines[number].entry?.title)
        #endif
        if counts[place] == 0 { firstSeqs[place] = nextSeq }
        if let content = batch.lines[number].encode(seq: nextSeq, to: &bytes[place], limit: lineLimit) {
          spilled.append(content)
        }
        seqs[number] = nextSeq
        counts[place] += 1
        nextSeq += 1
      }
    }
    let stages = batch.lines.isEmpty ? [.index] : order
    return PendingBatch(
      stages: stages, batch: batch, committed: Committed(seqs: seqs), lastSeq: nextSeq - 1, bytes: bytes,
      lineCounts: counts, firstSeqs: firstSeqs, spilled: spilled)
  }

  private func advance() throws(StoreError) -> Committed {
    guard let batch = pending else { return Committed(seqs: []) }
    while let stage = batch.stages.first {
      switch stage {
      case .content: try ContentFile.write(batch.spilled, in: directory)
      case .segments:
        for stream in batch.streams {
          try leaveIfChanged(stream)
          try story.rotateIfDue(stream, now: now())
        }
      case .redo: try writeRedo(batch)
      case .append:
        let isWritten = try surviving(batch) { stream throws(StoreError) in
          let place = stream.rawValue
          try self.story.append(batch.bytes[place], to: stream, written: &batch.written[place])
        }
        guard isWritten else { continue }
      case .sync:
        if isSynced {
          let began = uptime()
          let isDone = try surviving(batch) { stream throws(StoreError) in try self.story.sync(stream) }
          noteStall(uptime() &- began)
          guard isDone else { continue }
        }
        countLines(of: batch)
      case .index: try applyToIndex(batch)
      }
      batch.stages.removeFirst()
    }
    pending = nil
    buffers = batch.bytes
    return batch.committed
  }

  /// What is waited for the disk without a word in the log, in milliseconds.
  private static let longestWait: Int64 = 5000

  private func noteStall(_ wait: Int64) {
    guard wait >= Self.longestWait else { return }
    log.warning(
      "the disk was slow: a batch waited for it",
      metadata: ["stage": "store", "seconds": "\(wait / 1000)", "hint": "see what else keeps the disk busy"])
  }

  /// Goes on in a new segment when somebody else changed this one, and says so.
  private func leaveIfChanged(_ stream: LogStream) throws(StoreError) {
    guard let tail = story.tails[stream.rawValue] else { return }
    if let change = try story.changeByOthers(stream) {
      log.error(
        "somebody changed a segment: nothing more is written to it, a new one begins",
        metadata: [
          "stage": "store", "segment": "\(tail.name.path)", "error": "\(change)",
          "hint": "let nothing else write in the output directory; tidings verify shows what is missing",
        ])
      try story.abandon(stream, committed: tail.row, now: now())
    } else if story.mendLiveLink(stream), mendedLinks.insert(stream).inserted {
      log.warning(
        "somebody removed or replaced a live link; it is put right",
        metadata: [
          "stage": "store", "file": "\(directory.path(stream.liveName))",
          "hint": "let nothing else rotate or replace it: logrotate for one",
        ])
    }
  }

  private func writeRedo(_ batch: PendingBatch) throws(StoreError) {
    var record = RedoRecord(parts: [], lastSeq: batch.lastSeq)
    for stream in batch.streams {
      guard let tail = story.tails[stream.rawValue] else { continue }
      record.parts.append(
        .init(segment: tail.name, offset: tail.row.size, bytes: batch.bytes[stream.rawValue]))
    }
    try storing("write", directory.path("state/redo")) { () throws(Errno) in try record.write(to: redo) }
  }

  /// Runs `step` for each stream of the batch; false when a disk error sent the batch back to `redo`.
  ///
  /// After a failed write or fdatasync Linux takes the pages for clean, so that a second fdatasync says
  /// nothing: the stream's lines go to a new segment, all of the batch again. Once; a disk that fails
  /// twice is broken. They keep their seqs: they are the same lines, and who reads by seq gets each once, also
  /// one whose first copy was read already. With new seqs every reader would have them twice.
  private func surviving(
    _ batch: PendingBatch, _ step: (LogStream) throws(StoreError) -> Void
  ) throws(StoreError) -> Bool {
    for stream in batch.streams {
      do throws(StoreError) {
        try step(stream)
      } catch {
        guard case .file(_, let path, let code) = error else { throw error }
        diskFailures += 1
        log.critical(
          "the disk failed; the batch is written again to a new segment",
          metadata: ["file": "\(path)", "errno": "\(code)", "failures": "\(diskFailures)"])
        guard diskFailures == 1, let tail = story.tails[stream.rawValue] else {
          throw .diskFailed(path: path, code: code)
        }
        do throws(StoreError) {
          try story.abandon(stream, committed: tail.row, now: now())
        } catch {
          throw .diskFailed(path: path, code: code)
        }
        batch.written[stream.rawValue] = 0
        batch.stages = [.redo, .append, .sync, .index]
        return false
      }
    }
    return true
  }

  private func countLines(of batch: PendingBatch) {
    for stream in batch.streams {
      let place = stream.rawValue
      let seqs = batch.firstSeqs[place]..<(batch.firstSeqs[place] + Int64(batch.lineCounts[place]))
      story.advance(
        stream, bytes: batch.bytes[place].count, lines: batch.lineCounts[place], firstSeq: seqs.lowerBound,
        lastSeq: seqs.upperBound - 1,
        contentBytes: batch.spilled.reduce(0) { seqs.contains($1.seq) ? $0 + $1.text.utf8.count : $0 })
    }
  }

  private func applyToIndex(_ batch: PendingBatch) throws(StoreError) {
    var changes = IndexChanges(nextSeq: batch.lastSeq + 1, now: now())
    changes.sources = batch.batch.sources
    changes.recent = batch.batch.recent
    changes.polls = batch.batch.polls
    changes.hosts = batch.batch.hosts
    changes.segments = story.changedRows
    do throws(StoreError) {
      try index.apply(changes)
    } catch {
      switch error {
      case .noSpace:
        // What the reserve is for: the log has its lines, let the index have its rows.
        guard Reserve.release(in: directory) else { throw error }
        try index.apply(changes)
      case .indexCorrupt:
        IndexFile.markBroken(in: directory)
        throw error
      default: throw error
      }
    }
    story.changedRows = []
  }
}
