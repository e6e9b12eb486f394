import CCurl
import WebText

/// A URL as libcurl reads it: the parser that checks an address is the one that connects to it.
///
/// The URL API (https://curl.se/libcurl/c/libcurl-url.html) parses RFC 3986 and resolves references (§5.2).
struct TargetURL {
  /// Absolute, without userinfo and fragment.
  var text: String
  var origin: Origin
  /// What stood before `@`; nil when nothing did.
  var credentials: Credentials?

  /// What credentials, custom header fields and the like belong to: RFC 6454 §4.
  struct Origin: Hashable {
    /// Lower case.
    var scheme: String
    /// Lower case; IPv6 in brackets.
    var host: String
    var port: String

    /// The address that the host is written as, in any spelling that libcurl knows; loopback for the names
    /// that always mean it (RFC 6761 §6.3). nil for another name.
    var address: IPAddress? {
      let name = host.hasSuffix(".") ? String(host.dropLast()) : host
      if name == "localhost" || name.hasSuffix(".localhost") { return IPAddress("127.0.0.1") }
      guard name.hasPrefix("["), name.hasSuffix("]") else { return IPAddress(name) }
      // Without a zone (RFC 6874).
      return IPAddress(String(name.dropFirst().dropLast().prefix { $0 != "%" }))
    }
  }

  struct Credentials: Hashable {
    var user: String
    var password: String
  }

  /// Longer ones are refused: RFC 9110 §4.1 asks for 8000 octets at least.
  static let maxLength = 16 * 1024

  /// Reads an absolute URL.
  ///
  /// liberal: spaces and bytes above 0x7F in path and query are percent-encoded instead of refused.
  init(_ text: String) throws(FetchError) {
    guard text.utf8.count <= Self.maxLength else { throw .badURL(reason: "it is too long") }
    let url = try Handle()
    guard url.set(text) == CURLUE_OK else { throw .badURL(reason: "it is not an absolute URL") }
    self.init(url)
    guard origin.scheme == "http" || origin.scheme == "https" else {
      throw .unsupportedScheme(LogText.safe(origin.scheme, limit: 32))
    }
    guard !origin.host.isEmpty else { throw .badURL(reason: "it has no host") }
  }

  /// Resolves a `Location` (RFC 9110 §10.2.2) against `base`. Userinfo of the reference is dropped (§4.2.4).
  init(location: String, base: String) throws(FetchError) {
    guard location.utf8.count <= Self.maxLength else { throw .badRedirect(.unreadableLocation) }
    let url = try Handle()
    guard url.set(base) == CURLUE_OK, url.setBytes(location) == CURLUE_OK else {
      throw .badRedirect(.unreadableLocation)
    }
    self.init(url)
    guard origin.scheme == "http" || origin.scheme == "https" else {
      throw .badRedirect(.unsupportedScheme(LogText.safe(origin.scheme, limit: 32)))
    }
    guard !origin.host.isEmpty else { throw .badRedirect(.unreadableLocation) }
  }

  private init(_ url: borrowing Handle) {
    let scheme = url.get(CURLUPART_SCHEME) ?? ""
    var host = url.get(CURLUPART_HOST) ?? ""
    // The form that is looked up: fullwidth digits are an address there.
    if !host.utf8.allSatisfy({ $0 < 0x80 }) { host = url.get(CURLUPART_HOST, UInt32(CURLU_PUNYCODE)) ?? host }
    let port = url.get(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)) ?? ""
    origin = Origin(scheme: scheme.lowercased(), host: host.lowercased(), port: port)
    if let user = url.get(CURLUPART_USER, UInt32(CURLU_URLDECODE)) {
      let password = url.get(CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE)) ?? ""
      credentials = Credentials(user: user, password: password)
    }
    for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
      url.clear(part)
    }
    text = url.get(CURLUPART_URL) ?? ""
  }

  /// True when `text` may go to libcurl as it stands: `http(s)`, printable ASCII, nothing to take out.
  static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count > 8, bytes.count <= maxLength else { return false }
      let start = bytes.starts(with: "http://".utf8) ? 7 : bytes.starts(with: "https://".utf8) ? 8 : 0
      // A third slash is for the URL parser, which reads over it.
      guard start > 0, start < bytes.count, bytes[start] != 0x2F else { return false }
      return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x40 && $0 != 0x23 && $0 != 0x5C }
    }
  }

  /// Owns a `CURLU`.
  private struct Handle: ~Copyable {
    private let url: OpaquePointer

    init() throws(FetchError) {
      guard let url = curl_url() else { throw .library(code: CURLE_OUT_OF_MEMORY.rawValue) }
      self.url = url
    }

    deinit { curl_url_cleanup(url) }

    /// Any scheme is read, so that the error can name it; the caller checks it.
    private static let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)

    func set(_ text: String) -> CURLUcode {
      guard !text.utf8.contains(0) else { return CURLUE_MALFORMED_INPUT }
      return curl_url_set(url, CURLUPART_URL, text, Self.flags)
    }

    /// Sets a text of Latin-1 scalars as the bytes they stand for.
    func setBytes(_ text: String) -> CURLUcode {
      var bytes = text.unicodeScalars.map { CChar(truncatingIfNeeded: $0.value) }
      guard !bytes.contains(0) else { return CURLUE_MALFORMED_INPUT }
      bytes.append(0)
      return curl_url_set(url, CURLUPART_URL, bytes, Self.flags)
    }

    func clear(_ part: CURLUPart) {
      curl_url_set(url, part, nil, 0)
    }

    func get(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
      var text: UnsafeMutablePointer<CChar>?
      let code = curl_url_get(url, part, &text, flags)
      // libcurl 7.88 leaves the text behind when a host has no Punycode form.
      defer { if code == CURLUE_OK || flags & UInt32(CURLU_PUNYCODE) != 0 { curl_free(text) } }
      guard code == CURLUE_OK, let text else { return nil }
      return String(cString: text)
    }
  }
}
