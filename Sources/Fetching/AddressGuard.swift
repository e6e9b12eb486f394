public import WebText

/// Decides which addresses a fetch may connect to.
///
/// It is asked with the resolved address at the moment of connecting (`CURLOPT_OPENSOCKETFUNCTION`), so no
/// spelling of a host, no redirect and no changed answer of a resolver gets around it.
public struct AddressGuard: Sendable {
  /// Networks that may be reached although they are not public.
  public var allowed: [Network]

  public init(allowed: [Network] = []) {
    self.allowed = allowed
  }

  /// True when a fetch may connect to `address`.
  ///
  /// An address that carries an IPv4 address is allowed only if the address inside is: a translator on the
  /// way could connect us to that one. An allow-list entry may name either form.
  public func permits(_ address: IPAddress) -> Bool {
    if isAllowed(address) { return true }
    guard !address.isIPv4 else { return !Self.deniedIPv4.contains { $0.contains(address) } }
    if let inner = Self.embeddedIPv4(address) {
      // ::1 and :: look IPv4-compatible (RFC 4291 §2.5.5.1): 0.0.0.0/8 refuses them, and allows them to nobody
      // but who named them.
      if address.high == 0, address.low <= 1 { return false }
      return isAllowed(inner) || !Self.deniedIPv4.contains { $0.contains(inner) }
    }
    // Global unicast is 2000::/3 (RFC 4291 §2.4, IANA): not loopback, link-local, unique local, multicast, nor
    // what nobody has assigned yet.
    return address.high >> 61 == 1 && !Self.deniedIPv6.contains { $0.contains(address) }
  }

  /// False when the URL's host is written as an address that is not permitted, or always means this machine.
  public func permits(hostOf url: String) -> Bool {
    guard let target = try? TargetURL(url) else { return false }
    return target.origin.address.map { permits($0) } ?? true
  }

  private func isAllowed(_ address: IPAddress) -> Bool {
    !allowed.isEmpty && allowed.contains { $0.contains(address) }
  }

  /// The IPv4 address that an IPv6 address stands for; nil for a native one.
  static func embeddedIPv4(_ address: IPAddress) -> IPAddress? {
    let high = address.high
    // IPv4-mapped ::ffff:0:0/96 and IPv4-compatible ::/96 (RFC 4291 §2.5.5).
    if high == 0, address.low >> 32 == 0xFFFF || address.low >> 32 == 0 { return address.lowV4 }
    // IPv4-translated ::ffff:0:a.b.c.d (RFC 2765 §2.1).
    if high == 0, address.low >> 32 == 0xFFFF_0000 { return address.lowV4 }
    // NAT64 64:ff9b::/96 (RFC 6052 §2.1) and the local-use 64:ff9b:1::/48 (RFC 8215).
    if high == 0x0064_FF9B_0000_0000, address.low >> 32 == 0 { return address.lowV4 }
    if high >> 16 == 0x0064_FF9B_0001 { return address.lowV4 }
    // 6to4 2002:a.b.c.d::/48 (RFC 3056 §2).
    if high >> 48 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: high >> 16)) }
    // Teredo 2001::/32: the client's address with all bits inverted (RFC 4380 §4).
    if high >> 32 == 0x2001_0000 { return IPAddress(v4: ~UInt32(truncatingIfNeeded: address.low)) }
    return nil
  }

  /// RFC 6890 and the IANA special-purpose registry: what is not globally reachable, plus multicast and 240/4.
  static let deniedIPv4: [Network] = [
    v4(0, 0, 0, 0, 8),  // this network
    v4(10, 0, 0, 0, 8),  // private
    v4(100, 64, 0, 0, 10),  // carrier-grade NAT
    v4(127, 0, 0, 0, 8),  // loopback
    v4(169, 254, 0, 0, 16),  // link-local, cloud metadata
    v4(172, 16, 0, 0, 12),  // private
    v4(192, 0, 0, 0, 24),  // protocol assignments
    v4(192, 0, 2, 0, 24),  // documentation
    v4(192, 88, 99, 0, 24),  // 6to4 relays
    v4(192, 168, 0, 0, 16),  // private
    v4(198, 18, 0, 0, 15),  // benchmarks
    v4(198, 51, 100, 0, 24),  // documentation
    v4(203, 0, 113, 0, 24),  // documentation
    v4(224, 0, 0, 0, 4),  // multicast
    v4(240, 0, 0, 0, 4),  // reserved, broadcast
  ]

  /// What is not for the public inside 2000::/3.
  static let deniedIPv6: [Network] = [
    v6(0x2001_0000 << 32, 23),  // protocol assignments: benchmarks, ORCHID … (RFC 2928)
    v6(0x2001_0DB8 << 32, 32),  // documentation
    v6(0x3FFF << 48, 20),  // documentation (RFC 9637)
  ]

  private static func v4(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ prefix: Int) -> Network {
    Network(IPAddress(v4: a << 24 | b << 16 | c << 8 | d), prefix)
  }

  private static func v6(_ high: UInt64, _ prefix: Int) -> Network {
    Network(IPAddress(v6High: high, low: 0), prefix)
  }
}
