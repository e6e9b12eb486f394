import Glibc
public import Logging
import Synchronization
import WebText

/// The socket on which a service tells systemd how it is (sd_notify(3)).
///
/// The protocol is a datagram of `NAME=value` lines, so no library is needed. A message that cannot be sent
/// is logged the first time and never stops the service. Without `NOTIFY_SOCKET` each call does nothing.
public final class NotifySocket: Sendable {
  private let address: String?
  private let logger: Logger
  private let hasReportedFailure = Atomic<Bool>(false)

  /// - Parameters:
  ///   - address: a path, or `@name` for an abstract socket (unix(7)); nil when there is no service manager.
  public init(address: String?, logger: Logger) {
    self.address = address.flatMap { $0.isEmpty ? nil : $0 }
    self.logger = logger
  }

  /// The socket that `NOTIFY_SOCKET` names.
  public convenience init(logger: Logger) {
    self.init(address: environmentValue("NOTIFY_SOCKET"), logger: logger)
  }

  /// True when somebody listens.
  public var isConnected: Bool { address != nil }

  /// Start-up, or a reload, has ended.
  public func ready(status: String) {
    send("READY=1\nSTATUS=\(LogText.safe(status))")
  }

  /// One line for `systemctl status`.
  public func status(_ text: String) {
    send("STATUS=\(LogText.safe(text))")
  }

  /// A reload has begun; `ready` must follow.
  ///
  /// `MONOTONIC_USEC` tells the manager which reload is meant (`Type=notify-reload`, systemd 253 and later;
  /// older ones ignore it).
  public func reloading(status: String) {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)\nSTATUS=\(LogText.safe(status))")
  }

  /// The service is about to end.
  public func stopping(status: String) {
    send("STOPPING=1\nSTATUS=\(LogText.safe(status))")
  }

  /// The service is alive: `WatchdogSec=` starts anew.
  public func watchdog() {
    send("WATCHDOG=1")
  }

  /// Start or stop takes longer: the manager waits this much from now (`TimeoutStartSec=`, `TimeoutStopSec=`).
  public func extendTimeout(_ time: Duration) {
    send("EXTEND_TIMEOUT_USEC=\(max(0, microseconds(of: time)))")
  }

  private func send(_ message: String) {
    guard let address else { return }
    let error = sendDatagram(Array(message.utf8), to: address)
    guard error != 0, !hasReportedFailure.exchange(true, ordering: .relaxed) else { return }
    logger.warning(
      "systemd cannot be notified", metadata: ["socket": "\(address)", "error": "\(errorText(error))"])
  }
}

/// Sends one datagram and returns 0 or an errno value. Never blocks: a full queue is `EAGAIN`.
private func sendDatagram(_ bytes: [UInt8], to address: String) -> Int32 {
  var target = sockaddr_un()
  target.sun_family = sa_family_t(AF_UNIX)
  var path = Array(address.utf8)
  let capacity = MemoryLayout.size(ofValue: target.sun_path)
  // A path ends in a NUL, an abstract name begins with one and has none at the end (unix(7)).
  guard path.first == UInt8(ascii: "/") || path.first == UInt8(ascii: "@"), path.count < capacity else {
    return EINVAL
  }
  let isAbstract = path[0] == UInt8(ascii: "@")
  if isAbstract { path[0] = 0 }
  withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: path) }
  let offset = MemoryLayout<sockaddr_un>.size - capacity
  let length = socklen_t(offset + path.count + (isAbstract ? 0 : 1))

  let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  let descriptor = socket(AF_UNIX, type, 0)
  guard descriptor >= 0 else { return errno }
  defer { close(descriptor) }
  let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
  let sent = withUnsafePointer(to: &target) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      sendto(descriptor, bytes, bytes.count, flags, generic, length)
    }
  }
  return sent < 0 ? errno : 0
}
