import CCurl

// What libcurl calls: unwrap the context, call one method, return. Only on the loop's thread.

func curlHeaderCallback(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.receiveHeader(buffer(bytes, size &* count)) ? size &* count : 0
}

func curlWriteCallback(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes, let context, size &* count > 0 else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.receiveBody(buffer(bytes, size &* count)) ? size &* count : 0
}

func curlOpenSocketCallback(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
  _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let context, let address else { return tidings_socket_bad() }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().openSocket(address)
}

func curlBeforeRequestCallback(
  _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?,
  _ local: UnsafeMutablePointer<CChar>?, _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
  guard let context, let remote else { return CURL_PREREQFUNC_ABORT }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.permitsRequest(to: remote) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func buffer(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(
    start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: count)
}

extension CurlEasy {
  /// What is the same for every request. libcurl's defaults are stated too where a promise rests on them.
  ///
  /// - Parameter idleLifetime: seconds after which a connection that rested is not used again.
  func setFixedOptions(idleLifetime: Int) {
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
    // Redirects are followed by hand: libcurl would send custom header fields to other hosts.
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_NOPROGRESS, 1)
    set(CURLOPT_HTTP09_ALLOWED, 0)
    // Bodies are decoded when they are whole: see ContentDecoder.
    set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    set(CURLOPT_NOPROXY, "")
    set(CURLOPT_PROXYAUTH, tidings_auth_basic())
    set(CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    set(CURLOPT_UNRESTRICTED_AUTH, 0)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
    set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
    set(CURLOPT_DNS_CACHE_TIMEOUT, 60)
    set(CURLOPT_MAXAGE_CONN, idleLifetime)
    set(CURLOPT_MAXLIFETIME_CONN, 5 * idleLifetime)
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_WRITEFUNCTION, curlWriteCallback)
    set(CURLOPT_HEADERFUNCTION, curlHeaderCallback)
    setOpenSocket(curlOpenSocketCallback)
    setBeforeRequest(curlBeforeRequestCallback)
  }
}
