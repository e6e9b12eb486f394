import FeedModel
import Storing
import WebText

/// The newest stories as two feeds that any reader can subscribe to: JSON Feed 1.1 and Atom (RFC 4287).
struct LatestStories {
  /// Stories in a file.
  static let count = 50

  /// Lines of the log, newest first.
  private var lines: [LogReader.Line] = []

  init(_ directory: OutputDirectory) throws(StoreError) {
    let after = try LogReader.seq(beforeLast: Self.count, in: directory, streams: [.stories])
    let reader = try LogReader(directory, streams: [.stories], after: after)
    var lines: [LogReader.Line] = []
    try reader.read { (line) throws(StoreError) in
      lines.append(line)
      return true
    }
    self.lines = lines.suffix(Self.count).reversed()
  }

  /// `latest.json`: each item is the story's line as it stands in the log.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("version")
    writer.string("https://jsonfeed.org/version/1.1")
    writer.key("title")
    writer.string("tidings")
    writer.key("items")
    writer.beginArray()
    for line in lines { writer.raw(Array(line.bytes.dropLast())) }
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  /// `latest.atom`.
  ///
  /// - Parameter now: the feed's `updated` when it has no stories.
  func atom(now: UnixTime) -> [UInt8] {
    // A line that cannot be read is for `tidings verify` to report.
    let stories = lines.compactMap { try? $0.parsed().line }
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <title>tidings</title>
      <id>urn:tidings:latest</id>
      <updated>\((stories.first?.firstSeen ?? now).rfc3339)</updated>
      <generator version="\(Program.version)">tidings</generator>

      """
    for story in stories {
      guard let entry = story.entry else { continue }
      text +=
        "<entry>\n<id>urn:tidings:\(story.id)</id>\n<title>\(XMLText.escaped(entry.title ?? ""))</title>\n"
      text += "<updated>\((story.dateModified ?? story.datePublished ?? story.firstSeen).rfc3339)</updated>\n"
      if let published = story.datePublished { text += "<published>\(published.rfc3339)</published>\n" }
      let author = entry.authors.first?.name ?? (story.feedTitle.isEmpty ? story.source : story.feedTitle)
      text += "<author><name>\(XMLText.escaped(author))</name></author>\n"
      if let url = entry.url { text += "<link href=\"\(XMLText.escaped(url))\"/>\n" }
      if let summary = entry.summary { text += "<summary>\(XMLText.escaped(summary))</summary>\n" }
      if let html = entry.contentHTML {
        text += "<content type=\"html\">\(XMLText.escaped(html))</content>\n"
      }
      text += "</entry>\n"
    }
    return Array((text + "</feed>\n").utf8)
  }
}

/// Text in XML: RFC 4287's documents are XML 1.0.
public enum XMLText {
  /// The text with markup escaped, for content and for attributes in double quotes; characters that XML 1.0
  /// §2.2 does not allow are left out.
  public static func escaped(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output.append(contentsOf: "&amp;".unicodeScalars)
      case "<": output.append(contentsOf: "&lt;".unicodeScalars)
      case ">": output.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
      case "\u{9}", "\u{A}", "\u{D}", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...:
        output.append(scalar)
      default: break
      }
    }
    return String(output)
  }
}
