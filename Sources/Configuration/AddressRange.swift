import Glibc

/// A range of IPv4 or IPv6 addresses in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3).
public struct AddressRange: Sendable, Hashable {
  /// 4 or 16 bytes in network order; the bits after the prefix are 0.
  public let bytes: [UInt8]
  /// 0…32 or 0…128.
  public let prefixLength: Int

  /// Reads `10.0.0.0/8`, `fd00::/8` or a single address; nil when the text is none of these.
  ///
  /// Bits after the prefix must be 0: `10.1.2.3/8` is more likely a slip than a wish.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = AddressRange.address(String(first)) else { return nil }
    var prefix = address.count * 8
    if parts.count == 2 {
      guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(parts[1]), number <= prefix
      else { return nil }
      prefix = number
    }
    for bit in prefix..<max(prefix, address.count * 8) where address[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
    {
      return nil
    }
    bytes = address
    prefixLength = prefix
  }

  /// The range of the same first bits with a shorter or equal prefix.
  func masked(to prefix: Int) -> AddressRange {
    var masked = bytes
    for index in masked.indices {
      let left = max(0, min(8, prefix - index * 8))
      masked[index] &= left == 0 ? 0 : 0xFF << UInt8(8 - left)
    }
    return AddressRange(bytes: masked, prefixLength: prefix)
  }

  private init(bytes: [UInt8], prefixLength: Int) {
    self.bytes = bytes
    self.prefixLength = prefixLength
  }

  /// True for an address of the same family whose first `prefixLength` bits are the range's.
  public func contains(_ address: some Collection<UInt8>) -> Bool {
    guard address.count == bytes.count else { return false }
    var left = prefixLength
    for (mine, other) in zip(bytes, address) {
      guard left > 0 else { return true }
      let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
      if (mine ^ other) & mask != 0 { return false }
      left -= 8
    }
    return true
  }

  private static func address(_ text: String) -> [UInt8]? {
    for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: size)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }
}

extension AddressRange: CustomStringConvertible {
  /// `ADDRESS/PREFIX`, in inet_ntop(3)'s notation.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    let end = text.firstIndex(of: 0) ?? text.count
    return String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/\(prefixLength)"
  }
}
