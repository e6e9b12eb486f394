/// What a document may cost, and how much of it is wanted.
///
/// A limit that concerns one element, one entry or one field costs just that, with a `limit-exceeded` warning;
/// an error is left for a document of which reading on can't be afforded.
public struct ParseLimits: Sendable, Equatable {
  /// `.standard` reads what stories need; `.full` also everything that `tidings parse` prints.
  public var detail: Detail = .standard
  /// Elements open at once; deeper ones are left out, their text stays.
  public var depth = 100
  /// Attributes in one tag; further ones are left out. libxml2 takes quadratic time over them, in one call that
  /// nothing interrupts.
  public var attributesPerTag = 256
  /// Bytes of the attributes of one tag; further ones are left out.
  public var bytesPerTag = 64 * 1024
  /// Bytes of a DOCTYPE's internal subset; a document with a longer one is refused.
  public var internalSubset = 4 * 1024
  /// Entries that are kept; the rest are counted in a warning.
  public var entries = 5_000
  /// Text delivered may be this many times the document's size …
  public var expansionFactor = 3
  /// … plus this many bytes: what entities expand to. A document that grows more is refused.
  public var expansionAllowance = 64 * 1024
  /// CPU time of the calling thread for one document. What was read until then is kept, if there is an entry.
  /// With what goes on around parsing it stays below two seconds.
  public var time: Duration = .milliseconds(1_500)
  /// Bytes of a document, before and after it is decoded.
  public var document = 16 * 1024 * 1024
  /// Bytes of text in one element of a feed or an entry; longer ones are cut.
  public var text = 4 * 1024 * 1024
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

  /// The limits' names in the configuration, for messages.
  enum Key {
    static let depth = "parsing.max_depth"
    static let attributesPerTag = "parsing.max_attributes"
    static let bytesPerTag = "parsing.max_tag"
    static let internalSubset = "parsing.max_dtd"
    static let entries = "parsing.max_entries"
    static let expansionFactor = "parsing.max_expansion"
    static let time = "parsing.time"
    static let document = "max_body"
    static let text = "parsing.max_text"
    static let title = "parsing.max_title"
    static let identifier = "parsing.max_link"
    static let nodesPerField = "parsing.max_elements"
  }

  public init() {}
}
