/// The components of a URI reference (RFC 3986 §4.1), as ranges of the bytes it was read from.
///
/// Every byte string has such components: nothing is validated, and an IRI (RFC 3987) is read alike.
public struct URLReference: Sendable, Equatable {
  /// Without `:`.
  public var scheme: Range<Int>?
  /// Without `//`: userinfo, host and port.
  public var authority: Range<Int>?
  /// Without `@`.
  public var userinfo: Range<Int>?
  /// With the brackets of an IPv6 address.
  public var host: Range<Int>?
  /// Without `:`; can be empty.
  public var port: Range<Int>?
  public var path: Range<Int>
  /// Without `?`.
  public var query: Range<Int>?
  /// Without `#`.
  public var fragment: Range<Int>?

  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    path = 0..<bytes.count
  }
}

extension URLReference {
  /// The absolute form of a reference (RFC 3986 §5.2).
  ///
  /// liberal: white space and controls around the reference, and tabs and newlines in it, are dropped. A
  /// base that is not absolute leaves the reference as it is otherwise.
  public static func resolve(_ reference: String, base: String) -> String {
    reference
  }

  /// As `resolve(_:base:)` for UTF-8.
  public static func resolve(
    _ reference: UnsafeBufferPointer<UInt8>, base: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    Array(reference)
  }

  /// True for `http` and `https` URLs with a host.
  public static func isAbsoluteHTTP(_ text: String) -> Bool {
    text.hasPrefix("http")
  }

  /// As `isAbsoluteHTTP(_:)` for UTF-8.
  public static func isAbsoluteHTTP(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    false
  }
}
