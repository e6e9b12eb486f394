public import FeedModel
public import WebText

/// Reads feed documents. Synchronous, and cheap to keep: one parser serves any number of documents, one
/// after the other, and keeps its buffers. Not for use by two threads at once.
public struct FeedParser {
  public var limits: ParseLimits
  private let reader: XMLReader

  public init(limits: ParseLimits = .init()) {
    self.limits = limits
    reader = XMLReader(limits: limits)
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
    if body.isEmpty { throw .notAFeed(reason: "the document is empty") }
    if body.count > limits.document {
      throw .limit(code: "document-size", message: "\(body.count) bytes, more than \(limits.document)")
    }
    let text = CharacterDecoding.decode(body, contentType: contentType)
    var result: Result<Feed, ParseError>?
    text.utf8.withUnsafeBufferPointer { bytes in
      result = Result { () throws(ParseError) -> Feed in try read(bytes, text, url: url, zone: zone) }
    }
    guard let result else { throw .notAFeed(reason: "the document is empty") }
    return try result.get()
  }

  private func read(
    _ bytes: Bytes, _ text: DecodedText, url: String?, zone: TimeZoneRules?
  ) throws(ParseError) -> Feed {
    guard let first = bytes.trimmed.first else { throw .notAFeed(reason: "the document is empty") }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let collector = reader.collector
      collector.begin(limits: limits, url: url, zone: zone)
      for note in text.notes { collector.reading.warn(note.code, note.message) }
      return try JSONDocument.read(bytes, encoding: text.encoding, collector)
    }
    let scan = try DocumentScan(bytes, limits: limits)
    reader.limits = limits
    let collector = reader.collector
    collector.begin(limits: limits, url: url, zone: zone)
    for note in text.notes { collector.reading.warn(note.code, note.message) }
    if scan.hasLeadingJunk {
      collector.reading.warn("xml-leading-junk", "text in front of the document is skipped")
    }
    if let page = StrangerDocument.description(of: bytes, from: scan.start) { throw .notAFeed(reason: page) }
    reader.parse(bytes, scan, isTolerant: false)
    if let failure = reader.failure { throw failure }
    if let fatal = reader.fatal {
      try readDamaged(bytes, text, from: scan.start, fatal, url: url, zone: zone)
    }
    return try collector.finish(encoding: text.encoding)
  }

  /// Reads a document again that is not well-formed, after making it so.
  private func readDamaged(
    _ bytes: Bytes, _ text: DecodedText, from start: Int, _ fatal: XMLReader.Fatal, url: String?,
    zone: TimeZoneRules?
  ) throws(ParseError) {
    let collector = reader.collector
    let earlier = collector.reading.warnings.filter {
      $0.code.hasPrefix("encoding-") || $0.code.hasPrefix("content-type-") || $0.code == "xml-leading-junk"
    }
    var repair = XMLRepair(bytes, from: start, limits: limits)
    repair.run()
    collector.begin(limits: limits, url: url, zone: zone)
    for warning in earlier { collector.reading.warn(warning.code, warning.message) }
    let code = fatal.isTruncation || repair.isTruncated ? "xml-truncated" : "xml-not-well-formed"
    collector.reading.warn(code, fatal.message, line: fatal.line, column: fatal.column)
    for warning in repair.warnings { collector.reading.warn(warning.code, warning.message) }
    var failure: ParseError?
    repair.output.withUnsafeBufferPointer { repaired in
      do throws(ParseError) {
        let scan = try DocumentScan(repaired, limits: limits)
        reader.parse(repaired, scan, isTolerant: true)
        failure = reader.failure
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
