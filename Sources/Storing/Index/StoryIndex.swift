public import FeedModel
public import WebText

/// What the store remembers besides the log, and can always be rebuilt from it.
///
/// One implementation is SQLite; a PostgreSQL one is to come. One owner, not thread-safe; every call is
/// synchronous.
public protocol StoryIndex: AnyObject {
  /// Each source that was ever stored, by number.
  func sourceStates() throws(StoreError) -> [SourceState]
  /// The source's number, given out at the first call; it is stored with the source's first update.
  func number(ofSource name: String) throws(StoreError) -> UInt32
  /// What was in the source's feed when it was last read.
  func entries(ofSource number: UInt32) throws(StoreError) -> [EntryRecord]
  /// What was learned about the source (`SourceUpdate.learned`); empty when there is nothing.
  func learned(ofSource number: UInt32) throws(StoreError) -> [UInt8]
  /// True when the source has entries that left its feed: else there is no need to ask for them.
  func hasDeparted(source number: UInt32) -> Bool
  func departed(source number: UInt32, identity: UInt64) throws(StoreError) -> EntryRecord?
  func departed(source number: UInt32, link: UInt64) throws(StoreError) -> EntryRecord?
  /// Some of those that were seen last, the newest first.
  func departed(source number: UInt32, titleKey: UInt64) throws(StoreError) -> [EntryRecord]
  /// Founding records of the last days (`IndexRetention.recent`), oldest first.
  func recentRecords(_ body: (EntryRecord) -> Void) throws(StoreError)

  /// What was noted of hosts, at most 10,000, the ones that were asked last.
  func hostLedgers() throws(StoreError) -> [HostLedger]

  /// Every segment that is or was in the log.
  func segments() throws(StoreError) -> [SegmentRow]
  /// The next number for a line.
  func nextSeq() throws(StoreError) -> Int64
  /// nil unless the index was built from a log whose beginning was gone.
  func logFloor() throws(StoreError) -> LogFloor?
  /// One transaction: all of it or nothing.
  func apply(_ changes: IndexChanges) throws(StoreError)
  /// Drops what is older than it needs to be: recent records and departed entries, after their `IndexRetention`.
  func expire(now: UnixTime) throws(StoreError)
  func close() throws(StoreError)
}

/// One transaction's worth of changes.
public struct IndexChanges: Sendable {
  public var sources: [SourceUpdate] = []
  public var recent: [EntryRecord] = []
  public var polls: [PollRecord] = []
  /// Ledgers that changed.
  public var hosts: [HostLedger] = []
  /// New and changed rows.
  public var segments: [SegmentRow] = []
  /// nil leaves what is stored.
  public var logFloor: LogFloor?
  public var nextSeq: Int64
  public var now: UnixTime

  public init(nextSeq: Int64, now: UnixTime) {
    self.nextSeq = nextSeq
    self.now = now
  }
}

/// What the index knows about one segment. Of an open one, `size` is the log's committed position.
public struct SegmentRow: Sendable, Equatable {
  public enum State: String, Sendable {
    case open
    case closed
    /// A disk error hit it: what stands after `size` was written again to the next segment.
    case suspect
    /// Retention took it away.
    case removed
  }

  /// `stories/2026-11-23-000042.ndjson`
  public var name: String
  public var stream: LogStream
  public var state: State
  /// Bytes.
  public var size: Int64 = 0
  public var lines: Int64 = 0
  /// 0 while there are no lines.
  public var firstSeq: Int64 = 0
  public var lastSeq: Int64 = 0
  /// Of a closed segment's raw bytes, 64 lower-case hex digits; nil until it was computed.
  public var sha256: String?
  /// When it was closed; nil while it is open.
  public var closed: UnixTime?
  /// Bytes of the compressed file; nil while it is raw.
  public var compressedSize: Int64?
  /// Bytes in `content/` that its lines name.
  public var contentSize: Int64 = 0

  public init(name: String, stream: LogStream, state: State) {
    self.name = name
    self.stream = stream
    self.state = state
  }
}
