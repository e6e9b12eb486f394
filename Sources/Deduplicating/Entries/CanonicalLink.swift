import WebText

/// A link without what does not say which page it is: scheme, `www.`, `m.`, AMP, tracking, slash, fragment.
public struct CanonicalLink: Sendable, Equatable {
  public let text: String
  /// Never 0.
  public let hash: UInt64

  /// Without a path, and the path and query behind it.
  var host: Substring { text.prefix { $0 != "/" && $0 != "?" && $0 != "#" } }

  /// Hash of the link as it would be on another host.
  func hash(onHost other: String) -> UInt64 {
    max(1, StableHash.hash64(other + text.dropFirst(host.count)))
  }

  /// nil for what is no http(s) link, and for the home page and other pages that many entries share.
  public init?(_ link: String) {
    self.init(link, isFeed: false)
  }

  /// - Parameter isFeed: true for a feed's own address, which may lack a scheme and may be any page.
  init?(_ link: String, isFeed: Bool) {
    var link = link
    let bytes = link.withUTF8 { Self.canonical($0, needsScheme: !isFeed, mayBeShared: isFeed) }
    guard let bytes else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
    hash = max(1, StableHash.hash64(bytes))
  }

  private static func canonical(
    _ raw: UnsafeBufferPointer<UInt8>, needsScheme: Bool, mayBeShared: Bool
  ) -> [UInt8]? {
    var lower = 0
    var upper = min(raw.count, 4096)
    while lower < upper, raw[lower] <= 0x20 { lower += 1 }
    while upper > lower, raw[upper - 1] <= 0x20 { upper -= 1 }
    if let scheme = schemeLength(raw, lower, upper) {
      lower += scheme
    } else if needsScheme {
      return nil
    }
    var hostEnd = lower
    while hostEnd < upper, raw[hostEnd] != 0x2F, raw[hostEnd] != 0x3F, raw[hostEnd] != 0x23 { hostEnd += 1 }
    var output: [UInt8] = []
    output.reserveCapacity(upper - lower)
    appendHost(raw, lower, hostEnd, to: &output)
    guard !output.isEmpty else { return nil }

    var pathEnd = hostEnd
    while pathEnd < upper, raw[pathEnd] != 0x3F, raw[pathEnd] != 0x23 { pathEnd += 1 }
    let hostLength = output.count
    output.append(contentsOf: UnsafeBufferPointer(rebasing: raw[hostEnd..<pathEnd]))
    trimPath(&output, from: hostLength)
    let path = output[hostLength...]
    let isSharedPage = ListingPage.isOne(path)

    var queryEnd = pathEnd
    while queryEnd < upper, raw[queryEnd] != 0x23 { queryEnd += 1 }
    let beforeQuery = output.count
    if pathEnd < queryEnd { appendQuery(raw, pathEnd + 1, queryEnd, to: &output) }
    let beforeFragment = output.count
    if queryEnd < upper { appendFragment(raw, queryEnd, upper, to: &output) }
    if isSharedPage, output.count == beforeQuery, beforeFragment == beforeQuery, !mayBeShared { return nil }
    return output
  }

  private static func schemeLength(_ raw: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int) -> Int? {
    if upper - lower >= 2, raw[lower] == 0x2F, raw[lower + 1] == 0x2F { return 2 }
    for scheme: StaticString in ["https://", "http://"] where upper - lower > scheme.utf8CodeUnitCount {
      let length = scheme.utf8CodeUnitCount
      if (0..<length).allSatisfy({ lowered(raw[lower + $0]) == scheme.utf8Start[$0] }) { return length }
    }
    return nil
  }

  /// Lower case, without user, default port and the prefixes of mobile and accelerated pages.
  private static func appendHost(
    _ raw: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int, to output: inout [UInt8]
  ) {
    var start = lower
    for place in lower..<upper where raw[place] == 0x40 { start = place + 1 }
    for place in start..<upper { output.append(lowered(raw[place])) }
    // Most hosts end and begin like none of these, and paths end otherwise: one byte shows it.
    if let last = output.last, last == 0x30 || last == 0x33 {
      dropPort(&output)
    }
    if output.last == 0x2E { output.removeLast() }
    guard let first = output.first, first == 0x77 || first == 0x6D || first == 0x61 else { return }
    dropPrefixes(&output)
  }

  private static func dropPort(_ output: inout [UInt8]) {
    for port in [":80", ":443"] where output.reversed().starts(with: port.utf8.reversed()) {
      output.removeLast(port.utf8.count)
    }
  }

  private static func dropPrefixes(_ output: inout [UInt8]) {
    var isChanging = true
    while isChanging {
      isChanging = false
      for prefix in ["www.", "m.", "amp.", "mobile."] where output.starts(with: prefix.utf8) {
        // `m.example` alone is a host of its own.
        guard output.dropFirst(prefix.utf8.count).contains(0x2E) else { continue }
        output.removeFirst(prefix.utf8.count)
        isChanging = true
      }
    }
  }

  private static func trimPath(_ output: inout [UInt8], from start: Int) {
    func dropSlashes() {
      while output.count > start, output.last == 0x2F { output.removeLast() }
    }
    dropSlashes()
    guard output.last == 0x70 else { return }
    for suffix in ["/amp", ".amp"]
    where output.count - start > suffix.utf8.count && output.reversed().starts(with: suffix.utf8.reversed()) {
      output.removeLast(suffix.utf8.count)
      dropSlashes()
    }
  }

  private static func appendQuery(
    _ raw: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int, to output: inout [UInt8]
  ) {
    var start = lower
    var isFirst = true
    while start < upper {
      var end = start
      while end < upper, raw[end] != 0x26, raw[end] != 0x3B { end += 1 }
      // `&amp;` in a link that was escaped once too often.
      if end - start > 4, raw[start] == 0x61, raw[start + 1] == 0x6D, raw[start + 2] == 0x70,
        raw[start + 3] == 0x3B
      {
        start += 4
      }
      var nameEnd = start
      while nameEnd < end, raw[nameEnd] != 0x3D { nameEnd += 1 }
      if end > start, !Tracking.isParameter(UnsafeBufferPointer(rebasing: raw[start..<nameEnd])) {
        output.append(isFirst ? 0x3F : 0x26)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: raw[start..<end]))
        isFirst = false
      }
      start = end + 1
    }
  }

  /// A fragment is dropped, unless it is a route (`#!`) or numbers a part of a page that is fed part by part.
  private static func appendFragment(
    _ raw: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int, to output: inout [UInt8]
  ) {
    let fragment = UnsafeBufferPointer(rebasing: raw[lower..<upper])
    guard fragment.count > 1 else { return }
    let isRoute = fragment[1] == 0x21 || fragment[1] == 0x2F
    let hasDigit = fragment.contains { $0 >= 0x30 && $0 <= 0x39 }
    let isAssignment = fragment.contains(0x3D) || fragment.contains(0x3A)
    if isRoute || (hasDigit && !isAssignment) { output.append(contentsOf: fragment) }
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}

/// Query parameters that say where a reader came from, not which page it is.
enum Tracking {
  private static let prefixes = [
    "utm_", "at_", "mc_", "pk_", "mtm_", "matomo_", "hsa_", "vero_", "oly_", "wt_", "stm_", "trk_", "_hs",
  ]
  private static let names: Set<String> = [
    "fbclid", "gclid", "dclid", "gclsrc", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid",
    "igshid", "igsh",
    "mkt_tok", "ocid", "cmpid", "cmp", "ncid", "ref", "ref_src", "ref_url", "referrer", "source", "src",
    "smid",
    "smtyp", "sref", "spm", "xtor", "ito", "icid", "intcid", "int_cmp", "ftag", "rss", "feed", "partner",
    "emc",
    "feedtype", "feedname", "output", "outputtype", "from", "via", "share", "shared", "sh", "ns_mchannel",
    "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "wt.mc_id", "wt.rss_f", "wt.rss_a", "wt.rss_ev",
    "wt", "guccounter",
    "guce_referrer", "guce_referrer_sig", "amp", "amp_js_v", "usqp", "s_cid", "s_kwcid", "ef_id", "soc_src",
    "soc_trk", "tsrc", "yptr", "traffic_source", "campaign", "campaign_id", "mod", "cid", "sc_cid",
    "sc_campaign",
    "__twitter_impression", "_ga", "_gl", "rc", "taid", "reflink", "siteedition", "google_editors_picks",
  ]

  static func isParameter(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count < 40 else { return false }
    let text = String(decoding: name.map(CanonicalLink.lowered), as: UTF8.self)
    return names.contains(text) || prefixes.contains { text.hasPrefix($0) }
  }
}

/// Paths of pages that list entries: as a link they do not say which entry.
enum ListingPage {
  private static let names: Set<String> = [
    "index", "home", "default", "main", "news", "latest", "feed", "feeds", "rss", "atom", "live", "blog",
    "archive",
    "archives", "events", "jobs", "careers", "vacancies", "press", "search", "about", "contact", "stories",
    "posts",
    "articles", "podcast", "podcasts", "videos", "forum", "updates", "status", "releases", "changelog",
    "notices",
  ]

  private static let longestName = names.reduce(0) { max($0, $1.utf8.count) }

  /// - Parameter path: begins with `/` or is empty; without slashes at its end.
  static func isOne(_ path: ArraySlice<UInt8>) -> Bool {
    guard let first = path.first, first == 0x2F else { return true }
    var count = 0
    var last = path[path.endIndex...]
    var start = path.startIndex
    while start < path.endIndex {
      let end = path[start...].firstIndex(of: 0x2F) ?? path.endIndex
      if end > start {
        count += 1
        last = path[start..<end]
      }
      guard count <= 2 else { return false }
      start = end + 1
    }
    guard let initial = last.first else { return true }
    // Most last segments begin with a digit, or with more letters than any of the names.
    guard initial == 0x2E || (initial | 0x20) &- 0x61 < 26 else { return false }
    if initial != 0x2E, last.count > longestName, !last.prefix(longestName + 1).contains(0x2E) {
      return false
    }
    let stem = last.split(separator: 0x2E, maxSplits: 1).first ?? last
    let name = String(decoding: stem.map(CanonicalLink.lowered), as: UTF8.self)
    if name == "index" || name == "default" { return true }
    return count == 1 && names.contains(name)
  }
}
