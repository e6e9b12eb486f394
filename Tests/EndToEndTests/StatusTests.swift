import Foundation
import TestSupport
import Testing
import WebText

/// `tidings status` says what was asked of whom, what came of it and why it is asked again when it is.
@Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor)))
struct StatusTests {
  private func work(_ server: ScriptedServer) throws -> Workspace {
    let work = try Workspace()
    try work.configure([
      "name: quay, url: '\(server.url("/feed?key=geheim"))'", "name: lost, url: '\(server.url("/lost"))'",
    ])
    return work
  }

  private func server() throws -> ScriptedServer {
    let feed = rss(
      "Quay", [Item(title: "Harbor pilots strike over night shifts", link: "https://quay.example/1")])
    return try ScriptedServer(routes: [
      "/feed": [.document(feed, etag: "\"one\"")], "/lost": [Reply(429, [("Retry-After", "1")])],
    ])
  }

  @Test func `a source's status has its last polls with answer, bytes, time and the rule that set the next`()
    throws
  {
    let server = try server()
    let work = try work(server)
    defer { server.stop() }
    for _ in 0..<3 { _ = try work.tidings("poll", "--config", work.config, "quay") }
    let text = try work.tidings("status", "--output", work.output, "quay").output
    #expect(text.contains("validators:     in use, ETag \"one\""))
    let json = try JSONValue.parse(
      Array(
        try work.tidings("status", "--output", work.output, "--json", "quay").output.utf8))
    let source = try #require(json["sources"]?.array?.first)
    let history = try #require(source["history"]?.array)
    #expect(history.map { $0["status"]?.integer } == [304, 304, 200])
    #expect(history.last?["new_entries"]?.integer == 1)
    #expect(history.allSatisfy { ($0["bytes"]?.integer ?? 0) > 0 && $0["next_poll_reason"]?.string != "" })
    #expect(history.first?["next_poll_reason"]?.string == source["next_poll_reason"]?.string)
    #expect(source["validators"]?.string == "in use")
  }

  @Test func `a source whose host asked another one to wait says so`() throws {
    let feed = rss("Quay", [Item(title: "Ferries to the islands run again", link: "https://quay.example/2")])
    let server = try ScriptedServer(routes: [
      "/feed": [.document(feed)], "/lost": [Reply(429, [("Retry-After", "7200")])],
    ])
    defer { server.stop() }
    let work = try Workspace()
    try work.configure([
      "name: quay, url: '\(server.url("/feed"))', interval: 10m",
      "name: lost, url: '\(server.url("/lost"))'",
    ])
    for name in ["quay", "lost"] { _ = try work.tidings("poll", "--config", work.config, name) }
    let text = try work.tidings("status", "--output", work.output, "quay").output
    let why = "because: the host asked to be left alone, when lost was polled"
    #expect(text.contains(why))
    let all = try work.tidings("status", "--output", work.output, "--json").output
    let sources = try #require(try JSONValue.parse(Array(all.utf8))["sources"]?.array)
    let quay = try #require(sources.first { $0["name"]?.string == "quay" })
    #expect(quay["host_held_for"]?.string == "lost")
    #expect(quay["host_held_until"]?.string ?? "" > quay["next_poll"]?.string ?? "")
    // What was told to the source itself stands where it always did.
    let lost = try #require(sources.first { $0["name"]?.string == "lost" })
    #expect(lost["host_held_for"] == nil && lost["next_poll_reason"]?.string?.contains("Retry-After") == true)
  }

  @Test func `the ledger counts what each host was asked, over several runs, and keeps no secret`() throws {
    let server = try server()
    let work = try work(server)
    for name in ["quay", "quay", "lost"] { _ = try work.tidings("poll", "--config", work.config, name) }
    let output = try work.tidings("status", "--output", work.output, "--hosts", "--json").output
    let json = try JSONValue.parse(Array(output.utf8))
    let host = try #require(json["hosts"]?.array?.first)
    #expect(host["host"]?.string == "127.0.0.1:\(server.port)")
    for period in ["today", "week", "total"] {
      let counts = try #require(host[period])
      #expect(counts["requests"]?.integer == 3)
      #expect(counts["documents"]?.integer == 1)
      #expect(counts["not_modified"]?.integer == 1)
      #expect(counts["asked_to_wait"]?.integer == 1)
      #expect(counts["failures"]?.integer == 1)
    }
    #expect(!output.contains("geheim"))
    let text = try work.tidings("status", "--output", work.output, "--hosts").output
    #expect(text.contains("33 %") && text.contains("1 hosts; in seven days 3 requests"))
  }
}
