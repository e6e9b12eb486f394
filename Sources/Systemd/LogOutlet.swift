import Glibc
import Synchronization

/// Where log lines go, and what happens when nobody reads them: a terminal that was stopped, a pipe whose reader
/// hangs.
///
/// A write to a full pipe waits for its reader, for ever if need be, and the poller and the writer with it. So the
/// first line that finds no room waits a second; those after it are dropped and counted, until there is room.
final class LogOutlet: Sendable {
  private let descriptor: Int32
  /// Milliseconds.
  private let patience: Int32
  /// Lines that were dropped since the last one that went out; also the lock that keeps lines whole.
  private let dropped = Mutex(0)

  init(descriptor: Int32, patience: Int32 = 1000) {
    self.descriptor = descriptor
    self.patience = patience
  }

  /// - Parameter complaint: the line that tells how many are missing.
  func write(_ line: String, complaint: (Int) -> String) {
    dropped.withLock { count in
      guard hasRoom(within: count == 0 ? patience : 0) else {
        count += 1
        return
      }
      if count > 0 {
        writeAll(complaint(count))
        count = 0
        guard hasRoom(within: patience) else {
          count += 1
          return
        }
      }
      writeAll(line)
    }
  }

  /// A pipe that can be written to takes as much as a line is long (`PIPE_BUF`, pipe(7)); one without a reader
  /// says so to write(2).
  private func hasRoom(within milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while true {
      let count = poll(&wanted, 1, milliseconds)
      if count < 0, errno == EINTR { continue }
      return count != 0
    }
  }

  /// One write(2) a line, so that lines of several processes don't mix; the rest of a short write follows.
  private func writeAll(_ line: String) {
    var line = line
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        // Nowhere to report it: a closed or full standard error must not stop the daemon.
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
