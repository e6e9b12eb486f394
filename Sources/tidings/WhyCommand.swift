import ArgumentParser
import Configuration
import Deduplicating
import FeedModel
import Storing
import WebText

/// `tidings why`: why two items are, or are not, the same story.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why two items are, or are not, the same story.",
    discussion: """
      A and B are seqs or ids of the output directory, or, with --title, headlines. For each it prints what was
      taken off, the key, and when it was published; then the rule that decided, or the one that came nearest.

      With --pairs it reads one JSON object a line on standard input, {"id","a","b"}, and prints one a line:
      {"verdict":"same|revision|different","rule":…,"why":…}, and "similar_to" with a rule's name for two that are
      alike.

      With --dry-run it identifies the stories of the output directory anew under another configuration, and says \
      which would merge or split. It changes nothing, and a daemon may run meanwhile.

      Exit status: 0 answered, 1 an item was not found or a line is not JSON, 2 wrong usage.
      """)

  @Argument(help: ArgumentHelp("A seq, an id, or with --title a headline.", valueName: "a"))
  var first: String?

  @Argument(help: ArgumentHelp("What to compare it with.", valueName: "b"))
  var second: String?

  @Flag(help: "A and B are headlines of two sources, published at the same time.")
  var title = false

  @Flag(help: "Read pairs of items on standard input.")
  var pairs = false

  @Option(
    help: ArgumentHelp(
      "Leave a built-in table empty, to see what rests on it; may be given again.", valueName: "table"),
    transform: { text in
      guard let table = TitleRules.Table(rawValue: text) else {
        let names = TitleRules.Table.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("A table is one of \(names).")
      }
      return table
    })
  var without: [TitleRules.Table] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Say which stories would merge or split under this configuration.", valueName: "file"))
  var dryRun: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --dry-run, the stories found then or later: 2026-11-23, 2026-11-23T14:00:00Z, or 7d (ago).",
      valueName: "time"),
    transform: { try TailCommand.since($0, example: "7d") })
  var since: UnixTime?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var places: Places

  private static let dryRunSeconds: Int64 = 7 * 86_400

  func validate() throws {
    if since != nil, dryRun == nil { throw ValidationError("--since goes with --dry-run") }
    if dryRun != nil {
      guard first == nil, !pairs, !title else {
        throw ValidationError("--dry-run takes no items, and neither --pairs nor --title")
      }
    } else if pairs {
      guard first == nil else { throw ValidationError("--pairs reads standard input and takes no items") }
    } else {
      guard first != nil, second != nil else { throw ValidationError("two items to compare are missing") }
    }
  }

  func run() throws {
    if let dryRun {
      try self.dryRun(dryRun)
      return
    }
    let deduplicator = Deduplicator(
      rules: without.isEmpty ? .standard : TitleRules(without: Set(without)))
    if pairs {
      try judgePairs(deduplicator)
      return
    }
    guard let first, let second else { throw ExitCode(2) }
    let stored: Comparison.Side
    let arriving: Comparison.Side
    if title {
      stored = Self.side(title: first, source: "a")
      arriving = Self.side(title: second, source: "b")
    } else {
      let output = try places.outputDirectory()
      stored = try side(of: first, in: output)
      arriving = try side(of: second, in: output)
    }
    let comparison = Comparison(stored, arriving, with: deduplicator)
    if json { printJSON(comparison) } else { printText(comparison) }
  }

  private func dryRun(_ file: String) throws {
    var changed = places
    changed.config = file
    changed.output = nil
    let configuration = try changed.configuration(orExit: .failure)
    var run = WhyDryRun(
      configuration: configuration, output: places.output.map(Places.absolute) ?? configuration.output,
      since: since ?? UnixTime.now().adding(seconds: -Self.dryRunSeconds), isJSON: json)
    do throws(StoreError) {
      try run.run()
    } catch {
      throw report(error)
    }
  }

  private static func side(title: String, source: String) -> Comparison.Side {
    Comparison.Side(item: Item(title: title, firstSeen: UnixTime.now()), source: source)
  }

  private func side(of reference: String, in output: String) throws -> Comparison.Side {
    do throws(StoreError) {
      if let side = try StoredItems.lookUp(reference, in: output) { return side }
    } catch {
      throw report(error)
    }
    StandardError.write("why: \(LogText.safe(reference)): no such seq or id in the output directory")
    throw ExitCode(1)
  }

  // MARK: Pairs

  private func judgePairs(_ deduplicator: Deduplicator) throws {
    var number = 0
    while let line = readLine() {
      number += 1
      guard let pair = try? JSONValue.parse(Array(line.utf8)), let stored = pair["a"],
        let arriving = pair["b"],
        let first = Comparison.Side(json: stored), let second = Comparison.Side(json: arriving)
      else {
        StandardError.write(
          "why: line \(number) is no pair: {\"id\":…,\"a\":{\"source\":…},\"b\":{\"source\":…}}")
        throw ExitCode(1)
      }
      printVerdict(Comparison(first, second, with: deduplicator))
    }
  }

  private func printVerdict(_ comparison: Comparison) {
    var writer = JSONWriter()
    writer.beginObject()
    Self.write(comparison, to: &writer)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }

  private static func write(_ comparison: Comparison, to writer: inout JSONWriter) {
    writer.key("verdict")
    writer.string(comparison.verdict)
    writer.key("rule")
    if let rule = comparison.rule { writer.string(rule.rawValue) } else { writer.null() }
    writer.key("why")
    writer.string(comparison.why)
    if let similar = comparison.decision.similar {
      writer.key("similar_to")
      writer.string(similar.rule.rawValue)
    }
  }

  // MARK: For people, and for programs

  private func printText(_ comparison: Comparison) {
    for (name, entry) in [("A", comparison.first), ("B", comparison.second)] {
      print(name)
      for line in Comparison.lines(of: entry) {
        let padding = String(repeating: " ", count: max(1, 16 - line.name.count))
        print("  \(line.name)\(padding)\(LogText.safe(line.value))")
      }
    }
    let rule = comparison.rule.map { " by rule \($0.rawValue)" } ?? ""
    print("\(comparison.verdict)\(rule): \(comparison.why)")
  }

  private func printJSON(_ comparison: Comparison) {
    var writer = JSONWriter(isPretty: true)
    writer.beginObject()
    Self.write(comparison, to: &writer)
    for (name, entry) in [("a", comparison.first), ("b", comparison.second)] {
      writer.key(name)
      writer.beginObject()
      for line in Comparison.lines(of: entry) {
        writer.key(line.name.replacing(" ", with: "_"))
        writer.string(line.value)
      }
      writer.endObject()
    }
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }
}

/// Items of an output directory, by seq or id.
enum StoredItems {
  /// The item with this seq or id, as it was stored; nil when there is none.
  ///
  /// - Throws: `StoreError` when the output directory cannot be read.
  static func lookUp(_ reference: String, in output: String) throws(StoreError) -> Comparison.Side? {
    let seq = Int64(reference)
    let directory = try OutputDirectory(path: output, for: .reading)
    let reader = try LogReader(directory, after: seq.map { max(0, $0 - 1) } ?? 0)
    var found: LogLine?
    try reader.read { (line) throws(StoreError) in
      if let seq, line.seq > seq { return false }
      guard seq == nil || line.seq == seq else { return true }
      // A line that cannot be read is for `tidings verify` to complain about.
      guard let parsed = try? line.parsed(), seq != nil || parsed.line.id == reference else { return true }
      found = parsed
      return false
    }
    guard let line = found?.line, let entry = line.entry else { return nil }
    return Comparison.Side(
      item: Item(entry, firstSeen: line.firstSeen, isBackfill: line.isBackfill), source: line.source,
      feedTitle: line.feedTitle)
  }
}
