/// Bytes that are UTF-8 but for some: how good they are, and how they are mended.
enum UTF8Repair {
  /// How many bytes beyond ASCII belong to valid characters, and how many do not.
  struct Tally {
    var valid = 0
    var invalid = 0
    /// Characters of two bytes or more, U+FFFD left out: it is what an earlier fault left, and no text.
    var characters = 0

    /// UTF-8 with some damage: the encodings that are not UTF-8 rarely look like it, and never for long.
    ///
    /// At most one bad byte for two good ones.
    var isDamagedUTF8: Bool { valid > 0 && valid >= invalid * 2 }
    /// As good as certain, against a label that says otherwise.
    var isSurelyUTF8: Bool { characters >= 8 && valid >= invalid * 20 }
  }

  /// - Parameter limit: characters after which it is clear enough.
  static func tally(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int = .max) -> Tally {
    var tally = Tally()
    guard let start = bytes.baseAddress else { return tally }
    var index = UTF8Validation.firstNonASCII(bytes)
    while index < bytes.count, tally.characters < limit {
      if start[index] < 0x80 {
        index &+= 1
        continue
      }
      let length = UTF8Validation.lengthOfSequence(start + index, available: bytes.count &- index)
      if length > 0 {
        tally.valid &+= length
        let isReplacement =
          length == 3 && start[index] == 0xEF && start[index &+ 1] == 0xBF && start[index &+ 2] == 0xBD
        if !isReplacement { tally.characters &+= 1 }
        index &+= length
      } else {
        tally.invalid &+= 1
        index &+= 1
      }
    }
    return tally
  }

  /// The text with U+FFFD for each maximal part of a character that is cut short (Unicode §3.9, best
  /// practice), and how many there were.
  ///
  /// - Parameter start: the first invalid byte.
  static func repaired(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (utf8: [UInt8], replacements: Int) {
    var output = Array(bytes[..<start])
    output.reserveCapacity(bytes.count + 64)
    var replacements = 0
    var index = start
    while index < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[index...])
      guard let invalid = UTF8Validation.firstInvalid(rest) else {
        output.append(contentsOf: rest)
        break
      }
      output.append(contentsOf: rest[..<invalid])
      output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      replacements += 1
      index += invalid + maximalPart(rest, invalid)
    }
    return (output, replacements)
  }

  /// How many bytes at `index` begin a character that then breaks off; at least one.
  private static func maximalPart(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    func byte(_ distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0 }
    let (first, second, third) = (byte(0), byte(1), byte(2))
    let range: ClosedRange<UInt8>
    switch first {
    case 0xE0: range = 0xA0...0xBF
    case 0xED: range = 0x80...0x9F
    case 0xE1...0xEF: range = 0x80...0xBF
    case 0xF0: range = 0x90...0xBF
    case 0xF1...0xF3: range = 0x80...0xBF
    case 0xF4: range = 0x80...0x8F
    default: return 1
    }
    guard range.contains(second) else { return 1 }
    return first >= 0xF0 && third & 0xC0 == 0x80 ? 3 : 2
  }
}
