public import Deduplicating
public import FeedModel
import Fetching
public import WebText

/// The state of all sources, for tools and for people.
public struct StatusReport: Sendable {
  public let states: [SourceState]
  public let now: UnixTime
  /// True while the disk is full.
  public let isStalled: Bool
  /// What was learned of sources, by their numbers; only where the index was read for it.
  public let learned: [UInt32: [LearnedFact]]

  /// The last polls of sources, by their numbers, the oldest first; only where the index was read for it.
  public let history: [UInt32: [PollRecord]]
  /// What hosts were asked for; nil where nobody asked.
  public let hosts: HostReport?
  /// Of all sources, also where `states` are some of them.
  public let holds: HostHolds

  public init(
    states: [SourceState], now: UnixTime, isStalled: Bool = false, learned: [UInt32: [LearnedFact]] = [:],
    history: [UInt32: [PollRecord]] = [:], hosts: [HostLedger]? = nil, holds: HostHolds? = nil
  ) {
    self.holds = holds ?? HostHolds(states, now: now)
    self.history = history
    self.hosts = hosts.map { HostReport($0, now: now) }
    self.learned = learned
    self.states = states
    self.now = now
    self.isStalled = isStalled
  }

  /// What a source is up to.
  public enum Condition: String, Sendable, CaseIterable {
    case new
    case ok
    case failing
    case gone
    case quarantined
    case unauthorized
    case forbidden
    case blocked
    case missing
    case notAFeed = "not-a-feed"

    /// True for a source that gives no feed now, but may again.
    var isFailing: Bool {
      switch self {
      case .failing, .unauthorized, .forbidden, .blocked, .missing, .notAFeed: true
      case .new, .ok, .gone, .quarantined: false
      }
    }

    public init(_ state: SourceState) {
      if state.quarantinedUntil != nil {
        self = .quarantined
      } else if state.isGone {
        self = .gone
      } else if let trouble = state.trouble {
        switch trouble {
        case .unauthorized: self = .unauthorized
        case .forbidden: self = .forbidden
        case .blocked: self = .blocked
        case .missing: self = .missing
        case .notAFeed: self = .notAFeed
        }
      } else if state.consecutiveFailures > 0 || !state.lastError.isEmpty {
        self = .failing
      } else {
        self = state.lastSuccess == nil ? .new : .ok
      }
    }
  }

  private func count(_ condition: Condition) -> Int {
    states.count { Condition($0) == condition }
  }

  /// One line: what `systemctl status` shows.
  public var line: String {
    let stories = states.reduce(Int64(0)) { $0 &+ $1.stories }
    let pause = isStalled ? "no space on the disk; " : ""
    let quarantined = count(.quarantined)
    let failing = states.count { Condition($0).isFailing }
    let apart = quarantined > 0 ? "\(quarantined) quarantined, " : ""
    return "\(pause)\(states.count) sources, \(failing) failing, \(count(.gone)) gone, "
      + "\(apart)\(stories) stories"
  }

  /// `status.json`: one object, with `sources` in the configured order.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("version")
    writer.string(Program.version)
    writer.key("time")
    writer.string(now.rfc3339)
    writer.key("state")
    writer.string(isStalled ? "no-space" : "running")
    writer.key("sources")
    writer.beginArray()
    for state in states {
      Self.write(
        state, learned: learned[state.number] ?? [], history: history[state.number] ?? [],
        hold: holds.hold(of: state), now: now, to: &writer)
    }
    writer.endArray()
    if let hosts {
      writer.key("hosts")
      hosts.write(to: &writer, most: HostReport.mostInStatus)
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  /// One source as an object.
  public static func write(
    _ state: SourceState, learned: [LearnedFact] = [], history: [PollRecord] = [],
    hold: HostHolds.Hold? = nil, now: UnixTime, to writer: inout JSONWriter
  ) {
    func put(_ key: StaticString, _ text: String) {
      guard !text.isEmpty else { return }
      writer.key(key)
      writer.string(text)
    }
    func put(_ key: StaticString, _ number: Int64) {
      writer.key(key)
      writer.number(number)
    }
    writer.beginObject()
    put("name", state.name)
    put("state", Condition(state).rawValue)
    put("url", SafeURL.text(state.url))
    put("feed_title", state.feedTitle)
    put("first_poll", state.firstPoll?.rfc3339 ?? "")
    put("last_poll", state.lastPoll?.rfc3339 ?? "")
    put("last_success", state.lastSuccess?.rfc3339 ?? "")
    put("last_new_entry", state.lastNewEntry?.rfc3339 ?? "")
    put("next_poll", state.nextPoll?.rfc3339 ?? "")
    put("next_poll_reason", state.nextPollReason)
    put("host_held_until", hold?.until.rfc3339 ?? "")
    put("host_held_for", hold?.source ?? "")
    put("moved_to", state.fetching.adopted.map { SafeURL.text($0.url) } ?? "")
    put("validators_unreliable_until", state.fetching.unreliableUntil?.rfc3339 ?? "")
    put("validators", ValidatorState(state, now: now).rawValue)
    put("host_held_until", state.hostHold?.rfc3339 ?? "")
    put("last_status", Int64(state.lastStatus))
    put("last_error", state.lastError)
    put("consecutive_failures", Int64(state.consecutiveFailures))
    if state.isSuspect {
      put("crashes", Int64(state.deaths))
      put("last_crash", state.lastCrash?.rfc3339 ?? "")
    }
    put("quarantined_until", state.quarantinedUntil?.rfc3339 ?? "")
    put("polls", state.polls)
    put("stories", state.stories)
    put("sightings", state.sightings)
    put("revisions", state.revisions)
    if state.entryInterval > 0 {
      writer.key("entries_per_day")
      writer.number((864_000 / Double(state.entryInterval)).rounded() / 10)
    }
    if !learned.isEmpty {
      writer.key("learned")
      writer.beginArray()
      for fact in learned {
        writer.beginObject()
        put("fact", fact.kind.rawValue)
        put("value", fact.value)
        put("evidence", fact.evidence)
        writer.endObject()
      }
      writer.endArray()
    }
    if !history.isEmpty { write(history, to: &writer) }
    writer.endObject()
  }

  /// `metrics.prom`: the text format of Prometheus, for node_exporter's textfile collector.
  public var metrics: [UInt8] {
    var text = ""
    func metric(_ name: String, _ type: String, _ help: String, _ values: [(String, Int64)]) {
      text += "# HELP tidings_\(name) \(help)\n# TYPE tidings_\(name) \(type)\n"
      for (labels, value) in values { text += "tidings_\(name)\(labels) \(value)\n" }
    }
    metric(
      "sources", "gauge", "Sources by state.",
      Condition.allCases.map {
        ("{state=\"\($0.rawValue)\"}", Int64(count($0)))
      })
    metric("store_stalled", "gauge", "1 while the disk is full.", [("", isStalled ? 1 : 0)])
    func perSource(_ name: String, _ help: String, _ value: (SourceState) -> Int64) {
      metric(name, "counter", help, states.map { ("{source=\"\($0.name)\"}", value($0)) })
    }
    perSource("polls_total", "Polls made.") { $0.polls }
    perSource("stories_total", "Stories stored.") { $0.stories }
    perSource("sightings_total", "Copies of stories recognized.") { $0.sightings }
    perSource("revisions_total", "Revisions of entries stored.") { $0.revisions }
    metric(
      "consecutive_failures", "gauge", "Polls that failed since the last success.",
      states.map { ("{source=\"\($0.name)\"}", Int64($0.consecutiveFailures)) })
    metric(
      "last_success_timestamp_seconds", "gauge", "When a poll last gave a feed or a 304.",
      states.compactMap { state in state.lastSuccess.map { ("{source=\"\(state.name)\"}", $0.seconds) } })
    if let hosts { text += hosts.metrics }
    return Array(text.utf8)
  }
}

/// URLs as they may be shown: without userinfo, and without the values of a query.
public enum SafeURL {
  public static func text(_ url: String) -> String { RedactedURL(url).description }
}
