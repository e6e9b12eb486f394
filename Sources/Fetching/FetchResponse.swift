public import WebText

/// What a server answered, after redirects.
public struct FetchResponse: Sendable {
  public var outcome: FetchOutcome
  /// HTTP status of the last hop.
  public var status: Int
  /// The URL of the last hop, without userinfo and fragment. The body's base, and what validators belong to.
  public var url: String
  /// The redirects that were followed, in order; empty when there were none.
  public var redirects: [Redirect]
  /// Header fields of the last hop.
  public var headers: ResponseHeaders
  /// What to keep for the next request. On a 304, the request's own, with what the 304 said anew
  /// (RFC 9111 §4.3.4); nil when the server gave none.
  public var validators: Validators?
  /// The decoded body, complete, for `.body`; at most 64 KiB of it for errors; else empty.
  public var body: [UInt8]
  /// False while `body` is as it was on the wire.
  public internal(set) var isDecoded = true
  /// Bytes received over all hops: header fields, and bodies as they were on the wire.
  public var bytesReceived: Int64
  public var timings: Timings
  /// The body has no length and no chunks: it ends where the connection does.
  var endsWithConnection = false
  /// The server of the last hop; nil when a proxy connected.
  public var address: IPAddress?

  public init(outcome: FetchOutcome, status: Int, url: String) {
    self.outcome = outcome
    self.status = status
    self.url = url
    redirects = []
    headers = ResponseHeaders()
    body = []
    bytesReceived = 0
    timings = Timings()
  }

  /// One redirect that was followed.
  public struct Redirect: Hashable, Sendable {
    public var status: Int
    /// Where it led.
    public var url: String

    public init(status: Int, url: String) {
      self.status = status
      self.url = url
    }

    /// 301 or 308 (RFC 9110 §15.4.2, §15.4.9).
    public var isPermanent: Bool { status == 301 || status == 308 }
  }

  /// True when there was a redirect and each was permanent: `url` is the source's new address.
  public var isMovedPermanently: Bool { !redirects.isEmpty && redirects.allSatisfy(\.isPermanent) }

  /// True when the body holds only the entries that the validators' holder has not seen: RFC 3229 §10.4.1.
  /// liberal: also a 200 that says so with `IM`.
  public var isDelta: Bool {
    guard case .body = outcome else { return false }
    if status == 226 { return true }
    return headers.instanceManipulations?.lowercased().split(separator: ",").contains {
      $0.split { $0 == " " || $0 == ";" }.first == "feed"
    } ?? false
  }

  /// How long the parts took, of the last hop except `total`.
  public struct Timings: Hashable, Sendable {
    /// Until the connection stood; zero when one was reused.
    public var connected: Duration = .zero
    /// Until the first byte of the answer.
    public var firstByte: Duration = .zero
    /// All hops, time in the queue not included.
    public var total: Duration = .zero

    public init() {}
  }
}

/// What an answer means. Only `.body` carries a document.
public enum FetchOutcome: Hashable, Sendable {
  /// 200 or 203 with a whole body; 226 when it was asked for.
  case body
  /// 304: RFC 9110 §15.4.5.
  case notModified
  /// 410: the publisher says that it is gone for good.
  case gone
  /// 429: RFC 6585 §4.
  case tooManyRequests(retryAfter: RetryAfter?)
  /// 503: RFC 9110 §15.6.4.
  case unavailable(retryAfter: RetryAfter?)
  /// Any other status.
  case httpError(status: Int)
}

/// The header fields that matter to a poller. Values are without the white space around them, and else as
/// received (bytes above 0x7F as Latin-1).
public struct ResponseHeaders: Hashable, Sendable {
  public var etag: String?
  public var lastModified: String?
  public var contentType: String?
  /// All `Content-Encoding` fields, joined by commas. `FetchResponse.body` is without them.
  public var contentEncoding: String?
  /// All `Cache-Control` fields, joined by commas.
  public var cacheControl: String?
  public var expires: String?
  public var age: String?
  public var date: String?
  public var retryAfter: String?
  /// All `Link` fields (RFC 8288), joined by commas.
  public var link: String?
  public var server: String?
  /// RFC 3229 §10.5.3, for a 226.
  public var instanceManipulations: String?
  /// Where a 3xx points, unresolved; absolute URLs of followed redirects are in `FetchResponse.redirects`.
  public var location: String?

  public init() {}
}
