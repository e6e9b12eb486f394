extension FetchResponse {
  /// Takes the compression off `body`, unless that is done. Not on the loop's thread, so that no document
  /// delays the others.
  ///
  /// - Parameter limit: the most decoded bytes (`FetchRequest.Limits.maxBody`).
  /// - Throws: `partialBody`, `tooLarge`, `badEncoding`.
  public mutating func decode(limit: Int) throws(FetchError) {
    guard !isDecoded else { return }
    isDecoded = true
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
