import FeedModel
import Storing
import WebText

/// `StoryLine`: one line of JSON, within its limit, that says what it was made of.
enum LineCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    try JSONCheck.run(input)
    checkReading(input)
    var source = ByteSource(input)
    // The default, and the least that `log.max_line` may be.
    let limit = source.bool() ? StoryLine.byteLimit : 4 << 10
    try check(line(from: &source), seq: Int64(source.byte()) + 1, limit: limit)
  }

  /// Whatever stands in a log: no trap.
  private static func checkReading(_ input: [UInt8]) {
    _ = input.withUnsafeBufferPointer { try? LogLine(json: $0) }
  }

  private static func check(_ line: StoryLine, seq: Int64, limit: Int) throws(Violation) {
    var bytes = Array("before\n".utf8)
    let start = bytes.count
    let spilled = line.encode(seq: seq, to: &bytes, limit: limit)
    try require(bytes.starts(with: Array("before\n".utf8)), "the line before is changed")
    let encoded = Array(bytes[start...])
    try require(encoded.count <= limit, "a line of \(encoded.count) bytes, more than \(limit)")
    try require(encoded.last == 0x0A, "a line without newline")
    try JSONCheck.checkCharacters(Array(encoded.dropLast()))

    let read: LogLine
    do throws(LogLine.Problem) {
      read = try encoded.withUnsafeBufferPointer { buffer throws(LogLine.Problem) in try LogLine(json: buffer)
      }
    } catch {
      throw Violation("what was written is no line: \(error)")
    }
    try require(read.seq == seq, "seq \(seq) is read as \(read.seq)")
    try require(read.contentFile == spilled?.path, "the line names another file")
    var whole: [UInt8] = []
    _ = line.encode(seq: seq, to: &whole, limit: .max)
    if whole.count <= limit {
      try require(whole == encoded && spilled == nil, "a line that fits is cut")
      try checkSame(line, read.line)
    } else if let body = line.entry?.contentHTML ?? line.entry?.contentText {
      try require(spilled?.text.isIdentical(to: body) ?? false, "the body is not the file's")
    }
  }

  /// Read back and written again, a line is the same line.
  private static func checkSame(_ line: StoryLine, _ read: StoryLine) throws(Violation) {
    try require(read.type == line.type && read.id.isIdentical(to: line.id), "another type or id")
    try require(read.source.isIdentical(to: line.source), "another source")
    try require(read.firstSeen == line.firstSeen, "another first_seen")
    try require(read.event == line.event, "another event")
    try require(read.story.isIdentical(to: line.story), "another story")
    try require(read.datePublished == line.datePublished, "another date_published")
    try require(read.dateModified == line.dateModified, "another date_modified")
    try require(read.changed == line.changed && read.labels == line.labels, "other lists")
    try require(read.match == line.match && read.revision == line.revision, "another match")
    guard line.type != .event else { return }
    try require(isSame(read.entry?.title, line.entry?.title), "another title")
    try require(isSame(read.entry?.url, line.entry?.url), "another url")
    try require(read.entry?.authors == line.entry?.authors, "other authors")
    guard line.type != .sighting else { return }
    try require(isSame(read.entry?.contentHTML, line.entry?.contentHTML), "another content_html")
    try require(isSame(read.entry?.contentText, line.entry?.contentText), "another content_text")
    try require(isSame(read.entry?.summary, line.entry?.summary), "another summary")
  }

  /// An empty text is left out of a line.
  private static func isSame(_ one: String?, _ other: String?) -> Bool {
    (one ?? "").isIdentical(to: other ?? "")
  }

  private static func line(from source: inout ByteSource) -> StoryLine {
    let type = LineType.allCases[source.number(below: LineType.allCases.count)]
    let time = time(from: &source)
    if type == .event {
      var details: [StoryLine.Event.Detail] = []
      for number in 0..<source.number(below: 4) {
        details.append(.init(key: "\(number)\(source.text())", value: source.text()))
      }
      let event = StoryLine.Event(
        name: source.bool() ? "moved" : "flood", message: source.text(), details: details)
      return StoryLine(event: event, source: name(from: &source), time: time)
    }
    var line = StoryLine(
      type: type, id: "i\(source.byte())", source: name(from: &source), entry: entry(from: &source),
      firstSeen: time)
    line.feedTitle = source.text()
    line.story = type == .story ? "" : "s\(source.byte())"
    if source.bool() { line.datePublished = Self.time(from: &source) }
    if source.bool() { line.dateModified = Self.time(from: &source) }
    let bases = StoryLine.PublishedBasis.allCases
    line.publishedBasis = bases[source.number(below: bases.count)]
    line.isBackfill = source.bool()
    line.labels = source.texts()
    line.changed = source.bool() ? ["title", "summary"] : []
    line.revision = source.number(below: 30)
    if type == .sighting {
      line.match = .init(rule: "title", gapMinutes: source.integer(), note: source.optionalText())
    }
    return line
  }

  /// The instants that RFC 3339 can write.
  private static func time(from source: inout ByteSource) -> UnixTime {
    UnixTime(milliseconds: min(max(source.integer(), -62_167_219_200_000), 253_402_300_799_999))
  }

  /// A source's name is checked when the configuration is read.
  private static func name(from source: inout ByteSource) -> String { "source-\(source.byte())" }

  private static func entry(from source: inout ByteSource) -> Entry {
    let kinds: [Entry.IDSource] = [.guid, .atomID, .link, .hash, .json]
    var entry = Entry(id: "g" + source.text(), idSource: kinds[source.number(below: kinds.count)])
    entry.title = source.optionalText()
    entry.url = source.optionalText()
    entry.externalURL = source.optionalText()
    entry.contentHTML = source.optionalText()
    entry.contentText = source.optionalText()
    entry.summary = source.optionalText()
    entry.image = source.optionalText()
    entry.language = source.optionalText()
    entry.tags = source.texts()
    for _ in 0..<source.number(below: 3) {
      entry.authors.append(Person(name: "n" + source.text(), url: "u" + source.text()))
    }
    for _ in 0..<source.number(below: 3) {
      var attachment = Attachment(
        url: source.text(), mimeType: source.text(), isMIMETypeGuessed: source.bool(), origin: "link")
      attachment.size = source.integer()
      attachment.durationInSeconds = source.double()
      entry.attachments.append(attachment)
    }
    if source.bool() { entry.origin = Origin(title: source.optionalText(), url: source.optionalText()) }
    if source.bool() { entry.published = EntryDate(raw: source.text(), reading: nil) }
    return entry
  }
}
