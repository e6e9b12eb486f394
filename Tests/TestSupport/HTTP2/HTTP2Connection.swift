import Dispatch
import Synchronization

/// The server's side of one HTTP/2 connection: RFC 9113.
///
/// One thread reads; each answer is sent by a thread of its own, so that streams overlap as they do on real
/// servers. The client's windows are kept to.
final class HTTP2Connection: Sendable {
  private struct State {
    var window = 65_535
    var initial = 65_535
    var streams: [UInt32: Int] = [:]
    var isOver = false
    /// Wait for a window, or for the answer to a PING.
    var waiting: [DispatchSemaphore] = []
    var pings = 0
  }

  private let connection: Connection
  private let state = Mutex(State())
  private let output = Mutex(())

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// Serves until the connection ends.
  ///
  /// - Parameters:
  ///   - pending: what was read after the first line of the preface (§3.4).
  ///   - answer: told each request as a head; says what to reply.
  func serve(_ pending: [UInt8], answer: @escaping @Sendable ([HeaderDecoder.Field]) -> Reply?) {
    let answers = DispatchGroup()
    defer {
      end()
      // The descriptor's number may be another's as soon as this returns.
      answers.wait()
    }
    send([HTTP2Frame(.settings)])
    var pending = pending
    guard read(6, &pending) != nil else { return }
    var decoder = HeaderDecoder()
    var block: (stream: UInt32, bytes: [UInt8])?
    while let frame = readFrame(&pending) {
      switch frame.kind {
      case .headers: block = (frame.stream, Array(frame.content))
      case .continuation: block?.bytes += frame.payload
      case .settings where frame.flags & HTTP2Frame.ack == 0:
        take(settings: frame.payload)
        send([HTTP2Frame(.settings, flags: HTTP2Frame.ack)])
      case .windowUpdate: widen(frame.stream, Int(HTTP2Frame.number(frame.payload) & 0x7FFF_FFFF))
      case .ping where frame.flags & HTTP2Frame.ack == 0:
        send([HTTP2Frame(.ping, flags: HTTP2Frame.ack, frame.payload)])
      case .ping: wake { $0.pings += 1 }
      case .resetStream: wake { $0.streams[frame.stream] = nil }
      default: break
      }
      guard frame.flags & HTTP2Frame.endHeaders != 0, let (stream, bytes) = block else { continue }
      block = nil
      guard let fields = decoder.decode(bytes), let reply = answer(fields) else { return }
      state.withLock { $0.streams[stream] = $0.initial }
      answers.enter()
      startThread {
        self.send(reply, to: fields, stream)
        answers.leave()
      }
    }
  }

  private func end() {
    wake { $0.isOver = true }
    connection.shutDown()
  }

  // MARK: - Reading

  private func readFrame(_ pending: inout [UInt8]) -> HTTP2Frame? {
    guard let head = read(9, &pending) else { return nil }
    let length = Int(HTTP2Frame.number([0] + head[..<3]))
    guard length <= 16_384, let payload = read(length, &pending) else { return nil }
    return HTTP2Frame(
      type: head[3], flags: head[4], stream: HTTP2Frame.number(head[5...]) & 0x7FFF_FFFF, payload)
  }

  private func read(_ count: Int, _ pending: inout [UInt8]) -> [UInt8]? {
    while pending.count < count {
      guard let more = connection.read() else { return nil }
      pending += more
    }
    defer { pending.removeFirst(count) }
    return Array(pending[..<count])
  }

  /// §6.5.2; only the window of a stream is of interest.
  private func take(settings payload: [UInt8]) {
    for start in stride(from: 0, to: payload.count - 5, by: 6) where payload[start + 1] == 4 {
      let size = Int(HTTP2Frame.number(payload[(start + 2)...]))
      wake { state in
        let change = size - state.initial
        state.initial = size
        for stream in state.streams.keys { state.streams[stream, default: 0] += change }
      }
    }
  }

  private func widen(_ stream: UInt32, _ size: Int) {
    wake {
      if stream == 0 { $0.window += size } else if $0.streams[stream] != nil { $0.streams[stream]! += size }
    }
  }

  private func wake(_ change: (inout State) -> Void) {
    let waiting = state.withLock { state in
      change(&state)
      defer { state.waiting = [] }
      return state.waiting
    }
    for semaphore in waiting { semaphore.signal() }
  }

  // MARK: - Sending

  @discardableResult private func send(_ frames: [HTTP2Frame]) -> Bool {
    output.withLock { _ in connection.write(frames.flatMap(\.bytes)) }
  }

  private func send(_ reply: Reply, to fields: [HeaderDecoder.Field], _ stream: UInt32) {
    if reply.isAfterPing, !ping() { return }
    reply.gateBeforeHead?.wait()
    if let raw = reply.raw {
      _ = output.withLock { _ in connection.write(raw) }
      return end()
    }
    if let frames = reply.frames {
      send(frames(stream))
      if reply.closes { end() }
      return
    }
    let (head, body) = reply.fields(ifNoneMatch: fields.first { $0.name == "if-none-match" }?.value)
    let cut = min(reply.cutAfter ?? (reply.gateInBody == nil ? body.count : 0), body.count)
    let isWhole = reply.cutAfter == nil || reply.gateInBody != nil
    let isEmpty = body.isEmpty && isWhole
    send([.head(stream, head.status, head.fields, ends: isEmpty)])
    guard !isEmpty else { return }
    guard send(body: body[..<cut], stream, ends: isWhole && cut == body.count) else { return }
    if let gate = reply.gateInBody {
      gate.wait()
      guard send(body: body[cut...], stream, ends: true) else { return }
    }
    // §7: INTERNAL_ERROR.
    if reply.resets { send([.reset(stream, code: 2)]) } else if !isWhole || reply.closes { end() }
  }

  /// False when the client is gone or has given the stream up.
  private func send(body: ArraySlice<UInt8>, _ stream: UInt32, ends: Bool) -> Bool {
    var rest = body
    repeat {
      guard let room = takeWindow(stream, min(rest.count, 16_384)) else { return false }
      let part = rest.prefix(room)
      rest = rest.dropFirst(room)
      let flags = ends && rest.isEmpty ? HTTP2Frame.endStream : 0
      guard send([HTTP2Frame(.data, flags: flags, stream: stream, Array(part))]) else { return false }
    } while !rest.isEmpty
    return true
  }

  /// Takes up to `wanted` bytes from both windows (§6.9), and waits while there are none.
  private func takeWindow(_ stream: UInt32, _ wanted: Int) -> Int? {
    while true {
      let semaphore = DispatchSemaphore(value: 0)
      let taken = state.withLock { state -> Int? in
        guard !state.isOver, let own = state.streams[stream] else { return nil }
        let room = min(wanted, state.window, own)
        if room > 0 || wanted == 0 {
          state.window -= room
          state.streams[stream] = own - room
        } else {
          state.waiting.append(semaphore)
        }
        return max(0, room)
      }
      guard let taken else { return nil }
      if taken > 0 || wanted == 0 { return taken }
      semaphore.wait()
    }
  }

  /// Sends a PING (§6.7) and waits for its answer; false when none comes.
  private func ping() -> Bool {
    let before = state.withLock(\.pings)
    send([HTTP2Frame(.ping, Array("tidings!".utf8))])
    while true {
      let semaphore = DispatchSemaphore(value: 0)
      let isDone = state.withLock { state -> Bool? in
        if state.pings > before { return true }
        if state.isOver { return false }
        state.waiting.append(semaphore)
        return nil
      }
      if let isDone { return isDone }
      semaphore.wait()
    }
  }
}
