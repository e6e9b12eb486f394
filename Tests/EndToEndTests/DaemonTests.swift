import Foundation
import TestSupport
import Testing
import WebText

/// `tidings run`: the daemon's life, from READY to the last line.
@Suite(.serialized, .timeLimit(.minutes(5 * Patience.factor)))
struct DaemonTests {
  private let feed = rss(
    "Coast",
    [
      Item(title: "Fishing fleet returns with a record herring catch", link: "https://coast.example/1"),
      Item(title: "Storm wall rebuilt after two winters of work", link: "https://coast.example/2"),
    ])

  @Test("A SIGTERM ends it cleanly, and the log says what was stored")
  func startAndStop() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "started", "sources=1") != nil)
    #expect(daemon.line(with: "first poll", "source=coast", "stories=2") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.line(with: "stopped") != nil)
    #expect(daemon.end() == 0)
    #expect(try work.lines("stories").count == 2)
    let latest = try String(contentsOfFile: work.output + "/latest.json", encoding: .utf8)
    #expect(try JSONValue.parse(Array(latest.utf8))["items"]?.array?.count == 2)
    let atom = try work.tidings("parse", work.output + "/latest.atom")
    #expect(try JSONValue.parse(Array(atom.output.utf8))["items"]?.array?.count == 2, "\(atom.errors)")
    let status = try String(contentsOfFile: work.output + "/status.json", encoding: .utf8)
    #expect(try JSONValue.parse(Array(status.utf8))["sources"]?.array?.count == 1)
    let verify = try work.tidings("verify", "--output", work.output)
    #expect(verify.status == 0, "\(verify.output)")
  }

  @Test("It stops while a server does not answer")
  func stopsDuringTransfer() async throws {
    let gate = Gate()
    let server = try ScriptedServer(["/slow": Reply.document(feed).with { $0.gateBeforeHead = gate }])
    let work = try Workspace()
    try work.configure(["name: slow, url: '\(server.url("/slow"))'"])
    let daemon = try RunningDaemon(work)
    await server.waitForRequests(1)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    gate.open()
  }

  @Test("A new story is one line in the log with source and title")
  func announces() throws {
    let later = rss("Coast", [Item(title: "Pier reopens to anglers", link: "https://coast.example/3")])
    let server = try ScriptedServer(routes: ["/feed": [.document(feed), .document(later)]])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))', interval: 1s"])
    let daemon = try RunningDaemon(work)
    let line = daemon.line(with: "story", "source=coast", "Pier reopens to anglers")
    #expect(line != nil)
    daemon.signal(SIGINT)
    #expect(daemon.end() == 0)
  }

  @Test("SIGHUP puts a new configuration in force; a wrong one changes nothing")
  func reloads() throws {
    let server = try ScriptedServer(["/a": .document(feed), "/b": .document(rss("Inland", []))])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/a"))'"])
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll", "source=coast") != nil)
    try work.configure([
      "name: coast, url: '\(server.url("/a"))'", "name: inland, url: '\(server.url("/b"))'",
    ])
    daemon.signal(SIGHUP)
    #expect(daemon.says([["added inland"], ["first poll", "source=inland"]]))

    try work.configure(["nam: coast, url: '\(server.url("/a"))'"])
    let reload = try work.tidings("reload", "--output", work.output)
    #expect(reload.status == 1)
    #expect(reload.errors.contains("tidings.yaml:7:"), "\(reload.errors)")
    #expect(reload.errors.contains("did you mean"))
    #expect(daemon.line(with: "the old one stays in force") != nil)
    let poll = try work.tidings("status", "--output", work.output)
    #expect(poll.output.contains("coast") && poll.output.contains("inland"))

    // An editor, or a full disk, left half of it: the part that is there is right.
    try "output: out\n".write(toFile: work.config, atomically: true, encoding: .utf8)
    daemon.signal(SIGHUP)
    #expect(daemon.line(with: "warning configuration", "there are no sources") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
  }

  @Test("A second daemon is refused with the first one's pid and status 75; poll asks the first one")
  func oneWriter() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll") != nil)
    let second = try work.tidings("run", "--config", work.config)
    #expect(second.status == 75)
    #expect(second.errors.contains("pid"))
    let poll = try work.tidings("poll", "--config", work.config, "--json")
    #expect(poll.status == 0, "\(poll.errors)")
    #expect(try JSONValue.parse(Array(poll.output.utf8))["sources"]?.integer == 1)
    #expect(server.requests.count == 2)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
  }

  @Test("Nothing starts on a wrong configuration: 78 for run, 1 for check, each mistake with its place")
  func wrongConfiguration() throws {
    let work = try Workspace()
    try work.configure(["name: a, url: 'ftp://a.example/feed'", "name: a, ulr: 'https://b.example/feed'"])
    let run = try work.tidings("run", "--config", work.config)
    #expect(run.status == 78)
    let check = try work.tidings("check", "--config", work.config)
    #expect(check.status == 1)
    for part in ["tidings.yaml:7:", "tidings.yaml:8:", "did you mean url?"] {
      #expect(
        (run.errors + run.output).contains(part) && (check.errors + check.output).contains(part),
        "\(check.output)")
    }
    #expect(!FileManager.default.fileExists(atPath: work.output))
    #expect(try work.tidings("check", "--config", work.path + "/none.yaml").status == 1)
    #expect(try work.tidings("frobnicate").status == 2)
    #expect(try work.tidings("--help").status == 0)
  }

  @Test("It tells the service manager READY, its status and STOPPING")
  func notifies() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    let socket = try DatagramSocket(path: work.path + "/notify")
    let daemon = try RunningDaemon(
      work, environment: ["NOTIFY_SOCKET": work.path + "/notify", "WATCHDOG_USEC": "200000"])
    #expect(socket.message(with: "READY=1").contains("STATUS=1 sources"))
    #expect(socket.message(with: "WATCHDOG=1") == "WATCHDOG=1")
    daemon.signal(SIGTERM)
    #expect(socket.message(with: "STOPPING=1").contains("STATUS="))
    #expect(daemon.end() == 0)
  }

  @Test(
    "A stop is heard from the first message to the service manager on: it ends in order",
    arguments: ["STATUS=recovering", "READY=1"])
  func stopsEarly(message: String) throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    for _ in 0..<3 {
      let work = try Workspace()
      try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
      let socket = try DatagramSocket(path: work.path + "/notify")
      let daemon = try RunningDaemon(work, environment: ["NOTIFY_SOCKET": work.path + "/notify"])
      #expect(socket.message(with: message).contains(message))
      daemon.signal(SIGTERM)
      #expect(daemon.line(with: "stopped") != nil)
      #expect(daemon.end() == 0)
      #expect(FileManager.default.fileExists(atPath: work.output + "/state/clean"))
    }
  }

  /// Files may not grow at all, as on a full disk; whoever may signal the process can lift the limit.
  private static let fullDisk = "trap '' XFSZ; ulimit -S -f 0"

  @Test("On a full disk it waits, says so, and starts when there is space; a single pass says what is wrong")
  func startsOnFullDisk() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    // What it says goes through a pipe: its own files may not grow either.
    let poll = try work.run(
      ["poll", "--config", work.config],
      shell: "(\(Self.fullDisk); \"$0\" \"$@\" 2>&1; echo exit $?) | cat; exit")
    #expect(poll.output.contains("no space for \(work.output)/"))
    #expect(poll.output.hasSuffix("; free space on that disk and try again, nothing is lost\nexit 1\n"))
    #expect(poll.output.split(separator: "\n").count == 2)
    let socket = try DatagramSocket(path: work.path + "/notify")
    let daemon = try RunningDaemon(
      work, environment: ["NOTIFY_SOCKET": work.path + "/notify"], shell: Self.fullDisk)
    #expect(daemon.line(with: "no space on the disk: the daemon starts when there is") != nil)
    #expect(socket.message(with: "STATUS=no space").contains("waiting to start"))
    #expect(socket.message(with: "EXTEND_TIMEOUT_USEC") != "")
    let status = system("prlimit --pid \(daemon.identifier) --fsize=unlimited")
    #expect(status == 0)
    #expect(daemon.line(with: "space on the disk again") != nil)
    #expect(daemon.line(with: "first poll", "stories=2") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(try work.tidings("verify", "--output", work.output).status == 0)
  }

  @Test("A stop is heard while it waits for space")
  func stopsOnFullDisk() throws {
    let work = try Workspace()
    try work.configure(["name: coast, url: 'http://127.0.0.1:9/feed'"])
    let daemon = try RunningDaemon(work, shell: Self.fullDisk)
    #expect(daemon.line(with: "no space on the disk") != nil)
    daemon.signal(SIGTERM)
    #expect(daemon.line(with: "stopped") != nil)
    #expect(daemon.end() == 0)
  }

  @Test("tidings rotate ends the daemon's segments and moves the live links; without a daemon it says so")
  func rotates() throws {
    let server = try ScriptedServer(["/feed": .document(feed)])
    let work = try Workspace()
    try work.configure(["name: coast, url: '\(server.url("/feed"))'"])
    let daemon = try RunningDaemon(work)
    #expect(daemon.line(with: "first poll", "stories=2") != nil)
    func attributes(_ name: String) throws -> [FileAttributeKey: Any] {
      try FileManager.default.attributesOfItem(atPath: work.output + "/" + name)
    }
    func number(_ name: String) throws -> UInt64? { try attributes(name)[.systemFileNumber] as? UInt64 }
    func segments(_ stream: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: work.output + "/" + stream).sorted()
        .map { stream + "/" + $0 }
    }
    let first = try #require(segments("stories").first)
    #expect(try number("stories.ndjson") == number(first))
    let rotate = try work.tidings("rotate", "--config", work.config)
    #expect(rotate.status == 0 && rotate.output == "new segments\n", "\(rotate.errors)")
    let after = try segments("stories")
    #expect(after.count == 2 && after.first == first)
    #expect(try number("stories.ndjson") == number(after[1]))
    #expect(try attributes(after[1])[.size] as? UInt64 == 0)
    #expect(try attributes(first)[.posixPermissions] as? Int == 0o440)
    // Those without a line stay open.
    #expect(try segments("updates").count == 1)
    #expect(try work.tidings("rotate", "--output", work.output).status == 0)
    #expect(try segments("stories") == after)
    daemon.signal(SIGTERM)
    #expect(daemon.end() == 0)
    #expect(try work.lines("stories").count == 2)

    let alone = try work.tidings("rotate", "--output", work.output)
    #expect(alone.status == 1 && alone.output.isEmpty)
    #expect(alone.errors.contains("control socket") && alone.errors.contains("cannot be reached"))
    #expect(alone.errors.split(separator: "\n").count == 1)
    #expect(try segments("stories") == after)
  }

  @Test(
    "After kill -9 in the middle of a poll the next one stores exactly what was missing",
    arguments: [1, 6, 14])
  func killed(afterRequests requests: Int) async throws {
    var routes: [String: Reply] = [:]
    for number in 0..<20 {
      let items = (1...200).map {
        Item(
          title: "Parish notice number \($0) about the mill road in ward \(number)",
          link: "https://p.example/\($0)/\(number)")
      }
      routes["/\(number)"] = .document(rss("Parish\(number)", items))
    }
    let server = try ScriptedServer(routes)
    let work = try Workspace()
    try work.configure((0..<20).map { "name: parish-\($0), url: '\(server.url("/\($0)"))'" })
    let daemon = try RunningDaemon(work)
    await server.waitForRequests(requests)
    daemon.signal(SIGKILL)
    #expect(daemon.end() == -SIGKILL)
    #expect(try work.poll().status == 0)
    let ids = try work.lines("stories").compactMap { $0["id"]?.string }
    #expect(ids.count == 4000)
    #expect(Set(ids).count == 4000)
    let verify = try work.tidings("verify", "--output", work.output)
    #expect(verify.status == 0, "\(verify.output)")
  }
}

/// The service manager's end of `NOTIFY_SOCKET`.
final class DatagramSocket {
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }

  deinit { close(descriptor) }

  /// The next message that has this in it.
  func message(with part: String) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return "" }
      let text = String(decoding: buffer[..<count], as: UTF8.self)
      if text.contains(part) { return text }
    }
  }
}
