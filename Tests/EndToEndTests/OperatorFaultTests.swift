import Foundation
import TestSupport
import Testing

/// What goes wrong around a daemon at night, and what its log says of it.
@Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor)))
struct OperatorFaultTests {
  private let feed = rss(
    "Coast", [Item(title: "Lighthouse keeper retires after forty winters", link: "https://coast.example/9")])

  private func work(_ server: ScriptedServer) throws -> Workspace {
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))', interval: 1s"])
    return work
  }

  @Test("A SIGHUP that comes while it starts is a reload, and one that comes while it stops is nothing")
  func reloadsEarly() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    let socket = try DatagramSocket(path: work.path + "/notify")
    let daemon = try RunningDaemon(work, environment: ["NOTIFY_SOCKET": work.path + "/notify"])
    #expect(socket.message(with: "STATUS=recovering").contains("STATUS=recovering"))
    for _ in 0..<20 { daemon.signal(SIGHUP) }
    #expect(daemon.line(with: "reloaded", "nothing changed") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.line(with: "stopping") != nil)
    for _ in 0..<20 { daemon.signal(SIGHUP) }
    #expect(daemon.end() == 0)
    #expect(FileManager.default.fileExists(atPath: work.output + "/state/clean"))
  }

  @Test("It goes on when whoever read its log has gone")
  func logReaderDies() async throws {
    let later = rss("Coast", [Item(title: "Ferry strike ends at noon", link: "https://coast.example/10")])
    let server = try ScriptedServer(routes: ["/feed": [.document(feed), .document(later), .document(feed)]])
    let work = try work(server)
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "started") != nil)
    daemon.stopReading()
    await server.waitForRequests(3)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(try work.lines("stories").count == 2)
  }

  @Test("It stops in order though nobody reads its log and the pipe is full")
  func logReaderHangs() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    // The shell fills the pipe up to the last page, which one line or two take.
    let zeros = "dd if=/dev/zero bs"
    let fill = "{ \(zeros)=4096 count=15; \(zeros)=3800 count=1; } >&2 2>/dev/null"
    let socket = try DatagramSocket(path: work.path + "/notify")
    let daemon = try RunningDaemon(
      work, environment: ["NOTIFY_SOCKET": work.path + "/notify"], shell: fill, ["--log-level", "debug"])
    #expect(socket.message(with: "READY=1").contains("READY=1"))
    for _ in 0..<5 {
      _ = try work.tidings("reload", "--config", work.config)
    }
    daemon.signal(SIGTERM)
    #expect(socket.message(with: "writing what was read").contains("writing what was read"))
    #expect(daemon.end() == 0)
    #expect(try work.lines("stories").count == 1)
  }

  @Test("Without standard input, output and error, no file of the store takes their place")
  func closedStreams() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    let daemon = try RunningDaemon(work, shell: "exec <&- >&-")
    #expect(daemon.line(with: "first poll") != nil)
    for number in 0...1 {
      let path = "/proc/\(daemon.identifier)/fd/\(number)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/null")
    }
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
  }

  @Test("A status file that cannot be written is told, and the others are written")
  func statusFile() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    try FileManager.default.createDirectory(
      atPath: work.output + "/status.json", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o750])
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "a status file cannot be written", "status.json") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(FileManager.default.fileExists(atPath: work.output + "/metrics.prom"))
    #expect(FileManager.default.fileExists(atPath: work.output + "/latest.atom"))
  }

  @Test("With too few descriptors to work it says so at once; with few it raises its limit")
  func fileLimit() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    let refused = try RunningDaemon(work, shell: "ulimit -n 30")
    #expect(refused.line(with: "at most 30 files can be open", "64 at least") != nil)
    #expect(refused.end() == 1)
    let daemon = try RunningDaemon(work, shell: "ulimit -Sn 20")
    #expect(daemon.line(with: "first poll") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
  }

  @Test("What stands in the control socket's place is named, and the store is closed")
  func controlSocket() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    #expect(try work.tidings("poll", "--config", work.config).status == 0)
    let control = work.output + "/state/control"
    try FileManager.default.createDirectory(atPath: control, withIntermediateDirectories: false)
    let daemon = try RunningDaemon(work)
    #expect(
      daemon.line(with: "cannot make the control socket \(control)", "remove what stands in its place") != nil
    )
    #expect(daemon.end() == 1)
    #expect(FileManager.default.fileExists(atPath: work.output + "/state/clean"))
  }

  @Test("tidings status says that no daemon runs, and only then")
  func noDaemon() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll") != nil)
    #expect(try work.tidings("status", "--output", work.output).errors == "")
    daemon.signal(SIGKILL)
    #expect(daemon.end() == -9)
    for arguments in [[], ["coast"]] {
      let status = try work.run(["status", "--output", work.output] + arguments)
      #expect(status.errors.contains("no daemon runs on \(work.output)"))
      #expect(status.status == 0)
    }
    #expect(try work.tidings("status", "--output", work.output, "--json").errors == "")
  }

  @Test("A short WatchdogSec= does not take a daemon that has nothing to do for a stuck one")
  func shortWatchdog() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))', interval: 1h"])
    let socket = try DatagramSocket(path: work.path + "/notify")
    let daemon = try RunningDaemon(
      work, environment: ["NOTIFY_SOCKET": work.path + "/notify", "WATCHDOG_USEC": "200000"])
    for _ in 0..<8 { #expect(socket.message(with: "WATCHDOG=1") != "") }
    daemon.signal(SIGTERM)
    while let line = daemon.line(with: "Z ") { #expect(!line.contains("no progress")) }
    #expect(daemon.end() == 0)
  }

  @Test("A directory that is moved away ends it with an error that names it; the next start begins anew")
  func movedDirectory() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try work(server)
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll") != nil)
    try FileManager.default.moveItem(atPath: work.output, toPath: work.path + "/elsewhere")
    #expect(daemon.line(with: "the store failed", work.output, "moved, removed or replaced") != nil)
    #expect(daemon.end() == 1)
    #expect(try work.tidings("poll", "--config", work.config).status == 0)
    #expect(try work.lines("stories").count == 1)
  }
}
