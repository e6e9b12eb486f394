import FeedModel

/// Dublin Core elements 1.1 (RSS 1.0 module dc).
enum DublinCore {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    switch field.name {
    case .title:
      let text = TextElement(field, reading)
      subject.title.offer(text: text, rank: 1)
      if reading.wantsDetail, subject.title.value?.value == text.value {
        subject.common.title = text.construct(field, reading)
      }
    case .description:
      let text = TextElement(field, reading)
      subject.summary.offer(text: text, rank: 1)
      guard reading.wantsDetail, subject.summary.value?.value == text.value else { break }
      let construct = text.construct(field, reading)
      if subject.kind == .entry {
        subject.entryDetail.summary = construct
      } else {
        subject.feedDetail.subtitle = construct
      }
    case .creator, .author:
      subject.add(authors: PersonElement.readAll(field, reading))
    case .contributor:
      guard reading.wantsDetail, let person = PersonElement.read(field, reading) else { break }
      subject.common.contributors.append(person)
    case .publisher:
      guard reading.wantsDetail else { break }
      subject.common.publisher = PersonElement.read(field, reading)
    case .date:
      subject.take(date: reading.date(field))
    case .subject:
      if let term = field.text.view.nonEmptyString ?? richValue(field) {
        subject.add(category: Category(term: term), reading)
      } else {
        for term in listed(field) { subject.add(category: Category(term: term.nonEmptyString), reading) }
      }
    case .language:
      subject.language.offer(Scopes.languageTag(field.text.view), rank: 2)
    case .rights:
      guard reading.wantsDetail else { break }
      subject.common.rights = TextElement(field, reading).construct(field, reading)
    default:
      return false
    }
    return true
  }

  /// What stands in the `rdf:li` of an `rdf:Bag` or `rdf:Seq`: RDF's way to give an element several values.
  static func listed(_ field: Field) -> [Bytes] {
    (0..<field.nodes.count).lazy
      .filter { field.nodes[$0].name.family == .rdf && field.nodes[$0].name.name == .li }
      .map { field.text(of: $0).trimmed }.filter { !$0.isEmpty }
  }

  /// The module's rich content: `<dc:subject><taxo:topic rdf:about="…"><rdf:value>Sport`.
  private static func richValue(_ field: Field) -> String? {
    guard field.hasChildren else { return nil }
    let node = (1..<field.nodes.count).first {
      field.nodes[$0].name.family == .rdf && field.nodes[$0].name.name == .value
    }
    return node.flatMap { field.text(of: $0).nonEmptyString }
  }
}

/// Dublin Core terms: dates.
enum DublinCoreTerms {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    switch field.name {
    case .issued, .available:
      subject.published.offer(date: reading.date(field), rank: 2)
    case .modified:
      subject.modified.offer(date: reading.date(field), rank: 2)
    case .created:
      guard reading.wantsDetail else { break }
      subject.common.created = reading.date(field)
    case .title, .creator, .contributor, .publisher, .subject, .language, .rights, .description, .date:
      // liberal: the terms repeat the elements, and mean the same.
      return DublinCore.read(field, &subject, reading)
    default:
      return false
    }
    return true
  }
}
