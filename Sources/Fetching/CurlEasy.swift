import CCurl

/// Owns a libcurl easy handle: https://curl.se/libcurl/c/libcurl-easy.html.
///
/// Used by the loop's thread only.
final class CurlEasy {
  let handle: UnsafeMutableRawPointer
  /// The first failure of a setter since `reset`; checked once when all are set.
  private(set) var failure = CURLE_OK

  init() throws(FetchError) {
    guard let handle = curl_easy_init() else { throw .library(code: CURLE_FAILED_INIT.rawValue) }
    self.handle = handle
  }

  deinit { curl_easy_cleanup(handle) }

  /// Back to libcurl's defaults: https://curl.se/libcurl/c/curl_easy_reset.html. Connections stay, in the multi.
  func reset() {
    curl_easy_reset(handle)
    failure = CURLE_OK
  }

  func set(_ option: CURLoption, _ value: Int) { note(tidings_setopt_long(handle, option, value)) }

  func set(_ option: CURLoption, off value: Int64) {
    note(tidings_setopt_off(handle, option, curl_off_t(value)))
  }

  func set(_ option: CURLoption, _ value: String) { note(tidings_setopt_string(handle, option, value)) }

  /// - Parameter value: must outlive the transfer.
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
    note(tidings_setopt_pointer(handle, option, value))
  }

  /// - Parameter value: must outlive the transfer.
  func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>) {
    note(tidings_setopt_list(handle, option, value))
  }

  func set(_ option: CURLoption, _ callback: @escaping tidings_data_callback) {
    note(tidings_setopt_data_callback(handle, option, callback))
  }

  func setOpenSocket(_ callback: @escaping tidings_open_socket_callback) {
    note(tidings_setopt_open_socket(handle, callback))
  }

  func setBeforeRequest(_ callback: @escaping tidings_before_request_callback) {
    note(tidings_setopt_before_request(handle, callback))
  }

  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return tidings_getinfo_long(handle, info, &value) == CURLE_OK ? value : 0
  }

  func off(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    return tidings_getinfo_off(handle, info, &value) == CURLE_OK ? Int64(value) : 0
  }

  private func note(_ code: CURLcode) {
    if failure == CURLE_OK { failure = code }
  }
}
