/// Host and port of a URL, in one spelling for all that lead to the same place: what a host's limits hold for.
public enum HostAuthority {
  /// Lower case, without userinfo, the dot at the end of a full name (RFC 1034 §3.1) and the scheme's own port
  /// (RFC 3986 §6.2.3); an IPv4 address in its usual form. Empty for what is no such URL.
  public static func text(_ url: String) -> String {
    if let plain = plain(url) { return plain }
    guard let origin = try? TargetURL(url).origin else { return "" }
    let host = origin.host.hasSuffix(".") ? String(origin.host.dropLast()) : origin.host
    let usual = origin.scheme == "https" ? "443" : "80"
    return origin.port == usual ? host : "\(host):\(origin.port)"
  }

  /// Host and port of nearly every URL, which are written so already: a host in lower case that ends in a letter, or
  /// four decimal numbers; nil where there is more to see.
  private static func plain(_ url: String) -> String? {
    var url = url
    return url.withUTF8 { bytes in
      let start = bytes.starts(with: "https://".utf8) ? 8 : bytes.starts(with: "http://".utf8) ? 7 : 0
      guard start > 0 else { return nil }
      var end = start
      while end < bytes.count, isPlain(bytes[end]) { end += 1 }
      let labels = bytes[start..<end].split(separator: 0x2E, omittingEmptySubsequences: false)
      // `0x7f.1` ends in a digit, but `127.0.0.0xa` does not.
      guard let first = labels.last?.first, end > start else { return nil }
      let isName = bytes[end - 1] >= 0x61 && first >= 0x61
      let isAddress = labels.count == 4 && labels.allSatisfy { number($0, to: 255) != nil }
      guard isName || isAddress else { return nil }
      if end < bytes.count, bytes[end] == 0x3A {
        let digits = bytes[(end + 1)...].prefix { $0 != 0x2F }
        let usual = start == 8 ? 443 : 80
        guard let port = number(digits, to: 65_535), port > 0, port != usual else { return nil }
        end = digits.endIndex
      }
      guard end == bytes.count || bytes[end] == 0x2F else { return nil }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  /// A decimal number as it is usually written; nil for another.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>, to most: Int) -> Int? {
    guard digits.first != 0x30 || digits.count == 1, let number = SaturatingNumber.parse(digits).map(Int.init)
    else {
      return nil
    }
    return number <= most ? number : nil
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2E
  }
}
