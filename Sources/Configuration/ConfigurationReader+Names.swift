extension ConfigurationReader {
  /// Finds duplicates, and names what has no name.
  func settleSources() {
    // By name and by address: which source has it first.
    var names: [String: Int] = [:]
    var urls: [String: Int] = [:]
    names.reserveCapacity(pending.count)
    urls.reserveCapacity(pending.count)
    for (index, source) in pending.enumerated() {
      if let first = urls.updateValue(index, forKey: source.url.canonical) {
        urls[source.url.canonical] = first
        let place = pending[first].urlPlace
        report(source.urlPlace, "duplicate url \(quotedURL(source.url.text)), first at \(place)")
      }
      let name = configuration.sources[index].name
      guard let namePlace = source.namePlace, !name.isEmpty else { continue }
      if let first = names.updateValue(index, forKey: name) {
        names[name] = first
        let place = pending[first].namePlace ?? pending[first].urlPlace
        report(namePlace, "duplicate name \(quoted(name)), first at \(place)")
      }
    }
    // Given names come first: a made name gives way to them, wherever they stand.
    for (index, source) in pending.enumerated() where configuration.sources[index].name.isEmpty {
      let name = madeName(for: source, taken: names)
      configuration.sources[index].name = name
      names[name] = index
    }
  }

  private func madeName(for source: PendingSource, taken: [String: Int]) -> String {
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
