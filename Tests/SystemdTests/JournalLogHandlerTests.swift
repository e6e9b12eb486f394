import Glibc
import Logging
import Testing

@testable import Systemd

/// Where a test's log lines go.
final class Pipe {
  let writeEnd: Int32
  private let readEnd: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    (readEnd, writeEnd) = (ends[0], ends[1])
    try #require(fcntl(readEnd, F_SETFL, O_NONBLOCK) == 0)
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// What was written so far.
  func read() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(readEnd, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}

struct JournalLogHandlerTests {
  private func lines(
    _ style: JournalLogHandler.Style, _ level: Logger.Level = .trace, _ use: (inout Logger) -> Void
  ) throws -> String {
    let pipe = try Pipe()
    var logger = Logger(label: "t") { _ in
      JournalLogHandler(style: style, logLevel: level, descriptor: pipe.writeEnd)
    }
    use(&logger)
    return pipe.read()
  }

  @Test func `In the journal a line begins with its priority`() throws {
    let text = try lines(.journal) { logger in
      logger.debug("a")
      logger.info("b")
      logger.notice("c")
      logger.warning("d")
      logger.error("e")
      logger.critical("f")
    }
    #expect(text == "<7>a\n<6>b\n<5>c\n<4>d\n<3>e\n<2>f\n")
  }

  @Test func `Facts follow the message, the source first, quoted where a reader needs it`() throws {
    let text = try lines(.journal) { logger in
      logger[metadataKey: "source"] = "bbc"
      logger.info(
        "new story", metadata: ["title": "He said \"no\"", "seq": "7", "empty": "", "query": "a=b"])
    }
    #expect(text == "<6>new story source=bbc empty=\"\" query=\"a=b\" seq=7 title=\"He said \\\"no\\\"\"\n")
  }

  @Test func `Hostile text stays on its line`() throws {
    let text = try lines(.journal) { logger in
      logger.info("m", metadata: ["t": "a\r\n<0>b\u{1B}[2J\u{9B}\u{202E}\u{2028}\u{7F}\u{0}"])
    }
    #expect(text == "<6>m t=a\\r\\n<0>b\\u001b[2J\\u009b\\u202e\\u2028\\u007f\\u0000\n")
  }

  @Test func `A long value is cut`() throws {
    let text = try lines(.journal) { $0.info("m", metadata: ["t": "\(String(repeating: "é", count: 500))"]) }
    #expect(text == "<6>m t=" + String(repeating: "é", count: 200) + "…\n")
  }

  @Test func `For people a line begins with time and level`() throws {
    let text = try lines(.people) { $0.warning("m", metadata: ["k": "v"]) }
    #expect(text.hasSuffix("Z warning m k=v\n"))
    #expect(text.utf8.count == "2026-11-23T10:00:00.000Z warning m k=v\n".utf8.count)
  }

  @Test func `Levels below the handler's are not written`() throws {
    #expect(try lines(.journal, .notice) { $0.info("m") } == "")
  }

  @Test func `Lines that nobody reads are dropped and counted, and nothing waits for them`() throws {
    let pipe = try Pipe()
    // F_GETPIPE_SZ.
    let room = Int(fcntl(pipe.writeEnd, 1032))
    let outlet = LogOutlet(descriptor: pipe.writeEnd, patience: 0)
    let line = String(repeating: "x", count: 1023) + "\n"
    for _ in 0..<(room / 1024 + 7) { outlet.write(line) { "\($0) missing\n" } }
    var kept = 0
    while case let text = pipe.read(), !text.isEmpty { kept += text.utf8.count / 1024 }
    outlet.write("after\n") { "\($0) missing\n" }
    #expect(pipe.read() == "\(room / 1024 + 7 - kept) missing\nafter\n")
    outlet.write("more\n") { "\($0) missing\n" }
    #expect(pipe.read() == "more\n")
  }

  @Test func `The journal's style needs the very stream that the variable names`() throws {
    let pipe = try Pipe()
    var status = stat()
    fstat(pipe.writeEnd, &status)
    let stream = "\(status.st_dev):\(status.st_ino)"
    #expect(JournalLogHandler.Style.of(descriptor: pipe.writeEnd, journalStream: stream) == .journal)
    #expect(JournalLogHandler.Style.of(descriptor: pipe.writeEnd, journalStream: "8:1") == .people)
    #expect(JournalLogHandler.Style.of(descriptor: pipe.writeEnd, journalStream: nil) == .people)
    #expect(JournalLogHandler.Style.of(descriptor: -1, journalStream: stream) == .people)
  }
}

struct LogBudgetTests {
  @Test func `The first complaint is logged, then each hundredth`() {
    var budget = LogBudget()
    let logged = (1...250).compactMap { _ in budget.spend("bbc date") }
    #expect(logged == [1, 100, 200])
    #expect(budget.spend("other") == 1)
    budget.reset("bbc date")
    #expect(budget.spend("bbc date") == 1)
  }
}
