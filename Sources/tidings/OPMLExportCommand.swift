import ArgumentParser
import Configuration
import Daemon
import FeedModel
import Storing
import WebText

/// `tidings opml export`: the configured sources as a subscription list.
struct OPMLExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print the configured sources as OPML, for other readers.",
    discussion: """
      OPML 2.0 on standard output; each group is a folder. A source's title is its feed's, where that was polled. \
      Addresses stand there in full, with what they may hold of tokens and passwords.

      Exit status: 0 done, 1 the configuration is wrong, 2 wrong usage.
      """)

  @OptionGroup var places: Places

  func run() throws {
    let configuration = try places.configuration(orExit: .failure)
    var titles: [String: String] = [:]
    // Without an index, nothing was polled yet.
    if let directory = try? OutputDirectory(path: configuration.output, for: .reading),
      let states = try? IndexReader(directory).sourceStates()
    {
      for state in states { titles[state.name] = state.feedTitle }
    }
    print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    print("<opml version=\"2.0\">")
    print("<head><title>Sources of tidings</title></head>")
    print("<body>")
    for source in configuration.sources where source.group == nil { print(Self.outline(source, titles)) }
    var groups: [String] = []
    for group in configuration.sources.compactMap(\.group) where !groups.contains(group) {
      groups.append(group)
    }
    for group in groups {
      print("<outline text=\"\(XMLText.escaped(group))\">")
      for source in configuration.sources where source.group == group { print(Self.outline(source, titles)) }
      print("</outline>")
    }
    print("</body>")
    print("</opml>")
  }

  private static func outline(_ source: SourceConfiguration, _ titles: [String: String]) -> String {
    let known = titles[source.name].flatMap { $0.isEmpty ? nil : $0 }
    let title = XMLText.escaped(known ?? source.name)
    return
      "<outline type=\"rss\" text=\"\(title)\" title=\"\(title)\" xmlUrl=\"\(XMLText.escaped(source.url))\"/>"
  }
}
