public import FeedModel

/// The stories of the window, by title, link and guid: what entries of other sources are compared with.
///
/// Open addressing over entries of 16 bytes: hash, minute and place of the record. An item has about four.
/// Memory follows the window, not the size of the store: about 340 bytes an item with its record.
public struct RecentStories: Sendable {
  /// What an entry's hash is the hash of.
  struct Kind: OptionSet, Sendable {
    var rawValue: UInt32
    static let title = Kind(rawValue: 1)
    static let alternate = Kind(rawValue: 2)
    static let head = Kind(rawValue: 4)
    static let lead = Kind(rawValue: 8)
    static let link = Kind(rawValue: 16)
    static let guid = Kind(rawValue: 32)
    static let tail = Kind(rawValue: 64)
  }

  private struct Slot {
    var hash: UInt64 = 0
    /// Minute of publication since the epoch.
    var minute: UInt32 = 0
    /// Place of the record + 1; 0 for a free slot.
    var reference: UInt32 = 0
  }

  public private(set) var records: [EntryRecord] = []
  private var slots: [Slot] = []
  private var used = 0

  public init() {}

  public init(_ records: [EntryRecord]) {
    self.records.reserveCapacity(records.count)
    grow(toHold: records.count * 4)
    for record in records { insert(record) }
  }

  /// Number of records.
  public var count: Int { records.count }

  /// Adds the record of a story, or of a copy of one.
  public mutating func insert(_ record: EntryRecord) {
    let minute = UInt32(clamping: record.earliest / 60)
    records.append(record)
    let reference = UInt32(clamping: records.count)
    add(record.titleKey, .title, minute, reference)
    add(record.alternateKey, .alternate, minute, reference)
    add(record.headKey, .head, minute, reference)
    add(record.lead, .lead, minute, reference)
    add(record.tailKey, .tail, minute, reference)
    add(record.link, .link, minute, reference)
    if record.flags.contains(.globalIdentity) { add(record.identity, .guid, minute, reference) }
  }

  /// Forgets what was published, and first seen, before an instant (seconds since the epoch).
  ///
  /// Linear in the number of records: call it now and then, for example when a day's segment is closed.
  public mutating func expire(before instant: Int64) {
    let kept = records.filter { max($0.latest, $0.firstSeen) >= instant }
    guard kept.count < records.count else { return }
    self = RecentStories(kept)
  }

  /// The records with an equal hash of this kind, in the order of their arrival.
  func candidates(_ hash: UInt64, _ kind: Kind, _ body: (EntryRecord) -> Void) {
    candidates(hash, kind, atMost: .max, body)
  }

  /// The same, of no more than some records.
  func candidates(_ hash: UInt64, _ kind: Kind, atMost most: Int, _ body: (EntryRecord) -> Void) {
    guard hash != 0, !slots.isEmpty else { return }
    let key = Self.mix(hash, kind)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    var rest = most
    while slots[place].reference != 0, rest > 0 {
      if slots[place].hash == key {
        body(records[Int(slots[place].reference) - 1])
        rest -= 1
      }
      place = (place + 1) & mask
    }
  }

  /// True when a record has this hash; for measuring.
  public func containsTitle(_ hash: UInt64) -> Bool {
    var isFound = false
    candidates(hash, .title) { _ in isFound = true }
    return isFound
  }

  private static func mix(_ hash: UInt64, _ kind: Kind) -> UInt64 {
    (hash ^ UInt64(kind.rawValue)) &* 0x9E37_79B9_7F4A_7C15 ^ hash >> 32
  }

  private mutating func add(_ hash: UInt64, _ kind: Kind, _ minute: UInt32, _ reference: UInt32) {
    guard hash != 0 else { return }
    if (used + 1) * 5 > slots.count * 3 { grow(toHold: (used + 1) * 2) }
    place(Slot(hash: Self.mix(hash, kind), minute: minute, reference: reference))
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: slot.hash) & mask
    while slots[place].reference != 0 { place = (place + 1) & mask }
    slots[place] = slot
    used += 1
  }

  private mutating func grow(toHold needed: Int) {
    var size = 16
    while size * 3 < needed * 5 { size *= 2 }
    guard size > slots.count else { return }
    let old = slots
    slots = [Slot](repeating: Slot(), count: size)
    used = 0
    // In order of arrival, so that equal hashes are found in that order.
    for slot in old.filter({ $0.reference != 0 }).sorted(by: { $0.reference < $1.reference }) { place(slot) }
  }
}
