import ArgumentParser

/// `tidings opml`: to and from other readers.
struct OPMLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opml", abstract: "Take subscriptions over from another reader, or give them to one.",
    subcommands: [OPMLImportCommand.self, OPMLExportCommand.self])
}
