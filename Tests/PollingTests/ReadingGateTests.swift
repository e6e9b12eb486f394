import TestSupport
import Testing

@testable import Polling

@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct ReadingGateTests {
  /// Who is inside, and in which order they came.
  private actor Register {
    private(set) var entries: [String] = []
    private var inside = 0
    private(set) var mostInside = 0
    private(set) var besideLoner = false
    private var lonerInside = false

    func enter(_ name: String, isAlone: Bool) {
      entries.append(name)
      if lonerInside || isAlone && inside > 0 { besideLoner = true }
      if isAlone { lonerInside = true }
      inside += 1
      mostInside = max(mostInside, inside)
    }

    func leave(isAlone: Bool) {
      inside -= 1
      if isAlone { lonerInside = false }
    }
  }

  @Test("Nobody reads beside one who reads alone, and everybody gets a turn")
  func alone() async {
    let gate = ReadingGate()
    let register = Register()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let isAlone = number % 7 == 0
          await gate.enter(alone: isAlone)
          await register.enter("\(number)", isAlone: isAlone)
          await Task.yield()
          await register.leave(isAlone: isAlone)
          gate.leave(alone: isAlone)
        }
      }
    }
    #expect(await register.entries.count == 200)
    #expect(await !register.besideLoner)
  }

  @Test("Others read side by side")
  func together() async {
    let gate = ReadingGate()
    await gate.enter(alone: false)
    await gate.enter(alone: false)
    gate.leave(alone: false)
    gate.leave(alone: false)
    await gate.enter(alone: true)
    gate.leave(alone: true)
  }

  @Test("One who is stuck does not hold the others up for ever")
  func stuck() async {
    let gate = ReadingGate()
    await gate.enter(alone: true)
    let other = Task { await gate.enter(alone: false) }
    #expect(!gate.giveUpIfStuck())
    #expect(gate.giveUpIfStuck(now: .now.advanced(by: .seconds(31))))
    await other.value
    await gate.enter(alone: true)
    #expect(!gate.giveUpIfStuck(now: .now.advanced(by: .seconds(62))))
  }
}
