import CCurl
import Glibc

extension FetchError: CustomStringConvertible {
  /// One line, for a log: what went wrong, and with what.
  public var description: String {
    switch self {
    case .badURL(let reason): "the URL cannot be used: \(reason)"
    case .unsupportedScheme(let scheme): "\(scheme): is not http or https"
    case .dns(let host): "\(host) has no address"
    case .connect(let host, let code):
      code == 0 ? "no connection to \(host)" : "no connection to \(host): \(String(cString: strerror(code)))"
    case .blockedAddress(let address, let host): "\(host) is \(address), which is not a public address"
    case .tls(let host, let reason):
      reason.isEmpty ? "TLS with \(host) failed" : "TLS with \(host): \(reason)"
    case .timeout(.lookup, let host): "no answer in time to the lookup of \(host)'s address"
    case .timeout(.connect, let host): "\(host) did not accept a connection in time"
    case .timeout(.lowSpeed, let host): "\(host) sends too slowly"
    case .timeout(.total, let host): "\(host) did not finish in time"
    case .connectionLost(let host): "\(host) closed the connection before it answered"
    case .headersTooLarge(let limit): "the header fields are larger than \(limit) bytes"
    case .tooLarge(let limit): "the body is larger than \(limit) bytes"
    case .partialBody(let received): "the body ended early, after \(received) bytes"
    case .badEncoding(let host): "\(host) sent a body that is not in the encoding it names"
    case .badResponse(let host, let reason): "\(host) sent a wrong answer: \(reason)"
    case .tooManyRedirects(let limit): "more than \(limit) redirects"
    case .badRedirect(let redirect): redirect.description
    case .proxy(let reason): "the proxy failed: \(reason)"
    case .cancelled: "cancelled"
    case .shutDown: "the program is stopping"
    case .library(let code): "libcurl: \(String(cString: curl_easy_strerror(CURLcode(rawValue: code))))"
    }
  }

  /// What the operator can do about it; nil when there is nothing but to wait.
  public var hint: String? {
    switch self {
    case .badURL, .unsupportedScheme: "correct the source's url"
    case .dns: "check the host's name, and this machine's resolver"
    case .timeout(.lookup, _): "check this machine's resolver (resolv.conf), or the host's name servers"
    case .connect: "check that the host is up and its port open from here"
    case .blockedAddress: "if the source is on your own network, add its address to the source's allow list"
    case .tls: "check the certificate with a browser; a private CA needs the source's ca_file"
    case .timeout(.total, _), .timeout(.lowSpeed, _): "if the feed is just slow, raise the source's timeout"
    case .tooLarge: "if the feed is really that large, raise the source's max_body"
    case .tooManyRedirects, .badRedirect: "open the url in a browser and configure where it leads"
    case .proxy: "check the proxy's address and that it is up"
    case .badEncoding, .badResponse, .headersTooLarge, .partialBody: "the publisher's server is at fault"
    case .timeout(.connect, _), .connectionLost, .cancelled, .shutDown: nil
    case .library: "look for a shortage of memory or descriptors on this machine"
    }
  }
}

extension FetchError.BadRedirect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLocation: "a redirect that does not say where to"
    case .unreadableLocation: "a redirect to something that is no URL"
    case .unsupportedScheme(let scheme): "a redirect to \(scheme):, which is not http or https"
    case .downgrade: "a redirect from https to http"
    case .loop: "a redirect back to where it came from"
    }
  }
}
