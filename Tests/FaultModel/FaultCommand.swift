import Glibc
import Storing

/// The commands of FaultDriver.
package enum FaultCommand {
  package static func run(_ arguments: [String]) -> Int32 {
    do {
      switch arguments.first {
      case "write" where arguments.count >= 2:
        var writing = StoreWriting(directory: arguments[1])
        guard writing.read(arguments.dropFirst(2)) else { return usage() }
        try writing.run()
      case "check" where arguments.count == 2: return try check(arguments[1])
      case "cost" where arguments.count == 2: try StoringCost(directory: arguments[1]).run()
      case "model" where arguments.count == 3:
        guard let first = UInt64(arguments[1]), let count = UInt64(arguments[2]) else { return usage() }
        return model(first, count)
      default: return usage()
      }
      return 0
    } catch let error as StoreError {
      say("failed: \(error)")
      if case .diskFailed = error { return 74 }
      return error.isTransient ? 73 : 1
    } catch {
      say("failed: \(error)")
      return 1
    }
  }

  /// One `write(2)`, so that no part of it is in a buffer when the process dies.
  static func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = Glibc.write(1, bytes, bytes.count)
  }

  private static func usage() -> Int32 {
    say("usage: FaultDriver write DIR [OPTION…] | check DIR | cost DIR | model FIRST COUNT")
    return 2
  }

  /// Every promise, as `tidings verify` sees them.
  private static func check(_ path: String) throws -> Int32 {
    var verifier = Verifier(try OutputDirectory(path: path, for: .reading))
    let findings = try verifier.run().findings
    for finding in findings { say("found: \(finding.kind) \(finding.file): \(finding.message)") }
    return findings.isEmpty ? 0 : 1
  }

  private static func model(_ first: UInt64, _ count: UInt64) -> Int32 {
    var figures = FaultSchedule.Figures()
    var failures = 0
    for seed in first..<(first + count) {
      let schedule = FaultSchedule(seed: seed)
      let problems = schedule.run()
      figures.add(schedule.figures)
      guard !problems.isEmpty else { continue }
      failures += 1
      say("TIDINGS_FAULT_SEED=\(seed): \(problems.prefix(3))")
    }
    say(
      "schedules \(count) kills \(figures.kills) power_cuts \(figures.powerCuts) lines \(figures.lines) "
        + "failures \(failures)")
    return failures == 0 ? 0 : 1
  }
}
