import Glibc

/// A port of 127.0.0.1 on which nobody listens, and which nobody else gets while this exists: connections to it
/// are refused.
public final class ClosedPort: Sendable {
  public let port: UInt16
  private let descriptor: Int32

  public init() throws {
    // Bound, but never told to listen.
    let listener = try Listener(address: "127.0.0.1", listens: false)
    port = listener.port
    descriptor = listener.descriptor
  }

  deinit { close(descriptor) }

  public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
}
