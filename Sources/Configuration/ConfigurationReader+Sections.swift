import Yams

/// What messages call the main file's outermost mapping.
let topLevel = "the configuration"

extension ConfigurationReader {
  private static let sections = [
    "output", "network", "hosts", "defaults", "dedup", "log", "parsing", "sources", "include",
  ]

  func readMainFile() {
    let file = configuration.file
    let bytes: [UInt8]
    do {
      bytes = try TextFile.read(file)
    } catch {
      report(.start(of: file), "the configuration cannot be read: \(error.reason)")
      return
    }
    let canonical = TextFile.canonicalPath(file) ?? file
    firstNamed[canonical] = .start(of: file)
    guard let root = document(bytes, file: file) else { return }

    // Sources build on the defaults, wherever these stand in the file.
    if let mapping = root.mapping, let entry = mapping.first(where: { $0.key.scalar?.string == "defaults" }) {
      readDefaults(entry.value, file: file)
    }
    var include: Setting?
    eachSetting(of: root, in: topLevel, file: file, known: ConfigurationReader.sections) { setting in
      switch setting.name {
      case "output": readOutput(setting)
      case "network": readNetwork(setting.node, file: file)
      case "hosts": readHosts(setting.node, file: file)
      case "defaults": break
      case "dedup": readDeduplication(setting.node, file: file)
      case "log": readLog(setting.node, file: file)
      case "parsing": readParsing(setting.node, file: file)
      case "sources": readSources(setting)
      case "include": include = setting
      default: return false
      }
      return true
    }
    if let include { readIncludes(include, chain: [canonical]) }
  }

  private func readOutput(_ setting: Setting) {
    guard let path = string(setting) else { return }
    // Relative to the file, like the included files, and not to wherever the daemon was started.
    let directory = TextFile.directory(of: TextFile.canonicalPath(configuration.file) ?? configuration.file)
    configuration.output = path.hasPrefix("/") ? path : directory + path
  }

  private func readNetwork(_ node: Node, file: String) {
    eachSetting(of: node, in: "network", file: file, known: ["allow", "max_transfers"]) { setting in
      switch setting.name {
      case "allow": configuration.network.allow = networks(setting) ?? []
      case "max_transfers":
        configuration.network.maxTransfers =
          integer(setting, in: 1...1024) ?? configuration.network.maxTransfers
      default: return false
      }
      return true
    }
  }

  private func readHosts(_ node: Node, file: String) {
    let known = ["connections", "spacing", "by", "overrides"]
    eachSetting(of: node, in: "hosts", file: file, known: known) { setting in
      switch setting.name {
      case "connections":
        configuration.hosts.connections = integer(setting, in: 1...64) ?? configuration.hosts.connections
      case "spacing":
        configuration.hosts.spacing =
          duration(setting, in: .zero ... .seconds(3600)) ?? configuration.hosts.spacing
      case "by":
        configuration.hosts.by =
          choice(setting, of: HostSettings.Grouping.self) ?? configuration.hosts.by
      case "overrides": readOverrides(setting, file: file)
      default: return false
      }
      return true
    }
  }

  /// `overrides: {example.org: {connections: 1, spacing: 5s}}`
  private func readOverrides(_ setting: Setting, file: String) {
    eachSetting(of: setting.node, in: "overrides", file: file, known: []) { host in
      let name = host.name.lowercased()
      guard !name.isEmpty, !name.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "/") }) else {
        report(
          host.place, "\(host.name) must be a host such as example.org or example.org:8080, without a scheme")
        return true
      }
      var own = HostSettings.Override()
      eachSetting(of: host.node, in: host.name, file: file, known: ["connections", "spacing"]) { item in
        switch item.name {
        case "connections": own.connections = integer(item, in: 1...64)
        case "spacing": own.spacing = duration(item, in: .zero ... .seconds(3600))
        default: return false
        }
        return true
      }
      configuration.hosts.overrides[name] = own
      return true
    }
  }

  private func readLog(_ node: Node, file: String) {
    let known = ["segment", "max_line", "compress_after", "retain"]
    eachSetting(of: node, in: "log", file: file, known: known) { setting in
      switch setting.name {
      case "segment":
        configuration.log.segment = size(setting, in: 64 << 10...16 << 30) ?? configuration.log.segment
      case "max_line":
        configuration.log.maxLine = size(setting, in: 4 << 10...64 << 10) ?? configuration.log.maxLine
      case "compress_after":
        guard setting.text != "never" else { break }
        configuration.log.compressAfter = duration(setting, in: .seconds(3600)...days(3650))
      case "retain": readRetention(setting.node, file: file)
      default: return false
      }
      return true
    }
  }

  private func readParsing(_ node: Node, file: String) {
    let known = [
      "max_depth", "max_attributes", "max_tag", "max_dtd", "max_expansion", "max_entries", "max_elements",
      "max_text", "max_title", "max_link", "time",
    ]
    eachSetting(of: node, in: "parsing", file: file, known: known) { setting in
      var parsing = configuration.parsing
      defer { configuration.parsing = parsing }
      switch setting.name {
      case "max_depth": parsing.maxDepth = integer(setting, in: 16...200) ?? parsing.maxDepth
      case "max_attributes": parsing.maxAttributes = integer(setting, in: 16...1024) ?? parsing.maxAttributes
      case "max_tag": parsing.maxTag = size(setting, in: 4 << 10...1 << 20) ?? parsing.maxTag
      case "max_dtd": parsing.maxDTD = size(setting, in: 256...256 << 10) ?? parsing.maxDTD
      case "max_expansion": parsing.maxExpansion = integer(setting, in: 1...100) ?? parsing.maxExpansion
      case "max_entries": parsing.maxEntries = integer(setting, in: 1...1_000_000) ?? parsing.maxEntries
      case "max_elements": parsing.maxElements = integer(setting, in: 64...100_000) ?? parsing.maxElements
      case "max_text": parsing.maxText = size(setting, in: 4 << 10...1 << 30) ?? parsing.maxText
      case "max_title": parsing.maxTitle = size(setting, in: 256...64 << 10) ?? parsing.maxTitle
      case "max_link": parsing.maxLink = size(setting, in: 256...64 << 10) ?? parsing.maxLink
      case "time":
        parsing.time = duration(setting, in: .milliseconds(100) ... .seconds(60)) ?? parsing.time
      default: return false
      }
      return true
    }
  }

  private func readRetention(_ node: Node, file: String) {
    eachSetting(of: node, in: "log.retain", file: file, known: ["age", "size"]) { setting in
      switch setting.name {
      case "age":
        guard setting.text != "forever" else { break }
        configuration.log.retainAge = duration(setting, in: .seconds(3600)...days(36500))
      case "size":
        guard setting.text != "unlimited" else { break }
        configuration.log.retainSize = size(setting, in: 1 << 20...Int.max)
      default: return false
      }
      return true
    }
  }

  private func readDeduplication(_ node: Node, file: String) {
    let known = [
      "window", "same_source_window", "revision_window", "scope", "suffix", "strip_tags", "house_style",
      "alternate_keys", "truncated", "lead", "sightings", "labels", "outlets", "learn", "live_slack",
      "weak_weight", "index_retention", "identity_retention", "near_titles",
    ]
    var retention: Setting?
    eachSetting(of: node, in: "dedup", file: file, known: known) { setting in
      var dedup = configuration.dedup
      defer { configuration.dedup = dedup }
      // Title keys are kept for 72 h by default; zones and late polls need a day of it.
      let window = Duration.zero...Duration.seconds(48 * 3600)
      switch setting.name {
      case "window": dedup.window = duration(setting, in: window) ?? dedup.window
      case "same_source_window":
        dedup.sameSourceWindow = duration(setting, in: window) ?? dedup.sameSourceWindow
      case "revision_window": dedup.revisionWindow = duration(setting, in: window) ?? dedup.revisionWindow
      case "live_slack":
        dedup.liveSlack = duration(setting, in: .zero...days(1)) ?? dedup.liveSlack
      case "weak_weight": dedup.weakWeight = number(setting, in: 0...100) ?? dedup.weakWeight
      case "index_retention":
        dedup.indexRetention = duration(setting, in: .seconds(3600)...days(30)) ?? dedup.indexRetention
        retention = setting
      case "identity_retention":
        dedup.identityRetention = duration(setting, in: days(1)...days(3650)) ?? dedup.identityRetention
      case "scope": readScope(setting, into: &dedup)
      case "suffix": dedup.suffix = choice(setting, of: DeduplicationSettings.Suffix.self) ?? dedup.suffix
      case "strip_tags": dedup.stripTags = boolean(setting) ?? dedup.stripTags
      case "house_style": dedup.houseStyle = boolean(setting) ?? dedup.houseStyle
      case "alternate_keys": dedup.alternateKeys = boolean(setting) ?? dedup.alternateKeys
      case "truncated": dedup.truncated = boolean(setting) ?? dedup.truncated
      case "lead": dedup.lead = choice(setting, of: DeduplicationSettings.Lead.self) ?? dedup.lead
      case "near_titles": dedup.nearTitles = boolean(setting) ?? dedup.nearTitles
      case "learn": dedup.learn = boolean(setting) ?? dedup.learn
      case "sightings": dedup.sightings = boolean(setting) ?? dedup.sightings
      case "labels": dedup.labels = labels(setting) ?? dedup.labels
      case "outlets": dedup.outlets = strings(setting) ?? dedup.outlets
      default: return false
      }
      return true
    }
    let dedup = configuration.dedup
    if let retention, dedup.indexRetention < dedup.window {
      let texts = (DurationText.write(dedup.indexRetention), DurationText.write(dedup.window))
      report(
        retention.place,
        "index_retention (\(texts.0)) is shorter than window (\(texts.1)): copies could not be found")
    }
  }

  /// `global`, `source`, `group`, or `group:NAME` for the sources of one group.
  private func readScope(_ setting: Setting, into dedup: inout DeduplicationSettings) {
    let prefix = "group:"
    guard let text = setting.text, text.hasPrefix(prefix) else {
      guard let scope = choice(setting, of: DeduplicationSettings.Scope.self) else { return }
      (dedup.scope, dedup.scopeGroup) = (scope, nil)
      return
    }
    let group = String(text.dropFirst(prefix.count))
    guard SourceName.isValid(group) else {
      report(
        setting.place, "the group \(quoted(group)) is not allowed: \(SourceName.rule)",
        suggestion: SourceName.slug(of: group.prefix(64)).map { prefix + $0 })
      return
    }
    (dedup.scope, dedup.scopeGroup) = (.group, group)
  }

  private func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
