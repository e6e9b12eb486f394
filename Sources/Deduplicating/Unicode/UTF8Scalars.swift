/// Reading code points in UTF-8 buffers.
enum UTF8Scalars {
  /// The code point that begins at `place`, which is moved behind it; U+FFFD for a malformed byte.
  @inline(__always)
  static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32 {
    let first = bytes[place]
    place += 1
    if first < 0x80 { return UInt32(first) }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    guard first >= 0xC2, first < 0xF5, place + length <= bytes.count else { return 0xFFFD }
    var scalar = UInt32(first) & (0x3F >> UInt32(length))
    for step in 0..<length {
      let byte = bytes[place + step]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    place += length
    return scalar
  }
}
