public import Polling
import WebText

extension PollSummary {
  /// One JSON object, for `--json`.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    for (key, value) in [
      ("sources", sources), ("unchanged", unchanged), ("failed", failed), ("interrupted", interrupted),
      ("quarantined", quarantined),
      ("entries", entries), ("stories", stories), ("sightings", sightings), ("revisions", revisions),
    ] {
      writer.key(key)
      writer.number(Int64(value))
    }
    writer.key("failures")
    writer.beginArray()
    for failure in failures { writer.string(failure) }
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// 0 when every source answered, else 1.
  public var exitStatus: Int32 { failed + interrupted + quarantined == 0 ? 0 : 1 }
}

extension ControlReply {
  /// The summary of a pass, as the command prints it.
  public init(_ summary: PollSummary) {
    self.init(
      lines: [summary.text], errors: summary.failures.map { "tidings: \($0)" }, json: summary.json,
      exitStatus: summary.exitStatus)
  }
}
