import WebText

/// RSS in JSON (<http://scripting.com/2017/05/20/rssInJson.html>): RSS 2.0's elements as members.
///
/// The members go to the collector as the elements that they stand for, so that a vocabulary is read alike in
/// XML and in JSON. JSON doesn't tell attributes from elements, and the programs that convert XML each have
/// their own spelling: `"#value"`, `"#text"`, `"_"`, `"$t"` for the text beside attributes, `"@url"`, `"-url"`
/// or an object `"$"` for attributes.
struct RSSInJSON {
  private let collector: FeedCollector
  private let names = JSONNames()
  private var depth = 0

  /// Reads the object that is the value of `rss`.
  static func read(_ document: inout JSONDocument) throws(JSONStop) {
    var rss = RSSInJSON(collector: document.collector)
    if let root = rss.names.name("rss") { try rss.readElement(root, &document) }
  }

  private init(collector: FeedCollector) {
    self.collector = collector
  }

  private enum Part { case text, attribute, attributes, child }

  // MARK: Elements

  /// The value of a member as an element, or as one for each value of an array.
  private mutating func readElements(_ name: XMLName, _ document: inout JSONDocument) throws(JSONStop) {
    guard try document.json.kind() == .array else {
      return try readElement(name, &document)
    }
    document.json.enter()
    while true {
      do throws(JSONStop) {
        guard try document.json.nextElement() else { return }
        if name.name == .item { try check(&document) }
      } catch {
        guard name.name == .item else { throw error }
        try document.goOn(after: error)
        continue
      }
      if try document.json.kind() == .array {
        document.warn("an array", "stands in another")
        try document.json.skip()
      } else if name.name == .item, collector.entries.count >= document.reading.limits.entries {
        document.omitted += 1
        try document.json.skip()
      } else {
        try readElement(name, &document)
      }
    }
  }

  /// Finds damage in an item before anything of it goes to the collector: a broken item is left out whole.
  private func check(_ document: inout JSONDocument) throws(JSONStop) {
    if collector.entries.count & 63 == 63 { try document.checkTime() }
    let place = document.json.index
    if try document.json.kind() == .object {
      document.json.enter()
      document.searchStart = document.json.index
      if let key = try document.json.nextKey(), key.count <= 64 { document.firstKey = Array(key) }
      document.json.move(to: place)
    }
    try document.json.skip()
    document.searchStart = document.json.index
    document.json.move(to: place)
  }

  private mutating func readElement(_ name: XMLName, _ document: inout JSONDocument) throws(JSONStop) {
    let kind = try document.json.kind()
    guard kind != .null, depth < 200 else { return try document.json.skip() }
    depth += 1
    let place = document.json.index
    let isWanted = collector.startElement(name)
    if isWanted, kind == .object, !isHolder(name) || name.name == .rss {
      // Damage is met again when the contents are read.
      do throws(JSONStop) { try readAttributes(of: name, &document) } catch {}
      document.json.move(to: place)
    }
    collector.startElementIsComplete(name)
    if let failure = collector.failure { throw .limit(failure) }
    if !isWanted {
      try document.json.skip()
    } else if kind == .object {
      try readContents(of: name, &document)
    } else {
      try readText(&document)
    }
    collector.endElement()
    depth -= 1
  }

  private mutating func readContents(of name: XMLName, _ document: inout JSONDocument) throws(JSONStop) {
    document.json.enter()
    while let key = try document.json.nextName() {
      switch part(key, of: name, try document.json.kind()) {
      case .text: try readText(&document)
      case .child:
        if let name = names.name(key) {
          try readElements(name, &document)
        } else {
          document.reading.warn("limit-exceeded", "too many names; members are left out", key: "names")
          try document.json.skip()
        }
      case .attribute, .attributes: try document.json.skip()
      }
    }
  }

  private func readText(_ document: inout JSONDocument) throws(JSONStop) {
    switch try document.json.kind() {
    case .string: collector.text(try document.json.string(), isLasting: false)
    case .number: collector.text(try document.json.number(), isLasting: false)
    case .bool:
      let start = document.json.index
      try document.json.skip()
      collector.text(document.json.bytes[from: start, to: document.json.index], isLasting: false)
    default: try document.json.skip()
    }
  }

  // MARK: Attributes

  private func readAttributes(of name: XMLName, _ document: inout JSONDocument) throws(JSONStop) {
    document.json.enter()
    while let key = try document.json.nextName() {
      switch part(key, of: name, try document.json.kind()) {
      case .attribute: try readAttribute(key, &document)
      case .attributes:
        document.json.enter()
        while let key = try document.json.nextName() {
          try readAttribute(key, &document)
        }
      case .text, .child: try document.json.skip()
      }
    }
  }

  private func readAttribute(_ key: String, _ document: inout JSONDocument) throws(JSONStop) {
    let isMarked = key.utf8.first == UInt8(ascii: "@") || key.utf8.first == UInt8(ascii: "-")
    let key = isMarked ? String(key.dropFirst()) : key
    var value: Bytes
    switch try document.json.kind() {
    case .string: value = try document.json.string()
    case .number: value = try document.json.number()
    case .bool:
      let start = document.json.index
      try document.json.skip()
      value = document.json.bytes[from: start, to: document.json.index]
    default: return try document.json.skip()
    }
    if key.hasPrefix("xmlns") {
      names.declare(key.dropFirst("xmlns:".utf8.count), value.trimmed)
      return
    }
    guard collector.field.attributes.count < collector.reading.limits.attributesPerTag,
      let name = names.name(key)
    else { return }
    collector.attribute(name, value)
  }

  // MARK: Which is which

  private func part(_ key: String, of name: XMLName, _ kind: JSONReader.Kind) -> Part {
    switch key {
    case "#value", "#text", "#cdata", "_", "$t", "__text", "__cdata": return .text
    case "$", "@attributes", "_attributes": return kind == .object ? .attributes : .text
    default: break
    }
    let isScalar = kind != .object && kind != .array
    guard isScalar else { return .child }
    if key.hasPrefix("@") || key.hasPrefix("-") || key.hasPrefix("xmlns") || key.hasPrefix("xml:") {
      return .attribute
    }
    if key.utf8.contains(UInt8(ascii: ":")) { return .child }
    return name.name == .rss || !isHolder(name) ? .attribute : .child
  }

  /// Elements whose plain values are elements in them, not attributes.
  private func isHolder(_ name: XMLName) -> Bool {
    switch name.name {
    case .rss, .channel, .item, .items, .textinput, .skiphours, .skipdays, .author, .contributor,
      .managingeditor, .webmaster, .owner:
      true
    case .image: name.family == .rss
    default: false
    }
  }
}

/// The names of a document's members as the XML names that they stand for.
private final class JSONNames {
  private var names: [String: XMLName] = [:]
  private var namespaces: [String: (uri: UnsafePointer<UInt8>, family: Family)] = [:]
  /// C strings that the names point to.
  private var strings: [UnsafeMutablePointer<UInt8>] = []

  deinit {
    for string in strings { string.deallocate() }
  }

  /// Names that are kept; no feed has as many.
  private static let most = 4_096

  /// nil when there are too many names.
  func name(_ key: String) -> XMLName? {
    if let known = names[key] { return known }
    guard names.count < Self.most else { return nil }
    let made = make(key)
    names[key] = made
    return made
  }

  func declare(_ prefix: some StringProtocol, _ uri: Bytes) {
    let text = uri.string
    guard namespaces.count < 64, !text.isEmpty else { return }
    let family = Family.declared(uri: text.lowercased(), prefix: prefix.lowercased())
    namespaces[String(prefix)] = (keep(text), family)
  }

  private func make(_ key: String) -> XMLName {
    let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let local = String(parts.last ?? "")
    var name = XMLName(
      name: Name(rawValue: local.lowercased()) ?? .unknown, family: .rss, local: keep(local), prefix: nil,
      uri: nil)
    if parts.count == 2 {
      let prefix = String(parts[0])
      name.prefix = keep(prefix)
      name.uri = namespaces[prefix]?.uri
      name.family = namespaces[prefix]?.family ?? Family.byPrefix[prefix.lowercased()] ?? .unknown
    }
    return name
  }

  /// A C string of a name, without NULs, which end one.
  private func keep(_ text: String) -> UnsafePointer<UInt8> {
    let bytes = text.utf8.filter { $0 != 0 }
    let string = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { string[index] = byte }
    string[bytes.count] = 0
    strings.append(string)
    return UnsafePointer(string)
  }
}
