import Glibc
import Synchronization

/// An HTTP server on loopback that answers as its script says, and remembers what it was asked.
///
/// It speaks HTTP/1.1, and HTTP/2 with who begins with it, as clients do where TLS has agreed on it.
/// A thread for each connection; nothing waits for time, only for the peer or a `Gate`. Stop it with `stop()`,
/// or let go of it.
public final class ScriptedServer: Sendable {
  public typealias Script = @Sendable (RecordedRequest) -> Reply

  /// The port that the system chose.
  public let port: UInt16
  private let core: Core

  /// Answers each request with what `script` says.
  ///
  /// - Parameter address: an address of this machine: `127.0.0.1`, `127.0.0.2`, `::1`.
  public init(address: String = "127.0.0.1", script: @escaping Script) throws {
    let listener = try Listener(address: address)
    port = listener.port
    core = Core(listener: listener.descriptor, script: script)
    let core = self.core
    startThread { core.accept() }
  }

  /// Answers by path, 404 for all others. A path with several replies gives them in turn, the last for ever.
  public convenience init(address: String = "127.0.0.1", routes: [String: [Reply]]) throws {
    let table = RouteTable(routes)
    try self.init(address: address) { table.reply(to: $0) }
  }

  /// Answers by path, 404 for all others.
  public convenience init(address: String = "127.0.0.1", _ routes: [String: Reply]) throws {
    try self.init(address: address, routes: routes.mapValues { [$0] })
  }

  deinit { core.stop() }

  /// An absolute URL of this server. `path` begins with a slash.
  public func url(_ path: String = "/", host: String = "127.0.0.1") -> String {
    "http://\(host):\(port)\(path)"
  }

  /// What was asked so far, in order of arrival.
  public var requests: [RecordedRequest] { core.state.withLock(\.requests) }

  /// Connections that were accepted so far.
  public var connections: Int { core.state.withLock(\.accepted) }

  /// Returns when so many requests have arrived in all.
  public func waitForRequests(_ count: Int) async { await core.wait(for: count) }

  /// Ends all connections and accepts no more.
  public func stop() { core.stop() }

  /// What the server's threads share.
  private final class Core: Sendable {
    struct State {
      var requests: [RecordedRequest] = []
      var accepted = 0
      var open: Set<Int32> = []
      var isStopped = false
      var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let state = Mutex(State())
    private let listener: Int32
    private let script: Script

    init(listener: Int32, script: @escaping Script) {
      self.listener = listener
      self.script = script
    }

    func accept() {
      while true {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else {
          if errno == EINTR || errno == ECONNABORTED { continue }
          break
        }
        let number = state.withLock { state -> Int? in
          guard !state.isStopped else { return nil }
          state.accepted += 1
          state.open.insert(descriptor)
          return state.accepted
        }
        guard let number else {
          close(descriptor)
          break
        }
        startThread {
          self.serve(Connection(descriptor: descriptor), number)
          // Out of the set before it is closed: `stop` must not end another file of the same number.
          _ = self.state.withLock { $0.open.remove(descriptor) }
          close(descriptor)
        }
      }
      close(listener)
    }

    func stop() {
      state.withLock { state in
        guard !state.isStopped else { return }
        state.isStopped = true
        for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        shutdown(listener, Int32(SHUT_RDWR))
      }
    }

    func wait(for count: Int) async {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          if state.requests.count < count { state.waiting.append((count, continuation)) }
          return state.requests.count >= count
        }
        if isThere { continuation.resume() }
      }
    }

    private func record(_ request: RecordedRequest) {
      let ready = state.withLock { state in
        state.requests.append(request)
        let ready = state.waiting.filter { $0.count <= state.requests.count }
        state.waiting.removeAll { $0.count <= state.requests.count }
        return ready
      }
      for waiter in ready { waiter.continuation.resume() }
    }

    private func serve(_ connection: Connection, _ number: Int) {
      var pending: [UInt8] = []
      while let head = readHead(connection, &pending), let request = RecordedRequest(head, connection: number)
      {
        if request.method == "PRI" {
          HTTP2Connection(connection).serve(pending) { fields in
            let request = RecordedRequest(fields, connection: number)
            self.record(request)
            return self.script(request)
          }
          return
        }
        record(request)
        guard send(script(request), to: request, on: connection) else { return }
      }
    }

    /// The next request's head. Requests have no bodies here.
    private func readHead(_ connection: Connection, _ pending: inout [UInt8]) -> [UInt8]? {
      let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
      while true {
        if pending.count >= 4 {
          for start in 0...(pending.count - 4)
          where pending[start] == 0x0D && Array(pending[start..<start + 4]) == end {
            let head = Array(pending[..<(start + 4)])
            pending.removeFirst(start + 4)
            return head
          }
        }
        guard let more = connection.read() else { return nil }
        pending += more
      }
    }

    /// False when the connection is to be closed.
    private func send(_ reply: Reply, to request: RecordedRequest, on connection: Connection) -> Bool {
      reply.gateBeforeHead?.wait()
      if let raw = reply.raw {
        guard connection.write(raw) else { return false }
        while let again = reply.repeating, connection.write(again) {}
        reply.gateInBody?.wait()
        if reply.resets { connection.resetOnClose() }
        return false
      }
      let (head, body) = reply.bytes(for: request)
      let cut = min(reply.cutAfter ?? (reply.gateInBody == nil ? body.count : 0), body.count)
      guard connection.write(head + body[..<cut]) else { return false }
      if let tunnel = reply.tunnel {
        connection.carry(to: tunnel)
        return false
      }
      if let gate = reply.gateInBody {
        gate.wait()
        guard connection.write(body[cut...]) else { return false }
      }
      if reply.resets { connection.resetOnClose() }
      return !reply.endsConnection
    }
  }
}

/// Replies by path, each list in turn.
private final class RouteTable: Sendable {
  private let routes: Mutex<[String: [Reply]]>

  init(_ routes: [String: [Reply]]) {
    self.routes = Mutex(routes)
  }

  func reply(to request: RecordedRequest) -> Reply {
    routes.withLock { routes in
      guard let replies = routes[request.path], let first = replies.first else { return Reply(404) }
      if replies.count > 1 { routes[request.path]?.removeFirst() }
      return first
    }
  }
}
