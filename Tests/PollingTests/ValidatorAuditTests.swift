import FeedModel
import Fetching
import Testing
import WebText

@testable import Polling

/// Servers that answer 304 although the feed has changed, and deltas.
@Suite struct ValidatorAuditTests {
  /// Answers a conditional request with 304, whatever has changed.
  private static func liar(_ titles: [String], etag: String) -> FetchBench.Server {
    { request, _ in
      .success(
        request.validators == nil ? FetchBench.document(titles, etag: etag) : FetchBench.notModified(request))
    }
  }

  /// Polls every half hour until the server was asked for the whole, at most so often.
  private func pollUntilWhole(
    _ bench: FetchBench, most: Int, _ server: @escaping FetchBench.Server
  ) async throws -> (polls: Int, requests: [FetchRequest]) {
    for count in 1...most {
      bench.wait(hours: 1)
      let requests = try await bench.poll(server)
      if requests.first?.validators == nil { return (count, requests) }
    }
    return (most + 1, [])
  }

  @Test(arguments: ["\"same\"", "\"new\""])
  func `a server that says 304 for ever is found out, whether or not it renews its entity tag`(
    _ etag: String
  ) async throws {
    let bench = try FetchBench()
    try await bench.poll(Self.liar(["Ferry runs late"], etag: "\"same\""))
    for _ in 1...3 { try await bench.poll(Self.liar(["Ferry runs late"], etag: "\"same\"")) }
    let hiding = Self.liar(["Bridge closed", "Ferry runs late"], etag: etag)
    let (polls, requests) = try await pollUntilWhole(bench, most: 60, hiding)
    #expect((16...50).contains(polls))
    // One more request, with the old entity tag, only where the new one does not tell already.
    #expect(requests.map { $0.validators?.etag } == (etag == "\"same\"" ? [nil] : [nil, "\"same\""]))
    #expect(bench.state.fetching.unreliableUntil != nil)
    #expect(bench.state.stories == 2)
    // Asked without validators for four weeks, then with them again.
    bench.wait(hours: 24)
    #expect(try await bench.poll(hiding).map { $0.validators == nil } == [true])
    bench.wait(hours: 28 * 24)
    #expect(try await bench.poll(hiding).map { $0.validators == nil } == [false])
    // Caught once, it is tried again soon.
    let worse = Self.liar(["Tide is out", "Bridge closed"], etag: "\"third\"")
    #expect(try await pollUntilWhole(bench, most: 60, worse).polls <= 5)
    #expect(bench.state.fetching.distrustsValidators(now: bench.now))
    #expect(try await bench.events().filter { $0 == "validators-unreliable" }.count == 2)
  }

  @Test func `an honest server with news just then is believed`() async throws {
    let bench = try FetchBench()
    let server = { @Sendable (titles: [String], etag: String) -> FetchBench.Server in
      { request, _ in
        .success(
          request.validators?.etag == etag
            ? FetchBench.notModified(request) : FetchBench.document(titles, etag: etag))
      }
    }
    try await bench.poll(server(["Ferry runs late"], "\"1\""))
    // The news comes together with the audit.
    while !bench.state.fetching.isAuditDue("harbor", now: bench.now) {
      bench.wait(hours: 1)
      try await bench.poll(server(["Ferry runs late"], "\"1\""))
    }
    let requests = try await bench.poll(server(["Bridge closed", "Ferry runs late"], "\"2\""))
    #expect(requests.map { $0.validators?.etag } == [nil, "\"1\""])
    #expect(bench.state.fetching.unreliableUntil == nil)
    #expect(bench.state.fetching.unconfirmed == 0)
    #expect(try await bench.events().isEmpty)
  }

  @Test(arguments: [(412, 1), (400, 1), (431, 1), (500, 3), (404, 3)])
  func `a server that answers conditions with an error is asked without them, and then for weeks`(
    _ status: Int, _ failures: Int
  ) async throws {
    let bench = try FetchBench()
    let server: FetchBench.Server = { request, _ in
      .success(
        request.validators == nil
          ? FetchBench.document(["Ferry runs late"], etag: "\"1\"") : FetchBench.refusal(status, request))
    }
    try await bench.poll(server)
    for count in 1...failures {
      bench.wait(hours: 1)
      #expect(try await bench.poll(server).count == 1)
      #expect(bench.state.consecutiveFailures == count)
    }
    bench.wait(hours: 1)
    // The same document as before; then the proof that it was the conditions.
    #expect(try await bench.poll(server).map { $0.validators == nil } == [true, false])
    #expect(bench.state.consecutiveFailures == 0)
    for _ in 1...3 {
      bench.wait(hours: 24)
      #expect(try await bench.poll(server).map { $0.validators == nil } == [true])
      #expect(bench.state.lastError == "")
    }
    #expect(try await bench.events().filter { $0 == "validators-unreliable" }.count == 1)
  }

  @Test func `a server that was out of order keeps its validators`() async throws {
    let bench = try FetchBench()
    let sound: FetchBench.Server = { request, _ in
      .success(
        request.validators == nil
          ? FetchBench.document(["Bridge closed", "Ferry runs late"], etag: "\"1\"")
          : FetchBench.notModified(request))
    }
    try await bench.poll { _, _ in .success(FetchBench.document(["Ferry runs late"], etag: "\"1\"")) }
    for _ in 1...3 { try await bench.poll { request, _ in .success(FetchBench.refusal(502, request)) } }
    #expect(try await bench.poll(sound).map { $0.validators == nil } == [true, false])
    #expect(bench.state.fetching.unreliableUntil == nil)
    #expect(bench.state.stories == 2)
    #expect(try await bench.poll(sound).map { $0.validators == nil } == [false])
  }

  @Test(arguments: [429, 503])
  func `who asked to wait is not asked for the whole document`(_ status: Int) async throws {
    let bench = try FetchBench()
    try await bench.poll { _, _ in .success(FetchBench.document(["Ferry runs late"], etag: "\"1\"")) }
    for _ in 1...4 {
      let requests = try await bench.poll { request, _ in .success(FetchBench.refusal(status, request)) }
      #expect(requests.map { $0.validators == nil } == [false])
    }
  }

  @Test func `other bytes without other entries prove nothing`() async throws {
    let bench = try FetchBench()
    let server: FetchBench.Server = { request, now in
      .success(
        request.validators == nil
          ? FetchBench.document(["Ferry runs late"], etag: "\"1\"", built: now.seconds)
          : FetchBench.notModified(request))
    }
    try await bench.poll(server)
    let (_, requests) = try await pollUntilWhole(bench, most: 60, server)
    #expect(requests.count == 1)
    #expect(bench.state.fetching.unreliableUntil == nil)
  }

  @Test func `a quiet source is asked for the whole each week`() async throws {
    let bench = try FetchBench()
    let server = Self.liar(["Ferry runs late"], etag: "\"1\"")
    try await bench.poll(server)
    bench.wait(hours: 100)
    #expect(try await bench.poll(server).first?.validators != nil)
    bench.wait(hours: 70)
    #expect(try await bench.poll(server).first?.validators == nil)
    bench.wait(hours: 1)
    #expect(try await bench.poll(server).first?.validators != nil)
  }

  @Test func `entries that a delta lacks have not left the feed`() async throws {
    let bench = try FetchBench()
    try await bench.poll { _, _ in
      .success(FetchBench.document(["Ferry runs late", "Bridge closed"], etag: "\"1\""))
    }
    let requests = try await bench.poll { _, _ in
      var response = FetchBench.document(["Tide is out"], etag: "\"2\"")
      response.outcome = .body
      response.status = 226
      return .success(response)
    }
    #expect(requests.first?.acceptsDelta == true)
    #expect(bench.state.stories == 3)
    // The whole is still to be seen: a delta confirms nothing.
    #expect(bench.state.fetching.unconfirmed == 1)
    #expect(try await bench.entriesInFeed() == 3)
  }

  @Test func `the state keeps no query and no password, and validators go back all the same`() async throws {
    let url = "https://reader:kanarienvogel@harbor.example/feed?key=kanarienvogel"
    let bench = try FetchBench(url: url)
    let answered = "https://harbor.example/feed?key=kanarienvogel"
    try await bench.poll { _, _ in
      .success(FetchBench.document(["Ferry runs late"], etag: "\"1\"", url: answered))
    }
    let requests = try await bench.poll { request, _ in .success(FetchBench.notModified(request)) }
    #expect(requests.first?.validators?.etag == "\"1\"")
    #expect(requests.first?.validators?.belong(to: answered) == true)
    #expect(requests.first?.validators?.belong(to: "https://harbor.example/feed?key=other") == false)
    #expect(!"\(bench.state)".contains("kanarienvogel"))
  }
}
