import Deduplicating
import FeedModel
import Fetching
import Glibc
import Logging
import Parsing
import Scheduling
import Storing
import WebText

/// One poll of one source: fetch → parse → identify → deduplicate → append → announce.
///
/// Identify, deduplicate and append happen on the writer's thread (`WriterLoop`), so that all sources are
/// compared in one order. A class, because what it knows of its source is large: it goes from task to task by
/// reference.
final class PollSource: Sendable {
  private let boxedSource: Boxed<Source>
  private let boxedState: Boxed<SourceState>
  var source: Source { boxedSource.value }
  /// What is known about the source before this poll.
  var state: SourceState { boxedState.value }
  let deduplicator: SharedDeduplicator
  let fetcher: any DocumentFetching
  let writer: StoryWriter
  let health: NetworkWatch
  /// Where suspects wait to be read alone; nil while there are none.
  let gate: ReadingGate?
  let log: Logger
  let clock: @Sendable () -> UnixTime
  /// Tells the poller whether the fetch is slow.
  let progress: FetchProgress
  let began = ContinuousClock.now

  init(
    source: Boxed<Source>, state: Boxed<SourceState>, deduplicator: SharedDeduplicator,
    fetcher: any DocumentFetching,
    writer: StoryWriter, health: NetworkWatch, gate: ReadingGate?, log: Logger,
    clock: @escaping @Sendable () -> UnixTime, progress: FetchProgress = FetchProgress()
  ) {
    boxedSource = source
    boxedState = state
    self.deduplicator = deduplicator
    self.fetcher = fetcher
    self.writer = writer
    self.health = health
    self.gate = gate
    self.log = log
    self.clock = clock
    self.progress = progress
  }

  /// How the poll ended, and what is known about the source now.
  final class End: Sendable {
    let result: PollResult
    let state: Boxed<SourceState>
    /// What was asked and answered; nil when nothing can be said.
    let trace: PollTrace?
    /// The address of the host that was asked, when a connection was made to it.
    let address: IPAddress?
    /// Until when the whole host asked to be left alone.
    let hostHold: UnixTime?
    /// The host that asked for it, where redirects led to another than was asked first.
    let heldHost: String?

    init(
      result: PollResult, state: Boxed<SourceState>, trace: PollTrace? = nil, address: IPAddress? = nil,
      hostHold: UnixTime? = nil, heldHost: String? = nil
    ) {
      self.result = result
      self.state = state
      self.trace = trace
      self.address = address
      self.hostHold = hostHold
      self.heldHost = heldHost
    }
  }

  func run() async -> End {
    do throws(StageFailure) {
      let response = try await fetch()
      if response.outcome == .notModified { return unchanged(response) }
      // This may be the fetcher's own thread, and all that follows is work.
      return await withTaskExecutorPreference(globalConcurrentExecutor) { await take(response) }
    } catch {
      return failed(error)
    }
  }

  /// What to do with an answer that has, or should have, a body.
  private func take(_ response: FetchResponse) async -> End {
    do throws(StageFailure) {
      let response = try decoded(response)
      guard let document = try document(in: response) else { return await unchangedAgain(response) }
      return await read(document, response)
    } catch {
      return failed(error)
    }
  }

  /// Apart from `run`, so that a poll without a document does not need the memory for all this.
  private func read(_ document: Document, _ response: FetchResponse) async -> End {
    do throws(StageFailure) {
      await gate?.enter(alone: state.isSuspect)
      defer { gate?.leave(alone: state.isSuspect) }
      let feed = try parse(document, response)
      let stored = try await append(feed, of: document, response)
      clearSuspicion()
      announce(stored.feed, response, stored.state)
      let trace = trace(.feed, response, stored.state, newEntries: stored.feed.newEntries)
      let (state, audit) =
        isRetriedWhole ? await triedWithConditions(stored.state) : await audited(stored, response)
      return End(
        result: .stored(stored.feed), state: Boxed(state), trace: trace.adding(audit),
        address: address(response))
    } catch {
      return failed(error)
    }
  }

  // MARK: - Fetch

  private func fetch() async throws(StageFailure) -> FetchResponse {
    defer { progress.finish() }
    do throws(FetchError) {
      let response = try await fetcher.receive(request(isWhole: isAudit || isRetriedWhole))
      health.answered(source.host)
      return response
    } catch {
      throw StageFailure(source: source.name, .fetch(error))
    }
  }

  private func decoded(_ response: FetchResponse) throws(StageFailure) -> FetchResponse {
    var response = response
    do throws(FetchError) {
      try response.decode(limit: source.request.limits.maxBody)
    } catch {
      throw StageFailure(source: source.name, .fetch(error))
    }
    return response
  }

  /// True when this poll asks for the whole document, to see whether the source's 304s are true.
  var isAudit: Bool { state.fetching.isAuditDue(source.name, now: clock()) }

  /// - Parameter isWhole: true makes it unconditional.
  func request(isWhole: Bool) -> FetchRequest {
    var request = source.request
    request.url = state.fetching.url(for: source.request.url)
    if request.url != source.request.url { request.owner = source.request.url }
    let isDistrusted = state.fetching.distrustsValidators(now: clock())
    request.progress = progress
    request.validators = isWhole || isDistrusted ? nil : state.validators
    return request
  }

  /// A body that was not stored before.
  struct Document {
    var bytes: [UInt8]
    var hash: UInt64
  }

  /// nil when nothing changed: a 304, or the body that was stored last.
  func document(in response: FetchResponse) throws(StageFailure) -> Document? {
    switch response.outcome {
    case .notModified: return nil
    case .body:
      let hash = max(1, StableHash.hash64(response.body))
      return hash == state.bodyHash ? nil : Document(bytes: response.body, hash: hash)
    default:
      throw StageFailure(
        source: source.name, .answer(response.outcome), response: response, isRefusal: isRefusal(response))
    }
  }

  /// Whether a page that came with a status of no document stands in a program's way. That is an error's as a
  /// rule; some walls answer 202.
  private func isRefusal(_ response: FetchResponse) -> Bool {
    guard !response.body.isEmpty else { return false }
    return writer.marks.during(source.name) {
      do throws(ParseError) {
        _ = try FeedParser(limits: source.parsing).parse(
          response.body, url: response.url, contentType: response.headers.contentType)
        return false
      } catch {
        return error.isRefusal
      }
    }
  }

  // MARK: - Parse

  private func parse(_ document: Document, _ response: FetchResponse) throws(StageFailure) -> Feed {
    if state.isSuspect { writer.marks.documents.keep(document.bytes, of: source.name) }
    do throws(ParseError) {
      return try writer.marks.during(source.name) { () throws(ParseError) in
        var feed = try FeedParser(limits: source.parsing).parse(
          document.bytes, url: base(response.url), contentType: response.headers.contentType,
          zone: source.zone)
        // It would be stored without what is missing, and the whole one as another story.
        if feed.isLastEntryCut { feed.entries.removeLast() }
        #if DEBUG
          for entry in feed.entries { TestCrash.at("parse", entry.title) }
        #endif
        return feed
      }
    } catch {
      throw StageFailure(source: source.name, .parse(error), response: response)
    }
  }

  /// What links are relative to. Without the query, which may hold a key of ours: only an empty link, or one to
  /// a place in the document, would repeat it.
  private func base(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

  // MARK: - Identify, deduplicate, append

  private func append(
    _ feed: Feed, of document: Document, _ response: FetchResponse
  ) async throws(StageFailure) -> StoredSubmission {
    let now = clock()
    let itemSource = ItemSource(
      name: source.name, number: state.number, feedTitle: feed.title, url: source.request.url,
      settings: source.dedup, rules: deduplicator.value.rules)
    do throws(StoreError) {
      return try await writer.store(
        source: itemSource, stateBefore: state, feed: feed, isDelta: response.isDelta,
        events: recovery(now) + moves(response, now), now: now
      ) { stored in
        self.state(after: stored, of: feed, document, response, now)
      }
    } catch {
      throw StageFailure(source: source.name, .store(error), response: response)
    }
  }

  /// The source's document was read to its end, and stored or refused.
  func clearSuspicion() {
    guard state.isSuspect else { return }
    writer.marks.documents.discard(source.name)
    log.notice("the document was read to its end: no longer suspect", metadata: ["source": "\(source.name)"])
  }

  private func state(
    after stored: StoredFeed, of feed: Feed, _ document: Document, _ response: FetchResponse, _ now: UnixTime
  ) -> SourceState {
    var report = PollReport(now: now, result: .feed(newEntries: stored.isBackfill ? 0 : stored.newEntries))
    report.hints = PublisherHints(feed)
    report.published = stored.published
    report.shown = response.isDelta ? nil : stored.entries
    report.hasGap = stored.hasGap
    report.freshFor = Freshness(response.headers, now: now)?.remainingSeconds
    var after = state
    PollSchedule(limits: source.limits).next(after: report, of: state).apply(to: &after)
    after.notePoll(at: now, url: source.request.url, status: response.status)
    after.noteSuccess(at: now)
    after.acquit()
    after.keep(response.validators, finalURL: response.url)
    after.fetching.noteAnswer(response, now: now)
    _ = after.fetching.noteMove(response, for: source.request, now: now)
    after.bodyHash = document.hash
    after.feedTitle = feed.title
    after.stories += Int64(stored.stories)
    after.sightings += Int64(stored.sightings)
    after.revisions += Int64(stored.revisions)
    if stored.newEntries > 0 { after.lastNewEntry = now }
    return after
  }

  // MARK: - Nothing new, or nothing at all

  /// The body that was stored last.
  private func unchangedAgain(_ response: FetchResponse) async -> End {
    let end = unchanged(response)
    guard isRetriedWhole else { return end }
    let (state, trial) = await triedWithConditions(end.state.value)
    return End(
      result: end.result, state: Boxed(state), trace: end.trace?.adding(trial), address: end.address)
  }

  private func unchanged(_ response: FetchResponse) -> End {
    let now = clock()
    var report = PollReport(now: now, result: .unchanged)
    report.freshFor = Freshness(response.headers, now: now)?.remainingSeconds
    var after = state
    PollSchedule(limits: source.limits).next(after: report, of: after).apply(to: &after)
    after.notePoll(at: now, url: source.request.url, status: response.status)
    after.noteSuccess(at: now)
    after.keep(response.validators, finalURL: response.url)
    after.fetching.noteAnswer(response, now: now)
    let events = recovery(now) + moves(response, now)
    _ = after.fetching.noteMove(response, for: source.request, now: now)
    let boxed = Boxed(after)
    writer.note(boxed, events: events)
    if response.outcome != .notModified {
      log.info(
        "poll: the same body again",
        metadata: [
          "source": "\(source.name)", "status": "\(response.status)", "bytes": "\(response.bytesReceived)",
        ])
    } else {
      log.debug("poll: not modified", metadata: ["source": "\(source.name)"])
    }
    return End(
      result: .unchanged, state: boxed, trace: trace(.unchanged, response, after),
      address: address(response))
  }

  private func failed(_ failure: StageFailure) -> End {
    if failure.isInterruption { return End(result: .interrupted, state: boxedState) }
    let now = clock()
    let isKnownDown = health.isDown
    var report = PollReport(now: now, result: .failed(kind(of: failure)))
    let isNews = if isKnownDown, case .failed(.ourNetwork) = report.result { false } else { true }
    let isGone: Bool = if case .answer(.gone) = failure.underlying { true } else { false }
    var memory = state.fetching
    let isGivenUp =
      failure.countsAgainstAddress(report) && memory.noteFailure(source.request, isGone: isGone, now: now)
    // What is gone may still be at the configured URL.
    if isGone { report.result = isGivenUp ? .failed(.lasting) : .gone }
    report.retryAfter = failure.retryAfter(now: now)
    let decision = PollSchedule(limits: source.limits).next(after: report, of: state)
    var after = state
    decision.apply(to: &after)
    after.notePoll(at: now, url: source.request.url, status: failure.status)
    after.fetching = memory
    if case .parse = failure.underlying {
      after.acquit()
      clearSuspicion()
    }
    after.lastError = "\(failure.stage.rawValue): \(failure.reason)"
    after.trouble = failure.trouble
    if !source.holdsHost { after.hostHold = nil }
    let hostHold = after.hostHold
    let heldHost = failure.response.flatMap(redirectedHost)
    // What the state has is the source's own host's.
    if heldHost != nil { after.hostHold = nil }
    writer.note(after, events: events(of: failure, after, now) + (isGivenUp ? [movedBack(now)] : []))
    log.log(
      level: isNews ? .warning : .debug, "poll failed",
      metadata: [
        "source": "\(source.name)", "stage": "\(failure.stage.rawValue)",
        "error": "\(LogText.safe(failure.reason))", "hint": "\(failure.hint)",
        "failures": "\(after.consecutiveFailures)", "next": "\(after.nextPoll?.rfc3339 ?? "")",
        "because": "\(after.nextPollReason)",
      ])
    return End(
      result: .failed(failure), state: Boxed(after), trace: trace(failure, after),
      address: failure.response.flatMap(address), hostHold: hostHold, heldHost: heldHost)
  }

}

extension PublisherHints {
  fileprivate init(_ feed: Feed) {
    self.init()
    ttlMinutes = feed.ttlMinutes
    updatePeriod = feed.updatePeriod
    updateFrequency = feed.updateFrequency
    skipHours = feed.skipHours
    skipDays = feed.skipDays
  }
}
