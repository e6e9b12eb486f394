/// Lets one transfer look a host's name up while others that need it wait for the answer.
///
/// libcurl keeps answers for all transfers, but those that begin before there is one each ask for themselves:
/// https://github.com/curl/curl/issues/2581.
struct NameLookups {
  private struct Name: Hashable {
    /// Host and port, or a proxy's URL.
    var text: Substring
    var addresses: FetchRequest.AddressFamily
  }

  private struct Lookup {
    var name: Name
    var transfer: Transfer
    var waiting: [FetchTicket] = []
  }

  /// Few: what is being looked up just now.
  private var lookups: [Lookup] = []

  /// True when another transfer looks the ticket's name up: the ticket is kept here until that has an answer.
  mutating func keeps(_ ticket: FetchTicket) -> Bool {
    guard !lookups.isEmpty, let name = Self.name(of: ticket.request),
      let index = lookups.firstIndex(where: { $0.name == name })
    else { return false }
    lookups[index].waiting.append(ticket)
    return true
  }

  /// `transfer` has begun, and looks its name up for all.
  mutating func begin(_ transfer: Transfer, _ request: FetchRequest) {
    if let name = Self.name(of: request) { lookups.append(Lookup(name: name, transfer: transfer)) }
  }

  /// Takes out who need not wait any longer, because libcurl has an address.
  mutating func takeAnswered() -> [FetchTicket] {
    guard !lookups.isEmpty else { return [] }
    var ready: [FetchTicket] = []
    lookups.removeAll { lookup in
      guard lookup.transfer.hasAddress else { return false }
      ready += lookup.waiting
      return true
    }
    return ready
  }

  /// Takes out who waited for `transfer`, which has ended.
  mutating func end(_ transfer: Transfer) -> [FetchTicket] {
    guard let index = lookups.firstIndex(where: { $0.transfer === transfer }) else { return [] }
    return lookups.remove(at: index).waiting
  }

  /// Takes out all.
  mutating func end() -> [FetchTicket] {
    defer { lookups = [] }
    return lookups.flatMap(\.waiting)
  }

  /// What is looked up for a request; nil where that is an address.
  private static func name(of request: FetchRequest) -> Name? {
    if let proxy = request.proxy { return Name(text: proxy.url[...], addresses: request.addresses) }
    let url = request.url.utf8
    guard let colon = url.firstIndex(of: 0x3A) else { return nil }
    let rest = url[colon...].dropFirst().drop { $0 == 0x2F }
    let authority = rest.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 && $0 != 0x5C }
    // A name that begins with a digit is looked up by each.
    guard let first = authority.first, first != 0x5B, !(0x30...0x39).contains(first) else { return nil }
    return Name(text: Substring(authority), addresses: request.addresses)
  }
}
