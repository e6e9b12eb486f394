extension ConfigurationReader {
  /// Finds duplicates, names what has no name, and fills `configuration.sources`.
  func settleSources() {
    var names: [String: Place] = [:]
    var urls: [String: Place] = [:]
    names.reserveCapacity(pending.count)
    urls.reserveCapacity(pending.count)
    for source in pending {
      if let first = urls[source.url.canonical] {
        report(source.urlPlace, "duplicate url \(quotedURL(source.url.text)), first at \(first)")
      } else {
        urls[source.url.canonical] = source.urlPlace
      }
      guard let place = source.namePlace, !source.settings.name.isEmpty else { continue }
      if let first = names[source.settings.name] {
        report(place, "duplicate name \(quoted(source.settings.name)), first at \(first)")
      } else {
        names[source.settings.name] = place
      }
    }
    // Given names come first: a made name gives way to them, wherever they stand.
    configuration.sources = pending.map { source in
      var settings = source.settings
      guard settings.name.isEmpty else { return settings }
      settings.name = madeName(for: source, taken: names)
      names[settings.name] = source.urlPlace
      return settings
    }
  }

  private func madeName(for source: PendingSource, taken: [String: Place]) -> String {
    let fromTitle = source.title.flatMap { SourceName.slug(of: $0.prefix(64)) }
    let plain = fromTitle ?? SourceName.derived(from: source.url)
    if taken[plain] == nil { return plain }
    var name = SourceName.hashed(plain, source.url)
    var count = 2
    while taken[name] != nil {
      name = "\(SourceName.hashed(plain, source.url).prefix(60))-\(count)"
      count += 1
    }
    return name
  }
}
