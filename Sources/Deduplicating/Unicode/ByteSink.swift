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

  /// The same, quickly: what is left of the memory may stay unused when it is less than four bytes.
  @inline(__always)
  mutating func append(letter scalar: UInt32) {
    guard capacity &- count >= 4 else {
      hasOverflowed = true
      return
    }
    let target = base + count
    if scalar < 0x80 {
      target[0] = UInt8(truncatingIfNeeded: scalar)
      count &+= 1
    } else if scalar < 0x800 {
      target[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count &+= 2
    } else if scalar < 0x10000 {
      target[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
      target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count &+= 3
    } else {
      append(scalar: scalar)
    }
  }

  /// Appends a byte for which there is room, and takes it up in an FNV-1a hash, which is returned.
  @inline(__always)
  mutating func append(sure byte: UInt8, _ hash: UInt64) -> UInt64 {
    base[count] = byte
    count &+= 1
    return WordFolding.step(hash, byte)
  }

  /// Appends the ASCII letters at `place`, in lower case, and takes them up in an FNV-1a hash; whether some of them
  /// were lower case.
  @inline(__always)
  mutating func appendLetters(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ hash: inout UInt64
  ) -> Bool {
    var (from, to, state) = (place, count, hash)
    let end = min(text.count, from &+ capacity &- to)
    if from == end { hasOverflowed = true }
    var lower: UInt8 = 0
    while from < end {
      let byte = text[from]
      let letter = byte | 0x20
      guard letter &- 0x61 < 26 else { break }
      lower |= byte
      base[to] = letter
      state = WordFolding.step(state, letter)
      from &+= 1
      to &+= 1
    }
    (place, count, hash) = (from, to, state)
    // Letters have this bit only when they are lower case.
    return lower & 0x20 != 0
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
