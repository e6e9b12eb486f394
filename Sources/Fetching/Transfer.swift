import CCurl
import Glibc
import WebText

/// One easy handle and the fetch that it carries out, hop by hop. The loop keeps a pool of these.
///
/// Used by the loop's thread only; libcurl calls back on that thread too, in the middle of no access: unchecked.
final class Transfer {
  let easy: CurlEasy
  @exclusivity(unchecked) private(set) var ticket: FetchTicket?
  @exclusivity(unchecked) private var head = ResponseHead()
  @exclusivity(unchecked) private var body: [UInt8] = []
  /// Bytes of body that the callback saw, kept or not.
  @exclusivity(unchecked) private var bodySize = 0
  private let fields = HeaderList()
  /// How many of them stay for the next request of an equal setup.
  @exclusivity(unchecked) private var commonFields = 0
  /// What the handle is set up with, when that is nothing but this.
  @exclusivity(unchecked) private var setup: PlainSetup?
  /// The handle's last transfer came to its end: it left nothing behind.
  @exclusivity(unchecked) private var hasEndedWell = false
  @exclusivity(unchecked) private var url = ""
  @exclusivity(unchecked) private var redirects: [FetchResponse.Redirect] = []
  @exclusivity(unchecked) private var bytesReceived: Int64 = 0
  @exclusivity(unchecked) private var hasTriedAgain = false
  @exclusivity(unchecked) private var startedAt = MonotonicTime.now
  @exclusivity(unchecked) private var addressGuard = AddressGuard()
  /// The last address that the guard refused in this hop.
  @exclusivity(unchecked) private var blocked: IPAddress?
  /// The first hop's host, or proxy, has been looked up.
  @exclusivity(unchecked) private(set) var hasAddress = false
  /// Whom this hop's request went to.
  @exclusivity(unchecked) private var remote: IPAddress?
  @exclusivity(unchecked) private var stop: Stop?
  /// For `CURLOPT_ERRORBUFFER`: libcurl writes into it while the handle is in use.
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// Why a callback ended the transfer.
  private enum Stop {
    case bodyTooLarge
    case headersTooLarge
    /// The answer is no document: its status is known, and the rest of its body not worth the bytes.
    case bodyNotNeeded
  }

  /// What follows a hop.
  enum Step {
    case finished(Result<FetchResponse, FetchError>)
    /// The handle is set up for the next hop.
    case nextHop
  }

  private let idleLifetime: Int

  /// Of a body that is no document, what is kept for people and for recognizing bot walls.
  static let keptOfErrors = 64 * 1024
  /// libcurl's own limit for the header fields of HTTP/2.
  static let mostFieldsOfHTTP2 = 128 * 1024
  /// A declared length is a claim: more than this is not reserved on its word.
  static let mostReserved = 1024 * 1024

  init(idleLifetime: Int) throws(FetchError) {
    self.idleLifetime = idleLifetime
    easy = try CurlEasy()
  }

  deinit {
    // The handle must not keep a pointer to what is freed before it.
    easy.reset()
    errorText.deallocate()
  }

  /// Sets the handle up for the first hop.
  func begin(_ ticket: FetchTicket) throws(FetchError) {
    self.ticket = ticket
    let request = ticket.request
    startedAt = .now
    hasTriedAgain = false
    hasAddress = false
    addressGuard = AddressGuard(allowed: request.allowedNetworks)
    if request.owner == nil, request.proxy == nil, request.cookies == nil, TargetURL.isPlain(request.url) {
      url = request.url
      let plain = PlainSetup(request)
      if let plain, plain == setup, hasEndedWell {
        try prepareAgain(request)
      } else {
        try prepare(nil, isOrigin: true, credentials: nil)
        setup = plain
      }
    } else {
      let target = try TargetURL(request.url)
      url = target.text
      try prepare(to: target)
    }
  }

  /// Sets up the hop to `target`, with the secrets if they belong there.
  private func prepare(to target: TargetURL) throws(FetchError) {
    guard let request = ticket?.request else { return }
    let owner = try TargetURL(request.owner ?? request.url)
    let isOrigin = target.origin == owner.origin
    try prepare(target.origin, isOrigin: isOrigin, credentials: isOrigin ? owner.credentials : nil)
  }

  /// Forgets the fetch; buffers and handle stay for the next.
  func end() {
    ticket = nil
    fields.removeAll(from: commonFields)
    redirects = []
    body = []
    bytesReceived = 0
  }

  // MARK: - Setting up

  /// Resets the handle and sets every option for the hop to `url`.
  ///
  /// - Parameters:
  ///   - origin: of `url`; nil where nothing asks for it.
  ///   - isOrigin: false drops what belongs to the request's own origin.
  private func prepare(
    _ origin: TargetURL.Origin?, isOrigin: Bool, credentials: TargetURL.Credentials?
  ) throws(FetchError) {
    guard let ticket else { return }
    let request = ticket.request
    forgetHop()
    setup = nil
    hasEndedWell = false
    easy.reset()
    easy.setFixedOptions(idleLifetime: idleLifetime)
    let context = Unmanaged.passUnretained(self).toOpaque()
    easy.set(CURLOPT_PRIVATE, context)
    easy.set(CURLOPT_WRITEDATA, context)
    easy.set(CURLOPT_HEADERDATA, context)
    easy.set(CURLOPT_OPENSOCKETDATA, context)
    easy.set(CURLOPT_PREREQDATA, context)
    easy.set(CURLOPT_ERRORBUFFER, errorText)
    easy.set(CURLOPT_URL, url)
    try setProxy(request, origin)
    switch request.addresses {
    case .any: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_WHATEVER))
    case .ipv4: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V4))
    case .ipv6: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V6))
    }
    let isSecure = url.utf8.starts(with: "https:".utf8)
    easy.set(CURLOPT_HTTP_VERSION, isSecure ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
    // With TLS: waits for a connection that may turn out to multiplex, rather than opening a second. Without,
    // it would wait for the first answer of a slow server.
    easy.set(CURLOPT_PIPEWAIT, isSecure ? 1 : 0)
    // 7.88 forgets what is left of an HTTP/2 head that is larger than its buffer, 16 KiB, and waits for the
    // time limit. It takes heads up to this size.
    if isSecure { easy.set(CURLOPT_BUFFERSIZE, Self.mostFieldsOfHTTP2) }
    if let caFile = request.caFile {
      easy.set(CURLOPT_CAINFO, caFile)
      easy.set(CURLOPT_PROXY_CAINFO, caFile)
    }
    if isOrigin { setSecrets(request, credentials) }
    let limits = request.limits
    try setTotalTimeout(limits)
    // 0 would mean "no limit" to libcurl: at least a second.
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, limits.connectTimeout.milliseconds))
    easy.set(CURLOPT_LOW_SPEED_LIMIT, max(0, limits.lowSpeedBytesPerSecond))
    easy.set(CURLOPT_LOW_SPEED_TIME, max(1, limits.lowSpeedTime.milliseconds / 1000))
    easy.set(CURLOPT_MAXFILESIZE_LARGE, off: Int64(max(1, limits.maxBody)))
    listFields(request, origin, isOrigin: isOrigin)
    try setFields()
  }

  /// Sets the handle up for `url` when everything else is as it was for the handle's last request.
  private func prepareAgain(_ request: FetchRequest) throws(FetchError) {
    forgetHop()
    hasEndedWell = false
    easy.set(CURLOPT_URL, url)
    try setTotalTimeout(request.limits)
    fields.removeAll(from: commonFields)
    listValidators(request)
    try setFields()
  }

  private func forgetHop() {
    head.reset()
    body = []
    bodySize = 0
    blocked = nil
    remote = nil
    stop = nil
    errorText.pointee = 0
  }

  private func setTotalTimeout(_ limits: FetchLimits) throws(FetchError) {
    let left = limits.totalTimeout - startedAt.elapsed
    guard left > .zero else { throw .timeout(.total, host: host) }
    // 0 would mean "no limit" to libcurl.
    easy.set(CURLOPT_TIMEOUT_MS, max(1, left.milliseconds))
  }

  /// The last step of setting up.
  private func setFields() throws(FetchError) {
    if let list = fields.linked() { easy.set(CURLOPT_HTTPHEADER, list) }
    guard easy.failure == CURLE_OK else { throw .library(code: easy.failure.rawValue) }
  }

  /// What proves to the source's own origin who asks. A bearer token is a header field: `listFields`.
  private func setSecrets(_ request: FetchRequest, _ credentials: TargetURL.Credentials?) {
    switch request.authentication {
    case .basic(let user, let password):
      easy.set(CURLOPT_HTTPAUTH, tidings_auth_basic())
      easy.set(CURLOPT_USERNAME, user)
      easy.set(CURLOPT_PASSWORD, password.revealed)
    case .digest(let user, let password):
      easy.set(CURLOPT_HTTPAUTH, tidings_auth_digest())
      easy.set(CURLOPT_USERNAME, user)
      easy.set(CURLOPT_PASSWORD, password.revealed)
    case .bearer: break
    case nil:
      if let credentials {
        easy.set(CURLOPT_HTTPAUTH, tidings_auth_basic())
        easy.set(CURLOPT_USERNAME, credentials.user)
        easy.set(CURLOPT_PASSWORD, credentials.password)
      }
    }
    if let certificate = request.clientCertificate {
      easy.set(CURLOPT_SSLCERT, certificate.file)
      easy.set(CURLOPT_SSLKEY, certificate.keyFile ?? certificate.file)
      if let password = certificate.password { easy.set(CURLOPT_KEYPASSWD, password.revealed) }
    }
  }

  private func setProxy(_ request: FetchRequest, _ origin: TargetURL.Origin?) throws(FetchError) {
    guard let proxy = request.proxy else {
      easy.set(CURLOPT_PROXY, "")
      return
    }
    // It connects for us, and may reach what we must not. Names are its own to judge.
    if let address = origin?.address, !addressGuard.permits(address) {
      throw .blockedAddress(String(describing: address), host: host)
    }
    easy.set(CURLOPT_PROXY, proxy.url)
    // For the proxy. In requests the field of the list takes its place.
    easy.set(CURLOPT_USERAGENT, request.userAgent)
    if let user = proxy.user { easy.set(CURLOPT_PROXYUSERNAME, user) }
    if let password = proxy.password { easy.set(CURLOPT_PROXYPASSWORD, password.revealed) }
  }

  private func listFields(_ request: FetchRequest, _ origin: TargetURL.Origin?, isOrigin: Bool) {
    fields.removeAll()
    // libcurl would write the one of CURLOPT_USERAGENT twice for each request, a byte at a time.
    fields.append("User-Agent", request.userAgent)
    fields.append("Accept", request.accept)
    fields.append("Accept-Encoding", ContentCoding.offered)
    commonFields = fields.count
    listValidators(request)
    if isOrigin {
      for header in request.headers { fields.append(header.name, header.value.revealed) }
      if case .bearer(let token) = request.authentication {
        fields.append("Authorization", "Bearer \(token.revealed)")
      }
    }
    if let jar = request.cookies, let origin, let cookies = jar.field(for: origin, url: url) {
      fields.append("Cookie", cookies)
    }
  }

  private func listValidators(_ request: FetchRequest) {
    if let validators = request.validators, validators.belong(to: url) {
      // Both, when there are both: a server that knows entity tags ignores the date (RFC 9110 §13.1.3).
      if let etag = validators.etag { fields.append("If-None-Match", etag) }
      if let date = validators.lastModified { fields.append("If-Modified-Since", date) }
      // RFC 3229 §10.5.2: a delta is to an instance that an entity tag names.
      if request.acceptsDelta, validators.etag != nil { fields.append("A-IM", "feed") }
    }
  }

  private var isConditional: Bool {
    ticket?.request.validators?.belong(to: url) ?? false
  }

  private var host: String { RedactedURL(url).host }

  // MARK: - Called by libcurl

  /// CURLOPT_HEADERFUNCTION: https://curl.se/libcurl/c/CURLOPT_HEADERFUNCTION.html.
  func receiveHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    if head.isComplete, line.starts(with: "HTTP/".utf8) {
      // The body of a challenge that libcurl has answered.
      body.removeAll(keepingCapacity: true)
      bodySize = 0
    }
    head.append(line)
    guard head.size <= (ticket?.request.limits.maxHeaders ?? 0) else {
      stop = .headersTooLarge
      return false
    }
    return true
  }

  /// CURLOPT_WRITEFUNCTION, with bytes as they were on the wire: https://curl.se/libcurl/c/CURLOPT_WRITEFUNCTION.html.
  func receiveBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let limits = ticket?.request.limits else { return false }
    let isFirst = bodySize == 0
    bodySize += bytes.count
    ticket?.request.progress?.add(bytes.count)
    if FetchOutcome.isDocument(head.status) {
      guard bodySize <= limits.maxBody else {
        stop = .bodyTooLarge
        return false
      }
      if isFirst {
        let declared = easy.off(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        body.reserveCapacity(Int(min(max(declared, Int64(bytes.count)), Int64(Self.mostReserved))))
      }
      body.append(contentsOf: bytes)
      return true
    }
    guard bodySize <= Self.keptOfErrors else {
      stop = .bodyNotNeeded
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// CURLOPT_OPENSOCKETFUNCTION: asked for each address that libcurl is about to connect to.
  ///
  /// With a proxy, the address is the proxy's, which the operator chose.
  func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    hasAddress = true
    let target = withUnsafePointer(to: &address.pointee.addr) {
      IPAddress($0, length: Int(address.pointee.addrlen))
    }
    if ticket?.request.proxy == nil {
      guard let target, addressGuard.permits(target) else {
        blocked = target ?? IPAddress(v4: 0)
        return tidings_socket_bad()
      }
    }
    let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, type, address.pointee.protocol)
  }

  /// CURLOPT_PREREQFUNCTION: asked before each request, so also when a connection is used again that another
  /// source, with another allow-list, opened.
  func permitsRequest(to address: UnsafePointer<CChar>) -> Bool {
    hasAddress = true
    guard ticket?.request.proxy == nil else { return true }
    let remote = IPAddress(address)
    guard let remote, addressGuard.permits(remote) else {
      blocked = remote ?? IPAddress(v4: 0)
      return false
    }
    self.remote = remote
    return true
  }

  // MARK: - What came of it

  /// Judges a hop that ended with `code`, and sets up the next one if there is to be one.
  func advance(_ code: CURLcode) -> Step {
    hasEndedWell = code == CURLE_OK
    bytesReceived += easy.off(CURLINFO_SIZE_DOWNLOAD_T) + Int64(easy.long(CURLINFO_HEADER_SIZE))
    do throws(FetchError) {
      // An answer other than a document stands, whatever happens to its body.
      let isAnswered = head.isComplete && !FetchOutcome.isDocument(head.status) && stop != .headersTooLarge
      if code == CURLE_HTTP2, !isAnswered, isFarewell {
        hasTriedAgain = true
        try prepare(to: try TargetURL(url))
        return .nextHop
      }
      if code != CURLE_OK, !isAnswered { throw failure(code) }
      guard head.isComplete else {
        if head.status > 0, head.status != 101 { throw FetchError.connectionLost(host: host) }
        throw FetchError.badResponse(host: host, reason: "it has no status line")
      }
      if code == CURLE_OK, let flaw = head.flawOfLength {
        throw FetchError.badResponse(host: host, reason: flaw)
      }
      try keepCookies()
      if FetchOutcome.isRedirect(head.status), let ticket, ticket.request.maxRedirects > 0 {
        try follow(ticket.request)
        return .nextHop
      }
      return .finished(.success(try response()))
    } catch {
      return .finished(.failure(error))
    }
  }

  /// True when the server said that it would not look at the request, on a connection that it was about to close:
  /// RFC 9113 §6.8, §8.7. libcurl asks again after a reset of the stream only.
  private var isFarewell: Bool {
    !hasTriedAgain && head.status == 0 && easy.long(CURLINFO_NUM_CONNECTS) == 0
  }

  private func follow(_ request: FetchRequest) throws(FetchError) {
    guard let location = head.fields().location, !location.isEmpty else { throw .badRedirect(.noLocation) }
    // A fragment alone points into the document that has just not been given.
    guard location.first != "#" else { throw .badRedirect(.loop) }
    guard redirects.count < request.maxRedirects else { throw .tooManyRedirects(limit: request.maxRedirects) }
    let from = try TargetURL(url)
    let next = try TargetURL(location: location, base: url)
    if from.origin.scheme == "https", next.origin.scheme == "http" { throw .badRedirect(.downgrade) }
    // A request carries no state from hop to hop, so a URL that comes again will answer the same again; but for
    // cookies, which some sites set by sending the client back to where it was.
    if request.cookies == nil {
      let first = try TargetURL(request.url)
      let isSeen = next.text == first.text || redirects.contains { $0.url == next.text }
      guard !isSeen else { throw .badRedirect(.loop) }
    }
    redirects.append(FetchResponse.Redirect(status: head.status, url: next.text))
    url = next.text
    try prepare(to: next)
  }

  /// Keeps what the hop's answer set.
  private func keepCookies() throws(FetchError) {
    guard let jar = ticket?.request.cookies else { return }
    let cookies = head.cookies()
    guard !cookies.isEmpty else { return }
    jar.take(cookies, from: try TargetURL(url).origin, url: url)
  }

  private func response() throws(FetchError) -> FetchResponse {
    let status = head.status
    let fields = head.fields()
    guard status != 304 || isConditional else {
      throw .badResponse(host: host, reason: "304 to a request that was not conditional")
    }
    guard status != 206 else { throw .badResponse(host: host, reason: "206 to a request for the whole") }
    guard status != 226 || ticket?.request.acceptsDelta == true else {
      throw .badResponse(host: host, reason: "226 to a request for the whole")
    }
    var response = FetchResponse(outcome: FetchOutcome(status: status, fields), status: status, url: url)
    response.redirects = redirects
    response.headers = fields
    response.validators = validators(fields, status)
    response.bytesReceived = bytesReceived
    response.timings = timings()
    response.address = remote
    response.endsWithConnection =
      easy.off(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T) < 0
      && easy.long(CURLINFO_HTTP_VERSION) < CURL_HTTP_VERSION_2_0
      && !head.isChunked
    if !FetchOutcome.isRedirect(status) { response.body = body }
    response.isDecoded = response.body.isEmpty
    body = []
    return response
  }

  /// RFC 9111 §4.3.4: a 304 updates what is stored, and what it does not mention stays.
  private func validators(_ fields: ResponseHeaders, _ status: Int) -> Validators? {
    var validators = Validators(etag: fields.etag, lastModified: fields.lastModified, url: url)
    if status == 304, let sent = ticket?.request.validators {
      validators.etag = fields.etag ?? sent.etag
      validators.lastModified = fields.lastModified ?? sent.lastModified
    }
    return validators.isEmpty ? nil : validators
  }

  private func timings() -> FetchResponse.Timings {
    var timings = FetchResponse.Timings()
    timings.connected = .microseconds(easy.off(CURLINFO_CONNECT_TIME_T))
    timings.firstByte = .microseconds(easy.off(CURLINFO_STARTTRANSFER_TIME_T))
    timings.total = startedAt.elapsed
    return timings
  }

  private func failure(_ code: CURLcode) -> FetchError {
    let limits = ticket?.request.limits ?? FetchLimits()
    switch stop {
    case .bodyTooLarge: return .tooLarge(limit: limits.maxBody)
    case .headersTooLarge: return .headersTooLarge(limit: limits.maxHeaders)
    case .bodyNotNeeded, nil: break
    }
    let evidence = TransferEvidence(
      host: host, blocked: blocked, errorNumber: Int32(truncatingIfNeeded: easy.long(CURLINFO_OS_ERRNO)),
      hasHead: head.isComplete, received: bodySize, isConnected: easy.off(CURLINFO_PRETRANSFER_TIME_T) > 0,
      elapsed: startedAt.elapsed, limits: limits, isProxied: ticket?.request.proxy != nil,
      text: LogText.safe(String(cString: errorText)))
    return FetchError(code, evidence)
  }
}

extension FetchOutcome {
  static func isDocument(_ status: Int) -> Bool {
    status == 200 || status == 203 || status == 226 || status == 206
  }

  /// The statuses that mean "go there instead". 300 leaves a choice, 304 is an answer, 305 is obsolete.
  static func isRedirect(_ status: Int) -> Bool {
    status == 301 || status == 302 || status == 303 || status == 307 || status == 308
  }

  /// What an answer with this status and these fields means.
  public init(status: Int, _ fields: ResponseHeaders) {
    let retryAfter = fields.retryAfter.flatMap { RetryAfter($0) }
    switch status {
    case 200, 203, 226: self = .body
    case 304: self = .notModified
    case 410: self = .gone
    case 429: self = .tooManyRequests(retryAfter: retryAfter)
    case 503: self = .unavailable(retryAfter: retryAfter)
    default: self = .httpError(status: status)
    }
  }
}
