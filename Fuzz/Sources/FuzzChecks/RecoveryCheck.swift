import FeedModel
import Storing
import Synchronization
import WebText

/// Recovery: whatever a crash left, no committed line is lost or changed, and what is there is whole lines.
///
/// A first batch is committed in all: durable and indexed. A second one was interrupted, at a place that the
/// input chooses, and the input may stand behind it where a power cut left rubbish.
enum RecoveryCheck {
  private static let bench = CrashBench()
  /// There is one bench, and tests run several inputs at once.
  private static let turn = Mutex(())

  static func run(_ input: [UInt8]) throws(Violation) {
    let result = turn.withLock { _ in Result { () throws(Violation) in try runAlone(input) } }
    try result.get()
  }

  private static func runAlone(_ input: [UInt8]) throws(Violation) {
    guard let bench else { throw Violation("no directory to work in") }
    var source = ByteSource(input)
    let crash = Crash(from: &source, length: bench.second)
    do {
      try bench.restore(crash)
    } catch {
      throw Violation("the crash could not be set up: \(error)")
    }
    var found: [[UInt8]]
    do throws(StoreError) {
      found = try bench.recover()
    } catch {
      throw Violation("recovery ends in \(error)")
    }
    try check(found, crash, bench)
    let before = found
    do throws(StoreError) {
      found = try bench.recover()
    } catch {
      throw Violation("a second recovery ends in \(error)")
    }
    try require(found == before, "a second recovery changes the log")
  }

  private static func check(_ found: [[UInt8]], _ crash: Crash, _ bench: CrashBench) throws(Violation) {
    var seqs: Set<Int64> = []
    for stream in LogStream.allCases {
      let bytes = found[stream.rawValue]
      let first = bench.first[stream.rawValue]
      try require(bytes.starts(with: first), "a committed line of \(stream.name) is lost or changed")
      try require(bytes.last == 0x0A, "\(stream.name) ends inside a line")
      if crash.isIndexed || crash.canBeCompleted {
        let all = first + bench.second[stream.rawValue]
        try require(bytes.starts(with: all), "a line of \(stream.name) that could be saved is lost")
      }
      var last: Int64 = 0
      for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
        guard let read = Array(line).withUnsafeBufferPointer({ try? LogLine(json: $0) }) else {
          throw Violation("\(stream.name) has a line that is none")
        }
        // What the input itself put there may be numbered as it likes.
        if crash.rubbish.isEmpty {
          try require(read.seq > last, "\(stream.name) is out of order at \(read.seq)")
          try require(seqs.insert(read.seq).inserted, "seq \(read.seq) is used twice")
        }
        last = read.seq
      }
    }
  }
}

/// What happened to the second batch.
struct Crash {
  enum Redo { case whole, torn, missing }

  /// The index had the batch.
  var isIndexed: Bool
  /// There is no index any more.
  var isIndexLost: Bool
  var redo: Redo
  /// Bytes of it in each stream.
  var lengths: [Int]
  /// What stands behind them in the stream of stories.
  var rubbish: [UInt8]

  init(from source: inout ByteSource, length: [[UInt8]]) {
    let kind = source.byte()
    isIndexed = kind & 3 == 1
    isIndexLost = kind & 3 == 2
    redo = [Redo.whole, .torn, .missing, .whole][Int(kind >> 2 & 3)]
    lengths = length.map(\.count)
    // Streams are appended in order, each when the one before is whole.
    let total = lengths.reduce(0, +)
    var written = (source.number(below: 256) << 8 | source.number(below: 256)) % (total + 1)
    // The index learns of a batch when it is durable.
    if isIndexed { written = total }
    for stream in lengths.indices {
      lengths[stream] = min(lengths[stream], written)
      written -= lengths[stream]
    }
    rubbish = []
    while !source.isEmpty { rubbish.append(source.byte()) }
  }

  /// The redo record explains the end of the log.
  var canBeCompleted: Bool { redo == .whole && rubbish.isEmpty }
}
