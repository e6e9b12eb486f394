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
      throw .limit(
        code: "document-size",
        message: "\(body.count) bytes, more than \(limits.document) (\(ParseLimits.Key.document))")
    }
    if let kind = body.withUnsafeBufferPointer(FileKind.name) { throw .notAFeed(reason: kind) }
    reader.limits = limits
    reader.startClock()
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
    let collector = reader.collector
    collector.begin(limits: limits, url: url, zone: zone)
    for note in text.notes { collector.reading.warn(note.code, note.message) }
    note(scan, bytes)
    if let page = StrangerDocument.description(of: bytes, scan, url: url) {
      throw .notAFeed(reason: page)
    }
    if !scan.needsRepair { reader.parse(bytes, scan) }
    if scan.needsRepair || reader.fatal != nil || reader.isTooDeep {
      try readDamaged(bytes, scan, url: url, zone: zone)
    }
    if let failure = reader.failure {
      // Out of time: entries that were read are worth more than an error.
      guard case .limit(code: "time", let message) = failure, !collector.entries.isEmpty else {
        throw failure
      }
      collector.giveUp()
      collector.reading.warn("limit-exceeded", message + "; what follows is left out")
    }
    return try collector.finish(encoding: text.encoding)
  }

  /// What stands around the root element and is not read.
  private func note(_ scan: DocumentScan, _ bytes: Bytes) {
    let reading = reader.collector.reading
    if scan.hasLeadingJunk {
      let place = DocumentPlace().moved(to: scan.junkStart, in: bytes)
      reading.warn(
        "xml-leading-junk", "text in front of the document is skipped", line: place.line,
        column: place.column)
    }
    for (offset, message) in scan.ignoredDeclarations {
      let place = DocumentPlace().moved(to: offset, in: bytes)
      reading.warn("doctype-ignored", message, line: place.line, column: place.column)
    }
  }

  /// Reads a document again that is not well-formed or too deep, after making it so that it can be read.
  private func readDamaged(
    _ bytes: Bytes, _ scan: DocumentScan, url: String?, zone: TimeZoneRules?
  ) throws(ParseError) {
    let reading = reader.collector.reading
    // What was said of the document before its elements were read holds again.
    let earlier = reading.warnings.filter {
      ["encoding-", "charset-", "content-type-", "xml-leading-", "doctype-"].contains(
        where: $0.code.hasPrefix)
    }
    let fatal = reader.fatal
    reader.collector.begin(limits: limits, url: url, zone: zone)
    for warning in earlier {
      reading.warn(warning.code, warning.message, line: warning.line, column: warning.column)
    }
    var repair = XMLRepair(bytes, scan, limits: limits)
    reader.parse(&repair) { warning, key in
      reading.warn(warning.code, warning.message, line: warning.line, column: warning.column, key: key)
    }
    reader.collector.isLastEntryCut = repair.endsInEntry
    if let fatal, !repair.warnings.hasDamage {
      let code = fatal.isTruncation ? "xml-truncated" : "xml-not-well-formed"
      reading.warn(code, fatal.message, line: fatal.line, column: fatal.column)
    }
  }
}
