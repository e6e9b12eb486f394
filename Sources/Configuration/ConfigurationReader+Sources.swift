import WebText
import Yams

/// The keys of a source; those of `defaults:` are the same without `name` and `url`.
let sourceKeys = [
  "name", "url", "timezone", "group", "interval", "quiet_hours", "retry_after", "timeout", "max_body",
  "max_entries", "headers",
  "user_agent", "auth", "client_certificate", "ca_file", "cookies", "proxy", "ip", "allow",
  "aliases", "aggregator", "dates", "guid", "learn", "dedup", "near_titles", "labels",
]

extension ConfigurationReader {
  func readDefaults(_ node: Node, file: String) {
    let known = sourceKeys.filter { $0 != "name" && $0 != "url" }
    eachSetting(of: node, in: "defaults", file: file, known: known) { setting in
      // A password for every publisher is a password for none.
      if setting.name == "auth" || setting.name == "client_certificate" {
        report(setting.place, "\(setting.name) belongs to one source, not to all of them")
        return true
      }
      return readSourceSetting(setting, into: &template)
    }
  }

  /// `sources:`, a list of mappings; a bare address stands for `{url: …}`.
  func readSources(_ setting: Setting) {
    guard let items = setting.node.sequence else {
      if !setting.isNull { report(setting.place, "sources must be a list, not \(setting.kind)") }
      return
    }
    if pending.isEmpty {
      pending.reserveCapacity(items.count)
      configuration.sources.reserveCapacity(items.count)
    }
    for item in items { readSource(item, file: setting.place.file) }
  }

  private func readSource(_ node: Node, file: String) {
    if let url = node.scalar?.string {
      addSource(url: url, at: Place(node, file: file), settings: template)
      return
    }
    var settings = template
    var url: Setting?
    var name: Setting?
    eachSetting(of: node, in: "a source", file: file, known: sourceKeys) { setting in
      switch setting.name {
      case "url": url = setting
      case "name": name = setting
      default: return readSourceSetting(setting, into: &settings)
      }
      return true
    }
    guard node.mapping != nil else { return }
    if let name { settings.name = string(name) ?? "" }
    guard let url else {
      report(Place(node, file: file), "a source needs a url")
      return
    }
    guard let address = string(url) else { return }
    if settings.authentication != nil,
      settings.headers.contains(where: { $0.name.lowercased() == "authorization" })
    {
      report(url.place, "a source has auth or the header Authorization, not both")
    }
    addSource(url: address, at: url.place, settings: settings, namePlace: name?.place)
  }

  /// Checks the address and keeps the source until all names are known.
  func addSource(
    url: String, at place: Place, settings: consuming SourceConfiguration, namePlace: Place? = nil,
    title: String? = nil
  ) {
    let name = settings.name
    if let namePlace, !name.isEmpty, !SourceName.isValid(name) {
      report(
        namePlace, "the name \(quoted(name)) is not allowed: \(SourceName.rule)",
        suggestion: SourceName.slug(of: name.prefix(64)))
    }
    do {
      let address = try SourceURL(url)
      settings.url = address.text
      if address.hasPassword { warnOfPlainText(place, what: "the password in the url") }
      pending.append(PendingSource(url: address, urlPlace: place, namePlace: namePlace, title: title))
      configuration.sources.append(settings)
    } catch {
      report(place, error.message, suggestion: error.suggestion)
    }
  }

  /// One key that a source and `defaults:` have in common; false when there is no such key.
  private func readSourceSetting(_ setting: Setting, into source: inout SourceConfiguration) -> Bool {
    switch setting.name {
    case "timezone": source.timezone = zone(setting) ?? source.timezone
    case "group": source.group = name(setting) ?? source.group
    case "interval": readInterval(setting, into: &source.interval)
    case "quiet_hours": readQuietHours(setting, into: &source.quietHours)
    case "retry_after":
      source.retryAfter = choice(setting, of: SourceConfiguration.WaitScope.self) ?? source.retryAfter
    case "timeout": source.timeout = duration(setting, in: .seconds(1) ... .seconds(600)) ?? source.timeout
    case "max_body": source.maxBody = size(setting, in: 1 << 10...1 << 30) ?? source.maxBody
    case "max_entries": source.maxEntries = integer(setting, in: 1...1_000_000) ?? source.maxEntries
    case "headers": readHeaders(setting, into: &source.headers)
    case "user_agent": source.userAgent = string(setting) ?? source.userAgent
    case "auth": source.authentication = authentication(setting) ?? source.authentication
    case "client_certificate":
      source.clientCertificate = clientCertificate(setting) ?? source.clientCertificate
    case "ca_file": source.caFile = readableFile(setting) ?? source.caFile
    case "cookies": source.takesCookies = boolean(setting) ?? source.takesCookies
    case "proxy": readProxy(setting, into: &source.proxy)
    case "ip": source.addresses = choice(setting, of: SourceConfiguration.AddressFamily.self) ?? .any
    case "allow": source.allow = networks(setting) ?? source.allow
    case "aliases": source.aliases = strings(setting) ?? source.aliases
    case "aggregator": source.isAggregator = boolean(setting) ?? source.isAggregator
    case "dates": source.dates = choice(setting, of: SourceConfiguration.DateTrust.self) ?? source.dates
    case "guid": source.guid = choice(setting, of: SourceConfiguration.GuidTrust.self) ?? source.guid
    case "learn": source.learn = boolean(setting) ?? source.learn
    case "near_titles": source.nearTitles = boolean(setting) ?? source.nearTitles
    case "dedup": source.isDeduplicated = boolean(setting) ?? source.isDeduplicated
    case "labels": source.labels = labels(setting) ?? source.labels
    default: return false
    }
    return true
  }

  private func name(_ setting: Setting) -> String? {
    guard let text = string(setting) else { return nil }
    if SourceName.isValid(text) { return text }
    report(
      setting.place, "the \(setting.name) \(quoted(text)) is not allowed: \(SourceName.rule)",
      suggestion: SourceName.slug(of: text.prefix(64)))
    return nil
  }

  /// `interval: 15m`, or `{min: 5m, max: 1d}`.
  private func readInterval(_ setting: Setting, into interval: inout PollInterval) {
    let range = Duration.seconds(1)...Duration.seconds(90 * 86_400)
    guard setting.node.mapping != nil else {
      guard let fixed = duration(setting, in: range) else { return }
      interval.min = fixed
      interval.max = fixed
      return
    }
    var read = interval
    eachSetting(of: setting.node, in: "interval", file: setting.place.file, known: ["min", "max"]) { item in
      switch item.name {
      case "min": read.min = duration(item, in: range) ?? read.min
      case "max": read.max = duration(item, in: range) ?? read.max
      default: return false
      }
      return true
    }
    guard read.min <= read.max else {
      let texts = (DurationText.write(read.min), DurationText.write(read.max))
      report(setting.place, "interval.min (\(texts.0)) is longer than interval.max (\(texts.1))")
      return
    }
    interval = read
  }

  private func zone(_ setting: Setting) -> String? {
    guard let text = string(setting) else { return nil }
    if knownZones.contains(text) { return text }
    if TimeZoneRules(named: text) != nil {
      knownZones.insert(text)
      return text
    }
    report(
      setting.place,
      "timezone must be a name such as Asia/Seoul or an offset such as +09:00, not \(quoted(text))",
      suggestion: suggestion(for: text, among: TimeZoneNames.all()))
    return nil
  }
}
