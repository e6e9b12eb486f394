import WebText

/// A URL as the index may keep it: equal for equal URLs, and without what may be secret.
///
/// A URL with userinfo or a query keeps neither, but a hash of the whole: `https://example.org/feed?…#4f…`.
/// A fragment is no part of what is asked for, so that no other URL looks so.
public enum StoredURL {
  public static func text(_ url: String) -> String {
    var url = url
    let isPlain = url.withUTF8 { $0.allSatisfy { $0 != 0x3F && $0 != 0x40 && $0 != 0x23 } }
    guard !isPlain else { return url }
    guard !url.contains("?…#") else { return url }
    let digits = String(StableHash.hash64(Array(url.utf8)), radix: 16)
    let shown = RedactedURL(url).description
    return shown + (shown.hasSuffix("?…") ? "#" : "?…#") + digits
  }
}
