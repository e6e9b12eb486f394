/// What to do about a secret that cannot be had now.
public enum SecretPolicy: Sendable {
  /// It is a mistake: the program is about to poll.
  case required
  /// It is a warning, and the secret is empty: whoever runs `tidings check` need not be who runs the daemon.
  case optional
}

extension Configuration {
  /// Reads a configuration file and everything that it includes, and checks all of it.
  ///
  /// - Parameter file: a path; included paths are relative to the file that names them.
  /// - Throws: every mistake at once, also a missing or unreadable file.
  public static func load(
    file: String, secrets: SecretPolicy = .optional
  ) throws(ConfigurationError) -> Configuration {
    try ConfigurationReader(file: file, secrets: secrets).read()
  }
}
