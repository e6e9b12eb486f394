import ArgumentParser
import Glibc
import Storing

/// One run of `tidings tail`: from the directory to standard output, and a state file behind it.
final class TailSession {
  private let directory: OutputDirectory
  private let filter: LineFilter
  private let reader: LogReader
  /// nil to print the lines themselves.
  private let text: TailText?
  private let state: String?
  private let output: TailOutput
  private var buffer: [UInt8] = []
  private var isEnded = false
  /// The last line of which all up to it is written; of which it was taken from the pipe; that `state` holds.
  private var written: Int64
  private var taken: Int64
  private var saved: Int64
  private var nextSave = ContinuousClock.now

  private static let bufferSize = 1 << 16
  private static let saveInterval = Duration.seconds(1)

  /// - Parameter text: how to write lines for people; nil for the lines themselves.
  init(
    _ directory: OutputDirectory, filter: LineFilter, after seq: Int64, state: String?, text: TailText?
  ) throws {
    self.directory = directory
    self.filter = filter
    self.text = text
    self.state = state
    reader = try LogReader(directory, streams: filter.streams, after: seq, since: filter.since)
    written = seq
    taken = seq
    saved = seq
    output = TailOutput(stop: state == nil ? nil : StopSignals.descriptor())
    reader.onDamage = { file, offset in
      StandardError.write("tidings: \(file): passed over what is damaged from byte \(offset) on")
    }
    reader.onRemoved = { file in
      StandardError.write("tidings: \(file): retention removed it before it was read")
    }
    // Before anything goes out: with a file that cannot be written, the same would go out again and again.
    if state != nil { try save() }
  }

  /// Ends when everything went out, or nobody reads it; when it follows, only then or by a signal.
  func run(isFollowing: Bool) throws {
    let watch = isFollowing ? LogWatch(directory, streams: filter.streams) : nil
    while !isEnded {
      watch?.clear()
      try readOn()
      if isFollowing { try rest(watch) } else { break }
    }
    guard state != nil else { return }
    if !isEnded, output.waitUntilDrained() { taken = written }
    if taken > saved { try save() }
  }

  private func readOn() throws {
    var problem: (any Error)?
    var lines = 0
    try reader.read { line throws(StoreError) in
      if filter.wants(line.bytes) { append(line) }
      lines += 1
      do {
        if buffer.count >= Self.bufferSize { try flush() }
      } catch {
        problem = error
        return false
      }
      // Where nothing is wanted nothing is written, and nobody asks.
      if lines % 4096 == 0, output.wait(for: 0, milliseconds: 0).isStopped { isEnded = true }
      return !isEnded
    }
    if let problem { throw problem }
    if !isEnded { try flush() }
  }

  private func append(_ line: LogReader.Line) {
    if let text {
      guard let parsed = try? line.parsed() else { return }
      buffer += text.text(parsed).utf8
      buffer.append(UInt8(ascii: "\n"))
    } else {
      buffer += line.bytes
    }
  }

  private func flush() throws {
    switch output.write(buffer) {
    case .written: written = reader.lastSeq
    case .closed, .stopped: isEnded = true
    case .failed(let code):
      StandardError.write("tidings: cannot write to standard output: \(String(cString: strerror(code)))")
      if taken > saved { try save() }
      throw ExitCode.failure
    }
    buffer.removeAll(keepingCapacity: true)
    if state != nil, written > saved, output.isDrained {
      taken = written
      if .now >= nextSave { try save() }
    }
  }

  /// Until something arrives; a second at most, because inotify is a hint and a state may be waiting.
  private func rest(_ watch: LogWatch?) throws {
    guard !isEnded else { return }
    let milliseconds: CInt = watch?.descriptor == nil ? 200 : 1000
    let ready = output.wait(for: 0, other: watch?.descriptor, milliseconds: milliseconds)
    if ready.isClosed || ready.isStopped { isEnded = true }
    guard state != nil, output.isDrained else { return }
    taken = written
    if taken > saved, .now >= nextSave { try save() }
  }

  private func save() throws {
    guard let state else { return }
    try TailPosition(seq: taken, in: directory).write(to: state)
    saved = taken
    nextSave = .now.advanced(by: Self.saveInterval)
  }
}
