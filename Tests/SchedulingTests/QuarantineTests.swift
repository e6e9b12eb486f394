import FeedModel
import Scheduling
import Testing
import WebText

@Suite struct QuarantineTests {
  private let noon = UnixTime(seconds: 1_780_000_000)

  private func state(
    _ name: String, crashes: Int = 0, kills: Int = 0, daysAgo: Int64 = 0
  ) -> SourceState {
    var state = SourceState(name: name)
    state.crashes = crashes
    state.kills = kills
    if state.isSuspect { state.lastCrash = noon.adding(seconds: -daysAgo * 86_400) }
    return state
  }

  private func quarantined(_ states: [SourceState], wasKilled: Bool = false) -> [String] {
    Quarantine.afterCrash(states, wasKilled: wasKilled, now: noon).filter { $0.isQuarantined(at: noon) }.map(
      \.name)
  }

  @Test("After one crash nobody is quarantined, whoever was being read")
  func first() {
    let after = Quarantine.afterCrash([state("a"), state("b")], wasKilled: false, now: noon)
    #expect(after.allSatisfy { $0.isSuspect && $0.quarantinedUntil == nil && $0.lastCrash == noon })
  }

  @Test("The second crash quarantines the suspect for a day, and not who was read for the first time")
  func second() {
    let after = Quarantine.afterCrash(
      [state("new"), state("suspect", crashes: 1)], wasKilled: false, now: noon)
    #expect(after[0].quarantinedUntil == nil && after[0].crashes == 1)
    #expect(after[1].quarantinedUntil == noon.adding(seconds: 86_400))
    #expect(after[1].nextPoll == after[1].quarantinedUntil)
    #expect(after[1].lastError.contains("2 times"))
  }

  @Test("Of several suspects at once none is quarantined before a third crash")
  func several() {
    #expect(quarantined([state("a", crashes: 1), state("b", crashes: 1)]) == [])
    #expect(quarantined([state("a", crashes: 2), state("b", crashes: 1)]) == ["a"])
    #expect(quarantined([state("a", crashes: 2), state("b", crashes: 2)]) == ["a", "b"])
  }

  @Test("Crashes a week apart are not added up; a clock that was set back changes nothing")
  func memory() {
    #expect(quarantined([state("a", crashes: 1, daysAgo: 8)]) == [])
    #expect(quarantined([state("a", crashes: 1, daysAgo: 6)]) == ["a"])
    #expect(quarantined([state("a", crashes: 1, daysAgo: -3)]) == ["a"])
    let many = Quarantine.afterCrash([state("a", crashes: .max)], wasKilled: false, now: noon)[0]
    #expect(many.crashes > 0 && many.isQuarantined(at: noon))
  }

  @Test(
    "Kills count in a row: a source that was not being read at the last one is spared, if it never crashed")
  func spared() {
    let spared = Quarantine.spared(state("a", kills: 4))
    #expect(spared?.isSuspect == false && spared?.lastCrash == nil)
    let crashed = Quarantine.spared(state("a", crashes: 1, kills: 3))
    #expect(crashed?.crashes == 1 && crashed?.kills == 0 && crashed?.lastCrash != nil)
    #expect(Quarantine.spared(state("a", crashes: 1)) == nil)
    let quarantined = Quarantine.afterCrash([state("a", kills: 4)], wasKilled: true, now: noon)[0]
    #expect(quarantined.isQuarantined(at: noon) && Quarantine.spared(quarantined) == nil)
  }

  @Test(
    "A quarantined source is due when its day is over, also if it was never polled; a suspect is due at once")
  func due() {
    let schedule = PollSchedule()
    let quarantined = Quarantine.afterCrash([state("a", crashes: 1)], wasKilled: false, now: noon)[0]
    #expect(schedule.due(quarantined, now: noon) == noon.adding(seconds: 86_400))
    let later = noon.adding(seconds: 90_000)
    #expect(schedule.due(quarantined, now: later) == later)
    var suspect = state("b", crashes: 1)
    suspect.lastPoll = noon.adding(seconds: -60)
    suspect.nextPoll = noon.adding(seconds: 3600)
    #expect(schedule.due(suspect, now: noon) == noon)
    // Set back by a year: the quarantine is not longer for it.
    let before = noon.adding(seconds: -365 * 86_400)
    #expect(schedule.due(quarantined, now: before) == before.adding(seconds: 86_400))
  }

  @Test("A document that is read to its end clears the source")
  func acquit() {
    var after = Quarantine.afterCrash([state("a", crashes: 1)], wasKilled: false, now: noon)[0]
    after.acquit()
    #expect(!after.isSuspect && after.quarantinedUntil == nil && after.lastCrash == nil)
  }
}
