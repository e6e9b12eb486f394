public import WebText

/// What the index remembers of one source between polls.
public struct SourceState: Sendable, Equatable {
  /// The source's configured name: its identity, whatever its URL.
  public var name: String
  /// Number of the source in the index; 0 before it is stored.
  public var number: UInt32 = 0
  /// The configured URL when last polled.
  public var url: String = ""
  /// The URL of the last body that was stored, after redirects: validators belong to it.
  public var finalURL: String?
  /// `ETag`, byte for byte (RFC 9110 §8.8.3).
  public var etag: String?
  /// `Last-Modified`, byte for byte (RFC 9110 §8.8.2).
  public var lastModified: String?
  /// Hash of the last body that was stored; 0 when there is none.
  public var bodyHash: UInt64 = 0
  public var firstPoll: UnixTime?
  public var lastPoll: UnixTime?
  /// The last poll that gave a feed or a 304.
  public var lastSuccess: UnixTime?
  public var nextPoll: UnixTime?
  /// Why `nextPoll` is when it is, for people: `interval 15m`, `ttl 60`, `backing off after 3 failures` …
  public var nextPollReason: String = ""
  /// HTTP status of the last response; 0 when there was none.
  public var lastStatus: Int = 0
  /// The last failure as it was logged, empty after a success.
  public var lastError: String = ""
  public var consecutiveFailures: Int = 0
  public var polls: Int64 = 0
  public var stories: Int64 = 0
  public var sightings: Int64 = 0
  public var revisions: Int64 = 0
  /// The feed's title when it was last read.
  public var feedTitle: String = ""
  /// When the newest entry was first seen.
  public var lastNewEntry: UnixTime?
  /// Smoothed seconds between new entries; 0 before there is evidence.
  public var entryInterval: Int64 = 0
  /// How new entries fall over the day and the week, as `Scheduling` encodes it; empty before there is evidence.
  public var rhythm: [UInt8] = []
  public var isGone: Bool = false
  /// What is wrong with the source, where its answers tell it.
  public var trouble: SourceTrouble?
  /// Until when its server asked to be left alone, in the last answer; nil when it did not.
  public var hostHold: UnixTime?
  /// Whether its 304s are believed, and where it has moved.
  public var fetching = FetchMemory()
  /// Seconds between polls that the feed itself asked for (`ttl`, `sy:`); 0 when it did not. Unclamped.
  public var publisherInterval: Int64 = 0
  /// Hours of the day (UTC) in which the feed asked not to be polled: bit n is hour n.
  public var skipHours: UInt32 = 0
  /// Days on which the feed asked not to be polled: bit 0 is Monday.
  public var skipDays: UInt8 = 0
  /// How often the program died while it read the source's document, since one was last read to its end.
  public var crashes: Int = 0
  /// How often it was killed from outside meanwhile, which may have been the document's fault (no memory left).
  public var kills: Int = 0
  /// When the last start found that the program had died so.
  public var lastCrash: UnixTime?
  /// Until when the source is left alone because of that; nil again once it has been polled.
  public var quarantinedUntil: UnixTime?

  public init(name: String) {
    self.name = name
  }

  /// How often the program died while it read the source's document, crashed or killed.
  public var deaths: Int { crashes &+ kills }

  /// True when that happened, and no document of the source has been read to its end since.
  public var isSuspect: Bool { deaths > 0 }
}
