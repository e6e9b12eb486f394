import Foundation
import TestSupport
import Testing
import WebText

/// Secrets of every kind, in sources that work and sources that fail, are in nothing that tidings writes.
@Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor))) struct SecretsTests {
  /// The secret, and how basic authentication spells `reader:` and it.
  static let canary = "kanarienvogel-4711"
  static let traces = [
    canary, Data("reader:\(canary)".utf8).base64EncodedString(), "a2FuYXJpZW52b2dlbC00NzEx",
  ]

  private func body(_ name: String) -> String {
    rss("Feed\(name)", [Item(title: "Sea wall at \(name) is repaired", link: "story?id=\(name)")])
  }

  private func configure(_ work: Workspace, _ server: ScriptedServer, _ closed: ClosedPort) throws {
    let at = "127.0.0.1:\(server.port)"
    try Self.canary.write(toFile: work.path + "/secret", atomically: true, encoding: .utf8)
    try work.configure([
      "name: basic, url: 'http://\(at)/basic', auth: {user: reader, password: {file: secret}}",
      "name: bearer, url: 'http://\(at)/bearer', auth: {token: {env: TIDINGS_TEST_SECRET}}",
      "name: header, url: 'http://\(at)/header', headers: {X-Api-Key: \(Self.canary)}",
      "name: query, url: 'http://reader:\(Self.canary)@\(at)/query?key=\(Self.canary)'",
      "name: moved, url: 'http://\(at)/moved?key=\(Self.canary)'",
      "name: refused, url: 'http://\(at)/refused?key=\(Self.canary)', "
        + "auth: {type: digest, user: reader, password: {credential: feed}}",
      "name: torn, url: 'http://reader:\(Self.canary)@\(at)/torn?key=\(Self.canary)'",
      "name: html, url: 'http://\(at)/html?key=\(Self.canary)'",
      "name: closed, url: '\(closed.url("/x?key=\(Self.canary)"))', headers: {Cookie: 's=\(Self.canary)'}",
      "name: proxied, url: 'http://feeds.invalid/x?key=\(Self.canary)', "
        + "proxy: {url: '\(closed.url("/").dropLast())', user: reader, password: \(Self.canary)}",
      "name: loop, url: 'http://\(at)/loop?key=\(Self.canary)'",
    ])
  }

  private func server() throws -> ScriptedServer {
    let bodies = Dictionary(
      uniqueKeysWithValues: ["/basic", "/bearer", "/header", "/query", "/new"].map { ($0, body($0)) })
    return try ScriptedServer { request in
      switch request.path {
      case "/moved": return .redirect(301, to: "/new?\(request.target.split(separator: "?").last ?? "")")
      case "/loop": return .redirect(302, to: request.target)
      case "/refused":
        return Reply(401, [("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")], "no")
      case "/torn": return Reply(200, [], "<rss>").with { $0.framing = .declared("500") }
      case "/html": return Reply(200, [("Content-Type", "text/html")], "<html><body>Parked</body></html>")
      default:
        guard let text = bodies[request.path] else { return Reply(404) }
        return .document(text, etag: "\"\(request.path)\"")
      }
    }
  }

  private func traces(in work: Workspace) throws -> [String] {
    let files = try #require(FileManager.default.enumerator(atPath: work.output)).compactMap { $0 as? String }
    #expect(files.contains { $0.hasSuffix(".ndjson") } && files.contains { $0.contains("index") }, "\(files)")
    return files.filter { file in
      guard let bytes = FileManager.default.contents(atPath: work.output + "/" + file) else { return false }
      return Self.traces.contains { bytes.range(of: Data($0.utf8)) != nil }
    }
  }

  @Test(
    "Neither the log nor the output, the index, the status or the metrics has a secret, and origins get theirs"
  )
  func nothingLeaks() throws {
    let work = try Workspace()
    let (server, closed) = (try server(), try ClosedPort())
    try configure(work, server, closed)
    try FileManager.default.createDirectory(
      atPath: work.path + "/credentials", withIntermediateDirectories: true)
    try Self.canary.write(toFile: work.path + "/credentials/feed", atomically: true, encoding: .utf8)
    let environment = [
      "TIDINGS_TEST_SECRET": Self.canary, "CREDENTIALS_DIRECTORY": work.path + "/credentials",
    ]
    var said = ""
    for _ in 1...2 {
      let outcome = try work.run(
        ["poll", "--config", work.config, "--log-level", "debug"], environment: environment)
      said += outcome.output + outcome.errors
      #expect(outcome.output.contains("11 sources"), "\(outcome)")
      #expect(outcome.output.contains("6 failed"), "\(outcome)")
    }
    for arguments in [
      ["check", "--config", work.config], ["check", "--json", "--config", work.config],
      ["status", "--config", work.config], ["status", "query", "--config", work.config],
      ["status", "moved", "--config", work.config], ["why", "--config", work.config, "http://x.example/"],
    ] {
      let outcome = try work.run(arguments)
      said += outcome.output + outcome.errors
    }
    let daemon = try RunningDaemon(work, environment: environment, ["--log-level", "debug"])
    var lines: [String] = []
    while let line = daemon.line(with: " ") {
      lines.append(line)
      if line.contains("started") { break }
    }
    // The password in front of the host is another one now, as is the query.
    try work.configure([
      "name: query, url: 'http://\(Self.canary):b@127.0.0.1:\(server.port)/query?key=\(Self.canary)'"
    ])
    let reload = try work.tidings("reload", "--output", work.output)
    #expect(reload.status == 0 && reload.output.contains("changed query"), "\(reload)")
    said += reload.output + reload.errors
    daemon.signal(SIGTERM)
    while let line = daemon.line(with: " ") { lines.append(line) }
    _ = daemon.end()
    #expect(
      lines.contains { $0.contains("reloaded") } && lines.contains { $0.contains("stopped") }, "\(lines)")
    said += lines.joined(separator: "\n")
    for trace in Self.traces { #expect(!said.contains(trace), "\(trace)") }
    #expect(try traces(in: work) == [])
    // They did go where they belong.
    func seen(_ path: String) -> String {
      server.requests.filter { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }
    #expect(seen("/basic").contains(Self.traces[1]))
    #expect(seen("/bearer").contains("Bearer \(Self.canary)"))
    #expect(seen("/header").contains("X-Api-Key: \(Self.canary)"))
    #expect(seen("/query").contains("key=\(Self.canary)") && seen("/query").contains(Self.traces[1]))
    #expect(seen("/query").contains("If-None-Match: \"/query\""))
    #expect(!seen("/refused").contains(Self.traces[1]))
  }
}
