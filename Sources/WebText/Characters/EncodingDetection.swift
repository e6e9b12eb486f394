/// Tells the encoding of text that no label names rightly, and that is not UTF-8.
///
/// By the pairs of bytes of the East Asian encodings, and by the languages that each single-byte encoding is
/// used for. docs/decisions/0005 explains why, and what it cannot tell.
enum EncodingDetection {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The encoding that the bytes are most likely in; nil when nothing speaks clearly for one, in which case
  /// windows-1252 is the custom.
  static func encoding(of bytes: Bytes) -> EncodingLabel? {
    guard UTF8Validation.firstNonASCII(bytes) < bytes.count else { return nil }
    let spoken = LanguageDetection.encoding(of: bytes)
    // Thai, and Cyrillic by chance, can be pairs throughout; chance does not make so good a language of pairs.
    if let spoken, spoken.score >= 2 { return spoken.label }
    return EastAsianDetection.encoding(of: bytes) ?? spoken?.label
  }

  /// True when an escape sequence of ISO-2022-JP stands in text of ASCII bytes, in which ESC has no business.
  static func looksLikeISO2022JP(_ bytes: Bytes) -> Bool {
    guard var index = bytes.firstIndex(of: 0x1B) else { return false }
    while index + 2 < bytes.count {
      if bytes[index] == 0x1B, bytes[index + 1] == UInt8(ascii: "$"),
        bytes[index + 2] == UInt8(ascii: "B") || bytes[index + 2] == UInt8(ascii: "@")
      {
        return true
      }
      index += 1
    }
    return false
  }
}
