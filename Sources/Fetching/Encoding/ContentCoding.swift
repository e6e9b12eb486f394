/// A way to compress a body that is understood: RFC 9110 §8.4.1.
enum ContentCoding: Hashable {
  /// RFC 1952.
  case gzip
  /// RFC 1950, and RFC 1951 without the wrapper, which many servers send for it.
  case deflate
  /// RFC 7932.
  case brotli
  /// RFC 8878.
  case zstd

  /// `Accept-Encoding` of each request.
  static let offered = "gzip, deflate, br, zstd"
  /// More of them one in another are no service to anybody.
  static let mostInChain = 5

  /// - Parameter name: in any case. nil for what is none, or none that is known.
  init?(_ name: some StringProtocol) {
    switch name.lowercased() {
    // RFC 9110 §8.4.1.3: x-gzip is the same.
    case "gzip", "x-gzip": self = .gzip
    case "deflate", "x-deflate": self = .deflate
    case "br": self = .brotli
    case "zstd": self = .zstd
    default: return nil
    }
  }

  /// The coding that a stream says itself to be in, by its first bytes; nil for what has no such mark.
  init?(magicOf bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// The names in a `Content-Encoding`, in the order in which they were applied, without `identity`.
  static func names(in field: String?) -> [Substring] {
    guard let field else { return [] }
    return field.split(separator: ",").compactMap { part in
      let isOuter = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x22 }
      guard let first = part.utf8.firstIndex(where: { !isOuter($0) }),
        let last = part.utf8.lastIndex(where: { !isOuter($0) })
      else { return nil }
      let name = part[first...last]
      return name.lowercased() == "identity" || name.lowercased() == "none" ? nil : name
    }
  }
}
