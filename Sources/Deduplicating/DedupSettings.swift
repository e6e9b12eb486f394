/// How copies are recognized; the same for all sources. The defaults are what was measured to be best.
public struct DedupSettings: Sendable, Equatable {
  /// What two entries with the same first paragraph and different headlines are.
  public enum Lead: String, Sendable, CaseIterable {
    /// Two stories, the later with a link to the earlier (`similar_to`).
    case link
    /// One story.
    case merge
    /// Not looked at.
    case off
  }

  /// Which outlet names come off a title.
  public enum Suffix: String, Sendable, CaseIterable {
    /// The source's own names and those of the built-in table.
    case known
    /// Only the source's own names.
    case own
    /// Also the last ` - X` of every title, whatever it is.
    case always
    case off
  }

  /// Seconds between two sources' copies of one story. Daily columns come 23 to 25 hours apart: stay below.
  public var window: Int64 = 18 * 3600
  /// Seconds between two entries of one source with the same long title that are still one.
  public var sameSourceWindow: Int64 = 3 * 3600
  /// Seconds in which a version tag (`(LEAD)`, `UPDATE 2`) on the same title makes a revision.
  public var revisionWindow: Int64 = 24 * 3600
  /// Seconds before it was first seen in which an entry without a usable date may have appeared.
  public var liveSlack: Int64 = 3 * 3600
  public var suffix: Suffix = .known
  public var stripsTags = true
  public var usesHouseStyle = true
  public var usesAlternateKeys = true
  public var matchesTruncated = true
  /// Titles with less information than this many words need more evidence than an equal key.
  public var weakWeight: Double = 4.5
  public var lead: Lead = .link
  /// True: a story whose title is nearly another's names it.
  public var notesNearTitles = true
  /// False: nothing is learned about sources, and nothing that was learned is used.
  public var learns = true

  public init() {}

  var usesOutletTable: Bool { suffix == .known || suffix == .always }
}

/// What an operator may say about the titles and entries of one source.
public struct SourceDedupSettings: Sendable, Equatable {
  /// Which date of an entry counts.
  public enum Dates: String, Sendable, CaseIterable {
    /// The publisher's, until they are seen to move.
    case auto
    case trust
    /// The publisher rewrites its dates: only when the entry was first seen counts.
    case firstSeen = "first_seen"
  }

  /// Whether the source's guids say which entry is which.
  public enum Guid: String, Sendable, CaseIterable {
    /// Until they are seen to be shared or to change.
    case auto
    case trust
    case ignore
  }

  /// Further names by which the source signs its titles.
  public var aliases: [String] = []
  /// Titles end in ` - Outlet` and the outlets vary.
  public var isAggregator = false
  public var dates: Dates = .auto
  public var guid: Guid = .auto
  /// False: the source's entries are never matched with other sources'.
  public var isDeduplicated = true
  /// Further version tags of the source's titles.
  public var versionLabels: [String] = []
  /// Further labels of the source's titles for pictures and sound.
  public var mediaLabels: [String] = []
  /// Further genre labels of the source's titles.
  public var genreLabels: [String] = []
  /// False: the source's titles are not compared with those that are nearly the same.
  public var notesNearTitles = true
  /// False: nothing is learned about the source, and nothing that was learned is used.
  public var learns = true

  public init() {}
}
