import ArgumentParser
import Configuration
import Daemon
import Glibc
import Logging
import Storing
import Systemd

/// Exit statuses beyond 0, 1 and 2: sysexits(3)'s numbers, as the man page lists them.
extension ExitCode {
  /// Another daemon has the output directory (`EX_TEMPFAIL`).
  static let busy = ExitCode(75)
  /// The configuration is wrong (`EX_CONFIG`): systemd does not restart on it.
  static let wrongConfiguration = ExitCode(78)
  /// The disk failed (`EX_IOERR`).
  static let diskFailed = ExitCode(74)
}

/// What a command that stores stories must not die of.
enum Hardening {
  /// SIGPIPE: whoever read the log may go away.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// SIGHUP, until it means a reload: it may come while the daemon starts.
  static func ignoreHangUps() { signal(SIGHUP, SIG_IGN) }

  /// As many files as are allowed, up to what the unit asks for: a shell's 1024 are few for a thousand transfers.
  ///
  /// - Throws: with so few that not even timers can be had, which need a descriptor, nothing would ever be polled.
  static func raiseFileLimit() throws {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    if limit.rlim_cur < 8192 {
      limit.rlim_cur = min(8192, limit.rlim_max)
      setrlimit(resource, &limit)
    }
    guard limit.rlim_cur >= 64 else {
      StandardError.write(
        "tidings: at most \(limit.rlim_cur) files can be open here, and it takes 64 at least: see ulimit -n, LimitNOFILE="
      )
      throw ExitCode.failure
    }
  }

  /// Has 0, 1 and 2 open: else the next file that is opened, an index or a lock, would be standard error, and get
  /// the log's lines.
  static func openStandardStreams() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest number that is free: this one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}

/// Standard error, a line at a time.
enum StandardError {
  static func write(_ line: String, terminator: String = "\n") {
    var text = line + terminator
    // When nobody is there to be told, there is nothing to do about it.
    text.withUTF8 { _ = writeAll(UnsafeRawBufferPointer($0), to: 2) }
  }
}

/// Standard output, for bytes that are no line of text for `print`.
enum StandardOutput {
  /// False when nobody reads on: a pipe that was closed, a full disk.
  static func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { writeAll($0, to: 1) }
  }
}

private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
  var rest = bytes
  while !rest.isEmpty {
    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }
  return true
}

/// `--config` and `--output`, which many commands take.
struct Places: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config: String = Configuration.defaultFile

  @Option(
    name: .long,
    help: ArgumentHelp("The output directory, instead of the configuration's.", valueName: "dir"))
  var output: String?

  /// Reads the configuration; prints each mistake and throws `status` when it is wrong.
  ///
  /// - Parameter secrets: `required` for commands that poll.
  func configuration(orExit status: ExitCode, secrets: SecretPolicy = .optional) throws -> Configuration {
    do throws(ConfigurationError) {
      var configuration = try Configuration.load(file: config, secrets: secrets)
      if let output { configuration.output = Self.absolute(output) }
      return configuration
    } catch {
      for mistake in error.mistakes { StandardError.write("\(mistake)") }
      throw status
    }
  }

  /// The output directory: `--output`, else the configuration's, else the usual one when there is none.
  func outputDirectory() throws -> String {
    if let output { return Self.absolute(output) }
    if access(config, F_OK) != 0, config == Configuration.defaultFile {
      return Configuration(file: config).output
    }
    return try configuration(orExit: .failure).output
  }

  /// A path that stays right when the working directory changes.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    guard let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }
}

/// `--log-level`: swift-log's levels, the least important first.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
  case debug
  case info
  case notice
  case warning
  case error

  /// A logger to standard error that leaves out what is less important.
  var logger: Logger {
    let level: Logger.Level =
      switch self {
      case .debug: .debug
      case .info: .info
      case .notice: .notice
      case .warning: .warning
      case .error: .error
      }
    return Logger(label: "tidings") { _ in JournalLogHandler(logLevel: level) }
  }
}

extension StoreError {
  /// The status that a command exits with.
  var exitCode: ExitCode {
    switch self {
    case .locked: .busy
    case .diskFailed: .diskFailed
    default: .failure
    }
  }
}

/// Prints an error that ends a command: one line that says what, where and what to do.
func report(_ error: any Error) -> ExitCode {
  var hint = ""
  if case .noSpace = error as? StoreError {
    hint = "; free space on that disk and try again, nothing is lost"
  }
  StandardError.write("tidings: \(error)\(hint)")
  return (error as? StoreError)?.exitCode ?? .failure
}
