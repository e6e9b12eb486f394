/// Base 32 (RFC 4648 §6) in lower case, without padding.
public enum Base32 {
  private static let alphabet: StaticString = "abcdefghijklmnopqrstuvwxyz234567"

  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    let letters = alphabet.utf8Start
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[Int(buffer >> bits & 31)])
      }
      // At most four bits are left over; dropping the rest keeps the shift above from losing any.
      buffer &= (1 << bits) - 1
    }
    if bits > 0 {
      text.append(letters[Int(buffer << (5 - bits) & 31)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of what `encode` wrote, upper case allowed; nil when a character is none of the alphabet's or
  /// the left-over bits are not zero.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in text.utf8 {
      let digit: UInt8
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = (byte | 0x20) - UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7") where byte & 0x20 != 0: digit = byte - UInt8(ascii: "2") + 26
      default: return nil
      }
      buffer = buffer << 5 | UInt32(digit)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
        buffer &= (1 << bits) - 1
      }
    }
    return buffer == 0 && bits < 5 ? bytes : nil
  }
}
