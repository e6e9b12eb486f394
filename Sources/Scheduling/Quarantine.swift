public import FeedModel
public import WebText

/// What becomes of the sources that the program died over. Pure.
///
/// After a first crash, whatever was being read is suspect, and each suspect is read alone from then on: so a
/// second crash has one name, and the innocent are cleared by being read to their end. Without this a document
/// that brings the parser down would be fetched again after each restart, for ever.
public enum Quarantine {
  /// Seconds that a source is left alone after it brought the program down.
  public static let length: Int64 = 24 * 3600
  /// Crashes further apart than these seconds have nothing to do with each other.
  public static let memory: Int64 = 7 * 86_400

  /// Deaths that are enough when it cannot be told what the program died of. Many, because `kill -9` in the
  /// middle of a poll says nothing of the source; and some, because a document may have eaten all memory.
  public static let mostKills = 5

  /// The states after the program died.
  ///
  /// Two crashes without a sound reading in between are enough for one suspect. Of several with two crashes at
  /// the same time all but one are innocent: they are tried again, and a third crash is enough for each.
  /// - Parameters:
  ///   - states: those of all sources that were being read when the program died.
  ///   - wasKilled: it was killed from outside; else it died of a fault of its own.
  public static func afterCrash(
    _ states: [SourceState], wasKilled: Bool, now: UnixTime
  ) -> [SourceState] {
    var states = states.map { state in
      var state = state
      if let last = state.lastCrash, last.adding(seconds: memory) < now { state.acquit() }
      if wasKilled {
        state.kills = min(max(state.kills, 0), most) + 1
      } else {
        state.crashes = min(max(state.crashes, 0), most) + 1
      }
      state.lastCrash = now
      state.quarantinedUntil = nil
      return state
    }
    let isNamed = states.count { $0.crashes >= 2 } == 1
    for place in states.indices {
      let deaths = states[place].deaths
      let isGuilty = !wasKilled && states[place].crashes >= (isNamed ? 2 : 3)
      guard isGuilty || deaths >= mostKills else { continue }
      let until = now.adding(seconds: length)
      states[place].quarantinedUntil = until
      states[place].nextPoll = until
      states[place].nextPollReason = "quarantined after \(deaths) crashes"
      states[place].lastError = "the program died \(deaths) times while it read this source's document"
    }
    return states
  }

  /// The state of a source that was not being read when the last run ended: kills count only in a row, because
  /// a document that eats all memory does so each time. nil when that changes nothing.
  public static func spared(_ state: SourceState) -> SourceState? {
    guard state.kills > 0, state.quarantinedUntil == nil else { return nil }
    var state = state
    state.kills = 0
    if state.crashes == 0 { state.acquit() }
    return state
  }

  /// Counting stops here.
  private static let most = 1_000_000
}

extension SourceState {
  /// True while the source is not polled unless somebody asks for it by name.
  public func isQuarantined(at now: UnixTime) -> Bool { quarantinedUntil.map { $0 > now } ?? false }

  /// A document was read to its end: nothing is suspicious about the source any more.
  public mutating func acquit() {
    crashes = 0
    kills = 0
    lastCrash = nil
    quarantinedUntil = nil
  }
}
