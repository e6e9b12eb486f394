import Fetching

/// What a changed configuration changes of how a source is asked. Not what differs from poll to poll: validators,
/// progress, the cookies in a jar.
extension FetchRequest {
  /// True when nothing of it is other than in `other`.
  func isAsked(like other: FetchRequest) -> Bool {
    isFromTheSame(as: other) && url == other.url && userAgent == other.userAgent && accept == other.accept
      && proxy == other.proxy && caFile == other.caFile && addresses == other.addresses
      && allowedNetworks == other.allowedNetworks && limits == other.limits
      && acceptsDelta == other.acceptsDelta
  }

  /// True when the server is told the same of who asks: by another's token or `Accept-Language` it may give
  /// another document under the same validators.
  func isFromTheSame(as other: FetchRequest) -> Bool {
    headers == other.headers && authentication == other.authentication
      && clientCertificate == other.clientCertificate && (cookies == nil) == (other.cookies == nil)
  }
}
