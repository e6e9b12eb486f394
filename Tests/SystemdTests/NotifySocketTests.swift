import Glibc
import Logging
import Synchronization
import Testing

@testable import Systemd

/// A datagram socket such as systemd has at the other end.
final class Listener {
  let address: String
  private let descriptor: Int32

  init(isAbstract: Bool = false) throws {
    let name = "tidings-notify-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    address = isAbstract ? "@\(name)" : "/tmp/\(name)"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var target = sockaddr_un()
    target.sun_family = sa_family_t(AF_UNIX)
    var path = Array(address.utf8)
    if isAbstract { path[0] = 0 }
    withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(2 + path.count + (isAbstract ? 0 : 1))
    let result = withUnsafePointer(to: &target) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    try #require(result == 0)
  }

  deinit {
    close(descriptor)
    unlink(address)
  }

  /// The next datagram; nil when none is waiting.
  func receive() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }
}

private let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

struct NotifySocketTests {
  @Test(arguments: [false, true])
  func `Each message arrives as one datagram`(isAbstract: Bool) throws {
    let listener = try Listener(isAbstract: isAbstract)
    let notify = NotifySocket(address: listener.address, logger: silent)
    #expect(notify.isConnected)
    notify.ready(status: "7 sources")
    #expect(listener.receive() == "READY=1\nSTATUS=7 sources")
    notify.status("polling")
    #expect(listener.receive() == "STATUS=polling")
    notify.watchdog()
    #expect(listener.receive() == "WATCHDOG=1")
    notify.extendTimeout(.milliseconds(2500))
    #expect(listener.receive() == "EXTEND_TIMEOUT_USEC=2500000")
    notify.stopping(status: "draining")
    #expect(listener.receive() == "STOPPING=1\nSTATUS=draining")
    notify.reloading(status: "reading")
    let lines = try #require(listener.receive()).split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == "RELOADING=1" && lines[2] == "STATUS=reading")
    #expect(try #require(Int64(lines[1].dropFirst("MONOTONIC_USEC=".count))) > 0)
  }

  @Test func `A status cannot forge another line`() throws {
    let listener = try Listener()
    NotifySocket(address: listener.address, logger: silent).status("a\nREADY=1")
    #expect(listener.receive() == "STATUS=a\\nREADY=1")
  }

  @Test func `Without a service manager nothing happens`() {
    let notify = NotifySocket(address: nil, logger: silent)
    #expect(!notify.isConnected)
    notify.ready(status: "x")
    #expect(!NotifySocket(address: "", logger: silent).isConnected)
  }

  @Test(arguments: ["/nowhere/at/all", "relative", "/" + String(repeating: "x", count: 200)])
  func `A socket that cannot be reached is reported once and is never fatal`(address: String) throws {
    let log = try Pipe()
    let logger = Logger(label: "t") { _ in JournalLogHandler(style: .journal, descriptor: log.writeEnd) }
    let notify = NotifySocket(address: address, logger: logger)
    notify.watchdog()
    notify.watchdog()
    let lines = log.read().split(separator: "\n")
    #expect(lines.count == 1 && lines[0].hasPrefix("<4>systemd cannot be notified error="), "\(lines)")
  }
}

struct WatchdogTests {
  @Test func `The interval is half of what systemd allows`() throws {
    let socket = NotifySocket(address: "@x", logger: silent)
    let own = String(getpid())
    let watchdog = Watchdog(microseconds: "90000000", processID: own, socket: socket, logger: silent)
    #expect(watchdog?.interval == .seconds(45))
    #expect(Watchdog(microseconds: "90000000", processID: nil, socket: socket, logger: silent) != nil)
    #expect(Watchdog(microseconds: "90000000", processID: "1", socket: socket, logger: silent) == nil)
    #expect(Watchdog(microseconds: nil, processID: own, socket: socket, logger: silent) == nil)
    #expect(Watchdog(microseconds: "x", processID: own, socket: socket, logger: silent) == nil)
    #expect(Watchdog(microseconds: "0", processID: own, socket: socket, logger: silent) == nil)
  }

  @Test func `A part that stands still stops the pings`() throws {
    let listener = try Listener()
    let socket = NotifySocket(address: listener.address, logger: silent)
    let watchdog = try #require(
      Watchdog(microseconds: "1000000", processID: nil, socket: socket, logger: silent))
    let loop = Heartbeat("loop")
    let writer = Heartbeat("writer")
    let beats = Heartbeats([loop, writer])
    #expect(beats.stuck() == nil)
    loop.beat()
    writer.beat()
    watchdog.ping(isStuck: beats.stuck)
    #expect(listener.receive() == "WATCHDOG=1")
    loop.beat()
    watchdog.ping(isStuck: beats.stuck)
    #expect(listener.receive() == nil)
    loop.beat()
    #expect(beats.stuck() == "writer")
    loop.beat()
    writer.beat()
    watchdog.ping(isStuck: beats.stuck)
    #expect(listener.receive() == "WATCHDOG=1")
  }

  @Test func `A part that a disk may make wait is stuck when its patience is over`() {
    let writer = Heartbeat("writer", patience: .seconds(60))
    let time = Time()
    let beats = Heartbeats([writer], uptime: { time.now.load(ordering: .relaxed) })
    #expect(beats.stuck() == nil)
    for seconds in [30, 59] {
      time.now.store(Int64(seconds) * 1000, ordering: .relaxed)
      #expect(beats.stuck() == nil)
    }
    time.now.store(60_000, ordering: .relaxed)
    #expect(beats.stuck() == "writer")
    writer.beat()
    #expect(beats.stuck() == nil)
    time.now.store(119_000, ordering: .relaxed)
    #expect(beats.stuck() == nil)
  }

  private final class Time: Sendable {
    let now = Atomic<Int64>(0)
  }
}
