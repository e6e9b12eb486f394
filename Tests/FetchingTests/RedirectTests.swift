import Fetching
import TestSupport
import Testing

@Suite struct RedirectTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop() }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is followed, and only the last hop's fields count`(_ status: Int) async throws {
    let server = try ScriptedServer([
      "/old": Reply(
        status,
        [
          ("Location", "/new"), ("ETag", "\"old\""), ("Cache-Control", "max-age=9"),
          ("Content-Type", "text/html"),
        ],
        "<a href=/new>moved</a>"),
      "/new": .document("<rss/>", etag: "\"new\""),
    ])
    let response = try await loop.fetch(loopbackRequest(server.url("/old")))
    #expect(response.outcome == .body)
    #expect(response.url == server.url("/new"))
    #expect(response.redirects == [.init(status: status, url: server.url("/new"))])
    #expect(response.isMovedPermanently == (status == 301 || status == 308))
    #expect(response.validators == Validators(etag: "\"new\"", url: server.url("/new")))
    #expect(response.headers.cacheControl == nil)
    #expect(response.body == Array("<rss/>".utf8))
  }

  @Test func `a chain is permanent only if each of its hops is`() async throws {
    let server = try ScriptedServer([
      "/a": .redirect(301, to: "/b"), "/b": .redirect(302, to: "/c"), "/c": .document("<rss/>"),
    ])
    let response = try await loop.fetch(loopbackRequest(server.url("/a")))
    #expect(response.redirects.map(\.status) == [301, 302])
    #expect(!response.isMovedPermanently)
  }

  @Test(arguments: [
    ("next", "/dir/next"), ("./next", "/dir/next"), ("../next", "/next"), ("/a/./b/../next", "/a/next"),
    ("?page=2", "/dir/feed?page=2"), ("next#part", "/dir/next"), ("/with space", "/with%20space"),
    ("/%ED%95%9C", "/%ED%95%9C"), ("/\u{ED}\u{95}\u{9C}", "/%ED%95%9C"), ("../../../../next", "/next"),
  ]) func `a Location is resolved against the URL that gave it`(_ location: String, _ target: String)
    async throws
  {
    let server = try ScriptedServer { request in
      request.target == "/dir/feed" ? .redirect(302, to: location) : Reply(200, [], "x")
    }
    let response = try await loop.fetch(loopbackRequest(server.url("/dir/feed")))
    #expect(server.requests.last?.target.lowercased() == target.lowercased())
    #expect(response.url.lowercased() == server.url(target).lowercased())
  }

  @Test func `five redirects are followed, six are not`() async throws {
    let server = try ScriptedServer { request in
      let number = Int(request.path.dropFirst()) ?? 0
      return number == 0 ? Reply(200, [], "x") : .redirect(302, to: "/\(number - 1)")
    }
    #expect(try await loop.fetch(loopbackRequest(server.url("/5"))).redirects.count == 5)
    #expect(await loop.error(loopbackRequest(server.url("/6"))) == .tooManyRedirects(limit: 5))
  }

  @Test func `a loop is found at once`() async throws {
    let server = try ScriptedServer([
      "/a": .redirect(301, to: "/b"), "/b": .redirect(301, to: "/a"), "/self": .redirect(302, to: ""),
      "/here": .redirect(302, to: "/here"), "/part": .redirect(302, to: "#part"),
    ])
    #expect(await loop.error(loopbackRequest(server.url("/a"))) == .badRedirect(.loop))
    #expect(await loop.error(loopbackRequest(server.url("/here"))) == .badRedirect(.loop))
    #expect(await loop.error(loopbackRequest(server.url("/part"))) == .badRedirect(.loop))
    #expect(await loop.error(loopbackRequest(server.url("/self"))) == .badRedirect(.noLocation))
    #expect(server.requests.count == 5)
  }

  @Test(arguments: [
    "file:///etc/passwd", "gopher://127.0.0.1:1/", "ftp://127.0.0.1/feed", "javascript:alert(1)",
    "data:text/xml,x",
    "http://", "http://[::1", "/a\tb", "http://127.0.0.1:99999999/", "http:// /", "dict://127.0.0.1/",
    "\\\\host\\share",
  ]) func `a redirect to anything but http is not followed`(_ location: String) async throws {
    let server = try ScriptedServer { request in
      request.target == "/" ? .redirect(302, to: location) : Reply(404)
    }
    let result = await loop.result(loopbackRequest(server.url("/")))
    switch result {
    case .failure(.badRedirect): #expect(server.requests.count == 1)
    case .success(let response): #expect(response.outcome == .httpError(status: 404), "\(location)")
    default: Issue.record("\(location): \(result)")
    }
  }

  @Test func `a redirect without or with an enormous Location is an error`() async throws {
    let server = try ScriptedServer([
      "/none": Reply(302), "/long": .redirect(302, to: "/" + String(repeating: "a", count: 64 * 1024)),
    ])
    #expect(await loop.error(loopbackRequest(server.url("/none"))) == .badRedirect(.noLocation))
    #expect(await loop.error(loopbackRequest(server.url("/long"))) == .badRedirect(.unreadableLocation))
  }

  @Test func `redirects can be left alone`() async throws {
    let server = try ScriptedServer(["/": .redirect(302, to: "/next")])
    let response = try await loop.fetch(loopbackRequest(server.url()) { $0.maxRedirects = 0 })
    #expect(response.outcome == .httpError(status: 302))
    #expect(response.headers.location == "/next")
  }

  @Test func `secrets stay at their origin`() async throws {
    let other = try ScriptedServer(address: "127.0.0.2") { _ in Reply(200, [], "x") }
    let server = try ScriptedServer(routes: [
      "/same": [.redirect(302, to: "/kept")], "/kept": [Reply(200, [], "x")],
      "/host": [.redirect(302, to: other.url("/lost", host: "127.0.0.2"))],
      "/port": [.redirect(307, to: other.url("/lost", host: "127.0.0.2"))],
    ])
    func request(_ path: String) -> FetchRequest {
      loopbackRequest("http://user:geheim@127.0.0.1:\(server.port)\(path)") {
        $0.headers = [
          .init(name: "X-Api-Key", value: "geheim"), .init(name: "Cookie", value: "session=geheim"),
        ]
      }
    }
    let kept = try await loop.fetch(request("/same"))
    #expect(kept.url == server.url("/kept"))
    for seen in server.requests {
      #expect(seen.header("X-Api-Key") == "geheim")
      #expect(seen.header("Authorization") == "Basic dXNlcjpnZWhlaW0=")
    }
    for path in ["/host", "/port"] { _ = try await loop.fetch(request(path)) }
    #expect(other.requests.count == 2)
    for seen in other.requests {
      let text = String(decoding: seen.bytes, as: UTF8.self)
      #expect(!text.contains("geheim"))
      #expect(!text.contains("dXNlcjpnZWhlaW0="))
      #expect(seen.header("Referer") == nil)
    }
  }

  @Test func `another port of the same host is another origin, and the way back is the origin again`()
    async throws
  {
    let second = try ScriptedServer { request in
      .redirect(302, to: "http://127.0.0.1:\(request.path.dropFirst())/home")
    }
    let first = try ScriptedServer { request in
      request.path == "/home"
        ? Reply(200, [], "x") : .redirect(302, to: second.url(request.path))
    }
    let path = "/\(first.port)"
    _ = try await loop.fetch(
      loopbackRequest(first.url(path)) { $0.headers = [.init(name: "X-Api-Key", value: "geheim")] })
    #expect(second.requests.map { $0.header("X-Api-Key") } == [nil])
    #expect(first.requests.map { $0.header("X-Api-Key") } == ["geheim", "geheim"])
  }

  @Test func `userinfo in a Location is not sent`() async throws {
    let server = try ScriptedServer { request in
      request.path == "/"
        ? .redirect(302, to: "http://a:b@127.0.0.1:\(request.header("Host")!.split(separator: ":")[1])/next")
        : Reply(200, [], "x")
    }
    let response = try await loop.fetch(loopbackRequest(server.url()))
    #expect(server.requests.last?.header("Authorization") == nil)
    #expect(response.url == server.url("/next"))
  }

  @Test func `headers that would forge another are left out`() async throws {
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    _ = try await loop.fetch(
      loopbackRequest(server.url()) { $0.headers = [.init(name: "X-A", value: "1\r\nX-B: 2")] })
    #expect(server.requests.first?.header("X-B") == nil)
  }
}
