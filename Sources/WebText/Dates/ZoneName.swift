import Synchronization

/// The names of the zone database in dates: `2022-04-01 10:18 Europe/Paris`, `…[Europe/Paris]` (RFC 9557 §3.1).
enum ZoneName {
  /// Areas of the database. Others are not looked for: no name of a file comes from outside but in these.
  private static let areas: Set<String> = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian",
    "Pacific",
  ]

  /// The zones that were asked for, nil for those that do not exist. Feeds name few.
  private static let known = Mutex<[String: TimeZoneRules?]>([:])
  private static let most = 128

  /// The zone that a text names and the bytes of its name; nil when it names none that is known.
  static func find(in text: UnsafeBufferPointer<UInt8>) -> (zone: TimeZoneRules, range: Range<Int>)? {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    var start = slash
    while start > 0, HTMLScanner.isLetter(text[start - 1]) { start -= 1 }
    let area = String(decoding: text[start..<slash], as: UTF8.self)
    guard areas.contains(area) else { return nil }
    var end = slash
    while end < text.count, isPart(text[end]) { end += 1 }
    let name = String(decoding: text[start..<end], as: UTF8.self)
    guard let zone = zone(named: name) else { return nil }
    return (zone, start..<end)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    HTMLEntities.isAlphanumeric(byte) || "/_-+".utf8.contains(byte)
  }

  private static func zone(named name: String) -> TimeZoneRules? {
    if let found = known.withLock({ $0[name] }) { return found }
    let zone = TimeZoneRules(named: name)
    known.withLock { if $0.count < most { $0[name] = .some(zone) } }
    return zone
  }
}
