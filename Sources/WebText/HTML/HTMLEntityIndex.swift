import Glibc

/// Finds names in `HTMLEntityTable`, which it reads once.
struct HTMLEntityIndex: Sendable {
  static let shared = HTMLEntityIndex()

  /// Bytes of `CounterClockwiseContourIntegral`.
  static let longestName = 31
  /// Bytes of `Ccedil`, and of no name without a semicolon more.
  static let longestLegacyName = 6

  struct Entry: Sendable {
    /// Where the name is in the table's text.
    var start: UInt32
    var length: UInt8
    /// True when the name is also known without a semicolon.
    var isLegacy: Bool
    var first: UInt32
    /// 0 when the name stands for one character.
    var second: UInt32
  }

  /// Sorted by the bytes of the names.
  private let entries: [Entry]
  /// Index of the first entry whose name begins with a byte or a later one.
  private let firstByInitial: [Int]

  private init() {
    let text = UnsafeBufferPointer(
      start: HTMLEntityTable.text.utf8Start, count: HTMLEntityTable.text.utf8CodeUnitCount)
    var entries: [Entry] = []
    entries.reserveCapacity(2200)
    var index = 0
    while index < text.count {
      let start = index
      while HTMLEntities.isAlphanumeric(text[index]) { index += 1 }
      var entry = Entry(
        start: UInt32(start), length: UInt8(index - start), isLegacy: text[index] == UInt8(ascii: "*"),
        first: 0, second: 0)
      index += 1
      entry.first = Self.hexNumber(text, &index)
      if index < text.count, text[index] == UInt8(ascii: "+") {
        index += 1
        entry.second = Self.hexNumber(text, &index)
      }
      entries.append(entry)
      while index < text.count, text[index] <= 0x20 { index += 1 }
    }
    var counts = [Int](repeating: 0, count: 257)
    for entry in entries { counts[Int(text[Int(entry.start)]) + 1] += 1 }
    for byte in 1..<257 { counts[byte] += counts[byte - 1] }
    firstByInitial = counts
    self.entries = entries
  }

  func find(_ name: UnsafeBufferPointer<UInt8>) -> Entry? {
    guard let start = name.baseAddress, name.count > 0, name.count <= Self.longestName else { return nil }
    let text = HTMLEntityTable.text.utf8Start
    var low = firstByInitial[Int(start[0])]
    var high = firstByInitial[Int(start[0]) + 1]
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      let length = Int(entry.length)
      let order = memcmp(text + Int(entry.start), start, min(length, name.count))
      if order == 0, length == name.count { return entry }
      if order < 0 || (order == 0 && length < name.count) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private static func hexNumber(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
    var value: UInt32 = 0
    while index < text.count, HTMLEntities.isAlphanumeric(text[index]) {
      let byte = text[index]
      value = value * 16 + UInt32(byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : byte - 55)
      index += 1
    }
    return value
  }
}
