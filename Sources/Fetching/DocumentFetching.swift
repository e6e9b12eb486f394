/// What answers requests for documents: the network, or what was captured of it.
public protocol DocumentFetching: Sendable {
  /// Gets one document, following redirects. Throws `cancelled` when the task is cancelled, `shutDown` after
  /// `shutdown()`.
  func fetch(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse

  /// As `fetch`, but the body of the answer may still be to be decoded (`FetchResponse.isDecoded`).
  func receive(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse

  /// Where a task that mostly waits for this is least in the way; nil: anywhere.
  var executor: (any TaskExecutor)? { get }

  /// Fails what waits, and returns when nothing runs any more. May be called more than once.
  func shutdown() async
}

extension DocumentFetching {
  public func receive(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse {
    try await fetch(request)
  }

  public var executor: (any TaskExecutor)? { nil }
}

extension CurlLoop: DocumentFetching {}
