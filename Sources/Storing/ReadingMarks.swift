import Glibc
import Synchronization
import SystemPackage
import WebText

/// `state/reading`: whose documents are being worked on at this instant. When the process dies over one, the
/// next start finds its source's name here.
///
/// One page of 8-byte hashes of names: a slot for each thread that works on a document, and after them a list
/// for the batch whose lines are being encoded. A mark is a `pwrite(2)`, under a microsecond, and never synced:
/// the page cache outlives the process, and a machine that lost its power was not brought down by a feed. It is
/// no mapped page, because a write that fails can be passed over, and a page that finds no space is a SIGBUS.
public final class ReadingMarks: Sendable {
  private let file: FileDescriptor
  private let free = Mutex(~UInt64(0))
  /// What the last run left.
  private let left: Set<UInt64>
  /// True when the last run was killed from outside, as far as it could tell: no fault of its own was noted.
  public let wasKilled: Bool
  /// Documents that the process may die over are kept here first.
  public let documents: SuspectDocuments

  private static let slots = 64
  /// Sources of one batch that are marked at most.
  private static let encoded = 447
  /// The fatal signal's place, after all others.
  private static let signal = slots + encoded
  private static let size = (signal + 1) * 8

  /// Opens the file and reads what the last run left in it. It stays there until `clear()`.
  ///
  /// - Parameter wasClean: the last run closed the store; then nothing died over anything.
  init(in directory: OutputDirectory, wasClean: Bool) throws(StoreError) {
    let path = directory.path("state/reading")
    documents = SuspectDocuments(directory)
    file = try openRegular("reading", .updatingOrCreating, in: directory.state, path: path)
    let bytes = try storing("read", path) { [file] () throws(Errno) in try file.bytes(at: 0, count: Self.size)
    }
    var left: Set<UInt64> = []
    wasKilled = bytes.count < Self.size || bytes.littleEndian(at: Self.signal * 8) == 0
    for place in stride(from: 0, to: min(bytes.count & ~7, Self.signal * 8), by: 8) {
      left.insert(UInt64(bitPattern: bytes.littleEndian(at: place)))
    }
    left.remove(0)
    self.left = wasClean ? [] : left
    // Its one page gets its block, so that a full disk does not stop the marks.
    if bytes.count < Self.size { try? file.writeAll([[UInt8](repeating: 0, count: Self.size)], at: 0) }
    if wasClean { clear() }
  }

  deinit {
    FatalSignals.remove(file: file.rawValue)
    file.closeQuietly()
  }

  /// From now on, notes when the process dies of a fault of its own. For the whole process: one store's marks.
  public func noteFatalSignals() {
    FatalSignals.install(file: file.rawValue, offset: Int64(Self.signal * 8))
  }

  /// True when the last run died and left marks.
  public var isAnythingLeft: Bool { !left.isEmpty }

  /// True when the last run died while it worked on a document of this source.
  public func isLeft(_ source: String) -> Bool { left.contains(Self.hash(source)) }

  /// Forgets what the last run left, when it is remembered elsewhere. For the start, before any `begin`.
  public func clear() {
    try? file.writeAll([[UInt8](repeating: 0, count: Self.size)], at: 0)
  }

  // MARK: - Marks

  /// Marks a source for as long as `body` works on its document.
  @inline(__always)
  public func during<Result, Failure: Error>(
    _ source: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let slot = begin(source)
    defer { end(slot) }
    return try body()
  }

  /// Marks a source until `end`: for work with pauses in which it cannot be to blame.
  ///
  /// - Returns: what `end` wants.
  public func begin(_ source: String) -> Int {
    FatalSignals.giveThreadStack()
    let slot = free.withLock { free in
      let slot = free.trailingZeroBitCount
      if slot < Self.slots { free &= ~(1 << UInt64(slot)) }
      return slot
    }
    if slot < Self.slots { write(Self.hash(source), to: slot) }
    return slot
  }

  public func end(_ slot: Int) {
    guard slot < Self.slots else { return }
    write(0, to: slot)
    free.withLock { $0 |= 1 << UInt64(slot) }
  }

  /// Marks the sources of all lines while `body` encodes them. On the writer's thread only.
  func whileEncoding<Result>(_ lines: [StoryLine], _ body: () -> Result) -> Result {
    var marks: [UInt64] = []
    for place in lines.indices where place == 0 || lines[place].source != lines[place - 1].source {
      if marks.count < Self.encoded { marks.append(Self.hash(lines[place].source)) }
    }
    guard !marks.isEmpty else { return body() }
    FatalSignals.giveThreadStack()
    write(marks, to: Self.slots)
    defer { write([UInt64](repeating: 0, count: marks.count), to: Self.slots) }
    return body()
  }

  private static func hash(_ source: String) -> UInt64 {
    max(1, StableHash.hash64(source, seed: 0x7265_6164_696e_6701))
  }

  private func write(_ mark: UInt64, to slot: Int) {
    var word = mark.littleEndian
    withUnsafeBytes(of: &word) { write($0, to: slot) }
  }

  private func write(_ marks: [UInt64], to slot: Int) {
    marks.map(\.littleEndian).withUnsafeBytes { write($0, to: slot) }
  }

  /// An error leaves a source unmarked, which is no reason not to read it.
  private func write(_ bytes: UnsafeRawBufferPointer, to slot: Int) {
    _ = pwrite(file.rawValue, bytes.baseAddress, bytes.count, off_t(slot * 8))
  }
}
