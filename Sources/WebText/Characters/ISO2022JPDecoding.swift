/// Turns ISO-2022-JP into EUC-JP, which has the same characters without escape sequences (RFC 1468; WHATWG
/// Encoding §13.2).
enum ISO2022JPDecoding {
  private enum Mode {
    case ascii
    /// ASCII with a yen sign and an overline (JIS X 0201, left half).
    case roman
    case katakana
    /// JIS X 0208, two bytes a character.
    case kanji
    /// JIS X 0212, two bytes a character.
    case supplement
  }

  /// Text in EUC-JP in which each byte that stands for nothing is 0xFF, which EUC-JP does not have.
  static func eucJP(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var mode = Mode.ascii
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x1B {
        if let (next, length) = escape(bytes, index) {
          mode = next
          index += length
        } else {
          output.append(0xFF)
          index += 1
        }
        continue
      }
      // A line ends in ASCII whatever came before, so that a lost escape costs a line (RFC 1468 §2).
      if byte == 0x0A || byte == 0x0D { mode = .ascii }
      guard (0x21...0x7E).contains(byte) else {
        output.append(byte < 0x80 ? byte : 0xFF)
        index += 1
        continue
      }
      switch mode {
      case .ascii, .roman:
        // A yen sign in Roman text is a backslash in all but looks; the tags of XML have neither.
        output.append(byte)
        index += 1
      case .katakana:
        output += byte <= 0x5F ? [0x8E, byte | 0x80] : [0xFF]
        index += 1
      case .kanji, .supplement:
        guard index + 1 < bytes.count, (0x21...0x7E).contains(bytes[index + 1]) else {
          output.append(0xFF)
          index += 1
          continue
        }
        if mode == .supplement { output.append(0x8F) }
        output.append(byte | 0x80)
        output.append(bytes[index + 1] | 0x80)
        index += 2
      }
    }
    return output
  }

  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (Mode, length: Int)? {
    guard index + 2 < bytes.count else { return nil }
    switch (bytes[index + 1], bytes[index + 2]) {
    case (UInt8(ascii: "("), UInt8(ascii: "B")): return (.ascii, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "J")): return (.roman, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "I")): return (.katakana, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")): return (.kanji, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "(")) where index + 3 < bytes.count:
      return bytes[index + 3] == UInt8(ascii: "D") ? (.supplement, 4) : nil
    default: return nil
    }
  }
}
