/// A value kept behind one reference, so that whoever holds it stays small.
///
/// The value is read-only: to change it, make a new box.
public final class Boxed<Value: Sendable>: Sendable {
  public let value: Value

  public init(_ value: Value) {
    self.value = value
  }
}

extension Boxed: Equatable where Value: Equatable {
  public static func == (left: Boxed, right: Boxed) -> Bool {
    left === right || left.value == right.value
  }
}

extension Boxed: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
