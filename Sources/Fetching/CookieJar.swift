import Synchronization
import WebText

/// The cookies of one source: RFC 6265, no more of it than a feed behind a session needs.
///
/// In memory only. A cookie goes back to the origin that set it and to no other: not to other hosts of its
/// domain, and not to another port or scheme.
public final class CookieJar: Sendable {
  /// RFC 6265 §6.1 asks for 50 a domain, of 4096 bytes each.
  private static let mostCookies = 50
  private static let longestCookie = 4096

  private struct Cookie {
    var origin: TargetURL.Origin
    var name: Substring
    var value: Substring
    var path: String
    var expires: UnixTime?
  }

  private let cookies = Mutex<[Cookie]>([])

  public init() {}

  /// The value of `Cookie` for a request; nil when there is none.
  func field(for origin: TargetURL.Origin, url: String, now: UnixTime = .now()) -> String? {
    let path = Self.path(of: url)
    let pairs = cookies.withLock { cookies in
      cookies.removeAll { cookie in cookie.expires.map { $0 <= now } ?? false }
      return cookies.filter { $0.origin == origin && Self.matches(path, $0.path) }
        // Longer paths first (§5.4).
        .sorted { $0.path.utf8.count > $1.path.utf8.count }
        .map { "\($0.name)=\($0.value)" }
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: "; ")
  }

  /// Takes the values of an answer's `Set-Cookie` fields.
  func take(_ fields: [String], from origin: TargetURL.Origin, url: String, now: UnixTime = .now()) {
    for field in fields.prefix(Self.mostCookies) {
      guard let cookie = Self.cookie(field, origin, url, now) else { continue }
      cookies.withLock { cookies in
        cookies.removeAll {
          $0.origin == origin && $0.name == cookie.name && $0.path == cookie.path
        }
        guard cookie.expires.map({ $0 > now }) ?? true else { return }
        if cookies.count >= Self.mostCookies { cookies.removeFirst() }
        cookies.append(cookie)
      }
    }
  }

  /// RFC 6265 §5.2; nil for what is no cookie, or one for another domain.
  private static func cookie(
    _ field: String, _ origin: TargetURL.Origin, _ url: String, _ now: UnixTime
  ) -> Cookie? {
    guard field.utf8.count <= longestCookie else { return nil }
    let parts = field.split(separator: ";", omittingEmptySubsequences: false)
    guard let (name, value) = pair(parts[0]), !name.isEmpty else { return nil }
    let isPlain = { (text: Substring) in
      text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }
    guard isPlain(name), value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      return nil
    }
    var cookie = Cookie(origin: origin, name: name, value: value, path: defaultPath(of: url))
    var maxAge: Int64?
    for part in parts.dropFirst() {
      let (attribute, value) = pair(part) ?? (trim(part), "")
      switch attribute.lowercased() {
      case "path": if value.hasPrefix("/") { cookie.path = String(value) }
      case "domain":
        let domain = value.lowercased().drop { $0 == "." }
        guard domain.isEmpty || origin.host == domain || origin.host.hasSuffix("." + domain) else {
          return nil
        }
      case "secure": guard origin.scheme == "https" else { return nil }
      case "max-age":
        // What begins with a minus, or is no number, is as good as 0 (§5.2.2 leaves the latter out).
        maxAge = SaturatingNumber.parse(value.utf8) ?? (value.hasPrefix("-") ? 0 : maxAge)
      case "expires": cookie.expires = HTTPDate.parse(String(value)) ?? cookie.expires
      default: break
      }
    }
    if let maxAge { cookie.expires = now.adding(seconds: maxAge) }
    return cookie
  }

  private static func pair(_ text: Substring) -> (Substring, Substring)? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    return (trim(text[..<equals]), trim(text[text.index(after: equals)...]))
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// The path of a URL without userinfo; `/` when it has none.
  private static func path(of url: String) -> Substring {
    guard let start = url.range(of: "://"), let slash = url[start...].firstIndex(of: "/") else { return "/" }
    return url[slash...].prefix { $0 != "?" && $0 != "#" }
  }

  /// RFC 6265 §5.1.4: up to the last slash.
  private static func defaultPath(of url: String) -> String {
    let path = path(of: url)
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func matches(_ path: Substring, _ cookiePath: String) -> Bool {
    guard path.hasPrefix(cookiePath) else { return false }
    return cookiePath.hasSuffix("/") || path.utf8.count == cookiePath.utf8.count
      || path.utf8.dropFirst(cookiePath.utf8.count).first == 0x2F
  }
}

extension String {
  /// The index behind the first `mark`; nil when there is none. Without Foundation.
  fileprivate func range(of mark: String) -> Index? {
    let bytes = Array(mark.utf8)
    var rest = utf8[...]
    while !rest.isEmpty {
      if rest.starts(with: bytes) { return utf8.index(rest.startIndex, offsetBy: bytes.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
