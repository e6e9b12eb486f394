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
  public private(set) var id: ItemID
  public let key: TitleKey
  public let interval: PublicationInterval
  /// What the title was tagged with, for people: `lead`, `update 2`, `analysis` …
  public var labels: [String] { key.labels }
  /// Hash of the first paragraph, also when it is boilerplate; 0 when there is none.
  let lead: UInt64
  /// Hash of a guid that is not the identity, under which the entry may be stored all the same: guids were trusted
  /// then. 0 when there is none.
  public let otherGuid: UInt64
  private let fallbackKey: [UInt8]
  private let fallbackMinute: Int64
  private let sourceName: String
  /// The identity of title and minute: when a weak guid turns out to be somebody else's, or there is no other. It
  /// does not depend on what was learned.
  var fallback: EntryIdentity { EntryIdentity(titleKey: fallbackKey, minute: fallbackMinute) }

  init(_ item: Item, from source: ItemSource, settings: DedupSettings, rules: TitleRules) {
    key = TitleKey(
      item.title, from: source, origin: item.origin, link: item.link, settings: settings, rules: rules)
    interval = PublicationInterval(
      published: item.published, updated: item.updated, firstSeen: item.firstSeen,
      liveSlack: settings.liveSlack, trustsDates: source.trustsDates, learnedOffset: source.facts.zoneOffset)
    let (plainKey, plainInterval) = Self.unlearned(item, source, key, interval, settings, rules)
    fallbackKey = plainKey.bytes
    fallbackMinute = plainInterval.earliest / 60
    let link = item.canonicalLink
    let identity =
      EntryIdentity(of: item, link: link, in: source)
      ?? EntryIdentity(titleKey: fallbackKey, minute: fallbackMinute)
    id = identity.itemID(source: source.name)
    sourceName = source.name
    let guid = EntryIdentity.candidates(of: item).guid
    otherGuid = guid == identity.hash ? 0 : guid

    var record = EntryRecord()
    record.source = source.number
    record.identity = identity.hash
    if let link, !source.feedURLs.contains(link.hash), !source.sharedIdentities.contains(link.hash) {
      record.link = link.hash
    }
    record.titleKey = key.hash
    record.alternateKey = settings.usesAlternateKeys ? key.alternateHash : 0
    let isWeak = key.weight < settings.weakWeight
    let isGeneric = key.isGeneric || source.facts.recurringTitles.contains(key.hash)
    // What says little by itself is like many others.
    let hasWording =
      settings.notesNearTitles && source.settings.notesNearTitles && !isWeak && !isGeneric && !key.isTruncated
    let wording =
      hasWording ? WordingHashes(of: key, style: settings.usesHouseStyle, rules: rules) : nil
    record.wordsHash = wording?.words ?? 0
    record.lettersHash = wording?.letters ?? 0
    record.tailKey = wording?.tail ?? 0
    record.headKey = settings.matchesTruncated || wording != nil ? key.headHash : 0
    record.heads = key.heads
    record.words = key.words
    record.titleHash = UInt32(truncatingIfNeeded: plainKey.hash >> 32) ^ plainKey.versionTags
    record.versionTags = key.versionTags
    record.weight = UInt8(clamping: Int((key.weight * 4).rounded()))
    record.summaryHash = TextHash.visible(item.summary)
    record.textHash = TextHash.visible(item.body)
    record.contentHash = Fingerprint.contentHash(item)
    lead = settings.lead == .off ? 0 : LeadText.hash(of: item.summary ?? item.body)
    let isBoilerplate = lead != 0 && source.facts.boilerplateLeads.contains(lead)
    record.lead = isBoilerplate ? 0 : lead
    record.earliest = interval.earliest
    record.latest = interval.latest
    record.foundingEarliest = interval.earliest
    record.foundingLatest = interval.latest
    record.firstSeen = item.firstSeen.seconds
    record.lastSeen = item.firstSeen.seconds
    record.storyHigh = id.high
    record.storyLow = id.low

    var flags: EntryRecord.Flags = [.founder]
    if isWeak { flags.insert(.weak) }
    if isGeneric { flags.insert(.generic) }
    if isBoilerplate { flags.insert(.boilerplate) }
    if identity.source == .title { flags.insert(.titleIdentity) }
    if key.isTruncated { flags.insert(.truncated) }
    if !identity.isStrong { flags.insert(.weakIdentity) }
    if identity.isGlobal { flags.insert(.globalIdentity) }
    switch interval.basis {
    case .given, .zoneConfigured: flags.insert(.dated)
    case .zoneAssumed, .dateOnly:
      flags.formUnion(interval.isZoneLearned ? [.dated, .zoneLearned] : [.dated, .zoneUnknown])
    case .future, .missing: break
    }
    if item.isBackfill { flags.insert(.backfill) }
    record.flags = flags
    self.record = record
  }

  /// Key and interval as they are without what was learned: facts come and go, identities stay.
  private static func unlearned(
    _ item: Item, _ source: ItemSource, _ key: TitleKey, _ interval: PublicationInterval,
    _ settings: DedupSettings, _ rules: TitleRules
  ) -> (TitleKey, PublicationInterval) {
    let facts = source.facts
    var (plainKey, plainInterval) = (key, interval)
    if !facts.names.isEmpty {
      plainKey = TitleKey(
        item.title, from: source.withoutLearnedNames, origin: item.origin, link: item.link,
        settings: settings,
        rules: rules)
    }
    if facts.zoneOffset != nil || facts.hasVolatileDates {
      plainInterval = PublicationInterval(
        published: item.published, updated: item.updated, firstSeen: item.firstSeen,
        liveSlack: settings.liveSlack, trustsDates: source.settings.dates != .firstSeen)
    }
    return (plainKey, plainInterval)
  }

  /// Identifies the entry by title and minute, because its guid is another entry's.
  mutating func useFallback() {
    id = fallback.itemID(source: sourceName)
    record.identity = fallback.hash
    if record.flags.contains(.founder) {
      record.storyHigh = id.high
      record.storyLow = id.low
    }
    record.flags.remove([.weakIdentity, .globalIdentity])
    record.flags.formUnion([.sharedGuid, .titleIdentity])
  }
}
