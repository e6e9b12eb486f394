/// What a name says of the elements that can stand around it.
struct ElementKind: OptionSet {
  var rawValue: UInt16

  static let item = ElementKind(rawValue: 1)
  static let atomEntry = ElementKind(rawValue: 2)
  static let entry: ElementKind = [.item, .atomEntry]
  /// Elements of entries that never hold one another.
  static let field = ElementKind(rawValue: 4)
  /// Fields whose text may be HTML that nobody escaped.
  static let body = ElementKind(rawValue: 8)
  /// Elements of entries that HTML has as well, or that hold others.
  static let ambiguous = ElementKind(rawValue: 16)
  /// HTML's elements without an end tag.
  static let void = ElementKind(rawValue: 32)
  /// HTML's elements that end where the next of their name begins.
  static let paragraph = ElementKind(rawValue: 64)
  /// Elements that entries stand in.
  static let container = ElementKind(rawValue: 128)

  /// True when an entry's field must be over where an element of the other kind begins.
  func endsBefore(_ new: ElementKind) -> Bool {
    if new.contains(.field) { return !isDisjoint(with: [.field, .body]) }
    // HTML has elements of these names, which may stand in a body.
    return contains(.field) && !contains(.body) && !new.isDisjoint(with: [.body, .ambiguous])
  }
}

/// The names that a repair knows, in any case.
enum RepairVocabulary {
  /// FNV-1a of the name in lower case.
  static func hash(_ name: Bytes) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte.lowercased)) &* 16_777_619 }
    return hash
  }

  static func kind(of name: Bytes, hash: UInt32) -> ElementKind {
    var slot = Int(hash & 255)
    while let row = table[slot] {
      if row.hash == hash, name.equals(row.name) { return row.kind }
      slot = (slot + 1) & 255
    }
    guard let colon = name.firstIndex(of: UInt8(ascii: ":"), from: 0) else { return [] }
    let prefix = name[from: 0, to: colon]
    // `content:item` is no entry.
    if prefixes.contains(where: { prefix.equals($0) }) { return .field }
    let local = name[from: colon + 1, to: name.count]
    if local.equals("item") { return .item }
    return local.equals("entry") ? .atomEntry : []
  }

  private struct Row {
    var name: StaticString
    var hash: UInt32
    var kind: ElementKind
  }

  /// Open addressing by hash.
  private static let table: [Row?] = {
    var table = [Row?](repeating: nil, count: 256)
    for (kind, names) in rows {
      for name in names {
        let hash = name.withUTF8Buffer { Self.hash($0) }
        var slot = Int(hash & 255)
        while table[slot] != nil { slot = (slot + 1) & 255 }
        table[slot] = Row(name: name, hash: hash, kind: kind)
      }
    }
    return table
  }()

  private static let rows: [(ElementKind, [StaticString])] = [
    (.item, ["item"]), (.atomEntry, ["entry"]), (.container, ["rss", "channel", "feed", "rdf:rdf", "items"]),
    (
      .field,
      [
        "title", "link", "guid", "pubdate", "category", "comments", "enclosure", "published", "updated", "id",
        "dc:creator", "dc:date", "dc:subject",
      ]
    ),
    ([.field, .body], ["description", "content:encoded"]),
    (.body, ["summary", "content"]),
    (.ambiguous, ["author", "contributor", "source", "rights"]),
    (.void, ["br", "hr", "img", "input", "wbr", "meta", "col", "area", "embed", "param"]),
    (.paragraph, ["p", "li"]),
  ]

  /// Of extensions: their elements are no HTML.
  private static let prefixes: [StaticString] = [
    "dc", "dcterms", "content", "media", "itunes", "podcast", "georss", "geo", "slash", "wfw", "thr",
    "feedburner", "creativecommons", "psc",
  ]
}
