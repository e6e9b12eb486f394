import Foundation
import TestSupport
import Testing
import WebText

/// A directory of its own for one test: configuration, output, and the real binary to run on them.
final class Workspace {
  let path: String
  var output: String { path + "/out" }
  var config: String { path + "/tidings.yaml" }

  init() throws {
    path = NSTemporaryDirectory() + "tidings-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The `tidings` that was built with these tests.
  static var binary: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("tidings")
  }

  /// Writes the configuration: loopback allowed, no spacing, and these sources.
  func configure(_ sources: [String], _ more: String = "") throws {
    let text = """
      output: \(output)
      network: {allow: [127.0.0.0/8]}
      hosts: {connections: 8, spacing: 0s}
      defaults: {interval: {min: 1s, max: 1d}, timeout: 5s}
      \(more)
      sources:
      \(sources.map { "  - {\($0)}" }.joined(separator: "\n"))

      """
    try text.write(toFile: config, atomically: true, encoding: .utf8)
  }

  struct Outcome {
    /// The exit status, or minus the signal that ended it.
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a command to its end.
  @discardableResult
  func tidings(_ arguments: String...) throws -> Outcome {
    try run(arguments)
  }

  /// Runs a command to its end, with these variables besides the test's own.
  @discardableResult
  func run(
    _ arguments: [String], environment: [String: String] = [:], shell: String? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    if let shell { process.become(through: shell) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let (out, err) = (path + "/stdout", path + "/stderr")
    for file in [out, err] { try #require(FileManager.default.createFile(atPath: file, contents: nil)) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .exit ? status : -status,
      output: try String(contentsOfFile: out, encoding: .utf8),
      errors: try String(contentsOfFile: err, encoding: .utf8))
  }

  /// One pass with its log.
  func poll() throws -> Outcome {
    try tidings("poll", "--config", config, "--log-level", "info")
  }

  /// The lines of a stream, in all its segments, as JSON values.
  func lines(_ stream: String) throws -> [JSONValue] {
    let folder = output + "/" + stream
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name in
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      return try text.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    }
  }
}

/// A feed in RSS 2.0 with the given items.
func rss(_ title: String, _ items: [Item]) -> String {
  let body = items.map { item in
    """
    <item><title>\(item.title)</title><link>\(item.link)</link><guid>\(item.link)</guid>\
    <pubDate>\(item.date)</pubDate><description>\(item.text)</description></item>
    """
  }
  return """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0"><channel><title>\(title)</title><link>https://\(title.lowercased()).example/</link>
    <description>d</description>\(body.joined(separator: "\n"))</channel></rss>
    """
}

struct Item {
  var title: String
  var link: String
  var date = "Mon, 02 Feb 2026 10:00:00 GMT"
  var text = "Nothing further was known on the day."
}

/// A daemon that runs beside a test, and its log.
final class RunningDaemon {
  private let process = Process()
  private let log: LineReader
  private let lifeline: any DispatchSourceTimer

  /// - Parameter shell: commands for the shell that becomes the daemon: limits, ignored signals.
  init(
    _ workspace: Workspace, environment: [String: String] = [:], shell: String? = nil,
    _ arguments: [String] = []
  ) throws {
    process.executableURL = Workspace.binary
    process.arguments = ["run", "--config", workspace.config] + arguments
    if let shell { process.become(through: shell) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    try pipe.fileHandleForWriting.close()
    log = LineReader(pipe.fileHandleForReading)
    // A line that never comes must fail a test, not hang it: the log ends when the process does.
    let identifier = process.processIdentifier
    lifeline = DispatchSource.makeTimerSource(queue: .global())
    lifeline.schedule(deadline: .now() + .seconds(60 * Patience.factor))
    lifeline.setEventHandler { kill(identifier, SIGKILL) }
    lifeline.activate()
  }

  deinit {
    lifeline.cancel()
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Reads the log until there was a line for each of these, with all its parts, in any order: what two of the
  /// daemon's tasks say comes as it comes. False when the log ends before.
  func says(_ lines: [[String]]) -> Bool {
    var missing = lines
    while !missing.isEmpty, let line = log.next() {
      missing.removeAll { $0.allSatisfy { line.contains($0) } }
    }
    return missing.isEmpty
  }

  /// The next line of the log that has all of these in it; nil when the log ends before.
  func line(with parts: String...) -> String? {
    while let line = log.next() {
      if parts.allSatisfy({ line.contains($0) }) { return line }
    }
    return nil
  }

  /// Closes the log: there is no more of it, and the daemon writes to nobody.
  func stopReading() { log.close() }

  var identifier: Int32 { process.processIdentifier }

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end; the exit status, or minus the signal that ended it.
  func end() -> Int32 {
    while log.next() != nil {}
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}

extension Process {
  /// Has a shell run `commands` and then become what was to be run.
  func become(through commands: String) {
    arguments = ["-c", commands + "; exec \"$0\" \"$@\"", executableURL?.path ?? ""] + (arguments ?? [])
    executableURL = URL(fileURLWithPath: "/bin/sh")
  }
}

/// Lines from a pipe, as they come.
final class LineReader {
  private let handle: FileHandle
  private var rest = Data()
  private var isClosed = false

  init(_ handle: FileHandle) { self.handle = handle }

  func close() {
    isClosed = true
    try? handle.close()
  }

  func next() -> String? {
    while !isClosed {
      if let end = rest.firstIndex(of: 0x0A) {
        let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
        rest = rest[rest.index(after: end)...]
        return line
      }
      let more = handle.availableData
      if more.isEmpty { return nil }
      rest = Data(rest) + more
    }
    return nil
  }
}
