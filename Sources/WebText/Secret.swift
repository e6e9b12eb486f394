/// A text that is shown to nobody: a password, a token, the value of a header.
///
/// Descriptions, dumps and interpolations give `<secret>`; only `revealed` gives the text, to what sends it.
public struct Secret: Hashable, Sendable {
  public let revealed: String

  public init(_ text: String) {
    revealed = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<secret>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
