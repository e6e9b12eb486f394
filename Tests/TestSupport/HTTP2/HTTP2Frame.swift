/// A frame of HTTP/2: RFC 9113 §4.1, §6.
public struct HTTP2Frame: Sendable {
  public enum Kind: UInt8, Sendable {
    case data = 0
    case headers
    case priority
    case resetStream
    case settings
    case pushPromise
    case ping
    case goAway
    case windowUpdate
    case continuation
  }

  /// nil for one that the RFC does not know.
  public var kind: Kind? { Kind(rawValue: type) }
  public var type: UInt8
  public var flags: UInt8
  public var stream: UInt32
  public var payload: [UInt8]

  static let endStream: UInt8 = 1
  static let ack: UInt8 = 1
  static let endHeaders: UInt8 = 4
  static let padded: UInt8 = 8
  static let hasPriority: UInt8 = 0x20

  public init(type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) {
    self.type = type
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  public init(_ kind: Kind, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) {
    self.init(type: kind.rawValue, flags: flags, stream: stream, payload)
  }

  /// `status` and other fields, whole.
  public static func head(
    _ stream: UInt32, _ status: Int, _ fields: [(String, String)] = [], ends: Bool = false
  ) -> HTTP2Frame {
    let block = [(":status", String(status))] + fields
    return HTTP2Frame(
      .headers, flags: endHeaders | (ends ? endStream : 0), stream: stream,
      block.flatMap { HeaderDecoder.encode($0.0, $0.1) })
  }

  public static func data(_ stream: UInt32, _ body: String, ends: Bool = true) -> HTTP2Frame {
    HTTP2Frame(.data, flags: ends ? endStream : 0, stream: stream, Array(body.utf8))
  }

  /// §6.4; an error code of §7.
  public static func reset(_ stream: UInt32, code: UInt32) -> HTTP2Frame {
    HTTP2Frame(.resetStream, stream: stream, bytes(code))
  }

  /// §6.8: streams after `last` were not looked at.
  public static func goAway(last: UInt32, code: UInt32) -> HTTP2Frame {
    HTTP2Frame(.goAway, bytes(last) + bytes(code))
  }

  public static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func number(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  public var bytes: [UInt8] {
    let length = UInt32(payload.count)
    return Self.bytes(length).dropFirst() + [type, flags] + Self.bytes(stream) + payload
  }

  /// The payload without padding and priority: §6.1, §6.2.
  var content: ArraySlice<UInt8> {
    var content = payload[...]
    if flags & Self.padded != 0, let padding = content.popFirst() { content = content.dropLast(Int(padding)) }
    if kind == .headers, flags & Self.hasPriority != 0 { content = content.dropFirst(5) }
    return content
  }
}
