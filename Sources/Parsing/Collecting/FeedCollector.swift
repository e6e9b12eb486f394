import FeedModel
import Glibc
import WebText

/// Turns the reader's events into a feed: knows where feeds, entries and their elements begin and end.
///
/// Each element directly inside a feed or an entry is gathered in `field` and interpreted when it ends.
final class FeedCollector {
  let reading = ReadingContext()
  let field = Field()
  @exclusivity(unchecked) private(set) var failure: ParseError?
  @exclusivity(unchecked) var feed = Subject(kind: .feed)
  @exclusivity(unchecked) var entry = Subject(kind: .entry)
  @exclusivity(unchecked) var source = Subject(kind: .source)
  @exclusivity(unchecked) var entries: [Entry] = []
  @exclusivity(unchecked) var format: FeedFormat?
  @exclusivity(unchecked) private var omittedEntries = 0
  /// The document ended inside its last entry.
  var isLastEntryCut = false
  @exclusivity(unchecked) private var hasCutText = false
  @exclusivity(unchecked) private var seen: Set<String> = []
  @exclusivity(unchecked) private var containers: [Frame] = []
  @exclusivity(unchecked) private var depth = 0
  @exclusivity(unchecked) private var mode = Mode.structure
  @exclusivity(unchecked) private var skipDepth = 0
  @exclusivity(unchecked) private var markup = MarkupWriter()
  /// A namespace that no format ever had, on a root that is plainly RSS's: taken for RSS's.
  @exclusivity(unchecked) private var ownNamespace: UnsafePointer<UInt8>?
  /// What the root's namespace declarations say about an RDF document.
  @exclusivity(unchecked) private var rdfFormat: FeedFormat?
  /// The root's name, when it was no feed's: for the error.
  @exclusivity(unchecked) private(set) var strangerRoot: String?

  private enum Mode { case structure, tree, markup, skip }

  /// Elements that hold feeds and entries.
  private enum Container { case wrapper, feed, entry, source, items }

  private struct Frame {
    var container: Container
    var scope: Int
    /// Elements that were fields of it.
    var fields = 0
  }

  init(limits: ParseLimits) {
    reading.limits = limits
  }

  func begin(limits: ParseLimits, url: String?, zone: TimeZoneRules?) {
    reading.begin(limits: limits, url: url, zone: zone)
    failure = nil
    format = nil
    feed = Subject(kind: .feed)
    entry.reset()
    entries = []
    omittedEntries = 0
    isLastEntryCut = false
    hasCutText = false
    seen = []
    containers.removeAll(keepingCapacity: true)
    depth = 0
    mode = .structure
    strangerRoot = nil
    ownNamespace = nil
    rdfFormat = nil
    field.reset()
  }

  func warn(_ code: String, _ message: String, line: Int, column: Int, key: String) {
    reading.warn(code, message, line: line, column: column, key: key)
  }

  private var scope: Int { containers.last?.scope ?? 0 }

  // MARK: Events

  var isAtRoot: Bool { depth == 0 }

  /// A namespace that the root declares.
  func rootNamespace(_ uri: UnsafePointer<UInt8>) {
    if let format = RootFormat.channel(uri: uri) { rdfFormat = format }
  }

  /// The name, in RSS's vocabulary if its namespace is one that the root made RSS's.
  @inline(__always)
  func adopted(_ name: XMLName) -> XMLName {
    guard name.family == .unknown, let uri = name.uri, uri == ownNamespace || depth == 0 else { return name }
    if depth == 0 {
      guard name.name == .rss || name.name == .channel || name.name == .feed else { return name }
      ownNamespace = uri
    }
    var name = name
    name.family = .rss
    return name
  }

  /// True when the element's attributes are wanted; then `startElementIsComplete`.
  @inline(__always)
  func startElement(_ name: XMLName) -> Bool {
    depth &+= 1
    if depth > reading.limits.depth {
      failure = .limit(code: "xml-depth", message: "elements nested more than \(reading.limits.depth) deep")
      return false
    }
    switch mode {
    case .skip:
      skipDepth &+= 1
      return false
    case .markup:
      markup.pendingAttributes = field.attributes.count
      return true
    case .tree:
      if field.nodes.count >= reading.limits.nodesPerField {
        field.omit()
        mode = .skip
        skipDepth = 1
        return false
      }
      field.open(name, scope: field.nodes[field.current].scope)
      return true
    case .structure:
      if !isWanted(name) {
        mode = .skip
        skipDepth = 1
        return false
      }
      field.open(name, scope: scope)
      return true
    }
  }

  @inline(__always)
  func attribute(_ name: XMLName, _ value: Bytes) {
    field.addAttribute(name, value)
  }

  @inline(__always)
  func startElementIsComplete(_ name: XMLName) {
    switch mode {
    case .skip: break
    case .markup: openMarkup(name)
    case .tree: adoptScope()
    case .structure:
      if let container = container(for: name) {
        open(container, name)
      } else if failure == nil {
        guard countField() else { return }
        adoptScope()
        if TextElement.holdsMarkup(name, in: containers.last?.container == .feed, reading: reading) {
          mode = .markup
          markup.begin(
            escapesText: TextElement.escapesText(field, reading), isHTML: TextElement.isHTML(field),
            scope: field.nodes[0].scope)
        } else {
          mode = .tree
        }
      }
    }
  }

  /// - Parameter isLasting: the bytes stay where they are until the document is read.
  @inline(__always)
  func text(_ bytes: Bytes, isLasting: Bool) {
    switch mode {
    case .skip, .structure: break
    case .tree where field.size &+ bytes.count <= reading.limits.text:
      field.addText(bytes, isLasting: isLasting)
    case .markup where field.size &+ bytes.count <= reading.limits.text:
      markup.text(bytes, isLasting: isLasting, into: field)
    case .tree, .markup: cutText(bytes)
    }
  }

  /// Adds what there is room for.
  private func cutText(_ bytes: Bytes) {
    if !hasCutText {
      hasCutText = true
      let limit = "\(reading.limits.text) bytes (\(ParseLimits.Key.text))"
      reading.warn("limit-exceeded", "text of more than \(limit) is cut", key: "text")
    }
    var room = max(0, reading.limits.text - field.size)
    // Not in a character.
    while room > 0, room < bytes.count, bytes[room] & 0xC0 == 0x80 { room -= 1 }
    guard room > 0, room <= bytes.count else { return }
    let part = bytes[from: 0, to: room]
    if mode == .tree {
      field.addText(part, isLasting: false)
    } else {
      markup.text(part, isLasting: false, into: field)
    }
  }

  @inline(__always)
  func endElement() {
    depth &-= 1
    switch mode {
    case .skip:
      skipDepth &-= 1
      if skipDepth == 0 { mode = field.current >= 0 ? .tree : .structure }
    case .tree:
      if !field.close() { endField() }
    case .markup:
      if markup.closeElement(into: field) { return }
      markup.finish(field)
      _ = field.close()
      endField()
    case .structure:
      if let frame = containers.popLast() { close(frame) }
    }
  }

  // MARK: Structure

  private func isWanted(_ name: XMLName) -> Bool {
    // Until a feed is found, whatever the detail, it may be in anything.
    guard let top = containers.last, format != nil else { return true }
    if top.container == .items { return name.name == .item || name.name == .entry }
    return reading.wantsDetail || FamilyTable.isStandard(name.family)
  }

  /// Whether an element holds a feed, an entry or a source; nil for one that is a field.
  private func container(for name: XMLName) -> Container? {
    let isCore = name.family == .rss || name.family == .atom || name.family == .rdf
    guard let top = containers.last else {
      return isCore || name.family == .unknown ? root(name) : stranger(name)
    }
    switch (top.container, name.name) {
    case (.wrapper, .channel) where isCore, (.wrapper, .feed) where isCore:
      return .feed
    case (.wrapper, .item) where isCore, (.feed, .item) where isCore:
      return .entry
    case (.wrapper, .entry) where isCore, (.feed, .entry) where isCore:
      return .entry
    case (.items, .item), (.items, .entry):
      return .entry
    case (.feed, .items) where isCore, (.wrapper, .items) where isCore:
      return .items
    case (.entry, .source) where name.family == .atom || (name.family == .rss && reading.isAtom):
      return .source
    default:
      // A root that is not known may hold one that is; an entry holds no roots, nor a second entry in one.
      return format == nil && top.container == .wrapper ? root(name) : nil
    }
  }

  /// False when the entry has so many fields that this one is left out.
  private func countField() -> Bool {
    guard !containers.isEmpty else { return true }
    containers[containers.count &- 1].fields &+= 1
    guard containers[containers.count &- 1].fields > reading.limits.nodesPerField else { return true }
    noteOmitted()
    field.reset()
    mode = .skip
    skipDepth = 1
    return false
  }

  private func noteOmitted() {
    let limit = "\(reading.limits.nodesPerField) (\(ParseLimits.Key.nodesPerField))"
    reading.warn("limit-exceeded", "elements in one element beyond \(limit) are left out", key: "nodes")
  }

  private func stranger(_ name: XMLName) -> Container? {
    if strangerRoot == nil { strangerRoot = name.written }
    return .wrapper
  }

  private func root(_ name: XMLName) -> Container? {
    let version = field.string(.version)
    switch name.name {
    case .rss:
      format = RootFormat.rss(version: version)
      return .wrapper
    case .rdf:
      format = rdfFormat ?? .rss10
      return .wrapper
    case .feed:
      format = RootFormat.atom(uri: name.uri, version: version)
      reading.isAtom = true
      return .feed
    case .channel:
      format = RootFormat.channel(uri: name.uri) ?? .rss
      return .feed
    case .entry:
      format = RootFormat.atom(uri: name.uri, version: version)
      reading.isAtom = true
      return .entry
    default:
      return containers.count < 3 ? stranger(name) : nil
    }
  }

  private func open(_ container: Container, _ name: XMLName) {
    adoptScope()
    var frame = Frame(container: container, scope: field.nodes[0].scope)
    switch container {
    case .feed:
      if let uri = name.uri, format == .rss10, let precise = RootFormat.channel(uri: uri) { format = precise }
      reading.takeRoot(field, into: &feed)
      feed.scope = frame.scope
    case .wrapper:
      if containers.isEmpty { reading.takeRoot(field, into: &feed) }
    case .entry:
      if format == .rss10, entries.isEmpty, let precise = RootFormat.channel(uri: name.uri) {
        format = precise
      }
      entry.reset()
      entry.scope = frame.scope
      entry.about = field.string(.about)
      if containers.isEmpty { feed.scope = frame.scope }
    case .source:
      source = Subject(kind: .source)
      source.scope = frame.scope
    case .items:
      frame.scope = scope
    }
    containers.append(frame)
    field.reset()
  }

  private func close(_ frame: Frame) {
    switch frame.container {
    case .entry: finishEntry()
    case .source:
      let feed = source.makeFeed(format: format ?? .atom, encoding: "", reading: reading)
      entry.take(source: feed)
    case .feed, .wrapper, .items: break
    }
    // Scopes inside what ended are not referred to any more.
    dropScopes(above: frame.scope)
  }

  private func finishEntry() {
    guard entries.count < reading.limits.entries else {
      omittedEntries += 1
      return
    }
    if entries.capacity == 0 { entries.reserveCapacity(32) }
    entries.append(entry.makeEntry(reading: reading))
    guard reading.wantsDetail, let id = entries.last?.id, !seen.insert(id).inserted else { return }
    reading.warn("item-duplicate-id", "two items have the id \(LogText.safe(id))", key: id)
  }

  private func adoptScope() {
    let node = field.nodes[field.current]
    guard !node.attributes.isEmpty else { return }
    var base: Bytes?
    var language: Bytes?
    for index in node.attributes where field.attributes[index].name.family == .xml {
      switch field.attributes[index].name.name {
      case .base: base = field.value(field.attributes[index])
      case .lang: language = field.value(field.attributes[index])
      default: break
      }
    }
    guard base != nil || language != nil else { return }
    field.setScope(reading.scopes.add(base: base, language: language, in: node.scope))
  }

  /// Forgets scopes that nothing refers to any more: the feed still asks for its own at the very end.
  private func dropScopes(above scope: Int) {
    reading.scopes.truncate(to: max(scope, feed.scope) + 1)
  }

  // MARK: Fields

  private func openMarkup(_ name: XMLName) {
    markup.open(name, field, reading)
    field.removeAttributes(from: markup.pendingAttributes)
  }

  private func endField() {
    mode = .structure
    if field.omitted > 0 { noteOmitted() }
    switch containers.last?.container {
    case .entry: FamilyTable.interpret(field, &entry, reading)
    case .source: FamilyTable.interpret(field, &source, reading)
    case .feed: FamilyTable.interpret(field, &feed, reading)
    // RSS 1.0 has the image and the text input beside the channel.
    case .wrapper:
      if format != nil { FamilyTable.interpret(field, &feed, reading) }
    case .items, nil: break
    }
    field.reset()
    dropScopes(above: scope)
  }

  /// Goes on as if the document ended here: an entry that is half read is left out.
  func giveUp() {
    failure = nil
    containers.removeAll { $0.container == .entry }
  }

  /// What was read, also of a document that broke off: an entry that is still open counts if it has
  /// anything to say.
  func finish(encoding: String) throws(ParseError) -> Feed {
    if let failure { throw failure }
    guard let format else {
      throw .notAFeed(
        reason: strangerRoot.map { "an XML document with the root \($0)" } ?? "no element in it")
    }
    while let frame = containers.popLast() {
      if frame.container != .entry || entry.hasContent { close(frame) }
    }
    if omittedEntries > 0 {
      let limit = "\(reading.limits.entries) (\(ParseLimits.Key.entries))"
      reading.warn("limit-exceeded", "\(omittedEntries) items beyond \(limit) are left out")
    }
    var made = feed.makeFeed(format: format, encoding: encoding, reading: reading)
    // Moved, not shared: inheriting the language would copy a shared array.
    swap(&made.entries, &entries)
    made.isLastEntryCut = isLastEntryCut && omittedEntries == 0 && !made.entries.isEmpty
    made.inheritLanguage()
    made.warnings = reading.warnings
    return made
  }
}

/// Which format a root element says it is.
enum RootFormat {
  static func rss(version: String?) -> FeedFormat {
    switch version {
    case "0.90": .rss090
    case "0.91": .rss091
    case "0.92": .rss092
    case "0.93": .rss093
    case "0.94": .rss094
    case "1.0": .rss10
    case let version? where version == "2" || version.hasPrefix("2."): .rss20
    default: .rss
    }
  }

  static func atom(uri: UnsafePointer<UInt8>?, version: String?) -> FeedFormat {
    let text = Bytes(
      start: uri,
      count: uri.map { strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? 0)
    if text.mentions("w3.org/2005/atom") { return .atom10 }
    if version == "1.0", text.isEmpty { return .atom10 }
    if text.mentions("purl.org/atom/ns#"), !text.mentions("ns#draft"), version == nil { return .atom03 }
    return version == "0.3" ? .atom03 : .atom
  }

  /// By the namespace of RSS 0.90, 1.0 and 1.1; nil for another.
  static func channel(uri: UnsafePointer<UInt8>?) -> FeedFormat? {
    guard let uri else { return nil }
    let text = Bytes(start: uri, count: strlen(UnsafeRawPointer(uri).assumingMemoryBound(to: CChar.self)))
    if text.mentions("netscape.com/rdf/simple/0.9") { return .rss090 }
    if text.mentions("purl.org/net/rss1.1#") { return .rss11 }
    return text.mentions("purl.org/rss/1.0") ? .rss10 : nil
  }
}
