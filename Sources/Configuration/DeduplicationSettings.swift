/// `dedup:` when two entries are the same story.
public struct DeduplicationSettings: Sendable, Equatable {
  /// Between sources.
  public var window = Duration.seconds(18 * 3600)
  /// Between entries of one source that have different ids and equal titles.
  public var sameSourceWindow = Duration.seconds(3 * 3600)
  /// Within which a version tag makes an entry a revision.
  public var revisionWindow = Duration.seconds(24 * 3600)
  /// How long before it was first seen an entry without a usable date may have appeared.
  public var liveSlack = Duration.seconds(3 * 3600)
  public var scope = Scope.global
  /// The group of `scope: group:NAME`; nil for every group by itself.
  public var scopeGroup: String?
  public var suffix = Suffix.known
  public var stripTags = true
  public var houseStyle = true
  public var alternateKeys = true
  public var truncated = true
  /// Titles with less information than this many words need an equal first paragraph too.
  public var weakWeight = 4.5
  public var lead = Lead.link
  /// A story whose title is nearly another's names it (`similar_to`).
  public var nearTitles = true
  /// false: nothing is learned about sources.
  public var learn = true
  /// false: sightings are counted but not written.
  public var sightings = true
  /// Labels in titles, besides the built-in tables.
  public var labels = TitleLabels()
  /// Outlet names at the end of titles, besides the built-in table.
  public var outlets: [String] = []
  /// How long a story can be found by its title, link or guid from another source; never less than `window`.
  public var indexRetention = Duration.seconds(72 * 3600)
  /// How long an entry that left its feed is known when it comes back.
  public var identityRetention = Duration.seconds(90 * 86_400)

  public init() {}

  /// Among which sources a story is looked for.
  public enum Scope: String, Sendable, CaseIterable {
    case global
    /// Only within each source.
    case source
    /// Only among sources with the same `group`.
    case group
  }

  /// Which outlet names are taken off a title.
  public enum Suffix: String, Sendable, CaseIterable {
    /// The feed's own name only.
    case own
    /// The feed's own name and those in the outlet table.
    case known
    /// Also the last ` - X`, whatever it is.
    case always
    case off
  }

  /// What an equal first paragraph does.
  public enum Lead: String, Sendable, CaseIterable {
    /// It is noted (`similar_to`), and the stories stay apart.
    case link
    /// It makes them the same story.
    case merge
    /// It is not looked at; titles that say little still need it.
    case off
  }
}

/// Labels that stand before or after a headline, by what they mean.
public struct TitleLabels: Sendable, Equatable {
  /// The same story again, further on: `LEAD`, `UPDATE 1`.
  public var version: [String] = []
  /// The same story with pictures or sound: `VIDEO`.
  public var media: [String] = []
  /// Another piece about the story: `Analysis`.
  public var genre: [String] = []

  public init() {}
}
