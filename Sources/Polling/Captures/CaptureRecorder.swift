public import Fetching
import Glibc
public import Logging
import Synchronization
import WebText

/// Fetches, and keeps each body in a folder of captures on the way: `tidings poll --capture`.
///
/// A capture that cannot be kept fails no poll; `failure` tells of the first.
public final class CaptureRecorder: DocumentFetching {
  private let fetcher: any DocumentFetching
  private let folder: CaptureFolder
  private let log: Logger
  private let kept = Mutex(Kept())

  private struct Kept {
    /// The number of the body that was written last.
    var number = 0
    var failure: CaptureError?
  }

  /// - Throws: when the folder cannot be made.
  public init(
    _ fetcher: any DocumentFetching, into path: String, log: Logger
  ) throws(CaptureError) {
    self.fetcher = fetcher
    self.log = log
    folder = CaptureFolder(path: path)
    for path in [path, path + "/" + Self.bodies] where mkdir(path, 0o750) != 0 && errno != EEXIST {
      throw .file(path: path, code: errno)
    }
  }

  private static let bodies = "bodies"

  /// Why a capture could not be kept; nil when all were.
  public var failure: CaptureError? { kept.withLock { $0.failure } }

  public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
    let response = try await fetcher.fetch(request)
    guard response.outcome == .body else { return response }
    kept.withLock { kept in
      do throws(CaptureError) {
        try keep(response, of: request.source, &kept.number)
      } catch {
        guard kept.failure == nil else { return }
        kept.failure = error
        log.error("a capture is not kept", metadata: ["source": "\(request.source)", "error": "\(error)"])
      }
    }
    return response
  }

  public func shutdown() async { await fetcher.shutdown() }

  /// The body first, so that no line names a file that is not there. In the lock: the lines are in the order of their
  /// time.
  private func keep(_ response: FetchResponse, of source: String, _ number: inout Int) throws(CaptureError) {
    var capture = Capture(
      time: UnixTime.now(), source: source, url: StoredURL.text(response.url), status: response.status)
    capture.contentType = response.headers.contentType
    var file = -1 as CInt
    repeat {
      number += 1
      let digits = "\(number)"
      capture.file = Self.bodies + "/" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
      file = open(folder.path + "/" + (capture.file ?? ""), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    } while file < 0 && errno == EEXIST
    try Self.write(response.body, to: file, folder.path + "/" + (capture.file ?? ""))
    var line: [UInt8] = []
    capture.write(to: &line)
    try Self.write(line, to: open(folder.list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640), folder.list)
  }

  /// Writes all bytes, and closes the file.
  private static func write(_ bytes: [UInt8], to file: CInt, _ path: String) throws(CaptureError) {
    guard file >= 0 else { throw .file(path: path, code: errno) }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .file(path: path, code: errno) }
      done += count
    }
  }
}
