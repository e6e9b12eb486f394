/// The part of HPACK's code (RFC 7541, Appendix B) that has at most 15 bits: all of printable ASCII but the
/// backslash.
///
/// The code is canonical: within a length, codes follow the order of the symbols. So the lengths tell it.
enum HuffmanCode {
  private static let symbols: [(length: Int, symbols: String)] = [
    (5, "012aceiost"), (6, " %-./3456789=A_bdfghlmnpru"), (7, ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz"),
    (8, "&*,;XZ"), (10, "!\"()?"), (11, "'+|"), (12, "#>"), (13, "\0$@[]~"), (14, "^}"), (15, "<`{"),
  ]

  /// By code, with a 1 before its first bit.
  private static let table: [Int: UInt8] = {
    var table: [Int: UInt8] = [:]
    var code = 0
    var before = 5
    for (length, symbols) in symbols {
      code <<= length - before
      before = length
      for symbol in symbols.utf8 {
        table[1 << length | code] = symbol
        code += 1
      }
    }
    return table
  }()

  /// nil for what has a longer code in it, or does not end in less than eight ones (§5.2).
  static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var code = 1
    for byte in bytes {
      for bit in stride(from: 7, through: 0, by: -1) {
        code = code << 1 | Int(byte >> bit & 1)
        if let symbol = table[code] {
          text.append(symbol)
          code = 1
        } else if code >= 1 << 16 {
          return nil
        }
      }
    }
    return code < 1 << 8 && (code + 1).nonzeroBitCount == 1 ? text : nil
  }
}
