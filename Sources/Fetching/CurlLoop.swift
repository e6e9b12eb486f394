import CCurl
import Glibc

/// Fetches documents: one thread that owns a libcurl multi handle, reached through a mailbox.
///
/// Any task may call `fetch`. Connections, DNS answers and TLS sessions are shared between the fetches.
/// Promises: a fetch ends with exactly one response or error; cancelling its task aborts the transfer; after
/// `shutdown()` returns, the thread has ended and each fetch has been answered.
public final class CurlLoop: Sendable {
  public struct Configuration: Hashable, Sendable {
    /// Transfers at a time; further requests wait in order.
    public var maxTransfers = 64
    /// Connections that stay open for the next transfer.
    public var keptConnections = 64
    /// Seconds after which a connection that rested is not used again; five times as many for any.
    public var idleLifetime = 60
    /// Connections to one host and port. A transfer that waits for one already runs, and its time with it:
    /// the scheduler is to start no more polls of a host than this.
    public var connectionsPerHost = 2

    public init() {}
  }

  private let mailbox: Mailbox
  /// The loop's own thread.
  public let executor: (any TaskExecutor)?

  /// Starts the thread. Throws `library` when libcurl or the thread cannot be had.
  public init(_ configuration: Configuration = Configuration()) throws(FetchError) {
    let thread = try LoopThread(configuration)
    mailbox = thread.mailbox
    executor = thread.executor
    try thread.start()
  }

  deinit { mailbox.shutDown() }

  /// Gets one document, following redirects.
  ///
  /// Returns on any thread. Throws `cancelled` when the task is cancelled, `shutDown` after `shutdown()`.
  public func fetch(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse {
    let limit = request.limits.maxBody
    var response = try await receive(request)
    try response.decode(limit: limit)
    return response
  }

  /// As `fetch`, but a body is as it was on the wire: `FetchResponse.decode`.
  public func receive(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse {
    let ticket = FetchTicket(request)
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        ticket.await(continuation)
        if !mailbox.submit(ticket) { ticket.answer(.failure(.shutDown)) }
      }
    } onCancel: {
      mailbox.cancel(ticket)
    }
    return try ticket.take()
  }

  /// Aborts all transfers, fails what waits, ends the thread and returns when it has ended. May be called
  /// more than once.
  public func shutdown() async {
    mailbox.shutDown()
    await mailbox.waitForEnd()
  }
}
