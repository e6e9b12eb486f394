/// Words by hash, each with a value: an open-addressed table behind a filter, made once and only read.
///
/// Nearly all words of headlines are in no table, and the filter knows that from one bit.
final class Vocabulary: Sendable {
  // Written in `init` alone, so that all threads may read.
  private nonisolated(unsafe) let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  private let filter: HashFilter

  private struct Slot {
    var hash: UInt64
    /// 0 in an empty slot.
    var value: UInt32
  }

  init(_ entries: [UInt64: UInt32]) {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    mask = size - 1
    filter = HashFilter(entries.keys)
    slots = .allocate(capacity: size)
    slots.initialize(repeating: Slot(hash: 0, value: 0), count: size)
    for (hash, value) in entries where value != 0 {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].value != 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(hash: hash, value: value)
    }
  }

  deinit {
    slots.deallocate()
  }

  /// The value of the word with this hash; 0 for a word that is not in the table.
  @inline(__always)
  func value(_ hash: UInt64) -> UInt32 {
    filter.mayContain(hash) ? stored(hash) : 0
  }

  private func stored(_ hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].value != 0 {
      if slots[slot].hash == hash { return slots[slot].value }
      slot = (slot &+ 1) & mask
    }
    return 0
  }
}

/// One bit for each of some hashes, among sixteen times as many: says of most others that they are not among them.
final class HashFilter: Sendable {
  // Written in `init` alone, so that all threads may read.
  private nonisolated(unsafe) let bits: UnsafeMutablePointer<UInt64>
  private let mask: Int

  init(_ hashes: some Collection<UInt64>) {
    var size = 4
    while size < hashes.count / 4 { size *= 2 }
    mask = size - 1
    bits = .allocate(capacity: size)
    bits.initialize(repeating: 0, count: size)
    for hash in hashes { bits[Int(truncatingIfNeeded: hash >> 22) & mask] |= 1 << (hash >> 44 & 63) }
  }

  deinit { bits.deallocate() }

  @inline(__always)
  func mayContain(_ hash: UInt64) -> Bool {
    bits[Int(truncatingIfNeeded: hash &>> 22) & mask] & (1 &<< (hash &>> 44 & 63)) != 0
  }
}
