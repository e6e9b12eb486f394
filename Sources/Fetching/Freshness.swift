public import WebText

/// How long an answer says it may be used without asking again: RFC 9111 §4.2.
///
/// tidings does not cache for others; it takes freshness for the publisher's wish not to be asked sooner.
public struct Freshness: Hashable, Sendable {
  /// Seconds from now on; never negative.
  public var remainingSeconds: Int64
  /// The field that decided, for people: `max-age=600`, `Expires`.
  public var rule: String

  /// nil when the answer says nothing, or nothing that can be read (RFC 9111 §5.3: an unreadable `Expires`
  /// such as `0` means "already expired", which is no wish to wait).
  ///
  /// - Parameter now: when the answer arrived; used when it has no `Date`.
  public init?(_ headers: ResponseHeaders, now: UnixTime) {
    let age = headers.age.flatMap { SaturatingNumber.parse($0.utf8) } ?? 0
    if let control = headers.cacheControl {
      let directives = Self.directives(control)
      // `no-cache` and `no-store` outrank `max-age` (§5.2.2.4, §5.2.2.5). Many servers send both.
      if directives.contains(where: { $0.name == "no-cache" || $0.name == "no-store" }) { return nil }
      if let maxAge = directives.first(where: { $0.name == "max-age" }) {
        guard let seconds = SaturatingNumber.parse(maxAge.value.utf8) else { return nil }
        self.init(lifetime: seconds, age: age, rule: "max-age=\(seconds)")
        return
      }
    }
    guard let expires = headers.expires.flatMap({ HTTPDate.parse($0) }) else { return nil }
    let date = headers.date.flatMap { HTTPDate.parse($0) } ?? now
    self.init(lifetime: HTTPDate.secondsBetween(date, expires), age: age, rule: "Expires")
  }

  private init?(lifetime: Int64, age: Int64, rule: String) {
    let (remaining, overflow) = lifetime.subtractingReportingOverflow(age)
    guard !overflow, remaining > 0 else { return nil }
    remainingSeconds = remaining
    self.rule = rule
  }

  /// Name in lower case and value without quotes, of each directive. A comma inside quotes splits a directive
  /// in two, of which neither is one that counts here.
  private static func directives(_ text: String) -> [(name: String, value: String)] {
    text.prefix(4096).split(separator: ",").map { directive in
      let parts = directive.split(separator: "=", maxSplits: 1)
      return (trim(parts.first ?? "").lowercased(), trim(parts.count == 2 ? parts[1] : ""))
    }
  }

  private static func trim(_ text: Substring) -> String {
    let isOuter = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x22 }
    let bytes = text.utf8.drop(while: isOuter)
    var end = bytes.endIndex
    while end > bytes.startIndex, isOuter(bytes[bytes.index(before: end)]) { end = bytes.index(before: end) }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}
