import Deduplicating

extension Deduplicator {
  /// Identifies an entry of the log as it was when its line was written.
  ///
  /// A guid or link that several entries of one document shared was passed over then; the document is gone,
  /// but the line's id says which of them it was.
  func identify(_ item: Item, from source: ItemSource, as id: String) -> IdentifiedEntry {
    let first = identify(item, from: source)
    guard first.id.description != id else { return first }
    var withoutGuid = item
    withoutGuid.guid = nil
    let second = identify(withoutGuid, from: source)
    guard second.id.description != id else { return second }
    withoutGuid.link = nil
    let third = identify(withoutGuid, from: source)
    return third.id.description == id ? third : first
  }
}
