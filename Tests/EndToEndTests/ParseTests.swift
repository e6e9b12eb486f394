import Foundation
import Testing
import WebText

/// `tidings parse`: documents as JSON, and many files at a glance.
@Suite struct ParseTests {
  private let sound = rss(
    "Delta",
    [
      Item(title: "Reed cutters return", link: "https://delta.example/1"),
      Item(title: "Sluice opened by hand", link: "https://delta.example/2"),
    ])

  private func workspace(_ files: [String: String]) throws -> Workspace {
    let work = try Workspace()
    for (name, text) in files {
      try text.write(toFile: work.path + "/" + name, atomically: true, encoding: .utf8)
    }
    return work
  }

  @Test("A summary is an aligned line a file: name, format, entries, warnings, encoding")
  func aligned() throws {
    let work = try workspace([
      "a.xml": sound, "longer-name.xml": sound.replacing("<channel>", with: "<channel>A & B"),
    ])
    let outcome = try work.tidings("parse", "--summary", "a.xml", "longer-name.xml")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 2)
    let columns = lines.map { $0.split(separator: " ").map(String.init) }
    #expect(columns[0] == ["a.xml", "rss-2.0", "2", "0", "utf-8"])
    #expect(columns[1].prefix(3) == ["longer-name.xml", "rss-2.0", "2"])
    #expect(Int(columns[1][3]).map { $0 > 0 } == true)
    #expect(columns[1].count == 6 && columns[1][4] == "utf-8")
    let starts = lines.compactMap { $0.range(of: "rss-2.0")?.lowerBound.utf16Offset(in: $0) }
    #expect(starts.count == 2)
    #expect(starts[0] == starts[1])
    #expect(outcome.errors == "")
  }

  @Test(
    "What is no feed and what cannot be read are lines of their own; the rest goes on, and the status is 1")
  func failures() throws {
    let work = try workspace([
      "page.html": "<!doctype html><title>Gone fishing</title><body>x</body>", "good.xml": sound, "empty": "",
    ])
    let outcome = try work.tidings("parse", "--summary", "page.html", "missing.xml", ".", "empty", "good.xml")
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(lines[0].contains("error: not a feed") && lines[0].contains("Gone fishing"))
    #expect(lines[1].contains("error: it cannot be read: No such file"))
    #expect(lines[2].contains("error: it cannot be read: Is a directory"))
    #expect(lines[3].contains("error: not a feed"))
    #expect(lines[4].contains("rss-2.0"))
  }

  @Test("With --json a summary is an object a line, with the name as it is")
  func json() throws {
    let name = "tab\there \u{1B}[2J.xml"
    let work = try workspace([name: sound, "none": "plain text"])
    let outcome = try work.tidings("parse", "--summary", "--json", name, "none")
    #expect(outcome.status == 1)
    let lines = try outcome.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    try #require(lines.count == 2)
    #expect(lines[0]["file"]?.string == name)
    #expect(lines[0]["format"]?.string == "rss-2.0")
    #expect(lines[0]["entries"]?.integer == 2)
    #expect(lines[0]["warnings"]?.integer == 0)
    #expect(lines[0]["encoding"]?.string == "utf-8")
    #expect(lines[0]["error"] == nil)
    #expect(lines[1]["error"]?.string?.hasPrefix("not a feed") == true)
    #expect(lines[1]["format"] == nil)
  }

  @Test("Names are escaped for terminals")
  func escaped() throws {
    let name = "clear \u{1B}[2J\u{202E}.xml"
    let work = try workspace([name: sound])
    let summary = try work.tidings("parse", "--summary", name)
    #expect(summary.output.hasPrefix("clear \\u001b[2J\\u202e.xml  rss-2.0"))
    let failure = try work.tidings("parse", name + "\n")
    #expect(failure.status == 2)
    #expect(failure.errors.contains("\\u001b") && failure.errors.split(separator: "\n").count == 1)
  }

  @Test("Options may stand before, between and after the files, and files may begin with a dash after --")
  func order() throws {
    let work = try workspace(["a.xml": sound, "-b.xml": sound])
    for arguments in [
      ["--summary", "--url", "https://d.example/", "a.xml", "-b.xml"],
      ["a.xml", "--url", "https://d.example/", "--summary", "--", "a.xml", "-b.xml"],
      ["--summary", "a.xml", "--content-type=text/xml", "a.xml", "--", "-b.xml", "a.xml"],
    ] {
      let outcome = try work.run(["parse"] + arguments)
      let isSeparated = arguments.contains("--")
      #expect(outcome.status == (isSeparated ? 0 : 2), "\(outcome.errors)")
      let names = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
      let files = arguments.filter { $0.hasSuffix(".xml") }
      #expect(names == (isSeparated ? files : []))
    }
  }

  @Test("A small document after a large one shows nothing of it")
  func reused() throws {
    let items = (0..<500).map {
      Item(title: "Number \($0) of the long list", link: "https://l.example/\($0)")
    }
    let work = try workspace(["large.xml": rss("Large", items), "small.xml": sound])
    let outcome = try work.tidings("parse", "--summary", "small.xml", "large.xml", "small.xml")
    let counts = outcome.output.split(separator: "\n").map { $0.split(separator: " ")[2] }
    #expect(counts == ["2", "500", "2"])
  }

  @Test("A document that is too large is told, and not read to its end")
  func endless() throws {
    let work = try workspace([:])
    let outcome = try work.tidings("parse", "--summary", "/dev/zero")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("document-size"))
  }

  @Test("Progress is shown on a terminal and taken away at the end; lines go to the file")
  func progress() throws {
    let work = try workspace(["a.xml": sound])
    let terminal = try Terminal()
    let process = Process()
    process.executableURL = Workspace.binary
    process.arguments = ["parse", "--summary"] + [String](repeating: "a.xml", count: 50)
    process.currentDirectoryURL = URL(fileURLWithPath: work.path)
    let lines = work.path + "/lines"
    try #require(FileManager.default.createFile(atPath: lines, contents: nil))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: lines))
    process.standardError = terminal.inner
    try process.run()
    process.waitUntilExit()
    let shown = terminal.read()
    #expect(shown.hasPrefix("\r1 of 50"))
    let width = shown.split(separator: "\r").map(\.count).max() ?? 0
    #expect(shown.hasSuffix("\r" + String(repeating: " ", count: width) + "\r"))
    #expect(!shown.contains("\n"))
    #expect(try String(contentsOfFile: lines, encoding: .utf8).split(separator: "\n").count == 50)
  }

  @Test("Usage: several files need --summary, and one is needed at least")
  func usage() throws {
    let work = try workspace(["a.xml": sound])
    #expect(try work.tidings("parse", "a.xml", "a.xml").status == 2)
    #expect(try work.tidings("parse", "--summary").status == 2)
    #expect(try work.tidings("parse", "missing.xml").status == 2)
    #expect(try work.tidings("parse", "--json", "a.xml").status == 0)
    #expect(try work.tidings("parse", "--summary", "a.xml", "a.xml", "--bad").status == 2)
    #expect(try work.tidings("parse", "--summary", "--help", "a.xml", "a.xml").output.contains("USAGE"))
  }
}

/// A pseudoterminal: what a program shows on `inner` can be read afterwards.
private final class Terminal {
  private let outer: Int32
  let inner: FileHandle

  init() throws {
    // ptmx(4), ioctl_tty(2): TIOCSPTLCK unlocks, TIOCGPTN tells the number.
    outer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (Int32, Int32) = (0, 0)
    try #require(
      outer >= 0 && ioctl(outer, 0x4004_5431, &lock) == 0 && ioctl(outer, 0x8004_5430, &number) == 0)
    let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(descriptor >= 0)
    inner = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit { close(outer) }

  /// What is there to be read now, without waiting for more.
  func read() -> String {
    _ = fcntl(outer, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(outer, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}
