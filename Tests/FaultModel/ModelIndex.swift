import FeedModel
import Storing
import SystemPackage
import WebText

/// What stands in for SQLite: transactions that survive the process at once, and the machine from the next
/// checkpoint on (WAL, synchronous=NORMAL).
final class ModelDatabase {
  struct Content {
    var numbers: [String: UInt32] = [:]
    var states: [UInt32: SourceState] = [:]
    var entries: [UInt32: [EntryRecord]] = [:]
    var segments: [String: SegmentRow] = [:]
    var nextSeq: Int64 = 1
  }

  let files: ModelFiles
  /// What the disk has: the state at the last checkpoint and after each commit since.
  private var commits = [Content()]
  var current: Content { commits[commits.count - 1] }
  /// False before anything was ever stored.
  private(set) var exists = false

  init(files: ModelFiles) {
    self.files = files
  }

  /// Any number of the last commits is gone, and none before them.
  func cutPower(_ random: inout RandomNumbers) {
    commits = [commits[random.below(commits.count)]]
  }

  /// It is gone: an operator, a broken disk.
  func lose() {
    commits = [Content()]
    exists = false
  }

  func commit(_ change: (inout Content) -> Void) throws(StoreError) {
    try begin()
    var content = current
    change(&content)
    commits.append(content)
    exists = true
    if files.random.isOne(in: 6) { checkpoint() }
  }

  func checkpoint() { commits = [current] }

  func begin() throws(StoreError) {
    do throws(Errno) {
      try files.beginOther()
    } catch {
      throw error == .noSpace ? .noSpace(path: "index") : .index("stopped")
    }
  }
}

/// The index of one process.
final class ModelIndex: StoryIndex {
  private let database: ModelDatabase
  private var numbers: [String: UInt32]

  init(_ database: ModelDatabase) {
    self.database = database
    numbers = database.current.numbers
  }

  func sourceStates() -> [SourceState] {
    database.current.states.sorted { $0.key < $1.key }.map(\.value)
  }

  func number(ofSource name: String) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(numbers.count + 1)
    numbers[name] = number
    return number
  }

  func entries(ofSource number: UInt32) -> [EntryRecord] { database.current.entries[number] ?? [] }
  func learned(ofSource number: UInt32) -> [UInt8] { [] }
  func hasDeparted(source number: UInt32) -> Bool { false }
  func departed(source number: UInt32, identity: UInt64) -> EntryRecord? { nil }
  func departed(source number: UInt32, link: UInt64) -> EntryRecord? { nil }
  func departed(source number: UInt32, titleKey: UInt64) -> [EntryRecord] { [] }
  func recentRecords(_ body: (EntryRecord) -> Void) {}
  func hostLedgers() -> [HostLedger] { [] }
  func segments() -> [SegmentRow] { Array(database.current.segments.values) }
  /// The model's retention removes nothing.
  func logFloor() -> LogFloor? { nil }

  func nextSeq() -> Int64 { database.current.nextSeq }

  func apply(_ changes: IndexChanges) throws(StoreError) {
    try database.commit { content in
      for update in changes.sources {
        content.states[update.state.number] = update.state
        content.numbers[update.state.name] = update.state.number
        if let entries = update.entries { content.entries[update.state.number] = entries }
      }
      for row in changes.segments { content.segments[row.name] = row }
      content.nextSeq = changes.nextSeq
    }
  }

  func expire(now: UnixTime) throws(StoreError) { try database.begin() }

  func close() throws(StoreError) {
    try database.begin()
    database.checkpoint()
  }
}
