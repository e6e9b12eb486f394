import ArgumentParser
import Configuration
import Daemon
import Deduplicating
import FeedModel
import Glibc
import Polling
import Storing
import WebText

/// `tidings why --dry-run`: which stories of a log would merge or split under another configuration.
struct WhyDryRun {
  let configuration: Configuration
  let output: String
  let since: UnixTime
  let isJSON: Bool

  private var compared = 0
  private var counts: [DryRunChange.Kind: Int] = [:]

  init(configuration: Configuration, output: String, since: UnixTime, isJSON: Bool) {
    self.configuration = configuration
    self.output = output
    self.since = since
    self.isJSON = isJSON
  }

  mutating func run() throws(StoreError) {
    let directory = try OutputDirectory(path: output, for: .reading)
    // What matches the first stories may have come days before them.
    let retention = configuration.storing.retention
    let warmUp = since.adding(seconds: -retention.recent)
    let reader = try LogReader(directory, streams: [.stories, .updates], since: warmUp)
    let dryRun = DryRun(
      deduplicator: configuration.deduplicator, sources: configuration.pollSources,
      matching: configuration.matching, learned: learned(directory), retention: retention)
    let last = try LogReader.lastSeq(in: directory)
    var progress = Progress(total: Int(clamping: last))
    defer { progress.erase() }
    var isRead = true
    try reader.read { line throws(StoreError) in
      if progress.isTime() { progress.show(done: Int(clamping: line.seq), failed: 0) }
      // A line that cannot be read is for `tidings verify` to complain about.
      guard let logged = try? line.parsed(), logged.line.firstSeen >= warmUp else { return true }
      let outcome = dryRun.take(logged)
      guard logged.line.firstSeen >= since else { return true }
      switch outcome {
      case .notCompared: break
      case .same: compared += 1
      case .changed(let change):
        compared += 1
        counts[change.kind, default: 0] += 1
        progress.erase()
        isRead = StandardOutput.write(Array((isJSON ? json(change) : text(change)).utf8))
      }
      return isRead
    }
    progress.erase()
    if isRead { _ = StandardOutput.write(Array(summary.utf8)) }
  }

  /// What the index knows of the sources' habits; nothing when there is none to read.
  private func learned(_ directory: OutputDirectory) -> [String: SourceLearning] {
    guard let index = try? IndexReader(directory), let states = try? index.sourceStates(),
      let learned = try? index.learned()
    else { return [:] }
    let pairs = states.compactMap { state in
      learned[state.number].map { (state.name, SourceLearning(decoding: $0)) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - For people, and for programs

  private func text(_ change: DryRunChange) -> String {
    let relation =
      switch change.kind {
      case .merge: "would be part of"
      case .split: "would leave"
      case .move: "would move to"
      }
    var text = "\(change.kind.rawValue) \(item(change.item))\n  \(relation) \(item(change.other))\n"
    if let was = change.was {
      text += "  the log has it by \(was.rule), \(DurationText.write(.seconds(was.gapMinutes * 60))) apart\n"
    }
    return text + "  now: \(LogText.safe(change.why, limit: 400))\n"
  }

  private func item(_ item: DryRunChange.Item) -> String {
    "\(item.seq) \(item.firstSeen.rfc3339) \(LogText.safe(item.source)): \(LogText.safe(item.title))"
  }

  private func json(_ change: DryRunChange) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("change")
    writer.string(change.kind.rawValue)
    Self.write(change.item, to: &writer)
    writer.key("rule")
    if let rule = change.rule { writer.string(rule) } else { writer.null() }
    writer.key("why")
    writer.string(change.why)
    if let was = change.was {
      writer.key("was")
      writer.beginObject()
      writer.key("rule")
      writer.string(was.rule)
      writer.key("gap_minutes")
      writer.number(was.gapMinutes)
      writer.endObject()
    }
    writer.key("story")
    writer.beginObject()
    Self.write(change.other, to: &writer)
    writer.endObject()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private static func write(_ item: DryRunChange.Item, to writer: inout JSONWriter) {
    writer.key("seq")
    writer.number(item.seq)
    writer.key("id")
    writer.string(item.id)
    writer.key("source")
    writer.string(item.source)
    writer.key("title")
    writer.string(item.title)
    writer.key("first_seen")
    writer.string(item.firstSeen.rfc3339)
  }

  private var summary: String {
    let (merges, splits, moves) = (counts[.merge] ?? 0, counts[.split] ?? 0, counts[.move] ?? 0)
    guard isJSON else {
      return "\(compared) compared, \(merges) would merge, \(splits) would split"
        + (moves > 0 ? ", \(moves) would move to another story\n" : "\n")
    }
    var writer = JSONWriter()
    writer.beginObject()
    for (name, count) in [
      ("compared", compared), ("would_merge", merges), ("would_split", splits), ("would_move", moves),
    ] as [(StaticString, Int)] {
      writer.key(name)
      writer.number(count)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }
}
