import WebText

/// The names by which one source may sign its titles.
struct OutletNames: Sendable {
  /// A handful: looked through from the first to the last.
  private(set) var hashes: [UInt64] = []

  init(name: String, feedTitle: String, url: String?, aliases: [String], rules: TitleRules) {
    for alias in aliases { add(alias, rules) }
    add(feedTitle, rules)
    // `Kestrel News - World`, `World | Kestrel News`: the part that is no section.
    for part in Self.parts(feedTitle) { add(part, rules) }
    add(name, rules)
    for address in [url, name].compactMap({ $0 }) {
      for label in Self.hostLabels(address) { add(label, rules) }
    }
  }

  /// The names that one item brings along: where an aggregator took it from, and its link's host.
  init(origin: String?, link: String?, rules: TitleRules) {
    if let origin {
      add(origin, rules)
      for part in Self.parts(origin) { add(part, rules) }
      for label in Self.hostLabels(origin) { add(label, rules) }
    }
    if let link, let host = Self.host(link) {
      for label in Self.hostLabels(host) { add(label, rules) }
    }
  }

  private mutating func add(_ name: some StringProtocol, _ rules: TitleRules) {
    FoldedWords.with(name, numbersAsOne: false) { words in
      guard words.count > 0, words.count <= 8, !rules.isSection(words), words.bytes.count >= 2 else { return }
      let hash = rules.nameHash(words)
      if !hashes.contains(hash) { hashes.append(hash) }
    }
  }

  /// Adds names that were learned, by their hashes.
  mutating func insert(_ learned: [UInt64]) {
    for hash in learned where !hashes.contains(hash) { hashes.append(hash) }
  }

  func contains(_ words: FoldedWords, _ rules: TitleRules) -> Bool {
    !hashes.isEmpty && hashes.contains(rules.nameHash(words))
  }

  private static func parts(_ title: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = title[...]
    let separators: Set<Character> = [
      "|", "»", "›", ":", "·", "–", "—", "/", "<", ">", "(", ")", "[", "]", "【", "】", "_", "-",
    ]
    while let place = rest.firstIndex(where: { separators.contains($0) }) {
      parts.append(rest[..<place])
      rest = rest[rest.index(after: place)...]
    }
    guard !parts.isEmpty else { return [] }
    parts.append(rest)
    return parts.filter { $0.count { !$0.isWhitespace } >= 3 }
  }

  private static func host(_ link: String) -> String? {
    var link = link
    return link.withUTF8 { bytes in
      let reference = URLReference(bytes)
      return reference.host.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  /// The labels of a host that name its owner: not `www`, not the top level.
  private static func hostLabels(_ address: String) -> [Substring] {
    var rest = address[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != ":" }
    let labels = host.split(separator: ".")
    guard labels.count >= 2 else { return [] }
    return labels.dropLast().filter { $0.count >= 4 && !common.contains(String($0)) } + [host]
  }

  private static let common: Set<String> = [
    "feeds", "news", "feed", "rssfeed", "feedburner", "google", "blog", "blogs", "media", "online", "mobile",
    "live",
  ]
}
