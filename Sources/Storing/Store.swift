public import FeedModel
public import Logging
import SystemPackage
public import WebText

/// The output directory and its index, and the one writer of both.
///
/// *Append and sync before remembering*: `commit` makes lines durable before the index learns of them, and
/// the caller announces them only when it has returned. design.md, "The crash protocol".
///
/// One owner: not thread-safe, and every call is synchronous and may wait for the disk.
public final class Store {
  public struct Options: Sendable {
    /// Bytes after which a segment is closed.
    public var segmentLimit: Int64 = 128 << 20
    /// Bytes of a line with its newline; a longer body goes to `content/`.
    public var lineLimit = 64 << 10
    /// How far `seq` jumps after an unclean end: more lines than anybody can have seen of what a power cut
    /// took back, which is a batch.
    public var seqJump: Int64 = 100_000
    /// False for a directory that is thrown away: a power cut may take what was stored last.
    public var isSynced = true
    /// How long the index remembers.
    public var retention = IndexRetention()
    /// What becomes of closed segments.
    public var policy = SegmentPolicy()
    /// True to have `tidy` wait for the work on closed segments: for tests, which must know when it is done.
    public var isUpkeepInline = false
    /// Milliseconds of a clock that only runs forward, by which a jump of the other one is noticed.
    package var uptime: @Sendable () -> Int64 = ClockWatch.uptime
    /// Called with the number of replayed lines now and then, while the store recovers or builds its index anew.
    public var onRecovery: @Sendable (Int) -> Void = { _ in }
    /// Asked as often; true ends the recovery with `StoreError.interrupted`, for the next start to go on with.
    public var isInterrupted: @Sendable () -> Bool = { false }
    /// True to move the index aside and build it anew from the log (`tidings reindex`).
    public var isIndexRebuilt = false
    public init() {}
  }

  /// What `open` found and did, for the log and for `status.json`.
  public struct Opening: Sendable, Equatable {
    /// The last run closed the store.
    public var wasClean = false
    /// The index was made anew from the log.
    public var isRebuilt = false
    /// Lines that the index had not seen.
    public var replayedLines = 0
  }

  public let directory: OutputDirectory
  /// What is remembered; for reading. Changes go through `commit`.
  public let index: any StoryIndex
  public let opening: Opening
  /// What is missing at the beginning of the log that the index was built from.
  public let logFloor: LogFloor?
  /// Whose documents are being worked on, and what the last run left of that.
  public let marks: ReadingMarks
  let log: Logger
  let now: () -> UnixTime
  let story: StoryLog
  let redo: FileDescriptor
  /// Bytes of a line with its newline.
  let lineLimit: Int
  let isSynced: Bool
  public let retention: IndexRetention
  let policy: SegmentPolicy
  let isUpkeepInline: Bool
  let upkeep: UpkeepThread
  /// Milliseconds of a clock that nobody sets.
  let uptime: () -> Int64
  var clock: ClockWatch
  /// nil after `close`.
  private(set) var lock: DirectoryLock?
  /// Of the index when it was opened; nil where it is no file.
  let indexStatus: FileStatus?
  /// When `checkPlace` last looked, by `uptime`.
  var lastPlaceCheck: Int64
  /// The seq that the next line gets.
  public internal(set) var nextSeq: Int64
  /// A batch that a full disk stopped; `retry` goes on with it.
  var pending: PendingBatch?
  /// The stages of a batch. Fault tests put wrong orders here, to see that they are found out.
  package var order = BatchStage.allCases
  /// Errors of the disk that were survived so far.
  var diskFailures = 0
  /// Streams whose live link was put right, which is said once.
  var mendedLinks: Set<LogStream> = []
  /// Space of the buffers that the last batch was encoded into.
  var buffers: [[UInt8]] = [[], [], []]

  private init(
    directory: OutputDirectory, lock: DirectoryLock, index: any StoryIndex, story: StoryLog,
    redo: FileDescriptor, options: Options, nextSeq: Int64, opening: Opening, marks: ReadingMarks,
    clock: ClockWatch, logFloor: LogFloor?, log: Logger, now: @escaping () -> UnixTime
  ) {
    self.logFloor = logFloor
    self.marks = marks
    self.clock = clock
    indexStatus = (try? directory.state.status(of: SQLiteIndex.fileName)) ?? nil
    lastPlaceCheck = options.uptime()
    policy = options.policy
    retention = options.retention
    isSynced = options.isSynced
    isUpkeepInline = options.isUpkeepInline
    uptime = options.uptime
    upkeep = UpkeepThread(directory: directory, frameSize: options.policy.frameSize, log: log)
    self.directory = directory
    self.lock = lock
    self.index = index
    self.story = story
    self.redo = redo
    lineLimit = min(options.lineLimit, StoryLine.byteLimit)
    self.nextSeq = nextSeq
    self.opening = opening
    self.log = log
    self.now = now
  }

  deinit {
    upkeep.stop()
    redo.closeQuietly()
  }

  /// Locks the directory, recovers what the last run left, and opens the log for appending.
  ///
  /// Takes milliseconds after a clean stop; after a crash as long as the unseen end of the log needs; when
  /// the index was lost, as long as the whole log (READY comes after).
  /// - Parameters:
  ///   - path: the output directory; made when it is not there.
  ///   - replaying: turns lines of the log back into what the index remembers.
  ///   - now: the clock.
  /// - Throws: `StoreError.locked` at once, with nothing touched, when another process has the directory.
  public static func open(
    directory path: String, options: Options = Options(), replaying: any LogReplaying, log: Logger,
    now: @escaping () -> UnixTime = UnixTime.now
  ) throws(StoreError) -> Store {
    try open(
      directory: path, options: options, replaying: replaying, log: log, now: now
    ) { directory, mark throws(StoreError) in
      if options.isIndexRebuilt { try IndexFile.askForRebuild(in: directory) }
      let opened = try IndexFile.open(in: directory, after: mark, log: log)
      opened.index.retention = options.retention
      return opened
    }
  }

  /// - Parameter openIndex: gives the index, and whether it is new and so empty; told what the last run left
  ///   when it closed the store.
  package static func open(
    directory path: String, options: Options, replaying: any LogReplaying, log: Logger,
    now: @escaping () -> UnixTime,
    openIndex: (OutputDirectory, CleanMark?) throws(StoreError) -> (index: any StoryIndex, isNew: Bool)
  ) throws(StoreError) -> Store {
    let directory = try OutputDirectory(path: path, for: .writing)
    let lock = try DirectoryLock(directory)
    var opening = Opening()
    let mark = try StateFile.reading("clean", in: directory, log: log, otherwise: { nil }) {
      () throws(StoreError) in try CleanMark.take(in: directory)
    }
    let wasClean = mark != nil
    opening.wasClean = wasClean
    func readMarks() throws(StoreError) -> ReadingMarks {
      try ReadingMarks(in: directory, wasClean: wasClean)
    }
    let marks = try StateFile.reading("reading", in: directory, log: log, otherwise: readMarks, readMarks)
    if !opening.wasClean { try directory.syncNames() }
    let (index, isNew) = try openIndex(directory, mark)
    let (redo, record) = try openRedo(in: directory, log: log)
    do throws(StoreError) {
      Reserve.preallocate(redo, in: directory)
      var recovery = Recovery(
        directory: directory, index: index, replaying: replaying, isRebuild: isNew, log: log,
        isInterrupted: options.isInterrupted, progress: options.onRecovery)
      recovery.retention = options.retention
      try recovery.run(record, redo: redo, now: now())
      if isNew { try IndexFile.finishRebuild(in: directory) }
      opening.replayedLines = recovery.replayedLines
      opening.isRebuilt = isNew && recovery.replayedLines > 0
      let story = try recovery.open(segmentLimit: options.segmentLimit, now: now())
      // One that cannot be read is as one in which nothing sensible stands.
      let floor = try StateFile.reading("seq", in: directory, log: log, otherwise: { 1 }) {
        () throws(StoreError) in try SeqFloor.read(in: directory)
      }
      var nextSeq = max(recovery.lastSeq + 1, try index.nextSeq(), mark?.nextSeq ?? 1, floor ?? 1)
      if !opening.wasClean {
        // Before its first start a directory has no reader.
        if floor != nil || nextSeq > 1 { nextSeq += options.seqJump }
        try SeqFloor.set(nextSeq, in: directory)
      }
      Reserve.make(in: directory)
      let clock = ClockWatch(
        remembered: ClockWatch.remembered(in: directory), wall: now(), uptime: options.uptime(),
        isNew: nextSeq == 1)
      return Store(
        directory: directory, lock: lock, index: index, story: story, redo: redo, options: options,
        nextSeq: nextSeq, opening: opening, marks: marks, clock: clock, logFloor: try index.logFloor(),
        log: log, now: now)
    } catch {
      redo.closeQuietly()
      if case .indexCorrupt = error { IndexFile.markBroken(in: directory) }
      throw error
    }
  }

  /// The redo file, and what is recorded in it.
  private static func openRedo(
    in directory: OutputDirectory, log: Logger
  ) throws(StoreError) -> (FileDescriptor, RedoRecord?) {
    let path = directory.path("state/redo")
    func open() throws(StoreError) -> FileDescriptor {
      try openRegular("redo", .updatingOrCreating, in: directory.state, path: path)
    }
    return try StateFile.reading(
      "redo", in: directory, log: log, otherwise: { () throws(StoreError) in (try open(), nil) }
    ) { () throws(StoreError) -> (FileDescriptor, RedoRecord?) in
      let redo = try open()
      do throws(Errno) {
        return (redo, try RedoRecord.read(from: redo))
      } catch {
        redo.closeQuietly()
        throw StoreError("read", path, error)
      }
    }
  }

  /// The number of a source in the index and in records.
  public func number(ofSource name: String) throws(StoreError) -> UInt32 {
    try index.number(ofSource: name)
  }

  /// Has the next start build the index anew, for whoever found it damaged: not all damage is seen by
  /// `PRAGMA quick_check`.
  public func markIndexBroken() { IndexFile.markBroken(in: directory) }

  public func sourceStates() throws(StoreError) -> [SourceState] { try index.sourceStates() }

  public func hostLedgers() throws(StoreError) -> [HostLedger] { try index.hostLedgers() }

  /// What was in the source's feed when it was last read.
  public func entries(ofSource number: UInt32) throws(StoreError) -> [EntryRecord] {
    try index.entries(ofSource: number)
  }

  /// Founding records of the last days (`retention.recent`), oldest first: the title window at start.
  public func recentRecords(_ body: (EntryRecord) -> Void) throws(StoreError) {
    try index.recentRecords(body)
  }

  /// Writes that nothing is missing, and lets the directory go. A batch that a full disk holds up is left
  /// to recovery, which finishes it.
  public func close() throws(StoreError) {
    guard lock != nil else { return }
    defer { lock = nil }
    upkeep.stop()
    if pending == nil {
      story.changedRows += upkeep.takeFinished()
      clock.remember(in: directory)
      try recordSegments()
      try index.close()
      try CleanMark(nextSeq: nextSeq, index: IndexFile.stamp(in: directory)).set(in: directory)
    } else {
      try index.close()
    }
  }
}
