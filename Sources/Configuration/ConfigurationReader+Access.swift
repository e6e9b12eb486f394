import WebText
import Yams

/// What a source needs besides its address: `auth`, `client_certificate`, `proxy`.
extension ConfigurationReader {
  /// `{type: basic, user: …, password: …}`, the same with `digest`, or `{type: bearer, token: …}`.
  func authentication(_ setting: Setting) -> SourceConfiguration.Authentication? {
    enum Kind: String, CaseIterable { case basic, digest, bearer }
    guard setting.node.mapping != nil else {
      // Not what it is instead: that may be the secret.
      report(setting.place, "auth must be a mapping such as {type: basic, user: …, password: …}")
      return nil
    }
    var kind: Kind?
    var user: String?
    var password: Secret?
    var token: Secret?
    let known = ["type", "user", "password", "token"]
    let before = mistakes.count
    eachSetting(of: setting.node, in: "auth", file: setting.place.file, known: known) { item in
      switch item.name {
      case "type": kind = choice(item, of: Kind.self)
      case "user": user = string(item)
      case "password": password = secret(item)
      case "token": token = secret(item)
      default: return false
      }
      return true
    }
    guard mistakes.count == before else { return nil }
    switch (kind ?? (token == nil ? .basic : .bearer), user, password, token) {
    case (.basic, let user?, let password?, nil):
      guard !user.contains(":") else {
        report(setting.place, "auth.user must not contain a colon (RFC 7617)")
        return nil
      }
      return .basic(user: user, password: password)
    case (.digest, let user?, let password?, nil): return .digest(user: user, password: password)
    case (.bearer, nil, nil, let token?): return .bearer(token)
    case (.bearer, _, _, _): report(setting.place, "auth of type bearer has a token, and nothing else")
    default: report(setting.place, "auth of type basic or digest has user and password, and nothing else")
    }
    return nil
  }

  /// A file in PEM, or `{file: …, key: …, password: …}`.
  func clientCertificate(_ setting: Setting) -> SourceConfiguration.ClientCertificate? {
    guard setting.node.mapping != nil else {
      return readableFile(setting).map { SourceConfiguration.ClientCertificate(file: $0) }
    }
    var file: String?
    var certificate = SourceConfiguration.ClientCertificate(file: "")
    let known = ["file", "key", "password"]
    eachSetting(of: setting.node, in: setting.name, file: setting.place.file, known: known) { item in
      switch item.name {
      case "file": file = readableFile(item)
      case "key": certificate.key = readableFile(item)
      case "password": certificate.password = secret(item)
      default: return false
      }
      return true
    }
    guard let file else {
      report(setting.place, "client_certificate needs a file")
      return nil
    }
    certificate.file = file
    return certificate
  }

  /// A URL, or `{url: …, user: …, password: …}`; `none` where `defaults:` have one.
  func readProxy(_ setting: Setting, into proxy: inout SourceConfiguration.Proxy?) {
    guard setting.node.mapping != nil else {
      if setting.text == "none" {
        proxy = nil
      } else if let url = proxyURL(setting) {
        proxy = SourceConfiguration.Proxy(url: url)
      }
      return
    }
    var url: String?
    var read = SourceConfiguration.Proxy(url: "")
    let known = ["url", "user", "password"]
    eachSetting(of: setting.node, in: "proxy", file: setting.place.file, known: known) { item in
      switch item.name {
      case "url": url = proxyURL(item)
      case "user": read.user = string(item)
      case "password": read.password = secret(item)
      default: return false
      }
      return true
    }
    guard let url else {
      if !mistakes.contains(where: { $0.line >= setting.place.line && $0.file == setting.place.file }) {
        report(setting.place, "proxy needs a url")
      }
      return
    }
    guard read.password == nil || read.user != nil else {
      report(setting.place, "proxy has a password and no user")
      return
    }
    read.url = url
    proxy = read
  }

  /// `SCHEME://HOST[:PORT]`, and nothing else: user and password are keys of their own.
  private func proxyURL(_ setting: Setting) -> String? {
    guard let text = string(setting) else { return nil }
    let schemes = ["http", "https", "socks5", "socks5h"]
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[1].hasPrefix("//"), schemes.contains(parts[0].lowercased()) else {
      report(
        setting.place,
        "\(setting.name) must be a URL with http, https, socks5 or socks5h, such as http://proxy:3128")
      return nil
    }
    var host = parts[1].dropFirst(2)
    if host.hasSuffix("/") { host.removeLast() }
    guard !host.contains("@") else {
      report(
        setting.place, "a proxy's user and password are keys of their own: {url: …, user: …, password: …}")
      return nil
    }
    do {
      // The same rules as for a source's host and port.
      _ = try SourceURL("http://" + host)
      guard !host.contains("/"), !host.contains("?") else { throw SourceURL.Flaw(message: "") }
    } catch {
      report(setting.place, "\(setting.name) has no valid host and port")
      return nil
    }
    return parts[0].lowercased() + "://" + host
  }
}
