import ArgumentParser
import Deduplicating
import FeedModel
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
      {"verdict":"same|revision|different","rule":…,"why":…}.

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

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var places: Places

  func validate() throws {
    if pairs {
      guard first == nil else { throw ValidationError("--pairs reads standard input and takes no items") }
    } else {
      guard first != nil, second != nil else { throw ValidationError("two items to compare are missing") }
    }
  }

  func run() throws {
    let deduplicator = Deduplicator()
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
      stored = try side(of: first)
      arriving = try side(of: second)
    }
    let comparison = Comparison(stored, arriving, with: deduplicator)
    if json { printJSON(comparison) } else { printText(comparison) }
  }

  private static func side(title: String, source: String) -> Comparison.Side {
    Comparison.Side(item: Item(title: title, firstSeen: UnixTime.now()), source: source)
  }

  private func side(of reference: String) throws -> Comparison.Side {
    do {
      if let side = try StoredItems.lookUp(reference, places) { return side }
    } catch let error as StoredItems.Unavailable {
      StandardError.write("why: \(error.reason)")
      throw ExitCode(1)
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

/// Finds items of the output directory by seq or id.
enum StoredItems {
  /// The output directory cannot be read.
  struct Unavailable: Error {
    var reason: String
  }

  /// The item with this seq or id, as it was stored; nil when there is none.
  static func lookUp(_ reference: String, _ places: Places) throws -> Comparison.Side? {
    throw Unavailable(reason: "items of an output directory cannot be looked up yet; use --title or --pairs")
  }
}
