import Fetching
import WebText

/// `AddressGuard`: an IPv6 address that carries an IPv4 address is no way around the verdict on that one.
enum AddressCheck {
  private static let gate = AddressGuard()

  static func run(_ input: [UInt8]) throws(Violation) {
    var bytes = Array(input.prefix(16))
    bytes += [UInt8](repeating: 0, count: 16 - bytes.count)
    try checkIPv4(Array(bytes[..<4]))
    try checkIPv6(bytes)
    if let address = IPAddress(String(decoding: input.prefix(64), as: UTF8.self)) { try checkText(address) }
  }

  private static func checkIPv4(_ bytes: [UInt8]) throws(Violation) {
    let text = bytes.map { String($0) }.joined(separator: ".")
    guard let address = IPAddress(text) else { throw Violation("\(text) is no address") }
    try checkText(address)
    let isPermitted = gate.permits(address)
    try require(!isPermitted || !isPrivate(bytes), "\(text) is permitted")

    let high = hex(bytes[0], bytes[1])
    let low = hex(bytes[2], bytes[3])
    let inverted = "\(hex(~bytes[0], ~bytes[1])):\(hex(~bytes[2], ~bytes[3]))"
    let spellings = [
      "::ffff:\(text)", "::ffff:0:\(text)", "64:ff9b::\(text)", "64:ff9b:1::\(text)",
      "2002:\(high):\(low)::1",
      "2001:0:0:0:0:0:\(inverted)",
    ]
    for spelling in spellings {
      guard let outer = IPAddress(spelling) else { throw Violation("\(spelling) is no address") }
      try checkText(outer)
      try require(gate.permits(outer) == isPermitted, "\(spelling) is judged unlike \(text)")
    }
  }

  private static func checkIPv6(_ bytes: [UInt8]) throws(Violation) {
    let groups = stride(from: 0, to: 16, by: 2).map { hex(bytes[$0], bytes[$0 + 1]) }
    let text = groups.joined(separator: ":")
    guard let address = IPAddress(text) else { throw Violation("\(text) is no address") }
    try checkText(address)
    // RFC 4291 §2.4: loopback, unspecified, unique local, link-local, multicast.
    let isLocal =
      bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1 || bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFF
      || (bytes[0] == 0xFE && bytes[1] & 0x80 == 0x80)
    try require(!isLocal || !gate.permits(address), "\(text) is permitted")
    guard let network = Network("\(text)/128") else { throw Violation("\(text)/128 is no network") }
    try require(AddressGuard(allowed: [network]).permits(address), "\(text) is refused though it is allowed")
  }

  /// Written and read again, an address is the same.
  private static func checkText(_ address: IPAddress) throws(Violation) {
    let text = address.description
    // IPv4 and ::ffff:… are told apart by their text.
    try require(IPAddress(text) == address, "\(text) is read as another address")
  }

  /// RFC 6890: what must never be reached without leave. A part of the real list, written otherwise.
  private static func isPrivate(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168), (100, 64...127), (224..., _): true
    default: false
    }
  }

  private static func hex(_ high: UInt8, _ low: UInt8) -> String {
    String(UInt16(high) << 8 | UInt16(low), radix: 16)
  }
}
