import ArgumentParser
import Configuration
import Glibc
import WebText

/// `tidings opml import`: another reader's list as sources for the configuration.
struct OPMLImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Print an OPML file's subscriptions as sources of a configuration.",
    discussion: """
      Prints YAML for a file that the configuration includes, and changes none: \
      tidings opml import subscriptions.opml > /etc/tidings/sources.d/imported.yaml. What is configured already \
      is left out. A list can be included as it is, too, and is then read again at each reload.

      Exit status: 0 done, 1 a part of the list cannot be used, or none of it, 2 wrong usage.
      """)

  @OptionGroup var places: Places

  @Argument(help: ArgumentHelp("The OPML file.", valueName: "file"))
  var file: String

  func run() throws {
    let isMissing = access(places.config, F_OK) != 0 && places.config == Configuration.defaultFile
    let configured = isMissing ? [] : try places.configuration(orExit: .failure).sources
    let list = SubscriptionList(opml: file, besides: configured)
    if !list.sources.isEmpty {
      print("# From \(LogText.safe(file)).")
      print("sources:")
      for source in list.sources { print("  - " + Self.flow(source)) }
    }
    for mistake in list.mistakes { StandardError.write("\(mistake)") }
    let skipped = list.known == 0 ? "" : ", \(list.known) left out: configured already"
    StandardError.write("\(file): \(list.sources.count) new sources\(skipped)")
    if !list.mistakes.isEmpty { throw ExitCode.failure }
  }

  /// A source as a YAML flow mapping. A JSON string is a YAML one in double quotes (YAML 1.2 §1.3).
  private static func flow(_ source: SourceConfiguration) -> String {
    var url = JSONWriter()
    url.string(source.url)
    let group = source.group.map { ", group: \(name($0))" } ?? ""
    return "{name: \(name(source.name)), url: \(String(decoding: url.bytes, as: UTF8.self))\(group)}"
  }

  /// In quotes where YAML would read something else: `10`, `1.5`, `no`.
  private static func name(_ name: String) -> String {
    let isWord = name.utf8.first.map { $0 >= UInt8(ascii: "a") } ?? false
    let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    return isWord && !words.contains(name) ? name : "\"\(name)\""
  }
}
