import FeedModel
import Glibc
import Logging
package import Storing
import SystemPackage
import WebText

/// One run of a store on a model of a file system: polls, crashes, starts again, until everything that was
/// published is stored; and what was wrong then. All of it follows from the seed.
package final class FaultSchedule {
  /// What ends a process.
  package enum Fault: CaseIterable, Sendable {
    case kill
    case powerCut
  }

  /// What a schedule may hold.
  package struct Options: Sendable {
    package var faults = Fault.allCases
    package var order = BatchStage.allCases
    /// The index is lost now and then.
    package var losesIndex = true
    /// The disk is full for some calls of each process.
    package var fillsDisk = false
    /// One call of each process fails with EIO.
    package var breaksDisk = false
    package init() {}
  }

  /// What happened on the way.
  package struct Figures: Sendable {
    package var kills = 0
    package var powerCuts = 0
    package var lostIndexes = 0
    package var batches = 0
    package var lines = 0
    package var completions = 0
    package var errors = 0
    package init() {}
  }

  package private(set) var figures = Figures()
  package private(set) var problems: [String] = []
  package let files: ModelFiles
  private let options: Options
  private let database: ModelDatabase
  private var random: RandomNumbers
  private var now = UnixTime(year: 2026, month: 11, day: 23, hour: 10)
  private var storing = Store.Options()

  /// Entries that each source has published; a feed shows them all.
  private var published = ["moor": 0, "coast": 0]
  /// Ids of lines whose commit has returned.
  private var announced: Set<String> = []
  /// The highest seq that a reader can have seen.
  private var highestVisible: Int64 = 0

  package init(seed: UInt64, options: Options = Options()) {
    self.options = options
    random = RandomNumbers(seed: seed)
    files = ModelFiles(seed: random.next())
    database = ModelDatabase(files: files)
    storing.segmentLimit = Int64(1500 + random.below(12_000))
    storing.lineLimit = 2048
    // The model is this task's alone.
    storing.isUpkeepInline = true
  }

  /// - Returns: what was wrong; empty when every promise was kept.
  package func run() -> [String] {
    FileSystem.$calls.withValue(files) {
      for _ in 0..<(1 + random.below(3)) where problems.isEmpty {
        live(lastCall: 1 + random.below(random.isOne(in: 3) ? 60 : 220))
        if files.isStopped { end() }
      }
      if problems.isEmpty { finish() }
    }
    return problems
  }

  // MARK: - A process

  private func open() throws(StoreError) -> Store {
    try Store.open(
      directory: "model", options: storing, replaying: ModelReplayer(),
      log: Logger(label: "model") { _ in SwiftLogNoOpLogHandler() }, now: { self.now }
    ) { _, _ throws(StoreError) in
      let isNew = !database.exists
      return (ModelIndex(database), isNew)
    }
  }

  /// One process, from its start to its end: in order, or at `lastCall`.
  private func live(lastCall: Int) {
    files.start(lastCall: lastCall)
    do throws(StoreError) {
      let store = try open()
      injectErrors()
      store.order = options.order
      checkStart(store)
      for _ in 0..<(2 + random.below(6)) { try act(store) }
      if random.isOne(in: 3) {
        try persist { () throws(StoreError) in try store.close() }
      } else {
        files.stop()
      }
    } catch {
      // A full disk is waited for; after any other error the process ends.
      if !files.isStopped, !options.breaksDisk || error.isTransient {
        problems.append("an error out of nothing: \(error)")
      }
      files.stop()
    }
  }

  private func injectErrors() {
    let first = files.calls + 1 + random.below(60)
    if options.fillsDisk {
      for call in first..<(first + 1 + random.below(8)) { files.errors[call] = .noSpace }
    }
    if options.breaksDisk { files.errors[first] = .ioError }
    figures.errors += files.errors.count
  }

  /// Until there is space again, as the writer does.
  private func persist(_ body: () throws(StoreError) -> Void) throws(StoreError) {
    for attempt in 1... {
      do throws(StoreError) {
        return try body()
      } catch {
        guard error.isTransient, attempt < 20 else { throw error }
      }
    }
  }

  private func act(_ store: Store) throws(StoreError) {
    switch random.below(12) {
    case 0: try persist { () throws(StoreError) in try store.rotate() }
    case 1:
      // Also backwards, and over the end of a day or of a year.
      now = now.adding(seconds: Int64([3600, 86_400, -86_400, 366 * 86_400, -366 * 86_400][random.below(5)]))
      try persist { () throws(StoreError) in try store.tidy() }
    default:
      for name in published.keys.sorted() where !random.isOne(in: 4) {
        published[name, default: 0] += random.below(5)
      }
      try poll(random.isOne(in: 2) ? ["moor", "coast"] : ["coast"], store)
    }
  }

  /// Fetches, unless the validator says that nothing is new; decides by what the index knows; stores.
  private func poll(_ names: [String], _ store: Store) throws(StoreError) {
    let states = try store.sourceStates()
    var batch = Batch()
    var ids: [String] = []
    for name in names {
      var state = states.first { $0.name == name } ?? SourceState(name: name)
      state.number = try store.number(ofSource: name)
      let before = state
      let count = published[name] ?? 0
      if state.etag == "v\(count)" { continue }
      state.etag = "v\(count)"
      var records = try store.entries(ofSource: state.number)
      let known = Set(records.map(\.identity))
      for number in 0..<count where !known.contains(UInt64(number + 1)) {
        let line = line(name, number)
        batch.append(line)
        ids.append(line.id)
        records.append(ModelReplayer.record(number))
        if random.isOne(in: 12) {
          // As the writer does with a long feed: entries go first, validators with the last of them.
          batch.append(SourceUpdate(state: before, entries: records))
          try commit(batch, ids, store)
          batch = Batch()
          ids = []
        }
      }
      batch.append(SourceUpdate(state: state, entries: records))
    }
    if random.isOne(in: 6) {
      batch.append(StoryLine(event: .init(name: "moved", message: "It moved."), source: "moor", time: now))
    }
    try commit(batch, ids, store)
  }

  private func commit(_ batch: Batch, _ ids: [String], _ store: Store) throws(StoreError) {
    do throws(StoreError) {
      _ = try store.commit(batch)
    } catch {
      guard error.isTransient else { throw error }
      try persist { () throws(StoreError) in _ = try store.retry() }
    }
    announced.formUnion(ids)
    figures.batches += 1
    figures.lines += batch.lines.count
  }

  private func line(_ source: String, _ number: Int) -> StoryLine {
    let id = "\(source)-\(number)"
    var entry = Entry(id: id, idSource: .guid)
    entry.title = "Ferry service resumes after the storm"
    // Some are longer than a page; some too long for a line.
    let size = [20, 150, 600, 1500, 3000][(number &* 7 + source.utf8.count) % 5]
    entry.contentText = String(repeating: "x", count: number % 9 == 4 ? 5000 : size)
    let type: LineType = number % 5 == 4 ? .sighting : .story
    var line = StoryLine(type: type, id: id, source: source, entry: entry, firstSeen: now)
    if type == .sighting { line.story = "\(source)-0" }
    return line
  }

  // MARK: - Its end

  private func end() {
    look()
    let sizes = segmentBytes()
    let fault = options.faults[random.below(options.faults.count)]
    switch fault {
    case .kill: figures.kills += 1
    case .powerCut:
      figures.powerCuts += 1
      files.cutPower()
      database.cutPower(&random)
    }
    if options.losesIndex, random.isOne(in: 25) {
      figures.lostIndexes += 1
      database.lose()
    }
    // Starting can die too, any number of times.
    for _ in 0..<3 where random.isOne(in: 3) {
      files.start(lastCall: 1 + random.below(25))
      _ = try? open()
      look()
    }
    files.start()
    do throws(StoreError) {
      let store = try open()
      checkStart(store)
      if fault == .kill { checkGrowth(since: sizes) }
      checkLog(store)
    } catch {
      problems.append("it does not start: \(error)")
    }
  }

  /// Everything that is published gets stored, and then is there once.
  private func finish() {
    files.start()
    do throws(StoreError) {
      let store = try open()
      store.order = options.order
      checkStart(store)
      try poll(["moor", "coast"], store)
      let check = checkLog(store)
      for (name, count) in published {
        for number in 0..<count where check.places["\(name)-\(number)"] == nil {
          problems.append("\(name)-\(number) is lost")
        }
      }
      try store.close()
    } catch {
      problems.append("it cannot go on: \(error)")
    }
  }

  /// What a reader can see at this instant.
  private func look() {
    for stream in LogCheck.streams {
      for node in files.node(stream)?.names.values ?? [:].values {
        let lines = node.bytes.split(separator: 0x0A)
        for line in lines.suffix(2) {
          if let seq = line.withUnsafeBytes({ LogCheck.seq(of: $0) }) {
            highestVisible = max(highestVisible, seq)
          }
        }
      }
    }
  }

  private func segmentBytes() -> [String: [UInt8]] {
    var bytes: [String: [UInt8]] = [:]
    for stream in LogCheck.streams {
      for (name, node) in files.node(stream)?.names ?? [:] { bytes["\(stream)/\(name)"] = node.bytes }
    }
    return bytes
  }

  // MARK: - Promises

  private func checkStart(_ store: Store) {
    if store.nextSeq <= highestVisible {
      problems.append("seq \(store.nextSeq) is given out again: \(highestVisible) was seen")
    }
  }

  /// A file only grows while the machine is up.
  private func checkGrowth(since before: [String: [UInt8]]) {
    for (path, bytes) in before {
      let now = files.node(path)?.bytes ?? []
      if now.count > bytes.count { figures.completions += 1 }
      let isBeginning = bytes.withUnsafeBytes { old in
        now.prefix(bytes.count).withUnsafeBytes { LogCheck.areEqual(old, $0) }
      }
      if !isBeginning, !options.breaksDisk { problems.append("\(path) was changed, or has shrunk") }
    }
  }

  @discardableResult
  private func checkLog(_ store: Store) -> LogCheck {
    let check = LogCheck(files)
    // After an EIO lines may stand twice, and anything behind what is certain; nothing is lost.
    if !options.breaksDisk { problems += check.problems }
    for id in announced where check.places[id] == nil { problems.append("\(id) was announced and is lost") }
    // What is remembered and not stored is never stored; what is stored and not remembered is stored again.
    for name in published.keys {
      let number = (try? store.number(ofSource: name)) ?? 0
      let known = Set(((try? store.entries(ofSource: number)) ?? []).map(\.identity))
      for entry in 0..<(published[name] ?? 0) {
        let isStored = check.places["\(name)-\(entry)"] != nil
        if isStored != known.contains(UInt64(entry + 1)) {
          problems.append("\(name)-\(entry): stored \(isStored), remembered \(!isStored)")
        }
      }
    }
    return check
  }
}

extension ModelFiles {
  /// The process ends here.
  package func stop() { isStopped = true }
}

/// Remembers the entries of replayed lines, as deduplication would.
final class ModelReplayer: LogReplaying {
  private var index: (any StoryIndex)?
  private var entries: [String: [EntryRecord]] = [:]

  static func record(_ number: Int) -> EntryRecord {
    var record = EntryRecord()
    record.identity = UInt64(number + 1)
    return record
  }

  func begin(index: any StoryIndex, isRebuild: Bool) { self.index = index }

  func replay(_ line: LogLine) throws(StoreError) {
    let name = line.line.source
    guard line.line.type != .event, let index, let number = Int(line.line.id.dropFirst(name.count + 1)) else {
      return
    }
    if entries[name] == nil {
      entries[name] = try index.entries(ofSource: try index.number(ofSource: name))
    }
    var records = entries[name] ?? []
    let record = Self.record(number)
    if !records.contains(record) { records.append(record) }
    entries[name] = records
  }

  func takeChanges() throws(StoreError) -> ReplayedChanges {
    var changes = ReplayedChanges()
    guard let index else { return changes }
    for (name, records) in entries.sorted(by: { $0.key < $1.key }) {
      var state = SourceState(name: name)
      state.number = try index.number(ofSource: name)
      changes.sources.append(SourceUpdate(state: state, entries: records))
    }
    entries = [:]
    return changes
  }
}

extension FaultSchedule.Figures {
  package mutating func add(_ other: Self) {
    kills += other.kills
    powerCuts += other.powerCuts
    lostIndexes += other.lostIndexes
    batches += other.batches
    lines += other.lines
    completions += other.completions
    errors += other.errors
  }
}
