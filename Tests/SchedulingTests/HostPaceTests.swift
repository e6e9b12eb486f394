import Scheduling
import Testing
import WebText

/// Hosts with limits of their own, hosts that share an address, and polls that are slow.
@Suite struct HostPaceTests {
  private func at(_ milliseconds: Int64) -> UnixTime { UnixTime(milliseconds: milliseconds) }

  private func budget(_ transfers: Int = 64, slow: Int = 192) -> HostBudget {
    var limits = HostBudget.Limits()
    (limits.maxTransfers, limits.maxSlow, limits.connections, limits.spacing) = (transfers, slow, 2, 0)
    limits.overrides["slow.example"] = .init(connections: 1, spacing: 5000)
    limits.overrides["fast.example:8080"] = .init(connections: 3, spacing: 0)
    return HostBudget(limits: limits)
  }

  @Test func `a host's own limits hold for it and for no other, with its port or without`() {
    var budget = budget()
    for (place, host) in ["slow.example", "slow.example:8443", "fast.example:8080", "fast.example"]
      .enumerated()
    {
      for number in 0..<4 { budget.schedule(10 * place + number, host: host, at: at(0)) }
    }
    let started = budget.start(now: at(0))
    #expect((0..<4).map { place in started.count { $0 / 10 == place } } == [1, 1, 3, 2])
    for source in started { budget.finished(source) }
    #expect(budget.start(now: at(4999)).allSatisfy { $0 / 10 >= 2 })
    #expect(budget.start(now: at(5000)).contains(1))
  }

  @Test func `a host's name without its port has the limits that stand for the usual one`() {
    var limits = HostBudget.Limits()
    limits.overrides["one.example:443"] = .init(connections: 5, spacing: 1)
    limits.overrides["two.example:80"] = .init(connections: 6, spacing: 1)
    limits.overrides["three.example:8443"] = .init(connections: 7, spacing: 1)
    let hosts = ["one.example", "two.example", "three.example", "one.example:8443"]
    #expect(hosts.map { limits.pace(of: $0).connections } == [5, 6, limits.connections, limits.connections])
  }

  @Test func `hosts of one address share its places, and the strictest of their limits`() {
    var budget = budget()
    budget.share("192.0.2.7", with: "one.example")
    for source in 0..<5 { budget.schedule(source, host: "192.0.2.7", at: at(0)) }
    #expect(budget.start(now: at(0)) == [0, 1])
    budget.share("192.0.2.7", with: "slow.example")
    budget.finished(0)
    #expect(budget.start(now: at(0)).isEmpty)
    budget.finished(1)
    #expect(budget.start(now: at(0)) == [2])
    budget.finished(2)
    #expect(budget.start(now: at(4999)).isEmpty)
    #expect(budget.start(now: at(5000)) == [3])
  }

  @Test func `a slow poll gives up its place, keeps its host's, and gives nothing back twice`() {
    var budget = budget(2)
    for (source, host, due) in [(0, 0, -10), (1, 1, -9), (9, 0, -8), (8, 0, -7), (2, 2, 1), (3, 3, 1)] {
      budget.schedule(source, host: "h\(host)", at: at(Int64(due)))
    }
    #expect(budget.start(now: at(0)) == [0, 1])
    let isFull = budget.isFull(now: at(0))
    #expect(isFull)
    let isGiven = budget.giveUpPlace(0)
    #expect(isGiven)
    let isGivenAgain = budget.giveUpPlace(0)
    #expect(!isGivenAgain)
    let isGivenByIdle = budget.giveUpPlace(3)
    #expect(!isGivenByIdle)
    #expect(budget.start(now: at(1)) == [9])
    #expect(budget.runningCount == 3 && budget.slowCount == 1)
    budget.finished(1)
    // Two of h0 run, the slow one among them: it has no third place.
    #expect(budget.start(now: at(1)) == [2])
    budget.finished(0)
    budget.finished(0)
    #expect(budget.runningCount == 2 && budget.slowCount == 0)
    #expect(budget.start(now: at(1)).isEmpty)
    budget.finished(9)
    #expect(budget.start(now: at(1)).count == 1)
  }

  @Test func `a source that is scheduled anew while it is slow does not take another's place`() {
    var budget = budget(1)
    budget.schedule(0, host: "a", at: at(0))
    budget.schedule(1, host: "b", at: at(0))
    _ = budget.start(now: at(0))
    budget.giveUpPlace(0)
    budget.schedule(0, host: "a", at: at(10))
    #expect(budget.start(now: at(0)) == [1])
    budget.finished(0)
    #expect(budget.runningCount == 1)
    #expect(budget.start(now: at(10)).isEmpty)
    budget.finished(1)
    #expect(budget.start(now: at(10)) == [0])
  }

  @Test func `a source that was slow starts without a place the next time, until it is quick`() {
    var budget = budget(1)
    for source in 0..<2 { budget.schedule(source, host: "h\(source)", at: at(Int64(source))) }
    #expect(budget.start(now: at(0)) == [0])
    budget.giveUpPlace(0)
    budget.finished(0, wasSlow: true)
    budget.schedule(0, host: "h0", at: at(-1))
    #expect(budget.start(now: at(1)) == [0, 1])
    #expect(budget.slowCount == 1)
    budget.finished(0)
    budget.schedule(0, host: "h0", at: at(0))
    #expect(budget.start(now: at(1)).isEmpty)
    budget.finished(1)
    #expect(budget.start(now: at(1)) == [0])
    #expect(budget.slowCount == 0)
  }

  @Test func `no more than so many are slow`() {
    var budget = budget(1, slow: 2)
    for source in 0..<5 { budget.schedule(source, host: "h\(source)", at: at(0)) }
    var running: [Int] = []
    for _ in 0..<5 {
      running += budget.start(now: at(0))
      if let last = running.last { budget.giveUpPlace(last) }
    }
    #expect(running == [0, 1, 2])
    let isFull = budget.isFull(now: at(0))
    #expect(isFull)
  }
}
