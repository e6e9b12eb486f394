import Fetching
import TestSupport
import Testing
import WebText

@testable import struct Fetching.TargetURL

@Suite struct CookieTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test func `a cookie goes back with the next request, in memory and for one source`() async throws {
    let server = try ScriptedServer([
      "/": Reply(200, [("Set-Cookie", "id=1; Path=/"), ("Set-Cookie", "b=2")], "x")
    ])
    let jar = CookieJar()
    for _ in 1...2 { _ = try await loop.fetch(loopbackRequest(server.url()) { $0.cookies = jar }) }
    _ = try await loop.fetch(loopbackRequest(server.url()) { $0.cookies = CookieJar() })
    _ = try await loop.fetch(loopbackRequest(server.url()))
    #expect(server.requests.map { $0.header("Cookie") } == [nil, "id=1; b=2", nil, nil])
  }

  @Test func `a site that sets a cookie by sending back is followed`() async throws {
    let server = try ScriptedServer { request in
      request.header("Cookie") == "seen=yes"
        ? Reply(200, [], "<rss/>")
        : Reply(302, [("Location", "/feed"), ("Set-Cookie", "seen=yes; HttpOnly; SameSite=Lax")])
    }
    let with = try await loop.fetch(loopbackRequest(server.url("/feed")) { $0.cookies = CookieJar() })
    #expect(with.body == Array("<rss/>".utf8))
    #expect(await loop.error(loopbackRequest(server.url("/feed"))) == .badRedirect(.loop))
  }

  @Test func `without being sent back to, such a site is an end, not a loop`() async throws {
    let server = try ScriptedServer { _ in Reply(302, [("Location", "/feed"), ("Set-Cookie", "a=b")]) }
    let error = await loop.error(loopbackRequest(server.url("/feed")) { $0.cookies = CookieJar() })
    #expect(error == .tooManyRedirects(limit: 5))
  }

  @Test func `a cookie belongs to the origin that set it`() async throws {
    let other = try ScriptedServer(address: "127.0.0.2") { _ in Reply(200, [], "x") }
    let port = try ScriptedServer { _ in Reply(200, [], "x") }
    let server = try ScriptedServer(routes: [
      "/": [Reply(200, [("Set-Cookie", "id=geheim; Domain=127.0.0.1")], "x")],
      "/host": [.redirect(302, to: other.url("/", host: "127.0.0.2"))],
      "/port": [.redirect(302, to: port.url())],
    ])
    let jar = CookieJar()
    for path in ["/", "/host", "/port"] {
      _ = try await loop.fetch(loopbackRequest(server.url(path)) { $0.cookies = jar })
    }
    #expect(server.requests.last?.header("Cookie") == "id=geheim")
    #expect(other.requests.map { $0.header("Cookie") } == [nil])
    #expect(port.requests.map { $0.header("Cookie") } == [nil])
  }

  @Test(arguments: [
    ("id=1", "id=1"), ("id=1; Path=/a", nil), ("id=1; Path=/feeds", "id=1"), ("id=1; Path=/feed", nil),
    ("id=1; Max-Age=60", "id=1"), ("id=1; Max-Age=0", nil), ("id=1; Max-Age=-5", nil),
    ("id=1; Max-Age=99999999999999999999", "id=1"), ("id=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", nil),
    ("id=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT", "id=1"), ("id=1; Secure", nil), ("=1", nil), ("id", nil),
    ("id=a b", "id=a b"), ("id=\"q\"", "id=\"q\""), ("id=1; Domain=example.org", nil),
    ("id=1; Domain=.news.example", "id=1"), ("id=1; Domain=other.news.example", nil), ("", nil),
    ("id = 1 ", "id=1"), ("id=a\u{1}b", nil), ("id=" + String(repeating: "x", count: 5000), nil),
  ]) func `attributes count`(_ field: String, _ sent: String?) throws {
    let url = "http://news.example/feeds/all"
    let origin = try TargetURL(url).origin
    let jar = CookieJar()
    let now = UnixTime(seconds: 1_800_000_000)
    jar.take([field], from: origin, url: url, now: now)
    #expect(jar.field(for: origin, url: url, now: now) == sent)
  }

  @Test func `cookies are few, replaced and removed`() throws {
    let url = "http://news.example/"
    let origin = try TargetURL(url).origin
    let jar = CookieJar()
    jar.take(["a=1", "a=2"], from: origin, url: url)
    #expect(jar.field(for: origin, url: url) == "a=2")
    jar.take(["a=gone; Max-Age=0"], from: origin, url: url)
    #expect(jar.field(for: origin, url: url) == nil)
    for number in 0..<200 { jar.take(["c\(number)=x"], from: origin, url: url) }
    #expect(jar.field(for: origin, url: url)?.split(separator: ";").count == 50)
  }
}
