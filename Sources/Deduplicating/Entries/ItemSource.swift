/// A source as deduplication sees it: its names, its settings, what was learned of it, and the guids that its document
/// shares.
///
/// Made once for each poll (the feed's title can change), or kept and made again when the title does.
public struct ItemSource: Sendable {
  /// The configured name: part of every item's id.
  public let name: String
  /// Number of the source in the index.
  public let number: UInt32
  public let settings: SourceDedupSettings
  /// What was learned; empty until `apply`.
  public private(set) var facts = SourceFacts()
  /// Its names by configuration and feed, and those with what was learned.
  let ownNames: OutletNames
  private(set) var names: OutletNames
  let feedURLs: [UInt64]
  let isAggregator: Bool
  let labels: LabelTable?
  /// Hashes of the guids and links that serve several entries of the document.
  private(set) var sharedIdentities: Set<UInt64> = []
  /// The document's guids, counted.
  private(set) var census = GuidCensus()

  /// - Parameter url: the feed's address: a guid or link that repeats it says nothing.
  public init(
    name: String, number: UInt32, feedTitle: String, url: String?, settings: SourceDedupSettings,
    rules: TitleRules
  ) {
    self.name = name
    self.number = number
    self.settings = settings
    ownNames = OutletNames(
      name: name, feedTitle: feedTitle, url: url, aliases: settings.aliases, rules: rules)
    names = ownNames
    feedURLs = [url, name].compactMap { $0 }.compactMap { CanonicalLink($0, isFeed: true)?.hash }
    isAggregator = settings.isAggregator || rules.isAggregator(url: url ?? name, feedTitle: feedTitle)
    let hasLabels =
      !(settings.versionLabels.isEmpty && settings.mediaLabels.isEmpty && settings.genreLabels.isEmpty)
    labels =
      hasLabels
      ? LabelTable(
        version: settings.versionLabels, media: settings.mediaLabels, genre: settings.genreLabels) : nil
  }

  /// Puts what was learned in force; what the operator says of dates and guids counts for more.
  public mutating func apply(_ facts: SourceFacts) {
    self.facts = facts
    names = ownNames
    if !facts.names.isEmpty { names.insert(facts.names) }
  }

  /// The source as it is without learned names: identities and the comparison of titles do not depend on them.
  var withoutLearnedNames: ItemSource {
    var source = self
    source.names = ownNames
    return source
  }

  /// Whether guids say which entry is which.
  var usesGuids: Bool {
    switch settings.guid {
    case .auto: !facts.distrustsGuids
    case .trust: true
    case .ignore: false
    }
  }

  var trustsDates: Bool {
    switch settings.dates {
    case .auto: !facts.hasVolatileDates
    case .trust: true
    case .firstSeen: false
    }
  }

  /// Finds the guids and links that serve several entries of one document: they identify none of them.
  ///
  /// Some feeds have one guid for every item, or the home page as every link; FreshRSS and miniflux fall back
  /// to the next best, as `EntryIdentity` does.
  public mutating func examine(_ items: [Item]) {
    sharedIdentities = []
    census = GuidCensus()
    census.entries = items.count
    var titles: [UInt64: UInt64] = [:]
    titles.reserveCapacity(items.count * 2)
    for item in items {
      let title = TextHash.of(item.title)
      let (guid, link) = EntryIdentity.candidates(of: item)
      for identity in [guid, link] where identity != 0 {
        if let other = titles.updateValue(title, forKey: identity), other != title {
          sharedIdentities.insert(identity)
        }
      }
      census.count(guid: guid, link: link)
    }
    guard !sharedIdentities.isEmpty else { return }
    for item in items {
      let (guid, link) = EntryIdentity.candidates(of: item)
      if sharedIdentities.contains(guid) { census.shared += 1 }
      if link != 0, sharedIdentities.contains(link) { census.linked -= 1 }
    }
  }
}

/// What a document's guids are like.
struct GuidCensus: Sendable {
  var entries = 0
  /// Entries without a guid.
  var blank = 0
  /// Entries whose guid another entry has too.
  var shared = 0
  /// Entries with a link that says which page it is.
  var linked = 0
  /// Link and guid of the entries with the smallest link hashes: the same ones in document after document.
  private(set) var samples: [SourceLearning.GuidSample] = []

  fileprivate mutating func count(guid: UInt64, link: UInt64) {
    if guid == 0 { blank += 1 }
    if link != 0 { linked += 1 }
    guard guid != 0, link != 0 else { return }
    let sample = SourceLearning.GuidSample(
      link: UInt32(truncatingIfNeeded: link), guid: UInt32(truncatingIfNeeded: guid))
    if samples.count >= SourceLearning.mostSamples {
      guard let last = samples.last, sample.link < last.link else { return }
      samples.removeLast()
    }
    samples.insert(sample, at: samples.firstIndex { $0.link > sample.link } ?? samples.endIndex)
  }
}
