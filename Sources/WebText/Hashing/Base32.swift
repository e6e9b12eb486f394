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
}
