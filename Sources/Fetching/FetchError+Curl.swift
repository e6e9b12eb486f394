import CCurl
import Glibc
import WebText

/// What is known of a transfer that libcurl gave up.
struct TransferEvidence {
  var host: String
  var blocked: IPAddress?
  var errorNumber: Int32
  /// The header fields of the last hop are complete.
  var hasHead: Bool
  /// Bytes of the body, as they were on the wire.
  var received: Int
  /// The connection stood, TLS included.
  var isConnected: Bool
  /// Since the first hop began.
  var elapsed: Duration
  var limits: FetchLimits
  var isProxied: Bool
  /// libcurl's own words.
  var text: String

  /// Time ran out before the resolver answered: "Resolving timed out after 10000 milliseconds".
  var isLookingUp: Bool { text.hasPrefix("Resolving timed out") }

  /// Which time limit ended the transfer: libcurl has one code for all, and rounds.
  var clock: FetchError.Timeout {
    if isLookingUp { return .lookup }
    if elapsed + .milliseconds(20) >= limits.totalTimeout { return .total }
    if !isConnected { return .connect }
    return elapsed < limits.lowSpeedTime ? .total : .lowSpeed
  }
}

extension FetchError {
  /// Translates a `CURLcode`: https://curl.se/libcurl/c/libcurl-errors.html. What 7.88 answers in which case
  /// was measured; see the tests.
  init(_ code: CURLcode, _ evidence: TransferEvidence) {
    let host = evidence.host
    switch code {
    case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK:
      if let blocked = evidence.blocked {
        self = .blockedAddress(String(describing: blocked), host: host)
      } else {
        self = .connect(host: host, code: evidence.errorNumber)
      }
    case CURLE_COULDNT_RESOLVE_HOST:
      self = .dns(host: host)
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
      self = .proxy(evidence.text)
    case CURLE_OPERATION_TIMEDOUT where evidence.isProxied && evidence.isLookingUp:
      self = .proxy(evidence.text)
    case CURLE_OPERATION_TIMEDOUT:
      let clock = evidence.clock
      // Several addresses may be tried until time is up: a refusal among them is the better news.
      if clock == .connect, let blocked = evidence.blocked {
        self = .blockedAddress(String(describing: blocked), host: host)
      } else {
        self = .timeout(clock, host: host)
      }
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_SHUTDOWN_FAILED,
      CURLE_USE_SSL_FAILED:
      self = .tls(host: host, reason: evidence.text)
    case CURLE_PARTIAL_FILE:
      self = .partialBody(received: evidence.received)
    case CURLE_RECV_ERROR where evidence.hasHead && evidence.text.contains("hunked"):
      // "Illegal or missing hexadecimal sequence in chunked-encoding".
      self = .badResponse(host: host, reason: "its chunks are wrong")
    case CURLE_RECV_ERROR where !evidence.hasHead && evidence.text.contains("returned -902"):
      // "nghttp2_session_mem_recv() returned -902": more fields than libcurl keeps of HTTP/2.
      self = .headersTooLarge(limit: min(evidence.limits.maxHeaders, Transfer.mostFieldsOfHTTP2))
    case CURLE_RECV_ERROR where evidence.isProxied && !evidence.isConnected:
      // "Received HTTP code 407 from proxy after CONNECT".
      self = .proxy(evidence.text)
    case CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_GOT_NOTHING, CURLE_SEND_ERROR,
      CURLE_SEND_FAIL_REWIND, CURLE_AGAIN:
      self = evidence.hasHead ? .partialBody(received: evidence.received) : .connectionLost(host: host)
    case CURLE_BAD_CONTENT_ENCODING:
      self = .badEncoding(host: host)
    case CURLE_FILESIZE_EXCEEDED:
      self = .tooLarge(limit: evidence.limits.maxBody)
    case CURLE_OUT_OF_MEMORY where !evidence.hasHead:
      // 7.88 says "out of memory" of a header line above 100 kB.
      self = .headersTooLarge(limit: evidence.limits.maxHeaders)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      // The scheme was checked before: this is HTTP/0.9, or a header that is none.
      self = .badResponse(host: host, reason: "it is not HTTP")
    case CURLE_URL_MALFORMAT:
      self = .badURL(reason: "its host or port cannot be read")
    default:
      self = .library(code: code.rawValue)
    }
  }
}
