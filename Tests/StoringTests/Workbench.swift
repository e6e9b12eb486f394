import FeedModel
import Glibc
import Logging
import Testing
import WebText

@testable import Storing

/// A fresh output directory, and a clock that stands still until it is moved.
final class Workbench {
  let path: String
  let clock = Clock(UnixTime(year: 2026, month: 11, day: 23, hour: 10))
  var options = Store.Options()
  var replaying = StoryReplayer()
  var log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  final class Clock {
    var now: UnixTime
    init(_ now: UnixTime) { self.now = now }
  }

  /// - Parameter parent: where to make it, for tests with a file system of their own.
  init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/storing-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno.last }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  enum Errno: Error { case last }

  deinit { removeTree(path) }

  func open() throws -> Store {
    replaying = StoryReplayer()
    let clock = clock
    return try Store.open(
      directory: path, options: options, replaying: replaying,
      log: log,
      now: { clock.now })
  }

  func read(_ name: String) -> [UInt8] {
    guard let file = fopen(path + "/" + name, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  func text(_ name: String) -> String { String(decoding: read(name), as: UTF8.self) }

  func write(_ bytes: [UInt8], to name: String, mode: String = "w") {
    guard let file = fopen(path + "/" + name, mode) else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func truncate(_ name: String, to size: Int) { _ = Glibc.truncate(path + "/" + name, size) }

  func status(_ name: String) -> stat? {
    var status = stat()
    return lstat(path + "/" + name, &status) == 0 ? status : nil
  }

  func names(_ folder: String) -> [String] {
    guard let stream = opendir(path + "/" + folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The only segment of a stream, or its newest.
  func newest(_ stream: LogStream) -> String { "\(stream.name)/\(names(stream.name).last ?? "")" }

  /// Lines of all of a stream's segments.
  func lines(_ stream: LogStream) throws -> [LogLine] {
    try names(stream.name).flatMap { name in
      try read("\(stream.name)/\(name)").split(separator: 0x0A).map { line in
        try Array(line).withUnsafeBufferPointer { try LogLine(json: $0) }
      }
    }
  }

  /// As if the process had been killed: nothing is closed in order, nothing is flushed.
  func copyState(to other: Workbench) { copyTree(path, to: other.path) }
}

func removeTree(_ path: String) {
  let status = system("rm -rf '\(path)'")
  #expect(status == 0)
}

func copyTree(_ from: String, to: String) {
  removeTree(to)
  let status = system("cp -a '\(from)' '\(to)'")
  #expect(status == 0)
}

/// Remembers one record for each story, as deduplication would.
final class StoryReplayer: LogReplaying {
  private(set) var seqs: [Int64] = []
  private(set) var bodies: [String?] = []
  private(set) var isRebuild: Bool?
  private var index: (any StoryIndex)?
  private var entries: [String: [EntryRecord]] = [:]

  func begin(index: any StoryIndex, isRebuild: Bool) {
    self.index = index
    self.isRebuild = isRebuild
  }

  func replay(_ line: LogLine) throws(StoreError) {
    seqs.append(line.seq)
    bodies.append(line.line.entry?.contentHTML)
    guard line.line.type == .story, let index else { return }
    if entries[line.line.source] == nil {
      entries[line.line.source] = try index.entries(ofSource: try index.number(ofSource: line.line.source))
    }
    entries[line.line.source]?.append(record(line.line.id))
  }

  func takeChanges() throws(StoreError) -> ReplayedChanges {
    var changes = ReplayedChanges()
    guard let index else { return changes }
    for (name, records) in entries.sorted(by: { $0.key < $1.key }) {
      var state = SourceState(name: name)
      state.number = try index.number(ofSource: name)
      changes.sources.append(SourceUpdate(state: state, entries: records))
    }
    return changes
  }
}

/// - Parameter time: of a rebuilt index, when it was built: the log does not say when an entry was last seen.
func record(_ id: String, lastSeen time: UnixTime? = nil) -> EntryRecord {
  var record = EntryRecord()
  record.identity = StableHash.hash64(id) | 1
  if let time { record.lastSeen = time.seconds }
  return record
}

func story(_ id: String, source: String = "yonhap", body: String? = nil, at time: UnixTime) -> StoryLine {
  var entry = Entry(id: "https://news.example/\(id)", idSource: .guid)
  entry.title = "Ferry service resumes after the storm, \(id)"
  entry.url = "https://news.example/\(id)"
  entry.contentHTML = body
  return StoryLine(type: .story, id: id, source: source, entry: entry, firstSeen: time)
}

func sighting(_ id: String, of story: String, at time: UnixTime) -> StoryLine {
  var entry = Entry(id: id, idSource: .guid)
  entry.title = "Ferry service resumes after the storm"
  var line = StoryLine(type: .sighting, id: id, source: "korea-herald", entry: entry, firstSeen: time)
  line.story = story
  line.match = .init(rule: "title", gapMinutes: 0, note: "zone unknown")
  return line
}

func event(_ name: String, at time: UnixTime) -> StoryLine {
  StoryLine(event: .init(name: name, message: "The source has moved."), source: "yonhap", time: time)
}

extension Batch {
  /// Lines, and what one source has in its feed then.
  init(_ lines: [StoryLine], source: String = "yonhap", in store: Store, known: [EntryRecord] = []) throws {
    self.init()
    for line in lines { append(line) }
    var state = SourceState(name: source)
    state.number = try store.number(ofSource: source)
    state.etag = "\"v\(lines.count)\""
    append(
      SourceUpdate(state: state, entries: known + lines.filter { $0.type == .story }.map { record($0.id) }))
  }
}
