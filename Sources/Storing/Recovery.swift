import FeedModel
import Logging
import SystemPackage
import WebText

/// Puts log and index right after whatever ended the last run, before anything else happens.
///
/// The log is the truth. First its ends are made whole (`TailRepair`), then every line that the index has
/// not seen is replayed into it. storage.md, "Recovery".
struct Recovery {
  let directory: OutputDirectory
  let index: any StoryIndex
  let replaying: any LogReplaying
  /// True when the index is empty: it was lost, or never was.
  let isRebuild: Bool
  let log: Logger
  var retention = IndexRetention()

  /// Asked before it.
  let isInterrupted: () -> Bool
  /// Called with the number of lines now and then, while they are replayed.
  let progress: (Int) -> Void

  /// How many lines are replayed in one transaction. In a rebuild each source has news in nearly every batch, and
  /// its entries are written again each time.
  private var replayBatch: Int { isRebuild ? 1 << 16 : 1 << 12 }
  /// How many lines are replayed between two reports of progress.
  private static let progressStep = 4096

  private var rows: [SegmentName: SegmentRow] = [:]
  /// By stream, oldest first.
  private var names: [[SegmentName]] = []
  /// Those that are there in compressed form.
  private var compressed: Set<SegmentName> = []
  private var changed: Set<SegmentName> = []
  /// Newest segments whose end is not where the index has it.
  private var changedByOthers: Set<SegmentName> = []
  /// Newest segments that the disk does not give back.
  private var unreadable: Set<SegmentName> = []
  private(set) var replayedLines = 0

  init(
    directory: OutputDirectory, index: any StoryIndex, replaying: any LogReplaying, isRebuild: Bool,
    log: Logger, isInterrupted: @escaping () -> Bool, progress: @escaping (Int) -> Void
  ) {
    self.directory = directory
    self.index = index
    self.replaying = replaying
    self.isRebuild = isRebuild
    self.isInterrupted = isInterrupted
    self.progress = progress
    self.log = log
  }

  /// The highest seq that the log and the redo record know.
  private(set) var lastSeq: Int64 = 0

  /// - Parameters:
  ///   - record: what the redo file holds.
  ///   - redo: that file, open.
  mutating func run(_ record: RedoRecord?, redo: FileDescriptor, now: UnixTime) throws(StoreError) {
    try SegmentLeftovers.clear(in: directory, log: log)
    for stream in LogStream.allCases {
      let segments = try directory.segments(stream)
      names.append(segments.map(\.name))
      compressed.formUnion(segments.filter { !$0.isRaw }.map(\.name))
    }
    for row in try index.segments() {
      if let name = SegmentName(path: row.name, stream: row.stream) { rows[name] = row }
      lastSeq = max(lastSeq, row.lastSeq)
    }
    try repairTails(record, now: now)
    try replay(now: now)
    try countRepeated()
    try closeOldSegments(now: now)
    try noteForms()
    try flush(ReplayedChanges(), logFloor: isRebuild ? try findFloor() : nil, now: now)
    // A record of long ago must not be taken for one of the next crash.
    try storing("clear", directory.path("state/redo")) { () throws(Errno) in try RedoRecord.clear(redo) }
  }

  private mutating func repairTails(_ record: RedoRecord?, now: UnixTime) throws(StoreError) {
    let repair = TailRepair(directory: directory, log: log)
    if let record {
      lastSeq = max(lastSeq, record.lastSeq)
      for part in record.parts {
        guard let newest = names[part.segment.stream.rawValue].last, !compressed.contains(newest) else {
          continue
        }
        try leavingUnreadable(newest, now: now) { () throws(StoreError) in
          try repair.complete(part, newest: newest)
        }
      }
    }
    for newest in names.compactMap(\.last) {
      let row = rows[newest]
      if row?.state == .closed || row?.state == .suspect || compressed.contains(newest) { continue }
      let isOurs = try leavingUnreadable(newest, now: now) { () throws(StoreError) in
        try repair.cutBack(newest, from: row?.size ?? 0)
      }
      guard isOurs == false else { continue }
      changedByOthers.insert(newest)
      log.error(
        "somebody changed a segment: nothing more is written to it, and what is in it stays",
        metadata: [
          "stage": "store", "segment": "\(newest.path)",
          "hint": "let nothing else write in the output directory; tidings verify shows what is missing",
        ])
    }
  }

  /// Runs `body`. When the disk does not give back a newest segment, what the index knows of it stands, and the log
  /// goes on in another: what its end had besides was not announced, and its sources are asked for it again.
  /// - Returns: nil when it is so.
  private mutating func leavingUnreadable<Result>(
    _ newest: SegmentName, now: UnixTime, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    do throws(StoreError) {
      return try body()
    } catch {
      guard error.isDamage else { throw error }
      var row = rows[newest] ?? SegmentRow(name: newest.path, stream: newest.stream, state: .open)
      row.state = .suspect
      row.closed = now
      rows[newest] = row
      changed.insert(newest)
      unreadable.insert(newest)
      log.error(
        "a segment cannot be read: nothing more is written to it, and what is in it stays",
        metadata: [
          "stage": "store", "segment": "\(newest.path)", "error": "\(error)",
          "hint": "see the disk (dmesg, smartctl); tidings verify shows what can still be read",
        ])
      return nil
    }
  }

  private mutating func replay(now: UnixTime) throws(StoreError) {
    var cursors: [StreamCursor] = []
    for stream in LogStream.allCases {
      var starts: [SegmentName: Int64] = [:]
      var unread: [SegmentName] = []
      for name in names[stream.rawValue] {
        if let row = rows[name] {
          guard row.state == .open else { continue }
          starts[name] = row.size
        } else {
          rows[name] = SegmentRow(name: name.path, stream: stream, state: .open)
          changed.insert(name)
        }
        unread.append(name)
      }
      let cursor = StreamCursor(directory: directory, stream: stream, segments: unread, starts: starts)
      cursor.onBadLine = { [log] name, offset in
        log.error(
          "passed over a line that is not whole",
          metadata: ["segment": "\(name.path)", "offset": "\(offset)"])
      }
      cursor.onDamage = { [log] file, offset in
        log.error(
          "passed over a damaged part of a segment",
          metadata: ["segment": "\(file)", "offset": "\(offset)", "hint": "see tidings verify, and the disk"])
      }
      cursors.append(cursor)
    }
    var merged = MergedCursor(cursors)
    var waiting = 0
    while let cursor = try merged.next() {
      guard let segment = cursor.segment, let seq = cursor.seq else { continue }
      if replayedLines == 0 { try replaying.begin(index: index, isRebuild: isRebuild) }
      replayedLines += 1
      lastSeq = max(lastSeq, seq)
      rows[segment, default: SegmentRow(name: segment.path, stream: segment.stream, state: .open)]
        .count(seq: seq, end: cursor.nextOffset)
      changed.insert(segment)
      if let line = try parse(cursor, in: segment) { try replaying.replay(line) }
      waiting += 1
      if waiting == replayBatch {
        try flush(try replaying.takeChanges(), now: now)
        waiting = 0
      }
      guard replayedLines % Self.progressStep == 0 else { continue }
      if isInterrupted() { throw .interrupted }
      progress(replayedLines)
    }
    if waiting > 0 { try flush(try replaying.takeChanges(), now: now) }
    if replayedLines > 0 {
      log.notice("replayed lines that the index had not seen", metadata: ["lines": "\(replayedLines)"])
    }
  }

  /// Counts lines of the newest segments that were passed over, because a disk error had them written twice: what
  /// is appended next stands behind them.
  private mutating func countRepeated() throws(StoreError) {
    for newest in names.compactMap(\.last) where !compressed.contains(newest) {
      guard let row = rows[newest], row.state == .open, !changedByOthers.contains(newest) else { continue }
      let path = directory.path(newest.path)
      let file = try openRegular(
        newest.file, .reading, in: directory.folder(newest.stream), path: path, links: 3)
      let scanner = LineScanner(file: SegmentFile(raw: file), from: row.size)
      while try storing("read", path, { () throws(Errno) in try scanner.next() }) {
        rows[newest]?.lines += 1
        rows[newest]?.size = scanner.nextOffset
        changed.insert(newest)
      }
    }
  }

  private mutating func parse(
    _ cursor: StreamCursor, in segment: SegmentName
  ) throws(StoreError) -> LogLine? {
    let parsed = cursor.withLine { line in try? LogLine(json: line) }
    guard var line = parsed ?? nil else {
      log.error("passed over a line that says too little", metadata: ["seq": "\(cursor.seq ?? 0)"])
      return nil
    }
    if let path = line.contentFile, let body = ContentFile.read(path, in: directory) {
      rows[segment]?.contentSize += Int64(body.utf8.count)
      // As `StoryLine.encode` chose what to spill.
      if line.line.entry?.contentHTML != nil || line.line.entry?.contentText == nil {
        line.line.entry?.contentHTML = body
      } else {
        line.line.entry?.contentText = body
      }
    }
    return line
  }

  private mutating func flush(
    _ replayed: ReplayedChanges, logFloor: LogFloor? = nil, now: UnixTime
  ) throws(StoreError) {
    var changes = IndexChanges(nextSeq: lastSeq + 1, now: now)
    changes.logFloor = logFloor
    changes.nextSeq = max(changes.nextSeq, try index.nextSeq())
    changes.sources = replayed.sources
    // When an entry was last in its feed the log does not say: were it when it was found, old entries of feeds
    // that show all they ever had would be forgotten at once, and found again.
    if isRebuild { for place in changes.sources.indices { changes.sources[place].note(lastSeen: now) } }
    // As the live index has it: what is too old for the title window is not in it, and the rest leaves it in time.
    let oldest = now.seconds - retention.recent
    changes.recent = replayed.recent.filter { $0.firstSeen >= oldest }
    if let newest = changes.recent.lazy.map(\.firstSeen).max() {
      changes.now = min(now, UnixTime(seconds: newest))
    }
    changes.segments = changed.compactMap { rows[$0] }
    changed = []
    try index.apply(changes)
  }

  /// What is missing before the oldest segments, when the index was built from the rest.
  private func findFloor() throws(StoreError) -> LogFloor? {
    guard let lastSource = try index.sourceStates().map(\.number).max() else { return nil }
    var floor: UnixTime?
    // Events tell of no entry.
    for stream in [LogStream.stories, .updates] {
      // Counters begin with 1 and leave none out.
      guard let oldest = names[stream.rawValue].first, oldest.counter > 1 else { continue }
      let cursor = StreamCursor(directory: directory, stream: stream, segments: names[stream.rawValue])
      while try cursor.advance() {
        guard let line = cursor.withLine({ line in try? LogLine(json: line) }) ?? nil else { continue }
        floor = max(floor ?? line.line.firstSeen, line.line.firstSeen)
        break
      }
    }
    guard let floor else { return nil }
    log.notice(
      "the log's beginning was removed: what sources published before it is taken for stored",
      metadata: ["before": "\(floor.rfc3339)"])
    return LogFloor(time: floor, lastSource: lastSource)
  }

  /// Closes what a newer segment has followed, as the process would have done that died in between.
  private mutating func closeOldSegments(now: UnixTime) throws(StoreError) {
    for stream in LogStream.allCases {
      for name in names[stream.rawValue] {
        guard var row = rows[name] else { continue }
        guard row.state == .open else {
          try forbidWritingAgain(to: name)
          continue
        }
        let isGrowing = name == names[stream.rawValue].last && !changedByOthers.contains(name)
        row.closed = now
        if compressed.contains(name) {
          row.state = .closed
          rows[name] = row
          changed.insert(name)
          continue
        }
        // The newest one stays open, unless it was being closed.
        let status = try forbidWriting(to: name) { !isGrowing || $0.mode & 0o200 == 0 }
        if isGrowing, let status, status.mode & 0o200 != 0 { continue }
        // More bytes than lines: a disk error sent the rest elsewhere, or the disk does not give it back.
        row.state = status?.size == row.size && !changedByOthers.contains(name) ? .closed : .suspect
        rows[name] = row
        changed.insert(name)
      }
      // What retention or an operator took away.
      for (name, row) in rows where name.stream == stream && row.state != .removed {
        guard !names[stream.rawValue].contains(name) else { continue }
        if row.state == .open, row.size > 0 {
          log.error("a segment is gone", metadata: ["segment": "\(name.path)"])
        }
        rows[name]?.state = .removed
        changed.insert(name)
      }
    }
  }

  /// The mode of a closed segment is synced some time after closing: a power cut can have taken it back.
  private func forbidWritingAgain(to name: SegmentName) throws(StoreError) {
    guard !compressed.contains(name), !unreadable.contains(name) else { return }
    let status = try storing("stat", directory.path(name.path)) { () throws(Errno) in
      try directory.folder(name.stream).status(of: name.file)
    }
    if let status, status.mode & 0o222 != 0 { _ = try forbidWriting(to: name) { _ in true } }
  }

  /// - Returns: what the file was; nil when it cannot be opened, which was said when that was found.
  private func forbidWriting(
    to name: SegmentName, if isWanted: (FileStatus) -> Bool
  ) throws(StoreError) -> FileStatus? {
    let path = directory.path(name.path)
    let file: FileDescriptor
    do throws(StoreError) {
      file = try openRegular(name.file, .reading, in: directory.folder(name.stream), path: path, links: 3)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
    defer { file.closeQuietly() }
    return try storing("close", path) { () throws(Errno) in
      let status = try file.status()
      if isWanted(status) {
        try file.changeMode(0o440)
        try file.sync()
      }
      return status
    }
  }

  /// In which form each closed segment is: the process may have died before it was recorded.
  private mutating func noteForms() throws(StoreError) {
    for name in names.joined() {
      guard let row = rows[name], (row.compressedSize != nil) != compressed.contains(name) else { continue }
      rows[name]?.compressedSize = try storing("stat", directory.path(name.compressedPath)) {
        () throws(Errno) in
        try directory.folder(name.stream).status(of: name.compressedFile)?.size
      }
      changed.insert(name)
    }
  }

  /// The log, open for appending.
  func open(segmentLimit: Int64, now: UnixTime) throws(StoreError) -> StoryLog {
    var tails: [StoryLog.Tail?] = []
    var counters: [Int64] = []
    for stream in LogStream.allCases {
      let known = rows.keys.filter { $0.stream == stream } + names[stream.rawValue]
      counters.append(known.map(\.counter).max() ?? 0)
      var tail: StoryLog.Tail?
      if let newest = names[stream.rawValue].last, !isLost(newest) {
        try pointLiveLink(at: newest)
        if let row = rows[newest], row.state == .open {
          let file = try openRegular(
            newest.file, .appending, in: directory.folder(stream), path: directory.path(newest.path), links: 2
          )
          tail = StoryLog.Tail(name: newest, file: file, row: row)
        }
      }
      tails.append(tail)
    }
    let story = StoryLog(
      directory: directory, segmentLimit: segmentLimit, tails: tails, lastCounter: counters)
    // So that there is something to follow before the first line.
    for stream in LogStream.allCases
    where names[stream.rawValue].last.map(isLost) ?? true {
      try story.rotate(stream, now: now)
    }
    return story
  }

  /// True when a stream cannot be followed through this segment, though it is the newest.
  private func isLost(_ newest: SegmentName) -> Bool {
    compressed.contains(newest) || unreadable.contains(newest)
  }

  private func pointLiveLink(at newest: SegmentName) throws(StoreError) {
    let live = newest.stream.liveName
    let path = directory.path(live)
    let isRight = try storing("stat", path) { () throws(Errno) -> Bool in
      try directory.root.unlinkIfPresent(".\(live).tmp")
      guard let link = try directory.root.status(of: live),
        let segment = try directory.folder(newest.stream).status(of: newest.file)
      else { return false }
      return link.isSameFile(as: segment)
    }
    if !isRight { try StoryLog.pointLiveLink(at: newest, in: directory) }
  }
}

extension SourceUpdate {
  fileprivate mutating func note(lastSeen time: UnixTime) {
    for place in (entries ?? []).indices { entries?[place].lastSeen = time.seconds }
    for place in departed.indices { departed[place].lastSeen = time.seconds }
  }
}

extension SegmentRow {
  /// Counts a line that ends at `end`.
  mutating func count(seq: Int64, end: Int64) {
    size = end
    lines += 1
    if firstSeq == 0 { firstSeq = seq }
    lastSeq = seq
  }
}
