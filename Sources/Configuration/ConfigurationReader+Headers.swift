import Yams

extension ConfigurationReader {
  /// Headers that tidings itself sets: a second one would break conditional requests or the transfer.
  private static let own: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "expect", "accept-encoding",
    "if-none-match", "if-modified-since", "range", "a-im",
  ]

  /// `headers: {Name: value}`; a name that is there already gets the new value.
  func readHeaders(_ setting: Setting, into headers: inout [HeaderField]) {
    guard let mapping = setting.node.mapping else {
      report(setting.place, "headers must be a mapping of names to values, not \(setting.kind)")
      return
    }
    for (key, value) in mapping {
      let place = Place(key, file: setting.place.file)
      let name = key.scalar?.string ?? ""
      let item = Setting(name: "headers.\(name)", node: value, place: Place(value, file: setting.place.file))
      guard ConfigurationReader.isFieldName(name) else {
        report(place, "\(quoted(name)) is no name of a header")
        continue
      }
      let lower = name.lowercased()
      if lower == "user-agent" {
        report(place, "the User-Agent header is the key user_agent")
      } else if ConfigurationReader.own.contains(lower) {
        report(place, "the header \(name) is set by tidings itself")
      } else if let value = secret(item, isSecret: ConfigurationReader.isSecret(lower)) {
        headers.removeAll { $0.name.lowercased() == lower }
        headers.append(HeaderField(name: name, value: value))
      }
    }
  }

  /// True for a header whose value is probably nobody else's business: `Authorization`, `X-Api-Key`, `Cookie` …
  private static func isSecret(_ name: String) -> Bool {
    let words = ["auth", "key", "token", "secret", "cookie", "pass", "session", "credential"]
    return words.contains { name.contains($0) }
  }

  /// RFC 9110 §5.6.2 `token`.
  private static func isFieldName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
