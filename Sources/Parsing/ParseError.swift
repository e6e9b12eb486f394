/// Why a document gave no feed.
public enum ParseError: Error, Equatable, CustomStringConvertible {
  /// The document is something else: an HTML page, an OPML file, nothing at all.
  case notAFeed(reason: String)
  /// A limit of `ParseLimits` was reached, and reading on can't be afforded; `code` is `xml-dtd`,
  /// `xml-expansion`, `document-size`, `time` or `memory`. The message has the place, if there is one, and the
  /// key that changes the limit.
  case limit(code: String, message: String)

  /// True for a page that came instead of a feed because a program asked: it wants proof of a human being, or
  /// refuses access.
  public var isRefusal: Bool {
    guard case .notAFeed(let reason) = self else { return false }
    return HTMLPage.refusals.contains { reason.hasPrefix($0) }
  }

  /// One line, without the document's name.
  public var description: String {
    switch self {
    case .notAFeed(let reason): "not a feed: \(reason)"
    case .limit(let code, let message): "over a limit (\(code)): \(message)"
    }
  }
}
