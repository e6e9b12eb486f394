import FeedModel
import Fetching
import WebText

/// What was asked of hosts and answered, and the polls that did it, until they are stored.
///
/// Owned by the poller. Bounded: hosts that were not asked for longest are forgotten.
struct PolitenessLedger {
  private struct Entry {
    var ledger: HostLedger
    /// It is among `changed`.
    var isChanged = false

    /// True when it was not changed before.
    mutating func note(_ counts: HostLedger.Counts, at time: UnixTime, rule: String?) -> Bool {
      ledger.note(counts, at: time)
      if let rule { ledger.rule = rule }
      defer { isChanged = true }
      return !isChanged
    }
  }

  private var hosts: [String: Entry]
  private var changed: [String] = []
  private var polls: [PollRecord] = []
  private var lastTaken: UnixTime

  private static let mostHosts = 10_000
  /// Polls that wait for the store at most, and for how long.
  private static let mostPolls = 4096
  private static let longestWait: Int64 = 20

  init(_ hosts: [HostLedger], now: UnixTime) {
    self.hosts = Dictionary(
      hosts.map { ($0.host, Entry(ledger: $0)) }, uniquingKeysWith: { first, _ in first })
    lastTaken = now
  }

  /// In no order.
  var all: [HostLedger] { hosts.values.map(\.ledger) }

  mutating func note(_ trace: PollTrace) {
    polls.append(trace.record)
    note(trace.first, at: trace.record.time, rule: trace.record.rule)
    for contact in trace.further { note(contact, at: trace.record.time) }
  }

  private mutating func note(_ contact: PollTrace.Contact, at time: UnixTime, rule: String? = nil) {
    let host = contact.host
    let isNew = hosts[host, default: Entry(ledger: HostLedger(host: host, at: time))]
      .note(contact.counts, at: time, rule: rule)
    if isNew { changed.append(host) }
  }

  func isDue(now: UnixTime) -> Bool {
    guard !polls.isEmpty else { return false }
    return polls.count >= Self.mostPolls || now >= lastTaken.adding(seconds: Self.longestWait)
      || now < lastTaken
  }

  /// What is to be stored.
  mutating func take(now: UnixTime) -> (polls: [PollRecord], hosts: [HostLedger]) {
    defer {
      polls = []
      changed = []
      lastTaken = now
    }
    let taken = (polls, changed.compactMap { hosts[$0]?.ledger })
    for host in changed { hosts[host]?.isChanged = false }
    if hosts.count > Self.mostHosts + Self.mostHosts / 10 {
      let last = hosts.values.sorted { $0.ledger.last > $1.ledger.last }.prefix(Self.mostHosts)
      hosts = Dictionary(uniqueKeysWithValues: last.map { ($0.ledger.host, $0) })
    }
    return taken
  }
}

/// What one poll asked of whom.
struct PollTrace: Sendable {
  var record: PollRecord
  /// With the source's host.
  var first: Contact
  /// Each hop of a redirect counts for the host that it went to.
  var further: [Contact] = []

  struct Contact: Sendable {
    var host: String
    var counts: HostLedger.Counts
  }

  /// A poll that got an answer.
  init(_ record: PollRecord, host: String, response: FetchResponse) {
    var counts = HostLedger.Counts()
    counts.requests = 1
    self.record = record
    first = Contact(host: host, counts: counts)
    for redirect in response.redirects {
      further.append(Contact(host: HostAuthority.text(redirect.url), counts: counts))
    }
    counts.bytes = response.bytesReceived
    switch response.outcome {
    case .body: counts.documents = 1
    case .notModified: counts.unchanged = 1
    case .tooManyRequests: counts.waits = 1
    case .unavailable(let retryAfter): counts.waits = retryAfter == nil ? 0 : 1
    case .gone, .httpError: break
    }
    switch response.outcome {
    case .body, .notModified: counts.failures = record.outcome == .parseFailed ? 1 : 0
    default: counts.failures = 1
    }
    if further.isEmpty { first.counts = counts } else { further[further.count - 1].counts = counts }
  }

  /// With the second request of a poll, which saw whether the server tells the truth.
  func adding(_ audit: FetchResponse?) -> PollTrace {
    guard let audit else { return self }
    var trace = self
    let second = PollTrace(record, host: first.host, response: audit)
    trace.further += [second.first] + second.further
    return trace
  }

  /// A poll without an answer.
  init(_ record: PollRecord, host: String) {
    self.record = record
    var counts = HostLedger.Counts()
    counts.requests = 1
    counts.bytes = record.bytes
    counts.failures = 1
    first = Contact(host: host, counts: counts)
  }
}
