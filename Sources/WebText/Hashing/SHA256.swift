/// SHA-256 (FIPS 180-4 §6.2), of bytes that come in pieces or at once.
public struct SHA256: Sendable {
  /// FIPS 180-4 §5.3.3.
  private static let initial = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  private var state = SHA256.initial
  /// The bytes that do not fill a block of 64 yet.
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  public init() {
    pending.reserveCapacity(64)
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let needed = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(needed))
      rest = rest.dropFirst(needed)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { Self.compress($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    Self.compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), into: &state)
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest, 32 bytes; the state is used up.
  public consuming func finalize() -> [UInt8] {
    // FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits as 64 bits.
    let bits = length &<< 3
    pending.append(0x80)
    while pending.count % 64 != 56 { pending.append(0) }
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      pending.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    pending.withUnsafeBytes { Self.compress($0, into: &state) }
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for index in 0..<8 {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> shift))
      }
    }
    return digest
  }

  /// The digest of `bytes`, 32 bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The digest of `bytes`, 32 bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let words = words(of: bytes)
    return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      let digest = UnsafeMutableRawBufferPointer(digest)
      for index in 0..<8 {
        digest.storeBytes(of: words[index].bigEndian, toByteOffset: index &* 4, as: UInt32.self)
      }
      count = 32
    }
  }

  /// The digest of `bytes` as eight words, without a buffer on the heap.
  public static func words(of bytes: UnsafeRawBufferPointer) -> SIMD8<UInt32> {
    var state = SHA256.initial
    let whole = bytes.count & ~63
    compress(UnsafeRawBufferPointer(rebasing: bytes[..<whole]), into: &state)
    // What is left over, and FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits as 64 bits.
    let rest = bytes.count &- whole
    let padded = rest < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: padded, alignment: 8) { last in
      last.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[whole...]))
      last[rest] = 0x80
      for place in (rest &+ 1)..<(padded &- 8) { last[place] = 0 }
      last.storeBytes(
        of: (UInt64(bytes.count) &<< 3).bigEndian, toByteOffset: padded &- 8, as: UInt64.self)
      compress(UnsafeRawBufferPointer(last), into: &state)
    }
    return state
  }

  /// FIPS 180-4 §6.2.2, for a whole number of blocks.
  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    guard blocks.count >= 64 else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      roundConstants.withUnsafeBufferPointer { constants in
        for start in stride(from: 0, to: blocks.count &- 63, by: 64) {
          for index in 0..<16 {
            schedule[index] = UInt32(
              bigEndian: blocks.loadUnaligned(fromByteOffset: start &+ index &* 4, as: UInt32.self))
          }
          for index in 16..<64 {
            let w15 = schedule[index &- 15]
            let w2 = schedule[index &- 2]
            let sigma0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 &>> 3)
            let sigma1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 &>> 10)
            schedule[index] = schedule[index &- 16] &+ sigma0 &+ schedule[index &- 7] &+ sigma1
          }
          var (a, b, c, d) = (state[0], state[1], state[2], state[3])
          var (e, f, g, h) = (state[4], state[5], state[6], state[7])
          // Eight rounds at a time: after these every variable has its own place again.
          for index in stride(from: 0, to: 64, by: 8) {
            func word(_ step: Int) -> UInt32 { constants[index &+ step] &+ schedule[index &+ step] }
            round(a, b, c, &d, e, f, g, &h, word(0))
            round(h, a, b, &c, d, e, f, &g, word(1))
            round(g, h, a, &b, c, d, e, &f, word(2))
            round(f, g, h, &a, b, c, d, &e, word(3))
            round(e, f, g, &h, a, b, c, &d, word(4))
            round(d, e, f, &g, h, a, b, &c, word(5))
            round(c, d, e, &f, g, h, a, &b, word(6))
            round(b, c, d, &e, f, g, h, &a, word(7))
          }
          state &+= SIMD8(a, b, c, d, e, f, g, h)
        }
      }
    }
  }

  /// FIPS 180-4 §6.2.2, step 3, without moving the variables: `fourth` becomes the fifth, `last` the first.
  @inline(__always)
  private static func round(
    _ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: inout UInt32, _ fifth: UInt32,
    _ sixth: UInt32, _ seventh: UInt32, _ last: inout UInt32, _ word: UInt32
  ) {
    let sum1 = rotate(fifth, 6) ^ rotate(fifth, 11) ^ rotate(fifth, 25)
    let choice = (fifth & sixth) ^ (~fifth & seventh)
    let sum = last &+ sum1 &+ choice &+ word
    let sum0 = rotate(first, 2) ^ rotate(first, 13) ^ rotate(first, 22)
    let majority = (first & second) ^ (first & third) ^ (second & third)
    fourth = fourth &+ sum
    last = sum &+ sum0 &+ majority
  }

  @inline(__always)
  private static func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value &>> count | value &<< (32 &- count)
  }

  /// FIPS 180-4 §4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
