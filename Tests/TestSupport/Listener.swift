import Glibc

/// A listening TCP socket on a port that the system chooses, or a given one.
struct Listener {
  let descriptor: Int32
  let port: UInt16

  struct Failure: Error { var call: String, code: Int32 }

  init(address: String, port wanted: UInt16 = 0, listens: Bool = true) throws {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(wanted), &hints, &found) == 0, let found else {
      throw Failure(call: "getaddrinfo", code: errno)
    }
    defer { freeaddrinfo(found) }
    let descriptor = socket(
      found.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
    guard bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
      defer { close(descriptor) }
      throw Failure(call: "bind", code: errno)
    }
    guard !listens || listen(descriptor, 1024) == 0 else { throw Failure(call: "listen", code: errno) }
    var name = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard code == 0 else { throw Failure(call: "getsockname", code: errno) }
    self.descriptor = descriptor
    // The port is at the same place in sockaddr_in and sockaddr_in6.
    port = withUnsafeBytes(of: name) {
      UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
