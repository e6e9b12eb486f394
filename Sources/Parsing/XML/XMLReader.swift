import CLibXML2
import FeedModel
import Glibc

/// libxml2's SAX2 push parser: the one place where libxml2 is used.
///
/// Events go to a `FeedCollector`. Contexts are kept from document to document, with their dictionary of
/// names, and thrown away after a document that was not sound. Not for use by two threads at once: exclusivity
/// is unchecked here and in what events go to because one thread calls, and the checks cost an eighth of the time.
final class XMLReader {
  let collector: FeedCollector
  @exclusivity(unchecked) var limits: ParseLimits
  @exclusivity(unchecked) var context: xmlParserCtxtPtr?
  @exclusivity(unchecked) var table = NameTable()
  @exclusivity(unchecked) var entities = EntityText()
  /// What `getEntity` hands to libxml2: used up before the next reference is read.
  let entity: UnsafeMutablePointer<xmlEntity>
  @exclusivity(unchecked) var entityContent: [UInt8] = []
  @exclusivity(unchecked) var attributeValue: [UInt8] = []
  let contentStorage = CStringStorage()
  @exclusivity(unchecked) var hasExternalSubset = false
  @exclusivity(unchecked) var events = 0
  @exclusivity(unchecked) var deadline: Int64 = 0
  @exclusivity(unchecked) var delivered = 0
  @exclusivity(unchecked) var deliveryLimit = 0
  @exclusivity(unchecked) var skeleton = Skeleton()
  @exclusivity(unchecked) var fatal: Fatal?
  @exclusivity(unchecked) private(set) var failure: ParseError?

  /// Where and why a document is not well-formed.
  struct Fatal {
    var message: String
    var line: Int
    var column: Int
    var isTruncation: Bool
  }

  private static let setUp: Void = {
    xmlInitParser()
    // Nothing is ever loaded, whatever a document asks for: NONET alone would still read local files.
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  init(limits: ParseLimits) {
    _ = Self.setUp
    self.limits = limits
    collector = FeedCollector(limits: limits)
    entity = .allocate(capacity: 1)
    entity.initialize(to: xmlEntity())
    entity.pointee.type = XML_ENTITY_DECL
    // Non-zero: "was checked"; libxml2 would otherwise expand the content to count its nodes.
    entity.pointee.checked = 2
  }

  deinit {
    discardContext()
    entity.deallocate()
  }

  private func discardContext() {
    guard let old = context else { return }
    if old.pointee.myDoc != nil {
      xmlFreeDoc(old.pointee.myDoc)
      old.pointee.myDoc = nil
    }
    xmlFreeParserCtxt(old)
    context = nil
    table = NameTable()
  }

  /// Starts the time that one document may take: both passes together, if there are two.
  func startClock() {
    deadline = threadTime() + limits.time.inNanoseconds
  }

  /// Parses UTF-8, its declaration and DOCTYPE left out, into the collector. Stops at the first error, in `fatal`.
  func parse(_ text: Bytes, _ scan: DocumentScan) {
    guard let context = begin(text, scan, isTolerant: false) else { return }
    skeleton.build(text, scan.pieces)
    if skeleton.isCopied {
      feed(skeleton.bytes, context)
    } else {
      for piece in scan.pieces {
        feed(text[from: piece.range.lowerBound, to: piece.range.upperBound], context)
      }
    }
    finish(context)
  }

  /// Parses what a repair makes of a damaged document. Goes on after errors.
  ///
  /// - Parameter note: gets each of the repair's warnings, before what it is about is parsed.
  func parse(_ repair: inout XMLRepair, note: (ParseWarning, _ key: String?) -> Void) {
    guard let context = begin(repair.text, repair.declarations, isTolerant: true) else { return }
    var hasMore = true
    var noted = 0
    while hasMore, failure == nil, collector.failure == nil {
      hasMore = repair.advance()
      for (warning, key) in repair.warnings.all[noted...] { note(warning, key) }
      noted = repair.warnings.all.count
      repair.output.withUnsafeBufferPointer { push($0, context, isLast: false) }
      checkTime()
    }
    finish(context)
  }

  private func begin(_ text: Bytes, _ scan: DocumentScan, isTolerant: Bool) -> xmlParserCtxtPtr? {
    if table.isCrowded { discardContext() }
    prepareContext(isTolerant: isTolerant)
    fatal = nil
    failure = nil
    guard let context else {
      failure = .limit(code: "memory", message: "libxml2 has no memory")
      return nil
    }
    entities = EntityText(scan, text)
    hasExternalSubset = scan.hasExternalSubset
    events = 0
    delivered = 0
    let (product, overflow) = text.count.multipliedReportingOverflow(by: limits.expansionFactor)
    deliveryLimit = overflow ? .max : product &+ limits.expansionAllowance
    return context
  }

  private func finish(_ context: xmlParserCtxtPtr) {
    push(Bytes(start: nil, count: 0), context, isLast: true)
    skeleton.finish()
    if context.pointee.wellFormed == 0 || failure != nil || collector.failure != nil {
      discardContext()
    }
    if failure == nil { failure = collector.failure }
  }

  /// True when `failure` is that elements are nested too deep, which can be repaired.
  var isTooDeep: Bool {
    if case .limit(code: "xml-depth", _) = failure { true } else { false }
  }

  /// In pieces, because libxml2 copies what it is given: a quarter of a MiB instead of the whole document.
  /// A piece ends before a `<`, so that libxml2 rarely has to look twice for a tag's end.
  private func feed(_ text: Bytes, _ context: xmlParserCtxtPtr) {
    var start = 0
    while start < text.count, failure == nil, collector.failure == nil {
      var end = min(text.count, start + Self.pieceSize)
      if end < text.count {
        var tag = end
        while tag > start, text[tag] != UInt8(ascii: "<") { tag -= 1 }
        if tag > start {
          end = tag
        } else {
          // Not in a character.
          while end > start + 1, text[end] & 0xC0 == 0x80 { end -= 1 }
        }
      }
      push(text[from: start, to: end], context, isLast: false)
      start = end
    }
  }

  private static let pieceSize = 256 * 1024

  private func push(_ text: Bytes, _ context: xmlParserCtxtPtr, isLast: Bool) {
    text.withMemoryRebound(to: CChar.self) { chars in
      _ = xmlParseChunk(context, chars.baseAddress, CInt(clamping: chars.count), isLast ? 1 : 0)
    }
  }

  private func prepareContext(isTolerant: Bool) {
    if let context {
      if xmlCtxtResetPush(context, nil, 0, nil, nil) != 0 { discardContext() }
    }
    if context == nil {
      var handler = Self.makeHandler()
      context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    }
    guard let context else { return }
    // xmlCtxtUseOptions only adds to the options that say "tolerant": set that one by hand.
    var options = XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue
    if isTolerant { options |= XML_PARSE_RECOVER.rawValue }
    xmlCtxtUseOptions(context, CInt(bitPattern: options))
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
  }

  var position: (line: Int, column: Int) {
    guard let input = context?.pointee.input else { return (0, 0) }
    return (Int(input.pointee.line) + skeleton.linesLeftOut(before: offset), Int(input.pointee.col))
  }

  /// Bytes that libxml2 has read.
  var offset: Int {
    guard let input = context?.pointee.input else { return 0 }
    return Int(clamping: input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  /// False when the document is given up. Looks at the clock now and then.
  @inline(__always)
  func countEvent() -> Bool {
    events &+= 1
    if events & 1023 == 0 { checkTime() }
    return failure == nil
  }

  func checkTime() {
    guard failure == nil, threadTime() > deadline else { return }
    let message =
      "parsing took more than \(limits.time) up to line \(position.line) (\(ParseLimits.Key.time))"
    fail(.limit(code: "time", message: message))
  }

  func failExpansion() {
    let message =
      "entities expand to more than \(deliveryLimit) bytes at line \(position.line)"
      + " (\(ParseLimits.Key.expansionFactor))"
    fail(.limit(code: "xml-expansion", message: message))
  }

  func fail(_ error: ParseError) {
    if failure == nil { failure = error }
    stop()
  }

  func stop() {
    if let context { xmlStopParser(context) }
  }
}

/// CPU time of the calling thread, in nanoseconds.
private func threadTime() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
}

extension Duration {
  fileprivate var inNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max / 2 : min(product, .max / 2) &+ attoseconds / 1_000_000_000
  }
}
