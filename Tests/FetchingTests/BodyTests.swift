import Fetching
import TestSupport
import Testing

@Suite struct BodyTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }
  let plain =
    "<rss version=\"2.0\"><channel><title>Harbour notes</title><item><title>Ferry timetable changes in March"
    + "</title></item></channel></rss>\n"

  @Test(arguments: [("gzip", "small.gz"), ("br", "small.br"), ("zstd", "small.zst"), ("x-gzip", "small.gz")])
  func `a compressed body arrives decoded`(_ encoding: String, _ file: String) async throws {
    let server = try ScriptedServer(["/": Reply(200, [("Content-Encoding", encoding)], body: fixture(file))])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(String(decoding: response.body, as: UTF8.self) == plain)
  }

  @Test(arguments: [("gzip", "bomb.gz"), ("zstd", "bomb.zst"), ("gzip, gzip, gzip", "bomb.gz.gz.gz")])
  func `the limit counts decoded bytes`(_ encoding: String, _ file: String) async throws {
    let server = try ScriptedServer(["/": Reply(200, [("Content-Encoding", encoding)], body: fixture(file))])
    let error = await loop.error(loopbackRequest(server.url()))
    #expect(error == .tooLarge(limit: 16 * 1024 * 1024))
  }

  @Test func `a body at the limit is taken, one byte more is not`() async throws {
    let body = [UInt8](repeating: 0x20, count: 100_001)
    let server = try ScriptedServer([
      "/fits": Reply(200, [], body: Array(body.dropLast())), "/over": Reply(200, [], body: body),
      "/undeclared": Reply(200, [], body: body).with {
        $0.framing = .chunked(size: 7000, hasLastChunk: true)
      },
    ])
    let fits = try await loop.fetch(loopbackRequest(server.url("/fits")) { $0.limits.maxBody = 100_000 })
    #expect(fits.body.count == 100_000)
    for path in ["/over", "/undeclared"] {
      let error = await loop.error(loopbackRequest(server.url(path)) { $0.limits.maxBody = 100_000 })
      #expect(error == .tooLarge(limit: 100_000))
    }
  }

  @Test func `an endless body ends at the limit`() async throws {
    let server = try ScriptedServer([
      "/": .endless(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", repeating: String(repeating: "x", count: 8192))
    ])
    let error = await loop.error(loopbackRequest(server.url()) { $0.limits.maxBody = 1_000_000 })
    #expect(error == .tooLarge(limit: 1_000_000))
  }

  @Test(arguments: [0, 1, 10, 60, 120]) func `a body that is cut off is an error`(_ cut: Int) async throws {
    let server = try ScriptedServer([
      "/length": Reply(200, [("ETag", "\"a\"")], plain).with { $0.cutAfter = cut },
      "/chunked": Reply(200, [("ETag", "\"a\"")], String(plain.prefix(cut))).with {
        $0.framing = .chunked(size: 16, hasLastChunk: false)
      },
      "/lie": Reply(200, [], String(plain.prefix(cut))).with { $0.framing = .declared("1000") },
    ])
    #expect(await loop.error(loopbackRequest(server.url("/length"))) == .partialBody(received: cut))
    #expect(await loop.error(loopbackRequest(server.url("/chunked"))) == .partialBody(received: cut))
    #expect(await loop.error(loopbackRequest(server.url("/lie"))) == .partialBody(received: cut))
  }

  @Test func `a connection that is reset in the body is an error`() async throws {
    let server = try ScriptedServer([
      "/": Reply(200, [], plain).with {
        $0.cutAfter = 50
        $0.resets = true
      }
    ])
    #expect(await loop.error(loopbackRequest(server.url())) == .partialBody(received: 50))
  }

  @Test func `a compressed body that is cut off is an error`() async throws {
    let server = try ScriptedServer([
      "/": Reply(200, [("Content-Encoding", "gzip")], body: fixture("bomb.gz")).with { $0.cutAfter = 5000 }
    ])
    guard case .partialBody = await loop.error(loopbackRequest(server.url())) else { Issue.record(); return }
  }

  @Test(arguments: ["gzip", "br", "zstd"])
  func `a body that is not in the encoding it names is an error`(_ encoding: String) async throws {
    let noise = [UInt8](repeating: 0xFF, count: 200)
    let server = try ScriptedServer(["/": Reply(200, [("Content-Encoding", encoding)], body: noise)])
    #expect(await loop.error(loopbackRequest(server.url())) == .badEncoding(host: "127.0.0.1"))
  }

  @Test func `too many encodings are refused`() async throws {
    let encodings = Array(repeating: "gzip", count: 9).joined(separator: ", ")
    let server = try ScriptedServer([
      "/": Reply(200, [("Content-Encoding", encodings)], body: fixture("small.gz"))
    ])
    #expect(await loop.error(loopbackRequest(server.url())) == .badEncoding(host: "127.0.0.1"))
  }

  @Test func `chunks, an undeclared length and an empty body are whole bodies`() async throws {
    let server = try ScriptedServer([
      "/chunked": Reply(200, [], plain).with { $0.framing = .chunked(size: 3, hasLastChunk: true) },
      "/close": Reply(200, [], plain).with { $0.framing = .untilClose },
      "/empty": Reply(200, [], ""),
      "/203": Reply(203, [], plain),
    ])
    for path in ["/chunked", "/close", "/203"] {
      let response = try await loop.fetch(loopbackRequest(server.url(path)))
      #expect(response.outcome == .body)
      #expect(String(decoding: response.body, as: UTF8.self) == plain)
    }
    let empty = try await loop.fetch(loopbackRequest(server.url("/empty")))
    #expect(empty.outcome == .body)
    #expect(empty.body.isEmpty)
  }

  @Test func `a body larger than any buffer arrives whole`() async throws {
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let server = try ScriptedServer(["/": Reply(200, [], body: body)])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(response.body == body)
    #expect(response.bytesReceived > 3_000_000)
  }
}
