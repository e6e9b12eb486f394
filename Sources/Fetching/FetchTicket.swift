/// One call of `fetch`, on its way through the loop.
///
/// `@unchecked Sendable` because everything mutable is touched by the loop's thread only; the rest is constant.
final class FetchTicket: @unchecked Sendable {
  let request: FetchRequest
  private var continuation: UnsafeContinuation<Result<FetchResponse, FetchError>, Never>?
  /// What carries it out; nil while it waits, and when it is done.
  var transfer: Transfer?
  /// It arrived. Until then the continuation belongs to the caller's thread.
  var isQueued = false
  /// Its task was cancelled, perhaps before it arrived.
  var isCancelled = false

  init(_ request: FetchRequest) {
    self.request = request
  }

  var isAnswered: Bool { continuation == nil }

  /// Called once, by the mailbox, before the loop sees the ticket.
  func await(_ continuation: UnsafeContinuation<Result<FetchResponse, FetchError>, Never>) {
    self.continuation = continuation
  }

  /// Resumes the waiting task; a second answer has no effect.
  func answer(_ result: consuming Result<FetchResponse, FetchError>) {
    guard let continuation else { return }
    self.continuation = nil
    continuation.resume(returning: result)
  }
}
