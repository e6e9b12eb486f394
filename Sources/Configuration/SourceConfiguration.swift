public import WebText

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
  /// When the source is left alone, by its `timezone`, else UTC; nil: at no time.
  public var quietHours: QuietSetting?
  /// What a server that asks to wait holds.
  public var retryAfter = WaitScope.host
  /// The whole transfer.
  public var timeout = Duration.seconds(60)
  /// Decoded bytes.
  public var maxBody = 16 << 20
  /// Entries of one document; nil: `parsing.max_entries`.
  public var maxEntries: Int?
  /// Sent to this source's own origin only.
  public var headers: [HeaderField] = []
  public var authentication: Authentication?
  public var clientCertificate: ClientCertificate?
  /// Certificates in PEM to trust besides the system's.
  public var caFile: String?
  /// Take cookies, and send them back.
  public var takesCookies = false
  public var proxy: Proxy?
  public var addresses = AddressFamily.any
  /// nil: the program's own.
  public var userAgent: String?
  /// In addition to `network.allow`.
  public var allow: [Network] = []
  /// Further names of the outlet, as they stand in titles.
  public var aliases: [String] = []
  /// The feed carries other outlets' stories, with ` - Outlet` at the end of titles.
  public var isAggregator = false
  public var dates = DateTrust.auto
  /// false: nothing is learned about the source.
  public var learn = true
  public var guid = GuidTrust.auto
  /// false: this source's entries are never matched with another source's.
  public var isDeduplicated = true
  /// false: this source's titles are not compared with those that are nearly the same.
  public var nearTitles = true
  /// Labels in this source's titles, besides the built-in tables and `dedup.labels`.
  public var labels = TitleLabels()

  public init(name: String, url: String) {
    self.name = name
    self.url = url
  }

  /// True when the other one differs in name and address only.
  public func isLike(_ other: SourceConfiguration) -> Bool {
    var other = other
    (other.name, other.url) = (name, url)
    return self == other
  }

  public enum WaitScope: String, Sendable, CaseIterable {
    /// All sources of the host.
    case host
    /// The source whose answer it was.
    case url
  }

  public enum DateTrust: String, Sendable, CaseIterable {
    /// The publisher's dates, until they are seen to move.
    case auto
    case trust
    /// The publisher's dates move or lie: use when the entry was first seen.
    case firstSeen = "first_seen"
  }

  public enum GuidTrust: String, Sendable, CaseIterable {
    /// The publisher's guids, until they are seen to be shared or to change.
    case auto
    case trust
    /// The publisher's guids are no identity: use the link, else title and time.
    case ignore
  }
}

extension SourceConfiguration {
  /// How the source proves who asks: RFC 7617, RFC 7616, RFC 6750.
  public enum Authentication: Sendable, Equatable {
    case basic(user: String, password: Secret)
    case digest(user: String, password: Secret)
    case bearer(Secret)
  }

  /// A certificate of our own for TLS: files in PEM.
  public struct ClientCertificate: Sendable, Equatable {
    public var file: String
    /// nil: in `file` too.
    public var key: String?
    /// Of the key.
    public var password: Secret?
  }

  /// Who connects in our place.
  public struct Proxy: Sendable, Equatable {
    public var url: String
    public var user: String?
    public var password: Secret?
  }

  /// Which addresses of a host are tried.
  public enum AddressFamily: String, Sendable, CaseIterable {
    case any
    case ipv4 = "4"
    case ipv6 = "6"
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
  public var value: Secret

  public init(name: String, value: Secret) {
    self.name = name
    self.value = value
  }

  public init(name: String, value: String) {
    self.init(name: name, value: Secret(value))
  }
}
