/// One call of `fetch`, on its way through the loop.
///
/// `@unchecked Sendable` because everything mutable is touched by the loop's thread only; the rest is constant.
final class FetchTicket: @unchecked Sendable {
  let request: FetchRequest
  private var continuation: UnsafeContinuation<Void, Never>?
  /// What came of it: for whoever waits, once it is resumed.
  private var result: Result<FetchResponse, FetchError>?
  /// What carries it out; nil while it waits, and when it is done.
  var transfer: Transfer?
  /// It arrived. Until then the continuation belongs to the caller's thread.
  var isQueued = false
  /// Its task was cancelled, perhaps before it arrived.
  var isCancelled = false

  init(_ request: consuming FetchRequest) {
    self.request = request
  }

  var isAnswered: Bool { continuation == nil }

  /// Called once, by the mailbox, before the loop sees the ticket.
  func await(_ continuation: UnsafeContinuation<Void, Never>) {
    self.continuation = continuation
  }

  /// Resumes the waiting task; a second answer has no effect.
  func answer(_ result: consuming Result<FetchResponse, FetchError>) {
    settle(result)?.resume()
  }

  /// Notes the answer, and gives whom to resume; nil after the first time.
  func settle(
    _ result: consuming Result<FetchResponse, FetchError>
  ) -> UnsafeContinuation<Void, Never>? {
    guard let continuation else { return nil }
    self.continuation = nil
    self.result = consume result
    return continuation
  }

  /// Called once, by whoever was resumed.
  func take() throws(FetchError) -> FetchResponse {
    guard let result = result.take() else { throw .shutDown }
    return try result.get()
  }
}
