public import FeedModel

/// What is stored together: lines for the log, and what the index is to remember once they are durable.
///
/// A batch may hold the polls of many sources; flush it when the writer is free, or at 1,000 lines, 1 MiB
/// or 200 ms (`isFull` knows the first two).
public struct Batch: Sendable {
  /// In the order in which they were added; a commit numbers them stream by stream.
  public private(set) var lines: [StoryLine] = []
  public private(set) var sources: [SourceUpdate] = []
  /// Founding records for the title window.
  public private(set) var recent: [EntryRecord] = []
  /// For the sources' histories, and the ledgers that changed.
  public private(set) var polls: [PollRecord] = []
  public private(set) var hosts: [HostLedger] = []
  /// About how many bytes the lines will take.
  public private(set) var byteCount = 0

  public static let lineLimit = 1000
  public static let byteLimit = 1 << 20

  public init() {}

  public var isEmpty: Bool {
    lines.isEmpty && sources.isEmpty && recent.isEmpty && polls.isEmpty && hosts.isEmpty
  }
  public var isFull: Bool { lines.count >= Self.lineLimit || byteCount >= Self.byteLimit }

  /// Adds a line; returns its place in `lines`, which `Committed.seq(ofLine:)` turns into its seq.
  @discardableResult
  public mutating func append(_ line: consuming StoryLine) -> Int {
    byteCount += line.approximateSize
    lines.append(line)
    return lines.count - 1
  }

  /// Empties the batch, and keeps its memory for the next.
  public mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    recent.removeAll(keepingCapacity: true)
    polls.removeAll()
    hosts.removeAll()
    byteCount = 0
  }

  /// Adds what a poll learned about its source: at most one update a source and batch.
  public mutating func append(_ update: consuming SourceUpdate) {
    sources.append(update)
  }

  /// - Parameter hosts: at most one ledger a host and batch.
  public mutating func append(polls: [PollRecord], hosts: [HostLedger]) {
    self.polls += polls
    self.hosts += hosts
  }

  public mutating func append(recent records: [EntryRecord]) {
    recent.append(contentsOf: records)
  }

  public mutating func append(recent record: EntryRecord) {
    recent.append(record)
  }
}

/// What the index is to remember of one source after a poll.
public struct SourceUpdate: Sendable {
  /// `state.number` is the number that `Store.number(ofSource:)` gave.
  public var state: SourceState
  /// Every entry that is in the feed now; nil leaves what is stored (a 304, an unchanged body, a failure).
  public var entries: [EntryRecord]?
  /// Entries that were in the feed and are not any more.
  public var departed: [EntryRecord] = []
  /// Identities of departed entries that are in the feed again.
  public var returned: [UInt64] = []
  /// What was learned about the source, opaque here; only together with `entries`. nil leaves what is stored.
  public var learned: [UInt8]?

  public init(state: SourceState, entries: [EntryRecord]? = nil) {
    self.state = state
    self.entries = entries
  }
}

/// The numbers that a batch's lines were given.
public struct Committed: Sendable, Equatable {
  var seqs: [Int64]

  /// - Parameter line: what `Batch.append` returned.
  public func seq(ofLine line: Int) -> Int64 { seqs[line] }
  public var lineCount: Int { seqs.count }
}
