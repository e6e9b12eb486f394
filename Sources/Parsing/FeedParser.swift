public import FeedModel
public import WebText

/// Reads feed documents. Synchronous, and cheap to keep: one parser serves any number of documents, one
/// after the other.
public struct FeedParser {
  public var limits: ParseLimits

  public init(limits: ParseLimits = .init()) {
    self.limits = limits
  }

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - body: the document as it came over the wire, content encodings removed.
  ///   - url: where it came from: the base of relative references.
  ///   - contentType: the value of the HTTP header, parameters and all.
  ///   - zone: for dates that name no zone.
  /// - Throws: `.notAFeed` or `.limit`. Damage is no error: what was read is returned, with warnings.
  public func parse(
    _ body: [UInt8], url: String?, contentType: String?, zone: TimeZoneRules? = nil
  ) throws(ParseError) -> Feed {
    throw .notAFeed(reason: "nothing is read yet")
  }
}
