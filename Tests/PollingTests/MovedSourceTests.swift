import FeedModel
import Fetching
import Testing
import WebText

@testable import Polling

/// Permanent redirects: when they are believed, and when no longer.
@Suite struct MovedSourceTests {
  static let old = "https://harbor.example/feed"
  static let new = "https://news.harbor.example/rss"

  /// A server that sends the client from `old` to `target` by these statuses.
  static func moving(
    to target: String = new, by statuses: [Int] = [301], from old: String = old,
    address: String = "198.41.0.4"
  ) -> FetchBench.Server {
    { request, _ in
      var response = FetchBench.document(["Ferry runs late"], etag: "\"1\"", url: target)
      if request.url == old {
        response.redirects = statuses.map { .init(status: $0, url: target) }
      } else if request.url != target {
        return .failure(.dns(host: "elsewhere"))
      }
      response.address = IPAddress(address)
      return .success(response)
    }
  }

  private func poll(_ bench: FetchBench, _ hours: [Int64], _ server: @escaping FetchBench.Server) async throws
  {
    for hour in hours {
      bench.wait(hours: hour)
      try await bench.poll(server)
    }
  }

  @Test(arguments: [[301], [308], [301, 308, 301]])
  func `a permanent redirect is followed from the state once it held for three polls and a day`(
    _ statuses: [Int]
  ) async throws {
    let bench = try FetchBench()
    let server = Self.moving(by: statuses)
    try await poll(bench, [0, 8, 8, 7], server)
    #expect(bench.state.fetching.adopted == nil, "23 hours are no day")
    try await poll(bench, [1], server)
    #expect(bench.state.fetching.adopted?.url == Self.new)
    let requests = try await bench.poll(server)
    #expect(requests.map(\.url) == [Self.new])
    // What is secret still belongs to the configured URL.
    #expect(requests.map(\.owner) == [Self.old])
    #expect(requests.first?.validators?.belong(to: Self.new) == true)
    try await poll(bench, [1, 1], server)
    #expect(bench.state.stories == 1)
    #expect(FetchMemory(text: bench.state.fetching.text).adopted == bench.state.fetching.adopted)
    #expect(try await bench.events() == ["moved"])
  }

  @Test func `two polls are not enough, however far apart`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 100], Self.moving())
    #expect(bench.state.fetching.adopted == nil)
  }

  @Test(arguments: [[302], [303], [307], [301, 302], [302, 308]])
  func `a temporary redirect is never adopted`(_ statuses: [Int]) async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20, 20, 20], Self.moving(by: statuses))
    #expect(bench.state.fetching.adopted == nil && bench.state.fetching.candidate == nil)
    #expect(try await bench.events().isEmpty)
  }

  @Test func `a redirect that changes its target, pauses or fails begins anew`() async throws {
    let breaks: [FetchBench.Server] = [
      Self.moving(to: "https://third.example/rss"),
      { request, _ in .success(FetchBench.document(["Ferry runs late"], url: request.url)) },
      { _, _ in .failure(.partialBody(received: 10)) },
    ]
    for interruption in breaks {
      let bench = try FetchBench()
      try await poll(bench, [0, 20], Self.moving())
      try await poll(bench, [1], interruption)
      try await poll(bench, [10, 10], Self.moving())
      #expect(bench.state.fetching.adopted == nil)
      try await poll(bench, [20], Self.moving())
      #expect(bench.state.fetching.adopted != nil)
    }
  }

  @Test func `what does not parse is no new address`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20, 20]) { request, now in
      Self.moving()(request, now).map { response in
        var response = response
        response.body = Array("<html><body>Domain for sale</body></html>".utf8)
        return response
      }
    }
    #expect(bench.state.fetching.adopted == nil && bench.state.fetching.candidate == nil)
  }

  @Test(arguments: [("10.1.2.3", nil), ("169.254.169.254", nil), ("::1", nil), ("10.1.2.3", "10.1.0.0/16")])
  func `an address that is not public is adopted only where it is allowed`(
    _ address: String, _ allowed: String?
  ) async throws {
    let bench = try FetchBench()
    bench.source.request.allowedNetworks = allowed.map { [Network($0)!] } ?? []
    try await poll(bench, [0, 20, 20], Self.moving(address: address))
    #expect((bench.state.fetching.adopted != nil) == (allowed != nil))
  }

  @Test(arguments: [
    "https://localhost/rss", "https://[::1]/rss", "https://10.0.0.1/rss", "https://2130706433/rss",
  ])
  func `where a proxy connects, the target's name must not be a private address`(_ target: String)
    async throws
  {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20]) { request, now in
      Self.moving(to: target)(request, now).map { response in
        var response = response
        response.address = nil
        return response
      }
    }
    #expect(bench.state.fetching.adopted == nil)
  }

  @Test func `another configured URL drops the new address`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20], Self.moving())
    bench.source.request.url = "https://harbor.example/atom"
    let requests = try await bench.poll { request, _ in
      .success(FetchBench.document(["Ferry runs late"], url: request.url))
    }
    #expect(requests.map(\.url) == ["https://harbor.example/atom"])
    #expect(requests.map(\.owner) == [nil])
    #expect(bench.state.fetching.adopted == nil)
  }

  @Test func `a new address that fails for days is given up, one that hiccups is not`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20], Self.moving())
    let broken: FetchBench.Server = { _, _ in .failure(.timeout(.total, host: "news.harbor.example")) }
    try await poll(bench, [1, 30], broken)
    try await poll(bench, [1], Self.moving())
    try await poll(bench, [1, 20, 20], broken)
    #expect(bench.state.fetching.adopted != nil)
    try await poll(bench, [20], broken)
    #expect(bench.state.fetching.adopted == nil)
    #expect(try await bench.poll(Self.moving()).map(\.url) == [Self.old])
    #expect(try await bench.events().filter { $0.hasPrefix("moved") } == ["moved", "moved-back"])
  }

  @Test func `a new address that is gone for good sends the source back at once`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20], Self.moving())
    try await bench.poll { request, _ in
      .success(FetchResponse(outcome: .gone, status: 410, url: request.url))
    }
    #expect(bench.state.fetching.adopted == nil)
    #expect(!bench.state.isGone)
  }

  @Test func `the wish to wait does not count against a new address`() async throws {
    let bench = try FetchBench()
    try await poll(bench, [0, 20, 20], Self.moving())
    try await poll(bench, [1, 30, 30, 30]) { request, _ in
      .success(
        FetchResponse(outcome: .tooManyRequests(retryAfter: .seconds(60)), status: 429, url: request.url))
    }
    #expect(bench.state.fetching.adopted != nil)
  }

  @Test(arguments: [
    (old + "?key=kanarienvogel", new + "?key=kanarienvogel", true), (old + "?key=kanarienvogel", new, true),
    (old + "?key=kanarienvogel", new + "?k=kanarienvogel&x=1", false), (old, new + "?feed=rss2", true),
  ]) func `the operator's query is used at the new address, and not kept`(
    _ configured: String, _ target: String, _ isAdopted: Bool
  ) async throws {
    let bench = try FetchBench(url: configured)
    try await poll(bench, [0, 20, 20], Self.moving(to: target, from: configured))
    #expect((bench.state.fetching.adopted != nil) == isAdopted)
    #expect(!bench.state.fetching.text.contains("kanarienvogel"))
    #expect(bench.state.fetching.url(for: configured) == (isAdopted ? target : configured))
  }
}
