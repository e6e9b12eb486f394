import Glibc
public import Logging
import WebText

/// Writes one line for each log event to standard error.
///
/// In the journal a line begins with its priority (`<4>`, sd-daemon(3)); the journal knows the time. Anywhere
/// else it begins with a time stamp and the level. Then the constant message, then the facts as `key=value`:
/// the source first, then in alphabetical order, so that a line can be searched for and cut apart.
public struct JournalLogHandler: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?
  public var logLevel: Logger.Level = .info
  private let style: Style
  private let outlet: LogOutlet

  public enum Style: Sendable {
    /// `<N>` before the message.
    case journal
    /// Time stamp and level before the message.
    case people
  }

  /// - Parameters:
  ///   - descriptor: where lines go; standard error unless a test says otherwise.
  public init(style: Style = .standardError(), logLevel: Logger.Level = .info, descriptor: Int32 = 2) {
    self.style = style
    self.logLevel = logLevel
    outlet = LogOutlet(descriptor: descriptor)
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var facts = metadata
    if let provided = metadataProvider?.get() { facts.merge(provided) { _, new in new } }
    if let own = event.metadata { facts.merge(own) { _, new in new } }
    if let error = event.error { facts["error"] = "\(error)" }
    var line = prefix(event.level) + LogText.safe(event.message.description, limit: 1000)
    for (key, value) in facts.sorted(by: { ($0.key.rank, $0.key) < ($1.key.rank, $1.key) }) {
      line += " \(LogText.safe(key))=\(quotedIfNeeded(LogText.safe(value.description)))"
    }
    line += "\n"
    outlet.write(line) { "\(prefix(.warning))nobody read the log: lines of it are missing lines=\($0)\n" }
  }

  private func prefix(_ level: Logger.Level) -> String {
    style == .journal ? "<\(level.journalPriority)>" : "\(timeStamp()) \(level) "
  }
}

extension JournalLogHandler.Style {
  /// `journal` when `JOURNAL_STREAM` names the very stream that standard error is (systemd.exec(5)); the
  /// variable alone says nothing, because a redirected child inherits it.
  public static func standardError() -> JournalLogHandler.Style {
    of(descriptor: 2, journalStream: environmentValue("JOURNAL_STREAM"))
  }

  static func of(descriptor: Int32, journalStream: String?) -> JournalLogHandler.Style {
    var status = stat()
    guard let journalStream, fstat(descriptor, &status) == 0 else { return .people }
    return journalStream == "\(status.st_dev):\(status.st_ino)" ? .journal : .people
  }
}

extension String {
  /// Where a fact stands in a line: what it is about first, what to do about it last, the rest between.
  fileprivate var rank: Int {
    switch self {
    case "source": 0
    case "stage": 1
    case "error": 2
    case "because", "hint": 4
    default: 3
    }
  }
}

extension Logger.Level {
  /// syslog(3)'s numbers.
  var journalPriority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}

/// A value with a space, a quote or an equals sign is put in quotes, so that a line can be cut apart again.
private func quotedIfNeeded(_ value: String) -> String {
  let needsQuotes = value.isEmpty || value.utf8.contains { $0 == 0x20 || $0 == 0x22 || $0 == 0x3D }
  guard needsQuotes else { return value }
  var result = "\""
  for scalar in value.unicodeScalars {
    if scalar == "\"" { result += "\\" }
    result.unicodeScalars.append(scalar)
  }
  return result + "\""
}

/// Now, as RFC 3339 in UTC with milliseconds.
private func timeStamp() -> String {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  var parts = tm()
  gmtime_r(&now.tv_sec, &parts)
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
  let day = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }
  let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
  return "\(day.joined(separator: "-"))T\(time.joined(separator: ":")).\(padded(now.tv_nsec / 1_000_000, 3))Z"
}
