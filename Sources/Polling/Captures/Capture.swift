public import WebText

/// One answer of a source that was kept: a line of `captures.ndjson`. docs/tidings-captures.5 defines it.
public struct Capture: Sendable, Equatable {
  /// When the source answered so.
  public var time: UnixTime
  /// The source's name.
  public var source: String
  /// The URL that answered, after redirects; its query may be left out.
  public var url: String
  public var status: Int
  public var contentType: String?
  /// Path of the body from the top of the folder; nil when there is none.
  public var file: String?

  public init(time: UnixTime, source: String, url: String, status: Int = 200) {
    self.time = time
    self.source = source
    self.url = url
    self.status = status
  }

  /// - Parameter json: one line, with or without its newline.
  /// - Throws: what is wrong with it, in words.
  init(json: [UInt8]) throws(CaptureProblem) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(json)
    } catch {
      throw .notJSON(error)
    }
    guard let time = value["time"]?.string.flatMap({ UnixTime(rfc3339: $0) }) else {
      throw .field("time", "an RFC 3339 instant")
    }
    guard let source = value["source"]?.string, !source.isEmpty else { throw .field("source", "a name") }
    guard let url = value["url"]?.string, !url.isEmpty else { throw .field("url", "a URL") }
    self.init(time: time, source: source, url: url)
    if let status = value["status"] {
      guard let number = status.integer, (100...599).contains(number) else {
        throw .field("status", "an HTTP status")
      }
      self.status = Int(number)
    }
    contentType = try Self.text("content_type", value)
    file = try Self.text("file", value)
    if file == nil, [200, 203, 226].contains(self.status) { throw .field("file", "the body's path") }
  }

  private static func text(_ name: String, _ value: JSONValue) throws(CaptureProblem) -> String? {
    guard let member = value[name], member != .null else { return nil }
    guard let text = member.string else { throw .field(name, "a text") }
    return text
  }

  /// Appends the line with its newline.
  func write(to bytes: inout [UInt8]) {
    var json = JSONWriter()
    json.beginObject()
    func member(_ name: StaticString, _ text: String) {
      json.key(name)
      json.string(text)
    }
    member("time", time.rfc3339)
    member("source", source)
    member("url", url)
    json.key("status")
    json.number(status)
    if let contentType { member("content_type", contentType) }
    if let file { member("file", file) }
    json.endObject()
    bytes += json.bytes
    bytes.append(UInt8(ascii: "\n"))
  }
}

/// What is wrong with one capture.
enum CaptureProblem: Error, Equatable {
  case notJSON(JSONError)
  /// A member is missing or is not what it should be: its name, and what it should be.
  case field(String, String)
}

/// Why captures cannot be replayed, or not be kept: one line for people.
public enum CaptureError: Error, Equatable, CustomStringConvertible {
  /// A file, and the `errno` of the call that failed.
  case file(path: String, code: CInt)
  /// A line of `captures.ndjson` by its number, and what is wrong with it.
  case line(path: String, number: Int, reason: String)

  public var description: String {
    switch self {
    case .file(let path, let code): "\(LogText.safe(path)): \(Self.reason(code))"
    case .line(let path, let number, let reason): "\(LogText.safe(path)):\(number): \(LogText.safe(reason))"
    }
  }
}
