import FeedModel
import Parsing

/// What a text says as a document, with all detail.
func read(
  _ document: String, url: String? = nil, _ change: (inout ParseLimits) -> Void = { _ in }
) throws(ParseError) -> Feed {
  var limits = ParseLimits()
  limits.detail = .full
  change(&limits)
  return try FeedParser(limits: limits).parse(Array(document.utf8), url: url, contentType: nil)
}

/// An RSS document with these items.
func rss(_ items: String, root: String = "") -> String {
  "<rss version=\"2.0\"\(root)><channel><title>Harbor Post</title>\(items)</channel></rss>"
}

func codes(_ feed: Feed) -> [String] { feed.warnings.map(\.code) }
