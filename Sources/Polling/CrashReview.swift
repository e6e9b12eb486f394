public import FeedModel
import Fetching
public import Logging
import Scheduling
public import Storing
public import WebText

/// What the last run died over, at the start of this one: suspects are noted, and a source that brought the
/// program down twice is quarantined (`Quarantine`), logged and reported in the events.
public struct CrashReview {
  private let store: Store
  private let log: Logger
  private let now: UnixTime

  public init(_ store: Store, log: Logger, now: UnixTime = UnixTime.now()) {
    self.store = store
    self.log = log
    self.now = now
  }

  /// - Parameter sources: the configured ones.
  /// - Returns: what is known of all sources, those that the last run died over included.
  public func run(_ sources: [Source]) throws(StoreError) -> [SourceState] {
    var states = try store.sourceStates()
    let spared = states.compactMap { Quarantine.spared($0) }.filter { !store.marks.isLeft($0.name) }
    guard store.marks.isAnythingLeft || !spared.isEmpty else { return states }
    // Those that are not configured any more cannot do any harm.
    var judged: [SourceState] = []
    for source in sources where store.marks.isLeft(source.name) {
      var state = states.first { $0.name == source.name } ?? SourceState(name: source.name)
      state.number = try store.number(ofSource: source.name)
      state.url = StoredURL.text(source.request.url)
      judged.append(state)
    }
    judged = Quarantine.afterCrash(judged, wasKilled: store.marks.wasKilled, now: now)
    var batch = Batch()
    for state in judged {
      batch.append(SourceUpdate(state: state))
      if state.quarantinedUntil != nil { batch.append(event(state)) }
    }
    for state in spared {
      batch.append(SourceUpdate(state: state))
      if !state.isSuspect { store.marks.documents.discard(state.name) }
    }
    if !batch.isEmpty { _ = try store.commit(batch) }
    // Not before it is remembered: a start that fails here finds the marks again.
    store.marks.clear()
    for state in judged { report(state) }
    let changed = judged + spared
    let names = Set(changed.map(\.name))
    states.removeAll { names.contains($0.name) }
    return states + changed
  }

  private func report(_ state: SourceState) {
    var metadata: Logger.Metadata = ["source": "\(state.name)", "crashes": "\(state.deaths)"]
    guard let until = state.quarantinedUntil else {
      metadata["hint"] = "nothing to do: its document is read alone next"
      log.warning(
        "the program \(store.marks.wasKilled ? "was killed" : "crashed") while it read this source's document",
        metadata: metadata)
      return
    }
    metadata["until"] = "\(until.rfc3339)"
    metadata["hint"] = "tidings poll \(state.name) tries it at once; please report the document"
    if let document = document(of: state) { metadata["document"] = "\(document)" }
    log.error("quarantined: the program died again while it read this source's document", metadata: metadata)
  }

  private func event(_ state: SourceState) -> StoryLine {
    var details: [StoryLine.Event.Detail] = [
      .init(key: "crashes", value: "\(state.deaths)"),
      .init(key: "until", value: state.quarantinedUntil?.rfc3339 ?? ""),
    ]
    if let document = document(of: state) { details.append(.init(key: "document", value: document)) }
    return StoryLine(
      event: StoryLine.Event(name: "quarantined", message: state.lastError, details: details),
      source: state.name, time: now)
  }

  private func document(of state: SourceState) -> String? {
    store.marks.documents.has(state.name) ? store.marks.documents.path(state.name) : nil
  }
}
