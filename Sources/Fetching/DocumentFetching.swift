/// What answers requests for documents: the network, or what was captured of it.
public protocol DocumentFetching: Sendable {
  /// Gets one document, following redirects. Throws `cancelled` when the task is cancelled, `shutDown` after
  /// `shutdown()`.
  func fetch(_ request: consuming FetchRequest) async throws(FetchError) -> FetchResponse

  /// Fails what waits, and returns when nothing runs any more. May be called more than once.
  func shutdown() async
}

extension CurlLoop: DocumentFetching {}
