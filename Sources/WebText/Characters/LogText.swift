/// Text from outside, made safe for a one-line log.
public enum LogText {
  /// The text with controls, line separators and bidirectional controls escaped, so that it can neither end
  /// the line, nor move a terminal's cursor, nor show itself in another order than it has.
  ///
  /// - Parameter limit: characters (code points) of the result; what is cut off is shown by `…`.
  public static func safe(_ text: some StringProtocol, limit: Int = 200) -> String {
    var output = String.UnicodeScalarView()
    var length = 0
    for scalar in text.unicodeScalars {
      let escaped = escape(scalar.value)
      let added = escaped?.unicodeScalars.count ?? 1
      guard length + added <= limit else {
        output.append("…")
        break
      }
      if let escaped {
        output.append(contentsOf: escaped.unicodeScalars)
      } else {
        output.append(scalar)
      }
      length += added
    }
    return String(output)
  }

  private static func escape(_ character: UInt32) -> String? {
    switch character {
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      let digits = String(character, radix: 16)
      return "\\u" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    default: return nil
    }
  }
}
