/// A promise that some input broke.
public struct Violation: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// - Parameter promise: what should hold, with what was found instead.
func require(_ holds: Bool, _ promise: @autoclosure () -> String) throws(Violation) {
  guard holds else { throw Violation(promise()) }
}

extension String {
  /// The same characters in the same form: Swift's `==` takes é and e with an accent for equal.
  func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
