/// What the index remembers of one entry of one source: hashes and instants, no text.
///
/// `Deduplicating` makes and compares records; `Storing` keeps them, `encodedSize` bytes each. Instants are
/// whole seconds since the epoch, held in 32 bits without sign: from 1970 to 2106, saturating.
public struct EntryRecord: Sendable, Hashable {
  /// Hash of the entry's identity (guid, else canonical link, else title key and minute). Never 0.
  public var identity: UInt64 = 0
  /// Hash of the canonical link; 0 when there is none that says which entry it is.
  public var link: UInt64 = 0
  /// Hash of the primary title key.
  public var titleKey: UInt64 = 0
  /// Hash of the alternate title key; 0 when there is none.
  public var alternateKey: UInt64 = 0
  /// Hash of the key's first 24 letters, for matching truncated titles; 0 when the key is shorter.
  public var headKey: UInt64 = 0
  /// Hash of the lead (the summary's first letters after the dateline); 0 when there is none.
  public var lead: UInt64 = 0
  /// Hash of the title's last letters, for finding titles that are nearly the same; 0 when it is not compared so.
  public var tailKey: UInt64 = 0
  /// Hashes of the title's words and letters from which one place can be taken out; 0 for too few.
  public var wordsHash: UInt64 = 0
  public var lettersHash: UInt64 = 0
  /// The story that the entry founded or belongs to: the 16 bytes of its id, big-endian halves.
  public var storyHigh: UInt64 = 0
  public var storyLow: UInt64 = 0
  /// Hashes of the key's first 32, 40, 48, 56, 64 and 72 letters; 0 where the key is shorter.
  public var heads: SIMD8<UInt16> = .zero
  /// Hashes of up to eight title words, for comparing entries with weak guids; unused places are 0.
  public var words: SIMD8<UInt16> = .zero
  /// Hash of title, summary and body as they came: equal means that nothing changed.
  public var contentHash: UInt32 = 0
  /// Hash of the visible title and its version tags.
  public var titleHash: UInt32 = 0
  /// Hash of the visible summary; 0 when there is none.
  public var summaryHash: UInt32 = 0
  /// Hash of the visible body; 0 when there is none.
  public var textHash: UInt32 = 0
  /// Hash of the version tags that were taken off the title (`(LEAD)`, `UPDATE 1`); 0 when there were none.
  public var versionTags: UInt32 = 0
  /// Number of the source in the index.
  public var source: UInt32 = 0
  private var earliestSeconds: UInt32 = 0
  private var latestSeconds: UInt32 = 0
  private var firstSeenSeconds: UInt32 = 0
  private var lastSeenSeconds: UInt32 = 0
  private var foundingEarliestSeconds: UInt32 = 0
  private var foundingLatestSeconds: UInt32 = 0
  public var flags: Flags = []
  /// The key's information in quarter words (`weight * 4`, at most 255).
  public var weight: UInt8 = 0
  /// How many revisions were recorded; 0 for an entry that never changed.
  public var revision: UInt8 = 0

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
    /// The publication interval was narrowed by when the entry was first seen: its zone is unknown.
    public static let zoneUnknown = Flags(rawValue: 256)
    /// The link is part of the identity, because one guid serves several entries.
    public static let sharedGuid = Flags(rawValue: 512)
    /// The date names no zone, and the source's learned one was taken.
    public static let zoneLearned = Flags(rawValue: 1024)
    /// The first paragraph stands under several titles of the source: summary and lead prove nothing.
    public static let boilerplate = Flags(rawValue: 2048)
    /// The identity is made of title and minute, because neither guid nor link says which entry it is.
    public static let titleIdentity = Flags(rawValue: 4096)
  }

  public init() {}

  /// Publication interval, both ends included.
  public var earliest: Int64 {
    get { Int64(earliestSeconds) }
    set { earliestSeconds = UInt32(clamping: newValue) }
  }
  public var latest: Int64 {
    get { Int64(latestSeconds) }
    set { latestSeconds = UInt32(clamping: newValue) }
  }
  public var firstSeen: Int64 {
    get { Int64(firstSeenSeconds) }
    set { firstSeenSeconds = UInt32(clamping: newValue) }
  }
  public var lastSeen: Int64 {
    get { Int64(lastSeenSeconds) }
    set { lastSeenSeconds = UInt32(clamping: newValue) }
  }
  /// The publication interval of the entry that founded the story: what later copies are compared with.
  public var foundingEarliest: Int64 {
    get { Int64(foundingEarliestSeconds) }
    set { foundingEarliestSeconds = UInt32(clamping: newValue) }
  }
  public var foundingLatest: Int64 {
    get { Int64(foundingLatestSeconds) }
    set { foundingLatestSeconds = UInt32(clamping: newValue) }
  }
}

extension EntryRecord {
  /// Bytes that `encode(into:)` appends.
  public static let encodedSize = 168
  /// Bytes of the layout before: without the last three fields.
  public static let formerSize = 144

  /// Appends the record: its fields in the order of the encoder below, little-endian, without padding.
  ///
  /// Whoever keeps records also keeps a version of this layout. New fields come last.
  public func encode(into bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + Self.encodedSize)
    func append<Word: FixedWidthInteger>(_ word: Word) {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(identity)
    append(link)
    append(titleKey)
    append(alternateKey)
    append(headKey)
    append(lead)
    append(storyHigh)
    append(storyLow)
    for place in 0..<Self.headCount { append(heads[place]) }
    for place in 0..<8 { append(words[place]) }
    append(contentHash)
    append(titleHash)
    append(summaryHash)
    append(textHash)
    append(versionTags)
    append(source)
    append(earliestSeconds)
    append(latestSeconds)
    append(firstSeenSeconds)
    append(lastSeenSeconds)
    append(foundingEarliestSeconds)
    append(foundingLatestSeconds)
    append(flags.rawValue)
    append(weight)
    append(revision)
    append(tailKey)
    append(wordsHash)
    append(lettersHash)
  }

  /// A record that `encode(into:)` wrote; nil unless `bytes` are exactly `encodedSize`, or `formerSize`: then the
  /// title is not found by titles that are nearly the same.
  public init?(decoding bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.encodedSize || bytes.count == Self.formerSize else { return nil }
    var offset = 0
    func next<Word: FixedWidthInteger>(_ type: Word.Type) -> Word {
      defer { offset += MemoryLayout<Word>.size }
      return Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
    }
    identity = next(UInt64.self)
    link = next(UInt64.self)
    titleKey = next(UInt64.self)
    alternateKey = next(UInt64.self)
    headKey = next(UInt64.self)
    lead = next(UInt64.self)
    storyHigh = next(UInt64.self)
    storyLow = next(UInt64.self)
    for place in 0..<Self.headCount { heads[place] = next(UInt16.self) }
    for place in 0..<8 { words[place] = next(UInt16.self) }
    contentHash = next(UInt32.self)
    titleHash = next(UInt32.self)
    summaryHash = next(UInt32.self)
    textHash = next(UInt32.self)
    versionTags = next(UInt32.self)
    source = next(UInt32.self)
    earliestSeconds = next(UInt32.self)
    latestSeconds = next(UInt32.self)
    firstSeenSeconds = next(UInt32.self)
    lastSeenSeconds = next(UInt32.self)
    foundingEarliestSeconds = next(UInt32.self)
    foundingLatestSeconds = next(UInt32.self)
    flags = Flags(rawValue: next(UInt16.self))
    weight = next(UInt8.self)
    revision = next(UInt8.self)
    guard bytes.count == Self.encodedSize else { return }
    tailKey = next(UInt64.self)
    wordsHash = next(UInt64.self)
    lettersHash = next(UInt64.self)
  }

  /// How many of `heads` are in use.
  public static let headCount = 6
}
