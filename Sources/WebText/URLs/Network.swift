/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, `::1`.
public struct Network: Hashable, Sendable, CustomStringConvertible {
  /// The first address, with the bits after the prefix cleared.
  let base: IPAddress
  /// Of 128 bits; an IPv4 prefix counts from bit 96.
  let prefixLength: Int

  /// Reads CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), or a single address.
  ///
  /// nil for anything else, such as a name, and when bits after the prefix are set: `10.1.2.3/8` is more likely
  /// a slip than a wish.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    let width = address.isIPv4 ? 32 : 128
    var prefix = width
    if parts.count == 2 {
      let digits = parts[1]
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(digits), length <= width
      else { return nil }
      prefix = length
    }
    self.init(address, prefix)
    guard base == address else { return nil }
  }

  /// The network that an address is in.
  ///
  /// - Parameter prefix: of 32 bits for an IPv4 address, else of 128.
  package init(_ address: IPAddress, _ prefix: Int) {
    prefixLength = address.isIPv4 ? prefix + 96 : prefix
    let (high, low) = Network.masks(prefixLength)
    var base = address
    base.high &= high
    base.low &= low
    self.base = base
  }

  /// True when `address` is in the range. An IPv4 network holds no IPv6 address, not even a mapped one: the
  /// address guard unwraps those before it asks.
  public func contains(_ address: IPAddress) -> Bool {
    let (high, low) = Network.masks(prefixLength)
    return address.isIPv4 == base.isIPv4 && address.high & high == base.high && address.low & low == base.low
  }

  public var description: String {
    "\(base)/\(base.isIPv4 ? prefixLength - 96 : prefixLength)"
  }

  private static func masks(_ length: Int) -> (high: UInt64, low: UInt64) {
    // Swift's `<<` with 64 or more gives 0: no trap and no wrap.
    (
      length >= 64 ? .max : ~(UInt64.max >> UInt64(length)),
      length <= 64 ? 0 : UInt64.max << UInt64(128 - length)
    )
  }
}
