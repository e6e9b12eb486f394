import FeedModel
import Fetching
import WebText

/// What was asked of hosts and answered, and the polls that did it, until they are stored.
///
/// Owned by the poller. Bounded: hosts that were not asked for longest are forgotten.
struct PolitenessLedger {
  private var hosts: [String: HostLedger]
  private var changed: Set<String> = []
  private var polls: [PollRecord] = []
  private var lastTaken: UnixTime

  private static let mostHosts = 10_000
  /// Polls that wait for the store at most, and for how long.
  private static let mostPolls = 4096
  private static let longestWait: Int64 = 20

  init(_ hosts: [HostLedger], now: UnixTime) {
    self.hosts = Dictionary(hosts.map { ($0.host, $0) }, uniquingKeysWith: { first, _ in first })
    lastTaken = now
  }

  /// In no order.
  var all: [HostLedger] { Array(hosts.values) }

  mutating func note(_ trace: PollTrace) {
    polls.append(trace.record)
    let time = trace.record.time
    for (host, counts) in trace.contacts {
      hosts[host, default: HostLedger(host: host, at: time)].note(counts, at: time)
      changed.insert(host)
    }
    if let host = trace.contacts.first?.host { hosts[host]?.rule = trace.record.rule }
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
    let taken = (polls, changed.compactMap { hosts[$0] })
    if hosts.count > Self.mostHosts + Self.mostHosts / 10 {
      let last = hosts.values.sorted { $0.last > $1.last }.prefix(Self.mostHosts)
      hosts = Dictionary(uniqueKeysWithValues: last.map { ($0.host, $0) })
    }
    return taken
  }
}

/// What one poll asked of whom.
struct PollTrace: Sendable {
  var record: PollRecord
  /// The source's host first; each hop of a redirect counts for the host that it went to.
  var contacts: [(host: String, counts: HostLedger.Counts)]

  /// A poll that got an answer.
  init(_ record: PollRecord, host: String, response: FetchResponse) {
    var counts = HostLedger.Counts()
    counts.requests = 1
    self.record = record
    contacts = []
    var hop = host
    for redirect in response.redirects {
      contacts.append((hop, counts))
      hop = Source.authority(of: redirect.url)
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
    contacts.append((hop, counts))
  }

  /// With the second request of a poll, which saw whether the server tells the truth.
  func adding(_ audit: FetchResponse?) -> PollTrace {
    guard let audit, let host = contacts.first?.host else { return self }
    var trace = self
    trace.contacts += PollTrace(record, host: host, response: audit).contacts
    return trace
  }

  /// A poll without an answer.
  init(_ record: PollRecord, host: String) {
    self.record = record
    var counts = HostLedger.Counts()
    counts.requests = 1
    counts.bytes = record.bytes
    counts.failures = 1
    contacts = [(host, counts)]
  }
}
