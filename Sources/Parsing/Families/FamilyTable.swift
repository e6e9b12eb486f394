import FeedModel
import WebText

/// Reads one element of a feed or an entry into its subject; false when it doesn't know the element.
typealias FamilyReader =
  @Sendable (_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool

/// The vocabularies that are understood. Adding one: its namespace in `Family`, its file, its line here.
enum FamilyTable {
  /// - Returns: the reader, and whether the family says anything that stories need.
  private static func row(_ family: Family) -> (reader: FamilyReader, isStandard: Bool) {
    switch family {
    case .rss, .atom: (CoreElements.read, true)
    case .content, .xhtml: (ContentModule.read, true)
    case .dc: (DublinCore.read, true)
    case .dcterms: (DublinCoreTerms.read, true)
    case .media: (MediaRSS.read, true)
    case .itunes: (ITunes.read, true)
    case .sy: (SyndicationModule.read, true)
    case .admin: (AdminModule.read, false)
    case .slash, .wfw, .thr: (CommentModules.read, false)
    case .cc: (CreativeCommons.read, false)
    case .georss, .gml, .geo: (Geography.read, false)
    case .psc: (PodloveChapters.read, false)
    case .podcast: (PodcastNamespace.read, false)
    case .source: (SourceNamespace.read, false)
    case .rdf, .xml, .xlink, .unknown: ({ _, _, _ in false }, false)
    }
  }

  private static let rows: [(reader: FamilyReader, isStandard: Bool)] =
    (0...Family.unknown.rawValue).map { row(Family(rawValue: $0) ?? .unknown) }

  @inline(__always)
  static func isStandard(_ family: Family) -> Bool {
    rows[Int(family.rawValue)].isStandard
  }

  @inline(__always)
  static func interpret(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    if field.family == .rss || field.family == .atom {
      if CoreElements.read(field, &subject, reading) { return }
    } else if rows[Int(field.family.rawValue)].reader(field, &subject, reading) {
      return
    }
    if reading.wantsDetail { subject.common.extensions.append(ExtensionElement(field, node: 0, reading)) }
  }
}

extension ExtensionElement {
  /// Elements in elements that are given: the output nests twice as deep, and JSON readers have limits of their
  /// own (jq 1.6 reads 256 levels).
  private static let mostLevels = 48

  /// An element as it stands in the document.
  ///
  /// - Parameter level: how many elements of the same field it is in.
  init(_ field: Field, node: Int, level: Int = 0, _ reading: ReadingContext) {
    let written = field.nodes[node].name
    let namespace =
      written.uri.map { String(cString: $0) }
      ?? written.prefix.flatMap { Family.usualURI(ofPrefix: String(cString: $0).lowercased()) }
    self.init(name: written.written, namespace: namespace?.isEmpty == true ? nil : namespace)
    let text = field.text(of: node).trimmed
    if !text.isEmpty { value = text.string }
    for index in field.nodes[node].attributes {
      let attribute = field.attributes[index]
      attributes.append(Attribute(name: attribute.name.written, value: field.value(attribute).string))
    }
    let inner = field.children(of: node)
    guard level < Self.mostLevels || inner.isEmpty else {
      reading.warn(
        "limit-exceeded", "what is more than \(Self.mostLevels) elements deep in \(name) is left out",
        key: "extension-depth")
      return
    }
    for child in inner {
      children.append(ExtensionElement(field, node: child, level: level + 1, reading))
    }
  }
}

extension ReadingContext {
  /// What a root element, or a channel, says in its attributes.
  func takeRoot(_ field: Field, into feed: inout Subject) {
    feed.about = feed.about ?? field.string(.about)
    let scope = scopes[field.nodes[0].scope]
    if wantsDetail { feed.feedDetail.baseURL = scope.base }
  }
}
