/// One document to get, and how far to go for it.
public struct FetchRequest: Sendable {
  /// Absolute, `http` or `https`; may carry userinfo, which is sent to its own origin only.
  public var url: String
  /// Sent to `validators.url` only, whichever hop that is. nil makes the request unconditional.
  public var validators: Validators?
  /// Further fields, for the origin of `url` only. A field with a line break or NUL in it is not sent.
  public var headers: [Header] = []
  public var userAgent: String
  /// `Accept`: RFC 9110 §12.5.1.
  public var accept = FetchRequest.acceptsFeeds
  public var limits = FetchLimits()
  /// Networks that the address guard lets through although they are private, loopback or link-local.
  public var allowedNetworks: [Network] = []
  /// Redirects that are followed, by hand: 0 follows none.
  public var maxRedirects = 5
  /// True sends `A-IM: feed` (RFC 3229) with validators, and takes a 226 for a body.
  public var acceptsDelta = false
  /// A proxy's URL; nil connects directly, whatever `http_proxy` says in the environment.
  public var proxy: String?
  /// A file of CA certificates in PEM to trust instead of the system's.
  public var caFile: String?

  public init(url: String, validators: Validators? = nil, userAgent: String = UserAgent().text) {
    self.url = url
    self.validators = validators
    self.userAgent = userAgent
  }

  /// Feeds first; then XML and JSON, which many servers call a feed; then whatever there is.
  public static let acceptsFeeds =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"

  /// A request header field.
  public struct Header: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}

/// When to give up.
public struct FetchLimits: Hashable, Sendable {
  /// For resolving, connecting and the TLS handshake, of each hop.
  public var connectTimeout: Duration = .seconds(10)
  /// For the whole fetch with all its redirects.
  public var totalTimeout: Duration = .seconds(60)
  /// Fewer bytes a second than this …
  public var lowSpeedBytesPerSecond = 100
  /// … for this long end the fetch.
  public var lowSpeedTime: Duration = .seconds(15)
  /// Bytes of the body after decompression.
  public var maxBody = 16 * 1024 * 1024
  /// Bytes of header fields of one hop, 1xx responses included.
  public var maxHeaders = 256 * 1024

  public init() {}
}

/// What the program calls itself: RFC 9110 §10.1.5.
public struct UserAgent: Sendable {
  /// Where a publisher finds out who polls, when the operator configured no address.
  public static let defaultContact = "https://tidings.invalid/contact"

  /// `tidings/VERSION (+CONTACT)`.
  public var text: String

  public init(version: String = "0.1", contact: String = UserAgent.defaultContact) {
    text = "tidings/\(version) (+\(contact))"
  }
}
