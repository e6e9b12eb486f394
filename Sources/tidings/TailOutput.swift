import Glibc

/// Standard output of `tidings tail`: lines go out whole, or it is known that they did not.
struct TailOutput {
  /// Readable when the process is to end; nil when signals end it.
  let stop: CInt?
  private let isPipe: Bool

  enum Outcome {
    case written
    /// Nobody reads on.
    case closed
    /// It is to end, and the reader does not take what there is.
    case stopped
    /// With its `errno`.
    case failed(CInt)
  }

  /// Written at once at most: what a pipe that poll(2) calls writable takes without waiting (pipe(7), `PIPE_BUF`).
  private static let piece = 4096

  init(stop: CInt?) {
    self.stop = stop
    var status = stat()
    isPipe = fstat(1, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    // EPIPE says it as well, and leaves time to write down how far the reader came.
    Hardening.ignoreBrokenPipes()
  }

  func write(_ bytes: [UInt8]) -> Outcome {
    var done = 0
    while done < bytes.count {
      // A file takes all at once; a pipe may never, and then a signal must still be heard.
      let isWaiting = isPipe && stop != nil
      if isWaiting {
        let ready = wait(for: POLLOUT, milliseconds: -1)
        if ready.isStopped, !ready.isReady { return .stopped }
        if !ready.isReady { continue }
      }
      let start = done
      let most = isWaiting ? Self.piece : Int.max
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.write(1, bytes.baseAddress.map { $0 + start }, min(most, bytes.count - start))
      }
      if count > 0 {
        done += count
      } else if count < 0, errno == EAGAIN {
        if wait(for: POLLOUT, milliseconds: -1).isStopped { return .stopped }
      } else if count == 0 || errno != EINTR {
        return errno == EPIPE ? .closed : .failed(errno)
      }
    }
    return .written
  }

  /// True when the reader has taken all that was written; also when nobody can know.
  var isDrained: Bool {
    var unread: CInt = 0
    guard isPipe, ioctl(1, UInt(FIONREAD), &unread) == 0 else { return true }
    return unread == 0
  }

  /// Waits until the reader has taken all of it; false when it went away before, or the process is to end.
  func waitUntilDrained() -> Bool {
    while !isDrained {
      let ready = wait(for: 0, milliseconds: 5)
      if ready.isStopped || ready.isClosed { return isDrained }
    }
    return true
  }

  struct Readiness {
    var isReady = false
    var isClosed = false
    var isStopped = false
  }

  /// Waits until standard output is ready for `events` or nobody reads it any more, the process is to end, or
  /// `other` is readable; or for so long.
  func wait(for events: CInt, other: CInt? = nil, milliseconds: CInt) -> Readiness {
    var waiting = [
      pollfd(fd: 1, events: Int16(truncatingIfNeeded: events), revents: 0),
      pollfd(fd: stop ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else { return Readiness() }
    return Readiness(
      isReady: waiting[0].revents != 0,
      isClosed: waiting[0].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0,
      isStopped: waiting[1].revents != 0)
  }
}
