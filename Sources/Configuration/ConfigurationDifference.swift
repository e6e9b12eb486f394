/// What changed between two configurations, for the answer to a reload.
public struct ConfigurationDifference: Sendable, Equatable {
  /// Names, in the new configuration's order.
  public var added: [String] = []
  /// Names, in the old configuration's order.
  public var removed: [String] = []
  public var changed: [ChangedSource] = []
  /// Settings outside `sources` whose value changed: `dedup.window`, `network.allow`.
  public var settings: [String] = []

  /// A source that stayed, and which of its keys have another value now.
  public struct ChangedSource: Sendable, Equatable {
    public var name: String
    /// Never empty. Keys without values, because a header may be a secret.
    public var keys: [String]
  }

  public var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && changed.isEmpty && settings.isEmpty
  }

  public init(from old: Configuration, to new: Configuration) {
    settings = ConfigurationDifference.settings(old, new)
    let before = Dictionary(old.sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(new.sources.map(\.name))
    removed = old.sources.map(\.name).filter { !names.contains($0) }
    for source in new.sources {
      guard let previous = before[source.name] else {
        added.append(source.name)
        continue
      }
      guard previous != source else { continue }
      changed.append(ChangedSource(name: source.name, keys: ConfigurationDifference.keys(previous, source)))
    }
  }

  /// One line for each change, for people: `added yonhap`, `changed bbc: interval, url`.
  public var lines: [String] {
    settings.map { "changed \($0)" }
      + added.map { "added \($0)" }
      + removed.map { "removed \($0)" }
      + changed.map { "changed \($0.name): \($0.keys.joined(separator: ", "))" }
  }

  private static func settings(_ a: Configuration, _ b: Configuration) -> [String] {
    let pairs: [(String, Bool)] = [
      ("output", a.output == b.output),
      ("network.allow", a.network.allow == b.network.allow),
      ("network.max_transfers", a.network.maxTransfers == b.network.maxTransfers),
      ("hosts.connections", a.hosts.connections == b.hosts.connections),
      ("hosts.spacing", a.hosts.spacing == b.hosts.spacing),
      ("hosts.by", a.hosts.by == b.hosts.by),
      ("hosts.overrides", a.hosts.overrides == b.hosts.overrides),
      ("parsing", a.parsing == b.parsing),
      ("dedup.window", a.dedup.window == b.dedup.window),
      ("dedup.same_source_window", a.dedup.sameSourceWindow == b.dedup.sameSourceWindow),
      ("dedup.revision_window", a.dedup.revisionWindow == b.dedup.revisionWindow),
      ("dedup.live_slack", a.dedup.liveSlack == b.dedup.liveSlack),
      ("dedup.weak_weight", a.dedup.weakWeight == b.dedup.weakWeight),
      ("dedup.index_retention", a.dedup.indexRetention == b.dedup.indexRetention),
      ("dedup.identity_retention", a.dedup.identityRetention == b.dedup.identityRetention),
      ("dedup.scope", (a.dedup.scope, a.dedup.scopeGroup) == (b.dedup.scope, b.dedup.scopeGroup)),
      ("dedup.suffix", a.dedup.suffix == b.dedup.suffix),
      ("dedup.strip_tags", a.dedup.stripTags == b.dedup.stripTags),
      ("dedup.house_style", a.dedup.houseStyle == b.dedup.houseStyle),
      ("dedup.alternate_keys", a.dedup.alternateKeys == b.dedup.alternateKeys),
      ("dedup.truncated", a.dedup.truncated == b.dedup.truncated),
      ("dedup.near_titles", a.dedup.nearTitles == b.dedup.nearTitles),
      ("dedup.lead", a.dedup.lead == b.dedup.lead),
      ("dedup.learn", a.dedup.learn == b.dedup.learn),
      ("dedup.sightings", a.dedup.sightings == b.dedup.sightings),
      ("dedup.labels", a.dedup.labels == b.dedup.labels),
      ("dedup.outlets", a.dedup.outlets == b.dedup.outlets),
      ("log.segment", a.log.segment == b.log.segment),
      ("log.max_line", a.log.maxLine == b.log.maxLine),
      ("log.compress_after", a.log.compressAfter == b.log.compressAfter),
      ("log.retain.age", a.log.retainAge == b.log.retainAge),
      ("log.retain.size", a.log.retainSize == b.log.retainSize),
    ]
    return pairs.filter { !$0.1 }.map(\.0)
  }

  private static func keys(_ a: SourceConfiguration, _ b: SourceConfiguration) -> [String] {
    let pairs: [(String, Bool)] = [
      ("url", a.url == b.url),
      ("group", a.group == b.group),
      ("timezone", a.timezone == b.timezone),
      ("interval", a.interval == b.interval),
      ("quiet_hours", a.quietHours == b.quietHours),
      ("retry_after", a.retryAfter == b.retryAfter),
      ("timeout", a.timeout == b.timeout),
      ("max_body", a.maxBody == b.maxBody),
      ("max_entries", a.maxEntries == b.maxEntries),
      ("headers", a.headers == b.headers),
      ("user_agent", a.userAgent == b.userAgent),
      ("auth", a.authentication == b.authentication),
      ("client_certificate", a.clientCertificate == b.clientCertificate),
      ("ca_file", a.caFile == b.caFile),
      ("cookies", a.takesCookies == b.takesCookies),
      ("proxy", a.proxy == b.proxy),
      ("ip", a.addresses == b.addresses),
      ("allow", a.allow == b.allow),
      ("aliases", a.aliases == b.aliases),
      ("aggregator", a.isAggregator == b.isAggregator),
      ("dates", a.dates == b.dates),
      ("guid", a.guid == b.guid),
      ("learn", a.learn == b.learn),
      ("dedup", a.isDeduplicated == b.isDeduplicated),
      ("near_titles", a.nearTitles == b.nearTitles),
      ("labels", a.labels == b.labels),
    ]
    return pairs.filter { !$0.1 }.map(\.0)
  }
}
