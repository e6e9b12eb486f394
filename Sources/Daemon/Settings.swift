public import Configuration
public import Deduplicating
import FeedModel
public import Fetching
public import Parsing
public import Polling
public import Scheduling
public import Storing
import WebText

/// The configuration in the words of the stages.
extension Configuration {
  /// What to poll, in the configured order.
  public var pollSources: [Source] {
    // Read once, not once a source: thousands of sources share a network and a zone.
    var zones: [String: TimeZoneRules] = [:]
    for name in Set(sources.compactMap(\.timezone)) { zones[name] = TimeZoneRules(named: name) }
    var last: (configured: SourceConfiguration, source: Source)?
    return sources.map { source in
      // Most differ in name and address only, and share the rest.
      if let last, source.isLike(last.configured) { return last.source.renamed(source.name, url: source.url) }
      var result = Source(source, allowed: network.allow)
      result.parsing = parsing(of: source)
      result.zone = source.timezone.flatMap { zones[$0] }
      // Of one group only: the sources of others are by themselves, as those without a group.
      if let group = dedup.scopeGroup, source.group != group { result.group = nil }
      result.limits.quiet = source.quietHours.flatMap {
        QuietHours(from: $0.from, to: $0.to, zone: result.zone)
      }
      // Whatever stands behind the last dash comes off, as an aggregator's does.
      if dedup.suffix == .always { result.dedup.isAggregator = true }
      last = (source, result)
      return result
    }
  }

  private func parsing(of source: SourceConfiguration) -> ParseLimits {
    var limits = ParseLimits(parsing)
    limits.document = source.maxBody
    if let entries = source.maxEntries { limits.entries = entries }
    return limits
  }

  public var budget: HostBudget.Limits {
    var limits = HostBudget.Limits()
    limits.maxTransfers = network.maxTransfers
    limits.connections = hosts.connections
    limits.spacing = hosts.spacing.milliseconds
    limits.maxSlow = maxSlow
    limits.overrides = hosts.overrides.mapValues { own in
      HostBudget.Pace(
        connections: own.connections ?? hosts.connections,
        spacing: (own.spacing ?? hosts.spacing).milliseconds)
    }
    return limits
  }

  /// Slow transfers that run beside `max_transfers`: docs/decisions/0011-slow-servers.md.
  private var maxSlow: Int { 3 * network.maxTransfers }

  public var fetching: CurlLoop.Configuration {
    var fetching = CurlLoop.Configuration()
    fetching.maxTransfers = network.maxTransfers + maxSlow
    fetching.keptConnections = network.maxTransfers
    fetching.connectionsPerHost = hosts.overrides.values.reduce(hosts.connections) {
      max($0, $1.connections ?? 0)
    }
    return fetching
  }

  public var storing: Store.Options {
    var options = Store.Options()
    options.segmentLimit = Int64(log.segment)
    options.lineLimit = log.maxLine
    options.retention.recent = dedup.indexRetention.components.seconds
    options.retention.departed = dedup.identityRetention.components.seconds
    options.policy.compressAfter = log.compressAfter?.components.seconds
    options.policy.retainAge = log.retainAge?.components.seconds
    options.policy.retainSize = log.retainSize.map { Int64($0) }
    return options
  }

  /// How copies are recognized, with the operator's labels and outlets beside the built-in ones.
  public var deduplicator: Deduplicator {
    var settings = DedupSettings()
    settings.window = dedup.window.components.seconds
    settings.sameSourceWindow = dedup.sameSourceWindow.components.seconds
    settings.revisionWindow = dedup.revisionWindow.components.seconds
    settings.liveSlack = dedup.liveSlack.components.seconds
    settings.weakWeight = dedup.weakWeight
    settings.stripsTags = dedup.stripTags
    settings.usesHouseStyle = dedup.houseStyle
    settings.usesAlternateKeys = dedup.alternateKeys
    settings.matchesTruncated = dedup.truncated
    settings.learns = dedup.learn
    settings.notesNearTitles = dedup.nearTitles
    switch dedup.lead {
    case .link: settings.lead = .link
    case .merge: settings.lead = .merge
    case .off: settings.lead = .off
    }
    switch dedup.suffix {
    case .own: settings.suffix = .own
    case .known, .always: settings.suffix = .known
    case .off: settings.suffix = .off
    }
    return Deduplicator(settings: settings, rules: titleRules)
  }

  public var matching: StoryWriter.Matching {
    switch dedup.scope {
    case .global: .global
    case .group: .group
    case .source: .source
    }
  }

  /// The built-in tables with the operator's additions.
  public var titleRules: TitleRules {
    var extensions: [TitleRules.Table: String] = [:]
    for (table, words) in [
      (TitleRules.Table.version, dedup.labels.version),
      (.media, dedup.labels.media), (.genre, dedup.labels.genre), (.outlets, dedup.outlets),
    ] where !words.isEmpty {
      extensions[table] = words.joined(separator: "\n") + "\n"
    }
    return extensions.isEmpty ? .standard : TitleRules(extensions: extensions)
  }
}

extension ParseLimits {
  /// What a document may cost by the configuration.
  public init(_ parsing: ParsingSettings) {
    self.init()
    depth = parsing.maxDepth
    attributesPerTag = parsing.maxAttributes
    bytesPerTag = parsing.maxTag
    internalSubset = parsing.maxDTD
    expansionFactor = parsing.maxExpansion
    entries = parsing.maxEntries
    nodesPerField = parsing.maxElements
    text = parsing.maxText
    title = parsing.maxTitle
    identifier = parsing.maxLink
    time = parsing.time
  }
}

extension FetchRequest.Authentication {
  fileprivate init(_ authentication: SourceConfiguration.Authentication) {
    switch authentication {
    case .basic(let user, let password): self = .basic(user: user, password: password)
    case .digest(let user, let password): self = .digest(user: user, password: password)
    case .bearer(let token): self = .bearer(token)
    }
  }
}

extension Source {
  fileprivate init(_ source: SourceConfiguration, allowed: [Network]) {
    var request = FetchRequest(url: source.url, userAgent: source.userAgent ?? Program.userAgent)
    request.headers = source.headers.map { FetchRequest.Header(name: $0.name, value: $0.value) }
    request.authentication = source.authentication.map(FetchRequest.Authentication.init)
    request.clientCertificate = source.clientCertificate.map {
      FetchRequest.ClientCertificate(file: $0.file, keyFile: $0.key, password: $0.password)
    }
    request.caFile = source.caFile
    request.cookies = source.takesCookies ? CookieJar() : nil
    request.proxy = source.proxy.map {
      FetchRequest.Proxy(url: $0.url, user: $0.user, password: $0.password)
    }
    switch source.addresses {
    case .any: request.addresses = .any
    case .ipv4: request.addresses = .ipv4
    case .ipv6: request.addresses = .ipv6
    }
    request.acceptsDelta = true
    request.limits.totalTimeout = source.timeout
    request.limits.connectTimeout = min(source.timeout, request.limits.connectTimeout)
    request.limits.maxBody = source.maxBody
    request.allowedNetworks = allowed + source.allow
    self.init(name: source.name, request: request)
    group = source.group
    let least = source.interval.min.components.seconds
    let most = source.interval.max.components.seconds
    limits = PollLimits(min: least, max: most, fixed: least == most ? least : nil)
    holdsHost = source.retryAfter == .host
    dedup.aliases = source.aliases
    dedup.isAggregator = source.isAggregator
    dedup.learns = source.learn
    switch source.dates {
    case .auto: dedup.dates = .auto
    case .trust: dedup.dates = .trust
    case .firstSeen: dedup.dates = .firstSeen
    }
    switch source.guid {
    case .auto: dedup.guid = .auto
    case .trust: dedup.guid = .trust
    case .ignore: dedup.guid = .ignore
    }
    dedup.isDeduplicated = source.isDeduplicated
    dedup.notesNearTitles = source.nearTitles
    dedup.versionLabels = source.labels.version
    dedup.mediaLabels = source.labels.media
    dedup.genreLabels = source.labels.genre
  }
}
