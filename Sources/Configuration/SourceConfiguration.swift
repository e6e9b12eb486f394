/// One source with its defaults resolved.
public struct SourceConfiguration: Sendable, Equatable {
  /// Unique, `[a-z0-9][a-z0-9._-]{0,63}`. The source's identity in the index, whatever its URL.
  public var name: String
  /// Absolute, `http` or `https`, as written.
  public var url: String
  /// nil when the source is in no group.
  public var group: String?
  /// An IANA name (`Asia/Seoul`) or a fixed offset (`+09:00`) for dates that have no zone; nil: not known.
  public var timezone: String?
  public var interval = PollInterval()
  /// The whole transfer.
  public var timeout = Duration.seconds(60)
  /// Decoded bytes.
  public var maxBody = 16 << 20
  /// Entries of one document; nil: `parsing.max_entries`.
  public var maxEntries: Int?
  /// Sent to this source's own origin only. Values may be secrets: never print them.
  public var headers: [HeaderField] = []
  /// nil: the program's own.
  public var userAgent: String?
  /// In addition to `network.allow`.
  public var allow: [AddressRange] = []
  /// Further names of the outlet, as they stand in titles.
  public var aliases: [String] = []
  /// The feed carries other outlets' stories, with ` - Outlet` at the end of titles.
  public var isAggregator = false
  public var dates = DateTrust.trust
  public var guid = GuidTrust.auto
  /// false: this source's entries are never matched with another source's.
  public var isDeduplicated = true
  /// Labels in this source's titles, besides the built-in tables and `dedup.labels`.
  public var labels = TitleLabels()

  public init(name: String, url: String) {
    self.name = name
    self.url = url
  }

  public enum DateTrust: String, Sendable, CaseIterable {
    case trust
    /// The publisher's dates move or lie: use when the entry was first seen.
    case firstSeen = "first_seen"
  }

  public enum GuidTrust: String, Sendable, CaseIterable {
    case auto
    /// The publisher's guids are no identity: use the link, else title and time.
    case ignore
  }
}

/// The limits between which a source's polling interval moves; equal for a fixed interval.
public struct PollInterval: Sendable, Equatable {
  public var min = Duration.seconds(5 * 60)
  public var max = Duration.seconds(24 * 60 * 60)

  public init() {}
}

/// A request header.
public struct HeaderField: Sendable, Equatable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
