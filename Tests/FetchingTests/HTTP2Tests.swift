import Fetching
import TestSupport
import Testing

/// HTTP/2 over TLS, with a server of the tests' own behind what takes TLS off.
@Suite(
  .enabled(if: TLSServers.shared != nil, "openssl and python3 are needed"),
  .timeLimit(.minutes(5 * Patience.factor)))
struct HTTP2Tests {
  let loop: CurlLoop
  let servers: TLSServers

  init() throws {
    loop = try CurlLoop(.patient)
    servers = try #require(TLSServers.shared)
  }

  /// A server, and a way to ask it.
  private struct Site {
    let server: ScriptedServer
    let port: UInt16
    let caFile: String

    func url(_ path: String = "/") -> String { "https://127.0.0.1:\(port)\(path)" }

    func request(
      _ path: String = "/", _ validators: Validators? = nil, _ change: (inout FetchRequest) -> Void = { _ in }
    ) -> FetchRequest {
      loopbackRequest(url(path), validators) {
        $0.caFile = caFile
        change(&$0)
      }
    }
  }

  private func site(alpn: String = "h2", _ script: @escaping ScriptedServer.Script) throws -> Site {
    let server = try ScriptedServer(script: script)
    return Site(
      server: server, port: try servers.relay(to: server, alpn: alpn), caFile: servers.file("ca.pem"))
  }

  @Test func `many sources of a host are fetched over one connection, all at once`() async throws {
    let gate = Gate()
    let site = try site { request in
      Reply(200, [("ETag", "\"\(request.path)\"")], "body of \(request.path)").with {
        $0.gateBeforeHead = gate
      }
    }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let path = "/feed/\(number)"
          guard case .success(let response) = await loop.result(site.request(path)) else {
            Issue.record("no answer to \(path)")
            return
          }
          #expect(response.body == Array("body of \(path)".utf8))
          #expect(response.validators?.etag == "\"\(path)\"")
        }
      }
      // None is answered before all have been asked.
      await site.server.waitForRequests(16)
      #expect(site.server.connections == 1)
      gate.open()
    }
    #expect(site.server.connections == 1)
    #expect(Set(site.server.requests.map(\.version)) == ["HTTP/2"])
  }

  @Test func `where a host does not speak HTTP/2, at most two connections serve all`() async throws {
    let site = try site(alpn: "http/1.1") { Reply(200, [], "body of \($0.path)") }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let body = try? await loop.result(site.request("/\(number)")).get().body
          #expect(body == Array("body of /\(number)".utf8))
        }
      }
    }
    #expect(site.server.connections <= 2)
    #expect(Set(site.server.requests.map(\.version)) == ["HTTP/1.1"])
  }

  @Test func `a conditional request is answered with 304, and keeps its validators`() async throws {
    let site = try site { _ in
      .document("<rss/>", etag: "W/\"Ab-1\"", lastModified: "Mon, 23 Nov 2026 09:00:00 GMT")
    }
    let first = try await loop.fetch(site.request())
    #expect(first.outcome == .body && first.body == Array("<rss/>".utf8))
    let second = try await loop.fetch(site.request("/", first.validators))
    #expect(second.outcome == .notModified && second.body.isEmpty)
    #expect(second.validators == first.validators)
    let seen = try #require(site.server.requests.last)
    #expect(seen.header("if-none-match") == "W/\"Ab-1\"")
    #expect(seen.header("if-modified-since") == "Mon, 23 Nov 2026 09:00:00 GMT")
    #expect(site.server.connections == 1)
  }

  @Test func `a redirect is followed on the same connection`() async throws {
    let site = try site { $0.path == "/old" ? .redirect(301, to: "/new") : Reply(200, [], "x") }
    let response = try await loop.fetch(site.request("/old"))
    #expect(response.url == site.url("/new") && response.isMovedPermanently)
    #expect(site.server.connections == 1)
  }

  private static func frames(
    closes: Bool = false, _ frames: @escaping @Sendable (UInt32) -> [HTTP2Frame]
  ) -> Reply {
    Reply(200).with {
      $0.frames = frames
      $0.closes = closes
    }
  }

  /// Documents that are cut in the middle, by what the server does.
  private static let cuts: [(String, Reply)] = {
    let feed = Reply(200, [], String(repeating: "<item/>", count: 10_000)).with { $0.cutAfter = 30_000 }
    return [
      ("a reset of the stream", feed.with { $0.resets = true }),
      ("the end of the connection", feed),
      (
        "a reset that says all is well",
        frames { [.head($0, 200), .data($0, "<rss>", ends: false), .reset($0, code: 0)] }
      ),
      (
        "a reset that says it was refused",
        frames { [.head($0, 200), .data($0, "<rss>", ends: false), .reset($0, code: 7)] }
      ),
      (
        "a farewell and the end of the connection",
        frames(closes: true) {
          [.head($0, 200), .data($0, "<rss>", ends: false), .goAway(last: $0, code: 0)]
        }
      ),
      (
        "a farewell with an error",
        frames(closes: true) {
          [.head($0, 200), .data($0, "<rss>", ends: false), .goAway(last: $0, code: 2)]
        }
      ),
      (
        "a farewell before the answer",
        frames(closes: true) { [.goAway(last: $0, code: 2)] }
      ),
      (
        "an end before the declared length",
        frames { [.head($0, 200, [("content-length", "9")]), .data($0, "<rss/>")] }
      ),
      (
        "an end after the declared length",
        frames { [.head($0, 200, [("content-length", "5")]), .data($0, "<rss/>")] }
      ),
      (
        "an end with the head, before the declared length",
        frames { [.head($0, 200, [("content-length", "9")], ends: true)] }
      ),
    ]
  }()

  @Test(arguments: 0..<cuts.count) func `no part of a body passes for the whole`(_ number: Int) async throws {
    let (what, cut) = Self.cuts[number]
    let site = try site { $0.path == "/cut" ? cut : Reply(200, [], "x") }
    let result = await loop.result(site.request("/cut"))
    guard case .failure(let error) = result else {
      Issue.record("\(what): \(result)")
      return
    }
    switch error {
    case .partialBody, .connectionLost, .badResponse: break
    default: Issue.record("\(what): \(error)")
    }
    #expect(try await loop.fetch(site.request("/whole")).body == [0x78], "\(what)")
  }

  @Test func `a stream that fails takes no other with it`() async throws {
    let gate = Gate()
    let site = try site { request in
      Reply(200, [], "0123456789").with {
        $0.cutAfter = 5
        if request.path == "/torn" { $0.resets = true } else { $0.gateInBody = gate }
      }
    }
    async let whole = loop.result(site.request("/whole"))
    await site.server.waitForRequests(1)
    let cancelled = Task { await loop.error(site.request("/cancelled")) }
    await site.server.waitForRequests(2)
    // What had arrived may be dropped with the stream.
    switch await loop.error(site.request("/torn")) {
    case .partialBody, .connectionLost: break
    case let other: Issue.record("\(String(describing: other))")
    }
    cancelled.cancel()
    #expect(await cancelled.value == .cancelled)
    gate.open()
    #expect(try await whole.get().body == Array("0123456789".utf8))
    #expect(site.server.connections == 1)
  }

  @Test func `bodies larger than a window arrive whole, side by side`() async throws {
    let body = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let site = try site { _ in Reply(200, [("Content-Type", "text/xml")], body: [0x3C] + body) }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let result = await loop.result(site.request("/\(number)"))
          #expect((try? result.get().body) == [0x3C] + body)
        }
      }
    }
    #expect(site.server.connections == 1)
  }

  @Test func `a body of any size arrives whole, with and without a length`() async throws {
    let site = try site { request in
      let size = Int(request.path.dropFirst(2)) ?? 0
      return Reply(200, [], body: [UInt8](repeating: 0x3C, count: size)).with {
        if request.path.hasPrefix("/-") { $0.framing = .untilClose }
      }
    }
    for size in [0, 1, 16_383, 16_384, 16_385, 32_768, 65_535, 65_536, 131_072, 131_073, 300_000] {
      for path in ["/+\(size)", "/-\(size)"] {
        #expect(try await loop.fetch(site.request(path)).body.count == size)
      }
    }
  }

  @Test func `a body over the limit is stopped, and the others of its connection go on`() async throws {
    let gate = Gate()
    let site = try site { request in
      request.path == "/large"
        ? Reply(200, [], body: [UInt8](repeating: 0x20, count: 1 << 20)).with { $0.framing = .untilClose }
        : Reply(200, [], "x").with { $0.gateBeforeHead = gate }
    }
    async let other = loop.result(site.request("/other"))
    await site.server.waitForRequests(1)
    let error = await loop.error(site.request("/large") { $0.limits.maxBody = 100_000 })
    #expect(error == .tooLarge(limit: 100_000))
    gate.open()
    #expect(try await other.get().body == [0x78])
    #expect(site.server.connections == 1)
  }

  /// A reply with so many fields of so many bytes, in several frames.
  private static func flood(_ count: Int, _ size: Int) -> Reply {
    let fields = (0..<count).map { ("x-\($0)", String(repeating: "v", count: size)) }
    return frames { stream in
      let block = HTTP2Frame.head(stream, 200, fields).payload
      let parts = stride(from: 0, to: block.count, by: 16_384).map {
        Array(block[$0..<min($0 + 16_384, block.count)])
      }
      let head = parts.enumerated().map { number, part in
        HTTP2Frame(
          number == 0 ? .headers : .continuation, flags: number == parts.count - 1 ? 4 : 0, stream: stream,
          part)
      }
      return head + [.data(stream, "x")]
    }
  }

  @Test(arguments: [(1000, 1), (1600, 1), (9000, 1), (300, 100), (900, 100), (1, 20_000), (1, 60_000)])
  func `many fields are no failure, whatever the size of a buffer`(_ count: Int, _ size: Int) async throws {
    let site = try site { _ in Self.flood(count, size) }
    #expect(try await loop.fetch(site.request()).body == [0x78])
  }

  @Test(arguments: [(3000, 100), (1500, 100), (30_000, 1), (20, 20_000)])
  func `fields over the limit are an error that says so`(_ count: Int, _ size: Int) async throws {
    let site = try site { $0.path == "/flood" ? Self.flood(count, size) : Reply(200, [], "x") }
    let error = await loop.error(site.request("/flood"))
    #expect(error == .headersTooLarge(limit: 128 * 1024), "\(String(describing: error))")
    #expect(try await loop.fetch(site.request("/whole")).body == [0x78])
  }

  /// What a client has to put up with: RFC 9113.
  private static let oddities: [(String, Reply)] = [
    (
      "a frame of an unknown type (§4.1)",
      frames { [HTTP2Frame(type: 0xFA, stream: $0, [1, 2, 3]), .head($0, 200), .data($0, "x")] }
    ),
    (
      "early hints first (§8.1)",
      frames { [.head($0, 103, [("link", "</a>")]), .head($0, 200), .data($0, "x")] }
    ),
    (
      "padding (§6.1)",
      frames { [.head($0, 200), HTTP2Frame(.data, flags: 9, stream: $0, [3, 0x78, 0, 0, 0])] }
    ),
    (
      "trailers (§8.1)",
      frames {
        [.head($0, 200), .data($0, "x", ends: false), .head($0, 200, ends: true).trailer("x-sum", "1")]
      }
    ),
    (
      "empty frames",
      frames { [.head($0, 200), .data($0, "", ends: false), .data($0, "x", ends: false), .data($0, "")] }
    ),
    (
      "a setting that nobody knows (§6.5.2)",
      frames { [HTTP2Frame(.settings, [0xFF, 0xFF, 0, 0, 0, 9]), .head($0, 200), .data($0, "x")] }
    ),
    (
      "a farewell that lets the stream end (§6.8)",
      frames { [.goAway(last: $0, code: 0), .head($0, 200), .data($0, "x")] }
    ),
  ]

  @Test(arguments: 0..<oddities.count) func `what the protocol allows is no failure`(_ number: Int)
    async throws
  {
    let (what, odd) = Self.oddities[number]
    let site = try site { $0.path == "/odd" ? odd : Reply(200, [], "y") }
    let result = await loop.result(site.request("/odd"))
    #expect((try? result.get().body) == [0x78], "\(what): \(result)")
    #expect(try await loop.fetch(site.request("/next")).body == [0x79], "\(what)")
  }

  /// What a server must not send.
  private static let offenses: [(String, Reply)] = [
    ("a document without a head", frames(closes: true) { [.data($0, "<rss/>")] }),
    ("a head without a status", frames { [HTTP2Frame(.headers, flags: 5, stream: $0)] }),
    ("a status of words", frames { [HTTP2Frame.head($0, 200).status("OK"), .data($0, "x")] }),
    (
      "a field name in capitals", frames { [.head($0, 200, [("X-Sum", "1")]), .data($0, "x")] }
    ),
    (
      "a field of a connection",
      frames { [.head($0, 200, [("connection", "close")]), .data($0, "x")] }
    ),
    (
      "a line break in a field",
      frames { [.head($0, 200, [("x-a", "1\r\nx-b: 2")]), .data($0, "x")] }
    ),
    (
      "an index without an entry",
      frames(closes: true) { [HTTP2Frame(.headers, flags: 5, stream: $0, [0xFF, 0xFF, 0x7F])] }
    ),
    (
      "a push",
      frames(closes: true) {
        [HTTP2Frame(.pushPromise, flags: 4, stream: $0, HTTP2Frame.bytes(2)), .head($0, 200), .data($0, "x")]
      }
    ),
    (
      "a frame of 16 MiB",
      frames(closes: true) { [HTTP2Frame(.data, stream: $0, [UInt8](repeating: 0x20, count: (1 << 24) - 1))] }
    ),
    (
      "an answer to a stream that nobody opened",
      frames(closes: true) { [.head($0 + 100, 200), .data($0 + 100, "x")] }
    ),
    ("settings of a size that is none", frames(closes: true) { _ in [HTTP2Frame(.settings, [1, 2, 3])] }),
    (
      "a window of nothing",
      frames(closes: true) { [HTTP2Frame(.windowUpdate, stream: 0, [0, 0, 0, 0]), .head($0, 200)] }
    ),
    ("HTTP/1.1", .raw("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")),
  ]

  @Test(arguments: 0..<offenses.count) func `what breaks the protocol is an error, and the loop lives on`(
    _ number: Int
  ) async throws {
    let (what, bad) = Self.offenses[number]
    let site = try site { $0.path == "/bad" ? bad : Reply(200, [], "x") }
    let result = await loop.result(site.request("/bad"))
    guard case .failure(let error) = result else {
      Issue.record("\(what): \(result)")
      return
    }
    if case .library = error { Issue.record("\(what): not explained: \(error)") }
    #expect(try await loop.fetch(site.request("/whole")).body == [0x78], "\(what)")
  }

  @Test func `a server's PING is answered while a body is waited for`() async throws {
    let site = try site { _ in Reply(200, [], "x").with { $0.isAfterPing = true } }
    #expect(try await loop.fetch(site.request()).body == [0x78])
  }

  @Test func `a connection that the server has ended is not missed`() async throws {
    let site = try site { request in
      Reply(200).with {
        $0.frames = { [.head($0, 200), .data($0, "x"), .goAway(last: $0, code: 0)] }
        $0.closes = true
      }
    }
    for _ in 1...3 { #expect(try await loop.fetch(site.request()).body == [0x78]) }
    #expect(site.server.connections == 3)
  }

  @Test(arguments: 0..<3) func `what the server has refused is asked again on another connection`(
    _ kind: Int
  ) async throws {
    let refusal: Reply = [
      // RFC 9113 §8.7: REFUSED_STREAM, and a farewell that names an earlier stream.
      Self.frames { [.reset($0, code: 7)] },
      Self.frames { [.goAway(last: $0 - 2, code: 0)] },
      Self.frames(closes: true) { [.goAway(last: $0 - 2, code: 0)] },
    ][kind]
    let site = try site { request in
      request.connection == 1 && request.path == "/second" ? refusal : Reply(200, [], "x")
    }
    #expect(try await loop.fetch(site.request("/first")).body == [0x78])
    #expect(try await loop.fetch(site.request("/second")).body == [0x78], "\(kind)")
    #expect(site.server.requests.map(\.connection) == [1, 1, 2])
  }

  @Test func `a connection that one source may use is not lent to another over HTTP/2`() async throws {
    let site = try site { _ in Reply(200, [], "x") }
    #expect(try await loop.fetch(site.request()).body == [0x78])
    let error = await loop.error(site.request { $0.allowedNetworks = [] })
    #expect(error == .blockedAddress("127.0.0.1", host: "127.0.0.1"))
    #expect(site.server.requests.count == 1)
  }

  @Test func `a connection of one authority is not lent to who does not trust it`() async throws {
    let site = try site { _ in Reply(200, [], "x") }
    #expect(try await loop.fetch(site.request()).body == [0x78])
    guard case .tls = await loop.error(site.request { $0.caFile = nil }) else { Issue.record(); return }
    #expect(site.server.requests.count == 1)
  }
}

extension HTTP2Frame {
  /// The frame with one field instead of its own.
  fileprivate func trailer(_ name: String, _ value: String) -> HTTP2Frame {
    var copy = self
    copy.payload =
      [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
    return copy
  }

  fileprivate func status(_ text: String) -> HTTP2Frame { trailer(":status", text) }
}
