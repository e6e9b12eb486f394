/// What a document may cost, and how much of it is wanted.
public struct ParseLimits: Sendable, Equatable {
  /// `.standard` reads what stories need; `.full` also everything that `tidings parse` prints.
  public var detail: Detail = .standard
  /// Elements open at once.
  public var depth = 100
  /// Attributes in one tag. libxml2 takes quadratic time over them, in one call that nothing interrupts.
  public var attributesPerTag = 256
  /// Bytes from `<` to `>`.
  public var bytesPerTag = 64 * 1024
  /// Bytes of a DOCTYPE's internal subset.
  public var internalSubset = 4 * 1024
  /// Entries that are kept; the rest are counted in a warning.
  public var entries = 5_000
  /// Text delivered may be this many times the document's size …
  public var expansionFactor = 3
  /// … plus this many bytes: what entities expand to.
  public var expansionAllowance = 64 * 1024
  /// CPU time of the calling thread for one document.
  public var time: Duration = .seconds(2)
  /// Bytes of a decoded document.
  public var document = 16 * 1024 * 1024
  /// Bytes of a title; longer ones are cut.
  public var title = 4 * 1024
  /// Bytes of a guid or a link.
  public var identifier = 8 * 1024
  /// Elements inside one element of an entry or a feed; further ones are left out.
  public var nodesPerField = 4_096
  /// Warnings that are kept.
  public var warnings = 50

  public enum Detail: Sendable {
    case standard
    case full
  }

  public init() {}
}
