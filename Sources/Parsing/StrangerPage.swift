import WebText

/// An HTML page that came instead of a feed: what sort of page it is, and whether it names a feed.
struct HTMLPage {
  private let head: Bytes
  private let title: String?
  private let url: String?

  init(_ text: Bytes, url: String?) {
    // What tells pages apart stands near their beginning.
    head = text[from: 0, to: min(text.count, 64 * 1024)]
    self.url = url
    title = Self.title(head)
  }

  /// How the descriptions of pages begin that stand in a program's way.
  static let refusals = ["a challenge page", "a page that refuses access"]

  var description: String {
    let feed = feedLink
    var text: String
    if feed == nil, let vendor = challenge {
      text = vendor.isEmpty ? Self.refusals[0] : "\(Self.refusals[0]) of \(vendor)"
    } else if feed == nil, isRefusal {
      text = Self.refusals[1]
    } else if feed == nil, isParked {
      text = "a page of a parked domain"
    } else if isListing {
      text = "a directory listing"
    } else if feed == nil, isLogin {
      text = "a login page"
    } else {
      text = "an HTML page"
      if title == nil { text += " without a title" }
    }
    if let title { text += " titled “\(title)”" }
    if let feed { text += "; it links a feed at \(feed)" }
    return text
  }

  // MARK: What it calls itself

  /// At most 100 characters of `title`.
  private static func title(_ head: Bytes) -> String? {
    guard let open = element("title", in: head, from: 0) else { return nil }
    let begin = open.upperBound
    let end = head.firstIndex(of: UInt8(ascii: "<"), from: begin) ?? head.count
    let title = HTMLText.plainText(ofHTML: head[from: begin, to: end])
    return title.isEmpty ? nil : LogText.safe(title, limit: 100)
  }

  /// The first start tag of a name at or after an index.
  private static func element(_ name: StaticString, in head: Bytes, from start: Int) -> Range<Int>? {
    var index = start
    while let open = head.firstIndex(of: UInt8(ascii: "<"), from: index) {
      index = open + 1
      let end = index + name.utf8CodeUnitCount
      guard head.hasPrefix(name, at: index), end < head.count, !head[end].isLetter, !head[end].isDigit,
        let close = head.firstIndex(of: UInt8(ascii: ">"), from: end)
      else { continue }
      return open..<close + 1
    }
    return nil
  }

  // MARK: The feed that it links

  /// RSS autodiscovery: `<link rel="alternate" type="application/rss+xml" href="…">`.
  private var feedLink: String? {
    var index = 0
    while let tag = Self.element("link", in: head, from: index) {
      index = tag.upperBound
      let bytes = head[from: tag.lowerBound, to: tag.upperBound]
      guard let rel = Self.attribute("rel", of: bytes), rel.mentions("alternate"),
        let type = Self.attribute("type", of: bytes), let href = Self.attribute("href", of: bytes),
        !href.isEmpty,
        type.mentions("rss+xml") || type.mentions("atom+xml") || type.mentions("rdf+xml")
          || type.mentions("feed+json"), !ReadingContext.isScript(href.trimmed)
      else { continue }
      let reference = HTMLText.plainText(ofHTML: href)
      return LogText.safe(url.map { URLReference.resolve(reference, base: $0) } ?? reference, limit: 300)
    }
    return nil
  }

  private static func attribute(_ name: StaticString, of tag: Bytes) -> Bytes? {
    var index = 1
    while index + name.utf8CodeUnitCount < tag.count {
      defer { index += 1 }
      guard tag[index].isSpace, tag.hasPrefix(name, at: index + 1) else { continue }
      var position = index + 1 + name.utf8CodeUnitCount
      while position < tag.count, tag[position].isSpace { position += 1 }
      guard position < tag.count, tag[position] == UInt8(ascii: "=") else { continue }
      position += 1
      while position < tag.count, tag[position].isSpace { position += 1 }
      guard position < tag.count else { return nil }
      let quote = tag[position]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let end = tag.firstIndex(of: quote, from: position + 1) ?? tag.count
        return tag[from: position + 1, to: end]
      }
      var end = position
      while end < tag.count, !tag[end].isSpace, tag[end] != UInt8(ascii: ">") { end += 1 }
      return tag[from: position, to: end]
    }
    return nil
  }

  // MARK: What sort of page it is

  private func holds(_ mark: StaticString) -> Bool {
    let first = mark.utf8Start[0]
    var index = 0
    // Marks are looked for in any case: by the two cases of their first letter.
    for byte in first.isLetter ? [first, first ^ 0x20] : [first] {
      index = 0
      while let found = head.firstIndex(of: byte, from: index) {
        if head.hasPrefix(mark, at: found) { return true }
        index = found + 1
      }
    }
    return false
  }

  private func isTitled(_ beginnings: [String]) -> Bool {
    guard let title = title?.lowercased() else { return false }
    return beginnings.contains { title.hasPrefix($0) }
  }

  /// The maker of a page that asks for proof of a human being; empty when it is not known; nil for other pages.
  private var challenge: String? {
    for (vendor, marks) in Self.challenges where marks.contains(where: holds) { return vendor }
    let titles = [
      "just a moment", "attention required", "one moment, please", "checking your browser", "are you a robot",
      "robot or human", "human verification", "security check", "verify you are human",
      "verifying you are human",
      "please wait...", "client challenge", "making sure you're not a bot", "bot verification", "ddos-guard",
      "access to this page has been denied", "pardon our interruption", "you have been blocked", "captcha",
      "validation request", "vercel security checkpoint",
    ]
    if isTitled(titles) { return "" }
    // A comment form may have a captcha, too; a page that is nothing else asks for it.
    let captchas: [StaticString] = [
      "g-recaptcha", "google.com/recaptcha", "recaptcha.net", "h-captcha", "hcaptcha.com", "cf-turnstile",
      "geo.captcha", "friendlycaptcha", "mcaptcha",
    ]
    return captchas.contains(where: holds) && isShort ? "" : nil
  }

  /// A page that says little: marks that a longer page may have by the way are what it is about.
  private var isShort: Bool { HTMLText.plainText(ofHTML: head).utf8.count < 2_000 }

  /// Marks that stand in the challenge pages of a vendor and not in the pages behind them, in lower case.
  private static let challenges: [(String, [StaticString])] = [
    (
      "Cloudflare",
      [
        "cf-chl", "_cf_chl_opt", "cf_chl_opt", "cf-browser-verification", "cf-error-details",
        "enable javascript and cookies to continue",
      ]
    ),
    ("DDoS-Guard", ["ddos-guard", "/.well-known/ddos-guard/"]),
    ("Sucuri", ["sucuri_cloudproxy", "sucuri website firewall", "cloudproxy.sucuri.net"]),
    ("Imperva", ["_incapsula_resource", "incapsula incident id", "/_imperva"]),
    ("Akamai", ["bm-verify", "akamai-challenge", "sec-if-cpt-container", "errors.edgesuite.net"]),
    ("HUMAN", ["px-captcha", "_pxappid", "captcha.px-cdn.net", "perimeterx.net"]),
    ("DataDome", ["captcha-delivery.com", "geo.captcha-delivery"]),
    ("Anubis", ["anubis_challenge", "/.within.website/x/cmd/anubis", "anubis-version", "techaro.lol"]),
    ("AWS WAF", ["awswafcookiedomainlist", "awswafintegration", "gokuprops", "token.awswaf.com"]),
    ("SiteGround", ["sgcaptcha"]), ("StackPath", ["sp_challenge", "stackpath-challenge"]),
    ("Kasada", ["/149e9513-01fa-4fb0-aad4-566afd725d1b/"]),
    ("Vercel", ["_vercel_challenge", "vercel security checkpoint"]),
    ("Reblaze", ["rbzns", "reblaze"]), ("Wordfence", ["generated by wordfence"]),
    ("BotStopper", ["botstopper"]),
    ("Google", ["/sorry/index", "our systems have detected unusual traffic"]),
  ]

  private var isRefusal: Bool {
    isTitled([
      "access denied", "403", "forbidden", "401", "unauthorized", "error 403", "blocked", "request rejected",
      "451", "unavailable for legal reasons",
    ])
  }

  private var isParked: Bool {
    let marks: [StaticString] = [
      "sedoparking", "parkingcrew", "bodis.com", "domain is parked", "domain has expired",
      "domain is for sale",
      "domain may be for sale", "buy this domain", "parked-content", "parked free, courtesy of",
      "hugedomains.com",
      "afternic.com", "dan.com/buy-domain", "parklogic", "above.com/marketplace", "window.park",
    ]
    return marks.contains(where: holds) || isTitled(["this domain", "domain for sale", "domain parked"])
  }

  private var isListing: Bool { isTitled(["index of /", "directory listing for ", "listing of /"]) }

  private var isLogin: Bool {
    let hasPassword = holds("type=\"password\"") || holds("type='password'") || holds("type=password")
    return hasPassword && isShort
      || isTitled([
        "log in", "login", "sign in", "sign-in", "signin", "anmelden", "connexion", "authentication required",
      ])
  }
}
