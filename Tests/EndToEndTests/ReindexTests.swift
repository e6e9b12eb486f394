import Foundation
import TestSupport
import Testing
import WebText

/// `tidings reindex`: the index from the log, and a daemon that finds everything known.
@Suite(.timeLimit(.minutes(5 * Patience.factor)))
struct ReindexTests {
  private let feed = rss(
    "Coast",
    [
      Item(title: "Fishing fleet returns with a record herring catch", link: "https://coast.example/1"),
      Item(title: "Storm wall rebuilt after two winters of work", link: "https://coast.example/2"),
    ])

  @Test("After it the directory verifies, and a poll stores nothing twice")
  func rebuilds() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    try #require(try work.poll().status == 0)
    let lines = try work.lines("stories").count
    try #require(lines == 2)
    let reindex = try work.tidings("reindex", "--config", work.config, "--json")
    #expect(reindex.status == 0, "\(reindex.errors)")
    let said = try JSONValue.parse(Array(reindex.output.utf8))
    #expect(said["lines"]?.integer == 2)
    #expect(said["sources"]?.integer == 1)
    #expect(reindex.errors.isEmpty)
    #expect(FileManager.default.fileExists(atPath: work.output + "/state/index.sqlite.broken"))
    let verify = try work.tidings("verify", "--output", work.output)
    #expect(verify.status == 0, "\(verify.output)")
    try #require(try work.poll().status == 0)
    #expect(try work.lines("stories").count == 2)
    #expect(try work.lines("updates").isEmpty)
  }

  @Test("It is refused while a daemon has the directory, with its pid and status 75, and makes no directory")
  func refused() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    let missing = try work.tidings("reindex", "--config", work.config)
    #expect(missing.status == 1)
    #expect(!FileManager.default.fileExists(atPath: work.output))
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll") != nil)
    let reindex = try work.tidings("reindex", "--config", work.config)
    #expect(reindex.status == 75)
    #expect(reindex.errors.contains("pid"), "\(reindex.errors)")
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(!FileManager.default.fileExists(atPath: work.output + "/state/index.sqlite.broken"))
  }
}
