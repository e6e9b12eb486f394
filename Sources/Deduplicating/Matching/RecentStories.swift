public import FeedModel

/// The stories of the window, by title, link and guid: what entries of other sources are compared with.
///
/// Open addressing over entries of 16 bytes: hash, number among equal hashes, and place of the record. An item has
/// about four. Memory follows the window, not the size of the store: about 340 bytes an item with its record.
///
/// Equal hashes do not lie one behind the other but where their number says, so that very many of them (a column's
/// title, a form that is filled in) make neither each other nor their neighbors slow.
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
    /// The head of a title that was cut off.
    static let cutHead = Kind(rawValue: 128)
  }

  private struct Slot {
    var hash: UInt64 = 0
    /// How many came before it with the same hash.
    var number: UInt32 = 0
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
    records.append(record)
    let reference = UInt32(clamping: records.count)
    add(record.titleKey, .title, reference)
    add(record.alternateKey, .alternate, reference)
    add(record.headKey, .head, reference)
    if record.flags.contains(.truncated) { add(record.headKey, .cutHead, reference) }
    add(record.lead, .lead, reference)
    add(record.tailKey, .tail, reference)
    add(record.link, .link, reference)
    if record.flags.contains(.globalIdentity) { add(record.identity, .guid, reference) }
  }

  /// Forgets what was published, and first seen, before an instant (seconds since the epoch).
  ///
  /// Linear in the number of records: call it now and then, for example when a day's segment is closed.
  public mutating func expire(before instant: Int64) {
    let kept = records.filter { max($0.latest, $0.firstSeen) >= instant }
    guard kept.count < records.count else { return }
    self = RecentStories(kept)
  }

  /// Records with one hash that are looked at, at most: what a lookup costs must not depend on the news.
  static let mostCandidates = 512

  /// The records with an equal hash of this kind, in the order of their arrival; of very many the last ones.
  func candidates(
    _ hash: UInt64, _ kind: Kind, atMost most: Int = mostCandidates, _ body: (EntryRecord) -> Void
  ) {
    guard hash != 0, !slots.isEmpty else { return }
    let key = Self.mix(hash, kind)
    let count = count(key)
    for number in max(0, count - most)..<count {
      guard case let reference = reference(key, number), reference > 0 else { continue }
      body(records[Int(reference) - 1])
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

  private mutating func add(_ hash: UInt64, _ kind: Kind, _ reference: UInt32) {
    guard hash != 0 else { return }
    if (used + 1) * 5 > slots.count * 3 { grow(toHold: (used + 1) * 2) }
    let key = Self.mix(hash, kind)
    place(Slot(hash: key, number: UInt32(clamping: count(key)), reference: reference))
  }

  /// Where the search for a slot begins.
  @inline(__always)
  private func start(_ key: UInt64, _ number: Int) -> Int {
    Int(truncatingIfNeeded: key &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93) & (slots.count - 1)
  }

  /// The place of a record + 1; 0 when fewer have this hash.
  private func reference(_ key: UInt64, _ number: Int) -> UInt32 {
    var place = start(key, number)
    while slots[place].reference != 0 {
      if slots[place].hash == key, Int(slots[place].number) == number { return slots[place].reference }
      place = (place + 1) & (slots.count - 1)
    }
    return 0
  }

  /// How many have this hash: nearly always none or one.
  private func count(_ key: UInt64) -> Int {
    if reference(key, 0) == 0 { return 0 }
    var known = 1
    var beyond = 1
    while reference(key, beyond) != 0 {
      known = beyond + 1
      beyond *= 2
    }
    while known < beyond {
      let middle = (known + beyond) / 2
      if reference(key, middle) == 0 { beyond = middle } else { known = middle + 1 }
    }
    return known
  }

  private mutating func place(_ slot: Slot) {
    var place = start(slot.hash, Int(slot.number))
    while slots[place].reference != 0 { place = (place + 1) & (slots.count - 1) }
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
    for slot in old where slot.reference != 0 { place(slot) }
  }
}
