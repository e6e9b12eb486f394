import ArgumentParser
import FeedModel
import Glibc
import Storing
import WebText

/// `tidings tail`: the log as text for people, or as its lines for programs.
struct TailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Print stories, updates and events from the output directory.",
    discussion: """
      Reads the directory alone, whether a daemon runs or not, in the order of seq. Without --after, the last
      lines (-n). Exit status: 0 done, 1 the directory cannot be read, 2 wrong usage.
      """)

  @OptionGroup var places: Places

  @Flag(name: [.short, .long], help: "Go on with what arrives, until interrupted.")
  var follow = false

  @Option(name: .customShort("n"), help: ArgumentHelp("How many lines to begin with.", valueName: "count"))
  var count = 10

  @Option(name: .long, help: ArgumentHelp("Begin behind this seq.", valueName: "seq"))
  var after: Int64?

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
    guard count >= 0 else { throw ValidationError("-n takes a number that is not negative.") }
    guard after ?? 0 >= 0 else { throw ValidationError("--after takes a seq, which is not negative.") }
  }

  func run() throws {
    let output = try places.outputDirectory()
    do throws(StoreError) {
      let directory = try OutputDirectory(path: output, for: .reading)
      let streams = LogStream.allCases.filter { stream in
        type.isEmpty || type.contains { $0.stream == stream }
      }
      let start: Int64
      if let after {
        start = after
      } else {
        start = try LogReader.seq(beforeLast: count, in: directory, streams: streams, where: isWanted)
      }
      let reader = try LogReader(directory, streams: streams, after: start)
      let style = TextStyle(isColored: isatty(1) == 1)
      var text: [UInt8] = []
      repeat {
        try reader.read { line throws(StoreError) in
          if isWanted(line) { append(line, style, to: &text) }
          if text.count >= 1 << 16 { flush(&text) }
          return true
        }
        flush(&text)
        // A fifth of a second is below what a person notices, and costs a few file listings.
        if follow { usleep(200_000) }
      } while follow
    } catch {
      throw report(error)
    }
  }

  private func isWanted(_ line: LogReader.Line) -> Bool {
    if type.isEmpty, source.isEmpty { return true }
    guard let parsed = try? line.parsed() else { return false }
    return (type.isEmpty || type.contains(parsed.line.type))
      && (source.isEmpty || source.contains(parsed.line.source))
  }

  private func append(_ line: LogReader.Line, _ style: TextStyle, to text: inout [UInt8]) {
    if json {
      text += line.bytes
    } else if let parsed = try? line.parsed() {
      text += style.text(parsed).utf8
      text.append(UInt8(ascii: "\n"))
    }
  }

  /// Writes to standard output; a reader that went away ends the process by SIGPIPE.
  private func flush(_ text: inout [UInt8]) {
    var done = 0
    while done < text.count {
      let start = done
      let count = text.withUnsafeBytes { Glibc.write(1, $0.baseAddress.map { $0 + start }, $0.count - start) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      done += count
    }
    text.removeAll(keepingCapacity: true)
  }
}

/// A line for people: when, which source, what; on a terminal with a little color.
private struct TextStyle {
  let isColored: Bool

  func text(_ line: LogLine) -> String {
    let said = line.line
    let time = (said.datePublished ?? said.firstSeen).rfc3339
    let title = LogText.safe(said.entry?.title ?? said.entry?.url ?? "", limit: 300)
    let head = dim("\(line.seq)  \(time)") + "  " + bold(LogText.safe(said.source)) + "  "
    switch said.type {
    case .story:
      return head + title + (said.entry?.url.map { "  " + dim(LogText.safe($0, limit: 500)) } ?? "")
    case .sighting:
      return head + dim("also: ") + title
        + dim("  (\(LogText.safe(said.match?.rule ?? "")), story \(said.story))")
    case .revision:
      let changed = LogText.safe(said.changed.joined(separator: ", "))
      return head + dim("revised: ") + title + dim("  (\(changed), story \(said.story))")
    case .event:
      let event = said.event
      return head + dim("\(LogText.safe(event?.name ?? "")): ")
        + LogText.safe(event?.message ?? "", limit: 500)
    }
  }

  private func dim(_ text: String) -> String { isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  private func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
