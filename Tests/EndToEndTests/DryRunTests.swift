import Foundation
import TestSupport
import Testing
import WebText

/// `tidings why --dry-run`: what changed rules would make of a log.
@Suite(.timeLimit(.minutes(5)))
struct DryRunTests {
  private func feed(_ name: String, _ hour: Int, _ title: String) -> String {
    let host = name.lowercased()
    return rss(
      name,
      [
        Item(
          title: title, link: "https://\(host).example/\(hour)",
          date: "Mon, 02 Feb 2026 \(hour):00:00 GMT", text: "What \(name) wrote of it at \(hour) hours."),
        Item(
          title: "A column that only \(name) has, about boats and nets", link: "https://\(host).example/c"),
      ])
  }

  /// A workspace in which two sources were polled, three hours apart by their dates; and the sources.
  private func polled(_ settings: String) throws -> (Workspace, [String], ScriptedServer) {
    let server = try ScriptedServer([
      "/north": .document(feed("North", 10, "Herring quota cut by half after a cold winter")),
      "/south": .document(feed("South", 13, "Herring quota cut by half after a cold winter")),
    ])
    let work = try Workspace()
    let sources = [
      "name: north, url: '\(server.url("/north"))'", "name: south, url: '\(server.url("/south"))'",
    ]
    try work.configure(sources, settings)
    // One after the other, so that it is known which founds the story.
    for source in ["north", "south"] {
      try #require(try work.tidings("poll", "--config", work.config, source).status == 0)
    }
    return (work, sources, server)
  }

  private func dryRun(_ work: Workspace, _ sources: [String], _ settings: String, _ more: String...) throws
    -> Workspace.Outcome
  {
    try work.configure(sources, settings)
    return try work.run(["why", "--dry-run", work.config] + more)
  }

  @Test("Rules that are the same change nothing")
  func unchanged() throws {
    let (work, sources, _) = try polled("")
    #expect(try work.lines("updates").count == 1)
    let run = try dryRun(work, sources, "")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "4 compared, 0 would merge, 0 would split\n")
  }

  @Test("A shorter window splits a story: both titles and sources, what the log has, and why not")
  func splits() throws {
    let (work, sources, _) = try polled("")
    let run = try dryRun(work, sources, "dedup: {window: 1h}")
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5, "\(run.output)")
    #expect(
      lines[0].hasPrefix("split ")
        && lines[0].hasSuffix("south: Herring quota cut by half after a cold winter"))
    #expect(lines[1].contains("north: Herring quota cut by half after a cold winter"))
    #expect(lines[2].contains("title, 3h apart"))
    #expect(lines[3].contains("3.0 h apart (window 1.0 h)"))
    #expect(lines[4] == "4 compared, 0 would merge, 1 would split")
  }

  @Test("A longer window merges two stories; --json gives a line each, and the sums")
  func merges() throws {
    let (work, sources, _) = try polled("dedup: {window: 1h}")
    #expect(try work.lines("updates").isEmpty)
    let run = try dryRun(work, sources, "", "--json")
    let lines = try run.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    #expect(lines.count == 2)
    #expect(lines[0]["change"]?.string == "merge")
    #expect(lines[0]["source"]?.string == "south")
    #expect(lines[0]["rule"]?.string == "title")
    #expect(lines[0]["story"]?["source"]?.string == "north")
    #expect(lines[1]["compared"]?.integer == 4)
    #expect(lines[1]["would_merge"]?.integer == 1)
    #expect(lines[1]["would_split"]?.integer == 0)
  }

  @Test("It works beside a daemon, changes nothing, and --since leaves out what is older")
  func besideADaemon() throws {
    let (work, sources, _) = try polled("")
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "started") != nil)
    let before = try work.lines("stories")
    let run = try dryRun(work, sources, "dedup: {window: 1h}", "--since", "1h")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasSuffix("4 compared, 0 would merge, 1 would split\n"))
    let none = try dryRun(work, sources, "dedup: {window: 1h}", "--since", "2999-01-01")
    #expect(none.output == "0 compared, 0 would merge, 0 would split\n")
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(try work.lines("stories") == before)
  }

  @Test(
    "Wrong usage is 2, a configuration that is wrong or not there is 1",
    arguments: [
      (["--since", "7d", "1", "2"], 2), (["--dry-run", "x.yaml", "1", "2"], 2),
      (["--dry-run", "x.yaml", "--pairs"], 2), (["--dry-run", "none.yaml"], 1),
    ])
  func usage(_ arguments: [String], _ status: Int) throws {
    let work = try Workspace()
    #expect(try work.run(["why"] + arguments).status == Int32(status))
  }
}
