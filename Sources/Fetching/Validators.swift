/// What a server gave to ask "has it changed?" with: RFC 9110 §8.8.
///
/// Values are kept byte for byte: quotes, `W/` and odd spellings of dates belong to them. A byte above 0x7F
/// is the scalar of the same value (Latin-1), so that any bytes survive the way through a `String`.
public struct Validators: Hashable, Sendable {
  /// `ETag`, as received.
  public var etag: String?
  /// `Last-Modified`, as received: an opaque text, never parsed and written again.
  public var lastModified: String?
  /// The URL that gave them, after redirects (`FetchResponse.url`), or its `StoredURL`. They are sent to no
  /// other.
  public var url: String

  public init(etag: String? = nil, lastModified: String? = nil, url: String) {
    self.etag = etag
    self.lastModified = lastModified
    self.url = url
  }

  /// True when they may be sent to `url`.
  public func belong(to url: String) -> Bool {
    !isEmpty && (self.url == url || self.url == StoredURL.text(url))
  }

  /// True when there is nothing to make a conditional request with.
  public var isEmpty: Bool { etag == nil && lastModified == nil }
}
