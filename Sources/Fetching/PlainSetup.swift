/// What a handle is set up with for a request that has nothing to hide and asks for nothing special: no secret,
/// certificate, proxy, cookies or file of authorities of its own.
///
/// Two such requests in a row with equal setups differ in what each sets anew: URL, validators and time limit.
/// Between any others the handle is reset, so that nothing of one source goes to another.
struct PlainSetup: Equatable {
  private let userAgent: String
  private let accept: String
  private let addresses: FetchRequest.AddressFamily
  private let limits: FetchLimits
  private let isSecure: Bool

  /// nil for a request that is not so.
  init?(_ request: FetchRequest) {
    guard request.owner == nil, request.proxy == nil, request.cookies == nil, request.authentication == nil,
      request.clientCertificate == nil, request.caFile == nil, request.headers.isEmpty,
      TargetURL.isPlain(request.url)
    else { return nil }
    userAgent = request.userAgent
    accept = request.accept
    addresses = request.addresses
    limits = request.limits
    isSecure = request.url.utf8.starts(with: "https:".utf8)
  }
}
