import ArgumentParser
import Configuration
import WebText

/// `tidings check`: reads the configuration and prints each mistake.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read the configuration and print each mistake.",
    discussion: """
      Each mistake is one line, FILE:LINE:COLUMN: what is wrong. Included files are read too. Nothing is fetched
      and nothing is written.

      Exit status: 0 the configuration is sound, 1 it has mistakes, 2 wrong usage.
      """)

  @Option(help: "The configuration file.")
  var config = Configuration.defaultFile

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    do throws(ConfigurationError) {
      let configuration = try Configuration.load(file: config)
      if json {
        printJSON(configuration: configuration, mistakes: [], warnings: configuration.warnings)
      } else {
        for warning in configuration.warnings { print("\(warning) (warning)") }
        let sources = configuration.sources.count
        let files = configuration.includedFiles.count
        print("\(config): \(counted(sources, "source")), \(counted(files, "included file")), no mistakes")
      }
    } catch {
      if json {
        printJSON(configuration: nil, mistakes: error.mistakes, warnings: error.warnings)
      } else {
        for mistake in error.mistakes { print(mistake) }
        for warning in error.warnings { print("\(warning) (warning)") }
        StandardError.write(
          "\(config): \(counted(error.mistakes.count, "mistake")), the configuration cannot be used")
      }
      throw ExitCode(1)
    }
  }

  private func printJSON(configuration: Configuration?, mistakes: [Mistake], warnings: [Mistake]) {
    var writer = JSONWriter(isPretty: true)
    writer.beginObject()
    writer.key("file")
    writer.string(config)
    writer.key("ok")
    writer.bool(mistakes.isEmpty)
    if let configuration {
      writer.key("output")
      writer.string(configuration.output)
      writer.key("sources")
      writer.number(configuration.sources.count)
      writer.key("included_files")
      writer.beginArray()
      for file in configuration.includedFiles { writer.string(file) }
      writer.endArray()
    }
    writer.key("mistakes")
    write(mistakes, to: &writer)
    writer.key("warnings")
    write(warnings, to: &writer)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }

  private func write(_ list: [Mistake], to writer: inout JSONWriter) {
    writer.beginArray()
    for mistake in list {
      writer.beginObject()
      writer.key("file")
      writer.string(mistake.file)
      writer.key("line")
      writer.number(mistake.line)
      writer.key("column")
      writer.number(mistake.column)
      writer.key("message")
      writer.string(mistake.message)
      if let suggestion = mistake.suggestion {
        writer.key("suggestion")
        writer.string(suggestion)
      }
      writer.endObject()
    }
    writer.endArray()
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
