import SimulatedWeek
import Testing

/// A small simulated week; `make week` runs the large one.
@Suite struct SimulatedWeekTests {
  @Test func `tidings finds stories in half the time of fixed hours, with no more requests, and loses none`()
  {
    let simulation = Simulation(sources: 50, days: 6, seed: 7)
    let hourly = simulation.run(.fixed(3600), days: 1..<3)
    let tidings = simulation.run(.tidings(patience: Simulation.usualPatience), days: 1..<3)
    #expect(hourly.requests == 50 * 48)
    #expect(tidings.requests < hourly.requests * 11 / 10, "\(tidings.requests)")
    #expect(tidings.found > 1000)
    #expect(tidings.delay(0.95) < hourly.delay(0.95) * 6 / 10, "\(tidings.delay(0.95)) \(hourly.delay(0.95))")
    #expect(tidings.mean < hourly.mean / 2)
    #expect(tidings.lost * 200 < tidings.found, "\(tidings.lost)")
  }

  @Test func `the same seed gives the same week`() {
    let outcomes = (0..<2).map { _ in
      Simulation(sources: 20, days: 5, seed: 3).run(.reader(interval: 3600, jitter: 0.25), days: 0..<2)
    }
    #expect(outcomes[0].delays == outcomes[1].delays)
    #expect(outcomes[0].requests == outcomes[1].requests)
  }
}
