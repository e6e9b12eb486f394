import Fetching
import WebText

/// `URLReference`: the components are the text, and what RFC 3986 §5 promises of resolving.
enum URLCheck {
  /// A second base, unlike any other.
  private static let elsewhere = "gopher://elsewhere.example/1/2?3"

  static func run(_ input: [UInt8]) throws(Violation) {
    let lines = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let base = String(decoding: lines[0], as: UTF8.self)
    let reference = lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : ""
    try checkParts(base)
    try checkParts(reference)

    let resolved = URLReference.resolve(reference, base: base)
    try require(
      resolved.utf8.count <= reference.utf8.count + base.utf8.count + 4, "\(resolved) is longer than both")
    try checkParts(resolved)
    if reference.utf8.contains(where: { $0 > 0x20 }) {
      // Else it is the base, whose own query may end in a space.
      try require(resolved.utf8.last.map { $0 > 0x20 } ?? true, "space at the end of \(resolved)")
    }
    try checkResolved(resolved)
    try checkAgainstItself(base)
    try checkRedacted(reference)
    try AddressCheck.run(input)
  }

  /// RFC 3986 §5.3: put together again, the components are the text.
  private static func checkParts(_ text: String) throws(Violation) {
    let bytes = Array(text.utf8)
    let parts = bytes.withUnsafeBufferPointer { URLReference($0) }
    var again: [UInt8] = []
    if let scheme = parts.scheme { again += bytes[scheme] + Array(":".utf8) }
    if let authority = parts.authority { again += Array("//".utf8) + bytes[authority] }
    again += bytes[parts.path]
    if let query = parts.query { again += Array("?".utf8) + bytes[query] }
    if let fragment = parts.fragment { again += Array("#".utf8) + bytes[fragment] }
    try require(again == bytes, "the components of \(text) are not the text")

    guard let authority = parts.authority, let host = parts.host else {
      try require(parts.host == nil && parts.port == nil && parts.userinfo == nil, "a host without authority")
      return
    }
    var whole: [UInt8] = []
    if let userinfo = parts.userinfo { whole += bytes[userinfo] + Array("@".utf8) }
    whole += bytes[host]
    if let port = parts.port { whole += Array(":".utf8) + bytes[port] }
    try require(whole == Array(bytes[authority]), "the parts of the authority of \(text) are not its text")
  }

  /// Resolved once, an absolute URL resolves to itself, whatever the base.
  private static func checkResolved(_ url: String) throws(Violation) {
    let bytes = Array(url.utf8)
    let parts = bytes.withUnsafeBufferPointer { URLReference($0) }
    guard parts.scheme != nil else { return }
    // RFC 3986 §5.2.2 takes a base's path as it stands, dot segments and all, for a reference that has none.
    let normal = URLReference.resolve(url, base: "")
    for base in [elsewhere, "", url, "urn:isbn:0"] {
      for text in [url, normal] {
        let again = URLReference.resolve(text, base: base)
        try require(again.isIdentical(to: normal), "\(text) against \(base) becomes \(again)")
      }
    }
    if URLReference.isAbsoluteHTTP(normal) {
      let bytes = Array(normal.utf8)
      let parts = bytes.withUnsafeBufferPointer { URLReference($0) }
      try require(parts.host.map { !$0.isEmpty } ?? false, "\(url) has no host")
      let segments = bytes[parts.path].split(separator: 0x2F, omittingEmptySubsequences: false)
      for segment in segments {
        try require(
          Array(segment) != Array(".".utf8) && Array(segment) != Array("..".utf8), "\(url) has a dot segment")
      }
    }
  }

  /// RFC 3986 §4.4: an empty reference is the base without its fragment; `#x` changes the fragment alone.
  private static func checkAgainstItself(_ base: String) throws(Violation) {
    let absolute = URLReference.resolve(base, base: "")
    var copy = absolute
    let (hasScheme, length) = copy.withUTF8 { bytes in
      let parts = URLReference(bytes)
      return (parts.scheme != nil, parts.fragment.map { $0.lowerBound - 1 } ?? bytes.count)
    }
    guard hasScheme else { return }
    let bare = String(decoding: Array(absolute.utf8)[..<length], as: UTF8.self)
    let same = URLReference.resolve("", base: absolute)
    // What stands before `#` may end in a space, which a base is freed of.
    guard bare.utf8.last.map({ $0 > 0x20 }) ?? true else { return }
    try require(same.isIdentical(to: bare), "\(absolute) resolves an empty reference to \(same)")
    let part = URLReference.resolve("#x", base: absolute)
    try require(part.isIdentical(to: bare + "#x"), "\(absolute) resolves #x to \(part)")
  }

  /// What is logged of a URL shows nothing secret, and is one line.
  private static func checkRedacted(_ url: String) throws(Violation) {
    let redacted = RedactedURL(url)
    try require(CharsetCheck.isPrintable(redacted.description), "a logged URL moves the cursor")
    try require(!redacted.description.utf8.contains(0x23), "a logged URL shows a fragment")
    let query = redacted.description.utf8.split(
      separator: 0x3F, maxSplits: 1, omittingEmptySubsequences: false)
    try require(query.count < 2 || query[1].elementsEqual("…".utf8), "a logged URL shows its query")
    let (path, secret) = withParts(of: url)
    // A user name that is also in the path cannot be told apart.
    if let secret, secret.utf8.count >= 4, !path.contains(secret) {
      try require(!redacted.description.contains(secret), "\(redacted) shows what stood before @")
    }
  }

  private static func withParts(of url: String) -> (rest: String, userinfo: String?) {
    let bytes = Array(url.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      let parts = URLReference(buffer)
      guard let userinfo = parts.userinfo, let scheme = parts.scheme else { return (url, nil) }
      let rest = bytes[scheme] + bytes[userinfo.upperBound...]
      return (String(decoding: rest, as: UTF8.self), String(decoding: bytes[userinfo], as: UTF8.self))
    }
  }
}
