import Fetching
import TestSupport
import Testing
import WebText

@Suite struct CurlLoopTests {
  @Test func `many fetches at once are all answered, each with its own`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { Reply(200, [("ETag", "\"\($0.path)\"")], "body of \($0.path)") }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask {
          let path = "/feed/\(number)"
          guard case .success(let response) = await loop.result(loopbackRequest(server.url(path))) else {
            Issue.record("no answer to \(path)")
            return
          }
          #expect(response.body == Array("body of \(path)".utf8))
          #expect(response.validators?.etag == "\"\(path)\"")
        }
      }
    }
    #expect(server.requests.count == 300)
    #expect(server.connections <= 2)
    await loop.shutdown()
  }

  @Test func `a handle keeps nothing of the fetch before`() async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 1
    let loop = try CurlLoop(configuration)
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    let url = server.url()
    let secret = "http://user:geheim@127.0.0.1:\(server.port)/"
    _ = try await loop.fetch(
      loopbackRequest(secret, Validators(etag: "\"a\"", lastModified: "then", url: url)) {
        $0.headers = [.init(name: "X-Api-Key", value: "geheim")]
        $0.userAgent = "other"
      })
    #expect(server.requests.last?.header("User-Agent") == "other")
    _ = try await loop.fetch(loopbackRequest(url))
    let seen = try #require(server.requests.last)
    #expect(Set(seen.headers.map(\.name)) == ["Host", "User-Agent", "Accept", "Accept-Encoding"])
    #expect(seen.header("User-Agent") == UserAgent().text)
  }

  /// A handle that has had plain requests is not set up from nothing for the next plain one.
  @Test(arguments: [
    "basic", "digest", "bearer", "header", "userinfo", "cookie", "proxy", "validators", "delta", "failure",
    "cut", "blocked", "cancelled", "redirect", "nothing",
  ])
  func `what came between two plain requests leaves nothing behind`(_ kind: String) async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 1
    let loop = try CurlLoop(configuration)
    let gate = Gate()
    let server = try ScriptedServer(script: { request in
      switch request.path {
      case "/cut": Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
      case "/slow": Reply(200, [], "x").with { $0.gateBeforeHead = gate }
      case "/moved": Reply.redirect(301, to: "/")
      default: Reply(200, [("Set-Cookie", "s=geheim")], "x")
      }
    })
    let plain = loopbackRequest(server.url())
    _ = try await loop.fetch(plain)
    let usual = try #require(server.requests.last).headers.map { "\($0): \($1)" }
    var between = plain
    switch kind {
    case "basic": between.authentication = .basic(user: "u", password: Secret("geheim"))
    case "digest": between.authentication = .digest(user: "u", password: Secret("geheim"))
    case "bearer": between.authentication = .bearer(Secret("geheim"))
    case "header": between.headers = [.init(name: "X-Api-Key", value: "geheim")]
    case "userinfo": between.url = "http://u:geheim@127.0.0.1:\(server.port)/"
    case "cookie": between.cookies = CookieJar()
    case "proxy": between.proxy = .init(url: "http://127.0.0.1:\(server.port)", user: "u")
    case "validators": between.validators = Validators(etag: "\"geheim\"", url: between.url)
    case "delta":
      between.validators = Validators(etag: "\"a\"", lastModified: "then", url: between.url)
      between.acceptsDelta = true
    case "failure": between.url = "http://127.0.0.1:1/"
    case "cut": between.url = server.url("/cut")
    case "blocked": between.allowedNetworks = []
    case "cancelled": between.url = server.url("/slow")
    case "redirect": between.url = server.url("/moved")
    default: break
    }
    let count = server.requests.count
    let task = Task { [between] in await loop.result(between) }
    if kind == "cancelled" {
      await server.waitForRequests(count + 1)
      task.cancel()
    }
    let result = await task.value
    gate.open()
    let fails = ["failure", "cut", "blocked", "cancelled"].contains(kind)
    #expect((try? result.get()) == nil || !fails)
    for _ in 0..<2 {
      let response = try await loop.fetch(plain)
      #expect(response.body == Array("x".utf8) && response.redirects.isEmpty && response.address != nil)
      #expect(server.requests.last?.headers.map { "\($0): \($1)" } == usual)
    }
  }

  @Test func `a setting that changes between two plain requests holds from there on`() async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 1
    let loop = try CurlLoop(configuration)
    let server = try ScriptedServer { _ in Reply(200, [], String(repeating: "x", count: 100)) }
    for limit in [1000, 10, 1000, 10] {
      let error = await loop.error(loopbackRequest(server.url()) { $0.limits.maxBody = limit })
      #expect(error == (limit == 10 ? .tooLarge(limit: 10) : nil))
    }
    for name in ["one", "other", "one"] {
      _ = try await loop.fetch(loopbackRequest(server.url()) { $0.userAgent = name })
      #expect(server.requests.last?.header("User-Agent") == name)
    }
  }

  @Test func `more requests than transfers wait their turn`() async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 2
    let loop = try CurlLoop(configuration)
    let gate = Gate()
    let server = try ScriptedServer { _ in Reply(200, [], "x").with { $0.gateBeforeHead = gate } }
    let url = server.url()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<6 { group.addTask { try await loop.fetch(loopbackRequest(url)).status } }
      await server.waitForRequests(2)
      #expect(server.requests.count == 2)
      gate.open()
      var answers = 0
      for try await status in group where status == 200 { answers += 1 }
      #expect(answers == 6)
    }
  }

  @Test func `cancelling a task aborts its transfer and no other`() async throws {
    let loop = try CurlLoop()
    let gate = Gate()
    let server = try ScriptedServer([
      "/held": Reply(200, [], "x").with { $0.gateBeforeHead = gate }, "/free": Reply(200, [], "y"),
    ])
    let held = server.url("/held")
    let task = Task { await loop.error(loopbackRequest(held)) }
    await server.waitForRequests(1)
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(try await loop.fetch(loopbackRequest(server.url("/free"))).body == [0x79])
    gate.open()
  }

  @Test func `a task that is cancelled before or while it waits is answered`() async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 1
    let loop = try CurlLoop(configuration)
    let gate = Gate()
    let server = try ScriptedServer { _ in Reply(200, [], "x").with { $0.gateBeforeHead = gate } }
    let url = server.url()
    let first = Task { await loop.result(loopbackRequest(url)) }
    await server.waitForRequests(1)
    let waiting = Task { await loop.error(loopbackRequest(url)) }
    waiting.cancel()
    #expect(await waiting.value == .cancelled)
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await loop.error(loopbackRequest(url))
    }
    #expect(await early.value == .cancelled)
    gate.open()
    #expect(try await first.value.get().status == 200)
    #expect(server.requests.count == 1)
  }

  @Test func `cancelling at any moment gives exactly one answer`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { _ in Reply(200, [], "x") }
    let url = server.url()
    for round in 0..<200 {
      let task = Task { await loop.result(loopbackRequest(url)) }
      for _ in 0..<(round % 20) { await Task.yield() }
      task.cancel()
      switch await task.value {
      case .success(let response): #expect(response.body == [0x78])
      case .failure(let error): #expect(error == .cancelled)
      }
    }
  }

  @Test func `fetches that wait for another's lookup are each answered`() async throws {
    let loop = try CurlLoop()
    await withTaskGroup(of: FetchError?.self) { group in
      for number in 0..<100 {
        group.addTask { await loop.error(loopbackRequest("http://nowhere.invalid/\(number)")) }
        if number % 3 == 0 {
          let task = Task { await loop.error(loopbackRequest("http://nowhere.invalid:81/\(number)")) }
          task.cancel()
          group.addTask { await task.value }
        }
      }
      for await error in group { #expect(error == .dns(host: "nowhere.invalid") || error == .cancelled) }
    }
    let late = (0..<20).map { number in
      Task { await loop.error(loopbackRequest("http://elsewhere.invalid/\(number)")) }
    }
    await Task.yield()
    await loop.shutdown()
    for task in late {
      let error = await task.value
      #expect(error == .dns(host: "elsewhere.invalid") || error == .shutDown)
    }
  }

  @Test func `shutdown fails what runs and what waits, and later fetches`() async throws {
    var configuration = CurlLoop.Configuration()
    configuration.maxTransfers = 2
    let loop = try CurlLoop(configuration)
    let gate = Gate()
    let server = try ScriptedServer { _ in Reply(200, [], "x").with { $0.gateBeforeHead = gate } }
    let url = server.url()
    let tasks = (0..<5).map { _ in Task { await loop.error(loopbackRequest(url)) } }
    await server.waitForRequests(2)
    await loop.shutdown()
    for task in tasks { #expect(await task.value == .shutDown) }
    #expect(await loop.error(loopbackRequest(url)) == .shutDown)
    await loop.shutdown()
    gate.open()
  }

  @Test func `a loop that nobody holds any more ends`() async throws {
    for _ in 0..<50 { _ = try CurlLoop() }
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    let loop = try CurlLoop()
    #expect(try await loop.fetch(loopbackRequest(server.url())).status == 200)
  }

  @Test func `a server that went away between two polls is reached again`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer(["/": Reply(200, [], "x").with { $0.closes = true }])
    for _ in 1...3 { #expect(try await loop.fetch(loopbackRequest(server.url())).body == [0x78]) }
    #expect(server.connections == 3)
  }
}
