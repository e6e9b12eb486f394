import Fetching
import Glibc
import TestSupport
import WebText

/// What every test here needs: requests that may go to loopback, and a fetch whose error is a value.
func loopbackRequest(
  _ url: String, _ validators: Validators? = nil, _ change: (inout FetchRequest) -> Void = { _ in }
) -> FetchRequest {
  var request = FetchRequest(url: url, validators: validators)
  request.allowedNetworks = [Network("127.0.0.0/8")!, Network("::1")!]
  // A test that means a time limit sets it: on a loaded machine others must not run into one.
  request.limits.connectTimeout = .seconds(300)
  request.limits.totalTimeout = .seconds(900)
  request.limits.lowSpeedTime = .seconds(900)
  change(&request)
  return request
}

extension CurlLoop.Configuration {
  /// Connections rest for as long as a loaded machine has the test wait between two requests.
  static var patient: Self {
    var configuration = Self()
    configuration.idleLifetime = 100_000
    return configuration
  }
}

extension CurlLoop {
  func result(_ request: FetchRequest) async -> Result<FetchResponse, FetchError> {
    do throws(FetchError) { return .success(try await fetch(request)) } catch { return .failure(error) }
  }

  /// The error of a fetch that must fail; nil when it did not.
  func error(_ request: FetchRequest) async -> FetchError? {
    if case .failure(let error) = await result(request) { return error }
    return nil
  }
}

func fixture(_ name: String, from file: StaticString = #filePath) -> [UInt8] {
  let folder = String(describing: file).split(separator: "/").dropLast().joined(separator: "/")
  guard let stream = fopen("/\(folder)/Fixtures/\(name)", "rb") else { fatalError("no fixture \(name)") }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}
