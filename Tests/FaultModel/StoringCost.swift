import FeedModel
import Glibc
import Logging
import Storing
import WebText

/// What the store costs beside a plain file: the lines of a cold poll go through a store, batch by batch as the
/// writer makes them, and then the same bytes into one file with one fsync.
struct StoringCost {
  let directory: String
  var sources = 2000
  var entries = 32
  /// Bytes of an entry's text.
  var body = 1900

  private struct Time {
    var cpu: Int64 = 0
    var wall: Int64 = 0

    /// Microseconds of this thread, and of the clock.
    static func now() -> Time {
      func microseconds(_ which: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(which, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
      }
      return Time(cpu: microseconds(CLOCK_THREAD_CPUTIME_ID), wall: microseconds(CLOCK_MONOTONIC))
    }

    mutating func add(since start: Time) {
      let now = Time.now()
      cpu += now.cpu - start.cpu
      wall += now.wall - start.wall
    }

    var text: String { "cpu_ms \(cpu / 1000) wall_ms \(wall / 1000)" }
  }

  func run() throws {
    let store = try Store.open(
      directory: directory, options: Store.Options(), replaying: ModelReplayer(),
      log: Logger(label: "faults") { _ in SwiftLogNoOpLogHandler() })
    var batch = Batch()
    var spent = Time()
    var slowest: Int64 = 0
    var batches = 0
    func commit() throws {
      let start = Time.now()
      _ = try store.commit(batch)
      spent.add(since: start)
      slowest = max(slowest, Time.now().wall - start.wall)
      batches += 1
      batch.removeAll()
    }
    for source in 0..<sources {
      let name = "source-\(source)"
      var state = SourceState(name: name)
      state.number = try store.number(ofSource: name)
      var records: [EntryRecord] = []
      for entry in 0..<entries {
        let record = record(source, entry, state.number)
        records.append(record)
        batch.append(line(source, entry, name))
        batch.append(recent: record)
        guard batch.isFull else { continue }
        batch.append(SourceUpdate(state: state, entries: records))
        try commit()
      }
      state.etag = "\"\(source)\""
      batch.append(SourceUpdate(state: state, entries: records))
      // A batch takes one update of a source.
      if batch.isFull { try commit() }
    }
    if !batch.isEmpty { try commit() }
    let start = Time.now()
    try store.close()
    var closing = Time()
    closing.add(since: start)
    let (file, bytes) = try plain()
    FaultCommand.say(
      "stories \(sources * entries) bytes \(bytes) batches \(batches) slowest_ms \(slowest / 1000)\n"
        + "store \(spent.text)\nclose \(closing.text)\nfile \(file.text)")
  }

  /// The segments' bytes into one file.
  private func plain() throws -> (Time, Int) {
    let folder = try OutputDirectory(path: directory, for: .reading)
    var content: [UInt8] = []
    try LogReader(folder).read { line throws(StoreError) in
      content += line.bytes
      return true
    }
    let path = directory + "/plain"
    let start = Time.now()
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
    var done = 0
    while done < content.count {
      let count = content.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + done }, min(1 << 20, content.count - done))
      }
      guard count > 0 else { break }
      done += count
    }
    fsync(file)
    Glibc.close(file)
    var spent = Time()
    spent.add(since: start)
    unlink(path)
    return (spent, done)
  }

  private func record(_ source: Int, _ entry: Int, _ number: UInt32) -> EntryRecord {
    var record = EntryRecord()
    record.identity = StableHash.hash64("\(source)/\(entry)") | 1
    record.link = record.identity &* 3
    record.titleKey = record.identity &* 5
    record.source = number
    return record
  }

  private func line(_ source: Int, _ entry: Int, _ name: String) -> StoryLine {
    let url = "https://\(name).example/stories/\(entry)"
    var text = Entry(id: url, idSource: .guid)
    text.url = url
    text.title = "Ferry service \(entry) of line \(source) resumes after the storm"
    text.contentHTML = "<p>" + String(repeating: "Wind &amp; \"rain\" ", count: body / 17) + "</p>"
    var line = StoryLine(
      type: .story, id: "\(source)-\(entry)", source: name, entry: text,
      firstSeen: UnixTime(seconds: 1_770_000_000))
    line.isBackfill = true
    return line
  }
}
