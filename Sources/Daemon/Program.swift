import Fetching

/// The program's name and version, as it tells them.
public enum Program {
  public static let version = "0.1.0"

  /// RFC 9110 §10.1.5: the name, the version, and where a publisher finds out who polls.
  public static let userAgent = UserAgent(version: version).text
}
