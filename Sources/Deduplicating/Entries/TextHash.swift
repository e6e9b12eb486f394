import WebText

/// Hashes of text for telling whether it changed.
enum TextHash {
  /// Of the bytes as they are; 0 only for nothing.
  static func of(_ text: String?, seed: UInt64 = 0) -> UInt64 {
    guard let text, !text.isEmpty else { return 0 }
    return max(1, StableHash.hash64(text, seed: seed))
  }

  /// Of the letters and digits that a reader sees, without markup, case and punctuation; 0 when there are none.
  ///
  /// View counters in attributes, rewritten markup, scripts, other spellings of a character, the queries of addresses
  /// and typography are no change.
  static func visible(_ text: String?) -> UInt32 {
    guard var text, !text.isEmpty else { return 0 }
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(byteCount: chunkSize, alignment: 8) { chunk in
        var letters = VisibleLetters(bytes)
        var hash: UInt64 = 0
        var count = 0
        // Letters at the beginning of the chunk that did not make a word yet.
        var held = 0
        repeat {
          let filled = letters.fill(chunk, from: held)
          count &+= filled &- held
          let whole = filled & ~7
          for place in stride(from: 0, to: whole, by: 8) { hash = mix(hash, word(chunk, place)) }
          held = filled &- whole
          if held > 0 { chunk.storeBytes(of: word(chunk, whole).littleEndian, as: UInt64.self) }
        } while !letters.areAtEnd
        guard count > 0 else { return 0 }
        // What stands behind a short last word in the chunk is not part of the text.
        if held > 0 { hash = mix(hash, word(chunk, 0) &<< (UInt64(8 &- held) &* 8)) }
        return max(1, UInt32(truncatingIfNeeded: mix(hash, UInt64(count)) >> 32))
      }
    }
  }

  /// Letters that are gathered before they are hashed: as much as the stack gives.
  private static let chunkSize = 1024

  @inline(__always)
  private static func word(_ chunk: UnsafeMutableRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: chunk.load(fromByteOffset: place, as: UInt64.self))
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ hash &* 0xC2B2_AE3D_27D4_EB4F
  }
}
