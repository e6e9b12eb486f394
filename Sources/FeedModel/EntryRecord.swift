public import WebText

/// What the index remembers of one entry of one source: hashes and instants, no text.
///
/// `Deduplicating` makes and compares records, `Storing` keeps them (`bytes`, fixed size, little-endian).
public struct EntryRecord: Sendable, Hashable {
  /// Hash of the entry's identity (guid, else canonical link, else title key and minute). Never 0.
  public var identity: UInt64 = 0
  /// Hash of the canonical link; 0 when there is none.
  public var link: UInt64 = 0
  /// Hash of the primary title key.
  public var titleKey: UInt64 = 0
  /// Hash of the alternate title key; 0 when there is none.
  public var alternateKey: UInt64 = 0
  /// Hash of the key's head, for matching truncated titles; 0 when the key is too short.
  public var headKey: UInt64 = 0
  /// Hash of the lead (the summary's first letters after the dateline); 0 when there is none.
  public var lead: UInt64 = 0
  /// Hash of the visible title.
  public var titleHash: UInt32 = 0
  /// Hash of the visible summary; 0 when there is none or it is too short to compare.
  public var summaryHash: UInt32 = 0
  /// Hash of the visible body.
  public var textHash: UInt32 = 0
  /// Hash of the version tags that were taken off the title (`(LEAD)`, `UPDATE 1`); 0 when there were none.
  public var versionTags: UInt32 = 0
  /// Publication interval, whole seconds since the epoch, both ends included.
  public var earliest: Int64 = 0
  public var latest: Int64 = 0
  /// Whole seconds since the epoch.
  public var firstSeen: Int64 = 0
  public var lastSeen: Int64 = 0
  /// The story that the entry founded or belongs to: the 16 bytes of its id, big-endian halves.
  public var storyHigh: UInt64 = 0
  public var storyLow: UInt64 = 0
  /// Number of the source in the index.
  public var source: UInt32 = 0
  /// Hashes of up to eight title words, for comparing entries with weak guids; unused places are 0.
  public var words: SIMD8<UInt16> = .zero
  /// The key's information in quarter words (`weight * 4`, at most 255).
  public var weight: UInt8 = 0
  /// How many revisions were recorded; 0 for an entry that never changed.
  public var revision: UInt8 = 0
  public var flags: Flags = []

  public struct Flags: OptionSet, Sendable, Hashable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// The entry founded its story: the story's id is the entry's id.
    public static let founder = Flags(rawValue: 1)
    /// The title is weak: too little information for a match by title alone.
    public static let weak = Flags(rawValue: 2)
    /// The title is a column's name or was seen to recur.
    public static let generic = Flags(rawValue: 4)
    /// The title ends in an ellipsis.
    public static let truncated = Flags(rawValue: 8)
    /// The guid says little (`1`, `latest`): identity needs more evidence.
    public static let weakIdentity = Flags(rawValue: 16)
    /// The identity is a URL or tag URI that is unique over all sources.
    public static let globalIdentity = Flags(rawValue: 32)
    /// The publication interval comes from an explicit date, not from when the entry was seen.
    public static let dated = Flags(rawValue: 64)
    /// The entry was in the feed at the source's first poll.
    public static let backfill = Flags(rawValue: 128)
  }

  public init() {}
}
