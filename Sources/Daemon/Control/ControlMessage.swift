import WebText

/// What a command asks of the daemon that holds its output directory: one JSON line.
public enum ControlRequest: Sendable, Equatable {
  /// Read the configuration again.
  case reload
  /// Poll the named sources now, due or not; all of them when the list is empty.
  case poll(sources: [String])
  /// Close the segments that have lines, and begin others.
  case rotate

  init?(line: [UInt8]) {
    guard let value = try? JSONValue.parse(line) else { return nil }
    switch value["command"]?.string {
    case "reload": self = .reload
    case "rotate": self = .rotate
    case "poll": self = .poll(sources: (value["sources"]?.array ?? []).compactMap(\.string))
    default: return nil
    }
  }

  var line: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    switch self {
    case .reload:
      writer.key("command")
      writer.string("reload")
    case .rotate:
      writer.key("command")
      writer.string("rotate")
    case .poll(let sources):
      writer.key("command")
      writer.string("poll")
      writer.key("sources")
      writer.beginArray()
      for source in sources { writer.string(source) }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}

/// The daemon's answer: text for people, the same for programs, and the command's exit status.
public struct ControlReply: Sendable, Equatable {
  /// Lines for standard output.
  public var lines: [String]
  /// Lines for standard error.
  public var errors: [String]
  /// The answer as one JSON document, for `--json`; empty when there is none.
  public var json: String
  public var exitStatus: Int32

  public init(lines: [String] = [], errors: [String] = [], json: String = "", exitStatus: Int32 = 0) {
    self.lines = lines
    self.errors = errors
    self.json = json
    self.exitStatus = exitStatus
  }

  init?(line: [UInt8]) {
    guard let value = try? JSONValue.parse(line), let status = value["exit"]?.integer else { return nil }
    lines = (value["lines"]?.array ?? []).compactMap(\.string)
    errors = (value["errors"]?.array ?? []).compactMap(\.string)
    json = value["json"]?.string ?? ""
    exitStatus = Int32(truncatingIfNeeded: status)
  }

  var line: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("exit")
    writer.number(Int64(exitStatus))
    writer.key("lines")
    writer.beginArray()
    for line in lines { writer.string(line) }
    writer.endArray()
    writer.key("errors")
    writer.beginArray()
    for line in errors { writer.string(line) }
    writer.endArray()
    writer.key("json")
    writer.string(json)
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
