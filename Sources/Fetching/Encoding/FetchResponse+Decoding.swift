extension FetchResponse {
  /// Takes the compression off `body`. On the poll's own task, so that no document delays the loop.
  mutating func decode(limit: Int) throws(FetchError) {
    guard !body.isEmpty else { return }
    let decoder = ContentDecoder(limit: limit)
    guard case .body = outcome else {
      // For people, and for recognizing bot walls: what there is of it.
      body = decoder.readable(body, headers.contentEncoding)
      return
    }
    let received = body.count
    defer { endsWithConnection = false }
    do throws(ContentDecoder.Failure) {
      body = try decoder.decode(body, headers.contentEncoding)
    } catch {
      switch error {
      case .truncated: throw .partialBody(received: body.count)
      case .tooLarge: throw .tooLarge(limit: limit)
      case .malformed: throw .badEncoding(host: RedactedURL(url).host)
      }
    }
    if endsWithConnection, DocumentEnd.isMissing(body) { throw .partialBody(received: received) }
  }
}
