import Glibc
import Synchronization

/// A SOCKS5 proxy (RFC 1928, RFC 1929) on loopback. It answers each request itself, or carries all to one port,
/// whoever was asked for.
public final class SOCKSServer: Sendable {
  /// What a client asked for.
  public struct Request: Sendable, Equatable {
    public var user: String
    public var password: String
    /// The name, or the address in dotted form.
    public var host: String
    /// The head of the HTTP request that followed; empty where bytes are carried on.
    public var head: String
  }

  public let port: UInt16
  private let listener: Int32
  private let tunnel: UInt16?
  private let seen = Mutex<[Request]>([])

  public var requests: [Request] { seen.withLock { $0 } }

  /// - Parameter tunnel: a port of 127.0.0.1 that gets all bytes.
  public init(tunnel: UInt16? = nil) throws {
    let listener = try Listener(address: "127.0.0.1")
    port = listener.port
    self.listener = listener.descriptor
    self.tunnel = tunnel
    startThread { [self] in
      while true {
        let descriptor = accept(self.listener, nil, nil)
        guard descriptor >= 0 else { return }
        serve(Connection(descriptor: descriptor))
        close(descriptor)
      }
    }
  }

  private func serve(_ connection: Connection) {
    guard let greeting = connection.read(), greeting.first == 5, greeting.contains(2) else { return }
    connection.write([5, 2] as [UInt8])
    guard let login = connection.read(), login.count > 3 else { return }
    let userEnd = 2 + Int(login[1])
    let (user, password) = (login[2..<userEnd], login[(userEnd + 1)...])
    connection.write([1, 0] as [UInt8])
    guard let wish = connection.read(), wish.count > 7 else { return }
    let host =
      wish[3] == 3
      ? String(decoding: wish[5..<(5 + Int(wish[4]))], as: UTF8.self)
      : wish[4..<8].map { String($0) }.joined(separator: ".")
    connection.write([5, 0, 0, 1, 0, 0, 0, 0, 0, 0] as [UInt8])
    let head = tunnel == nil ? connection.read() : []
    guard let head else { return }
    seen.withLock {
      $0.append(
        Request(
          user: String(decoding: user, as: UTF8.self), password: String(decoding: password, as: UTF8.self),
          host: host, head: String(decoding: head, as: UTF8.self)))
    }
    if let tunnel { return connection.carry(to: tunnel) }
    connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<rss/>".utf8))
  }
}
