/// Why a source gives no feed, where an answer tells it: a state of its own, which lasts until there is a feed.
public enum SourceTrouble: String, Sendable, Hashable, CaseIterable {
  /// 401 or 407: credentials are missing or wrong.
  case unauthorized
  /// 403, and nothing says that it is because of a program.
  case forbidden
  /// A page that asks for proof of a human being, or refuses programs, whatever its status.
  case blocked
  /// 404.
  case missing
  /// A whole document that is something else: an HTML page, for the most part.
  case notAFeed = "not-a-feed"
}
