/// A source as deduplication sees it: its names, its settings, and the guids that its document shares.
///
/// Made once for each poll (the feed's title can change), or kept and made again when the title does.
public struct ItemSource: Sendable {
  /// The configured name: part of every item's id.
  public let name: String
  /// Number of the source in the index.
  public let number: UInt32
  public let settings: SourceDedupSettings
  let names: OutletNames
  let feedURLs: [UInt64]
  let isAggregator: Bool
  let labels: LabelTable?
  /// Hashes of the guids and links that serve several entries of the document.
  private(set) var sharedIdentities: Set<UInt64> = []

  /// - Parameter url: the feed's address: a guid or link that repeats it says nothing.
  public init(
    name: String, number: UInt32, feedTitle: String, url: String?, settings: SourceDedupSettings,
    rules: TitleRules
  ) {
    self.name = name
    self.number = number
    self.settings = settings
    names = OutletNames(name: name, feedTitle: feedTitle, url: url, aliases: settings.aliases, rules: rules)
    feedURLs = [url, name].compactMap { $0 }.compactMap { CanonicalLink($0, isFeed: true)?.hash }
    isAggregator = settings.isAggregator || rules.isAggregator(url: url ?? name, feedTitle: feedTitle)
    labels =
      settings.versionLabels.isEmpty && settings.genreLabels.isEmpty
      ? nil : LabelTable(version: settings.versionLabels, genre: settings.genreLabels)
  }

  /// Finds the guids and links that serve several entries of one document: they identify none of them.
  ///
  /// Some feeds have one guid for every item, or the home page as every link; FreshRSS and miniflux fall back
  /// to the next best, as `EntryIdentity` does.
  public mutating func examine(_ items: [Item]) {
    sharedIdentities = []
    var titles: [UInt64: UInt64] = [:]
    titles.reserveCapacity(items.count * 2)
    for item in items {
      let title = TextHash.of(item.title)
      for identity in EntryIdentity.candidates(of: item, in: self) {
        if let other = titles.updateValue(title, forKey: identity), other != title {
          sharedIdentities.insert(identity)
        }
      }
    }
  }
}
