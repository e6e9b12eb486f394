/// The last few pieces of a title that were read as names, in memory of the title's workspace.
struct NameMemory {
  private struct Entry {
    var start: UInt16
    var end: UInt16
    var words: UInt32
    var hash: UInt64
  }

  private static let most = 4
  static let size = most * MemoryLayout<Entry>.stride

  private let entries: UnsafeMutablePointer<Entry>
  private var count = 0
  private var next = 0

  /// - Parameter memory: of `size` bytes, aligned to 8.
  init(_ memory: UnsafeMutableRawPointer) { entries = memory.assumingMemoryBound(to: Entry.self) }

  func name(_ start: Int, _ end: Int) -> OutletName? {
    for number in 0..<count where entries[number].start == start && entries[number].end == end {
      return OutletName(words: Int(entries[number].words), hash: entries[number].hash)
    }
    return nil
  }

  mutating func insert(_ name: OutletName, _ start: Int, _ end: Int) {
    // A cleaned title is shorter than 64 KiB.
    entries[next] = Entry(
      start: UInt16(truncatingIfNeeded: start), end: UInt16(truncatingIfNeeded: end),
      words: UInt32(truncatingIfNeeded: name.words), hash: name.hash)
    next = (next &+ 1) & (Self.most - 1)
    count = min(count &+ 1, Self.most)
  }

  mutating func removeAll() {
    count = 0
    next = 0
  }
}
