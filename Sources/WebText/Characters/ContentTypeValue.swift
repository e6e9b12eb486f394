extension CharacterDecoding {
  /// The `charset` parameter of a Content-Type value, lower case, without quotes; nil when there is none.
  public static func charset(ofContentType value: String) -> String? {
    // liberal: white space around `=`, single quotes (RFC 9110 §8.3.1 has neither).
    for parameter in value.utf8.split(separator: UInt8(ascii: ";")).dropFirst() {
      let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2, lowered(parts[0]) == "charset" else { continue }
      let label = lowered(parts[1].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })
      return label.isEmpty ? nil : label
    }
    return nil
  }

  /// The media type of a Content-Type value, lower case, without parameters: `application/rss+xml`.
  public static func mediaType(of value: String) -> String {
    lowered(value.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") })
  }

  /// True for the media types of XML (RFC 7303 §4, §3.2) and JSON.
  static func isFeedType(_ type: String) -> Bool {
    type.hasSuffix("/xml") || type.hasSuffix("+xml") || type.hasSuffix("/json") || type.hasSuffix("+json")
      || type == "application/xml-dtd" || type.hasSuffix("/xml-external-parsed-entity")
  }

  /// The text without the white space around it, its ASCII letters in lower case.
  private static func lowered(_ text: some BidirectionalCollection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for byte in text where !(bytes.isEmpty && byte <= 0x20) {
      bytes.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
    }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
