import FeedModel
import Glibc
import Logging
import Storing
import WebText

/// A store that takes batch after batch, as the daemon's does.
///
/// One source, `moor`, whose feed shows the entries that are stored and some more: what is remembered and was not
/// stored leaves a gap in the numbers.
struct StoreWriting {
  let directory: String
  var batches = 3
  var lines = 4
  var body = 600
  /// A new segment after so many batches; 0 for none.
  var rotation = 0
  var pause: UInt32 = 0
  /// Seconds that the clock goes on with each batch, or back.
  var clockStep: Int64 = 1
  var order = BatchStage.allCases
  var hasUpkeep = false
  var closes = false
  var storing = Store.Options()

  /// Entries of the feed that are remembered.
  private static let shown = 600

  init(directory: String) {
    self.directory = directory
  }

  /// False for options that make no sense.
  mutating func read(_ options: ArraySlice<String>) -> Bool {
    var rest = options
    while let name = rest.popFirst() {
      switch name {
      case "--upkeep": hasUpkeep = true
      case "--close": closes = true
      default:
        guard let value = rest.popFirst() else { return false }
        if name == "--order" {
          guard let order = Self.orders[value] else { return false }
          self.order = order
          continue
        }
        guard let number = Int64(value) else { return false }
        switch name {
        case "--batches": batches = Int(number)
        case "--lines": lines = Int(number)
        case "--body": body = Int(number)
        case "--rotate": rotation = Int(number)
        case "--pause": pause = UInt32(clamping: number)
        case "--segment": storing.segmentLimit = number
        case "--clock": clockStep = number
        default: return false
        }
      }
    }
    return true
  }

  /// Orders of a batch that lose stories, for a test of the tests.
  private static let orders: [String: [BatchStage]] = [
    // The bodies' files, each synced, make the moment long in which a kill finds it out.
    "index-first": [.segments, .index, .content, .redo, .append, .sync],
    "no-sync": [.content, .segments, .redo, .append, .index],
    "no-redo": [.content, .segments, .append, .sync, .index],
  ]

  func run() throws {
    var storing = storing
    storing.isUpkeepInline = true
    if hasUpkeep { storing.policy.compressAfter = 0 }
    // Loaded with the lines of a crash, it goes on where they end.
    let clock = Clock(UnixTime(year: 2026, month: 11, day: 23, hour: 10))
    let store = try Store.open(
      directory: directory, options: storing, replaying: ModelReplayer(),
      log: Logger(label: "faults") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
    store.order = order
    FaultCommand.say(
      "opened seq \(store.nextSeq) replayed \(store.opening.replayedLines) clean \(store.opening.wasClean)")
    let number = try store.number(ofSource: "moor")
    for batch in 0..<batches {
      clock.now = clock.now.adding(seconds: clockStep)
      try commit(to: store, number, at: clock.now)
      if rotation > 0, (batch + 1) % rotation == 0 {
        try persist { () throws(StoreError) in try store.rotate() }
      }
      if hasUpkeep { try persist { () throws(StoreError) in try store.tidy() } }
      if pause > 0 { usleep(pause) }
    }
    if closes { try persist { () throws(StoreError) in try store.close() } }
    FaultCommand.say("done")
  }

  private final class Clock {
    var now: UnixTime
    init(_ now: UnixTime) { self.now = now }
  }

  private func commit(to store: Store, _ number: UInt32, at time: UnixTime) throws(StoreError) {
    var records = try store.entries(ofSource: number).suffix(Self.shown)
    let known = Set(records.map(\.identity))
    let next = Int(known.max() ?? 0)
    // What is in the feed and not in the index: new entries, and those that a power cut took back.
    let entries = (max(0, next - Self.shown / 2)..<(next + lines)).filter { !known.contains(UInt64($0 + 1)) }
    var batch = Batch()
    for entry in entries {
      batch.append(line(entry, at: time))
      records.append(ModelReplayer.record(entry))
    }
    records.sort { $0.identity < $1.identity }
    batch.append(StoryLine(event: .init(name: "moved", message: "It moved."), source: "moor", time: time))
    var state = SourceState(name: "moor")
    state.number = number
    state.etag = "\"\(next + lines)\""
    batch.append(SourceUpdate(state: state, entries: Array(records)))
    var committed: Committed?
    do throws(StoreError) {
      committed = try store.commit(batch)
    } catch {
      guard error.isTransient else { throw error }
      FaultCommand.say("no space: \(error)")
      try persist { () throws(StoreError) in committed = try store.retry() }
    }
    guard let committed else { return }
    var text = ""
    for (place, entry) in entries.enumerated() {
      text += (place > 0 ? "\n" : "") + "announced moor-\(entry) \(committed.seq(ofLine: place))"
    }
    FaultCommand.say(text)
  }

  /// Tries until there is space again, for some seconds.
  private func persist(_ body: () throws(StoreError) -> Void) throws(StoreError) {
    for attempt in 1... {
      do throws(StoreError) {
        return try body()
      } catch {
        guard error.isTransient, attempt < 1000 else { throw error }
        usleep(10_000)
      }
    }
  }

  private func line(_ entry: Int, at time: UnixTime) -> StoryLine {
    let id = "moor-\(entry)"
    var text = Entry(id: id, idSource: .guid)
    text.title = "Ferry service resumes after the storm"
    // Some are longer than their line may be.
    let size = entry % 17 == 5 ? 70_000 : body
    text.contentText = String(repeating: "wind and rain ", count: size / 14 + entry % 40)
    let type: LineType = entry % 5 == 4 ? .sighting : .story
    var line = StoryLine(type: type, id: id, source: "moor", entry: text, firstSeen: time)
    if type == .sighting { line.story = "moor-0" }
    return line
  }
}
