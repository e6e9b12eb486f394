extension Configuration {
  /// Reads a configuration file and everything that it includes, and checks all of it.
  ///
  /// - Parameter file: a path; included paths are relative to the file that names them.
  /// - Throws: every mistake at once, also a missing or unreadable file.
  public static func load(file: String) throws(ConfigurationError) -> Configuration {
    try ConfigurationReader(file: file).read()
  }
}
