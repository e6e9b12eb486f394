import ArgumentParser
import Configuration
import Daemon
import Deduplicating
import Glibc
import Logging
import Polling
import Storing
import Systemd
import WebText

/// `tidings replay`: captured answers through parse, identify and deduplicate, with their own clock.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Poll captured answers instead of sources, and print the lines.",
    discussion: """
      DIR holds captures.ndjson, a line for each answer in the order of time, and the bodies that it names: \
      tidings-captures(5). `tidings poll --capture DIR` makes one. Nothing is fetched, and it is the captures' time: \
      the same captures and configuration give the same lines.

      Exit status: 0 done, 1 a capture cannot be read or its source is not configured, 2 wrong usage.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The configuration of the sources; without it each has the defaults.", valueName: "file"))
  var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Keep what is stored in this output directory, which must be new.", valueName: "dir"))
  var output: String?

  @Option(name: .long, help: "The least level to log.")
  var logLevel: LogLevel = .warning

  @Argument(help: ArgumentHelp("The folder with captures.ndjson.", valueName: "dir"))
  var folder: String

  func run() async throws {
    let configuration = try configuration()
    let folder = CaptureFolder(path: Places.absolute(folder))
    do {
      let total = try folder.count()
      if let output {
        try await replay(folder, total, configuration, into: Places.absolute(output), isKept: true)
      } else {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        try await replay(folder, total, configuration, into: temporary.path, isKept: false)
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      throw report(error)
    }
  }

  private func configuration() throws -> Configuration? {
    guard let config else { return nil }
    var places = Places()
    places.config = config
    places.output = nil
    return try places.configuration(orExit: .failure)
  }

  private func replay(
    _ folder: CaptureFolder, _ total: Int, _ configured: Configuration?, into output: String, isKept: Bool
  ) async throws {
    let configuration = configured ?? Configuration(file: "")
    let sources = configured?.pollSources
    let deduplicator = SharedDeduplicator { configuration.deduplicator }
    let clock = CaptureReplay.Clock()
    // Not the configured retention: nothing is to go before it is printed.
    var options = Store.Options()
    options.lineLimit = configuration.log.maxLine
    options.isSynced = isKept
    let log = logLevel.logger
    let store = try Store.open(
      directory: output, options: options,
      replaying: LogReplayer(deduplicator: deduplicator, sources: sources ?? []), log: log,
      now: { clock.now })
    let directory = store.directory
    guard store.nextSeq == 1 else {
      StandardError.write("tidings: \(output) has a log already: replay into a new directory")
      throw ExitCode.failure
    }
    let writer = StoryWriter(
      store: store, deduplicator: deduplicator, matching: configuration.matching,
      writesSightings: configuration.dedup.sightings, log: log, clock: { clock.now })
    let replay = CaptureReplay(
      folder, sources: sources, writer: writer, deduplicator: deduplicator, clock: clock, log: log)
    let lines = try ReplayLines(directory)
    var progress = Progress(total: total)
    defer { progress.erase() }
    do {
      try await replay.run { done in
        if progress.isTime() { progress.show(done: done, failed: 0) }
        if lines.isStopped { return false }
        return try done % 256 == 0 ? lines.print() : true
      }
    } catch {
      await writer.close()
      progress.erase()
      _ = try lines.print()
      throw error
    }
    await writer.close()
    if let failure = writer.failure { throw failure }
    progress.erase()
    if lines.isStopped {
      StandardError.write("tidings: interrupted")
      throw ExitCode.failure
    }
    _ = try lines.print()
  }
}

/// The lines of a replay as they arrive, on standard output.
private final class ReplayLines {
  private let reader: LogReader
  /// A signal is waited for, so that the temporary folder is removed.
  private let output = TailOutput(stop: StopSignals.descriptor())

  private static let bufferSize = 1 << 16

  init(_ directory: OutputDirectory) throws(StoreError) {
    reader = try LogReader(directory)
  }

  /// True when a signal asked to end.
  var isStopped: Bool { output.wait(for: 0, milliseconds: 0).isStopped }

  /// Prints what arrived since the last call; false when nobody reads on.
  func print() throws -> Bool {
    var buffer: [UInt8] = []
    var outcome = TailOutput.Outcome.written
    try reader.read { line throws(StoreError) in
      buffer += line.bytes
      if buffer.count >= Self.bufferSize {
        outcome = output.write(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
      if case .written = outcome { return true }
      return false
    }
    if case .written = outcome { outcome = output.write(buffer) }
    switch outcome {
    case .written: return true
    case .closed, .stopped: return false
    case .failed(let code):
      StandardError.write("tidings: cannot write to standard output: \(String(cString: strerror(code)))")
      throw ExitCode.failure
    }
  }
}

/// A folder for as long as a command runs.
struct TemporaryFolder {
  let path: String

  /// In `TMPDIR`, else in `/tmp`.
  init() throws(CaptureError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var name = Array(((parent.isEmpty ? "/tmp" : parent) + "/tidings-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else {
      throw .file(
        path: String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self), code: errno)
    }
    path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Removes it with all that is in it; links are removed, not followed.
  func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    // unlink(2) on Linux says EISDIR of a folder.
    guard unlink(path) != 0, errno == EISDIR, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { remove(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}
