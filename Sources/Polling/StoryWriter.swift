import Deduplicating
import FeedModel
public import Logging
public import Storing
import Synchronization
public import WebText

/// The single writer: decides what each entry is, and stores it, in one order for all sources.
///
/// Owns the store on a thread of its own, because it waits for disks. Polls hand it what they read and are
/// resumed once it is durable and indexed. While one batch is being synced the next one gathers.
public final class StoryWriter: Sendable {
  /// Among which sources copies of a story are looked for.
  public enum Matching: Sendable {
    case global
    /// Among sources of the same group; a source without a group stays alone.
    case group
    case source
  }

  /// A source and its group.
  public struct SourceGroup: Sendable {
    public var name: String
    public var group: String?

    public init(name: String, group: String?) {
      self.name = name
      self.group = group
    }
  }

  let mailbox = BlockingQueue<WriterMessage>()
  /// Whose documents are being worked on, for the next start should the process die over one.
  let marks: ReadingMarks
  private let stalled = Atomic(false)
  private let fatal = Mutex<StoreError?>(nil)
  private let end: AsyncStream<Never>
  private let deduplicator: SharedDeduplicator
  private let onChange: @Sendable () -> Void

  /// - Parameters:
  ///   - store: handed over; nobody else may use it afterwards.
  ///   - beat: called at least every few seconds while the writer is alive and not stuck in a disk.
  ///   - onChange: called on the writer's thread when `isStalled` or `failure` changed.
  public init(
    store: sending Store, deduplicator: SharedDeduplicator, matching: Matching = .global,
    writesSightings: Bool = true, log: Logger,
    clock: @escaping @Sendable () -> UnixTime = { UnixTime.now() },
    beat: @escaping @Sendable () -> Void = {}, onChange: @escaping @Sendable () -> Void = {}
  ) {
    let (end, continuation) = AsyncStream<Never>.makeStream()
    self.end = end
    marks = store.marks
    self.deduplicator = deduplicator
    self.onChange = onChange
    let loop = WriterLoop(
      store: store, deduplicator: deduplicator, matching: matching, writesSightings: writesSightings,
      log: log, clock: clock,
      beat: beat)
    let handover = Handover(loop)
    // A task's own, in a test of faults; a thread inherits nothing.
    let calls = FileSystem.calls
    DetachedThread { [self] in
      FileSystem.$calls.withValue(calls) { handover.loop.run(self) }
      continuation.finish()
    }.start()
  }

  /// Moves the loop to its thread, once.
  ///
  /// `@unchecked Sendable` because the thread is the only one to touch `loop` after `init`.
  private final class Handover: @unchecked Sendable {
    let loop: WriterLoop
    init(_ loop: WriterLoop) { self.loop = loop }
  }

  /// True while the disk is full: no poll should start, because nothing could be stored.
  public var isStalled: Bool { stalled.load(ordering: .relaxed) }

  /// Why the store gave up for good; nil while it works.
  public var failure: StoreError? { fatal.withLock { $0 } }

  func setStalled(_ isStalled: Bool) {
    stalled.store(isStalled, ordering: .relaxed)
    onChange()
  }

  func fail(_ error: StoreError) {
    fatal.withLock { $0 = $0 ?? error }
    onChange()
  }

  /// Stores a feed's entries and returns when they are durable and indexed.
  ///
  /// - Parameters:
  ///   - source: without its shared identities, which the feed's entries tell.
  ///   - isDelta: true when the feed holds new entries only, and the others have not left it (RFC 3229).
  func store(
    source: ItemSource, stateBefore: SourceState, feed: Feed, isDelta: Bool = false, events: [StoryLine],
    now: UnixTime,
    stateAfter: @escaping @Sendable (StoredFeed) -> SourceState
  ) async throws(StoreError) -> StoredSubmission {
    let isFirstPoll = stateBefore.finalURL == nil
    var source = source
    let (items, identified) = marks.during(source.name) {
      let items = feed.entries.map { Item($0, firstSeen: now, isBackfill: isFirstPoll) }
      source.examine(items)
      guard isFirstPoll else { return (items, [IdentifiedEntry]?.none) }
      // Here, on the core that has just read the document, and beside the writer.
      let deduplicator = deduplicator.value
      return (items, items.map { [source] in deduplicator.identify($0, from: source) })
    }
    let result = await withCheckedContinuation { [source, identified] continuation in
      let submission = Submission(
        source: source, stateBefore: stateBefore, feedTitle: feed.title, entries: feed.entries, items: items,
        identified: identified,
        warnings: feed.warnings.count, isDelta: isDelta, events: events, now: now, stateAfter: stateAfter,
        completion: continuation)
      if !mailbox.put(.feed(submission)) { continuation.resume(returning: .failure(Self.closed)) }
    }
    return try result.get()
  }

  /// Remembers a source's state, and logs what happened to it; returns at once.
  ///
  /// A state alone may wait a moment for others: a process that dies meanwhile forgets an answer that brought
  /// nothing new, no story.
  func note(_ state: Boxed<SourceState>, events: [StoryLine] = []) {
    // A closed mailbox means that the daemon has stopped: the state is what it was at the last start.
    _ = mailbox.put(.note(state, events), isUrgent: !events.isEmpty)
  }

  func note(_ state: SourceState, events: [StoryLine] = []) { note(Boxed(state), events: events) }

  /// Remembers polls and what their hosts were asked for; returns at once.
  func note(polls: [PollRecord], hosts: [HostLedger]) {
    _ = mailbox.put(.history(polls, hosts))
  }

  /// Takes the configured sources, and returns their numbers in the index in the same order.
  public func configure(_ sources: [SourceGroup]) async throws(StoreError) -> [UInt32] {
    try await withCheckedContinuation { continuation in
      if !mailbox.put(.configure(sources, continuation)) {
        continuation.resume(returning: .failure(Self.closed))
      }
    }.get()
  }

  /// Closes the segments that have lines, and begins others.
  public func rotate() async throws(StoreError) {
    try await withCheckedContinuation { continuation in
      if !mailbox.put(.rotate(continuation)) { continuation.resume(returning: .failure(Self.closed)) }
    }.get()
  }

  /// Stores what waits, closes the store and returns when the thread has ended.
  public func close() async {
    mailbox.close()
    for await _ in end {}
  }

  private static let closed = StoreError.index("the store is closed")
}
