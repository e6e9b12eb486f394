public import WebText

/// What the configuration file and the files that it includes say, with every default filled in.
///
/// Plain values: reading and checking them is `Configuration.load(file:)`.
public struct Configuration: Sendable, Equatable {
  /// The path that was given to `load`.
  public var file: String
  /// The output directory, an absolute path.
  public var output: String
  public var network: NetworkSettings
  public var hosts: HostSettings
  public var dedup: DeduplicationSettings
  public var log: LogSettings
  public var parsing: ParsingSettings
  /// In the order of the files, included files after the file that includes them. Names and URLs are unique.
  public var sources: [SourceConfiguration]
  /// The included files that were read, in order; without `file` itself.
  public var includedFiles: [String]
  /// What is allowed but probably not meant: no sources, a setting that has no effect yet.
  public var warnings: [Mistake]

  /// The configuration of an empty file.
  public init(file: String) {
    self.file = file
    output = "/var/lib/tidings"
    network = NetworkSettings()
    hosts = HostSettings()
    dedup = DeduplicationSettings()
    log = LogSettings()
    parsing = ParsingSettings()
    sources = []
    includedFiles = []
    warnings = []
  }

  /// Where `tidings` looks when no `--config` is given.
  public static let defaultFile = "/etc/tidings/tidings.yaml"
}

/// `network:` which addresses may be contacted, and how many transfers may run at once.
public struct NetworkSettings: Sendable, Equatable {
  /// Ranges that the address guard lets through although they are private, loopback or link-local.
  public var allow: [Network] = []
  public var maxTransfers = 64

  public init() {}
}

/// `hosts:` limits for each host.
public struct HostSettings: Sendable, Equatable {
  /// Transfers at the same time.
  public var connections = 2
  /// From the start of one transfer to the start of the next.
  public var spacing = Duration.seconds(1)
  /// What counts as one host.
  public var by = Grouping.name
  /// Hosts with limits of their own, by name in lower case, with a port or without.
  public var overrides: [String: Override] = [:]

  public init() {}

  public enum Grouping: String, Sendable, CaseIterable {
    /// The URL's host and port.
    case name
    /// The address that it was first connected to: names of one server share its limits.
    case address
  }

  /// nil leaves the value for all hosts.
  public struct Override: Sendable, Equatable {
    public var connections: Int?
    public var spacing: Duration?

    public init() {}
  }
}

/// `parsing:` what one document may cost.
public struct ParsingSettings: Sendable, Equatable {
  /// Elements open at once.
  public var maxDepth = 100
  /// Attributes of one tag.
  public var maxAttributes = 256
  /// Bytes of one tag's attributes.
  public var maxTag = 64 << 10
  /// Bytes of a DOCTYPE's internal subset.
  public var maxDTD = 4 << 10
  /// How many times its own size a document's text may be.
  public var maxExpansion = 3
  /// Entries of one document; a source may have its own number.
  public var maxEntries = 5_000
  /// Elements in one element of an entry, and fields of one entry.
  public var maxElements = 4_096
  /// Bytes of text in one element.
  public var maxText = 4 << 20
  public var maxTitle = 4 << 10
  /// Bytes of a link or a guid.
  public var maxLink = 8 << 10
  /// CPU time for one document.
  public var time = Duration.milliseconds(1_500)

  public init() {}
}

/// `log:` the segments of the output directory.
public struct LogSettings: Sendable, Equatable {
  /// Bytes at which a segment is closed.
  public var segment = 128 << 20
  /// Bytes of a line with its newline.
  public var maxLine = 64 << 10
  /// nil: never.
  public var compressAfter: Duration?
  /// nil: kept for ever.
  public var retainAge: Duration?
  /// Bytes of all segments; nil: unlimited.
  public var retainSize: Int?

  public init() {}
}
