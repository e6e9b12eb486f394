import FeedModel
public import WebText

/// A line of the log, read back.
public struct LogLine: Sendable {
  public var seq: Int64
  /// What the line says; its entry's dates are read as they were when the line was written.
  public var line: StoryLine
  /// Path from the top of the output directory, when the body was too long for the line.
  public var contentFile: String?

  /// Why bytes are not a line of the log.
  public enum Problem: Error, Equatable, Sendable {
    case notJSON(JSONError)
    /// A field is missing or has the wrong type or value.
    case field(String)
  }

  /// - Parameter json: one line, with or without its newline.
  public init(json: UnsafeBufferPointer<UInt8>) throws(Problem) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(json)
    } catch {
      throw .notJSON(error)
    }
    guard let seq = value["seq"]?.integer, seq > 0 else { throw .field("seq") }
    guard let type = value["type"]?.string.flatMap(LineType.init(rawValue:)) else { throw .field("type") }
    guard let source = value["source"]?.string else { throw .field("source") }
    guard let firstSeen = value.time("first_seen") else { throw .field("first_seen") }
    self.seq = seq
    contentFile = value["content_file"]?.string
    if type == .event {
      guard let name = value["event"]?.string else { throw .field("event") }
      line = StoryLine(
        event: .init(name: name, message: value["message"]?.string ?? "", details: value.eventDetails),
        source: source, time: firstSeen)
      return
    }
    guard let id = value["id"]?.string, !id.isEmpty else { throw .field("id") }
    var line = StoryLine(
      type: type, id: id, source: source, entry: Entry(id: "", idSource: .hash), firstSeen: firstSeen)
    line.feedTitle = value["feed_title"]?.string ?? ""
    line.datePublished = value.time("date_published")
    line.dateModified = value.time("date_modified")
    line.publishedBasis = value["published_basis"]?.string.flatMap(StoryLine.PublishedBasis.init) ?? .missing
    line.isBackfill = value["backfill"]?.bool ?? false
    line.labels = value.strings("labels")
    line.story = value["story"]?.string ?? ""
    line.revision = Int(clamping: value["revision"]?.integer ?? 0)
    line.changed = value.strings("changed")
    if let match = value["match"] {
      line.match = .init(
        rule: match["rule"]?.string ?? "", gapMinutes: match["gap_minutes"]?.integer ?? 0,
        note: match["note"]?.string)
    }
    if let similar = value["similar_to"] {
      line.similar = .init(
        story: similar["story"]?.string ?? "", rule: similar["rule"]?.string ?? "",
        gapMinutes: similar["gap_minutes"]?.integer ?? 0)
    }
    line.fingerprint = value["fingerprint"]?.string
    if type != .story, line.story.isEmpty { throw .field("story") }
    line.entry = Self.entry(value, line)
    self.line = line
  }

  /// The seq of a line from its first bytes, without reading the rest; nil when it does not begin as ours do.
  static func seq(of line: UnsafeBufferPointer<UInt8>) -> Int64? {
    let prefix: StaticString = "{\"seq\":"
    guard line.count > prefix.utf8CodeUnitCount else { return nil }
    for place in 0..<prefix.utf8CodeUnitCount where line[place] != prefix.utf8Start[place] { return nil }
    var seq: Int64 = 0
    for place in prefix.utf8CodeUnitCount..<line.count {
      let digit = line[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { return seq > 0 && line[place] == UInt8(ascii: ",") ? seq : nil }
      let (tens, overflow) = seq.multipliedReportingOverflow(by: 10)
      let (sum, carried) = tens.addingReportingOverflow(Int64(digit))
      if overflow || carried { return nil }
      seq = sum
    }
    return nil
  }

  private static func entry(_ value: JSONValue, _ line: StoryLine) -> Entry {
    var entry: Entry
    if let guid = value["guid"]?.string {
      entry = Entry(id: guid, idSource: .guid)
    } else if let url = value["url"]?.string {
      entry = Entry(id: url, idSource: .link)
    } else {
      entry = Entry(id: line.id, idSource: .hash)
    }
    entry.url = value["url"]?.string
    entry.externalURL = value["external_url"]?.string
    entry.title = value["title"]?.string
    entry.contentHTML = value["content_html"]?.string
    entry.contentText = value["content_text"]?.string
    entry.summary = value["summary"]?.string
    entry.image = value["image"]?.string
    entry.language = value["language"]?.string
    entry.tags = value.strings("tags")
    entry.authors = (value["authors"]?.array ?? []).map {
      Person(
        name: $0["name"]?.string, url: $0["url"]?.string, email: $0["email"]?.string,
        avatar: $0["avatar"]?.string)
    }
    if let origin = value["origin"] {
      entry.origin = Origin(title: origin["title"]?.string, url: origin["url"]?.string)
    }
    entry.published = date(value["published_raw"], line.datePublished, line.publishedBasis)
    entry.modified = date(value["updated_raw"], line.dateModified, .given)
    return entry
  }

  private static func date(
    _ raw: JSONValue?, _ time: UnixTime?, _ basis: StoryLine.PublishedBasis
  ) -> EntryDate? {
    guard let raw = raw?.string else { return nil }
    let zone: DateReading.Zone =
      switch basis {
      case .zoneConfigured: .configured
      case .zoneAssumed, .dateOnly: .absent
      default: .given
      }
    return EntryDate(
      raw: raw,
      reading: time.map { DateReading(time: $0, zone: zone, isDateOnly: basis == .dateOnly) })
  }
}

extension JSONValue {
  fileprivate func time(_ name: String) -> UnixTime? {
    self[name]?.string.flatMap { UnixTime(rfc3339: $0) }
  }

  fileprivate func strings(_ name: String) -> [String] {
    (self[name]?.array ?? []).compactMap(\.string)
  }

  fileprivate var eventDetails: [StoryLine.Event.Detail] {
    (self["details"]?.object?.members ?? []).compactMap { member in
      member.value.string.map { .init(key: member.name, value: $0) }
    }
  }
}
