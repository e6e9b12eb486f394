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

  /// The host of nearly every URL: lower case, ending in a letter, and without a port; nil where there is more to see.
  private static func plain(_ url: String) -> String? {
    var url = url
    return url.withUTF8 { bytes in
      let start = bytes.starts(with: "https://".utf8) ? 8 : bytes.starts(with: "http://".utf8) ? 7 : 0
      guard start > 0 else { return nil }
      var end = start
      while end < bytes.count, isPlain(bytes[end]) { end += 1 }
      guard end > start, end == bytes.count || bytes[end] == 0x2F, bytes[end - 1] >= 0x61 else { return nil }
      // `0x7f.1` ends in a digit, but `127.0.0.0xa` does not.
      let label = bytes[start..<end].split(separator: 0x2E).last ?? []
      guard let first = label.first, first >= 0x61 else { return nil }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2E
  }
}
