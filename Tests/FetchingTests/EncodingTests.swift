import Fetching
import TestSupport
import Testing

/// Compressed bodies from a server.
@Suite struct EncodingTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test(arguments: ContentDecoderTests.streams) func `a coded body arrives as text`(
    _ field: String, _ body: [UInt8]
  ) async throws {
    let server = try ScriptedServer(["/": Reply(200, [("Content-Encoding", field)], body: body)])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(String(decoding: response.body, as: UTF8.self) == ContentDecoderTests.plain)
    #expect(response.headers.contentEncoding != nil)
  }

  @Test(arguments: [("gzip", "small.gz"), ("br", "small.br"), ("zstd", "small.zst")])
  func `a stream that the origin cut short is an error although its length is right`(
    _ encoding: String, _ file: String
  ) async throws {
    let body = fixture(file)
    for cut in [1, 4, 10, body.count / 2, body.count - 9, body.count - 1] {
      let part = Array(body[..<cut])
      let server = try ScriptedServer([
        "/length": Reply(200, [("Content-Encoding", encoding), ("ETag", "\"e\"")], body: part),
        "/chunks": Reply(200, [("Content-Encoding", encoding)], body: part).with {
          $0.framing = .chunked(size: 7, hasLastChunk: true)
        },
        "/close": Reply(200, [("Content-Encoding", encoding)], body: part).with { $0.framing = .untilClose },
      ])
      for path in ["/length", "/chunks", "/close"] {
        let error = await loop.error(loopbackRequest(server.url(path)))
        #expect(error == .partialBody(received: cut) || error == .badEncoding(host: "127.0.0.1"), "\(cut)")
      }
    }
  }

  @Test func `several fields of encodings are one list`() async throws {
    let body = ContentDecoderTests.stored(ContentDecoderTests.gzip)
    let server = try ScriptedServer([
      "/": Reply(200, [("Content-Encoding", "gzip"), ("content-encoding", "gzip")], body: body)
    ])
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(String(decoding: response.body, as: UTF8.self) == ContentDecoderTests.plain)
    #expect(response.headers.contentEncoding == "gzip, gzip")
  }

  @Test func `an error page is decoded too, as far as it came`() async throws {
    let server = try ScriptedServer([
      "/": Reply(403, [("Content-Encoding", "gzip")], body: ContentDecoderTests.gzip),
      "/cut": Reply(403, [("Content-Encoding", "gzip")], body: Array(ContentDecoderTests.gzip.dropLast(9))),
    ])
    let whole = try await loop.fetch(loopbackRequest(server.url("/")))
    #expect(String(decoding: whole.body, as: UTF8.self) == ContentDecoderTests.plain)
    let cut = try await loop.fetch(loopbackRequest(server.url("/cut")))
    #expect(cut.outcome == .httpError(status: 403))
    #expect(ContentDecoderTests.plain.utf8.starts(with: cut.body))
  }
}
