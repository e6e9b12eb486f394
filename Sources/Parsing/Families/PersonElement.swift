import FeedModel
import WebText

/// A person, as children (Atom) or as one line (RSS).
enum PersonElement {
  /// Authors: an element has one person, but RSS's line can name more.
  static func readAll(_ field: Field, _ reading: ReadingContext) -> [Person] {
    guard !field.hasChildren else {
      if let person = read(field, reading) { return [person] }
      return DublinCore.listed(field).flatMap { people($0) }
    }
    return people(field.text.view)
  }

  static func read(_ field: Field, node: Int = 0, _ reading: ReadingContext) -> Person? {
    guard field.nodes[node].end > node + 1 else {
      return line(field.text(of: node))
    }
    var person = Person()
    for child in field.children(of: node) {
      let text = field.text(of: child)
      switch field.nodes[child].name.name {
      case .name, .title: person.name = plain(text) ?? person.name
      case .email: person.email = address(text).nonEmptyString ?? person.email
      case .url, .uri, .homepage:
        person.url = reading.url(text, scope: field.nodes[child].scope) ?? person.url
      default: break
      }
    }
    takeApart(&person)
    if person.name == nil, person.email == nil, person.url == nil {
      // RDF puts a description between: `<dc:creator><foaf:Person><foaf:name>`.
      let inner = field.children(of: node).first { field.nodes[$0].end > $0 + 1 }
      return inner.flatMap { read(field, node: $0, reading) } ?? line(field.text(of: node))
    }
    return person
  }

  /// liberal: `mailto:` in front, which RFC 4287 §3.2.3 has no place for.
  private static func address(_ text: Bytes) -> Bytes {
    let text = text.trimmed
    return text.hasPrefix("mailto:") ? text[from: 7, to: text.count] : text
  }

  /// liberal: `<author><name>a@b.c (Ann)</name></author>`.
  static func takeApart(_ person: inout Person) {
    guard person.email == nil, let name = person.name, name.utf8.contains(UInt8(ascii: "@")) else { return }
    var copy = name
    if let taken = copy.withUTF8({ PersonText.read($0) }), taken.email != nil {
      person.name = taken.name
      person.email = taken.email
    }
  }

  /// One line of text; of several people the first.
  static func line(_ text: Bytes) -> Person? { people(text).first }

  /// One line of text; character references that were escaped twice are taken for what they mean.
  private static func people(_ text: Bytes) -> [Person] {
    guard HTMLText.looksLikeHTML(text), var plain = plain(text) else { return PersonText.people(text) }
    // `Ann <ann@example.org>` is not markup.
    if text.contains(byte: UInt8(ascii: "@")), text.contains(byte: UInt8(ascii: "<")) {
      return PersonText.people(text)
    }
    return plain.withUTF8 { PersonText.people($0) }
  }

  private static func plain(_ text: Bytes) -> String? {
    guard HTMLText.looksLikeHTML(text) else { return text.nonEmptyString }
    let plain = HTMLText.plainText(ofHTML: text)
    return plain.isEmpty ? nil : plain
  }
}
