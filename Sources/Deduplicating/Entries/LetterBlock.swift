/// Sixteen bytes of a text, from which all but letters and digits is taken out at once.
enum LetterBlock {
  /// What begins something longer: a tag, a reference, an address, its query, and the punctuation of Latin-1, of
  /// U+2000 and of CJK.
  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3C, 0x26, 0x3A, 0x3F, 0xC2, 0xE2, 0xE3: true
    default: false
    }
  }

  /// The letter that a byte stands for, which is not special; 0 for nothing to see.
  @inline(__always)
  static func letter(_ byte: UInt8) -> UInt8 {
    if byte >= 0x80 || byte &- 0x30 < 10 { return byte }
    return (byte | 0x20) &- 0x61 < 26 ? byte | 0x20 : 0
  }

  /// Writes the letters of a block, up to the first special byte, and as many bytes more as make 16.
  ///
  /// - Parameter filled: where to write; behind the letters afterwards.
  /// - Returns: how many bytes of the block were dealt with: the number of the special byte, or 16.
  @inline(__always)
  static func squeeze(
    _ block: SIMD16<UInt8>, to output: UnsafeMutableRawPointer, _ filled: inout Int
  ) -> Int {
    let isLetter = bits((block | all(0x20)) &- all(0x61) .< all(26))
    let isDigit = bits(block &- all(0x30) .< all(10))
    var isKept = words(isLetter | isDigit | bits(block .>= all(0x80)))
    let special = words(
      bits(block .== all(0x3C)) | bits(block .== all(0x26)) | bits(block .== all(0x3A))
        | bits(block .== all(0x3F)) | bits(block .== all(0xC2))
        | bits(block & all(0xFE) .== all(0xE2)))
    var taken = 16
    if special[0] | special[1] != 0 {
      let isInFirst = special[0] != 0
      let word = isInFirst ? special[0] : special[1]
      // All bits below the lowest one of the special byte.
      let below = (word &- 1) & ~word
      isKept = isKept & SIMD2(isInFirst ? below : .max, isInFirst ? 0 : below)
      taken = (isInFirst ? 0 : 8) &+ word.trailingZeroBitCount &>> 3
    }
    // How many bytes were left out before each, within its half: none of the sums goes beyond a byte.
    var left = (SIMD2(repeating: .max) ^ isKept) & SIMD2(repeating: 0x0101_0101_0101_0101)
    left = left &+ left &<< SIMD2(repeating: 8)
    left = left &+ left &<< SIMD2(repeating: 16)
    left = left &+ left &<< SIMD2(repeating: 32)
    let total = left &>> SIMD2(repeating: 56)
    left = left & isKept
    var letters = words(block | isLetter & all(0x20)) & isKept
    // Each moves down by as many bytes, in steps of one, two and four.
    move(&letters, &left, bit: 1)
    move(&letters, &left, bit: 2)
    move(&letters, &left, bit: 4)
    output.storeBytes(of: letters[0].littleEndian, toByteOffset: filled, as: UInt64.self)
    filled &+= 8 &- Int(truncatingIfNeeded: total[0])
    output.storeBytes(of: letters[1].littleEndian, toByteOffset: filled, as: UInt64.self)
    filled &+= 8 &- Int(truncatingIfNeeded: total[1])
    return taken
  }

  @inline(__always)
  private static func move(_ letters: inout SIMD2<UInt64>, _ left: inout SIMD2<UInt64>, bit: UInt64) {
    let ones = left & SIMD2(repeating: 0x0101_0101_0101_0101 &* bit)
    let mask = words(bits(unsafeBitCast(ones, to: SIMD16<UInt8>.self) .!= all(0)))
    let shift = SIMD2(repeating: bit &* 8)
    let moving = letters & mask
    letters = (letters ^ moving) | moving &>> shift
    let counts = left & mask
    left = (left ^ counts) | counts &>> shift
  }

  /// True when one of three bytes is in a block.
  @inline(__always)
  static func contains(_ block: SIMD16<UInt8>, _ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    let found = words(bits(block .== all(first)) | bits(block .== all(second)) | bits(block .== all(third)))
    return found[0] | found[1] != 0
  }

  /// A vector where an operator would take a number, too, but not in one instruction.
  @inline(__always)
  private static func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }

  /// All bits of a byte for true.
  @inline(__always)
  private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
    unsafeBitCast(mask, to: SIMD16<UInt8>.self)
  }

  @inline(__always)
  private static func words(_ bytes: SIMD16<UInt8>) -> SIMD2<UInt64> {
    unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
  }
}
