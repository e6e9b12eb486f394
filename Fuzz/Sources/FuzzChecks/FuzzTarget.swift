import Glibc

/// What is fuzzed: each has a folder in `corpus` and in `regressions`, and a program that libFuzzer drives.
///
/// Every input is allowed. A check throws when a promise of the code is broken; a trap, a leak, a bad access
/// or an endless loop shows by itself.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A document. Its last byte also chooses where it came from.
  case feed
  /// A date text. Its last byte also chooses the zone.
  case dates
  /// The value of Content-Type, a newline, a document.
  case charset
  /// The value of Content-Encoding, a newline, a body.
  case decoding
  /// A base, a newline, a reference.
  case urls
  /// Bytes that values, entries and lines of the log are made of; they are also read as JSON.
  case lines
  /// What a crash left at the end of the log, and when.
  case recovery

  /// Checks one input.
  public func check(_ input: [UInt8]) throws(Violation) {
    switch self {
    case .feed: try FeedCheck.run(input)
    case .dates: try DateCheck.run(input)
    case .charset: try CharsetCheck.run(input)
    case .decoding: try DecodingCheck.run(input)
    case .urls: try URLCheck.run(input)
    case .lines: try LineCheck.run(input)
    case .recovery: try RecoveryCheck.run(input)
    }
  }

  /// As libFuzzer calls it (https://llvm.org/docs/LibFuzzer.html#fuzz-target): a violation ends the process,
  /// so that the input is kept.
  public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
      try check(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      let message = Array("violation: \(error)\n".utf8)
      _ = write(2, message, message.count)
      abort()
    }
    return 0
  }
}
