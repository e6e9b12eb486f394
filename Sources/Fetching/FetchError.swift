/// Why there is no answer, or none that may be used. Statuses such as 404 are outcomes, not errors.
///
/// Texts name a host and never a query, userinfo or header: they may be logged.
public enum FetchError: Error, Hashable, Sendable {
  case badURL(reason: String)
  /// Neither `http` nor `https`.
  case unsupportedScheme(String)
  case dns(host: String)
  /// No connection. `code` is the `errno` of the last attempt, 0 when unknown.
  case connect(host: String, code: Int32)
  /// The address guard refused: `address` is private, loopback, link-local or otherwise not public.
  case blockedAddress(String, host: String)
  case tls(host: String, reason: String)
  case timeout(Timeout, host: String)
  /// The connection ended before the answer did, with no byte of the body received.
  case connectionLost(host: String)
  case headersTooLarge(limit: Int)
  /// More decoded bytes than allowed, or so many declared.
  case tooLarge(limit: Int)
  /// The body ended early: fewer bytes than declared, no last chunk, a cut compressed stream.
  case partialBody(received: Int)
  /// The body is not in the encoding that Content-Encoding names, or in too many.
  case badEncoding(host: String)
  /// Not HTTP, or HTTP that makes no sense.
  case badResponse(host: String, reason: String)
  case tooManyRedirects(limit: Int)
  case badRedirect(BadRedirect)
  case proxy(String)
  case cancelled
  /// The loop was shut down.
  case shutDown
  /// libcurl could not work: out of memory, out of descriptors, a bug. `code` is its `CURLcode`.
  case library(code: UInt32)

  /// Which clock ran out.
  public enum Timeout: String, Hashable, Sendable {
    /// The resolver did not answer.
    case lookup
    case connect
    case lowSpeed
    case total
  }

  /// What was wrong with a redirect.
  public enum BadRedirect: Hashable, Sendable {
    case noLocation
    case unreadableLocation
    case unsupportedScheme(String)
    /// https → http.
    case downgrade
    /// Back to a URL of the same chain.
    case loop
  }
}

extension FetchError {
  /// True when the same request may succeed later without anybody changing anything.
  public var isTransient: Bool {
    switch self {
    case .dns, .connect, .timeout, .connectionLost, .partialBody, .cancelled, .shutDown, .library, .proxy:
      true
    case .badURL, .unsupportedScheme, .blockedAddress, .tls, .headersTooLarge, .tooLarge, .badEncoding,
      .badResponse, .tooManyRedirects, .badRedirect:
      false
    }
  }

  /// True when the host's name has no address, or nobody said which.
  var isOfLookup: Bool {
    switch self {
    case .dns, .timeout(.lookup, _): true
    default: false
    }
  }

  /// True when the failure says nothing of the publisher: it may be our own network that is down.
  public var mayBeOurNetwork: Bool {
    switch self {
    case .dns, .connect, .timeout(.lookup, _), .timeout(.connect, _), .proxy, .library: true
    default: false
    }
  }
}
