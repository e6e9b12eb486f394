import FeedModel
import Glibc
import Synchronization
import SystemPackage
import WebText

@testable import Storing

/// A bench for what becomes of closed segments: `tidy` waits for the work, and both clocks are moved by hand.
final class UpkeepBench {
  private let bench: Workbench
  private let uptime = Uptime()
  private var stories = 0

  private final class Uptime: Sendable {
    let value = Mutex<Int64>(1_000_000)
  }

  init() throws {
    bench = try Workbench()
    bench.options.isUpkeepInline = true
    bench.options.policy.frameSize = 1 << 14
    bench.options.uptime = { [uptime] in uptime.value.withLock { $0 } }
  }

  var path: String { bench.path }
  var clock: Workbench.Clock { bench.clock }
  var replaying: StoryReplayer { bench.replaying }
  var options: Store.Options {
    get { bench.options }
    set { bench.options = newValue }
  }

  func open() throws -> Store { try bench.open() }
  func read(_ name: String) -> [UInt8] { bench.read(name) }
  func write(_ bytes: [UInt8], to name: String) { bench.write(bytes, to: name) }
  func status(_ name: String) -> stat? { bench.status(name) }
  func names(_ folder: String) -> [String] { bench.names(folder) }
  func lines(_ stream: LogStream) throws -> [LogLine] { try bench.lines(stream) }

  /// Both clocks run on.
  func pass(_ seconds: Int64) {
    clock.now = clock.now.adding(seconds: seconds)
    uptime.value.withLock { $0 += seconds * 1000 }
  }

  /// A store that has seen the clock run on looks at it once more a day later.
  func steady(_ store: Store) {
    store.clock.note(wall: clock.now, uptime: uptime.value.withLock { $0 })
  }

  func segment(_ number: Int) -> String {
    names("stories").first { $0.contains("-00000\(number).") }.map {
      "stories/" + ($0.hasSuffix(".zst") ? String($0.dropLast(4)) : $0)
    } ?? "stories/2026-11-23-00000\(number).ndjson"
  }

  func row(_ number: Int64, _ store: Store) throws -> SegmentRow {
    let row = try store.index.segments().first {
      SegmentName(path: $0.name, stream: .stories)?.counter == number
    }
    return row ?? SegmentRow(name: "", stream: .stories, state: .open)
  }

  func commit(_ ids: [String], to store: Store) throws {
    _ = try store.commit(try Batch(ids.map { story($0, at: clock.now) }, in: store))
  }

  /// 25 stories, together nearly a frame.
  func commitLong(to store: Store) throws {
    var lines: [StoryLine] = []
    for _ in 0..<25 {
      stories += 1
      let words = (0..<50).map { "w\(StableHash.hash64("\(stories)-\($0)") % 99_999)" }
      lines.append(story("long\(stories)", body: words.joined(separator: " "), at: clock.now))
    }
    _ = try store.commit(try Batch(lines, in: store))
  }

  func compressFirst(_ store: Store) throws {
    try store.rotate()
    pass(3600)
    try store.tidy()
  }

  func seqs(after: Int64 = 0) throws -> [Int64] {
    var seqs: [Int64] = []
    try LogReader(OutputDirectory(path: path, for: .reading), after: after).read { line throws(StoreError) in
      seqs.append(line.seq)
      return true
    }
    return seqs
  }

  func report() throws -> Verifier.Report {
    var verifier = Verifier(try OutputDirectory(path: path, for: .reading))
    return try verifier.run()
  }

  func findings() throws -> [Verifier.Finding] { try report().findings }

  /// Names that begin with a dot.
  func hidden(_ folder: String) -> [String] {
    guard let stream = opendir(path + "/" + folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix("."), name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// The kernel's calls up to some number of those that change something; then nothing works any more, as if the
/// process had died there.
final class FailingCalls: FileCalls, Sendable {
  private let kernel = KernelCalls()
  private let left: Mutex<Int>
  private let failed = Mutex(false)

  init(after calls: Int) { left = Mutex(calls) }

  var hasFailed: Bool { failed.withLock { $0 } }

  private func change() throws(Errno) {
    let isAlive = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard isAlive else {
      failed.withLock { $0 = true }
      throw .ioError
    }
  }

  func makeDirectory(path: String) throws(Errno) { try kernel.makeDirectory(path: path) }
  func openDirectory(path: String) throws(Errno) -> CInt { try kernel.openDirectory(path: path) }
  func open(_ name: String, in directory: CInt, flags: CInt) throws(Errno) -> CInt {
    if flags & O_CREAT != 0 { try change() }
    return try kernel.open(name, in: directory, flags: flags)
  }
  func makeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    try change()
    try kernel.makeDirectory(name, in: directory)
  }
  func status(_ file: CInt) throws(Errno) -> FileStatus { try kernel.status(file) }
  func status(of name: String, in directory: CInt) throws(Errno) -> FileStatus {
    try kernel.status(of: name, in: directory)
  }
  func names(in directory: CInt) throws(Errno) -> [String] { try kernel.names(in: directory) }
  func unlink(_ name: String, in directory: CInt) throws(Errno) {
    try change()
    try kernel.unlink(name, in: directory)
  }
  func removeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    try change()
    try kernel.removeDirectory(name, in: directory)
  }
  func rename(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt) throws(Errno) {
    try change()
    try kernel.rename(name, in: directory, to: newName, in: newDirectory)
  }
  func link(_ name: String, in directory: CInt, to newName: String, in newDirectory: CInt) throws(Errno) {
    try change()
    try kernel.link(name, in: directory, to: newName, in: newDirectory)
  }
  func changeMode(_ file: CInt, _ mode: mode_t) throws(Errno) {
    try change()
    try kernel.changeMode(file, mode)
  }
  func truncate(_ file: CInt, to size: Int64) throws(Errno) {
    try change()
    try kernel.truncate(file, to: size)
  }
  func allocate(_ file: CInt, _ size: Int64) throws(Errno) { try kernel.allocate(file, size) }
  func syncData(_ file: CInt) throws(Errno) {
    try change()
    try kernel.syncData(file)
  }
  func sync(_ file: CInt) throws(Errno) {
    try change()
    try kernel.sync(file)
  }
  func lock(_ file: CInt) throws(Errno) { try kernel.lock(file) }
  func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
    try change()
    return try kernel.write(file, bytes)
  }
  func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Errno) -> Int {
    try change()
    return try kernel.write(file, bytes, at: offset)
  }
  func read(_ file: CInt, into bytes: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Errno) -> Int {
    try kernel.read(file, into: bytes, at: offset)
  }
  func freeSpace(_ file: CInt) throws(Errno) -> Int64 { try kernel.freeSpace(file) }
  func close(_ file: CInt) { kernel.close(file) }
}
