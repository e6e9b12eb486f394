// The crash on a marked title is not in a release build.
#if DEBUG
  import Foundation
  import TestSupport
  import Testing
  import WebText

  /// A document that brings the process down: it is found out, left alone, and nobody else suffers for long.
  @Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor)))
  struct QuarantineTests {
    private let poison = rss("Moor", [Item(title: "A POISONOUS headline", link: "https://moor.example/1")])
    private let healed = rss("Moor", [Item(title: "Peat harvest ends early", link: "https://moor.example/2")])

    /// Two sound feeds, and one that is poisonous at its first two polls.
    private func serve() throws -> ScriptedServer {
      try ScriptedServer(routes: [
        "/coast": [
          .document(rss("Coast", [Item(title: "Ferry gets a new captain", link: "https://coast.example/1")]))
        ],
        "/moor": [.document(poison), .document(poison), .document(healed)],
        "/town": [
          .document(rss("Town", [Item(title: "Clock tower strikes again", link: "https://town.example/1")]))
        ],
      ])
    }

    private func configure(_ work: Workspace, _ server: ScriptedServer) throws {
      try work.configure(["coast", "moor", "town"].map { "name: \($0), url: '\(server.url("/\($0)"))'" })
    }

    /// - Parameter signal: 0 for an overflow of the stack.
    private func environment(_ stage: String, signal: Int32 = SIGSEGV) -> [String: String] {
      [
        "TIDINGS_TEST_CRASH_TITLE": "POISONOUS", "TIDINGS_TEST_CRASH_STAGE": stage,
        "TIDINGS_TEST_CRASH_SIGNAL": "\(signal)", "SWIFT_BACKTRACE": "enable=no",
      ]
    }

    private func events(_ work: Workspace, _ name: String) throws -> [JSONValue] {
      try work.lines("events").filter { $0["event"]?.string == name }
    }

    private func status(_ work: Workspace, of source: String) throws -> JSONValue? {
      let outcome = try work.tidings("status", "--output", work.output, "--json", source)
      return try JSONValue.parse(Array(outcome.output.utf8))["sources"]?.array?.first
    }

    @Test(
      "A daemon that a feed brings down twice is up at the third start, without that feed, until it is asked for",
      arguments: ["parse", "deduplicate", "append"])
    func daemon(stage: String) throws {
      let server = try serve()
      let work = try Workspace()
      try configure(work, server)
      let environment = environment(stage)
      for _ in 0..<2 {
        let daemon = try RunningDaemon(work, environment: environment)
        #expect(daemon.end() == -SIGSEGV)
      }

      let daemon = try RunningDaemon(work, environment: environment)
      let report = try #require(daemon.line(with: "quarantined", "source=moor", "crashes=2"))
      #expect(report.contains("tidings poll moor"))
      #expect(daemon.line(with: "started") != nil)
      let pass = try work.tidings("poll", "--config", work.config)
      #expect(pass.status == 1)
      #expect(pass.output.contains("1 quarantined"))
      #expect(pass.errors.contains("moor: quarantined until"))
      #expect(server.requests.filter { $0.path == "/moor" }.count == 2)
      let sources = try work.lines("stories").compactMap { $0["source"]?.string }
      #expect(sources.sorted() == ["coast", "town"])

      let event = try events(work, "quarantined")
      #expect(event.count == 1)
      #expect(event.first?["source"]?.string == "moor")
      #expect(event.first?["details"]?["crashes"]?.string == "2")
      let document = try #require(event.first?["details"]?["document"]?.string)
      #expect(try String(contentsOfFile: document, encoding: .utf8) == poison)
      let mode = try FileManager.default.attributesOfItem(atPath: document)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let quarantined = try status(work, of: "moor")
      #expect(quarantined?["state"]?.string == "quarantined")
      #expect(quarantined?["quarantined_until"]?.string == quarantined?["next_poll"]?.string)
      #expect(quarantined?["last_error"]?.string?.contains("died 2 times") == true)
      let table = try work.tidings("status", "--output", work.output)
      #expect(table.output.contains("quarantined") && table.output.contains("died 2 times"))

      // The feed has been repaired, and somebody asks for it.
      #expect(try work.tidings("poll", "--config", work.config, "moor").status == 0)
      #expect(
        try work.lines("stories").compactMap { $0["title"]?.string }.contains("Peat harvest ends early"))
      #expect(try status(work, of: "moor")?["state"]?.string == "ok")
      #expect(try status(work, of: "moor")?["crashes"] == nil)
      #expect(try events(work, "quarantined").count == 1)
      #expect(try events(work, "recovered").count == 1)
      #expect(!FileManager.default.fileExists(atPath: document))
      #expect(try work.tidings("poll", "--config", work.config).status == 0)
      daemon.signal(SIGTERM)
      #expect(daemon.end() == 0)
      let verify = try work.tidings("verify", "--output", work.output)
      #expect(verify.status == 0, "\(verify.output)")
    }

    @Test(
      "Single passes that a feed brings down twice leave it alone at the third; sources beside it are cleared"
    )
    func passes() throws {
      let server = try serve()
      let work = try Workspace()
      try configure(work, server)
      let pass = ["poll", "--config", work.config]
      for _ in 0..<2 { #expect(try work.run(pass, environment: environment("parse")).status == -SIGSEGV) }
      let third = try work.run(pass, environment: environment("parse"))
      #expect(third.status == 1)
      #expect(third.errors.contains("quarantined") && third.errors.contains("source=moor"))
      #expect(Set(try work.lines("stories").compactMap { $0["source"]?.string }) == ["coast", "town"])
      for source in ["coast", "town"] {
        #expect(try status(work, of: source)?["state"]?.string == "ok")
        #expect(try status(work, of: source)?["crashes"] == nil)
      }
      // Not reported again at each start.
      #expect(try work.run(pass, environment: environment("parse")).status == 1)
      #expect(try events(work, "quarantined").count == 1)
    }

    @Test("A source that is asked for and crashes again is quarantined anew")
    func again() throws {
      let server = try ScriptedServer(["/moor": .document(poison)])
      let work = try Workspace()
      try work.configure(["name: moor, url: '\(server.url("/moor"))'"])
      let pass = ["poll", "--config", work.config]
      for _ in 0..<2 { try work.run(pass, environment: environment("parse")) }
      #expect(try work.run(pass + ["moor"], environment: environment("parse")).status == -SIGSEGV)
      #expect(try work.run(pass, environment: environment("parse")).status == 1)
      let crashes = try events(work, "quarantined").map { $0["details"]?["crashes"]?.string }
      #expect(crashes == ["2", "3"])
      #expect(server.requests.count == 3)
    }

    @Test(
      "Any way to crash is noted, and counts at the second time",
      arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, 0])
    func signals(signal: Int32) throws {
      let server = try ScriptedServer(["/moor": .document(poison)])
      let work = try Workspace()
      try work.configure(["name: moor, url: '\(server.url("/moor"))'"])
      let pass = ["poll", "--config", work.config]
      let environment = environment("parse", signal: signal)
      for _ in 0..<2 {
        #expect(try work.run(pass, environment: environment).status == -(signal == 0 ? SIGSEGV : signal))
      }
      #expect(try work.run(pass, environment: environment).status == 1)
      #expect(try events(work, "quarantined").count == 1)
    }

    @Test("kill -9 is no crash: the source is read again, alone, and quarantined only after five in a row")
    func killed() throws {
      let server = try ScriptedServer(["/moor": .document(poison)])
      let work = try Workspace()
      try work.configure(["name: moor, url: '\(server.url("/moor"))'"])
      let pass = ["poll", "--config", work.config]
      for _ in 0..<5 {
        #expect(try work.run(pass, environment: environment("parse", signal: SIGKILL)).status == -SIGKILL)
      }
      let last = try work.run(pass, environment: environment("parse", signal: SIGKILL))
      #expect(last.status == 1 && last.output.contains("1 quarantined"))
      // And a document that can be read after all clears it.
      #expect(try work.run(pass + ["moor"]).status == 0)
      #expect(try status(work, of: "moor")?["crashes"] == nil)
    }

    @Test("One crash is forgiven when the document is read to its end afterwards")
    func forgiven() throws {
      let server = try ScriptedServer(routes: ["/moor": [.document(poison), .document(healed)]])
      let work = try Workspace()
      try work.configure(["name: moor, url: '\(server.url("/moor"))'"])
      let pass = ["poll", "--config", work.config, "--log-level", "notice"]
      #expect(try work.run(pass, environment: environment("parse")).status == -SIGSEGV)
      let second = try work.run(pass, environment: environment("parse"))
      #expect(second.status == 0)
      #expect(second.errors.contains("the program crashed while it read this source's document"))
      #expect(second.errors.contains("no longer suspect"))
      #expect(try events(work, "quarantined").isEmpty)
    }
  }
#endif
