/// Character references of HTML (WHATWG HTML §13.5).
public enum HTMLEntities {
  /// The code points that a named reference stands for, `name` without `&` and `;`: `nbsp`, `NotEqualTilde`.
  ///
  /// The second is 0 when there is only one. Case counts.
  public static func lookup(_ name: UnsafeBufferPointer<UInt8>) -> (UInt32, UInt32)? {
    nil
  }

  /// As `lookup(_:)` for UTF-8.
  public static func lookup(_ name: String) -> (UInt32, UInt32)? {
    var copy = name
    return copy.withUTF8 { lookup($0) }
  }

  /// The text with its character references replaced, once.
  ///
  /// - Parameter inAttribute: an attribute's value, in which `&copy=` and `&copyx` stay as they are
  ///   (WHATWG HTML §13.2.5.73).
  public static func decode(_ text: String, inAttribute: Bool = false) -> String {
    text
  }

  /// As `decode(_:inAttribute:)`, appending UTF-8 to `output`.
  public static func decode(
    _ utf8: UnsafeBufferPointer<UInt8>, inAttribute: Bool = false, into output: inout [UInt8]
  ) {
    output.append(contentsOf: utf8)
  }
}
