import Foundation
import TestSupport
import Testing
import WebText

/// docs/readers.md and its examples, on a directory that the real binary made; and docs/tidings-story.5 against
/// the code that writes lines.
@Suite(.serialized, .timeLimit(.minutes(3 * Patience.factor)))
struct ReaderExamplesTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  static let examples = root + "/docs/examples"

  // MARK: - Examples

  @Test(
    "The Python script gives each line once over rotations, and a later run goes on behind the last seq",
    .enabled(if: isInstalled("python3")))
  func resumeOverRotations() throws {
    let town = try Town()
    let state = town.work.path + "/seq"
    var given = ""
    for round in 0..<Town.rounds {
      try town.poll(round)
      // Not every time, so that a run has to find its place and then go on over several segments.
      if round % 3 != 1 { given += try town.run("resume.py", [town.work.output, state]).output }
    }
    given += try town.run("resume.py", [town.work.output, state]).output
    #expect(try town.segments("stories").count > 5)
    let all = try town.work.tidings("tail", "--output", town.work.output, "--json", "--after", "0").output
    #expect(given == all)
    let lines = given.split(separator: "\n").map(String.init)
    let types = try Set(lines.map { try JSONValue.parse(Array($0.utf8))["type"]?.string })
    #expect(types.isSuperset(of: ["story", "sighting", "revision"]))
    #expect(try town.run("resume.py", [town.work.output, state]).output.isEmpty)

    // From any seq: what is above it, and no more.
    let middle = try #require(JSONValue.parse(Array(lines[lines.count / 2].utf8))["seq"]?.integer)
    try "\(middle)\n".write(toFile: state, atomically: true, encoding: .utf8)
    let rest = try town.run("resume.py", [town.work.output, state]).output
    #expect(rest == lines[(lines.count / 2 + 1)...].map { $0 + "\n" }.joined())
  }

  @Test(
    "The Python script leaves bytes alone that no newline follows, until it does",
    .enabled(if: isInstalled("python3")))
  func tornTail() throws {
    let town = try Town()
    let state = town.work.path + "/seq"
    for round in 0..<2 { try town.poll(round) }
    let whole = try town.run("resume.py", [town.work.output, state]).output
    let segment = try #require(try town.segments("stories").last)
    let handle = try #require(FileHandle(forWritingAtPath: segment))
    try handle.seekToEnd()
    let line = #"{"seq":1000000,"type":"story","source":"town"}"#
    try handle.write(contentsOf: Data(line.dropLast(9).utf8))
    #expect(try town.run("resume.py", [town.work.output, state]).output.isEmpty)
    try handle.write(contentsOf: Data((line.suffix(9) + "\n").utf8))
    #expect(try town.run("resume.py", [town.work.output, state]).output == line + "\n")
    #expect(!whole.isEmpty)
  }

  @Test(
    "The Python script goes on in the middle of a segment that was compressed meanwhile",
    .enabled(if: isInstalled("python3") && isInstalled("zstd")))
  func resumeInCompressed() throws {
    let town = try Town()
    let state = town.work.path + "/seq"
    for round in 0..<Town.rounds { try town.poll(round) }
    let all = try town.run("resume.py", [town.work.output, state]).output
    let lines = all.split(separator: "\n").map(String.init)
    for stream in ["stories", "updates"] {
      for segment in try town.segments(stream).dropLast() {
        #expect(try town.command("zstd", ["-q", "--rm", segment]).status == 0)
      }
    }
    for place in stride(from: 0, to: lines.count, by: 40) {
      let seq = try #require(JSONValue.parse(Array(lines[place].utf8))["seq"]?.integer)
      try "\(seq)\n".write(toFile: state, atomically: true, encoding: .utf8)
      let rest = try town.run("resume.py", [town.work.output, state]).output
      #expect(rest == lines[(place + 1)...].map { $0 + "\n" }.joined())
    }
  }

  @Test("The Python script follows over rotations", .enabled(if: isInstalled("python3")))
  func follow() throws {
    let town = try Town()
    try town.poll(0)
    let follower = Process()
    follower.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    follower.arguments = [
      "python3", Self.examples + "/resume.py", "--follow", town.work.output, town.work.path + "/seq",
    ]
    let pipe = Pipe()
    follower.standardOutput = pipe
    try follower.run()
    // A line that never comes must fail the test, not hang it.
    let identifier = follower.processIdentifier
    let lifeline = DispatchSource.makeTimerSource(queue: .global())
    lifeline.schedule(deadline: .now() + .seconds(60 * Patience.factor))
    lifeline.setEventHandler { kill(identifier, SIGKILL) }
    lifeline.activate()
    for round in 1..<Town.rounds { try town.poll(round) }
    let all = try town.work.tidings("tail", "--output", town.work.output, "--json", "--after", "0").output
    var given = Data()
    while given.count < all.utf8.count {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      given += more
    }
    lifeline.cancel()
    // Others are blocked in what the tests start.
    kill(identifier, SIGKILL)
    follower.waitUntilExit()
    #expect(String(decoding: given, as: UTF8.self) == all)
  }

  @Test("tail --state as the page shows it: each story once over rotations, and again what nobody took")
  func state() throws {
    let page = try String(contentsOfFile: Self.root + "/docs/readers.md", encoding: .utf8)
    let shown = try #require(page.firstMatch(of: #/    (tidings tail .*--state )(\S+) \| (.+)\n/#))
    let town = try Town()
    func line(_ options: String = "", to reader: String) -> String {
      shown.1.replacing("tidings tail", with: "tidings tail --output '\(town.work.output)' " + options)
        + "'\(town.work.path)/news' | " + reader
    }
    let reader = isInstalled("jq") ? String(shown.3) : "cat"
    func titles() throws -> Int { try town.work.lines("stories").count }
    var given: [Substring] = []
    for round in 0..<Town.rounds {
      try town.poll(round)
      // It counts what the reader took, whatever became of it there …
      if round == 2 { _ = try town.command("sh", ["-c", line(to: "{ cat >/dev/null; false; }")]) }
      // … and nothing else.
      if round == 3 { _ = try town.command("sh", ["-c", line(to: "true")]) }
      let run = try town.command("sh", ["-c", line(to: reader)])
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(run.output.isEmpty == (round == 2))
      given += run.output.split(separator: "\n")
    }
    #expect(try town.segments("stories").count > 5)
    let third = try town.stories(ofRound: 2)
    #expect(try given.count == titles() - third)
    if reader == "cat" { #expect(Set(given).count == given.count) }
    #expect(try town.command("sh", ["-c", line(to: reader)]).output.isEmpty)

    // The first run with a file begins with the first line, or where it is told to.
    try FileManager.default.removeItem(atPath: town.work.path + "/news")
    #expect(try town.command("sh", ["-c", line("-n 0 ", to: reader)]).output.isEmpty)
    try FileManager.default.removeItem(atPath: town.work.path + "/news")
    let anew = try town.command("sh", ["-c", line(to: reader)]).output
    #expect(try anew.split(separator: "\n").count == titles())
  }

  @Test("The shell loop runs its command once for each story, and begins with the one at which it failed")
  func each() throws {
    let town = try Town()
    let state = town.work.path + "/seq"
    let copies = town.work.path + "/copies"
    let append = ["sh", "-c", "cat >>\"$0\"", copies]
    try town.poll(0)
    #expect(try town.run("each.sh", [town.work.output, state] + append).status == 0)
    try town.poll(1)
    #expect(try town.run("each.sh", [town.work.output, state, "false"]).status != 0)
    #expect(try town.run("each.sh", [town.work.output, state] + append).status == 0)
    let stories = try town.segments("stories").map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(try String(contentsOfFile: copies, encoding: .utf8) == stories.joined())
  }

  @Test(
    "The SQLite script takes each story once, and finds it by its words",
    .enabled(if: isInstalled("sqlite3")))
  func sqlite() throws {
    let town = try Town()
    let database = town.work.path + "/news.db"
    for round in 0..<3 {
      try town.poll(round)
      let outcome = try town.run("sqlite.sh", [town.work.output, database])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let stories = try town.work.lines("stories")
    func query(_ sql: String) throws -> String { try town.command("sqlite3", [database, sql]).output }
    #expect(
      try query("SELECT count(*), max(seq) FROM story")
        == "\(stories.count)|\(try #require(stories.last?["seq"]?.integer))\n")
    let votes = "SELECT count(*) FROM story_text WHERE story_text MATCH 'votes'"
    #expect(try query(votes) == "\(stories.count)\n")
  }

  @Test("docs/readers.md shows every example file, and names none that is not there")
  func page() throws {
    let page = try String(contentsOfFile: Self.root + "/docs/readers.md", encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.examples)
    #expect(!files.isEmpty)
    for file in files { #expect(page.contains("examples/\(file)"), "\(file) is not on the page") }
    for match in page.matches(of: /examples\/([A-Za-z0-9_.-]+[a-z])/) {
      #expect(files.contains(String(match.1)), "\(match.1) is not there")
    }
  }

  // MARK: - The manual page

  @Test(
    "Each member that a line can have is in tidings-story(5), and each field there is one that it can have")
  func fields() throws {
    let line = try Self.source("Storing/Log/StoryLine+JSON.swift")
    let output = try Self.source("FeedModel/JSONFeedOutput.swift")
    let item = try #require(output.range(of: "/// The members of a JSON Feed 1.1 item"))
    let written = Set(
      (line + output[item.lowerBound...]).matches(
        of: /(?:member|key|strings|array|object)\("([a-z_]+)"/
      ).map { String($0.1) })
    // Fewer would mean that the code is written otherwise now, and that this test sees nothing.
    #expect(written.count > 40)
    let manual = try ManualPage(Self.root + "/docs/tidings-story.5")
    #expect(written.subtracting(manual.words(in: "FIELDS")) == [])
    #expect(manual.headings(in: "FIELDS").subtracting(written) == [])
  }

  @Test("Each event and each of its details is in tidings-story(5)")
  func events() throws {
    let folder = FileManager.default.enumerator(atPath: Self.root + "/Sources/Polling")
    let paths = try #require(folder).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    let sources = try paths.map { try Self.source("Polling/" + $0) }
    let names = sources.joined().matches(of: /[Ee]vent\(\s*(?:name: )?"([a-z-]+)"/).map { String($0.1) }
    let details = sources.joined().matches(of: /\.init\(key: "([a-z_]+)"/).map { String($0.1) }
    #expect(["quarantined", "gone", "moved"].allSatisfy(names.contains) && details.count > 4)
    let manual = try ManualPage(Self.root + "/docs/tidings-story.5")
    #expect(Set(names).subtracting(manual.headings(in: "EVENTS")) == [])
    #expect(Set(details).subtracting(manual.words(in: "EVENTS")) == [])
  }

  @Test(
    "Each word that a field can hold is in tidings-story(5)",
    arguments: [
      ("MatchRule", "Deduplicating/Matching/Verdict.swift"),
      ("ChangedField", "Deduplicating/Matching/Verdict.swift"),
      ("PublishedBasis", "Storing/Log/StoryLine.swift"),
      ("LineType", "Storing/Log/LogStream.swift"), ("SourceTrouble", "FeedModel/SourceTrouble.swift"),
    ])
  func words(_ name: String, _ path: String) throws {
    let source = try Self.source(path)
    let start = try #require(source.range(of: "enum \(name): "))
    let body = source[start.upperBound...].prefix { $0 != "}" }
    let words = body.matches(of: /case ([A-Za-z]+)(?: = "([a-z-]+)")?/).map { String($0.2 ?? $0.1) }
    #expect(words.count > 2)
    let manual = try ManualPage(Self.root + "/docs/tidings-story.5")
    let documented = manual.words(in: "FIELDS").union(manual.words(in: "EVENTS"))
    #expect(Set(words).subtracting(documented) == [])
  }

  private static func source(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/Sources/" + path, encoding: .utf8)
  }
}

private func isInstalled(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
  }
}

/// Two papers of one town that post long stories, some of them the same, and edit one: a few polls of them fill
/// several of the smallest segments, in two streams.
private final class Town {
  static let rounds = 8
  let work: Workspace
  private let server: ScriptedServer

  init() throws {
    func item(_ number: Int, _ paper: String, _ edit: String = "") -> Item {
      let words = [
        "harbor", "orchard", "tram", "museum", "bridge", "ferry", "library", "market", "canal", "stadium",
      ]
      let title = "Council votes on the \(words[number % 10]) plan and the \(words[number / 10 % 10]) fund"
      let text = "A \"quoted\" word, a tab\t, a comma, a 'tick' and a \\ too. "
      return Item(
        title: number % 5 == 0 ? title : title + " of the " + paper,
        link: "https://\(paper).example/\(number)",
        text: edit + String(repeating: text, count: 60))
    }
    func replies(_ paper: String) -> [Reply] {
      (0..<Self.rounds).map { round in
        let fresh = (round * 12..<round * 12 + 12).map { item($0, paper) }
        let edited = round == 0 ? [] : [item(1, paper, "Edited \(round) times. ")]
        return .document(rss(paper.capitalized, fresh + edited), etag: "\"\(round)\"")
      }
    }
    server = try ScriptedServer(routes: ["/gazette": replies("gazette"), "/herald": replies("herald")])
    work = try Workspace()
    try work.configure(
      ["gazette", "herald"].map { "name: \($0), url: '\(server.url("/\($0)"))'" }, "log: {segment: 64KiB}")
  }

  private var counts: [Int: Int] = [:]

  func poll(_ round: Int) throws {
    let before = try work.lines("stories").count
    #expect(try work.poll().status == 0)
    counts[round] = try work.lines("stories").count - before
  }

  /// How many stories the round's poll gave.
  func stories(ofRound round: Int) throws -> Int { try #require(counts[round]) }

  /// Paths of a stream's segments, oldest first.
  func segments(_ stream: String) throws -> [String] {
    let folder = work.output + "/" + stream
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
  }

  /// Runs an example, with the tidings of these tests in front of any other.
  func run(_ example: String, _ arguments: [String]) throws -> Workspace.Outcome {
    let shell = example.hasSuffix(".py") ? "python3" : "sh"
    return try command(shell, [ReaderExamplesTests.examples + "/" + example] + arguments)
  }

  func command(_ program: String, _ arguments: [String]) throws -> Workspace.Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folder = Workspace.binary.deletingLastPathComponent().path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PATH": folder + ":" + path]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let (out, err) = (work.path + "/example-out", work.path + "/example-err")
    for file in [out, err] { try #require(FileManager.default.createFile(atPath: file, contents: nil)) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
    try process.run()
    process.waitUntilExit()
    return Workspace.Outcome(
      status: process.terminationStatus, output: try String(contentsOfFile: out, encoding: .utf8),
      errors: try String(contentsOfFile: err, encoding: .utf8))
  }
}

/// Words that a manual page sets in bold, by section.
private struct ManualPage {
  private var bold: [(section: String, isHeading: Bool, word: String)] = []

  init(_ path: String) throws {
    var section = ""
    var isAfterTP = false
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix(".SH ") { section = String(line.dropFirst(4)) }
      if line.hasPrefix(".B ") || line.hasPrefix(".BR ") {
        let text = line.drop { $0 != " " }
        for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }) {
          bold.append((section, isAfterTP, String(word)))
        }
      }
      isAfterTP = line == ".TP"
    }
  }

  func words(in section: String) -> Set<String> {
    Set(bold.filter { $0.section.hasPrefix(section) }.map(\.word))
  }

  /// What stands at the head of a paragraph, without the type in parentheses behind it.
  func headings(in section: String) -> Set<String> {
    let types: Set = [
      "string", "integer", "number", "boolean", "instant", "object", "array", "of", "objects", "strings",
    ]
    return Set(bold.filter { $0.section.hasPrefix(section) && $0.isHeading }.map(\.word)).subtracting(types)
  }
}
