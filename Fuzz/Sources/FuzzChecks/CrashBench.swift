import FeedModel
import Glibc
import Logging
import Storing
import WebText

/// An output directory with two batches, which can be put back into the state of any crash in the second.
struct CrashBench {
  private let path: String
  private let clock = UnixTime(year: 2026, month: 11, day: 23, hour: 10)
  /// Names of the segments, by stream.
  private var segments: [String] = []
  /// Bytes of the first batch and of the second, by stream.
  private(set) var first: [[UInt8]] = []
  private(set) var second: [[UInt8]] = []
  private var indexBefore: [UInt8] = []
  private var indexAfter: [UInt8] = []
  private var redo: [UInt8] = []

  /// nil when the system gives no directory.
  init?() {
    var folder = "/tmp"
    if let named = getenv("TMPDIR") { folder = String(cString: named) }
    // Recovery syncs; in memory that costs nothing.
    if access("/dev/shm", W_OK) == 0 { folder = "/dev/shm" }
    var template = Array("\(folder)/tidings-fuzz-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    CrashBenchCleaning.path = path
    atexit { CrashBenchCleaning.run() }
    do { try prepare() } catch { return nil }
  }

  private mutating func prepare() throws {
    var store: Store? = try open()
    try commit(["a", "b"], to: store)
    try store?.close()
    store = nil
    for stream in LogStream.allCases {
      segments.append("\(stream.name)/2026-11-23-000001.ndjson")
      first.append(Disk.read(path + "/" + segments[stream.rawValue]))
    }
    indexBefore = Disk.read(path + "/state/index.sqlite")
    store = try open()
    try commit(["c", "d", "e"], to: store)
    redo = Disk.read(path + "/state/redo")
    try store?.close()
    store = nil
    indexAfter = Disk.read(path + "/state/index.sqlite")
    for stream in LogStream.allCases {
      let whole = Disk.read(path + "/" + segments[stream.rawValue])
      second.append(Array(whole.dropFirst(first[stream.rawValue].count)))
    }
  }

  /// Puts the directory into the state after a crash.
  func restore(_ crash: Crash) throws {
    for folder in LogStream.allCases.map(\.name) + ["state", "content"] { Disk.empty(path + "/" + folder) }
    for stream in LogStream.allCases {
      unlink("\(path)/\(stream.name).ndjson")
      var bytes = first[stream.rawValue] + second[stream.rawValue].prefix(crash.lengths[stream.rawValue])
      if stream == .stories { bytes += crash.rubbish }
      try Disk.write(bytes, to: path + "/" + segments[stream.rawValue])
    }
    if !crash.isIndexLost {
      try Disk.write(crash.isIndexed ? indexAfter : indexBefore, to: path + "/state/index.sqlite")
    }
    switch crash.redo {
    case .whole: try Disk.write(redo, to: path + "/state/redo")
    case .torn: try Disk.write(Array(redo.prefix(redo.count / 2)), to: path + "/state/redo")
    case .missing: break
    }
  }

  /// Opens the store, which recovers it, appends a batch, and returns the streams' bytes before that.
  func recover() throws(StoreError) -> [[UInt8]] {
    let store = try open()
    let found = segments.map { Disk.read(path + "/" + $0) }
    try store.close()
    return found
  }

  private func open() throws(StoreError) -> Store {
    let clock = clock
    return try Store.open(
      directory: path, replaying: NoReplaying(), log: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() },
      now: { clock })
  }

  /// A story, a sighting and an event for each id.
  private func commit(_ ids: [String], to store: Store?) throws(StoreError) {
    var batch = Batch()
    for id in ids {
      var entry = Entry(id: "https://news.example/\(id)", idSource: .guid)
      entry.title = "Harbor reopens after the storm, \(id)"
      batch.append(StoryLine(type: .story, id: id, source: "gazette", entry: entry, firstSeen: clock))
      var sighting = StoryLine(
        type: .sighting, id: "s" + id, source: "herald", entry: entry, firstSeen: clock)
      sighting.story = id
      batch.append(sighting)
      batch.append(
        StoryLine(
          event: .init(name: "moved", message: "The source has moved."), source: "herald", time: clock))
    }
    _ = try store?.commit(batch)
  }
}

/// Remembers nothing: only the log is looked at.
private final class NoReplaying: LogReplaying {
  func begin(index: any StoryIndex, isRebuild: Bool) {}
  func replay(_ line: LogLine) {}
  func takeChanges() -> ReplayedChanges { ReplayedChanges() }
}

/// Takes the directory away when the process ends in order.
private enum CrashBenchCleaning {
  /// Written once, before anything reads it.
  nonisolated(unsafe) static var path = ""

  static func run() {
    for folder in LogStream.allCases.map(\.name) + ["state", "content"] {
      Disk.empty(path + "/" + folder)
      rmdir(path + "/" + folder)
    }
    Disk.empty(path)
    rmdir(path)
  }
}

/// Files, whole.
private enum Disk {
  struct Failure: Error {
    var path: String
    var code: Int32
  }

  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw Failure(path: path, code: errno)
    }
  }

  /// Removes the files in a folder.
  static func empty(_ path: String) {
    guard let folder = opendir(path) else { return }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { unlink(path + "/" + name) }
    }
  }
}
