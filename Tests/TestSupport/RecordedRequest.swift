/// A request as a scripted server saw it.
public struct RecordedRequest: Sendable {
  public var method: String
  /// As on the request line: path and query.
  public var target: String
  public var version: String
  /// In order, values without the white space around them; bytes above 0x7F as Latin-1.
  public var headers: [(name: String, value: String)]
  /// 1 for the first connection that the server accepted.
  public var connection: Int
  /// The head's bytes, blank line included.
  public var bytes: [UInt8]

  /// Path without query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The value of the only field of that name; nil when there is none. Traps when there are several.
  public func header(_ name: String) -> String? {
    let found = headers.filter { $0.name.lowercased() == name.lowercased() }
    precondition(found.count <= 1, "\(found.count) \(name) fields")
    return found.first?.value
  }

  /// A request of HTTP/2, from its fields: RFC 9113 §8.3.1.
  init(_ fields: [(name: String, value: String)], connection: Int) {
    func pseudo(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    (method, target, version) = (pseudo(":method"), pseudo(":path"), "HTTP/2")
    headers = [(name: "Host", value: pseudo(":authority"))] + fields.filter { !$0.name.hasPrefix(":") }
    bytes = fields.flatMap { Array("\($0.name): \($0.value)\r\n".utf8) }
    self.connection = connection
  }

  /// Reads a request's head; nil when it is none.
  init?(_ bytes: [UInt8], connection: Int) {
    self.bytes = bytes
    self.connection = connection
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> String in
      var text = String.UnicodeScalarView()
      for byte in line where byte != 0x0D { text.append(Unicode.Scalar(byte)) }
      return String(text)
    }
    let words = lines.removeFirst().split(separator: " ").map(String.init)
    guard words.count == 3 else { return nil }
    (method, target, version) = (words[0], words[1], words[2])
    headers = lines.compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (name: String(line[..<colon]), value: String(value))
    }
  }
}
