import Scheduling
import Testing
import WebText

@Suite struct HostBudgetTests {
  func budget(_ transfers: Int = 64, _ connections: Int = 2, _ spacing: Int64 = 1000) -> HostBudget {
    var limits = HostBudget.Limits()
    (limits.maxTransfers, limits.connections, limits.spacing) = (transfers, connections, spacing)
    return HostBudget(limits: limits)
  }

  func at(_ milliseconds: Int64) -> UnixTime { UnixTime(milliseconds: milliseconds) }

  @Test func `sources start when they are due, longest due first`() {
    var budget = budget()
    budget.schedule(1, host: "a", at: at(30))
    budget.schedule(2, host: "b", at: at(10))
    budget.schedule(3, host: "c", at: at(20))
    #expect(budget.nextEvent == at(10))
    #expect(budget.start(now: at(9)).isEmpty)
    #expect(budget.start(now: at(20)) == [2, 3])
    #expect(budget.nextEvent == at(30))
    #expect(budget.start(now: at(20)).isEmpty)
    #expect(budget.start(now: at(30)) == [1])
    #expect(budget.nextEvent == nil)
  }

  @Test func `starts of one host are spaced, those of others are not`() {
    var budget = budget()
    for source in 0..<4 { budget.schedule(source, host: "a", at: at(0)) }
    budget.schedule(9, host: "b", at: at(0))
    #expect(budget.start(now: at(0)) == [0, 9])
    #expect(budget.nextEvent == at(1000))
    #expect(budget.start(now: at(999)).isEmpty)
    #expect(budget.start(now: at(1000)) == [1])
    // Two run: the place of one must come back first.
    #expect(budget.start(now: at(5000)).isEmpty)
    #expect(budget.nextEvent == nil)
    budget.finished(0)
    #expect(budget.nextEvent == at(2000))
    #expect(budget.start(now: at(5000)) == [2])
    budget.finished(1)
    #expect(budget.start(now: at(5999)).isEmpty)
    #expect(budget.start(now: at(6000)) == [3])
  }

  @Test func `without spacing, a host gets its connections at once`() {
    var budget = budget(64, 3, 0)
    for source in 0..<10 { budget.schedule(source, host: "a", at: at(0)) }
    #expect(budget.start(now: at(0)) == [0, 1, 2])
    budget.finished(1)
    #expect(budget.start(now: at(0)) == [3])
  }

  @Test func `no more than so many run in all`() {
    var budget = budget(3)
    for source in 0..<10 { budget.schedule(source, host: "h\(source)", at: at(0)) }
    #expect(budget.start(now: at(0)) == [0, 1, 2])
    #expect(budget.nextEvent == nil)
    #expect(budget.runningCount == 3)
    budget.finished(1)
    budget.finished(1)
    #expect(budget.start(now: at(0)) == [3])
  }

  @Test func `a hold keeps a host back, and no other`() {
    var budget = budget()
    budget.schedule(1, host: "a", at: at(0))
    budget.schedule(2, host: "b", at: at(0))
    budget.hold("a", until: at(60_000))
    budget.hold("a", until: at(50_000))
    #expect(budget.start(now: at(0)) == [2])
    budget.schedule(3, host: "a", at: at(100))
    #expect(budget.nextEvent == at(60_000))
    #expect(budget.start(now: at(59_999)).isEmpty)
    #expect(budget.start(now: at(60_000)) == [1])
  }

  @Test func `a source is scheduled anew, moved and removed`() {
    var budget = budget()
    budget.schedule(1, host: "a", at: at(10))
    budget.schedule(1, host: "a", at: at(500))
    #expect(budget.nextEvent == at(500))
    budget.schedule(1, host: "b", at: at(20))
    #expect(budget.start(now: at(600)) == [1])
    budget.finished(1)
    budget.schedule(1, host: "b", at: at(700))
    budget.remove(1)
    #expect(budget.nextEvent == nil)
    #expect(budget.start(now: at(9999)).isEmpty)
  }

  @Test func `a source never runs twice at a time`() {
    var budget = budget(64, 2, 0)
    budget.schedule(1, host: "a", at: at(0))
    #expect(budget.start(now: at(0)) == [1])
    budget.schedule(1, host: "a", at: at(5))
    #expect(budget.start(now: at(100)).isEmpty)
    budget.finished(1)
    #expect(budget.start(now: at(100)) == [1])
    #expect(budget.runningCount == 1)
  }

  @Test func `a source that is removed or moved while it runs gives its own host's place back`() {
    var budget = budget(64, 1, 0)
    budget.schedule(1, host: "a", at: at(0))
    budget.schedule(2, host: "a", at: at(0))
    #expect(budget.start(now: at(0)) == [1])
    budget.schedule(1, host: "b", at: at(50))
    #expect(budget.start(now: at(10)).isEmpty)
    budget.finished(1)
    #expect(budget.start(now: at(10)) == [2])
    #expect(budget.start(now: at(50)) == [1])
    budget.remove(2)
    budget.schedule(3, host: "a", at: at(0))
    #expect(budget.start(now: at(60)).isEmpty)
    budget.finished(2)
    #expect(budget.start(now: at(60)) == [3])
  }

  @Test func `a hundred thousand sources keep every limit, and each one has its turn`() {
    var budget = budget(64, 2, 1000)
    let count = 100_000
    let hosts = 5000
    for source in 0..<count {
      budget.schedule(source, host: "host\(source % hosts)", at: at(Int64(source % 7)))
    }
    var now: Int64 = 0
    var polled = [Int](repeating: 0, count: count)
    var lastStart = [Int64](repeating: -1000, count: hosts)
    var running: [Int] = []
    var total = 0
    while total < count {
      let started = budget.start(now: at(now))
      running += started
      #expect(running.count <= 64)
      for source in started {
        polled[source] += 1
        total += 1
        if now - lastStart[source % hosts] < 1000 { Issue.record("host \(source % hosts) too soon") }
        lastStart[source % hosts] = now
      }
      for source in running { budget.finished(source) }
      running = []
      guard let next = budget.nextEvent else { break }
      now = max(now + 1, next.milliseconds)
    }
    #expect(polled.allSatisfy { $0 == 1 })
    #expect(budget.nextEvent == nil)
  }
}
