/// Fetches documents: one thread that owns a libcurl multi handle, reached through a mailbox.
///
/// Any task may call `fetch`. Connections, DNS answers and TLS sessions are shared between the fetches.
/// Promises: a fetch ends with exactly one response or error; cancelling its task aborts the transfer; after
/// `shutdown()` returns, the thread has ended and each fetch has been answered.
public final class CurlLoop: Sendable {
  public struct Configuration: Hashable, Sendable {
    /// Transfers at a time; further requests wait in order.
    public var maxTransfers = 64
    /// Connections to one host and port.
    public var connectionsPerHost = 2

    public init() {}
  }

  public init(_ configuration: Configuration = Configuration()) throws(FetchError) {}

  /// Gets one document, following redirects.
  ///
  /// Returns on any thread. Throws `cancelled` when the task is cancelled, `shutDown` after `shutdown()`.
  public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
    throw .shutDown
  }

  /// Aborts all transfers, fails what waits, ends the thread and returns when it has ended.
  public func shutdown() async {}
}
