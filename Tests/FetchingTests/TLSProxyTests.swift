import Fetching
import TestSupport
import Testing
import WebText

/// Proxies that are spoken to through TLS, and origins that are spoken to through TLS by way of a proxy.
@Suite(.enabled(if: TLSServers.shared != nil, "openssl and python3 are needed")) struct TLSProxyTests {
  let loop: CurlLoop
  let servers: TLSServers

  init() throws {
    loop = try CurlLoop()
    servers = try #require(TLSServers.shared)
  }

  /// A feed on https://feeds.invalid, which only a proxy can reach.
  private func origin(alpn: String = "http/1.1") throws -> (server: ScriptedServer, port: UInt16) {
    let server = try ScriptedServer { request in
      request.path == "/away" ? .redirect(302, to: "https://elsewhere.invalid/") : Reply(200, [], "<rss/>")
    }
    return (server, try servers.relay(to: server, certificate: "named", alpn: alpn))
  }

  private func request(
    _ url: String, proxy: String, _ change: (inout FetchRequest) -> Void = { _ in }
  ) -> FetchRequest {
    var request = FetchRequest(url: url)
    request.proxy = .init(url: proxy, user: "p", password: Secret("geheim"))
    request.caFile = servers.file("ca.pem")
    request.authentication = .basic(user: "u", password: Secret("kanarienvogel"))
    request.headers = [.init(name: "X-Api-Key", value: "kanarienvogel")]
    change(&request)
    return request
  }

  @Test(arguments: ["http/1.1", "h2"])
  func `an https origin is reached through a proxy's tunnel, http and https`(_ alpn: String) async throws {
    let origin = try origin(alpn: alpn)
    let proxy = try ScriptedServer { _ in .tunnel(to: origin.port) }
    let secure = try servers.relay(to: proxy)
    for url in ["http://127.0.0.1:\(proxy.port)", "https://127.0.0.1:\(secure)"] {
      let response = try await CurlLoop().fetch(request("https://feeds.invalid/feed?key=abfrage", proxy: url))
      #expect(response.body == Array("<rss/>".utf8))
    }
    for seen in proxy.requests {
      #expect((seen.method, seen.target) == ("CONNECT", "feeds.invalid:443"))
      #expect(seen.header("Proxy-Authorization") == "Basic cDpnZWhlaW0=")
      let text = String(decoding: seen.bytes, as: UTF8.self)
      for secret in ["kanarienvogel", "X-Api-Key", "abfrage", "\r\nAuthorization"] {
        #expect(!text.contains(secret))
      }
    }
    #expect(proxy.requests.count == 2)
    for seen in origin.server.requests {
      #expect(seen.version == (alpn == "h2" ? "HTTP/2" : "HTTP/1.1"))
      #expect(seen.header("X-Api-Key") == "kanarienvogel")
      #expect(seen.header("Proxy-Authorization") == nil)
    }
    #expect(origin.server.requests.count == 2)
  }

  @Test func `an https origin is reached through SOCKS`() async throws {
    let origin = try origin()
    let proxy = try SOCKSServer(tunnel: origin.port)
    let response = try await loop.fetch(
      request("https://feeds.invalid/feed", proxy: "socks5h://127.0.0.1:\(proxy.port)"))
    #expect(response.body == Array("<rss/>".utf8))
    #expect(proxy.requests.map(\.host) == ["feeds.invalid"])
    #expect(origin.server.requests.first?.header("X-Api-Key") == "kanarienvogel")
  }

  @Test func `an http origin is asked for by its whole URL, through TLS to the proxy`() async throws {
    let proxy = try ScriptedServer { _ in Reply(200, [], "<rss/>") }
    let secure = try servers.relay(to: proxy)
    let response = try await loop.fetch(
      request("http://feeds.invalid/feed", proxy: "https://127.0.0.1:\(secure)"))
    #expect(response.body == Array("<rss/>".utf8))
    #expect(proxy.requests.first?.target == "http://feeds.invalid/feed")
  }

  @Test(arguments: ["http://feeds.invalid/", "https://feeds.invalid/"])
  func `a proxy's certificate is checked before it is told anything`(_ url: String) async throws {
    let proxy = try ScriptedServer { _ in Reply(200, [], "x") }
    for name in ["expired", "future", "other", "alone"] {
      let secure = try servers.relay(to: proxy, certificate: name)
      let error = try #require(await loop.error(request(url, proxy: "https://127.0.0.1:\(secure)")))
      guard case .tls(_, let reason) = error else { Issue.record("\(name): \(error)"); continue }
      #expect(!reason.contains("geheim") && !error.description.contains("geheim"))
    }
    // One that is right, of an authority that is not trusted.
    let secure = try servers.relay(to: proxy)
    let error = await loop.error(request(url, proxy: "https://127.0.0.1:\(secure)") { $0.caFile = nil })
    guard case .tls = error else { Issue.record("\(String(describing: error))"); return }
    #expect(proxy.requests.isEmpty)
  }

  @Test func `behind a proxy the origin's own certificate is checked`() async throws {
    let server = try ScriptedServer { _ in Reply(200, [], "x") }
    // For 127.0.0.1, not for feeds.invalid.
    let port = try servers.relay(to: server)
    let proxy = try ScriptedServer { _ in .tunnel(to: port) }
    let secure = try servers.relay(to: proxy)
    for url in ["http://127.0.0.1:\(proxy.port)", "https://127.0.0.1:\(secure)"] {
      guard case .tls = await loop.error(request("https://feeds.invalid/", proxy: url)) else {
        Issue.record()
        continue
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [301, 403, 407, 502, 503])
  func `a proxy that refuses is the proxy's failure, and names no secret`(_ status: Int) async throws {
    let proxy = try ScriptedServer { _ in
      Reply(
        status, [("Location", "https://elsewhere.invalid/"), ("Proxy-Authenticate", "Basic realm=\"p\"")],
        "no")
    }
    let secure = try servers.relay(to: proxy)
    for url in ["http://127.0.0.1:\(proxy.port)", "https://127.0.0.1:\(secure)"] {
      let error = try #require(
        await loop.error(request("https://feeds.invalid/feed?key=abfrage", proxy: url)))
      guard case .proxy = error else { Issue.record("\(error)"); continue }
      let text = error.description + (error.hint ?? "")
      for secret in ["geheim", "abfrage", "kanarienvogel"] { #expect(!text.contains(secret)) }
    }
    #expect(proxy.requests.allSatisfy { $0.method == "CONNECT" })
  }

  @Test func `secrets stay at their origin in the tunnels of a proxy`() async throws {
    let origin = try origin()
    let other = try ScriptedServer { _ in Reply(200, [], "x") }
    let otherPort = try servers.relay(to: other, certificate: "elsewhere")
    let proxy = try ScriptedServer { request in
      .tunnel(to: request.target.hasPrefix("elsewhere") ? otherPort : origin.port)
    }
    let secure = try servers.relay(to: proxy)
    let response = try await loop.fetch(
      request("https://feeds.invalid/away", proxy: "https://127.0.0.1:\(secure)"))
    #expect(response.url == "https://elsewhere.invalid/")
    let seen = try #require(other.requests.first)
    #expect(seen.header("X-Api-Key") == nil && seen.header("Authorization") == nil)
    #expect(origin.server.requests.first?.header("X-Api-Key") == "kanarienvogel")
  }
}
