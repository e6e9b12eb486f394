import FeedModel
import WebText

/// The lines of `tidings parse --summary`, gathered into few writes.
struct SummaryLines {
  private let isJSON: Bool
  /// Columns that the names take.
  private let width: Int
  private var bytes: [UInt8] = []
  /// Files that gave no feed.
  private(set) var failures = 0

  /// Names longer than this stand out of their column, rather than make all lines long.
  private static let widest = 60
  /// The longest format's name.
  private static let formatWidth = 13

  init(_ files: [String], isJSON: Bool) {
    self.isJSON = isJSON
    width = isJSON ? 0 : min(Self.widest, files.reduce(0) { max($0, Self.shown($1).columns) })
  }

  var isFull: Bool { bytes.count >= 1 << 16 }

  mutating func append(_ file: String, _ feed: Feed) {
    // What was wrong, each code once, in the order of the document.
    var codes: [String] = []
    for warning in feed.warnings where !codes.contains(warning.code) { codes.append(warning.code) }
    if isJSON {
      appendObject(file) { writer in
        writer.key("format")
        writer.string(feed.format.rawValue)
        writer.key("encoding")
        writer.string(feed.encoding)
        writer.key("entries")
        writer.number(Int64(feed.entries.count))
        writer.key("warnings")
        writer.number(Int64(feed.warnings.count))
        guard !codes.isEmpty else { return }
        writer.key("codes")
        writer.beginArray()
        for code in codes { writer.string(code) }
        writer.endArray()
      }
      return
    }
    appendName(file)
    append(feed.format.rawValue, width: Self.formatWidth)
    append(number: feed.entries.count, width: 5)
    append(number: feed.warnings.count, width: 3)
    append(feed.encoding, width: 0)
    for code in codes { append(code, width: 0) }
    endLine()
  }

  mutating func append(_ file: String, error: String) {
    failures += 1
    if isJSON {
      appendObject(file) { writer in
        writer.key("error")
        writer.string(error)
      }
      return
    }
    appendName(file)
    bytes.append(contentsOf: "error: ".utf8)
    bytes.append(contentsOf: LogText.safe(error, limit: 300).utf8)
    endLine()
  }

  /// Writes what was gathered; false when nobody reads on.
  mutating func flush() -> Bool {
    guard !bytes.isEmpty else { return true }
    defer { bytes.removeAll(keepingCapacity: true) }
    return StandardOutput.write(bytes)
  }

  // MARK: - Columns

  /// A name as a terminal may show it, and its columns there, counting a character as one.
  private static func shown(_ file: String) -> (text: String, columns: Int) {
    if file.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return (file, file.utf8.count) }
    let safe = LogText.safe(file, limit: 1000)
    return (safe, safe.count)
  }

  private mutating func appendName(_ file: String) {
    let (text, columns) = Self.shown(file)
    bytes.append(contentsOf: text.utf8)
    pad(width - columns)
    pad(2)
  }

  /// Appends text to the left of its column, and what parts it from the next.
  private mutating func append(_ text: String, width: Int) {
    bytes.append(contentsOf: text.utf8)
    pad(width - text.utf8.count)
    pad(2)
  }

  /// Appends a number to the right of its column, and what parts it from the next.
  private mutating func append(number: Int, width: Int) {
    let text = String(number)
    pad(width - text.utf8.count)
    bytes.append(contentsOf: text.utf8)
    pad(2)
  }

  private mutating func pad(_ count: Int) {
    for _ in 0..<max(0, count) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func endLine() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func appendObject(_ file: String, _ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("file")
    writer.string(file)
    members(&writer)
    writer.endObject()
    bytes += writer.bytes
    bytes.append(UInt8(ascii: "\n"))
  }
}
