import ArgumentParser
import Configuration
import Daemon
import Logging
import Storing
import Systemd

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the daemon in the foreground.",
    discussion: """
      Logs to standard error; in the journal with priorities. SIGTERM and SIGINT stop it, SIGHUP reads the \
      configuration again. Exit status: 0 stopped, 1 failed, 2 wrong usage, 74 the disk failed, 75 another \
      daemon has the output directory, 78 the configuration is wrong.
      """)

  @OptionGroup var places: Places

  @Option(name: .long, help: "The least level to log.")
  var logLevel: LogLevel = .info

  func run() async throws {
    Hardening.ignoreBrokenPipes()
    Hardening.ignoreHangUps()
    try Hardening.raiseFileLimit()
    let configuration = try places.configuration(orExit: .wrongConfiguration, secrets: .required)
    let log = logLevel.logger
    for warning in configuration.warnings { log.warning("configuration", metadata: ["at": "\(warning)"]) }
    let output = places.output.map { Places.absolute($0) }
    do {
      try await Daemon(configuration: configuration, outputOverride: output, log: log).run()
    } catch {
      throw report(error)
    }
  }
}
