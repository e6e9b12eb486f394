import WebText

/// A source's address, taken apart as far as checking, comparing and naming it need (RFC 3986 §3).
struct SourceURL {
  /// As written, without surrounding white space.
  let text: String
  /// Lower case, without the brackets of an IPv6 address.
  let host: String
  /// With the query, without the fragment; begins with `/`.
  let target: Substring
  /// Equal for addresses that differ only in the case of scheme and host, the default port, an empty path or
  /// the fragment (RFC 3986 §6.2.2 and §6.2.3).
  let canonical: String
  /// A password stands before the host.
  let hasPassword: Bool

  /// Why a text is no address of a source.
  struct Flaw: Error {
    var message: String
    var suggestion: String?
  }

  init(_ written: String) throws(Flaw) {
    do throws(Flaw) {
      try self.init(reading: written)
    } catch {
      var flaw = error
      // A suggestion goes into the log of a reload.
      if written.contains("@") || written.contains("?") { flaw.suggestion = nil }
      throw flaw
    }
  }

  private init(reading written: String) throws(Flaw) {
    text = written
    // By bytes: each delimiter is one, and Characters are dear in a list of thousands.
    var written = written
    if let problem = SourceURL.forbiddenCharacter(in: &written) { throw problem }
    guard let parts = written.withUTF8({ Parts($0) }) else { throw SourceURL.withoutScheme(written) }
    let bytes = written.utf8
    func slice(_ range: Range<Int>) -> Substring {
      let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
      return written[start..<bytes.index(start, offsetBy: range.count)]
    }
    let scheme = slice(parts.scheme).lowercased()
    guard scheme == "http" || scheme == "https" else {
      throw SourceURL.wrongScheme(scheme, rest: slice(parts.scheme.upperBound..<bytes.count))
    }
    let authority = slice(parts.authority)
    let (name, port) = try SourceURL.hostAndPort(authority, in: written)
    host = name
    let userinfo = slice(parts.userinfo)
    hasPassword = userinfo.utf8.dropLast().contains(UInt8(ascii: ":"))
    let rest = slice(parts.target)
    target = parts.hasPath ? rest : "/" + rest
    let isDefault = port == nil || (scheme == "http" && port == 80) || (scheme == "https" && port == 443)
    let shownPort = isDefault ? "" : ":\(port ?? 0)"
    // Most addresses are written so already: nothing is to be lower-cased, put in or left out.
    let isCanonical =
      parts.isLowerCase && parts.hasPath && parts.target.upperBound == bytes.count
      && name.utf8.count + shownPort.utf8.count == authority.utf8.count
    canonical = isCanonical ? written : "\(scheme)://\(userinfo)\(name)\(shownPort)\(target)"
  }

  /// Where the parts of an address stand, in bytes.
  private struct Parts {
    let scheme: Range<Int>
    /// With the `@`; empty when there is none.
    let userinfo: Range<Int>
    /// Host and port.
    let authority: Range<Int>
    /// Path and query.
    let target: Range<Int>
    /// Scheme and authority have no letter that would be lower-cased, and none outside ASCII.
    let isLowerCase: Bool
    let hasPath: Bool

    /// nil when no `://` follows the first colon.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count,
        bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
      else { return nil }
      scheme = 0..<colon
      let start = colon + 3
      let end =
        bytes[start...].firstIndex { byte in
          byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        } ?? bytes.count
      let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? start
      userinfo = start..<at
      authority = at..<end
      target = end..<(bytes[end...].firstIndex(of: UInt8(ascii: "#")) ?? bytes.count)
      hasPath = bytes[target].first == UInt8(ascii: "/")
      func isLowerCase(_ byte: UInt8) -> Bool { byte < 0x80 && !(0x41...0x5A).contains(byte) }
      self.isLowerCase =
        bytes[scheme].allSatisfy(isLowerCase) && bytes[authority].allSatisfy(isLowerCase)
    }
  }

  private static func forbiddenCharacter(in text: inout String) -> Flaw? {
    guard !text.isEmpty else { return Flaw(message: "the url is empty") }
    guard text.utf8.count <= 8192 else { return Flaw(message: "the url is longer than 8192 bytes") }
    guard text.withUTF8({ $0.contains { $0 <= 0x20 || $0 == 0x7F } }) else { return nil }
    let hasOnlySpaces = !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    let repaired = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: "%20")
    return Flaw(
      message: "the url \(quotedURL(text)) contains white space or a control character",
      suggestion: hasOnlySpaces ? repaired : nil)
  }

  private static func withoutScheme(_ text: String) -> Flaw {
    let isScheme = text.firstIndex(of: ":").map { text[..<$0].allSatisfy(\.isLetter) } ?? false
    if isScheme, let colon = text.firstIndex(of: ":") {
      let scheme = text[..<colon].lowercased()
      // feed:https://… is the other spelling of feed:// that browsers knew.
      let rest = String(text[text.index(after: colon)...])
      if scheme == "feed", rest.hasPrefix("http") {
        return Flaw(
          message: "the url's scheme must be http or https, not \(quoted(scheme))", suggestion: rest)
      }
      if scheme == "http" || scheme == "https" {
        return Flaw(
          message: "the url \(quotedURL(text)) has no // after \(scheme):",
          suggestion: scheme + "://" + rest.drop { $0 == "/" })
      }
      if !rest.hasPrefix("/"), rest.first?.isNumber != true {
        return Flaw(message: "the url's scheme must be http or https, not \(quoted(scheme))")
      }
    }
    let looksLikeHost = text.contains(".") && !text.hasPrefix("/") && !text.hasPrefix(".")
    return Flaw(
      message: "the url \(quotedURL(text)) has no scheme",
      suggestion: looksLikeHost ? "https://\(text)" : text.hasPrefix("//") ? "https:\(text)" : nil)
  }

  /// - Parameter rest: what follows the scheme, from its colon on.
  private static func wrongScheme(_ scheme: String, rest: some StringProtocol) -> Flaw {
    let meant = scheme.hasPrefix("feed") ? "https" : suggestion(for: scheme, among: ["https", "http"])
    return Flaw(
      message: "the url's scheme must be http or https, not \(quoted(scheme))",
      suggestion: meant.map { $0 + rest })
  }

  private static func hostAndPort(
    _ authority: Substring, in text: String
  ) throws(Flaw) -> (host: String, port: Int?) {
    var host = authority
    var port: Substring?
    if authority.utf8.first == UInt8(ascii: "["), let bracket = authority.firstIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<bracket]
      let rest = authority[authority.index(after: bracket)...]
      guard rest.isEmpty || rest.hasPrefix(":"), IPAddress(String(host))?.isIPv4 == false else {
        throw Flaw(message: "the url \(quotedURL(text)) has no valid IPv6 address in brackets")
      }
      if !rest.isEmpty { port = rest.dropFirst() }
    } else {
      if let colon = authority.utf8.firstIndex(of: UInt8(ascii: ":")) {
        host = authority[..<colon]
        port = authority[authority.utf8.index(after: colon)...]
      }
      guard !host.isEmpty else { throw Flaw(message: "the url \(quotedURL(text)) has no host") }
      guard isHostName(host) else {
        throw Flaw(message: "the url \(quotedURL(text)) has an invalid host, \(quoted(String(host)))")
      }
    }
    guard let port, !port.isEmpty else { return (host.lowercased(), nil) }
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
      (1...65535).contains(number)
    else {
      throw Flaw(message: "the url \(quotedURL(text)) has an invalid port, \(quoted(String(port)))")
    }
    return (host.lowercased(), number)
  }

  /// Letters, digits, `-`, `_` and dots, no empty label; anything outside ASCII is left to IDNA.
  private static func isHostName(_ host: Substring) -> Bool {
    guard host.utf8.count <= 253 else { return false }
    // As if a dot stood before it: a host does not begin with one, and two make an empty label.
    var last = UInt8(ascii: ".")
    return host.utf8.allSatisfy { byte in
      defer { last = byte }
      return switch byte {
      case 0x2E: last != 0x2E
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x80...0xFF: true
      default: false
      }
    }
  }
}

/// A URL for a message, without userinfo and query, which may be secrets.
func quotedURL(_ text: String) -> String {
  let end = text.firstIndex(of: "?") ?? text.endIndex
  var shown = text[..<end]
  if let at = shown.lastIndex(of: "@") {
    let start = shown[..<at].lastIndex(of: "/").map { shown.index(after: $0) } ?? shown.startIndex
    shown = Substring(shown[..<start] + "…" + shown[at...])
  }
  return quoted(shown + (end < text.endIndex ? "?…" : ""))
}

/// `"text"` for a message, on one line and not too long.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars.prefix(80) {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    if isControl { result += "?" } else { result.unicodeScalars.append(scalar) }
  }
  return result + (text.unicodeScalars.count > 80 ? "…\"" : "\"")
}
