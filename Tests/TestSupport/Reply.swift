/// What a scripted server answers to one request.
public struct Reply: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  public var framing: Framing = .contentLength
  /// Sends so many bytes of the body, then closes. nil sends all.
  public var cutAfter: Int?
  /// Closes after the reply, also where HTTP would keep the connection.
  public var closes = false
  /// Ends the connection with a reset.
  public var resets = false
  /// Waits here before the first byte.
  public var gateBeforeHead: Gate?
  /// Waits here after the head, and after `cutAfter` bytes of the body (none when nil), then sends the rest.
  public var gateInBody: Gate?
  /// Sent instead of everything else, byte for byte.
  public var raw: [UInt8]?
  /// Sent again and again after `raw` until the peer is gone.
  public var repeating: [UInt8]?
  /// To HTTP/2 only: sent instead of everything else, for a request on the given stream.
  public var frames: (@Sendable (_ stream: UInt32) -> [HTTP2Frame])?
  /// To HTTP/2 only: sent once the client has answered a PING.
  public var isAfterPing = false
  /// After the head, bytes are carried to this port of 127.0.0.1 and back: what a proxy does on CONNECT.
  public var tunnel: UInt16?
  /// Answers 304 when the request's validators match: `etag`, or else `lastModified`.
  var etag: String?
  var lastModified: String?

  public enum Framing: Sendable {
    /// The true length.
    case contentLength
    /// A length that need not be true.
    case declared(String)
    /// Chunks of at most so many bytes. Without the last chunk, the body never ends properly.
    case chunked(size: Int, hasLastChunk: Bool)
    /// No length: the end of the connection is the end of the body.
    case untilClose
  }

  public init(_ status: Int, _ headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers.map { (name: $0.0, value: $0.1) }
    self.body = body
  }

  public init(_ status: Int, _ headers: [(String, String)] = [], _ body: String) {
    self.init(status, headers, body: Array(body.utf8))
  }

  /// A document that answers conditional requests as RFC 9110 §13 has it.
  public static func document(
    _ body: String, etag: String? = nil, lastModified: String? = nil,
    contentType: String = "application/rss+xml",
    _ headers: [(String, String)] = []
  ) -> Reply {
    var reply = Reply(200, [("Content-Type", contentType)] + headers, body)
    reply.etag = etag
    reply.lastModified = lastModified
    return reply
  }

  public static func redirect(_ status: Int, to location: String) -> Reply {
    Reply(status, [("Location", location)])
  }

  /// Bytes instead of a reply, then the end of the connection.
  public static func raw(_ text: String) -> Reply {
    var reply = Reply(0)
    reply.raw = Array(text.utf8)
    return reply
  }

  /// `text`, then `repeating` until the peer is gone.
  public static func endless(_ text: String, repeating: String) -> Reply {
    var reply = raw(text)
    reply.repeating = Array(repeating.utf8)
    return reply
  }

  /// A proxy's consent to carry bytes to `port`.
  public static func tunnel(to port: UInt16) -> Reply {
    var reply = Reply(200)
    reply.framing = .untilClose
    reply.tunnel = port
    return reply
  }

  /// Changes a reply in place: `Reply(200).with { $0.closes = true }`.
  public func with(_ change: (inout Reply) -> Void) -> Reply {
    var copy = self
    change(&copy)
    return copy
  }

  /// Status, fields and body as HTTP/2 has them: RFC 9113 §8.3.
  func fields(ifNoneMatch: String?) -> (head: (status: Int, fields: [(String, String)]), body: [UInt8]) {
    var fields = headers.map { ($0.name.lowercased(), $0.value) }
    if let etag { fields.append(("etag", etag)) }
    if let lastModified { fields.append(("last-modified", lastModified)) }
    if let etag, ifNoneMatch == etag { return ((304, fields), []) }
    switch framing {
    case .contentLength: fields.append(("content-length", String(body.count)))
    case .declared(let length): fields.append(("content-length", length))
    case .chunked, .untilClose: break
    }
    return ((status, fields), body)
  }

  /// The head's bytes for `request`, and the body's, framed.
  func bytes(for request: RecordedRequest) -> (head: [UInt8], body: [UInt8]) {
    var status = status
    var fields = headers
    if let etag { fields.append((name: "ETag", value: etag)) }
    if let lastModified { fields.append((name: "Last-Modified", value: lastModified)) }
    let isMatch: Bool =
      if let condition = request.header("If-None-Match") {
        etag != nil && condition == etag
      } else if let condition = request.header("If-Modified-Since") {
        lastModified != nil && condition == lastModified
      } else {
        false
      }
    if isMatch { status = 304 }
    var framed = isMatch ? [] : body
    if status != 304, status != 204 {
      switch framing {
      case .contentLength: fields.append((name: "Content-Length", value: String(body.count)))
      case .declared(let length): fields.append((name: "Content-Length", value: length))
      case .chunked(let size, let hasLastChunk):
        fields.append((name: "Transfer-Encoding", value: "chunked"))
        framed = Self.chunks(body, size: size, hasLastChunk: hasLastChunk)
      case .untilClose: fields.append((name: "Connection", value: "close"))
      }
    }
    var head = "HTTP/1.1 \(status) \(status == 200 ? "OK" : "Scripted")\r\n"
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    head += "\r\n"
    // Latin-1, so that a field may have any byte.
    return (head.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, framed)
  }

  private static func chunks(_ body: [UInt8], size: Int, hasLastChunk: Bool) -> [UInt8] {
    var framed: [UInt8] = []
    for start in stride(from: 0, to: body.count, by: size) {
      let chunk = body[start..<min(start + size, body.count)]
      framed += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    if hasLastChunk { framed += Array("0\r\n\r\n".utf8) }
    return framed
  }

  /// True when the connection cannot be used again after this reply.
  var endsConnection: Bool {
    if case .untilClose = framing { return true }
    if case .chunked(_, false) = framing { return true }
    if case .declared = framing { return true }
    return closes || resets || cutAfter != nil && gateInBody == nil || raw != nil
  }
}
