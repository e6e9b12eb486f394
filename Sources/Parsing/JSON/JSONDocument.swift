import FeedModel
import Glibc
import WebText

/// Reads a JSON document: a JSON Feed (<https://www.jsonfeed.org/version/1.1/>), or RSS in JSON.
///
/// In one pass and item by item: no tree of the document is made. Members stand in any order, so that only
/// the end tells whether it was a feed at all.
struct JSONDocument: ~Copyable {
  var json: JSONReader
  let collector: FeedCollector
  let reading: ReadingContext
  var feed: Feed
  var detail = FeedDetail()
  /// Set by a `version` that is JSON Feed's.
  private var format: FeedFormat?
  /// True when there are members that only JSON Feed has.
  var hasFeedMembers = false
  private var hasItems = false
  private var isRSS = false
  /// The name of the first member in the latest item: where to go on when one is broken.
  var firstKey: [UInt8] = []
  /// Where to look for the next item when the one that is being read is broken.
  var searchStart = 0
  /// Bytes that may be read once more, so that broken items cost no quadratic time.
  private var rereadable: Int
  private var isAfterBroken = false
  private var authors = Authors()
  private var ids: Set<String> = []
  /// Items beyond the limit.
  var omitted = 0
  private var broken = 0
  private var itemCount = 0
  /// Tags, people, attachments and such that may still be kept: bounds the memory that they cost.
  var allowance: Int
  /// What an answer that is no feed says, for the error.
  private var complaint: String?
  private var names: [String] = []
  private let deadline: Int64

  /// JSON Feed 1.0's one author, and 1.1's authors, who count if there are any.
  struct Authors {
    var one: [Person] = []
    var many: [Person] = []
    var people: [Person] { many.isEmpty ? one : many }
  }

  /// Reads a document whose first byte that is not white space is `{` or `[`.
  ///
  /// - Parameter collector: has begun, and holds the warnings there are.
  static func read(_ bytes: Bytes, encoding: String, _ collector: FeedCollector) throws(ParseError) -> Feed {
    var document = JSONDocument(bytes, encoding: encoding, collector)
    do throws(JSONStop) {
      try document.readRoot()
    } catch {
      switch error {
      case .damage(let fault, let offset): document.json.note(fault, at: offset)
      case .limit(let error): try document.giveUp(error)
      }
    }
    return try document.finish()
  }

  /// Out of time: items that were read are worth more than an error, if they are known to be a feed's.
  private func giveUp(_ error: ParseError) throws(ParseError) {
    guard case .limit(code: "time", let message) = error else { throw error }
    guard isRSS ? !collector.entries.isEmpty : isFeed && !feed.entries.isEmpty else { throw error }
    collector.giveUp()
    reading.warn("limit-exceeded", message + "; what follows is left out")
  }

  private var isFeed: Bool { format != nil || hasItems && hasFeedMembers }

  private init(_ bytes: Bytes, encoding: String, _ collector: FeedCollector) {
    json = JSONReader(bytes, from: 0)
    self.collector = collector
    reading = collector.reading
    feed = Feed(format: .jsonFeed11, encoding: encoding)
    let (allowance, overflow) = reading.limits.entries.multipliedReportingOverflow(by: 20)
    rereadable = 4 * bytes.count
    self.allowance = overflow ? .max : allowance
    deadline = Self.threadTime() &+ reading.limits.time.inWholeNanoseconds
  }

  // MARK: The feed

  private mutating func readRoot() throws(JSONStop) {
    guard try json.kind() == .object else { return }
    json.enter()
    while true {
      do throws(JSONStop) {
        guard let name = try json.nextName() else { break }
        try readMember(named: name)
      } catch {
        // Damage in front of the items: they may be sound.
        guard case .damage(let fault, let offset) = error, !hasItems, !isRSS,
          let place = placeOfItems(from: offset)
        else { throw error }
        json.note(fault, at: offset)
        json.move(to: place)
        try readItems()
      }
    }
    json.skipSpace()
    if json.index < json.count { json.note(.trailing) }
  }

  private enum Member: String {
    case version, title, description, icon, favicon, language, expired, author, authors, hubs, items, rss
    case homePageURL = "home_page_url"
    case feedURL = "feed_url"
    case nextURL = "next_url"
    case userComment = "user_comment"
    case error, message
  }

  private mutating func readMember(named name: String) throws(JSONStop) {
    if names.count < 5 { names.append(name) }
    guard let member = Member(rawValue: name) else {
      var copied = detail.common.copied
      try readUnknown(named: name, into: &copied)
      detail.common.copied = copied
      return
    }
    switch member {
    case .version: try readVersion()
    case .title:
      let title = try text("title")
      feed.title = Subject.limited(title, reading.limits.title, reading) ?? ""
    case .description: feed.description = try text("description")
    case .userComment: detail.userComment = try text("user_comment")
    case .homePageURL:
      feed.homePageURL = try url("home_page_url")
      hasFeedMembers = true
    case .feedURL:
      feed.feedURL = try url("feed_url")
      hasFeedMembers = true
    case .nextURL: feed.nextURL = try url("next_url")
    case .icon: feed.icon = try url("icon")
    case .favicon: feed.favicon = try url("favicon")
    case .language: feed.language = try language()
    case .expired: feed.expired = try flag("expired")
    case .author: authors.one = try people("author")
    case .authors: authors.many = try people("authors")
    case .hubs: feed.hubs = try hubs()
    case .items: try readItems()
    case .rss: try readRSS()
    case .error, .message:
      if try json.kind() == .string {
        complaint = LogText.safe(try json.string().trimmed.string, limit: 100)
      } else {
        try json.skip()
      }
    }
  }

  /// `https://jsonfeed.org/version/1.1`, and what publishers make of it: `http`, `www`, a slash at the end.
  private mutating func readVersion() throws(JSONStop) {
    guard try json.kind() == .string else { return try json.skip() }
    var text = try json.string().trimmed
    for prefix in ["https://", "http://", "www."] as [StaticString] where text.hasPrefix(prefix) {
      text = text[from: prefix.utf8CodeUnitCount, to: text.count]
    }
    let path: StaticString = "jsonfeed.org/version/"
    guard text.hasPrefix(path) else { return }
    var number = text[from: path.utf8CodeUnitCount, to: text.count]
    while number.last == UInt8(ascii: "/") { number = number[from: 0, to: number.count - 1] }
    format = number.equals("1") || number.equals("1.0") ? .jsonFeed10 : .jsonFeed11
    if format == .jsonFeed11, !number.equals("1.1") {
      warn("version", "is not known: \(LogText.safe(number.string, limit: 40))")
    }
  }

  private mutating func readRSS() throws(JSONStop) {
    guard try json.kind() == .object else { return try json.skip() }
    isRSS = true
    try RSSInJSON.read(&self)
  }

  // MARK: The items

  private mutating func readItems() throws(JSONStop) {
    // Of two members of a name the last counts.
    feed.entries = []
    ids = []
    switch try json.kind() {
    case .array: json.enter()
    case .object:
      warn("items", "is no array")
      return try readItem()
    case .null: return try json.skip()
    default:
      warn("items", "is no array")
      return try json.skip()
    }
    hasItems = true
    while true {
      do throws(JSONStop) {
        guard try json.nextElement() else { return }
        try readItem()
      } catch {
        try goOn(after: error)
      }
    }
  }

  private mutating func readItem() throws(JSONStop) {
    hasItems = true
    guard try json.kind() == .object else {
      warn("an item", "is no object")
      return try json.skip()
    }
    itemCount += 1
    guard itemCount <= reading.limits.entries else {
      omitted += 1
      return try json.skip()
    }
    if itemCount & 63 == 0 { try checkTime() }
    searchStart = json.index + 1
    let entry = try entry()
    searchStart = json.index
    // What looks like an item behind a broken one may be an attachment of that.
    if isAfterBroken, entry.idSource != .json { return }
    isAfterBroken = false
    if reading.wantsDetail, !ids.insert(entry.id).inserted {
      reading.warn("item-duplicate-id", "two items have the id \(LogText.safe(entry.id))", key: entry.id)
    }
    feed.entries.append(entry)
  }

  /// Goes on at the next item after a broken one.
  ///
  /// - Throws: the error, when there is none.
  mutating func goOn(after error: JSONStop) throws(JSONStop) {
    broken += 1
    guard broken <= reading.limits.entries, case .damage(let fault, let offset) = error else { throw error }
    // A quote too few makes strings of what follows, up to somewhere in the next item.
    let from = searchStart <= offset && offset - searchStart <= rereadable ? searchStart : offset
    rereadable -= offset - from
    guard let place = placeOfItem(from: from) else { throw error }
    isAfterBroken = true
    json.note(fault, at: offset)
    reading.warn("value-invalid", "a broken item is left out", key: "item")
    json.move(to: place)
    try checkTime()
  }

  /// The next object that begins as the latest item did: what made the feed writes its members in one order.
  private func placeOfItem(from offset: Int) -> Int? {
    guard !firstKey.isEmpty else { return nil }
    var index = offset
    while let brace = json.bytes.firstIndex(of: UInt8(ascii: "{"), from: index) {
      index = brace + 1
      var key = index
      while key < json.count, json.bytes[key].isSpace { key += 1 }
      guard json.count - key > firstKey.count + 1, json.bytes[key] == UInt8(ascii: "\""),
        json.bytes[key + 1 + firstKey.count] == UInt8(ascii: "\""),
        json.bytes[from: key + 1, to: key + 1 + firstKey.count].elementsEqual(firstKey)
      else { continue }
      // An item follows another; what follows a colon or an opening bracket is in one.
      var before = brace
      while before > 0, json.bytes[before - 1].isSpace { before -= 1 }
      let previous = before > 0 ? json.bytes[before - 1] : 0
      if previous != UInt8(ascii: ":"), previous != UInt8(ascii: "[") { return brace }
    }
    return nil
  }

  /// Where the array of the items begins.
  private func placeOfItems(from offset: Int) -> Int? {
    var index = offset
    while let name = json.bytes.firstIndex(of: "\"items\"", from: index) {
      index = name + 7
      var place = index
      var hasColon = false
      while place < json.count, json.bytes[place].isSpace || json.bytes[place] == UInt8(ascii: ":") {
        hasColon = hasColon || json.bytes[place] == UInt8(ascii: ":")
        place += 1
      }
      if hasColon, place < json.count, json.bytes[place] == UInt8(ascii: "[") { return place }
    }
    return nil
  }

  // MARK: The end

  private mutating func finish() throws(ParseError) -> Feed {
    warnOfFaults()
    if omitted > 0 {
      reading.warn("limit-exceeded", "\(omitted) items beyond \(reading.limits.entries) are left out")
    }
    if isRSS {
      var feed = try collector.finish(encoding: feed.encoding)
      feed.format = .rssInJSON
      return feed
    }
    guard isFeed else { throw .notAFeed(reason: reasonAgainst) }
    if format == nil { warn("version", "is missing") }
    feed.format = format ?? .jsonFeed11
    feed.authors = authors.people
    if reading.wantsDetail {
      detail.baseURL = reading.scopes[0].base
      detail.common.title = construct(feed.title)
      detail.subtitle = construct(feed.description)
      feed.detail = detail
    }
    feed.inheritLanguage()
    feed.warnings = reading.warnings
    return feed
  }

  private var reasonAgainst: String {
    guard names.count > 0 else {
      return json.bytes.trimmed.first == UInt8(ascii: "[")
        ? "a JSON array" : "a JSON document without members"
    }
    if let complaint, !complaint.isEmpty { return "a JSON document that says “\(complaint)”" }
    let members = LogText.safe(names.joined(separator: ", "), limit: 100)
    return "a JSON document that is neither JSON Feed nor RSS: its members are \(members)"
  }

  private func warnOfFaults() {
    var place = (offset: 0, line: 1, lineStart: 0)
    for fault in json.faults.sorted(by: { $0.offset < $1.offset }) {
      let end = min(fault.offset, json.count)
      while let newline = json.bytes.firstIndex(of: 0x0A, from: place.offset), newline < end {
        place = (newline + 1, place.line + 1, newline + 1)
      }
      let column = json.bytes[from: place.lineStart, to: end].count { $0 & 0xC0 != 0x80 } + 1
      reading.warn("json-invalid", fault.kind.rawValue, line: place.line, column: column)
    }
  }

  // MARK: Time

  func checkTime() throws(JSONStop) {
    if Self.threadTime() > deadline {
      let message = "parsing took more than \(reading.limits.time) (\(ParseLimits.Key.time))"
      throw .limit(.limit(code: "time", message: message))
    }
  }

  /// CPU time of the calling thread, in nanoseconds.
  private static func threadTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

extension Duration {
  fileprivate var inWholeNanoseconds: Int64 {
    let (seconds, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max / 2 : min(seconds, .max / 2) &+ components.attoseconds / 1_000_000_000
  }
}
