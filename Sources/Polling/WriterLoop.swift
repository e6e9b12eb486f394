import Deduplicating
import FeedModel
import Glibc
import Logging
import Storing
import WebText

/// The writer's thread: takes what waits, decides, and flushes batch after batch.
final class WriterLoop {
  private let store: Store
  private let shared: SharedDeduplicator
  private let writesSightings: Bool
  private let log: Logger
  private let clock: @Sendable () -> UnixTime
  private let beat: @Sendable () -> Void

  private var batch = Batch()
  /// Sources that have an update in `batch`: a batch takes one update a source.
  private var updated: Set<UInt32> = []
  /// `batch` has hosts' ledgers: a batch takes one of each host.
  private var hasHistory = false
  private var pending: [Pending] = []
  /// The stories of the last days by scope. Read from the index when the first new entry asks for it: a pass in
  /// which nothing is new never does.
  private var windows: [String: RecentStories] = [:]
  /// Groups of the sources that have one, by number.
  private var groups: [UInt32: String] = [:]
  private let matching: StoryWriter.Matching
  private var lastTidying: UnixTime
  private var failure: StoreError?

  /// A submission whose last entry is in the batch.
  private struct Pending {
    var submission: Submission
    var stored: StoredFeed
    var state: SourceState
  }

  /// The loop turns at least this often, for the watchdog and for closing an idle day's segment.
  private static let longestPause = 5
  /// Records older than this, in seconds, match nothing any more: window, zone slack and late polls.
  private let windowSeconds: Int64

  init(
    store: Store, deduplicator: SharedDeduplicator, matching: StoryWriter.Matching, writesSightings: Bool,
    log: Logger,
    clock: @escaping @Sendable () -> UnixTime, beat: @escaping @Sendable () -> Void
  ) {
    self.store = store
    windowSeconds = store.retention.recent
    shared = deduplicator
    self.matching = matching
    self.writesSightings = writesSightings
    self.log = log
    self.clock = clock
    self.beat = beat
    lastTidying = clock()
  }

  func run(_ writer: StoryWriter) {
    while let messages = writer.mailbox.takeAll(waiting: Self.longestPause) {
      beat()
      checkPlace(writer)
      for message in messages { take(message, writer) }
      flush(writer)
      tidyIfDue(writer)
    }
    guard failure == nil else { return }
    do throws(StoreError) { try store.close() } catch { fail(error, writer) }
  }

  private func checkPlace(_ writer: StoryWriter) {
    guard failure == nil else { return }
    do throws(StoreError) {
      try store.checkPlace()
    } catch {
      fail(error, writer)
    }
  }

  private func take(_ message: WriterMessage, _ writer: StoryWriter) {
    switch message {
    case .feed(let submission):
      if let failure { return submission.completion.resume(returning: .failure(failure)) }
      do throws(StoreError) {
        try take(submission, writer)
      } catch {
        fail(error, writer)
        submission.completion.resume(returning: .failure(error))
      }
    case .note(let state, let events):
      guard failure == nil else { return }
      do throws(StoreError) { try take(state, events, writer) } catch { fail(error, writer) }
    case .history(let polls, let hosts):
      guard failure == nil else { return }
      if hasHistory { flush(writer) }
      batch.append(polls: polls, hosts: hosts)
      hasHistory = true
    case .configure(let sources, let continuation):
      continuation.resume(returning: numbers(of: sources))
    case .rotate(let continuation):
      flush(writer)
      continuation.resume(returning: rotate(writer))
    }
  }

  private func rotate(_ writer: StoryWriter) -> Result<Void, StoreError> {
    if let failure { return .failure(failure) }
    do throws(StoreError) {
      try store.rotate()
      return .success(())
    } catch {
      if !error.isTransient { fail(error, writer) }
      return .failure(error)
    }
  }

  private func numbers(of sources: [StoryWriter.SourceGroup]) -> Result<[UInt32], StoreError> {
    do throws(StoreError) {
      var numbers: [UInt32] = []
      var groups: [UInt32: String] = [:]
      for source in sources {
        let number = try store.number(ofSource: source.name)
        numbers.append(number)
        groups[number] = source.group
      }
      if groups != self.groups {
        self.groups = groups
        windows = [:]
      }
      return .success(numbers)
    } catch {
      return .failure(error)
    }
  }

  private func take(
    _ state: Boxed<SourceState>, _ events: [StoryLine], _ writer: StoryWriter
  ) throws(StoreError) {
    let number = state.value.number
    if updated.contains(number) { flush(writer) }
    for event in events { batch.append(event) }
    batch.append(SourceUpdate(state: state.value))
    updated.insert(number)
    if batch.isFull { flush(writer) }
  }

  // MARK: - One feed

  private func take(_ submission: Submission, _ writer: StoryWriter) throws(StoreError) {
    let number = submission.source.number
    if updated.contains(number) { flush(writer) }
    var mark = store.marks.begin(submission.source.name)
    defer { store.marks.end(mark) }
    let deduplicator = shared.value
    var feed = FeedInProgress(
      submission, known: try store.entries(ofSource: number),
      learned: try store.index.learned(ofSource: number),
      floor: store.logFloor, with: deduplicator)
    let scope = scope(ofSource: number)
    let hasDeparted = store.index.hasDeparted(source: number)
    try feed.lookAhead(with: deduplicator) { (entry, feed) throws(StoreError) in
      if hasDeparted { try recall(entry, &feed) }
    }
    // Oldest first, as most feeds are ordered: so the log is in the order in which things happened.
    for place in submission.entries.indices.reversed() {
      // Entry and item are lent, not copied with all their strings.
      #if DEBUG
        TestCrash.at("deduplicate", submission.entries[place].title)
      #endif
      if submission.identified == nil, feed.reissued(place) == nil,
        let decision = deduplicator.unchanged(submission.items[place], from: feed.source, in: feed.known)
      {
        feed.takeUnchanged(decision, submission.items[place])
        continue
      }
      var decision = try decide(place, of: &feed, scope, hasDeparted: hasDeparted, with: deduplicator)
      if let line = feed.take(
        &decision, submission.entries[place], feed.item(place), writesSightings: writesSightings)
      {
        batch.append(line)
      }
      if feed.isRecent(decision) {
        if let scope { windows[scope]?.insert(decision.record) }
        batch.append(recent: decision.record)
      }
      if batch.isFull {
        // The records of what is in the log already go with it; the validators wait for the rest.
        batch.append(SourceUpdate(state: feed.stateBefore, entries: feed.known.records))
        updated.insert(number)
        // Not to blame for what happens at the disk.
        store.marks.end(mark)
        flush(writer)
        mark = store.marks.begin(submission.source.name)
        if let failure { throw failure }
      }
    }
    feed.finish()
    let state = submission.stateAfter(feed.stored)
    for event in submission.events { batch.append(event) }
    for event in feed.stored.events {
      batch.append(StoryLine(event: event, source: submission.source.name, time: submission.now))
    }
    batch.append(feed.update(state))
    updated.insert(number)
    pending.append(Pending(submission: submission, stored: feed.stored, state: state))
  }

  /// Decides about an entry that is not known at first sight.
  private func decide(
    _ place: Int, of feed: inout FeedInProgress, _ scope: String?, hasDeparted: Bool,
    with deduplicator: Deduplicator
  ) throws(StoreError) -> Decision {
    if let decision = feed.reissued(place) { return decision }
    let entry = feed.identify(place, with: deduplicator)
    if hasDeparted { try recall(entry, &feed) }
    return deduplicator.decide(
      entry, in: &feed.known, recent: try window(scope),
      isDeduplicated: scope != nil && feed.source.settings.isDeduplicated)
  }

  /// Brings an entry that had left the feed back to the known ones, so that it is recognized.
  private func recall(_ entry: IdentifiedEntry, _ feed: inout FeedInProgress) throws(StoreError) {
    let source = feed.source.number
    let record = entry.record
    guard feed.known.record(identity: record.identity) == nil else { return }
    if let known = try store.index.departed(source: source, identity: record.identity) {
      return feed.recall(known)
    }
    // Not by its guid, but by its link, or by a guid that counted when it was stored.
    if record.link != 0, let known = try store.index.departed(source: source, link: record.link) {
      return feed.recall(known)
    }
    if entry.otherGuid != 0, let known = try store.index.departed(source: source, identity: entry.otherGuid) {
      return feed.recall(known)
    }
    // Entries of the same title: the same one under new ids, or a column's earlier ones.
    guard feed.asksForTitle(record.titleKey), feed.known.records(titleKey: record.titleKey).isEmpty else {
      return
    }
    for known in try store.index.departed(source: source, titleKey: record.titleKey).reversed()
    where feed.known.record(identity: known.identity) == nil {
      feed.recall(known)
    }
  }

  /// Among which sources a source's stories are looked for: a key of `windows`; nil for among its own only.
  private func scope(ofSource number: UInt32) -> String? {
    switch matching {
    case .global: ""
    case .group: groups[number]
    case .source: nil
    }
  }

  /// The stories of the last days within a scope.
  private func window(_ scope: String?) throws(StoreError) -> RecentStories {
    guard let scope else { return RecentStories() }
    if let window = windows[scope] { return window }
    var records: [EntryRecord] = []
    try store.recentRecords { record in
      if self.scope(ofSource: record.source) == scope { records.append(record) }
    }
    let window = RecentStories(records)
    windows[scope] = window
    return window
  }

  // MARK: - One batch

  private func flush(_ writer: StoryWriter) {
    guard failure == nil, !batch.isEmpty else { return finishPending() }
    do throws(StoreError) {
      _ = try store.commit(batch)
    } catch {
      guard error.isTransient else { return fail(error, writer) }
      guard waitForSpace(error, writer) else { return }
    }
    batch.removeAll()
    updated = []
    hasHistory = false
    finishPending()
  }

  /// The disk is full: tries again, ever more rarely, until it works or the daemon stops.
  private func waitForSpace(_ error: StoreError, _ writer: StoryWriter) -> Bool {
    log.error(
      "no space on the disk: polling pauses until there is; nothing is lost",
      metadata: ["stage": "store", "error": "\(error)", "hint": "free space on the output directory's disk"])
    writer.setStalled(true)
    defer { writer.setStalled(false) }
    var delay: UInt32 = 1
    while true {
      for _ in 0..<delay {
        beat()
        if writer.mailbox.isClosedToMore {
          // Recovery completes the batch at the next start.
          fail(error, writer)
          return false
        }
        sleep(1)
      }
      do throws(StoreError) {
        _ = try store.retry()
        log.notice(
          "space on the disk again: everything is stored, polling goes on", metadata: ["stage": "store"])
        return true
      } catch {
        guard error.isTransient else {
          fail(error, writer)
          return false
        }
      }
      delay = min(delay * 2, 60)
    }
  }

  private func finishPending() {
    let done = pending
    pending = []
    for one in done {
      if let failure {
        one.submission.completion.resume(returning: .failure(failure))
      } else {
        one.submission.completion.resume(
          returning: .success(StoredSubmission(feed: one.stored, state: one.state)))
      }
    }
  }

  private func fail(_ error: StoreError, _ writer: StoryWriter) {
    if failure == nil {
      failure = error
      if case .indexCorrupt = error { store.markIndexBroken() }
      log.critical(
        "the store failed: nothing is written any more", metadata: ["stage": "store", "error": "\(error)"])
      writer.fail(error)
    }
    batch = Batch()
    updated = []
    hasHistory = false
    finishPending()
  }

  /// What has to be done now and then, also when there is never a quiet moment.
  private func tidyIfDue(_ writer: StoryWriter) {
    guard failure == nil else { return }
    let now = clock()
    // Or when the clock was set back.
    guard now > lastTidying.adding(seconds: 300) || now < lastTidying else { return }
    lastTidying = now
    do throws(StoreError) {
      try store.tidy()
    } catch {
      if !error.isTransient { fail(error, writer) }
    }
    guard store.isClockSteady else { return }
    for scope in windows.keys { windows[scope]?.expire(before: now.seconds - windowSeconds) }
  }
}
