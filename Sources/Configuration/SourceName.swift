import WebText

/// The names of sources: given, or made from an address.
enum SourceName {
  static let rule =
    "a name is 1 to 64 of a-z, 0-9, dot, dash and underscore, and begins with a letter or digit"

  /// `[a-z0-9][a-z0-9._-]{0,63}`: names stand in file names, log lines and command lines.
  static func isValid(_ name: String) -> Bool {
    let bytes = name.utf8
    guard (1...64).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F }
  }

  /// A name for an address: host without `www.` and path without a file ending, `en.yna.co.kr-rss-news`.
  ///
  /// Depends on the address alone. An address with a query or a long path gets a hash as well, because the
  /// readable part would not tell it from its neighbors.
  static func derived(from url: SourceURL) -> String {
    let host = url.host.hasPrefix("www.") ? url.host.dropFirst(4) : Substring(url.host)
    let path = url.target.prefix { $0 != "?" }
    let hasQuery = path.endIndex != url.target.endIndex
    let slug = slug(of: host + withoutEnding(path)) ?? ""
    if slug.isEmpty || hasQuery || slug.utf8.count > 64 { return hashed(slug, url) }
    return slug
  }

  /// `name` made different from other sources' names by a hash of the address.
  static func hashed(_ name: String, _ url: SourceURL) -> String {
    let hash = String(StableHash.hash64(url.canonical) & 0xFFFF_FFFF, radix: 36)
    let head = String(Substring(name.utf8.prefix(56)))
    return head.isEmpty ? "source-\(hash)" : "\(head)-\(hash)"
  }

  /// Lower-case letters and digits of a title, joined by dashes; nil when nothing is left of it.
  static func slug(of text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if isAlphanumeric(lower) || (lower == 0x2E && bytes.last.map(isAlphanumeric) ?? false) {
        bytes.append(lower)
      } else if let last = bytes.last, last != 0x2D {
        if last == 0x2E { bytes.removeLast() }
        bytes.append(0x2D)
      }
    }
    while let last = bytes.last, !isAlphanumeric(last) { bytes.removeLast() }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private static func withoutEnding(_ path: Substring) -> Substring {
    for ending in [".xml", ".rss", ".atom", ".rdf", ".json"] where path.lowercased().hasSuffix(ending) {
      return path.dropLast(ending.count)
    }
    return path
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
