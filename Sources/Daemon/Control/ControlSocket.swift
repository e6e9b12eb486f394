import Glibc
import Polling
import Synchronization

/// A Unix stream socket's address, short whatever the directory's path.
///
/// `sun_path` has 108 bytes; going through `/proc/self/fd` keeps any output directory within them (unix(7)).
struct ControlAddress: ~Copyable {
  private let directory: Int32
  let address: sockaddr_un

  /// - Parameter stateDirectory: the output directory's `state` folder.
  init(stateDirectory: String) throws(ControlError) {
    let descriptor = open(stateDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreachable(path: stateDirectory, errno: errno) }
    directory = descriptor
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(descriptor)/control".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    self.address = address
  }

  deinit { close(directory) }

  /// Calls `body` with the address as the socket calls want it.
  func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}

/// Why the control socket cannot be used.
public enum ControlError: Error, Sendable, CustomStringConvertible {
  case unreachable(path: String, errno: Int32)
  case noAnswer(path: String)
  /// The daemon cannot make it.
  case notMade(path: String, errno: Int32)

  public var description: String {
    switch self {
    case .unreachable(let path, let code):
      "the daemon's control socket in \(path) cannot be reached: \(String(cString: strerror(code)))"
    case .notMade(let path, let code):
      "cannot make the control socket \(path): \(String(cString: strerror(code))); remove what stands in its place"
    case .noAnswer(let path):
      "the daemon did not answer on its control socket in \(path); see its log"
    }
  }
}

/// The daemon's end of `state/control`: hears requests, one JSON line each, and answers them.
///
/// One thread accepts and reads; the handler is async, so that it can ask the poller.
public final class ControlSocket: Sendable {
  private let descriptor: Int32
  private let path: String
  private let isStopped = Atomic(false)

  /// How long a client may take to write its line: it is local and has it ready.
  private static let patience = timeval(tv_sec: 1, tv_usec: 0)
  /// How long one may take to read its answer, which waits in one of Swift's threads: a stopped command must not
  /// stop the daemon.
  private static let patienceForReader = timeval(tv_sec: 5, tv_usec: 0)
  private static let longestRequest = 1 << 20

  /// Binds the socket, readable and writable by the daemon's user and group only.
  public init(stateDirectory: String) throws(ControlError) {
    path = stateDirectory
    let address = try ControlAddress(stateDirectory: stateDirectory)
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .unreachable(path: stateDirectory, errno: errno) }
    // Whoever holds the directory's lock may replace the socket that a killed daemon left.
    unlink(stateDirectory + "/control")
    let mask = umask(0o117)
    let bound = address.withSocketAddress { bind(descriptor, $0, $1) }
    umask(mask)
    guard bound == 0, listen(descriptor, 16) == 0 else {
      let code = errno
      close(descriptor)
      throw .notMade(path: stateDirectory + "/control", errno: code)
    }
  }

  deinit { close(descriptor) }

  /// Serves until `stop()`: each request is answered in a task of its own.
  public func run(_ handler: @escaping @Sendable (ControlRequest) async -> ControlReply) async {
    let (requests, continuation) = AsyncStream<(client: Int32, request: ControlRequest?)>.makeStream()
    let thread = DetachedThread { [self] in
      while let client = accept() {
        continuation.yield((client, Self.readRequest(client)))
      }
      continuation.finish()
    }
    thread.start()
    await withDiscardingTaskGroup { group in
      for await (client, request) in requests {
        group.addTask {
          var reply = ControlReply(errors: ["the daemon does not know this request"], exitStatus: 2)
          if let request { reply = await handler(request) }
          Self.write(reply.line, to: client)
          close(client)
        }
      }
    }
  }

  /// Ends `run` and removes the socket. Requests under way are answered first.
  public func stop() {
    guard !isStopped.exchange(true, ordering: .relaxed) else { return }
    unlink(path + "/control")
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  private func accept() -> Int32? {
    while true {
      let client = Glibc.accept(descriptor, nil, nil)
      if client >= 0 {
        // This process starts no others; the flag is for whoever makes it do so.
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        var patience = Self.patienceForReader
        setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        return client
      }
      // EMFILE and the like pass: the next request may find a descriptor.
      if isStopped.load(ordering: .relaxed) || errno == EINVAL || errno == EBADF { return nil }
      if errno != EINTR { usleep(100_000) }
    }
  }

  private static func readRequest(_ client: Int32) -> ControlRequest? {
    var patience = patience
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard let line = readLine(from: client, atMost: longestRequest) else { return nil }
    return ControlRequest(line: line)
  }

  /// The bytes up to the first newline; nil when there is none within `limit` bytes or before the end.
  static func readLine(from descriptor: Int32, atMost limit: Int) -> [UInt8]? {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while line.count < limit {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      if let end = buffer[..<count].firstIndex(of: 0x0A) {
        line += buffer[..<end]
        return line
      }
      line += buffer[..<count]
    }
    return nil
  }

  /// Writes all of `bytes`; a client that went away is no concern of the daemon's.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = send(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        sent += count
      }
    }
  }
}

/// A command's end of `state/control`.
public enum ControlClient {
  /// Sends one request to the daemon that holds the directory and waits for its answer.
  ///
  /// Blocks the calling thread: for commands, which have nothing else to do.
  public static func ask(_ request: ControlRequest, stateDirectory: String) throws(ControlError)
    -> ControlReply
  {
    let address = try ControlAddress(stateDirectory: stateDirectory)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .unreachable(path: stateDirectory, errno: errno) }
    defer { close(descriptor) }
    guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
      throw .unreachable(path: stateDirectory, errno: errno)
    }
    ControlSocket.write(request.line, to: descriptor)
    guard let line = ControlSocket.readLine(from: descriptor, atMost: 1 << 26),
      let reply = ControlReply(line: line)
    else { throw .noAnswer(path: stateDirectory) }
    return reply
  }
}
