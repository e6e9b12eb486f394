package import Glibc

/// An IPv4 or IPv6 address: 128 bits, IPv4 as `::ffff:a.b.c.d` with `isIPv4`.
public struct IPAddress: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64
  /// True for an address of the IPv4 family; a mapped address from an IPv6 socket is not.
  public package(set) var isIPv4: Bool

  package init(v4: UInt32) {
    high = 0
    low = 0xFFFF_0000_0000 | UInt64(v4)
    isIPv4 = true
  }

  package init(v6High high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    isIPv4 = false
  }

  /// Reads the canonical forms only (`inet_pton`): `10.0.0.1`, `::1`. No `0x7f.1`, no zone, no brackets.
  public init?(_ text: String) {
    guard let address = text.withCString({ IPAddress($0) }) else { return nil }
    self = address
  }

  /// The same, of a text that ends with a NUL.
  package init?(_ text: UnsafePointer<CChar>) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(v4: UInt32(bigEndian: four.s_addr))
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self.init(six)
    } else {
      return nil
    }
  }

  init(_ address: in6_addr) {
    let halves = withUnsafeBytes(of: address) {
      ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    self.init(v6High: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
  }

  /// The address in a socket address; nil for any family but IPv4 and IPv6.
  package init?(_ address: UnsafePointer<sockaddr>, length: Int) {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
      self.init(v4: UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
    case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
      self.init(raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
    default:
      return nil
    }
  }

  /// The last 32 bits as an IPv4 address.
  package var lowV4: IPAddress { IPAddress(v4: UInt32(truncatingIfNeeded: low)) }
}

extension IPAddress: CustomStringConvertible {
  /// `inet_ntop`'s form.
  public var description: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if isIPv4 {
      var address = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
      inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
    } else {
      var halves = (high.bigEndian, low.bigEndian)
      inet_ntop(AF_INET6, &halves, &buffer, socklen_t(buffer.count))
    }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
