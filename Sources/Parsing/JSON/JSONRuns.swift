/// Scans strings of JSON 8 bytes at a time.
enum JSONRuns {
  /// The first byte at or after `from` that is a quote, a backslash or a control; else `end`.
  @inline(__always)
  static func endOfPlain(_ start: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int {
    let raw = UnsafeRawPointer(start)
    var index = from
    while index &+ 8 <= end {
      let hits = specials(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < end {
      let byte = start[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index &+= 1
    }
    return end
  }

  /// The high bit of the first special byte of a word, and perhaps of later ones; 0 when there is none.
  ///
  /// A byte is zero when subtracting 1 sets its high bit and the byte did not have it; borrows only reach
  /// the bytes above, so the lowest hit is exact.
  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    @inline(__always) func zeros(_ value: UInt64) -> UInt64 { (value &- ones) & ~value }
    let controls = (word &- 0x20 &* ones) & ~word
    return (controls | zeros(word ^ (0x22 &* ones)) | zeros(word ^ (0x5C &* ones))) & (0x80 &* ones)
  }
}
