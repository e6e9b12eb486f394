import ArgumentParser
import CMalloc
import Daemon

@main
struct Tidings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tidings",
    abstract: "Polls RSS and Atom sources, keeps each story once, and appends new stories to plain files.",
    version: Program.version,
    subcommands: [
      RunCommand.self, PollCommand.self, CheckCommand.self, ParseCommand.self, TailCommand.self,
      ReloadCommand.self, RotateCommand.self, StatusCommand.self, WhyCommand.self, VerifyCommand.self,
      ReindexCommand.self, ReplayCommand.self, OPMLCommand.self,
    ])

  /// Wrong usage is 2, as everywhere in this program; ArgumentParser's own choice is 64.
  static func main() async {
    keepBuffers()
    Hardening.openStandardStreams()
    do {
      let (arguments, files) = ParseCommand.withoutFiles(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(arguments)
      if var parse = command as? ParseCommand, let files {
        parse.files = files
        command = parse
      }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      guard code == .validationFailure else { exit(withError: error) }
      StandardError.write(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }

  /// Lets malloc keep the buffers of bodies and batches for the next ones (mallopt(3)): by default glibc gives
  /// each block above 128 KiB back, and takes it again page by page.
  private static func keepBuffers() {
    mallopt(M_MMAP_THRESHOLD, 8 << 20)
    mallopt(M_TRIM_THRESHOLD, 16 << 20)
    // Few threads allocate much here; an arena for each would only spread the heap.
    mallopt(M_ARENA_MAX, 2)
  }
}
