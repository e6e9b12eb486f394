import FeedModel

/// RSS 1.0 content module (`content:encoded`) and XHTML bodies.
enum ContentModule {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    guard subject.kind == .entry else { return false }
    switch field.name {
    case .encoded, .body, .div: CoreElements.readContent(field, &subject, reading)
    default: return false
    }
    return true
  }
}
