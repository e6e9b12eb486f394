/// A source's own place in any interval: the same at each start, and even over many sources.
enum Phase {
  /// In 0..<1, from the name and `salt`; FNV-1a with a finishing mix. Not from `Hasher`, whose seed changes.
  static func fraction(_ name: String, salt: Int64 = 0) -> Double {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    hash ^= UInt64(bitPattern: salt) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    return Double(hash >> 11) / Double(UInt64(1) << 53)
  }

  /// `fraction` of `seconds`, rounded down, in 0..<seconds.
  static func part(_ fraction: Double, of seconds: Int64) -> Int64 {
    guard seconds > 0 else { return 0 }
    // A century is plenty, and keeps the product exact.
    return Int64(fraction * Double(min(seconds, 3_155_760_000)))
  }
}
