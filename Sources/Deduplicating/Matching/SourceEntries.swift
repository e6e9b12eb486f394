public import FeedModel

/// What is known of one source's entries, for one poll: looked up by identity, link and title.
///
/// The records' indices are made when first asked for, so that a poll in which nothing is new pays for one.
public struct SourceEntries: Sendable {
  public private(set) var records: [EntryRecord]
  private var byIdentity: HashIndex
  private var byLink: HashIndex?
  private var byTitle: HashIndex?

  public init(_ records: [EntryRecord] = []) {
    self.records = records
    byIdentity = HashIndex(capacity: records.count)
    for (place, record) in records.enumerated() { byIdentity.insert(record.identity, place) }
  }

  /// Adds a record, or replaces the one with its identity.
  public mutating func put(_ record: EntryRecord) {
    if let place = byIdentity.first(of: record.identity) {
      let old = records[place]
      records[place] = record
      if old.link != record.link { byLink = nil }
      if old.titleKey != record.titleKey { byTitle = nil }
      return
    }
    let place = records.count
    records.append(record)
    byIdentity.insert(record.identity, place)
    if record.link != 0 { byLink?.insert(record.link, place) }
    byTitle?.insert(record.titleKey, place)
  }

  /// Puts records in the places of others: the source has given them other ids.
  mutating func rekey(_ records: [(old: UInt64, new: EntryRecord)]) {
    for (old, new) in records {
      if let place = byIdentity.first(of: old) { self.records[place] = new }
    }
    self = SourceEntries(self.records)
  }

  public func record(identity: UInt64) -> EntryRecord? {
    byIdentity.first(of: identity).map { records[$0] }
  }

  /// The records with this link, newest last.
  public mutating func records(link: UInt64) -> [EntryRecord] {
    if byLink == nil {
      var index = HashIndex(capacity: records.count)
      for (place, record) in records.enumerated() where record.link != 0 { index.insert(record.link, place) }
      byLink = index
    }
    return byLink?.all(of: link).map { records[$0] } ?? []
  }

  /// The records with this primary title key, newest last.
  public mutating func records(titleKey: UInt64) -> [EntryRecord] {
    if byTitle == nil {
      var index = HashIndex(capacity: records.count)
      for (place, record) in records.enumerated() { index.insert(record.titleKey, place) }
      byTitle = index
    }
    return byTitle?.all(of: titleKey).map { records[$0] } ?? []
  }
}

/// Places in an array by 64-bit hash: open addressing, equal hashes allowed.
struct HashIndex: Sendable {
  private var hashes: [UInt64] = []
  private var places: [UInt32] = []
  private var count = 0

  init(capacity: Int) {
    resize(toHold: capacity)
  }

  private mutating func resize(toHold needed: Int) {
    var size = 8
    while size * 5 < needed * 8 + 8 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    places = [UInt32](repeating: .max, count: size)
    count = 0
  }

  mutating func insert(_ hash: UInt64, _ place: Int) {
    if (count + 1) * 8 > hashes.count * 5 {
      grow()
    }
    insertWithoutGrowing(hash, UInt32(clamping: place))
  }

  /// Equal hashes keep their order: from an empty slot on, they come as they were inserted.
  private mutating func grow() {
    let (oldHashes, oldPlaces) = (hashes, places)
    let mask = oldPlaces.count - 1
    resize(toHold: (count + 1) * 2)
    guard let gap = oldPlaces.firstIndex(of: .max) else { return }
    for step in 1...oldPlaces.count {
      let slot = (gap + step) & mask
      if oldPlaces[slot] != .max { insertWithoutGrowing(oldHashes[slot], oldPlaces[slot]) }
    }
  }

  private mutating func insertWithoutGrowing(_ hash: UInt64, _ place: UInt32) {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while places[slot] != .max { slot = (slot + 1) & mask }
    hashes[slot] = hash
    places[slot] = place
    count += 1
  }

  func first(of hash: UInt64) -> Int? {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while places[slot] != .max {
      if hashes[slot] == hash { return Int(places[slot]) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  func all(of hash: UInt64) -> [Int] {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    var found: [Int] = []
    while places[slot] != .max {
      if hashes[slot] == hash { found.append(Int(places[slot])) }
      slot = (slot + 1) & mask
    }
    return found.sorted()
  }
}
