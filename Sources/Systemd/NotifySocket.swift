import Glibc

/// The socket on which a service tells systemd how it is (sd_notify(3)).
public struct NotifySocket: Sendable {
  /// nil when the process does not run under a service manager: each call then does nothing.
  let path: String?

  /// - Parameter environment: `NOTIFY_SOCKET`'s value; a path, or `@name` for an abstract socket.
  public init(environmentValue: String?) {
    path = environmentValue
  }

  /// The socket that the environment names.
  public static func fromEnvironment() -> NotifySocket {
    NotifySocket(environmentValue: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
  }
}
