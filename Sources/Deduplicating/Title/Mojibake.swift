/// UTF-8 that was read as windows-1252 once: `CafÃ©` for `Café`.
enum Mojibake {
  /// The text as it was meant; nil unless the whole of it reads as UTF-8 after going back.
  static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    // Every lead byte of UTF-8 becomes one of Â…ô: two bytes, the first C3, or C2 for a stray one.
    guard bytes.contains(0xC3), beginsAsUTF8(bytes) else { return nil }
    var original: [UInt8] = []
    original.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let scalar = UTF8Scalars.next(bytes, &place)
      guard let byte = windows1252(scalar) else { return nil }
      original.append(byte)
    }
    return original.withUnsafeBufferPointer { isMultibyteUTF8($0) } ? original : nil
  }

  /// False for a text whose first two code points beyond ASCII were no lead byte and its continuation: that is
  /// nearly all with a letter from C3.
  private static func beginsAsUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard var place = bytes.firstIndex(where: { $0 >= 0x80 }),
      let lead = windows1252(UTF8Scalars.next(bytes, &place)), lead >= 0xC2, place < bytes.count,
      let next = windows1252(UTF8Scalars.next(bytes, &place))
    else { return false }
    return next & 0xC0 == 0x80
  }

  /// The byte of windows-1252 for a code point; its five unused bytes are taken as C1 controls (WHATWG Encoding).
  private static func windows1252(_ scalar: UInt32) -> UInt8? {
    if scalar < 0x100 { return UInt8(scalar) }
    return upper.firstIndex(of: scalar).map { UInt8(0x80 + $0) }
  }

  private static let upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D,
    0x17D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153,
    0x9D,
    0x17E, 0x178,
  ]

  private static func isMultibyteUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    var hasMultibyte = false
    while place < bytes.count {
      let first = bytes[place]
      if UTF8Scalars.next(bytes, &place) == 0xFFFD { return false }
      hasMultibyte = hasMultibyte || first >= 0x80
    }
    return hasMultibyte
  }
}
