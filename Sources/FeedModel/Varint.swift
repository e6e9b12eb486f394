/// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the eighth says that more
/// follow (LEB128).
extension [UInt8] {
  mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Below zero is zero.
  mutating func append(varint number: Int64) {
    append(varint: UInt64(Swift.max(0, number)))
  }
}

/// Reads what `append(varint:)` wrote; nil where the bytes end or make no number.
struct VarintReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var place = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { place == bytes.count }

  mutating func next() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  /// A number that was not below zero; a larger one saturates.
  mutating func nextNumber() -> Int64? {
    next().map { Int64(clamping: $0) }
  }

  mutating func nextText() -> String? {
    guard let length = skipText() else { return nil }
    return String(decoding: bytes[(place - length)..<place], as: UTF8.self)
  }

  /// Passes over so many numbers.
  /// - Returns: false when the bytes end before.
  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0, place < bytes.count {
      if bytes[place] < 0x80 { left -= 1 }
      place += 1
    }
    return left == 0
  }

  /// Passes over a text.
  /// - Returns: its bytes.
  mutating func skipText() -> Int? {
    guard let count = next(), count <= UInt64(bytes.count - place) else { return nil }
    place += Int(count)
    return Int(count)
  }
}
