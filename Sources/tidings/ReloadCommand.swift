import ArgumentParser
import Daemon

struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Ask the daemon to read its configuration again.",
    discussion: """
      Prints what changed, or each mistake; then the old configuration stays in force. Exit status: 0 \
      reloaded, 1 the configuration is wrong or there is no daemon.
      """)

  @OptionGroup var places: Places

  func run() throws {
    // A configuration that is wrong now would be refused by the daemon, too: each mistake is told here.
    let output = try places.outputDirectory()
    let reply: ControlReply
    do throws(ControlError) {
      reply = try ControlClient.ask(.reload, stateDirectory: output + "/state")
    } catch {
      throw report(error)
    }
    for error in reply.errors { StandardError.write(error) }
    for line in reply.lines { print(line) }
    if reply.exitStatus != 0 { throw ExitCode(reply.exitStatus) }
  }
}
