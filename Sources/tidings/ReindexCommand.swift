import ArgumentParser
import Configuration
import Daemon
import Deduplicating
import Glibc
import Logging
import Polling
import Storing
import Synchronization
import Systemd
import WebText

/// `tidings reindex`: builds the index anew from the log.
struct ReindexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Build the index anew from the log.",
    discussion: """
      The old index is kept as state/index.sqlite.broken. What the log does not say is lost with it: validators, \
      schedules and failures of sources, so that each is polled soon and in full; stories that are in the log are \
      not stored again.

      When it is interrupted, the next start goes on with it. Exit status: 0 done, 1 it failed, 2 wrong usage, \
      75 a daemon has the directory.
      """)

  @OptionGroup var places: Places

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    // The sources' own settings, such as a time zone, are part of what their entries are known by.
    let configuration = try places.configuration(orExit: .failure)
    let started = ContinuousClock.now
    let progress = ReplayProgress()
    do throws(StoreError) {
      // Only one that is there: opening it for writing would make it.
      let directory = try OutputDirectory(path: configuration.output, for: .reading)
      progress.expect(lines: (try? IndexReader(directory).lineCount()) ?? 0)
      var options = configuration.storing
      options.isIndexRebuilt = true
      options.onRecovery = { progress.show($0) }
      let deduplicator = SharedDeduplicator { configuration.deduplicator }
      let store = try Store.open(
        directory: configuration.output, options: options,
        replaying: LogReplayer(deduplicator: deduplicator, sources: configuration.pollSources),
        log: Logger(label: "tidings") { _ in JournalLogHandler(logLevel: .warning) })
      let sources = try store.sourceStates().count
      let (lines, nextSeq) = (store.opening.replayedLines, store.nextSeq)
      try store.close()
      progress.erase()
      tell(configuration.output, lines, sources, nextSeq, started.duration(to: .now))
    } catch {
      progress.erase()
      throw report(error)
    }
  }

  private func tell(_ output: String, _ lines: Int, _ sources: Int, _ nextSeq: Int64, _ time: Duration) {
    let milliseconds = time.milliseconds
    guard json else {
      let tenths = (milliseconds + 50) / 100
      print(
        "\(output): \(lines) lines of \(sources) sources indexed in \(tenths / 10).\(tenths % 10) s, "
          + "next seq \(nextSeq)")
      return
    }
    var writer = JSONWriter(isPretty: true)
    writer.beginObject()
    writer.key("output")
    writer.string(output)
    writer.key("lines")
    writer.number(lines)
    writer.key("sources")
    writer.number(sources)
    writer.key("next_seq")
    writer.number(nextSeq)
    writer.key("milliseconds")
    writer.number(milliseconds)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }
}

/// How far a replay is, on a terminal.
private final class ReplayProgress: Sendable {
  private let progress = Mutex(Progress(total: 0))

  func expect(lines: Int) {
    progress.withLock { $0 = Progress(total: max(lines, 1000)) }
  }

  func show(_ lines: Int) {
    progress.withLock { if $0.isTime() { $0.show(done: lines, failed: 0) } }
  }

  func erase() { progress.withLock { $0.erase() } }
}
