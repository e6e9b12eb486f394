import Glibc

/// Runs `body` on a thread of its own, which may block.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(body)).toOpaque()
  let code = pthread_create(
    &thread, nil,
    { context in
      Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
      return nil
    }, context)
  precondition(code == 0, "no thread: \(code)")
  pthread_detach(thread)
}

/// A connected stream socket, blocking.
struct Connection: Sendable {
  let descriptor: Int32

  /// The next bytes; nil at the end or on an error.
  func read(_ most: Int = 16 * 1024) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: most)
    let count = recv(descriptor, &buffer, most, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  /// False when the peer is gone.
  @discardableResult func write(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Carries bytes to a port of 127.0.0.1 and back until one side ends.
  func carry(to port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    let other = Connection(descriptor: descriptor)
    guard code == 0 else {
      close(descriptor)
      return
    }
    let isBack = Gate()
    startThread {
      while let bytes = other.read(), write(bytes) {}
      shutDown()
      isBack.open()
    }
    while let bytes = read(), other.write(bytes) {}
    other.shutDown()
    // Closed when nobody reads it any more: its number may be another's at once.
    isBack.wait()
    close(descriptor)
  }

  /// Ends both directions; a blocked `read` or `write` returns.
  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Makes the peer see a reset instead of an orderly end.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
