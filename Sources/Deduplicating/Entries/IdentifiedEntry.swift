public import FeedModel
import WebText

/// Identity and content of an entry, as hashes: enough to know an unchanged one.
public struct Fingerprint: Sendable, Equatable {
  /// 0 when only the title says which entry it is.
  public let identity: UInt64
  public let contentHash: UInt32
  let isStrong: Bool
  let rule: MatchRule

  init(_ item: Item, from source: ItemSource) {
    let found = EntryIdentity(of: item, link: item.canonicalLink, in: source)
    identity = found?.hash ?? 0
    isStrong = found?.isStrong ?? false
    rule = found?.source == .link ? .link : .guid
    contentHash = Self.contentHash(item)
  }

  /// That of an entry whose guid is known to be strong.
  init(identity: UInt64, contentHash: UInt32) {
    self.identity = identity
    self.contentHash = contentHash
    isStrong = true
    rule = .guid
  }

  static func contentHash(_ item: Item) -> UInt32 {
    let title = TextHash.of(item.title)
    let summary = TextHash.of(item.summary, seed: title)
    let body = TextHash.of(item.body, seed: summary &+ title)
    let all = title &+ summary &* 3 &+ body &* 5
    return UInt32(truncatingIfNeeded: all ^ all >> 32)
  }
}

/// What deduplication made of an item.
public struct IdentifiedEntry: Sendable {
  /// The record that the index would keep if the item were a new story.
  public var record: EntryRecord
  /// The item's own id; a new story's id is the same.
  public let id: ItemID
  public let key: TitleKey
  public let interval: PublicationInterval
  /// What the title was tagged with, for people: `lead`, `update 2`, `analysis` …
  public var labels: [String] { key.labels }
  /// The identity to use when a weak guid turns out to be somebody else's.
  var fallback: EntryIdentity { EntryIdentity(titleKey: key.bytes, minute: interval.earliest / 60) }

  init(_ item: Item, from source: ItemSource, settings: DedupSettings, rules: TitleRules) {
    key = TitleKey(
      item.title, from: source, origin: item.origin, link: item.link, settings: settings, rules: rules)
    interval = PublicationInterval(
      published: item.published, updated: item.updated, firstSeen: item.firstSeen,
      liveSlack: settings.liveSlack, trustsDates: source.settings.dates == .trust)
    let link = item.canonicalLink
    let identity =
      EntryIdentity(of: item, link: link, in: source)
      ?? EntryIdentity(titleKey: key.bytes, minute: interval.earliest / 60)
    id = identity.itemID(source: source.name)

    var record = EntryRecord()
    record.source = source.number
    record.identity = identity.hash
    if let link, !source.feedURLs.contains(link.hash), !source.sharedIdentities.contains(link.hash) {
      record.link = link.hash
    }
    record.titleKey = key.hash
    record.alternateKey = settings.usesAlternateKeys ? key.alternateHash : 0
    record.headKey = settings.matchesTruncated ? key.headHash : 0
    record.heads = key.heads
    record.words = key.words
    record.titleHash = UInt32(truncatingIfNeeded: key.hash >> 32) ^ key.versionTags
    record.versionTags = key.versionTags
    record.weight = UInt8(clamping: Int((key.weight * 4).rounded()))
    record.summaryHash = TextHash.visible(item.summary)
    record.textHash = TextHash.visible(item.body)
    record.contentHash = Fingerprint.contentHash(item)
    record.lead = settings.lead == .off ? 0 : LeadText.hash(of: item.summary ?? item.body)
    record.earliest = interval.earliest
    record.latest = interval.latest
    record.foundingEarliest = interval.earliest
    record.foundingLatest = interval.latest
    record.firstSeen = item.firstSeen.seconds
    record.lastSeen = item.firstSeen.seconds
    record.storyHigh = id.high
    record.storyLow = id.low

    var flags: EntryRecord.Flags = [.founder]
    if key.weight < settings.weakWeight { flags.insert(.weak) }
    if key.isGeneric { flags.insert(.generic) }
    if key.isTruncated { flags.insert(.truncated) }
    if !identity.isStrong { flags.insert(.weakIdentity) }
    if identity.isGlobal { flags.insert(.globalIdentity) }
    switch interval.basis {
    case .given, .zoneConfigured: flags.insert(.dated)
    case .zoneAssumed, .dateOnly: flags.formUnion([.dated, .zoneUnknown])
    case .future, .missing: break
    }
    if item.isBackfill { flags.insert(.backfill) }
    record.flags = flags
    self.record = record
  }
}
