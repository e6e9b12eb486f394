/// Checks that bytes are UTF-8 (RFC 3629 §4; Unicode table 3-7).
enum UTF8Validation {
  typealias Block = SIMD16<UInt8>

  /// The first byte that begins no valid character; nil when all is valid. 64 bytes at a time.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let count = bytes.count
    let raw = UnsafeRawPointer(start)
    // The blocks look three bytes back, at bytes that are known to be good.
    var index = 0
    while index < min(3, count) {
      let length = start[index] < 0x80 ? 1 : lengthOfSequence(start + index, available: count &- index)
      guard length > 0 else { return index }
      index &+= length
    }
    var isAfterASCII = false
    while index &+ 64 <= count {
      let blocks = raw.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
      if isAfterASCII, blocks.isASCII {
        index &+= 64
        continue
      }
      var faults = faults(raw + index)
      faults |= Self.faults(raw + index + 16)
      faults |= Self.faults(raw + index + 32)
      faults |= Self.faults(raw + index + 48)
      guard faults == .zero else { break }
      isAfterASCII = start[index &+ 63] < 0x80
      index &+= 64
    }
    return firstInvalid(start, from: boundary(start, before: index), count: count)
  }

  /// Not zero where a byte of the block is invalid after the three in front of it.
  ///
  /// A byte continues a character if and only if a leading byte is one, two or three bytes back that says so;
  /// what is left are bytes that never occur and four leading bytes that narrow the next one's range.
  @inline(__always)
  private static func faults(_ block: UnsafeRawPointer) -> SIMD2<UInt64> {
    let here = block.loadUnaligned(as: Block.self)
    let first = (block - 1).loadUnaligned(as: Block.self)
    let second = (block - 2).loadUnaligned(as: Block.self)
    let third = (block - 3).loadUnaligned(as: Block.self)
    let continues = here & Block(repeating: 0xC0) .== Block(repeating: 0x80)
    let expected =
      (first .>= Block(repeating: 0xC0)) .| (second .>= Block(repeating: 0xE0))
      .| (third .>= Block(repeating: 0xF0))
    var faults = continues .^ expected
    // 0xC0 and 0xC1 as well as all from 0xF5 on.
    faults = faults .| (here & Block(repeating: 0xFE) .== Block(repeating: 0xC0))
    faults = faults .| (here .>= Block(repeating: 0xF5))
    faults =
      faults .| ((first .== Block(repeating: 0xE0)) .& (here .< Block(repeating: 0xA0)))
      .| ((first .== Block(repeating: 0xED)) .& (here .>= Block(repeating: 0xA0)))
    faults =
      faults .| ((first .== Block(repeating: 0xF0)) .& (here .< Block(repeating: 0x90)))
      .| ((first .== Block(repeating: 0xF4)) .& (here .>= Block(repeating: 0x90)))
    return unsafeBitCast(faults, to: SIMD2<UInt64>.self)
  }

  /// The start of the character that reaches over `index`, else `index`.
  private static func boundary(_ start: UnsafePointer<UInt8>, before index: Int) -> Int {
    var position = index
    while position > 0, index &- position < 3 {
      position &-= 1
      if start[position] < 0x80 { return index }
      if start[position] >= 0xC0 { return position }
    }
    return index
  }

  private static func firstInvalid(_ start: UnsafePointer<UInt8>, from first: Int, count: Int) -> Int? {
    var index = first
    while index < count {
      if start[index] < 0x80 {
        index &+= 1
        continue
      }
      let length = lengthOfSequence(start + index, available: count &- index)
      guard length > 0 else { return index }
      index &+= length
    }
    return nil
  }

  /// Bytes of the valid sequence at `start`, which is not ASCII; 0 when it is invalid.
  @inline(__always)
  static func lengthOfSequence(_ start: UnsafePointer<UInt8>, available: Int) -> Int {
    let first = start[0]
    @inline(__always) func continues(_ distance: Int) -> Bool { start[distance] & 0xC0 == 0x80 }
    if first < 0xC2 { return 0 }
    if first < 0xE0 { return available >= 2 && continues(1) ? 2 : 0 }
    if first < 0xF0 {
      guard available >= 3, continues(1), continues(2) else { return 0 }
      if first == 0xE0, start[1] < 0xA0 { return 0 }
      if first == 0xED, start[1] > 0x9F { return 0 }
      return 3
    }
    guard first < 0xF5, available >= 4, continues(1), continues(2), continues(3) else { return 0 }
    if first == 0xF0, start[1] < 0x90 { return 0 }
    if first == 0xF4, start[1] > 0x8F { return 0 }
    return 4
  }

  /// The first byte that is not ASCII; the count when all are.
  static func firstNonASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(start)
    var index = 0
    while index &+ 64 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self).isASCII
    {
      index &+= 64
    }
    while index < bytes.count, start[index] < 0x80 { index &+= 1 }
    return index
  }
}

extension SIMD8<UInt64> {
  /// True when no byte has its highest bit set.
  @inline(__always)
  fileprivate var isASCII: Bool {
    let four = lowHalf | highHalf
    let two = four.lowHalf | four.highHalf
    return (two[0] | two[1]) & 0x8080_8080_8080_8080 == 0
  }
}
