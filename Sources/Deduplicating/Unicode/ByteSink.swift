/// Bytes written one after the other into memory that somebody else owns.
///
/// What does not fit is left out and remembered: whoever owns the memory tries again with more.
struct ByteSink {
  let base: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private(set) var count = 0
  private(set) var hasOverflowed = false

  init(_ base: UnsafeMutablePointer<UInt8>, capacity: Int) {
    self.base = base
    self.capacity = capacity
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
  var last: UInt8? { count > 0 ? base[count &- 1] : nil }

  subscript(_ place: Int) -> UInt8 {
    @inline(__always) get { base[place] }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < capacity else {
      hasOverflowed = true
      return
    }
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= capacity &- count else {
      hasOverflowed = true
      return
    }
    for place in 0..<bytes.count { base[count &+ place] = bytes[place] }
    count &+= bytes.count
  }

  /// Appends a code point in UTF-8; what is none becomes U+FFFD.
  @inline(__always)
  mutating func append(scalar: UInt32) {
    if scalar < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x110000 {
      append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      append(scalar: 0xFFFD)
    }
  }

  /// Appends the ASCII letters at `place`, in lower case, and takes them up in an FNV-1a hash; how many they were.
  @inline(__always)
  mutating func appendLetters(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ hash: inout UInt64
  ) -> Int {
    let room = min(text.count &- place, capacity &- count)
    let source = text.baseAddress.map { $0 + place }
    guard room > 0, let source else {
      hasOverflowed = true
      return 0
    }
    let target = base + count
    var length = 0
    var state = hash
    while length < room {
      let letter = source[length] | 0x20
      guard letter >= 0x61, letter <= 0x7A else { break }
      target[length] = letter
      state = (state ^ UInt64(letter)) &* 0x100_0000_01B3
      length &+= 1
    }
    hash = state
    count &+= length
    place &+= length
    if length == 0 { hasOverflowed = true }
    return length
  }

  /// Keeps the first `count` bytes.
  @inline(__always)
  mutating func cut(to count: Int) {
    self.count = min(self.count, max(0, count))
  }

  /// For who writes through `base`, within `capacity`.
  @inline(__always)
  mutating func setCount(_ count: Int) {
    self.count = count
  }

  mutating func markOverflow() { hasOverflowed = true }
}
