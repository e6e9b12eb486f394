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
    return finished(bytes, index, count, hash &+ UInt64(count))
  }

  /// Takes up what is left of a text behind its whole stripes.
  @inline(__always)
  private static func finished(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int, _ unfinished: UInt64
  ) -> UInt64 {
    var hash = unfinished
    var index = start
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
    return avalanche(hash)
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
    var lanes = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
    // The first stripe of 32 bytes; until it is whole, its words are left over, and the length goes in before them.
    let (word0, word1, word2) = (word(bytes, 0), word(bytes, 8), word(bytes, 16))
    var rest = seed &+ prime5 &+ 24
    rest = append(round(0, word2), to: append(round(0, word1), to: append(round(0, word0), to: rest)))
    hashes[0] = beginning(rest)
    guard steps > 1 else { return hashes }
    var hash = stripe(&lanes, word0, word1, word2, word(bytes, 24))
    hashes[1] = beginning(hash &+ 32)
    guard steps > 2 else { return hashes }
    let (word4, round4) = (word(bytes, 32), round(0, word(bytes, 32)))
    hashes[2] = beginning(append(round4, to: hash &+ 40))
    guard steps > 3 else { return hashes }
    let (word5, round5) = (word(bytes, 40), round(0, word(bytes, 40)))
    hashes[3] = beginning(append(round5, to: append(round4, to: hash &+ 48)))
    guard steps > 4 else { return hashes }
    let (word6, round6) = (word(bytes, 48), round(0, word(bytes, 48)))
    hashes[4] = beginning(append(round6, to: append(round5, to: append(round4, to: hash &+ 56))))
    guard steps > 5 else { return hashes }
    hash = stripe(&lanes, word4, word5, word6, word(bytes, 56))
    hashes[5] = beginning(hash &+ 64)
    guard steps > 6 else { return hashes }
    let round8 = round(0, word(bytes, 64))
    hashes[6] = beginning(append(round8, to: hash &+ 72))
    guard steps > 7 else { return hashes }
    hashes[7] = beginning(append(round(0, word(bytes, 72)), to: append(round8, to: hash &+ 80)))
    return hashes
  }

  /// The hashes of a text's beginnings, each as `hash64` gives it, but never 0; 0 where `ends` has 0.
  ///
  /// - Parameter ends: how long each is, none shorter than the one before it and none longer than the text; behind
  ///   the last there may be zeros.
  public static func beginnings64(
    _ bytes: UnsafeRawBufferPointer, ends: SIMD8<Int>, seed: UInt64
  ) -> SIMD8<UInt64> {
    var hashes = SIMD8<UInt64>.zero
    var lanes = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
    // All whole stripes of 32 bytes so far are in `hash`.
    var index = 0
    var hash = seed &+ prime5
    for number in 0..<8 where ends[number] > 0 && ends[number] <= bytes.count {
      let end = ends[number]
      while index &+ 32 <= end {
        hash = stripe(
          &lanes, word(bytes, index), word(bytes, index &+ 8), word(bytes, index &+ 16),
          word(bytes, index &+ 24))
        index &+= 32
      }
      hashes[number] = max(1, finished(bytes, index, end, hash &+ UInt64(end)))
    }
    return hashes
  }

  private typealias Lanes = (UInt64, UInt64, UInt64, UInt64)

  /// 32 bytes more; the hash of all so far, without its length.
  @inline(__always)
  private static func stripe(
    _ lanes: inout Lanes, _ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64
  ) -> UInt64 {
    lanes = (
      round(lanes.0, first), round(lanes.1, second), round(lanes.2, third), round(lanes.3, fourth)
    )
    let hash = rotate(lanes.0, 1) &+ rotate(lanes.1, 7) &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
    return merge(merge(merge(merge(hash, lanes.0), lanes.1), lanes.2), lanes.3)
  }

  @inline(__always)
  private static func append(_ word: UInt64, to hash: UInt64) -> UInt64 {
    rotate(hash ^ word, 27) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func beginning(_ hash: UInt64) -> UInt64 { max(1, avalanche(hash)) }

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
