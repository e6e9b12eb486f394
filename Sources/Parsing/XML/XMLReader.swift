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
  @exclusivity(unchecked) private var context: xmlParserCtxtPtr?
  @exclusivity(unchecked) private var table = NameTable()
  @exclusivity(unchecked) private var entities = EntityText()
  /// What `getEntity` hands to libxml2: used up before the next reference is read.
  private let entity: UnsafeMutablePointer<xmlEntity>
  @exclusivity(unchecked) private var entityContent: [UInt8] = []
  @exclusivity(unchecked) private var attributeValue: [UInt8] = []
  @exclusivity(unchecked) private var hasExternalSubset = false
  @exclusivity(unchecked) private var events = 0
  @exclusivity(unchecked) private var deadline: Int64 = 0
  @exclusivity(unchecked) private var delivered = 0
  @exclusivity(unchecked) private var deliveryLimit = 0
  @exclusivity(unchecked) private var skeleton = Skeleton()
  @exclusivity(unchecked) private(set) var fatal: Fatal?
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

  // MARK: Events

  @inline(__always)
  fileprivate func startElement(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ namespaceCount: Int, _ namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ attributeCount: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard countEvent() else { return }
    if namespaceCount > 0, collector.isAtRoot, let namespaces {
      for index in 0..<namespaceCount {
        if let uri = namespaces[index * 2 + 1] { collector.rootNamespace(uri) }
      }
    }
    var tag = XMLName(
      name: table.name(local), family: table.family(uri: uri, prefix: prefix), local: local, prefix: prefix,
      uri: uri)
    if tag.family == .unknown { tag = collector.adopted(tag) }
    if uri == nil, let prefix { noteUndeclared(prefix: prefix) }
    let wants = collector.startElement(tag)
    if attributeCount > 0, wants, let attributes {
      for index in 0..<attributeCount {
        deliver(attributes + index * 5)
      }
    }
    collector.startElementIsComplete(tag)
    if collector.failure != nil { stop() }
  }

  /// One attribute: local name, prefix, URI, begin and end of its value.
  @inline(__always)
  private func deliver(_ attribute: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    guard let local = attribute[0], let start = attribute[3], let end = attribute[4] else { return }
    let name = XMLName(
      name: table.name(local),
      family: attribute[1] == nil ? .rss : table.family(uri: attribute[2], prefix: attribute[1]),
      local: local, prefix: attribute[1], uri: attribute[2])
    let value = Bytes(start: start, count: end - start)
    if value.contains(byte: UInt8(ascii: "&")) {
      decodeReferences(value)
      attributeValue.withUnsafeBufferPointer { collector.attribute(name, $0) }
    } else {
      collector.attribute(name, value)
    }
  }

  /// Without XML_PARSE_NOENT libxml2 leaves `&#38;` for an ampersand, and other entities by name.
  private func decodeReferences(_ value: Bytes) {
    attributeValue.removeAll(keepingCapacity: true)
    entities.append(value, to: &attributeValue, limit: max(0, deliveryLimit &- delivered) &+ 1)
    delivered &+= attributeValue.count
    if delivered > deliveryLimit { failExpansion() }
  }

  @inline(__always)
  fileprivate func endElement() {
    guard countEvent() else { return }
    collector.endElement()
    if collector.failure != nil { stop() }
  }

  @inline(__always)
  fileprivate func text(_ bytes: Bytes, isLasting: Bool = false) {
    guard countEvent() else { return }
    delivered &+= bytes.count
    if delivered > deliveryLimit { return failExpansion() }
    collector.text(bytes, isLasting: isLasting)
  }

  /// A CDATA section, which is empty when its inside was kept from libxml2.
  @inline(__always)
  fileprivate func section(_ bytes: Bytes) {
    if !bytes.isEmpty {
      characterData(bytes, isLasting: false)
    } else if let inside = skeleton.section(at: offset) {
      characterData(inside, isLasting: true)
    }
  }

  /// The inside of a CDATA section. Its line ends become newlines here (XML 1.0 §2.11): libxml2's push parser
  /// leaves them as they are.
  fileprivate func characterData(_ bytes: Bytes, isLasting: Bool) {
    guard let first = bytes.firstIndex(of: UInt8(ascii: "\r"), from: 0) else {
      text(bytes, isLasting: isLasting)
      return
    }
    var start = 0
    var index = first
    while true {
      // The newline after a carriage return stands for both.
      let isPair = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if index > start { text(bytes[from: start, to: index]) }
      if !isPair { text(Bytes(start: Self.newline.utf8Start, count: 1)) }
      start = index + 1
      guard let next = bytes.firstIndex(of: UInt8(ascii: "\r"), from: start) else { break }
      index = next
    }
    if start < bytes.count { text(bytes[from: start, to: bytes.count]) }
  }

  private static let newline: StaticString = "\n"

  /// False when the document is given up. Looks at the clock now and then.
  @inline(__always)
  private func countEvent() -> Bool {
    events &+= 1
    if events & 1023 == 0 { checkTime() }
    return failure == nil
  }

  private func checkTime() {
    guard failure == nil, threadTime() > deadline else { return }
    let message =
      "parsing took more than \(limits.time) up to line \(position.line) (\(ParseLimits.Key.time))"
    fail(.limit(code: "time", message: message))
  }

  private func failExpansion() {
    let message =
      "entities expand to more than \(deliveryLimit) bytes at line \(position.line)"
      + " (\(ParseLimits.Key.expansionFactor))"
    fail(.limit(code: "xml-expansion", message: message))
  }

  private func fail(_ error: ParseError) {
    if failure == nil { failure = error }
    stop()
  }

  private func stop() {
    if let context { xmlStopParser(context) }
  }

  private func noteUndeclared(prefix: UnsafePointer<UInt8>) {
    let name = String(cString: prefix)
    let (line, column) = position
    collector.warn(
      "xml-undeclared-prefix", "the prefix \(name) is not declared", line: line, column: column, key: name)
  }

  var position: (line: Int, column: Int) {
    guard let input = context?.pointee.input else { return (0, 0) }
    return (Int(input.pointee.line) + skeleton.linesLeftOut(before: offset), Int(input.pointee.col))
  }

  /// Bytes that libxml2 has read.
  private var offset: Int {
    guard let input = context?.pointee.input else { return 0 }
    return Int(clamping: input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  fileprivate func entity(
    named name: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<xmlEntity>? {
    guard countEvent() else { return nil }
    let bytes = Bytes(start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
    if !entities.isDeclared(bytes), !hasExternalSubset {
      let (line, column) = position
      collector.warn(
        "xml-undeclared-entity", "the entity \(bytes.string) is not declared", line: line, column: column,
        key: bytes.string)
    }
    entityContent.removeAll(keepingCapacity: true)
    if let expansion = entities.expansion(of: bytes) {
      entityContent.append(contentsOf: expansion)
    } else {
      entityContent.append(UInt8(ascii: "&"))
      entityContent.append(contentsOf: bytes)
      entityContent.append(UInt8(ascii: ";"))
    }
    entityContent.append(0)
    contentStorage.update(from: entityContent)
    entity.pointee.name = name
    entity.pointee.orig = contentStorage.pointer
    entity.pointee.content = contentStorage.pointer
    entity.pointee.length = CInt(clamping: entityContent.count - 1)
    // In text, a predefined entity's content is delivered as characters at once. In an attribute's value
    // libxml2 would take its first byte only: there it shall leave the reference as it is.
    let isInAttribute = context?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE
    entity.pointee.etype = isInAttribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY
    return entity
  }

  private let contentStorage = CStringStorage()

  fileprivate func note(_ error: UnsafePointer<xmlError>) {
    guard error.pointee.level == XML_ERR_FATAL, fatal == nil else { return }
    let code = error.pointee.code
    var message = error.pointee.message.map { String(cString: $0) } ?? "error \(code)"
    while message.last?.isWhitespace == true { message.removeLast() }
    let isTruncation =
      code == CInt(bitPattern: XML_ERR_DOCUMENT_END.rawValue)
      || code == CInt(bitPattern: XML_ERR_TAG_NOT_FINISHED.rawValue)
    fatal = Fatal(
      message: message, line: Int(error.pointee.line) + skeleton.linesLeftOut(before: offset),
      column: Int(error.pointee.int2),
      isTruncation: isTruncation)
  }

  // MARK: The SAX handler

  private static func makeHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { data, local, prefix, uri, namespaceCount, namespaces, count, _, attributes in
      guard let local else { return }
      XMLReader.withReader(data) {
        $0.startElement(local, prefix, uri, Int(namespaceCount), namespaces, Int(count), attributes)
      }
    }
    handler.endElementNs = { data, _, _, _ in
      XMLReader.withReader(data) { $0.endElement() }
    }
    handler.characters = { data, start, count in
      guard let start else { return }
      XMLReader.withReader(data) { $0.text(Bytes(start: start, count: Int(count))) }
    }
    handler.cdataBlock = { data, start, count in
      guard let start else { return }
      XMLReader.withReader(data) { $0.section(Bytes(start: start, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.getEntity = { data, name in
      guard let name else { return nil }
      return XMLReader.withReader(data) { $0.entity(named: name) }
    }
    handler.serror = { data, error in
      guard let error else { return }
      XMLReader.withReader(data) { $0.note(error) }
    }
    return handler
  }

  @inline(__always)
  private static func withReader<Result>(
    _ data: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Result
  ) -> Result {
    // The context is made with its reader as user data, and freed by the reader's deinit. Without counting
    // references, because the reader outlives every call of libxml2.
    Unmanaged<XMLReader>.fromOpaque(data.unsafelyUnwrapped)._withUnsafeGuaranteedRef(body)
  }
}

/// Name of an element or an attribute. The pointers are the dictionary's: good while the parser lives.
struct XMLName {
  var name: Name
  var family: Family
  var local: UnsafePointer<UInt8>
  var prefix: UnsafePointer<UInt8>?
  var uri: UnsafePointer<UInt8>?

  /// As written in the document.
  var written: String {
    let local = String(cString: local)
    guard let prefix else { return local }
    return String(cString: prefix) + ":" + local
  }
}

/// A C string whose address holds until it is changed.
private final class CStringStorage {
  private(set) var pointer: UnsafeMutablePointer<UInt8>
  private var capacity = 256

  init() { pointer = .allocate(capacity: 256) }

  deinit { pointer.deallocate() }

  func update(from bytes: [UInt8]) {
    if bytes.count > capacity {
      pointer.deallocate()
      capacity = bytes.count
      pointer = .allocate(capacity: capacity)
    }
    bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { pointer.update(from: base, count: bytes.count) }
    }
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
