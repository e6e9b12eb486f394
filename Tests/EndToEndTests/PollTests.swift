import Foundation
import TestSupport
import Testing
import WebText

/// `tidings poll`: from a list of sources to stories on disk, with the real binary and a real HTTP server.
@Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor)))
struct PollTests {
  @Test("A second poll of the same feeds adds nothing, and a new item adds one story")
  func storesOnce() throws {
    let first = rss(
      "Harbor",
      [
        Item(title: "Harbor bridge closes for a month of repairs", link: "https://harbor.example/1"),
        Item(title: "Ferry line adds a night boat to the islands", link: "https://harbor.example/2"),
      ])
    let second = rss(
      "Harbor",
      [
        Item(title: "Old lighthouse to open as a small museum", link: "https://harbor.example/3"),
        Item(title: "Harbor bridge closes for a month of repairs", link: "https://harbor.example/1"),
        Item(title: "Ferry line adds a night boat to the islands", link: "https://harbor.example/2"),
      ])
    let server = try ScriptedServer(routes: [
      "/feed": [
        .document(first, etag: "\"one\""), .document(first, etag: "\"one\""),
        .document(second, etag: "\"two\""),
      ]
    ])
    let work = try Workspace()
    try work.configure(["name: harbor, url: '\(server.url("/feed"))'"])
    #expect(try work.poll().status == 0)
    #expect(try work.lines("stories").count == 2)
    #expect(try work.lines("stories").allSatisfy { $0["backfill"]?.bool == true })
    #expect(try work.poll().output.contains("1 unchanged"))
    #expect(server.requests[1].header("If-None-Match") == "\"one\"")
    #expect(try work.poll().status == 0)
    let stories = try work.lines("stories")
    #expect(stories.map { $0["title"]?.string ?? "" }.last == "Old lighthouse to open as a small museum")
    #expect(stories.count == 3)
    #expect(stories.last?["backfill"]?.bool == nil || stories.last?["backfill"]?.bool == false)
    let seqs = stories.compactMap { $0["seq"]?.integer }
    #expect(seqs == seqs.sorted() && Set(seqs).count == 3)
    let verify = try work.tidings("verify", "--output", work.output)
    #expect(verify.status == 0, "\(verify.output)\(verify.errors)")
  }

  @Test("A proxy of the environment is not used")
  func ignoresProxyVariables() throws {
    let item = Item(title: "Harbor choir sings on the old ferry", link: "https://harbor.example/7")
    let server = try ScriptedServer(["/feed": .document(rss("Harbor", [item]))])
    let proxy = try ScriptedServer { _ in Reply(200, [], "proxied") }
    let work = try Workspace()
    try work.configure(["name: harbor, url: '\(server.url("/feed"))'"])
    let url = "http://127.0.0.1:\(proxy.port)"
    let poll = try work.run(
      ["poll", "--config", work.config], environment: ["http_proxy": url, "all_proxy": url, "ALL_PROXY": url])
    #expect(poll.status == 0, "\(poll.errors)")
    #expect(try work.lines("stories").count == 1)
    #expect(proxy.connections == 0)
  }

  @Test("What was learned of a source is an event, and stands in its status")
  func learns() throws {
    let titles = [
      "Ferry adds a night boat", "Bridge closes for repairs", "Choir wins in Graz", "Museum finds old maps",
    ]
    let feed = rss(
      "Harbor",
      titles.enumerated().map { place, title in
        Item(title: title + " on the island - Kites Herold", link: "https://harbor.example/\(place + 10)")
      })
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: harbor, url: '\(server.url("/feed"))'"])
    #expect(try work.poll().status == 0)
    let event = try work.lines("events").first { $0["event"]?.string == "learned" }
    #expect(event?["details"]?["fact"]?.string == "suffix")
    #expect(event?["details"]?["value"]?.string == "Kites Herold")
    let text = try work.tidings("status", "--output", work.output, "harbor").output
    #expect(text.contains("suffix Kites Herold (4 of 4 titles)"))
    let json = try work.tidings("status", "--output", work.output, "--json").output
    let source = try JSONValue.parse(Array(json.utf8))["sources"]?.array?.first
    #expect(source?["learned"]?.array?.first?["fact"]?.string == "suffix")
    #expect(try work.tidings("verify", "--output", work.output).status == 0)
  }

  @Test("The wire story that two outlets carry is one story and one sighting, with the right instants")
  func motivatingStory() throws {
    let wire = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0"><channel><title>Yonhap News Agency</title><link>https://wire.example/</link><description>d</description>
      <item><title>N.K. leader urges 'ideological offensive' by propaganda officials</title>
      <link>https://wire.example/view/20220401001</link><guid>https://wire.example/view/20220401001</guid>
      <pubDate>2022-04-01 08:12 +0900</pubDate><description>A wire's own summary of the workshop.</description></item>
      </channel></rss>
      """
    let carrier = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Korea Herald</title>
      <link>https://carrier.example/</link><description>d</description>
      <item><title>NK leader urges ‘ideological offensive’ by propaganda officials</title>
      <link>https://carrier.example/view.php?ud=20220401000123</link>
      <pubDate>Apr 1, 2022 - 10:18</pubDate><dc:creator>Yonhap</dc:creator><category>National</category>
      <description>The carrier's words about the same workshop.</description></item>
      </channel></rss>
      """
    let server = try ScriptedServer(["/wire": .document(wire), "/carrier": .document(carrier)])
    let work = try Workspace()
    try work.configure(["name: yonhap, url: '\(server.url("/wire"))'"])
    #expect(try work.poll().status == 0)
    try work.configure([
      "name: yonhap, url: '\(server.url("/wire"))'",
      "name: korea-herald, url: '\(server.url("/carrier"))', timezone: Asia/Seoul",
    ])
    #expect(try work.poll().status == 0)
    let stories = try work.lines("stories")
    let updates = try work.lines("updates")
    #expect(stories.count == 1 && updates.count == 1)
    #expect(stories.first?["date_published"]?.string == "2022-03-31T23:12:00Z")
    #expect(stories.first?["published_basis"]?.string == "given")
    #expect(updates.first?["type"]?.string == "sighting")
    #expect(updates.first?["story"]?.string == stories.first?["id"]?.string)
    #expect(updates.first?["date_published"]?.string == "2022-04-01T01:18:00Z")
    #expect(updates.first?["published_basis"]?.string == "zone-configured")
    #expect(updates.first?["match"]?["rule"]?.string == "title")
    #expect(updates.first?["match"]?["gap_minutes"]?.integer == 126)
  }

  @Test("An edited entry gives a revision that names what changed")
  func revision() throws {
    let before = rss(
      "Valley", [Item(title: "Dam opened early", link: "https://valley.example/1", text: "The lake is full.")]
    )
    let after = rss(
      "Valley",
      [
        Item(
          title: "Dam opened early", link: "https://valley.example/1",
          text: "The lake is full, and the town safe.")
      ])
    let server = try ScriptedServer(routes: ["/feed": [.document(before), .document(after)]])
    let work = try Workspace()
    try work.configure(["name: valley, url: '\(server.url("/feed"))'"])
    for _ in 0..<2 { #expect(try work.poll().status == 0) }
    let updates = try work.lines("updates")
    #expect(try work.lines("stories").count == 1)
    #expect(updates.count == 1)
    #expect(updates.first?["type"]?.string == "revision")
    #expect(updates.first?["revision"]?.integer == 1)
    #expect(updates.first?["changed"]?.array?.isEmpty == false)
  }

  struct BadServer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reply: Reply
    var stage: String
    var words: String
  }

  static let badServers: [BadServer] = [
    BadServer(
      testDescription: "HTML instead of a feed",
      reply: .document(
        "<!doctype html><html><head><title>Welcome</title></head><body>Hi</body></html>",
        etag: "\"bad\"", contentType: "text/html"), stage: "parse", words: "Welcome"),
    BadServer(
      testDescription: "an empty body", reply: .document("", etag: "\"bad\""), stage: "parse",
      words: "not a feed"),
    BadServer(
      testDescription: "a body cut off",
      reply: Reply.document(
        rss("Cut", [Item(title: "Half a story", link: "https://cut.example/1")]), etag: "\"bad\""
      )
      .with { $0.cutAfter = 150 }, stage: "fetch", words: "ended early"),
    BadServer(
      testDescription: "a server error", reply: Reply(500, [("ETag", "\"bad\"")], "sorry"), stage: "fetch",
      words: "500"),
    BadServer(
      testDescription: "not found", reply: Reply(404, [("ETag", "\"bad\"")], "no"), stage: "fetch",
      words: "404"),
    BadServer(testDescription: "not HTTP", reply: .raw("SSH-2.0-x\r\n"), stage: "fetch", words: "not HTTP"),
  ]

  @Test(
    "A bad answer is one line with source, stage and hint; the others go on, and its validators are not kept",
    arguments: badServers)
  func badAnswer(_ bad: BadServer) throws {
    let good = rss("Good", [Item(title: "Market square gets its trees back", link: "https://good.example/1")])
    let server = try ScriptedServer(["/good": .document(good), "/bad": bad.reply])
    let work = try Workspace()
    try work.configure([
      "name: good, url: '\(server.url("/good"))'", "name: bad, url: '\(server.url("/bad"))'",
    ])
    let outcome = try work.poll()
    #expect(outcome.status == 1)
    let complaints = outcome.errors.split(separator: "\n").filter { $0.contains("poll failed") }
    #expect(complaints.count == 1)
    let line = String(complaints.first ?? "")
    #expect(line.contains("source=bad") && line.contains("stage=\(bad.stage)") && line.contains("hint="))
    #expect(line.contains(bad.words), "\(line)")
    #expect(try work.lines("stories").count == 1)
    _ = try work.poll()
    for request in server.requests where request.path == "/bad" {
      #expect(request.header("If-None-Match") == nil)
      #expect(request.header("If-Modified-Since") == nil)
    }
  }

  @Test("A refused connection, a host without an address and a server that speaks no TLS each give one line")
  func unreachable() throws {
    let server = try ScriptedServer(["/good": .document(rss("Good", []))])
    let closed = try ClosedPort()
    let work = try Workspace()
    try work.configure([
      "name: good, url: '\(server.url("/good"))'",
      "name: refused, url: '\(closed.url("/feed"))'",
      "name: nohost, url: 'http://no-such-host.invalid/feed'",
      "name: notls, url: 'https://127.0.0.1:\(server.port)/feed', timeout: 1s",
    ])
    let outcome = try work.poll()
    #expect(outcome.status == 1)
    for name in ["refused", "nohost", "notls"] {
      let lines = outcome.errors.split(separator: "\n").filter { $0.contains("source=\(name)") }
      #expect(
        lines.count == 1 && lines[0].contains("stage=fetch") && lines[0].contains("hint="),
        "\(outcome.errors)")
    }
    #expect(outcome.output.contains("3 failed"))
  }

  @Test("What was stored stays, and is not stored again, when a feed goes bad and comes back")
  func badThenGood() throws {
    let feed = rss("Back", [Item(title: "Tram tunnel passes its first test", link: "https://back.example/1")])
    let server = try ScriptedServer(routes: [
      "/feed": [
        .document(feed, etag: "\"a\""), Reply(503, [("Retry-After", "1")], ""),
        .document(feed + " ", etag: "\"b\""),
      ]
    ])
    let work = try Workspace()
    try work.configure(["name: back, url: '\(server.url("/feed"))'"])
    #expect(try work.poll().status == 0)
    #expect(try work.poll().status == 1)
    #expect(try work.poll().status == 0)
    #expect(try work.lines("stories").count == 1)
    // The server that failed still gets the validators of what is stored.
    #expect(server.requests.map { $0.header("If-None-Match") } == [nil, "\"a\"", "\"a\""])
  }

  @Test("A private address is refused without a connection, unless it is allowed")
  func addressGuard() throws {
    let server = try ScriptedServer(["/feed": .document(rss("Inner", []))])
    let work = try Workspace()
    try work.configure(["name: inner, url: '\(server.url("/feed"))'"])
    let text = try String(contentsOfFile: work.config, encoding: .utf8)
    try text.replacing("network: {allow: [127.0.0.0/8]}", with: "network: {allow: []}")
      .write(toFile: work.config, atomically: true, encoding: .utf8)
    let outcome = try work.poll()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("127.0.0.1"))
    #expect(server.connections == 0)
  }

  @Test("A lost index is made anew from the log: nothing is stored twice, and copies are still recognized")
  func lostIndex() throws {
    let one = rss(
      "One",
      [
        Item(title: "Canal lock number nine fails its yearly inspection", link: "https://one.example/1"),
        Item(title: "Mayor cuts the ribbon on the new orchard school", link: "https://one.example/2"),
      ])
    let two = rss(
      "Two",
      [
        Item(
          title: "(LEAD) Canal lock number nine fails its yearly inspection", link: "https://two.example/a")
      ])
    let server = try ScriptedServer(["/one": .document(one, etag: "\"1\""), "/two": .document(two)])
    let work = try Workspace()
    try work.configure(["name: one, url: '\(server.url("/one"))'"])
    #expect(try work.poll().status == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: work.output + "/state")
    where name.contains("index") {
      try FileManager.default.removeItem(atPath: work.output + "/state/" + name)
    }
    try work.configure(["name: one, url: '\(server.url("/one"))'", "name: two, url: '\(server.url("/two"))'"])
    #expect(try work.poll().status == 0)
    // The validators went with the index.
    #expect(server.requests.filter { $0.path == "/one" }.map { $0.header("If-None-Match") } == [nil, nil])
    let stories = try work.lines("stories")
    let updates = try work.lines("updates")
    #expect(stories.count == 2)
    #expect(updates.count == 1)
    let lock = stories.first { $0["title"]?.string?.hasPrefix("Canal") == true }
    #expect(updates.first?["story"]?.string == lock?["id"]?.string)
    let verify = try work.tidings("verify", "--output", work.output)
    #expect(verify.status == 0, "\(verify.output)")
  }
}
