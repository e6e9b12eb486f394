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

  /// Takes a reference apart (RFC 3986 appendix B), without copying or allocating.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    var index = 0
    if let end = Self.endOfScheme(bytes) {
      scheme = 0..<end
      index = end + 1
    }
    if index + 1 < count, bytes[index] == UInt8(ascii: "/"), bytes[index + 1] == UInt8(ascii: "/") {
      let start = index + 2
      index = start
      while index < count, !Self.endsAuthority(bytes[index]) { index += 1 }
      authority = start..<index
    }
    let startOfPath = index
    while index < count, bytes[index] != UInt8(ascii: "?"), bytes[index] != UInt8(ascii: "#") { index += 1 }
    path = startOfPath..<index
    if index < count, bytes[index] == UInt8(ascii: "?") {
      let start = index + 1
      while index < count, bytes[index] != UInt8(ascii: "#") { index += 1 }
      query = start..<index
    }
    if index < count {
      fragment = (index + 1)..<count
    }
    if let authority {
      splitAuthority(authority, of: bytes)
    }
  }

  /// The index of the `:` that ends a scheme (RFC 3986 §3.1); nil when there is none.
  static func endOfScheme(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, (first | 0x20) &- UInt8(ascii: "a") < 26 else { return nil }
    for index in 1..<max(bytes.count, 1) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":") { return index }
      let isSchemeByte =
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      guard isSchemeByte else { return nil }
    }
    return nil
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// RFC 3986 §3.2. The last `@` ends the userinfo, as browsers have it; a `:` in brackets begins no port.
  private mutating func splitAuthority(_ authority: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
    var start = authority.lowerBound
    if let at = authority.last(where: { bytes[$0] == UInt8(ascii: "@") }) {
      userinfo = start..<at
      start = at + 1
    }
    let hostAndPort = start..<authority.upperBound
    host = hostAndPort
    for index in hostAndPort.reversed() {
      if bytes[index] == UInt8(ascii: "]") { return }
      if bytes[index] == UInt8(ascii: ":") {
        host = start..<index
        port = (index + 1)..<authority.upperBound
        return
      }
    }
  }
}
