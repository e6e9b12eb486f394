import Fetching
import TestSupport
import Testing

@Suite struct HostileServerTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test(arguments: [
    "not http at all\r\n\r\n", "", "\r\n\r\n", "HTTP/1.1\r\n\r\n", "220 ftp ready\r\n", "<rss></rss>",
    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 10000000000000000000000\r\n\r\nhello", "HTTP/1.1 20",
    "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 103 Early Hints\r\n\r\n",
  ]) func `an answer that is not sound HTTP is an error, and the loop lives on`(_ answer: String) async throws
  {
    let server = try ScriptedServer(["/": .raw(answer), "/good": Reply(200, [], "x")])
    let error = await loop.error(loopbackRequest(server.url()))
    #expect(error != nil)
    if case .library = error { Issue.record("not explained: \(error!)") }
    #expect(try await loop.fetch(loopbackRequest(server.url("/good"))).outcome == .body)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n", "X-Flood: 0123456789\r\n"), ("", "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"),
    ("HTTP/1.1 200 OK\r\nX: ", "0123456789abcdef"),
  ]) func `endless header fields end at their limit`(_ start: String, _ again: String) async throws {
    let server = try ScriptedServer([
      "/": .endless(start, repeating: String(repeating: again, count: 100))
    ])
    #expect(await loop.error(loopbackRequest(server.url())) == .headersTooLarge(limit: 256 * 1024))
  }

  @Test func `header fields just below the limit are fine`() async throws {
    let flood = String(repeating: "X-Flood: 0123456789\r\n", count: 12_000)
    let server = try ScriptedServer([
      "/": .raw("HTTP/1.1 200 OK\r\n\(flood)ETag: \"e\"\r\nContent-Length: 1\r\n\r\nx")
    ])
    #expect(try await loop.fetch(loopbackRequest(server.url())).validators?.etag == "\"e\"")
  }

  @Test func `two different lengths never make a longer body than was sent`() async throws {
    let server = try ScriptedServer([
      "/": .raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nhello")
    ])
    if case .success(let response) = await loop.result(loopbackRequest(server.url())) {
      #expect(response.body == Array("hello".utf8) || response.body == Array("hel".utf8))
    }
  }

  @Test func `a server that never answers runs out of time`() async throws {
    let gate = Gate()
    let server = try ScriptedServer(["/": Reply(200, [], "x").with { $0.gateBeforeHead = gate }])
    let error = await loop.error(
      loopbackRequest(server.url()) { $0.limits.totalTimeout = .milliseconds(150) })
    #expect(error == .timeout(.total, host: "127.0.0.1"))
    gate.open()
  }

  @Test func `a body that stops coming runs out of time`() async throws {
    let gate = Gate()
    let server = try ScriptedServer([
      "/": Reply(200, [], "0123456789").with {
        $0.cutAfter = 5
        $0.gateInBody = gate
      }
    ])
    let slow = await loop.error(loopbackRequest(server.url()) { $0.limits.lowSpeedTime = .seconds(1) })
    #expect(slow == .timeout(.lowSpeed, host: "127.0.0.1"))
    let late = await loop.error(loopbackRequest(server.url()) { $0.limits.totalTimeout = .milliseconds(150) })
    #expect(late == .timeout(.total, host: "127.0.0.1"))
    gate.open()
  }

  @Test func `a handshake that is not answered runs out of time to connect`() async throws {
    let gate = Gate()
    let server = try ScriptedServer { _ in Reply(200).with { $0.gateBeforeHead = gate } }
    let url = "https://127.0.0.1:\(server.port)/"
    let error = await loop.error(loopbackRequest(url) { $0.limits.connectTimeout = .milliseconds(150) })
    #expect(error == .timeout(.connect, host: "127.0.0.1"))
    gate.open()
  }

  @Test func `the time for all hops is one`() async throws {
    let gate = Gate()
    let server = try ScriptedServer([
      "/": .redirect(302, to: "/slow"), "/slow": Reply(200).with { $0.gateBeforeHead = gate },
    ])
    let error = await loop.error(
      loopbackRequest(server.url()) { $0.limits.totalTimeout = .milliseconds(150) })
    #expect(error == .timeout(.total, host: "127.0.0.1"))
    gate.open()
  }

  @Test func `an unencrypted server is a TLS error to https`() async throws {
    let server = try ScriptedServer { _ in .raw("HTTP/1.1 400 Bad Request\r\n\r\n") }
    // The server reads a TLS hello for a request's head: it ends the connection when the peer does.
    let error = await loop.error(
      loopbackRequest("https://127.0.0.1:\(server.port)/") { $0.limits.connectTimeout = .milliseconds(300) })
    switch error {
    case .tls, .timeout(.connect, _): break
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test func `a closed port is a connection error, and names no query`() async throws {
    let closed = try ClosedPort()
    let url = closed.url("/feed?key=geheim")
    let error = try #require(await loop.error(loopbackRequest(url)))
    guard case .connect(host: "127.0.0.1", _) = error else { Issue.record("\(error)"); return }
    #expect(error.isTransient)
    #expect(!error.description.contains("geheim"))
    #expect(error.hint != nil)
  }

  @Test func `a name without an address is a DNS error`() async throws {
    let error = await loop.error(loopbackRequest("http://nowhere.invalid/"))
    #expect(error == .dns(host: "nowhere.invalid"))
  }

  @Test(arguments: [
    "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)",
    "feed://a.example/",
    "data:text/xml,<rss/>", "dict://127.0.0.1:1/", "//127.0.0.1/", "/feed", "", "http://", "http://a b/",
    "http://127.0.0.1:99999/", "http://[::1/", "http://127.0.0.1\0.example/", "http://a\r\nb/",
  ]) func `what is no http URL is refused before anything is sent`(_ url: String) async throws {
    let error = await loop.error(loopbackRequest(url))
    switch error {
    case .unsupportedScheme, .badURL: break
    default: Issue.record("\(String(describing: error))")
    }
  }
}
