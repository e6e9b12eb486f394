import Testing
import WebText

@Suite struct SHA256Tests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func givesTheDigestsOfTheStandardsExamples(text: String, expected: String) {
    #expect(hex(SHA256.hash(Array(text.utf8))) == expected)
  }

  @Test func givesTheDigestOfAMillionTimesTheLetterA() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(hex(SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))) == expected)
  }

  @Test func isTheSameHoweverTheBytesAreCutUp() {
    var random = SplitMix(seed: 1)
    let bytes = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for length in 0...200 {
      let whole = SHA256.hash(Array(bytes[..<length]))
      var state = SHA256()
      var index = 0
      while index < length {
        let next = min(length, index + random.below(70))
        state.update(Array(bytes[index..<next]))
        index = next
      }
      #expect(state.finalize() == whole)
    }
  }
}

@Suite struct StableHashTests {
  @Test(
    arguments: [
      ("", 0, 0xEF46_DB37_51D8_E999),
      ("a", 0, 0xD24E_C4F1_A98C_6E5B),
      ("abc", 0, 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0, 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64, UInt64)])
  func givesKnownValuesOfXXH64(text: String, seed: UInt64, expected: UInt64) {
    #expect(StableHash.hash64(text, seed: seed) == expected)
  }

  /// Values that were recorded once: an index on disk depends on them, so they may never change.
  @Test func neverChanges() {
    let bytes = (0..<101).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var combined: UInt64 = 0
    for length in 0...101 {
      combined = combined &* 31 &+ StableHash.hash64(Array(bytes[..<length]), seed: UInt64(length % 3))
    }
    #expect(combined == 15_577_795_072_595_846_775)
  }

  @Test func dependsOnEachBitAndOnTheSeed() {
    let bytes = [UInt8](repeating: 0x5A, count: 45)
    let original = StableHash.hash64(bytes)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        #expect(StableHash.hash64(changed) != original)
      }
    }
    #expect(StableHash.hash64(bytes, seed: 1) != original)
  }

  @Test(arguments: [0, 24, .max] as [UInt64])
  func `the hashes of a text's beginnings are those of the beginnings by themselves`(_ seed: UInt64) {
    let text = (0..<120).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 7) }
    for count in 0...text.count {
      let hashes = text[..<count].withUnsafeBytes { StableHash.beginnings64($0, seed: seed) }
      for place in 0..<8 {
        let end = 24 + 8 * place
        let expected = end <= count ? max(1, StableHash.hash64(Array(text[..<end]), seed: seed)) : 0
        #expect(hashes[place] == expected, "\(count) bytes, the first \(end)")
      }
    }
  }

  @Test(arguments: [0, 24, .max] as [UInt64])
  func `beginnings of any length have the hashes that they have by themselves`(_ seed: UInt64) {
    let text = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 3) }
    let rows: [[Int]] = [
      [24, 32, 40, 48, 56, 64, 72, 80], [1, 2, 3, 5, 8, 13, 21, 34], [31, 32, 33, 63, 64, 65, 95, 96],
      [26, 35, 41, 49, 58, 66, 73], [97, 97, 131, 200], [200], [],
    ]
    for row in rows {
      var ends = SIMD8<Int>.zero
      for (place, end) in row.enumerated() { ends[place] = end }
      let hashes = text.withUnsafeBytes { StableHash.beginnings64($0, ends: ends, seed: seed) }
      for place in 0..<8 {
        let end = place < row.count ? row[place] : 0
        let expected = end > 0 ? max(1, StableHash.hash64(Array(text[..<end]), seed: seed)) : 0
        #expect(hashes[place] == expected, "the first \(end)")
      }
    }
  }

  @Test func `a beginning that the text does not have has no hash`() {
    let ends = SIMD8(24, 41, 0, 0, 0, 0, 0, 0)
    let hashes = [UInt8](repeating: 7, count: 40).withUnsafeBytes {
      StableHash.beginnings64($0, ends: ends, seed: 24)
    }
    #expect(hashes[0] != 0)
    #expect(hashes[1] == 0)
  }
}
