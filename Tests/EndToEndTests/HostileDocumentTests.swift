import Foundation
import Testing

/// What `tidings parse` costs, as a process of its own, on documents that are made to hurt.
///
/// `make hostile` does the same with more kinds, larger documents and an optimized program.
@Suite struct HostileDocumentTests {
  private static let head = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Quay Gazette</title>"
  private static let item = head + "<item><title>First</title></item><item><guid>2</guid><description>"
  private static let size = 2 << 20

  struct Kind: CustomTestStringConvertible, Sendable {
    var name: String
    var before: String
    /// Gets the number of the repetition.
    var unit: @Sendable (Int) -> String
    var after = "</description></item></channel></rss>"

    var testDescription: String { name }
  }

  static let kinds = [
    Kind(name: "text", before: item) { _ in "word and word, and words again & again; " },
    Kind(name: "attributes in one tag", before: item + "<a") { " b\($0)=''" },
    Kind(name: "tag without an end", before: item + "<") { _ in "a " },
    Kind(name: "names", before: item) { "<n\($0)/>" },
    Kind(name: "names of fields", before: head + "<item>", unit: { "<n\($0)>x</n\($0)>" }, after: "</item>"),
    Kind(name: "namespaces, nested", before: item) { "<a:a xmlns:a='u\($0)'>" },
    Kind(name: "depth", before: item) { _ in "<a>" },
    Kind(name: "items in items", before: head) { _ in "<item><title>t</title>" },
    Kind(name: "guids that begin alike", before: head) {
      "<item><guid>\(String(repeating: "p", count: 150))\($0)</guid></item>"
    },
    Kind(name: "comments, opened only", before: item) { _ in "<!--" },
    Kind(name: "an entity of nothing", before: "<!DOCTYPE rss [\(emptyEntities)]>" + item) { _ in "&e7;" },
    Kind(name: "JSON arrays", before: "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[") { _ in
      "["
    },
  ]

  /// Nested seven deep, forty at each level: as text, 40⁷ times nothing.
  private static let emptyEntities = (1...7).reduce("<!ENTITY e0 ''>") { subset, level in
    subset + "<!ENTITY e\(level) '\(String(repeating: "&e\(level - 1);", count: 40))'>"
  }

  private static func write(_ kind: Kind, _ size: Int, to path: String) throws {
    var text = kind.before
    var number = 0
    while text.utf8.count < size - kind.after.utf8.count {
      text += kind.unit(number)
      number += 1
    }
    try (text + kind.after).write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Sanitizers take memory and time of their own.
  private static let isSanitized = ["__asan_init", "__tsan_init"].contains { (name: String) in
    dlsym(nil, name) != nil
  }

  /// Peak memory for a document of one item, in bytes.
  private static let baseline = Result {
    let work = try Workspace()
    let tiny = work.path + "/tiny.xml"
    try (item + "word</description></item></channel></rss>").write(
      toFile: tiny, atomically: false, encoding: .utf8)
    return try (0..<5).map { _ in try Cost.ofParsing(tiny).peak }.max() ?? 0
  }

  @Test(
    "No document takes more time than the limit and what goes on around parsing, or much memory",
    arguments: kinds)
  func costs(kind: Kind) throws {
    let work = try Workspace()
    let path = work.path + "/hostile.xml"
    try Self.write(kind, Self.size, to: path)
    let cost = try Cost.ofParsing(path)
    #expect(cost.status == 0 || cost.status == 1)
    guard !Self.isSanitized else { return }
    // 1.5 s for parsing, and the rest is for decoding and printing in a program that is not optimized.
    #expect(cost.seconds < 3)
    #expect(try cost.peak - Self.baseline.get() < 160 << 20)
  }

  @Test("A common feed takes at most four times its size")
  func memory() throws {
    let work = try Workspace()
    let path = work.path + "/feed.xml"
    let text = String(
      repeating: "&lt;p&gt;The ferry left at noon, and came back at night.&lt;/p&gt; ", count: 30)
    let kind = Kind(
      name: "feed", before: Self.head,
      unit: {
        """
        <item><title>Ferry number \($0) leaves</title><link>https://quay.example/f/\($0)</link>\
        <guid isPermaLink="false">ferry-\($0)</guid><pubDate>Mon, 02 Jan 2023 10:00:00 GMT</pubDate>\
        <category>Harbor</category><description>\(text)</description></item>

        """
      }, after: "</channel></rss>")
    try Self.write(kind, 4 << 20, to: path)
    let cost = try Cost.ofParsing(path)
    #expect(cost.status == 0)
    guard !Self.isSanitized else { return }
    #expect(try cost.peak - Self.baseline.get() <= 4 * (4 << 20))
  }
}

/// What one run of the program took.
private struct Cost {
  /// The exit status, or minus the signal that ended it.
  var status: Int32
  /// CPU time.
  var seconds: Double
  /// Memory at its peak, in bytes, as far as it was seen: at most what was taken in the last two milliseconds is missing.
  var peak: Int

  /// Runs `tidings parse` on a file.
  static func ofParsing(_ path: String) throws -> Cost {
    // Closed in whatever other tests spawn meanwhile.
    let pipe = Pipe()
    // An endless loop ends by SIGXCPU.
    let command = "ulimit -t 30; exec \"$0\" parse \"$1\""
    let child = try spawn(
      ["/bin/sh", "-c", command, Workspace.binary.path, path],
      output: pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForWriting.close()
    let peak = watch(child, output: pipe.fileHandleForReading.fileDescriptor)
    var status: Int32 = 0
    var usage = rusage()
    try #require(wait4(child, &status, 0, &usage) == child)
    let times = [usage.ru_utime, usage.ru_stime]
    return Cost(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F),
      seconds: times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }, peak: peak)
  }

  private static func spawn(_ arguments: [String], output: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var strings = arguments.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, arguments[0], &actions, nil, &strings, environ) == 0)
    return child
  }

  /// Reads what a child prints, to its end; its peak memory. That is not asked of wait4(2): `ru_maxrss` begins
  /// with the memory of the process that spawned it, this one.
  private static func watch(_ child: pid_t, output: Int32) -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var peak = 0
    while true {
      var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let count = poll(&descriptor, 1, 2)
      peak = max(peak, highWaterMark(of: child))
      if count > 0, read(output, &buffer, buffer.count) <= 0 { return peak }
    }
  }

  /// `VmHWM` of proc(5), in bytes.
  private static func highWaterMark(of process: pid_t) -> Int {
    let descriptor = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
