import ArgumentParser
import Daemon

/// `tidings rotate`: asks the daemon to end its segments now.
struct RotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Ask the daemon to close its segments and begin others.",
    discussion: """
      A segment is closed, and never written to again, before its day is over: to copy it, or to remove it. One
      without a line stays open. Exit status: 0 done, 1 it failed or there is no daemon.
      """)

  @OptionGroup var places: Places

  func run() throws {
    let output = try places.outputDirectory()
    let reply: ControlReply
    do throws(ControlError) {
      reply = try ControlClient.ask(.rotate, stateDirectory: output + "/state")
    } catch {
      throw report(error)
    }
    for error in reply.errors { StandardError.write(error) }
    for line in reply.lines { print(line) }
    if reply.exitStatus != 0 { throw ExitCode(reply.exitStatus) }
  }
}
