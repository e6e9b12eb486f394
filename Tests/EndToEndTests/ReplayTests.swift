import Foundation
import TestSupport
import Testing
import WebText

/// `tidings replay`: captured answers through the daemon's own polls, with their own clock.
@Suite(.timeLimit(.minutes(5)))
struct ReplayTests {
  private let harbor = rss(
    "Harbor",
    [
      Item(title: "Ferry captain wins appeal over lost cargo of salt", link: "https://harbor.example/1"),
      Item(title: "Old lighthouse at Skarn sold to a choir", link: "https://harbor.example/2"),
    ])
  private let midland = rss(
    "Midland",
    [
      Item(
        title: "Ferry captain wins appeal over lost cargo of salt - Midland",
        link: "https://midland.example/9",
        date: "Mon, 02 Feb 2026 13:00:00 GMT", text: "Another text about the same appeal, from Midland.")
    ])

  /// A folder of captures: the bodies by their files, and the lines of the list.
  private func captures(_ work: Workspace, _ bodies: [String: String], _ lines: [String]) throws -> String {
    let folder = work.path + "/captures"
    try FileManager.default.createDirectory(atPath: folder + "/bodies", withIntermediateDirectories: true)
    for (file, body) in bodies {
      try body.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
    }
    try lines.map { $0 + "\n" }.joined()
      .write(toFile: folder + "/captures.ndjson", atomically: true, encoding: .utf8)
    return folder
  }

  private func line(_ time: String, _ source: String, _ file: String) -> String {
    """
    {"time":"\(time)","source":"\(source)","url":"https://\(source).example/feed","file":"\(file)"}
    """
  }

  private func parsed(_ output: String) throws -> [JSONValue] {
    try output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
  }

  @Test("The lines come in order, with the captures' time, and the same each time; nothing is left behind")
  func replays() throws {
    let work = try Workspace()
    let folder = try captures(
      work, ["bodies/a.xml": harbor, "bodies/b.xml": midland],
      [
        line("2026-02-02T10:20:00Z", "harbor", "bodies/a.xml"),
        line("2026-02-02T13:05:00Z", "midland", "bodies/b.xml"),
        line("2026-02-02T13:30:00Z", "harbor", "bodies/a.xml"),
        #"{"time":"2026-02-02T14:30:00Z","source":"harbor","url":"https://harbor.example/feed","status":503}"#,
      ])
    let temporary = work.path + "/tmp"
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    let replay = try work.run(["replay", folder], environment: ["TMPDIR": temporary])
    #expect(replay.status == 0, "\(replay.errors)")
    let lines = try parsed(replay.output)
    #expect(lines.map { $0["type"]?.string } == ["story", "story", "sighting"])
    #expect(lines.map { $0["seq"]?.integer } == [1, 2, 3])
    #expect(lines[0]["first_seen"]?.string == "2026-02-02T10:20:00Z")
    #expect(lines[2]["first_seen"]?.string == "2026-02-02T13:05:00Z")
    let story = lines.first { $0["title"]?.string?.hasPrefix("Ferry") == true }
    #expect(lines[2]["story"]?.string == story?["id"]?.string)
    #expect(lines[2]["match"]?["gap_minutes"]?.integer == 180)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    #expect(try work.run(["replay", folder]).output == replay.output)
  }

  @Test("The configuration's rules and settings of a source count")
  func configured() throws {
    let types = try typesOfLines(harbor: "", midland: "", "dedup: {window: 1h}")
    #expect(types == ["story", "story", "story"])
  }

  /// Of the lines that the two feeds give, the second poll some hours after the first.
  ///
  /// - Parameters:
  ///   - harbor: settings of the one source, each with a comma behind it.
  ///   - midland: of the other.
  private func typesOfLines(harbor one: String, midland other: String, _ settings: String) throws -> [String?]
  {
    let work = try Workspace()
    let folder = try captures(
      work, ["bodies/a.xml": harbor, "bodies/b.xml": midland],
      [
        line("2026-02-02T10:20:00Z", "harbor", "bodies/a.xml"),
        line("2026-02-02T13:05:00Z", "midland", "bodies/b.xml"),
      ])
    try work.configure(
      [
        "name: harbor, \(one) url: 'https://harbor.example/feed'",
        "name: midland, \(other) url: 'https://midland.example/feed'",
      ],
      settings)
    let replay = try work.tidings("replay", folder, "--config", work.config)
    #expect(replay.status == 0, "\(replay.errors)")
    return try parsed(replay.output).map { $0["type"]?.string }
  }

  @Test(
    "A scope that names a group compares its sources, and no others, not even those of another group",
    arguments: [
      ("group", "wires", "wires", "sighting"), ("group", "papers", "papers", "sighting"),
      ("group", "wires", "papers", "story"), ("'group:wires'", "wires", "wires", "sighting"),
      ("'group:wires'", "papers", "papers", "story"), ("'group:wires'", "wires", "papers", "story"),
    ])
  func groups(_ scope: String, _ one: String, _ other: String, _ type: String) throws {
    let types = try typesOfLines(
      harbor: "group: \(one),", midland: "group: \(other),", "dedup: {scope: \(scope)}")
    #expect(types == ["story", "story", type])
  }

  @Test("A story names the one that has nearly its headline")
  func similar() throws {
    let work = try Workspace()
    let folder = try captures(
      work,
      [
        "bodies/a.xml": harbor,
        "bodies/b.xml": midland.replacing("wins appeal over", with: "wins appeals over"),
      ],
      [
        line("2026-02-02T10:20:00Z", "harbor", "bodies/a.xml"),
        line("2026-02-02T13:05:00Z", "midland", "bodies/b.xml"),
      ])
    let lines = try parsed(try work.run(["replay", folder]).output)
    #expect(lines.map { $0["type"]?.string } == ["story", "story", "story"])
    let story = lines.first { $0["title"]?.string?.hasPrefix("Ferry") == true }
    #expect(lines[2]["similar_to"]?["story"]?.string == story?["id"]?.string)
    #expect(lines[2]["similar_to"]?["rule"]?.string == "near-title")
  }

  @Test("--output keeps a directory that verifies, and must be new")
  func keeps() throws {
    let work = try Workspace()
    let folder = try captures(
      work, ["bodies/a.xml": harbor], [line("2026-02-02T10:20:00Z", "harbor", "bodies/a.xml")])
    let replay = try work.tidings("replay", folder, "--output", work.output)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(try work.lines("stories").count == 2)
    #expect(try work.tidings("verify", "--output", work.output).status == 0)
    let again = try work.tidings("replay", folder, "--output", work.output)
    #expect(again.status == 1)
    #expect(again.errors.contains("has a log already"), "\(again.errors)")
    #expect(try work.lines("stories").count == 2)
  }

  @Test(
    "A capture that cannot be read ends it with status 1 and a line that says which",
    arguments: [
      (["not json"], "captures.ndjson:1: no JSON"),
      ([#"{"source":"a","url":"u","file":"bodies/a.xml"}"#], #"captures.ndjson:1: "time""#),
      ([#"{"time":"yesterday","source":"a","url":"u","file":"x"}"#], #"captures.ndjson:1: "time""#),
      ([#"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u"}"#], #"captures.ndjson:1: "file""#),
      (
        [
          #"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u","file":"bodies/a.xml"}"#, "",
          #"{"time":"2026-02-02T09:00:00Z","source":"a","url":"u","file":"bodies/a.xml"}"#,
        ], "captures.ndjson:3: the time goes back"
      ),
      ([#"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u","file":"bodies/none"}"#], "bodies/none"),
      ([#"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u","file":"../out.xml"}"#], "below the folder"),
      ([#"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u","file":"/etc/passwd"}"#], "below the folder"),
      (
        [#"{"time":"2026-02-02T10:00:00Z","source":"a","url":"u","file":"bodies/link.xml"}"#],
        "bodies/link.xml"
      ),
    ])
  func refuses(_ lines: [String], _ words: String) throws {
    let work = try Workspace()
    let folder = try captures(work, ["bodies/a.xml": harbor, "../outside.xml": harbor], lines)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/bodies/link.xml", withDestinationPath: work.path + "/outside.xml")
    let replay = try work.tidings("replay", folder)
    #expect(replay.status == 1)
    #expect(replay.errors.contains(words), "\(replay.errors)")
    #expect(replay.errors.split(separator: "\n").count == 1, "\(replay.errors)")
  }

  @Test("A source that the configuration lacks, and a folder that is not there, end it with status 1")
  func unknownSource() throws {
    let work = try Workspace()
    let folder = try captures(
      work, ["bodies/a.xml": harbor], [line("2026-02-02T10:20:00Z", "harbor", "bodies/a.xml")])
    try work.configure(["name: other, url: 'https://other.example/feed'"])
    let replay = try work.tidings("replay", folder, "--config", work.config)
    #expect(replay.status == 1)
    #expect(replay.errors.contains("captures.ndjson:1: no source is named harbor"), "\(replay.errors)")
    let missing = try work.tidings("replay", work.path + "/nothing")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("/nothing/captures.ndjson: No such file"), "\(missing.errors)")
    #expect(try work.tidings("replay").status == 2)
  }

  @Test("poll --capture keeps what the sources served, and its replay gives the same stories")
  func captured() throws {
    let server = try ScriptedServer(["/harbor": .document(harbor), "/midland": .document(midland)])
    let work = try Workspace()
    try work.configure([
      "name: harbor, url: '\(server.url("/harbor"))'", "name: midland, url: '\(server.url("/midland"))'",
    ])
    let folder = work.path + "/kept"
    let poll = try work.tidings("poll", "--config", work.config, "--capture", folder)
    #expect(poll.status == 0, "\(poll.errors)")
    let replay = try work.tidings("replay", folder, "--config", work.config)
    #expect(replay.status == 0, "\(replay.errors)")
    let polled = try work.lines("stories") + work.lines("updates")
    #expect(polled.count == 3)
    func facts(_ lines: [JSONValue]) -> Set<String> {
      Set(lines.map { "\($0["id"]?.string ?? "") \($0["source"]?.string ?? "")" })
    }
    #expect(facts(try parsed(replay.output)) == facts(polled))
  }
}
