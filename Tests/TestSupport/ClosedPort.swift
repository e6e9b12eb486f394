import Glibc

/// A port of an address on which nobody listens, and which nobody else gets while this exists: connections to it
/// are refused.
public final class ClosedPort: Sendable {
  public let port: UInt16
  private let descriptor: Int32

  /// - Parameter wanted: 0 for one that the system chooses.
  public init(address: String = "127.0.0.1", port wanted: UInt16 = 0) throws {
    // Bound, but never told to listen.
    let listener = try Listener(address: address, port: wanted, listens: false)
    port = listener.port
    descriptor = listener.descriptor
  }

  deinit { close(descriptor) }

  public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
}
