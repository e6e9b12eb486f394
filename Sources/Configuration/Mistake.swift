/// One thing that is wrong in a configuration file, and where.
public struct Mistake: Sendable, Hashable {
  /// As the operator can open it: the path given, or that path's directory and the included file.
  public var file: String
  /// 1 for the first line.
  public var line: Int
  /// 1 for the first character.
  public var column: Int
  /// What is wrong, a phrase without a full stop.
  public var message: String
  /// What was probably meant, ready to be written instead; nil when there is no good guess.
  public var suggestion: String?

  public init(file: String, line: Int, column: Int, message: String, suggestion: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.suggestion = suggestion
  }
}

extension Mistake: CustomStringConvertible {
  /// `FILE:LINE:COLUMN: what is wrong`, one line.
  public var description: String {
    let hint = suggestion.map { "; did you mean \($0)?" } ?? ""
    return "\(file):\(line):\(column): \(message)\(hint)"
  }
}

/// A configuration that cannot be used. The old one stays in force.
public struct ConfigurationError: Error, Sendable {
  /// Every mistake in every file, in the order of the files and lines. Never empty.
  public var mistakes: [Mistake]
  public var warnings: [Mistake]

  public init(mistakes: [Mistake], warnings: [Mistake] = []) {
    self.mistakes = mistakes
    self.warnings = warnings
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// A line for each mistake.
  public var description: String {
    mistakes.map(\.description).joined(separator: "\n")
  }
}
