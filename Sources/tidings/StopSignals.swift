import Glibc

/// SIGTERM, SIGINT and SIGHUP as something to read, for a command that has to write a file before it ends.
enum StopSignals {
  /// Written by the handler, set before it is installed.
  nonisolated(unsafe) private static var writeEnd: CInt = -1

  /// From now on these signals make this descriptor readable, and nothing else. nil when no pipe can be had: they
  /// end the process as usual then.
  static func descriptor() -> CInt? {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      // A handler must not wait for a reader.
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    writeEnd = ends[1]
    for number in [SIGTERM, SIGINT, SIGHUP] {
      var action = sigaction()
      sigaction(number, nil, &action)
      // nohup(1) has it ignored: so it stays.
      if unsafeBitCast(action.__sigaction_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        continue
      }
      action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        let before = errno
        var byte: UInt8 = 0
        _ = Glibc.write(StopSignals.writeEnd, &byte, 1)
        errno = before
      }
      sigaction(number, &action, nil)
    }
    // Who started the process may have blocked them: a mask is inherited, also through exec.
    var caught = sigset_t()
    sigemptyset(&caught)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&caught, number) }
    pthread_sigmask(SIG_UNBLOCK, &caught, nil)
    return ends[0]
  }
}
