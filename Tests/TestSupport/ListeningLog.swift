public import Logging

extension Logger {
  /// A log that is heard: `body` gets each event of `level` and above, on the thread that logs it.
  public static func listening(
    from level: Logger.Level = .info, _ body: @escaping @Sendable (LogEvent) -> Void
  ) -> Logger {
    Logger(label: "test") { _ in ListeningHandler(logLevel: level, body: body) }
  }
}

private struct ListeningHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  let body: @Sendable (LogEvent) -> Void

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { body(event) }
}
