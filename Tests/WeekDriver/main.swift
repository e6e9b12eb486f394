import Glibc
import SimulatedWeek

/// `make week`: a simulated week of 2,000 sources, tidings beside other rules for when to poll.
///
/// Arguments: number of sources, first seed, number of seeds. The model was tuned on seeds below 100.
let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let sources = arguments.first ?? 2000
let firstSeed = arguments.count > 1 ? arguments[1] : 101
let seeds = arguments.count > 2 ? arguments[2] : 3

func minutes(_ seconds: Int64) -> String {
  seconds == .max ? "never" : decimal(Double(seconds) / 60, 1)
}

func decimal(_ value: Double, _ digits: Int) -> String {
  let scale = pow(10, Double(digits))
  let whole = Int64((value * scale).rounded())
  guard digits > 0 else { return "\(whole)" }
  let fraction = "\(whole % Int64(scale))"
  return "\(whole / Int64(scale))." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
}

func column(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

// Seen as it comes, also through a pipe.
func line(_ label: String, _ outcome: Simulation.Outcome) {
  print(
    label + String(repeating: " ", count: max(1, 30 - label.count))
      + column("\(outcome.requests)", 9) + column(decimal(outcome.requestsPerStory, 2), 8)
      + column(minutes(Int64(outcome.mean)), 8) + column(minutes(outcome.delay(0.5)), 8)
      + column(minutes(outcome.delay(0.95)), 8) + column("\(outcome.lost)", 8))
  fflush(nil)
}

/// The patience with which tidings makes as many requests, and what comes of it.
func match(_ requests: Int, _ simulation: Simulation, _ days: Range<Int>) -> Simulation.Outcome {
  var patience = Simulation.usualPatience
  var best = simulation.run(.tidings(patience: patience), days: days)
  for _ in 0..<8 where abs(Double(best.requests - requests)) > 0.003 * Double(requests) {
    // Twice the requests cost a quarter of the patience, about.
    patience *= pow(Double(best.requests) / Double(requests), 1.8)
    best = simulation.run(.tidings(patience: patience), days: days)
  }
  return best
}

let peers: [Policy] = [
  .fixed(900), .fixed(3600), .miniflux(factor: 1), .miniflux(factor: 3),
  .reader(interval: 3600, jitter: 0.25),
]
let weeks: [(name: String, days: Range<Int>)] = [("the first week", 0..<7), ("the fourth week", 21..<28)]
for seed in firstSeed..<firstSeed + seeds {
  let simulation = Simulation(sources: sources, days: 32, seed: UInt64(seed))
  for week in weeks {
    print("\nseed \(seed), \(week.name) of \(sources) sources; delays in minutes")
    print(
      "                               requests  /story    mean     50%     95%    lost")
    let usual = simulation.run(.tidings(patience: Simulation.usualPatience), days: week.days)
    line("tidings as it is", usual)
    for peer in peers {
      let outcome = simulation.run(peer, days: week.days)
      line(peer.label, outcome)
      let matched = match(outcome.requests, simulation, week.days)
      line("  tidings, as many requests", matched)
      let ratio = Double(matched.delay(0.95)) / Double(outcome.delay(0.95))
      print("    95 %: \(decimal(ratio, 2)) of its delay; mean: \(decimal(matched.mean / outcome.mean, 2))")
    }
    if arguments.count > 3 {
      for (kind, numbers) in usual.kinds.sorted(by: { $0.key < $1.key }) {
        print(
          "  \(kind): \(numbers.requests) requests, \(numbers.found) found, \(numbers.lost) lost, mean \(decimal(Double(numbers.delay) / 60 / Double(max(1, numbers.found)), 1))"
        )
      }
    }
  }
}
