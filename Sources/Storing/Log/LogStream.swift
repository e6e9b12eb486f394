/// One of the three append-only streams of an output directory.
///
/// The order of the cases is the order in which a batch is numbered and appended: see `Store.commit`.
public enum LogStream: Int, CaseIterable, Sendable, Hashable {
  /// New stories.
  case stories
  /// What happened to stored stories: revisions and sightings.
  case updates
  /// What happened to sources.
  case events

  /// Name of the stream's folder, and of its live link without `.ndjson`.
  public var name: String {
    switch self {
    case .stories: "stories"
    case .updates: "updates"
    case .events: "events"
    }
  }

  /// The hard link to the open segment, for `tail -F`.
  var liveName: String { name + ".ndjson" }
}

/// What a line tells: its `type` field.
public enum LineType: String, CaseIterable, Sendable, Hashable {
  case story
  case revision
  case sighting
  case event

  /// The stream that lines of this type go to.
  public var stream: LogStream {
    switch self {
    case .story: .stories
    case .revision, .sighting: .updates
    case .event: .events
    }
  }
}
