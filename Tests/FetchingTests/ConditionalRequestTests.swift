import Fetching
import TestSupport
import Testing

@Suite struct ConditionalRequestTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test func `a first request carries no condition`() async throws {
    let server = try ScriptedServer(["/feed": .document("<rss/>", etag: "\"a\"")])
    let response = try await loop.fetch(loopbackRequest(server.url("/feed")))
    #expect(response.outcome == .body)
    #expect(response.body == Array("<rss/>".utf8))
    let seen = try #require(server.requests.first)
    #expect(seen.method == "GET")
    #expect(seen.header("If-None-Match") == nil)
    #expect(seen.header("If-Modified-Since") == nil)
    #expect(seen.header("User-Agent") == UserAgent().text)
    #expect(seen.header("Accept-Encoding") == "gzip, deflate, br, zstd")
    #expect(seen.header("Cookie") == nil)
  }

  @Test(arguments: [
    "\"plain\"", "W/\"weak\"", "unquoted", "\"with \\\"escapes\\\" and, commas\"", "\"\"", "W/weird",
    "\"caf\u{E9}\"",
    "\"--gzip\"", "'single'",
  ]) func `an ETag goes back byte for byte`(_ etag: String) async throws {
    let server = try ScriptedServer(["/feed": .document("<rss/>", etag: etag)])
    let url = server.url("/feed")
    let first = try await loop.fetch(loopbackRequest(url))
    #expect(first.validators == Validators(etag: etag, url: url))
    let second = try await loop.fetch(loopbackRequest(url, first.validators))
    #expect(second.outcome == .notModified)
    #expect(second.body.isEmpty)
    #expect(server.requests.last?.header("If-None-Match") == etag)
  }

  @Test(arguments: [
    "Fri, 01 Apr 2022 01:18:00 GMT", "Friday, 01-Apr-22 01:18:00 GMT", "2022-04-01 10:18", "0",
    "Fri, 1 Apr 2022 10:18:00 +0900",
  ]) func `a Last-Modified goes back byte for byte, whether or not it is a date`(_ date: String) async throws
  {
    let server = try ScriptedServer(["/feed": .document("<rss/>", lastModified: date)])
    let url = server.url("/feed")
    let first = try await loop.fetch(loopbackRequest(url))
    let second = try await loop.fetch(loopbackRequest(url, first.validators))
    #expect(second.outcome == .notModified)
    #expect(server.requests.last?.header("If-Modified-Since") == date)
  }

  @Test func `white space around a validator is not part of it, white space inside is`() async throws {
    let server = try ScriptedServer([
      "/feed": Reply(200, [("ETag", " \t\"a  b\" \t"), ("eTaG", "\"second\"")], "x")
    ])
    let response = try await loop.fetch(loopbackRequest(server.url("/feed")))
    #expect(response.validators?.etag == "\"a  b\"")
  }

  @Test func `a 304 with a new ETag replaces the old one and keeps what it does not mention`() async throws {
    let server = try ScriptedServer(["/feed": Reply(304, [("ETag", "\"new\"")])])
    let url = server.url("/feed")
    let old = Validators(etag: "\"old\"", lastModified: "Fri, 01 Apr 2022 01:18:00 GMT", url: url)
    let response = try await loop.fetch(loopbackRequest(url, old))
    #expect(response.outcome == .notModified)
    #expect(response.validators == Validators(etag: "\"new\"", lastModified: old.lastModified, url: url))
  }

  @Test func `a 304 that says nothing keeps both validators`() async throws {
    let server = try ScriptedServer(["/feed": Reply(304)])
    let url = server.url("/feed")
    let old = Validators(etag: "\"old\"", lastModified: "yesterday", url: url)
    #expect(try await loop.fetch(loopbackRequest(url, old)).validators == old)
  }

  @Test func `a new body without validators leaves none`() async throws {
    let server = try ScriptedServer(["/feed": Reply(200, [], "<rss/>")])
    let url = server.url("/feed")
    let response = try await loop.fetch(loopbackRequest(url, Validators(etag: "\"old\"", url: url)))
    #expect(response.outcome == .body)
    #expect(response.validators == nil)
  }

  @Test func `a 304 that nobody asked for is an error`() async throws {
    let server = try ScriptedServer(["/feed": Reply(304)])
    let error = await loop.error(loopbackRequest(server.url("/feed")))
    guard case .badResponse = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `validators of another URL are not sent`() async throws {
    let server = try ScriptedServer(["/feed": .document("<rss/>", etag: "\"a\"")])
    let other = Validators(etag: "\"a\"", url: server.url("/other"))
    let response = try await loop.fetch(loopbackRequest(server.url("/feed"), other))
    #expect(response.outcome == .body)
    #expect(server.requests.last?.header("If-None-Match") == nil)
  }

  @Test func `validators go to the hop that gave them`() async throws {
    let server = try ScriptedServer([
      "/feed": .redirect(302, to: "/now"), "/now": .document("<rss/>", etag: "\"n\""),
    ])
    let first = try await loop.fetch(loopbackRequest(server.url("/feed")))
    #expect(first.validators == Validators(etag: "\"n\"", url: server.url("/now")))
    let second = try await loop.fetch(loopbackRequest(server.url("/feed"), first.validators))
    #expect(second.outcome == .notModified)
    #expect(server.requests.map { $0.header("If-None-Match") } == [nil, nil, nil, "\"n\""])
  }

  @Test func `a validator with a line break is not sent`() async throws {
    let server = try ScriptedServer(["/feed": Reply(200, [], "x")])
    let url = server.url("/feed")
    _ = try await loop.fetch(loopbackRequest(url, Validators(etag: "\"a\"\r\nX-Forged: 1", url: url)))
    let seen = try #require(server.requests.first)
    #expect(seen.header("If-None-Match") == nil)
    #expect(seen.header("X-Forged") == nil)
  }

  @Test func `a delta is asked for and taken only on request`() async throws {
    let server = try ScriptedServer(["/feed": Reply(226, [("IM", "feed"), ("ETag", "\"b\"")], "<rss/>")])
    let url = server.url("/feed")
    let old = Validators(etag: "\"a\"", url: url)
    let delta = try await loop.fetch(loopbackRequest(url, old) { $0.acceptsDelta = true })
    #expect(delta.outcome == .body)
    #expect(delta.headers.instanceManipulations == "feed")
    #expect(server.requests.last?.header("A-IM") == "feed")
    guard case .badResponse = await loop.error(loopbackRequest(url, old)) else { Issue.record(); return }
    #expect(server.requests.last?.header("A-IM") == nil)
  }

  @Test func `cookies that a server sets are not sent back`() async throws {
    let server = try ScriptedServer(["/feed": Reply(200, [("Set-Cookie", "id=1; Path=/")], "x")])
    for _ in 1...2 { _ = try await loop.fetch(loopbackRequest(server.url("/feed"))) }
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.header("Cookie") == nil })
  }
}
