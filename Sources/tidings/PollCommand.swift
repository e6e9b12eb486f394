import ArgumentParser
import Configuration
import Daemon
import Logging
import Polling
import Storing
import Systemd

struct PollCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Poll all sources once, or those named, due or not.",
    discussion: """
      Prints a summary. With a daemon on the output directory it asks the daemon to do it. A source in \
      quarantine, because the program died over its documents, is polled only when it is named. Exit status: 0 \
      each source answered, 1 a source failed or is in quarantine, 2 wrong usage or no such source.
      """)

  @OptionGroup var places: Places

  @Flag(name: .long, help: "Print the summary as one JSON object.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("Keep each body in this folder as well, for `tidings replay`.", valueName: "dir"))
  var capture: String?

  @Option(name: .long, help: "The least level to log.")
  var logLevel: LogLevel = .warning

  @Argument(help: "Names of sources; all when there are none.")
  var sources: [String] = []

  func run() async throws {
    Hardening.ignoreBrokenPipes()
    try Hardening.raiseFileLimit()
    let configuration = try places.configuration(orExit: .failure, secrets: .required)
    let known = sources.isEmpty ? [] : Set(configuration.sources.map(\.name))
    for name in sources where !known.contains(name) {
      StandardError.write("tidings: no source is named \(name) in \(configuration.file)")
      throw ExitCode(2)
    }
    let log = logLevel.logger
    do {
      let engine = try await Engine(
        configuration, isSinglePass: true, captures: capture.map(Places.absolute), log: log)
      let reply = ControlReply(try await engine.pollOnce(sources))
      // The pass is what was asked for; that a capture of it is missing is a failure all the same.
      defer { if let failure = engine.recorder?.failure { StandardError.write("tidings: \(failure)") } }
      try print(reply)
      if engine.recorder?.failure != nil { throw ExitCode.failure }
    } catch StoreError.locked where capture == nil {
      try askDaemon(configuration.output)
    } catch let error as ExitCode {
      throw error
    } catch {
      throw report(error)
    }
  }

  private func askDaemon(_ output: String) throws {
    let reply: ControlReply
    do throws(ControlError) {
      reply = try ControlClient.ask(.poll(sources: sources), stateDirectory: output + "/state")
    } catch {
      throw report(error)
    }
    try print(reply)
  }

  private func print(_ reply: ControlReply) throws {
    for error in reply.errors { StandardError.write(error) }
    if json {
      if !reply.json.isEmpty { Swift.print(reply.json) }
    } else {
      for line in reply.lines { Swift.print(line) }
    }
    if reply.exitStatus != 0 { throw ExitCode(reply.exitStatus) }
  }
}
