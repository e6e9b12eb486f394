import ArgumentParser
import Configuration
import Storing
import WebText

/// `tidings tail`: the log as text for people, or as its lines for programs.
struct TailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Print stories, updates and events from the output directory.",
    discussion: """
      Reads the directory alone, whether a daemon runs or not, in the order of seq. The last ten lines, unless \
      -n, --after, --since or --state say where to begin.

      Exit status: 0 done, also when the reader of a pipe went away; 1 the directory or the state cannot be \
      read or written; 2 wrong usage.
      """)

  @OptionGroup var places: Places

  @Flag(name: [.short, .long], help: "Go on with what arrives, until interrupted.")
  var follow = false

  @Option(name: .customShort("n"), help: ArgumentHelp("How many lines to begin with.", valueName: "count"))
  var count: Int?

  @Option(name: .long, help: ArgumentHelp("Begin behind this seq.", valueName: "seq"))
  var after: Int64?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only what was found, or happened, then or later: 2026-11-23, 2026-11-23T14:00:00Z, or 2h (ago).",
      valueName: "time"),
    transform: { try TailCommand.since($0, example: "2h") })
  var since: UnixTime?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Go on where FILE says, and keep in it how far it came; made at the first run.", valueName: "file"))
  var state: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only lines of this type: story, revision, sighting or event; may be given again."),
    transform: { text in
      guard let type = LineType(rawValue: text) else {
        throw ValidationError("A type is story, revision, sighting or event.")
      }
      return type
    })
  var type: [LineType] = []

  @Option(
    name: .long, help: ArgumentHelp("Only lines of this source; may be given again.", valueName: "name"))
  var source: [String] = []

  @Flag(name: .long, help: "Print the lines themselves.")
  var json = false

  func validate() throws {
    guard count ?? 0 >= 0 else { throw ValidationError("-n takes a number that is not negative.") }
    guard after ?? 0 >= 0 else { throw ValidationError("--after takes a seq, which is not negative.") }
    guard state?.isEmpty != true else { throw ValidationError("--state takes the name of a file.") }
  }

  func run() throws {
    let output = try places.outputDirectory()
    do {
      let directory = try OutputDirectory(path: output, for: .reading)
      let filter = LineFilter(types: Set(type), sources: Set(source), since: since)
      var position: TailPosition?
      if let state { position = try TailPosition(file: state, in: directory) }
      let start = try position?.seq ?? beginning(in: directory, filter)
      if position != nil || after != nil { try reportRemoved(after: start, in: directory, filter.streams) }
      let session = try TailSession(
        directory, filter: filter, after: start, state: state, text: json ? nil : .forStandardOutput)
      try session.run(isFollowing: follow)
    } catch let code as ExitCode {
      throw code
    } catch {
      throw report(error)
    }
  }

  private func beginning(in directory: OutputDirectory, _ filter: LineFilter) throws(StoreError) -> Int64 {
    let isWhole = after != nil || since != nil || state != nil
    guard let count = count ?? (isWhole ? nil : 10) else { return after ?? 0 }
    let last = try LogReader.seq(beforeLast: count, in: directory, streams: filter.streams) { line in
      filter.wants(line.bytes)
    }
    return max(last, after ?? 0)
  }

  private func reportRemoved(
    after seq: Int64, in directory: OutputDirectory, _ streams: [LogStream]
  ) throws(StoreError) {
    // From the very beginning nobody expects to find everything.
    guard seq > 0, let removed = try RemovedLines(after: seq, in: directory, streams: streams) else { return }
    StandardError.write(
      "tidings: \(removed.isExact ? "" : "up to ")\(removed.count) lines after seq \(seq) are missing: "
        + "retention removed their segments; going on behind seq \(removed.upTo)")
  }

  /// A date of here, an instant, or a duration before now.
  /// - Parameter example: a duration for the message of what is none of these.
  static func since(_ text: String, example: String) throws -> UnixTime {
    if let time = UnixTime(rfc3339: text) { return time }
    if let duration = DurationText.read(text) {
      return UnixTime.now().adding(seconds: -duration.components.seconds)
    }
    guard let day = LocalDay.start(of: text) else {
      throw ValidationError(
        "A time is 2026-11-23, 2026-11-23T14:00:00Z, or a duration such as \(example) (ago).")
    }
    return day
  }
}
