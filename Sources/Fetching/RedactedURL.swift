import WebText

/// A URL without what may be secret: `https://example.org/feed?…`.
///
/// Userinfo and fragment are left out, a query is `?…`. Never throws: a text that is no URL is cut likewise.
public struct RedactedURL: Hashable, Sendable, CustomStringConvertible {
  public let description: String
  /// The host as written, without port; empty when there is none.
  public let host: String

  public init(_ url: String) {
    let bytes = Array(url.utf8)
    let end = bytes.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    var scheme = ""
    var start = 0
    if let colon = bytes.firstIndex(of: 0x3A), bytes[colon...].starts(with: "://".utf8), colon < end {
      start = colon + 3
      scheme = String(decoding: bytes[..<start], as: UTF8.self)
    }
    let pathStart = bytes[start..<end].firstIndex(of: 0x2F) ?? end
    // The last `@` ends the userinfo, wherever an odd client would see it: rather too much is hidden.
    if let at = bytes[start..<pathStart].lastIndex(of: 0x40) { start = at + 1 }
    var authority = bytes[start..<pathStart]
    let rest = String(decoding: bytes[start..<end], as: UTF8.self)
    let hasQuery = end < bytes.count && bytes[end] == 0x3F
    description = LogText.safe(scheme + rest) + (hasQuery ? "?…" : "")
    if let colon = authority.lastIndex(of: 0x3A), !authority[colon...].contains(0x5D) {
      authority = authority[..<colon]
    }
    host = LogText.safe(String(decoding: authority, as: UTF8.self), limit: 253)
  }
}
