public import FeedModel
public import WebText

/// Whether a source is asked "has it changed?".
public enum ValidatorState: String, Sendable {
  /// The server gave nothing to ask with.
  case none
  case inUse = "in use"
  /// Its 304s were untrue: it is asked for the whole document.
  case unreliable

  public init(_ state: SourceState, now: UnixTime) {
    if let until = state.fetching.unreliableUntil, until > now {
      self = .unreliable
    } else {
      self = state.etag == nil && state.lastModified == nil ? .none : .inUse
    }
  }
}

extension StatusReport {
  /// The last polls of a source, the newest first.
  static func write(_ history: [PollRecord], to writer: inout JSONWriter) {
    writer.key("history")
    writer.beginArray()
    for poll in history.reversed() {
      writer.beginObject()
      writer.key("time")
      writer.string(poll.time.rfc3339)
      if let stage = poll.outcome.failedStage {
        writer.key("failed")
        writer.string(stage)
      }
      if poll.status != 0 {
        writer.key("status")
        writer.number(Int64(poll.status))
      }
      writer.key("bytes")
      writer.number(poll.bytes)
      writer.key("ms")
      writer.number(poll.milliseconds)
      writer.key("new_entries")
      writer.number(Int64(poll.newEntries))
      writer.key("next_poll_reason")
      writer.string(poll.rule)
      writer.endObject()
    }
    writer.endArray()
  }
}
