import Fetching
import TestSupport
import Testing
import WebText

@Suite struct OutcomeTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test func `410 is gone`() async throws {
    let server = try ScriptedServer(["/": Reply(410, [], "no more")])
    #expect(try await loop.fetch(loopbackRequest(server.url())).outcome == .gone)
  }

  @Test func `429 and 503 carry Retry-After in both forms`() async throws {
    let server = try ScriptedServer([
      "/429": Reply(429, [("Retry-After", "120")]),
      "/503": Reply(503, [("Retry-After", "Fri, 01 Apr 2022 01:18:00 GMT")]),
      "/bare": Reply(429), "/odd": Reply(503, [("Retry-After", "soon")]),
      "/huge": Reply(429, [("Retry-After", "99999999999999999999999999")]),
    ])
    func outcome(_ path: String) async throws -> FetchOutcome {
      try await loop.fetch(loopbackRequest(server.url(path))).outcome
    }
    #expect(try await outcome("/429") == .tooManyRequests(retryAfter: .seconds(120)))
    #expect(try await outcome("/503") == .unavailable(retryAfter: .date(UnixTime(seconds: 1_648_775_880))))
    #expect(try await outcome("/bare") == .tooManyRequests(retryAfter: nil))
    #expect(try await outcome("/odd") == .unavailable(retryAfter: nil))
    #expect(try await outcome("/huge") == .tooManyRequests(retryAfter: .seconds(.max)))
  }

  @Test(arguments: [204, 300, 305, 400, 401, 403, 404, 418, 500, 502, 504, 599, 999])
  func `any other status is an error status`(_ status: Int) async throws {
    let server = try ScriptedServer(["/": Reply(status, [], status == 204 ? "" : "page")])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.outcome == .httpError(status: status))
    #expect(response.status == status)
  }

  @Test func `an error's page is kept up to a limit, and its end is not waited for`() async throws {
    let server = try ScriptedServer([
      "/": .endless("HTTP/1.1 403 Forbidden\r\n\r\n", repeating: String(repeating: "x", count: 8192))
    ])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.outcome == .httpError(status: 403))
    #expect(response.body.count > 0)
    #expect(response.body.count <= 65536)
  }

  @Test func `a torn error page does not hide the status`() async throws {
    let server = try ScriptedServer(["/": Reply(503, [("Retry-After", "7")], "page").with { $0.cutAfter = 1 }]
    )
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.outcome == .unavailable(retryAfter: .seconds(7)))
  }

  @Test func `206 to a whole request is an error`() async throws {
    let server = try ScriptedServer(["/": Reply(206, [("Content-Range", "bytes 0-3/100")], "<rss")])
    guard case .badResponse = await loop.error(loopbackRequest(server.url())) else { Issue.record(); return }
  }

  @Test func `header fields are read in any case, lists are joined, others come once`() async throws {
    let server = try ScriptedServer([
      "/": Reply(
        200,
        [
          ("content-TYPE", "text/xml; charset=euc-kr"), ("Cache-Control", "public"),
          ("cache-control", "max-age=60"),
          ("Expires", "0"), ("AGE", "5"), ("Link", "<https://hub.example/>; rel=hub"),
          ("Link", "</feed>; rel=\"self\""), ("Date", "Fri, 01 Apr 2022 01:18:00 GMT"), ("Server", "old"),
        ], "x")
    ])
    let headers = try await loop.fetch(loopbackRequest(server.url())).headers
    #expect(headers.contentType == "text/xml; charset=euc-kr")
    #expect(headers.cacheControl == "public, max-age=60")
    #expect(headers.expires == "0")
    #expect(headers.age == "5")
    #expect(headers.link == "<https://hub.example/>; rel=hub, </feed>; rel=\"self\"")
    #expect(headers.date == "Fri, 01 Apr 2022 01:18:00 GMT")
    #expect(headers.server == "old")
  }

  @Test func `early hints are not the answer`() async throws {
    let server = try ScriptedServer([
      "/": .raw(
        "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\nCache-Control: max-age=9\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nETag: \"real\"\r\nContent-Length: 1\r\n\r\nx")
    ])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.validators?.etag == "\"real\"")
    #expect(response.headers.cacheControl == nil)
  }

  @Test func `trailer fields are not header fields`() async throws {
    let server = try ScriptedServer([
      "/": .raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n1\r\nx\r\n0\r\nETag: \"t\"\r\n\r\n"
      )
    ])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.body == [0x78])
    #expect(response.validators == nil)
  }

  @Test func `a folded field is one field`() async throws {
    let server = try ScriptedServer([
      "/": .raw("HTTP/1.1 200 OK\r\nContent-Type: text/xml;\r\n\tcharset=utf-8\r\nContent-Length: 1\r\n\r\nx")
    ])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.headers.contentType == "text/xml;\tcharset=utf-8")
  }
}
