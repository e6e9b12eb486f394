import FeedModel
import WebText

/// A body that is too long for its line, and goes whole into a file of its own.
package struct SpilledContent {
  /// `2026-11-23`
  var day: String
  var seq: Int64
  package var text: String

  var file: String { "\(seq).html" }
  /// The line's `content_file`.
  package var path: String { "content/\(day)/\(file)" }
}

extension StoryLine {
  /// Bytes of a line with its newline, at most: Vector drops longer than 100 KiB, Fluent Bit gives a file up
  /// at a line over its buffer, and 64 KiB leaves room for their own fields.
  public static let byteLimit = 1 << 16

  /// About how long the line will be.
  var approximateSize: Int {
    guard let entry else { return 400 }
    let texts = [entry.contentHTML, entry.contentText, entry.summary, entry.title]
    return texts.reduce(500) { $0 + ($1?.utf8.count ?? 0) }
  }

  /// Appends the line, newline included, and returns the body that it had no room for.
  ///
  /// - Parameter bytes: whole lines.
  package func encode(seq: Int64, to bytes: inout [UInt8], limit: Int = byteLimit) -> SpilledContent? {
    let start = bytes.count
    write(seq: seq, contentFile: nil, to: &bytes)
    if bytes.count - start <= limit { return nil }

    var short = self
    var spilled: SpilledContent?
    if let entry, let body = entry.contentHTML ?? entry.contentText {
      spilled = SpilledContent(day: firstSeen.utcDay, seq: seq, text: body)
    }
    for rung in Shortening.ladder {
      rung.apply(to: &short)
      bytes.removeSubrange(start...)
      short.write(seq: seq, contentFile: spilled?.path, to: &bytes)
      if bytes.count - start <= limit { break }
    }
    return spilled
  }

  private func write(seq: Int64, contentFile: String?, to bytes: inout [UInt8]) {
    var json = JSONWriter(appendingTo: take(&bytes))
    json.beginObject()
    // First, and so the first line of a file is unlike that of any other.
    json.key("seq")
    json.number(seq)
    json.member("type", type.rawValue)
    if !id.isEmpty { json.member("id", id) }
    if !story.isEmpty { json.member("story", story) }
    json.member("source", source)
    if !feedTitle.isEmpty { json.member("feed_title", feedTitle) }
    json.member("first_seen", firstSeen)
    if let event { write(event, to: &json) }
    if let entry { write(entry, contentFile: contentFile, to: &json) }
    json.endObject()
    bytes = take(&json.bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  private func write(_ entry: Entry, contentFile: String?, to json: inout JSONWriter) {
    if entry.idSource.isGiven { json.member("guid", entry.id) }
    if let datePublished { json.member("date_published", datePublished) }
    if let dateModified { json.member("date_modified", dateModified) }
    json.member("published_basis", publishedBasis.rawValue)
    if let raw = entry.published?.raw { json.member("published_raw", raw) }
    if let raw = entry.modified?.raw { json.member("updated_raw", raw) }
    json.key("backfill")
    json.bool(isBackfill)
    if revision > 0 {
      json.key("revision")
      json.number(revision)
    }
    if !changed.isEmpty { json.member("changed", changed) }
    if !labels.isEmpty { json.member("labels", labels) }
    if let match {
      json.key("match")
      json.beginObject()
      json.member("rule", match.rule)
      json.key("gap_minutes")
      json.number(match.gapMinutes)
      if let note = match.note { json.member("note", note) }
      json.endObject()
    }
    if let similar {
      json.key("similar_to")
      json.beginObject()
      json.member("story", similar.story)
      json.member("rule", similar.rule)
      json.key("gap_minutes")
      json.number(similar.gapMinutes)
      json.endObject()
    }
    if let origin = entry.origin, origin.title != nil || origin.url != nil {
      json.key("origin")
      json.beginObject()
      if let title = origin.title { json.member("title", title) }
      if let url = origin.url { json.member("url", url) }
      json.endObject()
    }
    if let contentFile { json.member("content_file", contentFile) }
    if type == .sighting {
      if let fingerprint { json.member("fingerprint", fingerprint) }
      // A copy's own body would double the log for nothing new.
      var copy = entry
      copy.contentHTML = nil
      copy.contentText = nil
      copy.summary = nil
      copy.attachments = []
      copy.writeStandardFields(to: &json)
    } else {
      entry.writeStandardFields(to: &json)
    }
  }

  private func write(_ event: Event, to json: inout JSONWriter) {
    json.member("event", event.name)
    json.member("message", event.message)
    guard !event.details.isEmpty else { return }
    json.key("details")
    json.beginObject()
    for detail in event.details {
      json.key(detail.key)
      json.string(detail.value)
    }
    json.endObject()
  }
}

extension Entry.IDSource {
  /// True when the publisher gave the id, false when it was made from the link or the text.
  var isGiven: Bool {
    switch self {
    case .link, .hash: false
    default: true
    }
  }
}

/// Steps that make a line fit, from what is missed least; each is applied after those before it.
private struct Shortening {
  var text: Int
  var summary: Int
  var list: Int
  var field: Int

  /// The last ones fit into the smallest `log.max_line`, 4 KiB, whatever the texts are: a byte of them takes
  /// six in JSON at worst.
  static let ladder = [
    Shortening(text: 8192, summary: 8192, list: 256, field: .max),
    Shortening(text: 2048, summary: 2048, list: 16, field: 8192),
    Shortening(text: 0, summary: 0, list: 0, field: 2048),
    Shortening(text: 0, summary: 0, list: 0, field: 512),
    Shortening(text: 0, summary: 0, list: 0, field: 64),
  ]

  func apply(to line: inout StoryLine) {
    line.feedTitle = line.feedTitle.cut(to: min(field, 2048))
    line.labels = line.labels.prefix(list == 0 ? 4 : 16).map { $0.cut(to: 32) }
    line.changed = line.changed.prefix(16).map { $0.cut(to: 32) }
    if let note = line.match?.note { line.match?.note = note.cut(to: min(field, 256)) }
    if var event = line.event {
      event.message = event.message.cut(to: min(field, 4096))
      event.details = event.details.prefix(list == 0 ? min(8, field / 64) : list).map {
        .init(key: $0.key.cut(to: 64), value: $0.value.cut(to: min(field, 512)))
      }
      line.event = event
    }
    guard var entry = line.entry else { return }
    entry.contentHTML = cut(entry.contentHTML, to: text)?.withoutTornTag
    // One cut body is enough: the whole one is in the file.
    entry.contentText = entry.contentHTML == nil ? cut(entry.contentText, to: text) : nil
    entry.summary = cut(entry.summary, to: summary)
    entry.tags = entry.tags.prefix(list).map { $0.cut(to: 256) }
    entry.authors = Array(entry.authors.prefix(min(list, 64)))
    entry.attachments = Array(entry.attachments.prefix(list))
    entry.title = cut(entry.title, to: field)
    entry.id = entry.id.cut(to: field)
    if let raw = entry.published?.raw { entry.published?.raw = raw.cut(to: min(field, 128)) }
    if let raw = entry.modified?.raw { entry.modified?.raw = raw.cut(to: min(field, 128)) }
    if let url = entry.url, url.utf8.count > field { entry.url = nil }
    if let url = entry.externalURL, url.utf8.count > field { entry.externalURL = nil }
    if let url = entry.image, url.utf8.count > field { entry.image = nil }
    if list == 0 {
      entry.origin = nil
      entry.language = cut(entry.language, to: 64)
    }
    line.entry = entry
  }

  private func cut(_ text: String?, to count: Int) -> String? {
    count == 0 ? nil : text?.cut(to: count)
  }
}

extension String {
  /// At most `count` bytes of UTF-8, cut at the boundary of a character.
  func cut(to count: Int) -> String {
    guard utf8.count > count else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: count)
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    // Then the character that the scalar is in: do not part a letter from its mark.
    while end > startIndex, end.samePosition(in: self) == nil { end = unicodeScalars.index(before: end) }
    return String(self[..<end])
  }

  /// Without a tag that the cut went through.
  fileprivate var withoutTornTag: String {
    guard let open = utf8.lastIndex(of: UInt8(ascii: "<")) else { return self }
    if let close = utf8.lastIndex(of: UInt8(ascii: ">")), close > open { return self }
    return String(self[..<open])
  }
}

extension JSONWriter {
  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  mutating func member(_ name: StaticString, _ time: UnixTime) {
    key(name)
    string(time.rfc3339)
  }
}

/// The array, moved out without a copy.
func take(_ bytes: inout [UInt8]) -> [UInt8] {
  let taken = bytes
  bytes = []
  return taken
}
