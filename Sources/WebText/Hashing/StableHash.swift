/// A 64-bit hash that is the same in every process and every version, for ever: XXH64, as its specification
/// (version 0.1.1) defines it.
///
/// For tables and fingerprints, not against someone who looks for collisions: who must resist that, hashes
/// with `SHA256`.
public enum StableHash {
  public static func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    let count = bytes.count
    var index = 0
    var hash: UInt64
    if count >= 32 {
      var lane1 = seed &+ prime1 &+ prime2
      var lane2 = seed &+ prime2
      var lane3 = seed
      var lane4 = seed &- prime1
      while index &+ 32 <= count {
        lane1 = round(lane1, word(bytes, index))
        lane2 = round(lane2, word(bytes, index &+ 8))
        lane3 = round(lane3, word(bytes, index &+ 16))
        lane4 = round(lane4, word(bytes, index &+ 24))
        index &+= 32
      }
      hash = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
      hash = merge(hash, lane1)
      hash = merge(hash, lane2)
      hash = merge(hash, lane3)
      hash = merge(hash, lane4)
    } else {
      hash = seed &+ prime5
    }
    hash &+= UInt64(count)
    while index &+ 8 <= count {
      hash = rotate(hash ^ round(0, word(bytes, index)), 27) &* prime1 &+ prime4
      index &+= 8
    }
    if index &+ 4 <= count {
      let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      hash = rotate(hash ^ (UInt64(half) &* prime1), 23) &* prime2 &+ prime3
      index &+= 4
    }
    while index < count {
      hash = rotate(hash ^ (UInt64(bytes[index]) &* prime5), 11) &* prime1
      index &+= 1
    }
    hash ^= hash &>> 33
    hash &*= prime2
    hash ^= hash &>> 29
    hash &*= prime3
    hash ^= hash &>> 32
    return hash
  }

  public static func hash64(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash64($0, seed: seed) }
  }

  /// The hash of the text's UTF-8.
  public static func hash64(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var copy = text
    return copy.withUTF8 { hash64(UnsafeRawBufferPointer($0), seed: seed) }
  }

  /// The hashes of a text's first 24, 32, … 80 bytes, each as `hash64` gives it, but never 0; 0 where there are
  /// fewer bytes.
  ///
  /// They share the work on what they have in common, and none waits for another.
  public static func beginnings64(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> SIMD8<UInt64> {
    var hashes = SIMD8<UInt64>.zero
    let steps = min(8, bytes.count / 8 - 2)
    guard steps > 0 else { return hashes }
    var lanes = SIMD4<UInt64>(seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
    var hash = seed &+ prime5
    for word in 0..<steps + 2 {
      if word & 3 == 3 {
        // Each stripe of 32 bytes begins anew from the lanes.
        for lane in 0..<4 { lanes[lane] = round(lanes[lane], Self.word(bytes, (word - 3 + lane) * 8)) }
        hash = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
        for lane in 0..<4 { hash = merge(hash, lanes[lane]) }
        if word >= 2 { hashes[word - 2] = max(1, avalanche(hash &+ UInt64(word + 1) * 8)) }
      } else {
        // The length goes in before the words that are left over.
        let first = word & ~3
        var short = hash &+ UInt64(word + 1) * 8
        for rest in first...word {
          short = rotate(short ^ round(0, Self.word(bytes, rest * 8)), 27) &* prime1 &+ prime4
        }
        if word >= 2 { hashes[word - 2] = max(1, avalanche(short)) }
      }
    }
    return hashes
  }

  @inline(__always)
  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash ^= hash &>> 33
    hash &*= prime2
    hash ^= hash &>> 29
    hash &*= prime3
    return hash ^ hash &>> 32
  }

  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 &- count)
  }
}
