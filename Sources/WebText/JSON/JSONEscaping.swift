/// The escaping of JSON strings, 8 bytes at a time.
enum JSONEscaping {
  /// Appends `utf8`, quoted and escaped. Valid UTF-8 gives valid JSON.
  static func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    guard let start = utf8.baseAddress else {
      output.append(UInt8(ascii: "\""))
      return
    }
    let count = utf8.count
    var runStart = 0
    var index = 0
    while true {
      index = nextCandidate(start, from: index, to: count)
      guard index < count else { break }
      let length = lengthOfEscaped(start + index, available: count &- index)
      guard length > 0 else {
        index &+= 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(start: start + runStart, count: index &- runStart))
      appendEscape(start + index, length: length, to: &output)
      index &+= length
      runStart = index
    }
    output.append(contentsOf: UnsafeBufferPointer(start: start + runStart, count: count &- runStart))
    output.append(UInt8(ascii: "\""))
  }

  /// The next byte that is to be escaped, or leads a sequence that may be: C2 (C1 controls), E2 (U+2028/9).
  @inline(__always)
  private static func nextCandidate(_ start: UnsafePointer<UInt8>, from: Int, to count: Int) -> Int {
    var index = from
    let raw = UnsafeRawPointer(start)
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let hits = candidates(word)
      if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count {
      switch start[index] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xE2: return index
      default: index &+= 1
      }
    }
    return count
  }

  /// The high bit of the first candidate byte of a word, and perhaps of later ones; 0 when there is none.
  ///
  /// A byte is zero when subtracting 1 sets its high bit and the byte did not have it; borrows only reach
  /// the bytes above, so the lowest hit is exact. (SIMD vectors do not specialize well enough here.)
  @inline(__always)
  private static func candidates(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    @inline(__always) func zeros(_ value: UInt64) -> UInt64 { (value &- ones) & ~value }
    let controls = (word &- 0x20 &* ones) & ~word
    let quotes = zeros(word ^ (0x22 &* ones))
    let backslashes = zeros(word ^ (0x5C &* ones))
    let deletes = zeros(word ^ (0x7F &* ones))
    // C2 and E2 differ in one bit.
    let leads = zeros((word | 0x20 &* ones) ^ (0xE2 &* ones))
    return (controls | quotes | backslashes | deletes | leads) & (0x80 &* ones)
  }

  /// How many bytes at `start` are one character to escape; 0 when the character stays.
  private static func lengthOfEscaped(_ start: UnsafePointer<UInt8>, available: Int) -> Int {
    switch start[0] {
    case 0xC2: available >= 2 && start[1] < 0xA0 ? 2 : 0
    case 0xE2: available >= 3 && start[1] == 0x80 && (start[2] == 0xA8 || start[2] == 0xA9) ? 3 : 0
    default: 1
    }
  }

  private static func appendEscape(
    _ start: UnsafePointer<UInt8>, length: Int, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "\\"))
    switch (length, start[0]) {
    case (1, UInt8(ascii: "\"")), (1, UInt8(ascii: "\\")): output.append(start[0])
    case (1, 0x08): output.append(UInt8(ascii: "b"))
    case (1, 0x09): output.append(UInt8(ascii: "t"))
    case (1, 0x0A): output.append(UInt8(ascii: "n"))
    case (1, 0x0C): output.append(UInt8(ascii: "f"))
    case (1, 0x0D): output.append(UInt8(ascii: "r"))
    case (1, let byte):
      output.append(contentsOf: "u00".utf8)
      output.append(hexDigit(byte >> 4))
      output.append(hexDigit(byte & 15))
    case (2, _):
      output.append(contentsOf: "u00".utf8)
      output.append(hexDigit(start[1] >> 4))
      output.append(hexDigit(start[1] & 15))
    default:
      output.append(contentsOf: "u202".utf8)
      output.append(start[2] == 0xA8 ? UInt8(ascii: "8") : UInt8(ascii: "9"))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
  }
}
