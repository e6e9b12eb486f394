import Fetching
import TestSupport
import Testing

/// Answers that must not pass for documents: each is a clear error, and no part of a body passes for the whole.
@Suite struct BadResponseTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  /// What an answer is, then the answer, then the name of the error.
  static let answers: [(String, String, String)] = [
    ("nothing", "", "connectionLost"),
    ("a line break", "\r\n", "badResponse"),
    ("line breaks", "\r\n\r\n\r\n", "badResponse"),
    ("a document without a head", "<rss><channel/></rss>", "badResponse"),
    ("words", "not http at all\r\n\r\n", "badResponse"),
    ("FTP", "220 ftp ready\r\n", "badResponse"),
    ("SSH", "SSH-2.0-OpenSSH_9.2\r\n", "badResponse"),
    ("SMTP", "220 mail.example ESMTP\r\n221 bye\r\n", "badResponse"),
    ("TLS", "\u{16}\u{3}\u{1}\0\u{5}hello", "badResponse"),
    ("HTTP/0.9", "<html>hello</html>", "badResponse"),
    ("a status line without a status", "HTTP/1.1\r\n\r\n", "badResponse"),
    ("a status of words", "HTTP/1.1 OK\r\n\r\n", "badResponse"),
    ("a status of two digits", "HTTP/1.1 20 OK\r\n\r\nhello", "badResponse"),
    ("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\nhello", "badResponse"),
    ("a status that is negative", "HTTP/1.1 -200 OK\r\n\r\nhello", "badResponse"),
    ("a status of zero", "HTTP/1.1 000 OK\r\nContent-Length: 5\r\n\r\nhello", "badResponse"),
    ("another protocol's version", "HTTP/7.3 200 OK\r\nContent-Length: 5\r\n\r\nhello", "badResponse"),
    ("a version of words", "HTTP/x.y 200 OK\r\n\r\nhello", "badResponse"),
    ("half a status line", "HTTP/1.1 20", "connectionLost"),
    ("a status line and no more", "HTTP/1.1 200 OK\r\n", "connectionLost"),
    ("half a field", "HTTP/1.1 200 OK\r\nContent-Len", "connectionLost"),
    ("fields without an end", "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n", "connectionLost"),
    ("only an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", "connectionLost"),
    ("only early hints", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "connectionLost"),
    ("a change of protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nhello", "badResponse"),
    ("a NUL in a field", "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\nhello", "badResponse"),
    ("a NUL in the status line", "HTTP/1.1 200 O\0K\r\n\r\nhello", "badResponse"),
    (
      "a line that is no field", "HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 9\r\n\r\nhello",
      "badResponse"
    ),
    ("a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "badResponse"),
    ("a length of words", "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", "badResponse"),
    ("a length in hexadecimal", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello", "badResponse"),
    (
      "an enormous length", "HTTP/1.1 200 OK\r\nContent-Length: 10000000000000000000000\r\n\r\nhello",
      "tooLarge"
    ),
    ("a length of 8 EiB", "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhello", "tooLarge"),
    ("a length over the limit", "HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\nhello", "tooLarge"),
    ("a length that is a byte too much", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", "partialBody"),
    ("a length and no body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "partialBody"),
    ("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nhello", "partialBody"),
    ("a list of lengths", "HTTP/1.1 200 OK\r\nContent-Length: 9, 9\r\n\r\nhello", "partialBody"),
    ("a size that is no number", chunked("zz\r\nhello\r\n0\r\n\r\n"), "badResponse"),
    ("a size that is enormous", chunked("ffffffffffffffffffffffff\r\nhello\r\n0\r\n\r\n"), "badResponse"),
    ("a size that is negative", chunked("-5\r\nhello\r\n0\r\n\r\n"), "badResponse"),
    ("a chunk without a size", chunked("\r\nhello\r\n0\r\n\r\n"), "badResponse"),
    ("a chunk that is longer than its size", chunked("3\r\nhello\r\n0\r\n\r\n"), "badResponse"),
    ("a chunk that is cut", chunked("5\r\nhel"), "partialBody"),
    ("a chunk without its line break", chunked("5\r\nhello"), "partialBody"),
    ("chunks without the last one", chunked("5\r\nhello\r\n"), "partialBody"),
    ("the last chunk cut", chunked("5\r\nhello\r\n0"), "partialBody"),
    ("the last line break cut", chunked("5\r\nhello\r\n0\r\n"), "partialBody"),
    ("no chunk at all", chunked(""), "partialBody"),
    ("chunks that are none", chunked("<rss><channel/></rss>"), "badResponse"),
    ("an endless size", chunked(String(repeating: "0", count: 4000)), "badResponse"),
    (
      "chunks and a length",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "partialBody"
    ),
    ("an unknown coding", coded("rot13"), "badEncoding"),
    ("gzip that is none", coded("gzip"), "badEncoding"),
    ("brotli that is none", coded("br"), "badEncoding"),
    ("zstd that is none", coded("zstd"), "badEncoding"),
    ("deflate that is none", coded("deflate"), "badEncoding"),
    ("six codings", coded("gzip, gzip, gzip, gzip, gzip, gzip"), "badEncoding"),
    ("the head of gzip", coded("gzip", "\u{1F}\u{8B}\u{8}"), "partialBody"),
    ("the head of zstd", coded("zstd", "\u{28}\u{B5}\u{2F}\u{FD}"), "partialBody"),
    (
      "a part that was not asked for",
      "HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello", "badResponse"
    ),
    ("a 304 that was not asked for", "HTTP/1.1 304 Not Modified\r\n\r\n", "badResponse"),
    (
      "a delta that was not asked for", "HTTP/1.1 226 IM Used\r\nIM: feed\r\nContent-Length: 5\r\n\r\nhello",
      "badResponse"
    ),
    ("a redirect to nowhere", "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", "badRedirect"),
    ("a redirect to itself", "HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "badRedirect"),
    ("a redirect to a file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "badRedirect"),
    (
      "fields of 300 KB", "HTTP/1.1 200 OK\r\n" + String(repeating: "X: 0123456789\r\n", count: 20_000),
      "headersTooLarge"
    ),
    (
      "a field of 300 KB",
      "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 300_000) + "\r\n\r\nhello", "headersTooLarge"
    ),
  ]

  private static func chunked(_ body: String) -> String {
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
  }

  private static func coded(_ coding: String, _ body: String = "\u{FF}\u{FE}\u{FD}\u{1}\u{2}\u{3}") -> String
  {
    "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.unicodeScalars.count)\r\n\r\n\(body)"
  }

  @Test func `there are sixty of them`() { #expect(Self.answers.count >= 60) }

  @Test(arguments: answers) func `an answer that is none is an error that says so`(
    _ what: String, _ answer: String, _ name: String
  ) async throws {
    var reply = Reply(0)
    reply.raw = answer.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let (bad, good) = (reply, Reply(200, [], "x"))
    let server = try ScriptedServer { $0.path == "/good" ? good : bad }
    let result = await loop.result(loopbackRequest(server.url()))
    guard case .failure(let error) = result else {
      Issue.record("\(what): \(result)")
      return
    }
    let found = String("\(Mirror(reflecting: error).children.first?.label ?? "\(error)")")
    #expect(found == name, "\(what): \(error)")
    #expect(!error.description.isEmpty && error.hint != "")
    #expect(try await loop.fetch(loopbackRequest(server.url("/good"))).body == [0x78])
  }

  @Test func `a feed that is cut at any kilobyte is an error, however it was to end`() async throws {
    let feed =
      "<rss>" + (0..<400).map { "<item><title>Story number \($0)</title></item>" }.joined() + "</rss>"
    for cut in stride(from: 0, to: feed.utf8.count, by: 1024) {
      let server = try ScriptedServer([
        "/length": Reply(200, [], feed).with { $0.cutAfter = cut },
        "/reset": Reply(200, [], feed).with {
          $0.cutAfter = cut
          $0.resets = true
        },
        "/close": Reply(200, [], String(feed.utf8.prefix(cut))!).with { $0.framing = .untilClose },
        "/chunks": Reply(200, [], String(feed.utf8.prefix(cut))!).with {
          $0.framing = .chunked(size: 1000, hasLastChunk: false)
        },
      ])
      for path in ["/length", "/reset", "/chunks"] + (cut > 0 ? ["/close"] : []) {
        switch await loop.error(loopbackRequest(server.url(path))) {
        case .partialBody, .connectionLost: break
        case let other: Issue.record("\(path) at \(cut): \(String(describing: other))")
        }
      }
    }
  }

  @Test(arguments: [
    ("<rss><channel></channel></rss>", true), ("<rss/>", true), ("<rss version='2.0' />\n", true),
    ("\u{FEFF}<?xml version='1.0'?>\n<!-- <a> --><feed><entry/></feed>\n<!-- 0.2 s -->", true),
    ("<rdf:RDF><item></item></rdf:RDF>", true), ("<rss><channel></channel>", false), ("<rss><channel", false),
    ("<?xml version='1.0'?>", false), ("<!-- comment", false), ("<rss", false),
    ("<rss><item>rss</item>", false),
    ("{\"items\": []}\n", true), ("{\"items\": [", false), ("[1]", true), ("[1", false),
    ("plain words", true),
    ("<html><body>blocked", true), ("<!DOCTYPE html><HTML>", true),
    ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>", true),
  ]) func `where only the end of the connection ends a body, the document must have an end of its own`(
    _ body: String, _ isWhole: Bool
  ) async throws {
    let server = try ScriptedServer(["/": Reply(200, [], body).with { $0.framing = .untilClose }])
    let error = await loop.error(loopbackRequest(server.url()))
    #expect(error == (isWhole ? nil : .partialBody(received: body.utf8.count)))
  }
}
