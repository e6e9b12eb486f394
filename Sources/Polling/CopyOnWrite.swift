/// A property kept behind a reference that copies of its owner share until one of them changes it.
///
/// For large values that are handed from stage to stage and seldom changed: a copy is a pointer's.
@propertyWrapper
public struct CopyOnWrite<Value: Sendable>: Sendable {
  // Unchecked: it is changed only while one owner holds it, who has it for itself (`isKnownUniquelyReferenced`).
  private final class Box: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  public var wrappedValue: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}
