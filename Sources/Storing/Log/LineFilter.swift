public import WebText

/// Which lines a reader wants. What is empty or nil lets every line through.
public struct LineFilter: Sendable {
  public var types: Set<LineType>
  /// Names of sources.
  public var sources: Set<String> {
    didSet { sourceBytes = sources.map { Array($0.utf8) } }
  }
  /// Only what was found, or happened, then or later: a line's `first_seen`.
  public var since: UnixTime?
  private var sourceBytes: [[UInt8]] = []

  public init(types: Set<LineType> = [], sources: Set<String> = [], since: UnixTime? = nil) {
    self.types = types
    self.sources = sources
    self.since = since
    sourceBytes = sources.map { Array($0.utf8) }
  }

  /// The streams that have such lines.
  public var streams: [LogStream] {
    LogStream.allCases.filter { stream in types.isEmpty || types.contains { $0.stream == stream } }
  }

  /// - Parameter line: with or without its newline. One that is none of ours is wanted by nobody who asks for
  ///   anything.
  public func wants(_ line: [UInt8]) -> Bool {
    if types.isEmpty, sources.isEmpty, since == nil { return true }
    return line.withUnsafeBufferPointer { line in
      if let head = LineHead(line), let isWanted = wants(line, head) { return isWanted }
      guard let said = try? LogLine(json: line).line else { return false }
      return (types.isEmpty || types.contains(said.type))
        && (sources.isEmpty || sources.contains(said.source))
        && since.map { said.firstSeen >= $0 } ?? true
    }
  }

  /// nil when the first members do not tell.
  private func wants(_ line: UnsafeBufferPointer<UInt8>, _ head: LineHead) -> Bool? {
    if !types.isEmpty, !types.contains(head.type) { return false }
    if !sourceBytes.isEmpty {
      let source = UnsafeBufferPointer(rebasing: line[head.source])
      if source.contains(UInt8(ascii: "\\")) { return nil }
      guard sourceBytes.contains(where: { source.elementsEqual($0) }) else { return false }
    }
    if let since {
      guard let time = UnixTime(rfc3339: UnsafeBufferPointer(rebasing: line[head.firstSeen])) else {
        return nil
      }
      return time >= since
    }
    return true
  }
}
