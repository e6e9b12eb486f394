/// Checks that bytes are UTF-8 (RFC 3629 §4; Unicode table 3-7).
enum UTF8Validation {
  /// The first byte that begins no valid character; nil when all is valid. ASCII goes 32 bytes at a time.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let count = bytes.count
    let raw = UnsafeRawPointer(start)
    var index = 0
    while index < count {
      if start[index] < 0x80 {
        index &+= 1
        while index &+ 32 <= count {
          let words = raw.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
          if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
          index &+= 32
        }
        continue
      }
      let length = lengthOfSequence(start + index, available: count &- index)
      guard length > 0 else { return index }
      index &+= length
    }
    return nil
  }

  /// Bytes of the valid sequence at `start`, which is not ASCII; 0 when it is invalid.
  @inline(__always)
  static func lengthOfSequence(_ start: UnsafePointer<UInt8>, available: Int) -> Int {
    let first = start[0]
    @inline(__always) func continues(_ distance: Int) -> Bool { start[distance] & 0xC0 == 0x80 }
    if first < 0xC2 { return 0 }
    if first < 0xE0 { return available >= 2 && continues(1) ? 2 : 0 }
    if first < 0xF0 {
      guard available >= 3, continues(1), continues(2) else { return 0 }
      if first == 0xE0, start[1] < 0xA0 { return 0 }
      if first == 0xED, start[1] > 0x9F { return 0 }
      return 3
    }
    guard first < 0xF5, available >= 4, continues(1), continues(2), continues(3) else { return 0 }
    if first == 0xF0, start[1] < 0x90 { return 0 }
    if first == 0xF4, start[1] > 0x8F { return 0 }
    return 4
  }
}
