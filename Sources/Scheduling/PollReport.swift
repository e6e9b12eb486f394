public import WebText

/// What one poll of one source gave, as far as the next one depends on it.
public struct PollReport: Hashable, Sendable {
  /// When the poll ended.
  public var now: UnixTime
  public var result: Result
  /// What the feed says of its pace; nil when no feed was read (a 304, a failure): the state's last are used.
  public var hints: PublisherHints?
  /// Seconds that the answer says it stays fresh for: `Freshness.remainingSeconds`; nil when it does not say.
  public var freshFor: Int64?
  /// Seconds that the server asked to wait: on 429 and 503 for its host, else for the source.
  public var retryAfter: Int64?
  /// When the new entries were published, as far as they say so exactly; at the first poll, all entries.
  public var published: [UnixTime] = []
  /// Entries in the document; nil when it was not read.
  public var shown: Int?
  /// True when none of the last document's entries was in this one: some may have come and gone unseen.
  public var hasGap = false

  public enum Result: Hashable, Sendable {
    /// A feed with so many entries that the source had not shown before.
    case feed(newEntries: Int)
    /// 304, or a body equal to the last.
    case unchanged
    /// 410.
    case gone
    case failed(Failure)
  }

  public enum Failure: Hashable, Sendable {
    /// May go away by itself: a timeout, a 5xx, a torn body. Tried again soon, then less and less often.
    case transient
    /// Somebody must change something: 404, a document that is no feed. Never sooner than the usual interval.
    case lasting
    /// 429, or 503 with Retry-After: never sooner than twice the usual interval.
    case askedToWait
    /// No connection could be made. It may be our own network, also where there are too few hosts to tell
    /// (`NetworkHealth`): tried each hour at least, which costs a server that is down nothing.
    case unreachable
    /// While all hosts fail (`NetworkHealth.isDown`): not the source's failure, and not counted.
    case ourNetwork
  }

  public init(now: UnixTime, result: Result) {
    self.now = now
    self.result = result
  }
}

/// What a feed says of how often to read it.
public struct PublisherHints: Hashable, Sendable {
  /// RSS 2.0 `<ttl>`: minutes that the channel may be cached.
  public var ttlMinutes: Int?
  /// `hourly`, `daily`, `weekly`, `monthly` or `yearly`: mod_syndication `updatePeriod`.
  public var updatePeriod: String?
  /// Updates in a period: mod_syndication `updateFrequency`; nil is 1.
  public var updateFrequency: Int?
  /// Hours of the day in GMT, 0…23: RSS 2.0 `<skipHours>`. 24 is taken for 0 (RSS 0.91 counted from 1).
  public var skipHours: [Int] = []
  /// English names of days: RSS 2.0 `<skipDays>`.
  public var skipDays: [String] = []

  public init() {}
}

/// How often one source may be polled. Seconds.
public struct PollLimits: Hashable, Sendable {
  public var min: Int64
  public var max: Int64
  /// An interval that the operator fixed: neither the source's rhythm nor its publisher's hints change it.
  public var fixed: Int64?
  /// How long entries may be expected to have waited, added up, before they are worth a request: entries ×
  /// seconds. Four times as much halves the number of requests.
  public var patience = PollLimits.usualPatience
  /// Hours in which the operator wants no polls.
  public var quiet: QuietHours?

  public static let usualPatience = 600.0

  /// `min` is at least 1 and `max` at least `min`, whatever is passed.
  public init(min: Int64 = 300, max: Int64 = 86_400, fixed: Int64? = nil) {
    self.min = Swift.max(1, min)
    self.max = Swift.max(self.min, max)
    self.fixed = fixed.map { Swift.max(1, $0) }
  }
}

/// When a source is polled next, and why.
public struct PollDecision: Hashable, Sendable {
  public var nextPoll: UnixTime
  /// For people: `ttl 60 min`, `max-age 600 s`, `about 3 entries a day`, `backing off after 3 failures` …
  public var reason: String
  /// For `SourceState.consecutiveFailures`.
  public var consecutiveFailures: Int
  /// For `SourceState.entryInterval`.
  public var entryInterval: Int64
  /// For `SourceState.rhythm`.
  public var rhythm: [UInt8]
  /// For `SourceState.publisherInterval`, `.skipHours` and `.skipDays`.
  public var publisherInterval: Int64
  public var skipHours: UInt32
  public var skipDays: UInt8
  public var isGone: Bool
  /// Until when the whole host asks to be left alone: `HostBudget.hold`, and for `SourceState.hostHold`. nil
  /// when nobody asked for that.
  public var hostHold: UnixTime?
}
