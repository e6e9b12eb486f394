import Fetching
import TestSupport
import Testing
import WebText

@Suite struct AuthenticationTests {
  let loop: CurlLoop
  static let canary = "kanarienvogel-7"

  init() throws { loop = try CurlLoop() }

  /// Answers a request with the right scheme, and challenges one without.
  private static func challenging(_ request: RecordedRequest) -> Reply {
    guard let field = request.header("Authorization"), field.hasPrefix("Digest ") else {
      return Reply(
        401,
        [("WWW-Authenticate", "Digest realm=\"feeds\", nonce=\"0a4f113b\", qop=\"auth\", algorithm=MD5")],
        "<html>Who are you?</html>")
    }
    return .document("<rss/>", etag: "\"d\"")
  }

  @Test func `basic credentials go with the first request`() async throws {
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    _ = try await loop.fetch(
      loopbackRequest(server.url()) {
        $0.authentication = .basic(user: "reader", password: Secret("geheim"))
      })
    #expect(server.requests.map { $0.header("Authorization") } == ["Basic cmVhZGVyOmdlaGVpbQ=="])
  }

  @Test func `configured credentials outrank those in the URL`() async throws {
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    _ = try await loop.fetch(
      loopbackRequest("http://a:b@127.0.0.1:\(server.port)/") { $0.authentication = .bearer(Secret("t0k3n")) }
    )
    #expect(server.requests.map { $0.header("Authorization") } == ["Bearer t0k3n"])
  }

  @Test func `a digest answers the challenge without showing the password`() async throws {
    let server = try ScriptedServer(script: Self.challenging)
    let response = try await loop.fetch(
      loopbackRequest(server.url("/feed")) {
        $0.authentication = .digest(user: "reader", password: Secret(Self.canary))
      })
    #expect(response.outcome == .body)
    #expect(response.status == 200)
    #expect(response.body == Array("<rss/>".utf8))
    #expect(response.validators?.etag == "\"d\"")
    #expect(server.requests.count == 2)
    let answer = try #require(server.requests.last?.header("Authorization"))
    for part in ["username=\"reader\"", "realm=\"feeds\"", "nonce=\"0a4f113b\"", "uri=\"/feed\"", "qop=auth"]
    {
      #expect(answer.contains(part), "\(answer)")
    }
    for seen in server.requests {
      #expect(!String(decoding: seen.bytes, as: UTF8.self).contains(Self.canary))
    }
  }

  @Test func `a digest is asked conditionally too`() async throws {
    let server = try ScriptedServer(script: Self.challenging)
    let url = server.url("/feed")
    let response = try await loop.fetch(
      loopbackRequest(url, Validators(etag: "\"d\"", url: url)) {
        $0.authentication = .digest(user: "reader", password: Secret(Self.canary))
      })
    #expect(response.outcome == .notModified)
  }

  @Test func `credentials that are refused are an answer, not a loop`() async throws {
    let server = try ScriptedServer { _ in
      Reply(401, [("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")], "no")
    }
    let response = try await loop.fetch(
      loopbackRequest(server.url()) { $0.authentication = .digest(user: "u", password: Secret("p")) })
    #expect(response.outcome == .httpError(status: 401))
    #expect(server.requests.count == 2)
  }

  /// Four kinds of secrets at four kinds of other places.
  @Test(arguments: ["basic", "digest", "bearer", "header", "userinfo", "cookie"])
  func `no secret leaves its origin`(_ kind: String) async throws {
    let otherHost = try ScriptedServer(address: "127.0.0.2", script: Self.challenging)
    let otherPort = try ScriptedServer(script: Self.challenging)
    let server = try ScriptedServer(routes: [
      "/host": [.redirect(301, to: otherHost.url("/lost", host: "127.0.0.2"))],
      "/port": [.redirect(307, to: otherPort.url("/lost"))],
      "/userinfo": [
        .redirect(302, to: "http://127.0.0.1:\(otherPort.port)@127.0.0.2:\(otherHost.port)/lost")
      ],
    ])
    let back = try ScriptedServer { _ in .redirect(302, to: server.url("/host")) }
    for path in ["/host", "/port", "/userinfo", "/back"] {
      let base = path == "/back" ? back : server
      let user = kind == "userinfo" ? "reader:\(Self.canary)@" : ""
      let request = loopbackRequest("http://\(user)127.0.0.1:\(base.port)\(path)") {
        switch kind {
        case "basic": $0.authentication = .basic(user: "reader", password: Secret(Self.canary))
        case "digest": $0.authentication = .digest(user: "reader", password: Secret(Self.canary))
        case "bearer": $0.authentication = .bearer(Secret(Self.canary))
        case "header": $0.headers = [.init(name: "X-Api-Key", value: Self.canary)]
        case "cookie": $0.headers = [.init(name: "Cookie", value: "s=\(Self.canary)")]
        default: break
        }
      }
      _ = await loop.result(request)
    }
    #expect(otherHost.requests.count >= 3)
    #expect(otherPort.requests.count >= 1)
    for seen in otherHost.requests + otherPort.requests {
      let text = String(decoding: seen.bytes, as: UTF8.self)
      #expect(!text.contains(Self.canary))
      #expect(seen.header("Authorization") == nil)
      #expect(seen.header("Cookie") == nil)
    }
    // `back` is the origin of its own request: what it redirects to is not.
    #expect(server.requests.filter { $0.path == "/host" }.count == 2)
    let last = try #require(server.requests.last)
    #expect(!String(decoding: last.bytes, as: UTF8.self).contains(Self.canary))
    #expect(last.header("Authorization") == nil)
  }

  @Test func `secrets belong to the configured URL, also where another is asked`() async throws {
    let moved = try ScriptedServer(["/new": Reply(200, [], "x")])
    let server = try ScriptedServer(["/feed": Reply(200, [], "x"), "/other": Reply(200, [], "x")])
    func request(_ url: String) -> FetchRequest {
      loopbackRequest(url) {
        $0.owner = "http://reader:\(Self.canary)@127.0.0.1:\(server.port)/feed"
        $0.headers = [.init(name: "X-Api-Key", value: Self.canary)]
      }
    }
    _ = try await loop.fetch(request(moved.url("/new")))
    _ = try await loop.fetch(request(server.url("/other")))
    #expect(moved.requests.allSatisfy { $0.header("X-Api-Key") == nil && $0.header("Authorization") == nil })
    #expect(server.requests.allSatisfy { $0.header("X-Api-Key") == Self.canary })
    #expect(server.requests.allSatisfy { $0.header("Authorization")?.hasPrefix("Basic ") == true })
  }

  @Test func `a secret shows itself to nobody`() {
    let secret = Secret(Self.canary)
    let request = loopbackRequest("http://a.example/") {
      $0.authentication = .basic(user: "u", password: secret)
      $0.headers = [.init(name: "X-Api-Key", value: Self.canary)]
      $0.clientCertificate = .init(file: "/c.pem", password: secret)
      $0.proxy = .init(url: "http://p.example:1", user: "u", password: secret)
    }
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\(request)", String(reflecting: request), dumped] {
      #expect(!text.contains(Self.canary))
    }
    #expect(secret.revealed == Self.canary)
  }

  @Test func `only the address family that is asked for is tried`() async throws {
    var four = try ScriptedServer(address: "127.0.0.1") { _ in Reply(200, [], "4") }
    // Another test may listen on ::1 with the same number. Where there is no IPv6, there is nothing to reserve.
    var reserved = try? ClosedPort(address: "::1", port: four.port)
    for _ in 0..<20 where reserved == nil {
      four = try ScriptedServer(address: "127.0.0.1") { _ in Reply(200, [], "4") }
      reserved = try? ClosedPort(address: "::1", port: four.port)
    }
    defer { withExtendedLifetime(reserved) {} }
    let server = four
    func body(_ family: FetchRequest.AddressFamily) async -> String? {
      let request = loopbackRequest(server.url("/", host: "localhost")) { $0.addresses = family }
      guard case .success(let response) = await loop.result(request) else { return nil }
      return String(decoding: response.body, as: UTF8.self)
    }
    #expect(await body(.ipv4) == "4")
    #expect(await body(.any) == "4")
    #expect(await body(.ipv6) == nil)
  }
}
