import Foundation
import TestSupport
import Testing
import WebText

/// `tidings tail`: lines for programs and people, following, and a position that is kept.
@Suite(.timeLimit(.minutes(5 * Patience.factor)))
struct TailTests {
  /// Two sources with a story in common, polled once; what they serve at the next poll can be changed.
  private final class Town {
    let work: Workspace
    private let server: ScriptedServer
    private let feeds = Feeds()

    final class Feeds: @unchecked Sendable {
      private let lock = NSLock()
      private var texts: [String: String] = [:]
      subscript(path: String) -> String {
        get { lock.withLock { texts[path] ?? "" } }
        set { lock.withLock { texts[path] = newValue } }
      }
    }

    init() throws {
      let feeds = feeds
      server = try ScriptedServer { .document(feeds[$0.path]) }
      work = try Workspace()
      try work.configure([
        "name: harbor, url: '\(server.url("/harbor"))'", "name: valley, url: '\(server.url("/valley"))'",
      ])
      try poll(harbor: ["Ferry to the outer islands sails again after repairs", "Harbor master retires"])
    }

    /// The valley has the harbor's first story too.
    func poll(harbor titles: [String]) throws {
      let items = titles.map { title in
        Item(
          title: title, link: "https://h.example/\(title.hashValue)", date: "Mon, 23 Nov 2026 09:00:00 GMT")
      }
      feeds["/harbor"] = rss("Harbor", items)
      feeds["/valley"] = rss(
        "Valley",
        [Item(title: titles[0], link: "https://v.example/\(titles[0].hashValue)", date: items[0].date)])
      let poll = try work.poll()
      try #require(poll.status == 0, "\(poll.errors)")
    }

    func tail(_ arguments: String...) throws -> Workspace.Outcome {
      try work.run(["tail", "--output", work.output] + arguments)
    }
  }

  private func seqs(_ text: String) throws -> [Int64] {
    try text.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8))["seq"]?.integer ?? 0 }
  }

  @Test("--json prints the lines as they stand in the files, in the order of seq")
  func lines() throws {
    let town = try Town()
    let all = try town.tail("--json", "--after", "0")
    #expect(all.status == 0, "\(all.errors)")
    let inFiles = try ["stories", "updates", "events"].flatMap { stream in
      let folder = town.work.output + "/" + stream
      return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { name in
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(separator: "\n")
      }
    }
    #expect(inFiles.count == 3)
    #expect(Set(all.output.split(separator: "\n")) == Set(inFiles))
    let seqs = try seqs(all.output)
    #expect(seqs == seqs.sorted() && Set(seqs).count == 3)
    #expect(try self.seqs(try town.tail("--json", "-n", "2").output) == Array(seqs.suffix(2)))
    #expect(try self.seqs(try town.tail("--json", "-n", "0").output) == [])
    #expect(try self.seqs(try town.tail("--json", "--after", "\(seqs[1])").output) == [seqs[2]])
    #expect(try self.seqs(try town.tail("--json", "--since", "1h").output) == seqs)
    #expect(try self.seqs(try town.tail("--json", "--since", "2999-01-01").output) == [])
  }

  @Test("Types and sources are chosen by name, also several of them")
  func filters() throws {
    let town = try Town()
    let stories = try town.tail("--type", "story", "--json")
    let sightings = try town.tail("--type", "sighting", "--json")
    #expect(try seqs(stories.output).count == 2)
    #expect(try seqs(sightings.output).count == 1)
    let both = try town.tail("--type", "sighting", "--type", "story", "--json")
    #expect(try seqs(both.output) == (seqs(stories.output) + seqs(sightings.output)).sorted())
    let valley = try town.tail("--source", "valley", "--json")
    let harbor = try town.tail("--source", "harbor", "--json")
    #expect(try seqs(valley.output).count + seqs(harbor.output).count == 3)
    #expect(try !seqs(valley.output).isEmpty && !seqs(harbor.output).isEmpty)
    #expect(try town.tail("--source", "harbo", "--json").output.isEmpty)
    #expect(try town.tail("--type", "stories").status == 2)
    #expect(try town.tail("--since", "yesterday").status == 2)
    #expect(try town.tail("-n", "-1").status == 2)
  }

  @Test("For people: local time, source and title, and no color where there is no terminal")
  func text() throws {
    let town = try Town()
    let text = try town.work.run(
      ["tail", "--output", town.work.output, "--type", "story"], environment: ["TZ": "Asia/Seoul"])
    #expect(text.output.contains("2026-11-23 18:00:00 +0900"), "\(text.output)")
    #expect(text.output.contains("Harbor master retires"))
    #expect(!text.output.contains("\u{1B}"))
  }

  @Test("--state gives each line once over many runs, and knows its directory")
  func state() throws {
    let town = try Town()
    let file = town.work.path + "/position"
    let first = try town.tail("--json", "--state", file)
    #expect(try seqs(first.output).count == 3, "\(first.errors)")
    let again = try town.tail("--json", "--state", file)
    #expect(again.output.isEmpty && again.status == 0)
    try town.poll(harbor: ["Council votes on a second lock", "Eel fishers land a record catch"])
    let stories = try town.tail("--json", "--state", file, "--type", "story")
    #expect(try seqs(stories.output).count == 2)
    #expect(try !FileManager.default.contentsOfDirectory(atPath: town.work.path).contains("position.tmp"))

    // The same directory elsewhere is the same.
    let moved = town.work.path + "/moved"
    try FileManager.default.copyItem(atPath: town.work.output, toPath: moved)
    #expect(try town.work.tidings("tail", "--output", moved, "--state", file).status == 0)
    let before = try String(contentsOfFile: file, encoding: .utf8)
    let other = try Town()
    let refused = try other.tail("--state", file)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("another directory"), "\(refused.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    try "{\"seq\":".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try town.tail("--state", file).status == 1)
    #expect(try town.tail("--state", town.work.path + "/none/position").status == 1)
  }

  @Test("When retention was faster than the consumer, it is told how much it missed")
  func removed() throws {
    let town = try Town()
    let file = town.work.path + "/position"
    try #require(try town.tail("--json", "--state", file, "--type", "story").status == 0)
    try town.poll(harbor: ["Council votes on a second lock", "Eel fishers land a record catch"])
    try town.poll(harbor: ["Night train to the coast returns", "Lighthouse opens to visitors"])
    let folder = town.work.output + "/stories/"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    // As if the first four stories had been in a segment that is gone.
    let lines = try String(contentsOfFile: folder + name, encoding: .utf8).split(separator: "\n")
    try #require(lines.count == 6)
    try FileManager.default.removeItem(atPath: folder + name)
    try (lines.suffix(2).joined(separator: "\n") + "\n").write(
      toFile: folder + name.replacingOccurrences(of: "000001", with: "000002"), atomically: true,
      encoding: .utf8)
    let late = try town.tail("--json", "--state", file, "--type", "story")
    #expect(late.status == 0)
    #expect(try seqs(late.output).count == 2)
    #expect(late.errors.contains("up to 2 lines"), "\(late.errors)")
    #expect(try town.tail("--state", file).errors.isEmpty)
  }

  @Test("--follow goes on with what arrives, and SIGTERM leaves the position behind what was read")
  func follow() throws {
    let town = try Town()
    let file = town.work.path + "/position"
    let tail = try FollowedTail(town.work, ["--json", "--state", file, "--follow"])
    for _ in 0..<3 { #expect(tail.line() != nil) }
    try town.poll(harbor: ["Council votes on a second lock", "Eel fishers land a record catch"])
    let later = [tail.line(), tail.line(), tail.line()]
    #expect(later.contains { $0?.contains("Eel fishers") == true })
    tail.signal(SIGTERM)
    #expect(tail.end() == 0)
    #expect(try town.tail("--json", "--state", file).output.isEmpty)
  }

  @Test("A reader that goes away ends it quietly, even when nothing arrives")
  func closedPipe() throws {
    let town = try Town()
    let tail = try FollowedTail(town.work, ["--json", "--follow"])
    #expect(tail.line() != nil)
    tail.closeOutput()
    #expect(tail.end() == 0)
    #expect(try town.tail("-n", "1").errors.isEmpty)
  }

  @Test("It changes nothing in the directory")
  func readsOnly() throws {
    let town = try Town()
    func listing() throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: town.work.output).sorted().map { path in
        let facts = try FileManager.default.attributesOfItem(atPath: town.work.output + "/" + path)
        return "\(path) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
      }
    }
    let before = try listing()
    try #require(try town.tail("--state", town.work.path + "/position").status == 0)
    #expect(try listing() == before)
  }
}

/// A `tidings tail` that runs beside a test, and its lines.
private final class FollowedTail {
  private let process = Process()
  private let pipe = Pipe()
  private let lines: LineReader

  init(_ workspace: Workspace, _ arguments: [String]) throws {
    process.executableURL = Workspace.binary
    process.arguments = ["tail", "--output", workspace.output] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    try pipe.fileHandleForWriting.close()
    lines = LineReader(pipe.fileHandleForReading)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  func line() -> String? { lines.next() }
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }
  func closeOutput() { try? pipe.fileHandleForReading.close() }

  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}
