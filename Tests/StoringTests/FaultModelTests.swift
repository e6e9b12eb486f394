import FaultModel
import Glibc
import Storing
import Testing

/// The log on a model of a file system that stops between any two calls and forgets what was not synced.
///
/// `TIDINGS_FAULT_SCHEDULES` is how many schedules; `TIDINGS_FAULT_SEED` the first one's seed, to see one again.
@Suite struct FaultModelTests {
  static let count = number("TIDINGS_FAULT_SCHEDULES") ?? 2000
  static let firstSeed = UInt64(number("TIDINGS_FAULT_SEED") ?? 1)

  private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

  private func failures(
    of schedules: Int, _ options: FaultSchedule.Options = .init()
  ) -> (failures: [(seed: UInt64, problems: [String])], figures: FaultSchedule.Figures) {
    var failures: [(UInt64, [String])] = []
    var figures = FaultSchedule.Figures()
    for seed in Self.firstSeed..<(Self.firstSeed + UInt64(schedules)) {
      let schedule = FaultSchedule(seed: seed, options: options)
      let problems = schedule.run()
      if !problems.isEmpty { failures.append((seed, problems)) }
      figures.add(schedule.figures)
      if failures.count >= 5 { break }
    }
    return (failures, figures)
  }

  @Test("Kills and power cuts between any two calls lose, double and tear nothing")
  func schedules() {
    let (failures, figures) = failures(of: Self.count)
    print("P1: \(Self.count) schedules from seed \(Self.firstSeed): \(figures)")
    for failure in failures {
      Issue.record("TIDINGS_FAULT_SEED=\(failure.seed): \(failure.problems.prefix(5))")
    }
    #expect(figures.kills > Self.count / 2 && figures.powerCuts > Self.count / 2)
  }

  @Test(
    "A disk that is full for some calls loses, doubles and tears nothing, also when it is killed meanwhile")
  func fullDisk() {
    var options = FaultSchedule.Options()
    options.fillsDisk = true
    let (failures, figures) = failures(of: Self.count / 4, options)
    for failure in failures { Issue.record("seed \(failure.seed): \(failure.problems.prefix(5))") }
    #expect(figures.errors > Self.count / 4)
  }

  @Test("A disk that fails once in each run loses nothing")
  func brokenDisk() {
    var options = FaultSchedule.Options()
    options.breaksDisk = true
    options.faults = [.kill]
    let (failures, figures) = failures(of: Self.count / 4, options)
    for failure in failures { Issue.record("seed \(failure.seed): \(failure.problems.prefix(5))") }
    #expect(figures.errors > Self.count / 8)
  }

  /// A test of the tests.
  @Test(
    "A wrong order is convicted",
    arguments: [
      ("index first, as power cuts see it", [.content, .segments, .index, .redo, .append, .sync], .powerCut),
      ("index first, as kills see it", [.content, .segments, .index, .redo, .append, .sync], .kill),
      ("no sync", [.content, .segments, .redo, .append, .index], .powerCut),
      ("index before sync", [.content, .segments, .redo, .append, .index, .sync], .powerCut),
      ("redo after append", [.content, .segments, .append, .redo, .sync, .index], .kill),
      ("no redo", [.content, .segments, .append, .sync, .index], .kill),
      ("bodies after their lines", [.segments, .redo, .append, .sync, .index, .content], .powerCut),
    ] as [(String, [BatchStage], FaultSchedule.Fault)])
  func wrongOrder(name: String, order: [BatchStage], fault: FaultSchedule.Fault) {
    var options = FaultSchedule.Options()
    options.order = order
    options.faults = [fault]
    let (failures, _) = failures(of: 300, options)
    #expect(!failures.isEmpty, "\(name) was not found out")
    if let first = failures.first { print("\(name): seed \(first.seed): \(first.problems.prefix(2))") }
  }
}
