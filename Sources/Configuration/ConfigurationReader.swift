import Yams

/// Reads the main file and everything that it includes, and collects every mistake on the way.
///
/// A value that is wrong is reported and left at its default, so that reading goes on.
final class ConfigurationReader {
  var configuration: Configuration
  /// A source with only the values of `defaults:`; what each source starts from.
  var template = SourceConfiguration(name: "", url: "")
  /// Beside `configuration.sources`, one for each.
  var pending: [PendingSource] = []
  var mistakes: [Mistake] = []
  var warnings: [Mistake] = []
  /// By canonical path: where the file was first named.
  var firstNamed: [String: Place] = [:]
  /// Zones that were found, because a lookup reads a file.
  var knownZones: Set<String> = []
  let secrets: SecretPolicy
  /// By path: whether everybody can read a file that has secrets in it.
  var publicFiles: [String: Bool] = [:]

  /// Where a source stands in a file, until its name is settled.
  struct PendingSource {
    var url: SourceURL
    var urlPlace: Place
    /// nil when the source gives no name.
    var namePlace: Place?
    /// What an OPML file calls it; a name is made of it.
    var title: String?
  }

  init(file: String, secrets: SecretPolicy = .optional) {
    self.secrets = secrets
    configuration = Configuration(file: file)
  }

  func read() throws(ConfigurationError) -> Configuration {
    readMainFile()
    settleSources()
    mistakes = inOrder(mistakes)
    warnings = inOrder(warnings)
    guard mistakes.isEmpty else { throw ConfigurationError(mistakes: mistakes, warnings: warnings) }
    if configuration.sources.isEmpty {
      let text = "there are no sources, so there is nothing to poll"
      warnings.append(Mistake(file: configuration.file, line: 1, column: 1, message: text))
    }
    configuration.warnings = warnings
    return configuration
  }

  func report(_ place: Place, _ message: String, suggestion: String? = nil) {
    let mistake = Mistake(
      file: place.file, line: place.line, column: place.column, message: message, suggestion: suggestion)
    // An alias repeats its anchor's nodes, and with them the mistakes in them.
    if mistakes.last != mistake { mistakes.append(mistake) }
  }

  func warn(_ place: Place, _ message: String) {
    warnings.append(Mistake(file: place.file, line: place.line, column: place.column, message: message))
  }

  /// By file in reading order, then by line and column.
  private func inOrder(_ list: [Mistake]) -> [Mistake] {
    let files = [configuration.file] + configuration.includedFiles
    var rank: [String: Int] = [:]
    for (index, file) in files.enumerated() where rank[file] == nil { rank[file] = index }
    func key(_ mistake: Mistake) -> (Int, Int, Int) {
      (rank[mistake.file] ?? Int.max, mistake.line, mistake.column)
    }
    return list.enumerated().sorted { a, b in
      let left = key(a.element)
      let right = key(b.element)
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }
}
