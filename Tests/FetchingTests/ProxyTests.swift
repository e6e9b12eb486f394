import Fetching
import TestSupport
import Testing
import WebText

@Suite struct ProxyTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  private func request(
    _ url: String, _ proxy: ScriptedServer, _ change: (inout FetchRequest) -> Void = { _ in }
  )
    -> FetchRequest
  {
    var request = FetchRequest(url: url)
    request.proxy = .init(url: "http://127.0.0.1:\(proxy.port)", user: "p", password: Secret("geheim"))
    change(&request)
    return request
  }

  @Test func `a proxy gets its own credentials, and the origin's pass through it`() async throws {
    let proxy = try ScriptedServer { _ in Reply(200, [], "x") }
    _ = try await loop.fetch(
      request("http://feeds.invalid/feed", proxy) { $0.authentication = .bearer(Secret("t0k3n")) })
    let seen = try #require(proxy.requests.first)
    #expect(seen.header("Proxy-Authorization") == "Basic cDpnZWhlaW0=")
    #expect(seen.header("Authorization") == "Bearer t0k3n")
  }

  @Test func `a tunnel shows the proxy neither the origin's header fields nor its credentials`() async throws
  {
    let proxy = try ScriptedServer { _ in Reply(407, [("Proxy-Authenticate", "Basic realm=\"p\"")], "no") }
    let error = await loop.error(
      request("https://feeds.invalid/feed?key=abfrage", proxy) {
        $0.authentication = .basic(user: "u", password: Secret("kanarienvogel"))
        $0.headers = [.init(name: "X-Api-Key", value: "kanarienvogel")]
      })
    guard case .proxy(let reason) = error else { Issue.record("\(String(describing: error))"); return }
    #expect(!reason.contains("geheim") && !reason.contains("abfrage"))
    let seen = try #require(proxy.requests.first)
    #expect(seen.method == "CONNECT")
    let text = String(decoding: seen.bytes, as: UTF8.self)
    for secret in ["kanarienvogel", "X-Api-Key", "abfrage", "\r\nAuthorization"] {
      #expect(!text.contains(secret))
    }
  }

  @Test(arguments: ["http", "https"])
  func `a proxy is told who asks, once`(_ scheme: String) async throws {
    let proxy = try ScriptedServer { _ in Reply(200, [], "x") }
    var request = request("\(scheme)://feeds.invalid/feed", proxy)
    request.userAgent = "somebody/1"
    _ = await loop.error(request)
    let seen = try #require(proxy.requests.first)
    #expect(seen.method == (scheme == "https" ? "CONNECT" : "GET"))
    #expect(seen.headers.filter { $0.name == "User-Agent" }.map(\.value) == ["somebody/1"])
  }

  @Test func `secrets stay at their origin behind a proxy too`() async throws {
    let proxy = try ScriptedServer { request in
      request.target.hasPrefix("http://feeds.invalid/")
        ? .redirect(302, to: "http://elsewhere.invalid/") : Reply(200, [], "x")
    }
    _ = try await loop.fetch(
      request("http://feeds.invalid/feed", proxy) {
        $0.authentication = .basic(user: "u", password: Secret("pw"))
        $0.headers = [.init(name: "X-Api-Key", value: "pw")]
      })
    #expect(proxy.requests.map { $0.header("X-Api-Key") } == ["pw", nil])
    #expect(proxy.requests.last?.header("Authorization") == nil)
  }

  @Test(arguments: AddressGuardTests.spellings.filter { !$0.contains("example") && !$0.hasPrefix("ip6-") })
  func `a proxy is not asked for a forbidden address, in whatever spelling`(_ host: String) async throws {
    let proxy = try ScriptedServer { request in
      request.target.hasPrefix("http://feeds.invalid/")
        ? .redirect(302, to: "http://\(host)/") : Reply(200, [], "x")
    }
    #expect(await loop.error(request("http://\(host)/", proxy)) != nil)
    #expect(proxy.connections == 0)
    #expect(await loop.error(request("http://feeds.invalid/", proxy)) != nil)
    #expect(proxy.requests.count == 1)
  }

  @Test func `a proxy that is not there is the proxy's failure, or none to connect to`() async throws {
    let closed = try ClosedPort()
    var request = FetchRequest(url: "http://feeds.invalid/")
    request.proxy = .init(url: "http://127.0.0.1:\(closed.port)", user: "p", password: Secret("geheim"))
    let error = try #require(await loop.error(request))
    #expect(error.isTransient && !error.description.contains("geheim"))
    request.proxy = .init(url: "http://nowhere.invalid:3128")
    guard case .proxy = await loop.error(request) else { Issue.record(); return }
  }

  @Test func `a SOCKS proxy gets its credentials, and resolves names where it is asked to`() async throws {
    let proxy = try SOCKSServer()
    var request = FetchRequest(url: "http://feeds.invalid/feed")
    request.proxy = .init(url: "socks5h://127.0.0.1:\(proxy.port)", user: "p", password: Secret("geheim"))
    #expect(try await loop.fetch(request).body == Array("<rss/>".utf8))
    let seen = try #require(proxy.requests.first)
    #expect((seen.user, seen.password, seen.host) == ("p", "geheim", "feeds.invalid"))
    #expect(!seen.head.contains("geheim"))
    // Names are resolved here without the h: this one has no address.
    request.proxy?.url = "socks5://127.0.0.1:\(proxy.port)"
    #expect(await loop.error(request) != nil)
    request.proxy?.url = "socks5h://127.0.0.1:\(proxy.port)"
    request.url = "http://169.254.169.254/latest/meta-data"
    guard case .blockedAddress = await loop.error(request) else { Issue.record(); return }
    #expect(proxy.requests.count == 1)
  }
}
