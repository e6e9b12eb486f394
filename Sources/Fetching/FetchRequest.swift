public import WebText

/// One document to get, and how far to go for it.
///
/// What is secret (userinfo, `authentication`, `headers`, `clientCertificate`) goes to one origin only: scheme,
/// host and port of `url`, or of `owner`.
public struct FetchRequest: Sendable {
  /// Absolute, `http` or `https`; may carry userinfo.
  public var url: String
  /// The URL that the secrets were given for, when another one is asked: a source that has moved. Its userinfo
  /// counts instead of that of `url`.
  public var owner: String?
  /// Sent to `validators.url` only, whichever hop that is. nil makes the request unconditional.
  public var validators: Validators?
  /// Further fields. A field with a line break or NUL in it is not sent.
  public var headers: [Header] = []
  /// Outranks userinfo.
  public var authentication: Authentication?
  public var clientCertificate: ClientCertificate?
  /// Where cookies are kept between requests; nil takes none and sends none.
  public var cookies: CookieJar?
  public var userAgent: String
  /// For which source, by name: for whoever listens on this side. It is not sent.
  public var source = ""
  /// `Accept`: RFC 9110 §12.5.1.
  public var accept = FetchRequest.acceptsFeeds
  public var limits = FetchLimits()
  /// Networks that the address guard lets through although they are private, loopback or link-local.
  public var allowedNetworks: [Network] = []
  /// Redirects that are followed, by hand: 0 follows none.
  public var maxRedirects = 5
  /// True sends `A-IM: feed` (RFC 3229) with validators, and takes a 226 for a body.
  public var acceptsDelta = false
  /// nil connects directly, whatever `http_proxy` says in the environment.
  public var proxy: Proxy?
  /// A file of CA certificates in PEM to trust besides the system's.
  public var caFile: String?
  public var addresses = AddressFamily.any
  /// Told how far the fetch has come.
  public var progress: FetchProgress?

  public init(url: String, validators: Validators? = nil, userAgent: String = UserAgent().text) {
    self.url = url
    self.validators = validators
    self.userAgent = userAgent
  }

  /// Feeds, and XML and JSON, which many servers call a feed; then whatever there is. Short: every poll sends it.
  public static let acceptsFeeds =
    "application/atom+xml,application/rss+xml,application/rdf+xml,application/feed+json,"
    + "application/xml,text/xml,application/json,*/*;q=0.5"

  /// A request header field.
  public struct Header: Hashable, Sendable {
    public var name: String
    public var value: Secret

    public init(name: String, value: Secret) {
      self.name = name
      self.value = value
    }

    public init(name: String, value: String) {
      self.init(name: name, value: Secret(value))
    }
  }

  /// How the source proves who asks.
  public enum Authentication: Hashable, Sendable {
    /// RFC 7617.
    case basic(user: String, password: Secret)
    /// RFC 7616: costs a request more, and shows the password to nobody.
    case digest(user: String, password: Secret)
    /// RFC 6750 §2.1.
    case bearer(Secret)
  }

  /// A certificate of our own for TLS: files in PEM.
  public struct ClientCertificate: Hashable, Sendable {
    public var file: String
    /// nil: the key is in `file` too.
    public var keyFile: String?
    /// Of the key.
    public var password: Secret?

    public init(file: String, keyFile: String? = nil, password: Secret? = nil) {
      self.file = file
      self.keyFile = keyFile
      self.password = password
    }
  }

  /// Who connects in our place. The address guard sees the proxy's address only, so that it judges hosts that
  /// are written as addresses, and leaves names to the proxy.
  public struct Proxy: Hashable, Sendable {
    /// `http`, `https`, `socks5` (names are resolved here) or `socks5h` (by the proxy), host and port.
    public var url: String
    public var user: String?
    public var password: Secret?

    public init(url: String, user: String? = nil, password: Secret? = nil) {
      self.url = url
      self.user = user
      self.password = password
    }
  }

  /// Which addresses of a host are tried.
  public enum AddressFamily: Hashable, Sendable {
    case any
    case ipv4
    case ipv6
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
  /// Bytes of the body, on the wire and after each step of decompression.
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
